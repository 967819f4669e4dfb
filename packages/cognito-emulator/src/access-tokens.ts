import { readJwt } from './jwt.ts';
import { assert, notAuthorized, userNotFound } from './refusals.ts';
import type { SignIn } from './sign-ins.ts';
import { OWN_SCOPE } from './tokens.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

function hasScope(scope: unknown, wanted: string): boolean {
  return typeof scope === 'string' && scope.split(' ').includes(wanted);
}

/**
 * Returns the user whom an access token identifies and the sign-in that issued it. Checks what GetUser and DeleteUser
 * check: signature, expiry, scope, revocation and user.
 *
 * @throws Refusal `NotAuthorizedException` for an invalid token, `UserNotFoundException` for a deleted user.
 */
export function userOfAccessToken(
  token: string,
  pools: Iterable<UserPool>,
  now: number,
): { readonly pool: UserPool; readonly user: User; readonly signIn: SignIn | undefined } {
  const { claims, isSignedBy } = readJwt(token);
  const pool = [...pools].find(({ issuer }) => issuer === claims['iss']);
  if (pool === undefined || claims['token_use'] !== 'access' || typeof claims['exp'] !== 'number') {
    throw notAuthorized('Invalid Access Token');
  }
  assert(isSignedBy(pool.keys.access), notAuthorized, 'Could not verify signature for Access Token');
  assert(now < claims['exp'] * 1000, notAuthorized, 'Access Token has expired');
  assert(hasScope(claims['scope'], OWN_SCOPE), notAuthorized, 'Access Token does not have required scopes');
  const revoked = [...pool.signIns.values()].some(
    ({ isRevoked, originJti }) => isRevoked && originJti === claims['origin_jti'],
  );
  assert(!revoked, notAuthorized, 'Access Token has been revoked');
  const user = typeof claims['sub'] === 'string' ? pool.findByAdminName(claims['sub']) : undefined;
  assert(user !== undefined, userNotFound);
  assert(user.enabled, notAuthorized, 'User is disabled.');
  const signIn = [...pool.signIns.values()].find(({ eventId }) => eventId === claims['event_id']);
  return { pool, user, signIn };
}
