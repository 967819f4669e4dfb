import { randomUUID, sign } from 'node:crypto';
import type { SignIn } from './sign-ins.ts';
import type { SigningKey } from './signing-keys.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

export type IssuedTokens = { readonly idToken: string; readonly accessToken: string };

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A JWS in compact form (RFC 7515), signed with RS256. */
const signToken = (claims: object, key: SigningKey): string => {
  const signed = `${encode({ kid: key.keyId, alg: 'RS256' })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
};

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
 * the access token has no `aud`, and no scope but Cognito's own.
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
    idToken: signToken(
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
    accessToken: signToken(
      {
        ...shared,
        client_id: client.id,
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin',
        exp: issuedAt + client.settings.accessTokenValiditySeconds,
        jti: randomUUID(),
        username: user.username,
      },
      pool.keys.access,
    ),
  };
};
