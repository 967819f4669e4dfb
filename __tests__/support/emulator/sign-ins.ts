import { randomUUID } from 'node:crypto';
import type { AppClient } from './app-client.ts';
import type { Device } from './devices/device.ts';
import { newRefreshToken } from './identifiers.ts';
import { type IssuedTokens, issueTokens } from './tokens.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

/** How a user signed in. */
export type Entrance =
  /** Through the public or the Admin API, with a device if the pool tracks devices. */
  | { readonly kind: 'public' | 'admin'; readonly device: Device | undefined }
  /** At the login page, which does not track devices. */
  | {
      readonly kind: 'login-page';
      readonly device: undefined;
      readonly scopes: readonly string[];
      readonly nonce: string | undefined;
      readonly enteredAt: number;
    };

/** A sign-in of a user, which a refresh token represents. Times are milliseconds since 1970. */
export type SignIn = {
  readonly user: User;
  readonly client: AppClient;
  readonly entrance: Entrance;
  readonly refreshToken: string;
  /** Identifies the sign-in in all of its tokens, so that revoking the refresh token revokes them all. */
  readonly originJti: string;
  readonly eventId: string;
  readonly signedInAt: number;
  readonly expiresAt: number;
  isRevoked: boolean;
  /** When the refresh token was first exchanged for a new one. Set with refresh token rotation only. */
  rotatedAt: number | undefined;
};

export type AuthenticationResult = {
  readonly AccessToken: string;
  readonly ExpiresIn: number;
  /** Absent without the scope `openid`. */
  readonly IdToken?: string;
  readonly RefreshToken?: string;
  readonly TokenType: 'Bearer';
};

const result = ({ accessToken, idToken }: IssuedTokens, client: AppClient): AuthenticationResult => ({
  AccessToken: accessToken,
  ExpiresIn: client.settings.accessTokenValiditySeconds,
  ...(idToken !== undefined && { IdToken: idToken }),
  TokenType: 'Bearer',
});

/** Signs a user in and issues a refresh token, an ID token and an access token. */
export const signIn = (
  pool: UserPool,
  client: AppClient,
  user: User,
  entrance: Entrance,
  now: number,
): AuthenticationResult => {
  const signedIn: SignIn = {
    user,
    client,
    entrance,
    refreshToken: newRefreshToken(),
    originJti: randomUUID(),
    eventId: randomUUID(),
    signedInAt: entrance.kind === 'login-page' ? entrance.enteredAt : now,
    expiresAt: now + client.settings.refreshTokenValiditySeconds * 1000,
    isRevoked: false,
    rotatedAt: undefined,
  };
  pool.signIns.set(signedIn.refreshToken, signedIn);
  const nonce = entrance.kind === 'login-page' ? entrance.nonce : undefined;
  return { ...result(issueTokens(pool, signedIn, now, nonce), client), RefreshToken: signedIn.refreshToken };
};

/**
 * Issues new tokens for a sign-in, including a refresh token with the remaining lifetime of the old one (developer
 * guide, "Refresh token rotation").
 */
export const rotate = (pool: UserPool, signedIn: SignIn, now: number): AuthenticationResult => {
  signedIn.rotatedAt ??= now;
  const successor: SignIn = { ...signedIn, refreshToken: newRefreshToken(), rotatedAt: undefined };
  pool.signIns.set(successor.refreshToken, successor);
  return { ...refresh(pool, successor, now), RefreshToken: successor.refreshToken };
};

/** Revokes every refresh token of the sign-in and thereby its ID and access tokens. */
export const revoke = (pool: UserPool, { originJti }: SignIn): void => {
  for (const signedIn of pool.signIns.values()) {
    if (signedIn.originJti === originJti) {
      signedIn.isRevoked = true;
    }
  }
};

/** Issues a new ID token and access token for a sign-in and keeps its refresh token. */
export const refresh = (pool: UserPool, signedIn: SignIn, now: number): AuthenticationResult =>
  result(issueTokens(pool, signedIn, now, undefined), signedIn.client);
