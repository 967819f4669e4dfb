/**
 * The client credentials grant at the token endpoint of a user pool domain.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */

import { OAUTH } from '../failures/service-failure.ts';
import type { ProvideHttpAgents } from '../platform/http-agents.ts';
import { secretsOfToken } from '../tokens.ts';
import type { ClientTokenRequest } from './app-client.ts';
import type { ApiOptions } from './calls.ts';
import { requestTokens } from './oauth-http.ts';
import { domainTarget } from './targets.ts';

export interface DomainOptions extends ApiOptions {
  readonly agents: ProvideHttpAgents;
}

interface AccessTokenRequest extends ClientTokenRequest {
  /** Origin of the user pool domain, such as `https://auth.example.com`. */
  readonly domain: string;
  readonly clientId: string;
}

export type TokenEndpoint = ReturnType<typeof connectTokenEndpoint>;

export function connectTokenEndpoint({ retry, mask, agents, clock }: DomainOptions) {
  return {
    /** Fetches an access token for an app client. Rejects with an `ActionError`. */
    fetchAccessToken: (request: AccessTokenRequest): Promise<string> =>
      retry(async (signal) => {
        const call = { operation: OAUTH.clientGrant, target: domainTarget(request) };
        const connection = { signal, agents, clock, call };
        const { accessToken } = await requestTokens(request.domain, grantForm(request), connection);
        secretsOfToken(accessToken).forEach(mask);
        return accessToken;
      }),
  };
}

function grantForm({ clientId, clientSecret, scopes, clientMetadata }: AccessTokenRequest): Record<string, string> {
  return {
    grant_type: 'client_credentials',
    // Not as a Basic header: AWS and RFC 6749 section 2.3.1 disagree on how to encode a secret that contains a plus.
    client_id: clientId,
    client_secret: clientSecret,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ...(Object.keys(clientMetadata).length === 0 ? {} : { aws_client_metadata: JSON.stringify(clientMetadata) }),
  };
}
