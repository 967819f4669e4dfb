import type { ClientCredentialsConfig } from '../config.ts';
import { parseClientTokens } from '../tokens.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';

/** Mode `client-credentials`: fetches an access token for the app client itself. */
export async function signInClient(config: ClientCredentialsConfig, deps: SignInDeps): Promise<SignedIn> {
  const accessToken = await deps.progress.run('fetch token', () => fetchToken(config, deps));
  const source = config.tokenSource.kind === 'api' ? 'user pool' : 'token endpoint';
  return { user: undefined, tokens: parseClientTokens(accessToken, source) };
}

function fetchToken(config: ClientCredentialsConfig, { cognito, tokenEndpoint }: SignInDeps): Promise<string> {
  const { clientId, clientSecret, tokenSource, scopes, clientMetadata } = config;
  const request = { clientSecret, scopes, clientMetadata };
  return tokenSource.kind === 'api'
    ? cognito.appClient({ region: tokenSource.region, clientId, clientSecret }).fetchClientToken(request)
    : tokenEndpoint.fetchAccessToken({ ...request, domain: tokenSource.domain, clientId });
}
