import type { AppClient } from '../app-client.ts';
import { isFromSameDevice } from '../devices.ts';
import { clientId, clientSecret, deviceKey, optional, scopes, textMap, token } from '../members.ts';
import { type Operations, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, notAuthorized, Refusal, userNotFound } from '../refusals.ts';
import {
  type Attempt,
  assertFlowAllowed,
  assertMaySignIn,
  assertSecretHash,
  assertSecretHashPresence,
  requiredParameter,
} from '../sign-in/attempt.ts';
import { issueClientToken, issueTokens, revoke, rotate, type SignIn } from '../tokens.ts';
import type { UserPool } from '../user-pool.ts';

const NOT_ENABLED = 'REFRESH_TOKEN_AUTH flow not enabled for this client';

function findSignIn(pool: UserPool, client: AppClient, refreshToken: string, deviceKey: string | undefined): SignIn {
  const signedIn = pool.signIns.get(refreshToken);
  const isValid = signedIn?.client === client && isFromSameDevice(pool, signedIn, deviceKey);
  assert(isValid, notAuthorized, 'Invalid Refresh Token');
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

/** For operations that take the secret itself. The second and third message are derived from those of SECRET_HASH. */
function assertClientSecret({ id, secret }: AppClient, given: string | undefined): void {
  if (secret !== undefined && given === undefined) {
    throw notAuthorized(`Client ${id} is configured for secret but secret was not received`);
  }
  if (secret === undefined && given !== undefined) {
    throw invalidParameter(`App client ${id} is not configured for secret but secret was received`);
  }
  assert(secret === given, notAuthorized, `Unable to verify secret for client ${id}`);
}

/** Without a scope, grants all scopes of the client (service model, GetClientToken). */
function grantedScopes({ settings }: AppClient, requested: readonly string[]): readonly string[] {
  const foreign = requested.filter((scope) => !settings.scopes.includes(scope));
  assert(foreign.length === 0, invalidParameter, `Invalid scope requested: ${foreign.join(', ')}`);
  return requested.length === 0 ? settings.scopes : [...new Set(requested)];
}

export const clientTokenOperations: Operations = {
  /**
   * With rotation, also issues a new refresh token. The old one remains valid for the grace period. The text for an old
   * token after the grace period is not documented.
   */
  GetTokensFromRefreshToken: unsignedOperation(
    {
      refreshToken: token,
      clientId,
      clientSecret: optional(clientSecret),
      deviceKey: optional(deviceKey),
      clientMetadata: optional(textMap),
    },
    ({ refreshToken, clientId: id, clientSecret: secret, deviceKey: device, clientMetadata }, service) => {
      const { pool, client } = service.existingClient(id);
      const now = service.now();
      assertClientSecret(client, secret);
      const signedIn = findSignIn(pool, client, refreshToken, device);
      assertRefreshable(pool, signedIn, now);
      const rotation = client.settings.refreshTokenRotation;
      const { rotatedAt } = signedIn;
      if (rotation && rotatedAt !== undefined && now >= rotatedAt + rotation.gracePeriodSeconds * 1000) {
        throw new Refusal('RefreshTokenReuseException', 'Refresh token has already been used.');
      }
      pool.triggers.run('TokenGeneration_RefreshTokens', signedIn.user.username, { clientMetadata });
      return { AuthenticationResult: rotation ? rotate(pool, signedIn, now) : issueTokens(pool, signedIn, now) };
    },
  ),

  /** The client credentials grant without a user pool domain. Its texts are not documented. */
  GetClientToken: unsignedOperation(
    { clientId, secret: clientSecret, scopes: optional(scopes, []), clientMetadata: optional(textMap) },
    (input, service) => {
      const { pool, client } = service.existingClient(input.clientId);
      assertClientSecret(client, input.secret);
      assertFlowAllowed(client, 'ALLOW_CLIENT_TOKEN_AUTH', 'CLIENT_TOKEN_AUTH flow not enabled for this client');
      const granted = grantedScopes(client, input.scopes);
      pool.triggers.run('TokenGeneration_ClientCredentials', client.id, { clientMetadata: input.clientMetadata });
      return {
        ClientAuthenticationResult: {
          AccessToken: issueClientToken(pool, client, granted, service.now()),
          ExpiresIn: client.settings.accessTokenValiditySeconds,
          TokenType: 'Bearer',
        },
      };
    },
  ),

  /** Succeeds for unknown and already revoked tokens, like the OAuth endpoint (RFC 7009, section 2.2). */
  RevokeToken: unsignedOperation({ token, clientId, clientSecret: optional(clientSecret) }, (input, service) => {
    const found = service.findClient(input.clientId);
    if (found === undefined || input.clientSecret !== found.client.secret) {
      throw new Refusal('UnauthorizedException', 'Invalid client ID or client secret.');
    }
    const { pool, client } = found;
    if (!client.settings.enableTokenRevocation) {
      throw new Refusal('UnsupportedOperationException', 'Token revocation is not enabled for this client.');
    }
    // JWTs have three parts, refresh tokens five.
    if (input.token.split('.').length === 3) {
      throw new Refusal('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
    }
    const signedIn = pool.signIns.get(input.token);
    if (signedIn !== undefined) {
      const foreign = () => new Refusal('UnauthorizedException', 'The token was not issued to this client.');
      assert(signedIn.client === client, foreign);
      revoke(pool, signedIn);
    }
    return {};
  }),
};
