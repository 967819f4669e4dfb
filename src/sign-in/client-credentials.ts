/**
 * Mode `client-credentials`: an app client signs in for itself.
 */
import type { ClientCredentialsConfig } from '../config.ts';
import { parseClientTokens } from '../tokens.ts';
import type { SignedIn, SignInWorld } from './signed-in.ts';

export async function signInClient(config: ClientCredentialsConfig, world: SignInWorld): Promise<SignedIn> {
  const { tokenSource } = config;
  const accessToken = await world.progress.step('fetch token', () => fetchToken(config, world));
  const source = tokenSource.kind === 'api' ? 'user pool' : 'token endpoint';
  return { user: undefined, tokens: parseClientTokens(accessToken, source) };
}

function fetchToken(config: ClientCredentialsConfig, { cognito, tokenEndpoint }: SignInWorld): Promise<string> {
  const { clientId, clientSecret, tokenSource, scopes, clientMetadata } = config;
  const request = { clientSecret, scopes, clientMetadata };
  return tokenSource.kind === 'api'
    ? cognito.appClient({ region: tokenSource.region, clientId, clientSecret }).fetchClientToken(request)
    : tokenEndpoint.fetchAccessToken({ ...request, domain: tokenSource.domain, clientId });
}
