import { randomUUID } from 'node:crypto';
import type { AppClient } from './app-client.ts';
import { newRefreshToken } from './identifiers.ts';
import type { SignIn, SignInMethod } from './sign-in-record.ts';
import { type AuthenticationResult, issueTokens } from './tokens.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

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
