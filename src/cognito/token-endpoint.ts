/**
 * The token endpoint of a user pool domain: the client credentials grant.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */

import type { Call } from '../failures/service-failure.ts';
import { fieldOf, parseJson } from '../json.ts';
import { secretsOfToken } from '../tokens.ts';
import type { ProvideHttpAgents } from '../world/http-agents.ts';
import type { AccessTokenRequest, TokenEndpoint } from '../world/ports.ts';
import type { CallOptions } from './calls.ts';
import { failureOf, oauthFailureOf } from './errors/failures.ts';
import { tokenEndpointTarget } from './targets.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface TokenEndpointOptions extends CallOptions {
  readonly agents: ProvideHttpAgents;
}

export function connectTokenEndpoint({ retry, mask, agents }: TokenEndpointOptions): TokenEndpoint {
  return {
    fetchAccessToken: (request) =>
      retry.run(async (signal) => {
        const accessToken = accessTokenIn(await send(request, signal, agents), request);
        secretsOfToken(accessToken).forEach(mask);
        return accessToken;
      }),
  };
}

async function send(request: AccessTokenRequest, signal: AbortSignal, agents: ProvideHttpAgents): Promise<Answer> {
  const { domain, clientId, clientSecret, scopes, clientMetadata } = request;
  // Not needed in every mode, and not cheap: its place in the bundle is the same.
  const { default: axios } = await import(/* webpackMode: "eager" */ 'axios');
  try {
    const { status, data } = await axios.request<unknown>({
      method: 'POST',
      url: `${domain}/oauth2/token`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      data: new URLSearchParams({
        grant_type: 'client_credentials',
        // Not by a Basic header: AWS and RFC 6749 section 2.3.1 disagree on how a secret with a + stands in it.
        client_id: clientId,
        client_secret: clientSecret,
        ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
        ...(Object.keys(clientMetadata).length === 0 ? {} : { aws_client_metadata: JSON.stringify(clientMetadata) }),
      }).toString(),
      signal,
      ...agents(),
      maxRedirects: 0,
      responseType: 'text',
      validateStatus: () => true,
    });
    return { status, body: typeof data === 'string' ? data : '' };
  } catch (error) {
    // An axios error carries the request, header and all.
    throw failureOf(error, callOf(request));
  }
}

function accessTokenIn({ status, body }: Answer, request: AccessTokenRequest): string {
  // Nothing where it is no JSON: whatever stands between the runner and Cognito answers in HTML, and the status says enough.
  const answer = parseJson(body);
  const accessToken = fieldOf(answer, 'access_token');
  if (status === 200 && typeof accessToken === 'string') {
    return accessToken;
  }
  throw oauthFailureOf({ status, error: fieldOf(answer, 'error') }, callOf(request));
}

function callOf(request: AccessTokenRequest): Call {
  return { operation: 'The client credentials grant', target: tokenEndpointTarget(request) };
}
