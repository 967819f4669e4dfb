import type { ClientCredentialsConfig } from '../config.ts';
import { parseClientTokens } from '../tokens.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';

type ClientSignIn = Pick<
  ClientCredentialsConfig,
  'clientId' | 'clientSecret' | 'tokenSource' | 'scopes' | 'clientMetadata'
>;

type ClientSignInDeps = Pick<SignInDeps, 'cognito' | 'tokenEndpoint' | 'progress'>;

/** Mode `client-credentials`: fetches an access token for the app client itself. */
export async function signInClient(config: ClientSignIn, deps: ClientSignInDeps): Promise<SignedIn> {
  const accessToken = await deps.progress.run('fetch token', () => fetchToken(config, deps));
  const source = config.tokenSource.kind === 'api' ? 'user pool' : 'token endpoint';
  return { user: undefined, tokens: parseClientTokens(accessToken, source) };
}

function fetchToken(config: ClientSignIn, { cognito, tokenEndpoint }: ClientSignInDeps): Promise<string> {
  const { clientId, clientSecret, tokenSource, scopes, clientMetadata } = config;
  const request = { clientSecret, scopes, clientMetadata };
  return tokenSource.kind === 'api'
    ? cognito.appClient({ region: tokenSource.region, clientId, clientSecret }).fetchClientToken(request)
    : tokenEndpoint.fetchAccessToken({ ...request, domain: tokenSource.domain, clientId });
}
