/**
 * Mode `refresh`: a refresh token to new tokens.
 */
import type { RefreshConfig } from '../config.ts';
import { parseUserTokens, secretsOfTokens } from '../tokens.ts';
import type { SignedIn, SignInWorld } from './index.ts';

export async function refresh({ appClient, refreshToken }: RefreshConfig, world: SignInWorld): Promise<SignedIn> {
  const { cognito, progress, mask } = world;
  const answer = await progress.step('refresh', () => cognito.appClient(appClient).refreshTokens(refreshToken));
  // Without rotation the token that was given stays the one.
  const tokens = { ...answer, refreshToken: answer.refreshToken || refreshToken };
  secretsOfTokens(tokens).forEach(mask);
  return { user: undefined, tokens: parseUserTokens(tokens) };
}
