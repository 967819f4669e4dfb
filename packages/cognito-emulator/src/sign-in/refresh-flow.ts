import type { AppClient } from '../app-client.ts';
import { isFromSameDevice } from '../devices/device-tracking.ts';
import { assert, invalidParameter, notAuthorized, Refusal, userNotFound } from '../refusals.ts';
import type { SignIn } from '../sign-ins.ts';
import { rotate } from '../sign-ins.ts';
import { type AuthenticationResult, issueTokens } from '../tokens.ts';
import type { UserPool } from '../user-pool.ts';
import {
  type Attempt,
  assertFlowAllowed,
  assertMaySignIn,
  assertSecretHash,
  assertSecretHashPresence,
  requiredParameter,
} from './attempt.ts';

const NOT_ENABLED = 'REFRESH_TOKEN_AUTH flow not enabled for this client';

function findSignIn(pool: UserPool, client: AppClient, refreshToken: string, deviceKey: string | undefined): SignIn {
  const signedIn = pool.signIns.get(refreshToken);
  if (signedIn === undefined || signedIn.client !== client || !isFromSameDevice(pool, signedIn, deviceKey)) {
    throw notAuthorized('Invalid Refresh Token');
  }
  return signedIn;
}

function assertRefreshable(pool: UserPool, { user, client, isRevoked, expiresAt }: SignIn, now: number): void {
  assert(!isRevoked, notAuthorized, 'Refresh Token has been revoked');
  assert(now < expiresAt, notAuthorized, 'Refresh Token has expired');
  assert(pool.has(user), userNotFound);
  assertMaySignIn(user, client);
}

/**
 * REFRESH_TOKEN_AUTH. SECRET_HASH contains the real username, which is the `sub` in a pool with username attributes
 * (developer guide, "Computing secret hash values"). Clients with refresh token rotation do not allow this flow.
 */
export function signInWithRefreshToken(attempt: Attempt): object {
  const { pool, client, parameters, now } = attempt;
  assertFlowAllowed(client, 'ALLOW_REFRESH_TOKEN_AUTH', NOT_ENABLED);
  assert(!client.settings.refreshTokenRotation, invalidParameter, NOT_ENABLED);
  const refreshToken = requiredParameter(attempt, 'REFRESH_TOKEN');
  const hash = parameters.get('SECRET_HASH');
  assertSecretHashPresence(attempt, hash);
  const signedIn = findSignIn(pool, client, refreshToken, parameters.get('DEVICE_KEY'));
  assertSecretHash(attempt, hash, signedIn.user.username, `SecretHash does not match for the client: ${client.id}`);
  assertRefreshable(pool, signedIn, now);
  pool.triggers.run('TokenGeneration_RefreshTokens', signedIn.user.username);
  return { AuthenticationResult: issueTokens(pool, signedIn, now), ChallengeParameters: {} };
}

interface RefreshTokenInput {
  readonly refreshToken: string;
  readonly deviceKey: string | undefined;
  readonly clientMetadata: ReadonlyMap<string, string> | undefined;
}

/**
 * Issues tokens for GetTokensFromRefreshToken, with rotation also a new refresh token. The old one remains valid for
 * the grace period.
 *
 * @throws Refusal `RefreshTokenReuseException` for an old token after the grace period; its text is not documented.
 */
export function exchangeRefreshToken(
  pool: UserPool,
  client: AppClient,
  { refreshToken, deviceKey, clientMetadata }: RefreshTokenInput,
  now: number,
): AuthenticationResult {
  const signedIn = findSignIn(pool, client, refreshToken, deviceKey);
  assertRefreshable(pool, signedIn, now);
  const rotation = client.settings.refreshTokenRotation;
  if (rotation && signedIn.rotatedAt !== undefined && now >= signedIn.rotatedAt + rotation.gracePeriodSeconds * 1000) {
    throw new Refusal('RefreshTokenReuseException', 'Refresh token has already been used.');
  }
  pool.triggers.run('TokenGeneration_RefreshTokens', signedIn.user.username, { clientMetadata });
  return rotation ? rotate(pool, signedIn, now) : issueTokens(pool, signedIn, now);
}
