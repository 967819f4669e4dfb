import { randomUUID } from 'node:crypto';
import type { AppClient } from './app-client.ts';
import { signJwt } from './jwt.ts';
import type { SignIn } from './sign-ins.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

export type IssuedTokens = { readonly idToken: string; readonly accessToken: string };

/** Cognito keeps every attribute as a string and shows only the two verification flags as JSON booleans. */
const attributeClaims = (user: User): object =>
  Object.fromEntries(
    [...user.attributes].map(([name, value]) =>
      name === 'email_verified' || name === 'phone_number_verified'
        ? [name, value.toLowerCase() === 'true']
        : [name, value],
    ),
  );

/**
 * ID and access token of a sign-in through the API (developer guide, "Using the ID token", "Using the access token"):
 * the access token has no `aud`, and no scope but Cognito's own, unless a trigger gives others.
 */
export const issueTokens = (pool: UserPool, signedIn: SignIn, now: number): IssuedTokens => {
  const { client, user } = signedIn;
  const issuedAt = Math.floor(now / 1000);
  const shared = {
    sub: user.sub,
    ...(user.groups.length > 0 ? { 'cognito:groups': user.groups } : {}),
    iss: pool.issuer,
    ...(client.settings.enableTokenRevocation ? { origin_jti: signedIn.originJti } : {}),
    event_id: signedIn.eventId,
    auth_time: Math.floor(signedIn.signedInAt / 1000),
    iat: issuedAt,
  };
  return {
    idToken: signJwt(
      {
        ...attributeClaims(user),
        ...shared,
        'cognito:username': user.username,
        aud: client.id,
        token_use: 'id',
        exp: issuedAt + client.settings.idTokenValiditySeconds,
        jti: randomUUID(),
      },
      pool.keys.id,
    ),
    accessToken: signJwt(
      {
        ...shared,
        client_id: client.id,
        token_use: 'access',
        scope: client.settings.userScopes.join(' '),
        exp: issuedAt + client.settings.accessTokenValiditySeconds,
        jti: randomUUID(),
        username: user.username,
      },
      pool.keys.access,
    ),
  };
};

/**
 * The access token of a client credentials grant: an app client's own, so without user, groups or sign-in, and with scopes
 * of resource servers alone (developer guide, "Scopes, M2M, and resource servers").
 */
export const issueClientToken = (pool: UserPool, client: AppClient, scopes: readonly string[], now: number): string => {
  const issuedAt = Math.floor(now / 1000);
  return signJwt(
    {
      sub: client.id,
      token_use: 'access',
      scope: scopes.join(' '),
      auth_time: issuedAt,
      iss: pool.issuer,
      exp: issuedAt + client.settings.accessTokenValiditySeconds,
      iat: issuedAt,
      version: 2,
      jti: randomUUID(),
      client_id: client.id,
    },
    pool.keys.access,
  );
};
