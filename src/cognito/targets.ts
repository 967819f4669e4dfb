/** Names of called resources, for messages. */
import { partition } from '@aws-sdk/core/client';
import type { CallTarget } from '../failures/service-failure.ts';
import type { AppClientTarget, IdentityPoolTarget, RoleToAssume, UserPoolTarget } from './types.ts';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html */
export function userPoolTarget({ region, userPoolId }: Pick<UserPoolTarget, 'region' | 'userPoolId'>): CallTarget {
  const arn = `arn:${partition(region).name}:cognito-idp:${region}:ACCOUNT:userpool/${userPoolId}`;
  return { kind: 'user-pool', name: `user pool ${userPoolId} in ${region}`, host: hostOf('cognito-idp', region), arn };
}

export function appClientTarget({ region, clientId, clientSecret }: AppClientTarget): CallTarget {
  const name = `app client ${clientId} in ${region}`;
  return { kind: 'app-client', name, host: hostOf('cognito-idp', region), withoutSecret: clientSecret === undefined };
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitoidentity.html */
export function identityPoolTarget({ region, identityPoolId }: IdentityPoolTarget): CallTarget {
  const arn = `arn:${partition(region).name}:cognito-identity:${region}:ACCOUNT:identitypool/${identityPoolId}`;
  return {
    kind: 'identity-pool',
    name: `identity pool ${identityPoolId}`,
    host: hostOf('cognito-identity', region),
    arn,
  };
}

export function roleTarget({ arn }: Pick<RoleToAssume, 'arn'>, region: string): CallTarget {
  return { kind: 'role', name: `role ${arn}`, host: hostOf('sts', region) };
}

/** @param client.domain origin of a user pool domain */
export function domainTarget(client: { readonly domain: string; readonly clientId: string }): CallTarget {
  const { domain, clientId } = client;
  return { kind: 'user-pool-domain', name: `${domain} for app client ${clientId}`, host: new URL(domain).host };
}

/** The host that AWS has, until a request tells the actual one. */
function hostOf(service: string, region: string): string {
  return `${service}.${region}.${partition(region).dnsSuffix}`;
}
