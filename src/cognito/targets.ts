/** Names of called resources, for messages. */
import { partition } from '@aws-sdk/core/client';
import type { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import type { CallTarget } from '../failures/service-failure.ts';
import { fieldOf, textIn } from '../json.ts';
import type { AppClientTarget, IdentityPoolTarget, RoleToAssume, UserPoolTarget } from './types.ts';

/** A plugin for any client of the SDK, or for its commands. */
export type Pluggable = NonNullable<NonNullable<Parameters<typeof fromWebToken>[0]>['clientPlugins']>[number];

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

/** Returns an SDK plugin that is called with the host, and the port if there is one, of each request to be sent. */
export function onRequest(report: (host: string) => void): Pluggable {
  return {
    applyToStack: (stack) =>
      stack.add(
        (next) => (args) => {
          const port = fieldOf(args.request, 'port');
          report(textIn(args.request, 'hostname') + (port === undefined ? '' : `:${port}`));
          return next(args);
        },
        { step: 'deserialize', priority: 'low' },
      ),
  };
}

/** The host that AWS has, until a request tells the actual one. */
function hostOf(service: string, region: string): string {
  return `${service}.${region}.${partition(region).dnsSuffix}`;
}
