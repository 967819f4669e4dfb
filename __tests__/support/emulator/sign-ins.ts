import { randomUUID } from 'node:crypto';
import type { AppClient } from './app-client.ts';
import type { Device } from './devices/device.ts';
import { newRefreshToken } from './identifiers.ts';
import { type IssuedTokens, issueTokens } from './tokens.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

/** How a user came in. */
export type Entrance =
  /** By an operation for everybody or for administrators, with a device where the pool tracks them. */
  | { readonly kind: 'public' | 'admin'; readonly device: Device | undefined }
  /** By the login page, which does not know devices. */
  | {
      readonly kind: 'login-page';
      readonly device: undefined;
      readonly scopes: readonly string[];
      readonly nonce: string | undefined;
      readonly enteredAt: number;
    };

/** One sign-in of a user: what its refresh token stands for. Times are milliseconds since 1970. */
export type SignIn = {
  readonly user: User;
  readonly client: AppClient;
  readonly entrance: Entrance;
  readonly refreshToken: string;
  /** Names the sign-in in each of its tokens, so that revoking the refresh token revokes them all. */
  readonly originJti: string;
  readonly eventId: string;
  readonly signedInAt: number;
  readonly expiresAt: number;
  isRevoked: boolean;
  /** When the refresh token was first exchanged for a new one, in a client with rotation. */
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

/** Signs the user in: a new refresh token, and ID and access tokens of it. */
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
 * New tokens of an earlier sign-in, the refresh token too: it lasts for what remains of the old one's time (developer
 * guide, "Refresh token rotation").
 */
export const rotate = (pool: UserPool, signedIn: SignIn, now: number): AuthenticationResult => {
  signedIn.rotatedAt ??= now;
  const successor: SignIn = { ...signedIn, refreshToken: newRefreshToken(), rotatedAt: undefined };
  pool.signIns.set(successor.refreshToken, successor);
  return { ...refresh(pool, successor, now), RefreshToken: successor.refreshToken };
};

/** Revokes every refresh token of the sign-in, and with them its ID and access tokens. */
export const revoke = (pool: UserPool, { originJti }: SignIn): void => {
  for (const signedIn of pool.signIns.values()) {
    if (signedIn.originJti === originJti) {
      signedIn.isRevoked = true;
    }
  }
};

/** New ID and access tokens of an earlier sign-in, whose refresh token stays as it is. */
export const refresh = (pool: UserPool, signedIn: SignIn, now: number): AuthenticationResult =>
  result(issueTokens(pool, signedIn, now, undefined), signedIn.client);
