import type { JsonObject } from '../json.ts';
import { readJwt } from '../jwt.ts';
import { assert, notAuthorized, type Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import { type IdentityPool, providerNameOf } from './identity-pool.ts';

/** A login that the identity pool accepts. */
export interface Login {
  readonly provider: string;
  readonly sub: string;
  readonly claims: JsonObject;
}

function invalidLogin(reason: string): Refusal {
  return notAuthorized(`Invalid login token. ${reason}`);
}

/** Verifies the token of a user pool: its form, audience, issuer, signature and expiry. */
function verifyToken(provider: string, token: string, { pools, now }: Service): JsonObject {
  const { claims, isSignedBy } = readJwt(token);
  if (token.split('.').length !== 3 || claims['iss'] === undefined) {
    throw invalidLogin('Not a valid OpenId Connect identity token.');
  }
  assert(claims['aud'] !== undefined, invalidLogin, 'Missing a required claim: aud');
  assert(claims['iss'] === `https://${provider}`, invalidLogin, "Issuer doesn't match providerName");
  const pool = [...pools.values()].find((candidate) => providerNameOf(candidate) === provider);
  assert(pool !== undefined && isSignedBy(pool.keys.id), invalidLogin, "Couldn't verify signed token.");
  const seconds = Math.floor(now() / 1000);
  const expiry = typeof claims['exp'] === 'number' ? claims['exp'] : 0;
  assert(seconds < expiry, invalidLogin, `Token expired: ${seconds} >= ${expiry}`);
  return claims;
}

/**
 * Verifies the logins of a request. A deleted user's token is accepted until it expires, because the identity pool does
 * not ask the user pool (ServerSideTokenCheck is off by default).
 *
 * @returns undefined without logins.
 * @throws Refusal `NotAuthorizedException` for an invalid token, or one of another user pool or app client.
 */
export function verifyLogins(
  logins: ReadonlyMap<string, string>,
  identityPool: IdentityPool,
  service: Service,
): Login | undefined {
  const [first] = logins;
  if (first === undefined) {
    return undefined;
  }
  const [provider, token] = first;
  const claims = verifyToken(provider, token, service);
  if (!identityPool.accepts(provider, claims['aud'])) {
    throw notAuthorized('Token is not from a supported provider of this identity pool.');
  }
  return { provider, sub: String(claims['sub']), claims };
}
