import type { AppClient } from '../app-client.ts';
import { optional, textMap } from '../members.ts';
import { clientId, clientSecret, scopes } from '../model.ts';
import { type Operation, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter } from '../refusals.ts';
import { assertFlowAllowed } from '../sign-in/attempt.ts';
import { issueClientToken } from '../tokens.ts';
import { assertClientSecret } from './get-tokens-from-refresh-token.ts';

/** Without a scope, grants all scopes of the client (service model, GetClientToken). */
function grantedScopes({ settings }: AppClient, requested: readonly string[]): readonly string[] {
  const foreign = requested.filter((scope) => !settings.scopes.includes(scope));
  assert(foreign.length === 0, invalidParameter, `Invalid scope requested: ${foreign.join(', ')}`);
  return requested.length === 0 ? settings.scopes : [...new Set(requested)];
}

/** The client credentials grant without a user pool domain. Its texts are not documented. */
export const getClientToken: Operation = unsignedOperation(
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
);
