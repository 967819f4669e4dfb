import type { AppClient } from '../app-client.ts';
import { optional, textMap } from '../members.ts';
import { clientId, clientSecret, deviceKey, scopes, token } from '../model.ts';
import { type Operations, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, notAuthorized, Refusal } from '../refusals.ts';
import { assertFlowAllowed } from '../sign-in/attempt.ts';
import { exchangeRefreshToken } from '../sign-in/refresh-flow.ts';
import { revoke } from '../sign-ins.ts';
import { issueClientToken } from '../tokens.ts';

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

/** JWTs have three parts, refresh tokens five. */
function isJwt(candidate: string): boolean {
  return candidate.split('.').length === 3;
}

export const clientTokenOperations: Operations = {
  GetTokensFromRefreshToken: unsignedOperation(
    {
      refreshToken: token,
      clientId,
      clientSecret: optional(clientSecret),
      deviceKey: optional(deviceKey),
      clientMetadata: optional(textMap),
    },
    (input, service) => {
      const { pool, client } = service.existingClient(input.clientId);
      assertClientSecret(client, input.clientSecret);
      return { AuthenticationResult: exchangeRefreshToken(pool, client, input, service.now()) };
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
    if (isJwt(input.token)) {
      throw new Refusal('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
    }
    const signedIn = pool.signIns.get(input.token);
    if (signedIn && signedIn.client !== client) {
      throw new Refusal('UnauthorizedException', 'The token was not issued to this client.');
    }
    if (signedIn) {
      revoke(pool, signedIn);
    }
    return {};
  }),
};
