/**
 * Mode `client-credentials`: an app client signs in for itself.
 */
import type { ClientCredentialsConfig } from '../config.ts';
import { parseClientTokens, secretsOfToken } from '../tokens.ts';
import type { SignedIn, SignInWorld } from './index.ts';

export async function signInClient(config: ClientCredentialsConfig, world: SignInWorld): Promise<SignedIn> {
  const { tokenEndpoint, progress, mask } = world;
  const accessToken = await progress.step('fetch token', () => tokenEndpoint.fetchAccessToken(config));
  secretsOfToken(accessToken).forEach(mask);
  return { user: undefined, tokens: parseClientTokens(accessToken) };
}
