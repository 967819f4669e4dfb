/**
 * Mode `client-credentials`: an app client signs in for itself.
 */
import type { ClientCredentialsConfig } from '../config.ts';
import { parseClientTokens } from '../tokens.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';

export async function signInClient(config: ClientCredentialsConfig, deps: SignInDeps): Promise<SignedIn> {
  const { tokenSource } = config;
  const accessToken = await deps.progress.run('fetch token', () => fetchToken(config, deps));
  const source = tokenSource.kind === 'api' ? 'user pool' : 'token endpoint';
  return { user: undefined, tokens: parseClientTokens(accessToken, source) };
}

function fetchToken(config: ClientCredentialsConfig, { cognito, tokenEndpoint }: SignInDeps): Promise<string> {
  const { clientId, clientSecret, tokenSource, scopes, clientMetadata } = config;
  const request = { clientSecret, scopes, clientMetadata };
  return tokenSource.kind === 'api'
    ? cognito.appClient({ region: tokenSource.region, clientId, clientSecret }).fetchClientToken(request)
    : tokenEndpoint.fetchAccessToken({ ...request, domain: tokenSource.domain, clientId });
}
