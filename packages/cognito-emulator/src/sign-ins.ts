import { randomUUID } from 'node:crypto';
import type { AppClient } from './app-client.ts';
import type { Device } from './devices/device.ts';
import { newRefreshToken } from './identifiers.ts';
import { type AuthenticationResult, issueTokens } from './tokens.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

/** How a user signed in. */
export type SignInMethod =
  /** Through the public or the Admin API, with a device if the pool tracks devices. */
  | { readonly kind: 'public' | 'admin'; readonly device: Device | undefined }
  /** At the login page, which does not track devices. */
  | {
      readonly kind: 'login-page';
      readonly device: undefined;
      readonly scopes: readonly string[];
      readonly nonce: string | undefined;
      readonly authenticatedAt: number;
    };

/** A sign-in of a user, which a refresh token represents. Times are milliseconds since 1970. */
export interface SignIn {
  readonly user: User;
  readonly client: AppClient;
  readonly signInMethod: SignInMethod;
  readonly refreshToken: string;
  /** Identifies the sign-in in all of its tokens, so that revoking the refresh token revokes them all. */
  readonly originJti: string;
  readonly eventId: string;
  readonly signedInAt: number;
  readonly expiresAt: number;
  isRevoked: boolean;
  /** When the refresh token was first exchanged for a new one. Set with refresh token rotation only. */
  rotatedAt: number | undefined;
}

/** The IAM role of a group. The group with the lowest precedence decides on the preferred role. */
export interface GroupRole {
  readonly arn: string;
  readonly precedence: number;
}

/** Signs a user in and issues a refresh token, an ID token and an access token. */
export function signIn(
  pool: UserPool,
  client: AppClient,
  user: User,
  signInMethod: SignInMethod,
  now: number,
): AuthenticationResult {
  const signedIn: SignIn = {
    user,
    client,
    signInMethod,
    refreshToken: newRefreshToken(),
    originJti: randomUUID(),
    eventId: randomUUID(),
    signedInAt: signInMethod.kind === 'login-page' ? signInMethod.authenticatedAt : now,
    expiresAt: now + client.settings.refreshTokenValiditySeconds * 1000,
    isRevoked: false,
    rotatedAt: undefined,
  };
  pool.signIns.set(signedIn.refreshToken, signedIn);
  const nonce = signInMethod.kind === 'login-page' ? signInMethod.nonce : undefined;
  return { ...issueTokens(pool, signedIn, now, nonce), RefreshToken: signedIn.refreshToken };
}

/**
 * Issues new tokens for a sign-in, including a refresh token with the remaining lifetime of the old one (developer
 * guide, "Refresh token rotation").
 */
export function rotate(pool: UserPool, signedIn: SignIn, now: number): AuthenticationResult {
  signedIn.rotatedAt ??= now;
  const successor: SignIn = { ...signedIn, refreshToken: newRefreshToken(), rotatedAt: undefined };
  pool.signIns.set(successor.refreshToken, successor);
  return { ...issueTokens(pool, successor, now), RefreshToken: successor.refreshToken };
}

/** Revokes every refresh token of the sign-in and thereby its ID and access tokens. */
export function revoke(pool: UserPool, { originJti }: SignIn): void {
  for (const signedIn of pool.signIns.values()) {
    if (signedIn.originJti === originJti) {
      signedIn.isRevoked = true;
    }
  }
}
