/**
 * Mode `client-credentials`: an app client signs in for itself.
 */
import type { ClientCredentialsConfig } from '../config.ts';
import { parseClientTokens } from '../tokens.ts';
import type { SignedIn, SignInWorld } from './signed-in.ts';

export async function signInClient(
  config: ClientCredentialsConfig,
  { tokenEndpoint, progress }: SignInWorld,
): Promise<SignedIn> {
  const accessToken = await progress.step('fetch token', () => tokenEndpoint.fetchAccessToken(config));
  return { user: undefined, tokens: parseClientTokens(accessToken) };
}
