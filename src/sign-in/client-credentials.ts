/**
 * Mode `client-credentials`: an app client signs in for itself.
 */
import type { ClientCredentialsConfig } from '../config.ts';
import { parseClientTokens } from '../tokens.ts';
import type { SignedIn, SignInWorld } from './signed-in.ts';

export async function signInClient(config: ClientCredentialsConfig, world: SignInWorld): Promise<SignedIn> {
  const { clientId, clientSecret, tokenSource, scopes } = config;
  const { tokenEndpoint, progress } = world;
  if (tokenSource.kind === 'api') {
    throw new Error('GetClientToken is not called yet');
  }
  const request = { domain: tokenSource.domain, clientId, clientSecret, scopes };
  const accessToken = await progress.step('fetch token', () => tokenEndpoint.fetchAccessToken(request));
  return { user: undefined, tokens: parseClientTokens(accessToken) };
}
