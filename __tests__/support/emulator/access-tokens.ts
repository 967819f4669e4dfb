import { verify } from 'node:crypto';
import { notAuthorized, userNotFound } from './refusals.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;

const decode = (part: string | undefined): JsonObject => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
};

const hasScope = (scope: unknown, wanted: string): boolean =>
  typeof scope === 'string' && scope.split(' ').includes(wanted);

/**
 * The user who acts by an access token, as GetUser and DeleteUser read it: signature, time, scope, revocation, user.
 *
 * @throws Refusal `NotAuthorizedException` for a token that does not hold, `UserNotFoundException` for a deleted user.
 */
export const userOfAccessToken = (
  token: string,
  pools: Iterable<UserPool>,
  now: number,
): { readonly pool: UserPool; readonly user: User } => {
  const [header, payload, signature] = token.split('.');
  const claims = decode(payload);
  const pool = [...pools].find(({ issuer }) => issuer === claims['iss']);
  if (pool === undefined || claims['token_use'] !== 'access' || typeof claims['exp'] !== 'number') {
    throw notAuthorized('Invalid Access Token');
  }
  const key = pool.keys.access;
  const signed = Buffer.from(`${header}.${payload}`);
  if (
    decode(header)['kid'] !== key.keyId ||
    !verify('sha256', signed, key.publicKey, Buffer.from(signature ?? '', 'base64url'))
  ) {
    throw notAuthorized('Could not verify signature for Access Token');
  }
  if (now >= claims['exp'] * 1000) {
    throw notAuthorized('Access Token has expired');
  }
  if (!hasScope(claims['scope'], 'aws.cognito.signin.user.admin')) {
    throw notAuthorized('Access Token does not have required scopes');
  }
  const revoked = [...pool.signIns.values()].some(
    (signIn) => signIn.isRevoked && signIn.originJti === claims['origin_jti'],
  );
  if (revoked) {
    throw notAuthorized('Access Token has been revoked');
  }
  const user = typeof claims['sub'] === 'string' ? pool.findByAdminName(claims['sub']) : undefined;
  if (user === undefined) {
    throw userNotFound();
  }
  if (!user.enabled) {
    throw notAuthorized('User is disabled.');
  }
  return { pool, user };
};
