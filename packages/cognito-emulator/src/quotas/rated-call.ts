import { credentialOf } from '../authorization-header.ts';
import { parseJson } from '../json.ts';
import { readJwt } from '../jwt.ts';
import type { OperationRequest } from '../operation.ts';
import type { Service } from '../service.ts';
import type { UserPool } from '../user-pool.ts';
import type { RatedCall } from './quotas.ts';

/** Returns the string members of the body, AuthParameters and ChallengeResponses. Omits malformed ones. */
function readTexts(value: unknown): ReadonlyMap<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(
    entries.flatMap(([name, member]): [string, string][] => {
      if (typeof member === 'string') {
        return [[name, member]];
      }
      return name === 'AuthParameters' || name === 'ChallengeResponses' ? [...readTexts(member)] : [];
    }),
  );
}

function nameOfRefreshToken(texts: ReadonlyMap<string, string>, pool: UserPool): string | undefined {
  const token = texts.get('RefreshToken') ?? texts.get('REFRESH_TOKEN') ?? texts.get('Token');
  return token === undefined ? undefined : pool.signIns.get(token)?.user.username;
}

/**
 * Returns the quota-relevant properties of an API call, or `undefined` if it identifies no existing pool, so that the
 * operation refuses it anyway. Operations identify the pool and the user in different ways.
 */
export function ratedCallOf({ operation, headers, body }: OperationRequest, service: Service): RatedCall | undefined {
  const texts = readTexts(parseJson(body.toString()));
  const identityId = texts.get('IdentityPoolId') ?? texts.get('IdentityId');
  const identityRegion =
    operation === 'DeleteIdentities' ? credentialOf(headers).region : identityId?.replace(/:.*/, '');
  if (identityRegion !== undefined) {
    return { operation, region: identityRegion };
  }
  const { claims } = readJwt(texts.get('AccessToken') ?? '');
  const session = service.sessions.find(texts.get('Session') ?? '');
  const pool =
    service.pools.get(texts.get('UserPoolId') ?? '') ??
    service.findClient(texts.get('ClientId') ?? '')?.pool ??
    session?.origin.pool ??
    [...service.pools.values()].find(({ issuer }) => issuer === claims['iss']);
  if (pool === undefined) {
    return undefined;
  }
  const sub = typeof claims['sub'] === 'string' ? claims['sub'] : undefined;
  const name =
    texts.get('Username') ??
    texts.get('USERNAME') ??
    sub ??
    session?.challenge.claimant.name ??
    nameOfRefreshToken(texts, pool);
  const challengeName = texts.get('ChallengeName');
  return {
    operation,
    region: pool.settings.region,
    ...(challengeName !== undefined && { challengeName }),
    ...(name !== undefined && { user: `${pool.id} ${pool.findByAdminName(name)?.sub ?? name}` }),
  };
}
