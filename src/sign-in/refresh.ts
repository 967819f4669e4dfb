import type { RefreshConfig } from '../config.ts';
import { parseScopedTokens } from '../tokens.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';

/** Mode `refresh`: exchanges a refresh token for new tokens. */
export async function refresh(
  { appClient, refreshToken, deviceKey, clientMetadata }: RefreshConfig,
  { cognito, progress }: SignInDeps,
): Promise<SignedIn> {
  const answer = await progress.run('refresh', () =>
    cognito.appClient(appClient).refreshTokens({ refreshToken, deviceKey, clientMetadata }),
  );
  // Without rotation, the given refresh token stays valid.
  const tokens = parseScopedTokens({ ...answer, refreshToken: answer.refreshToken || refreshToken }, 'user pool');
  return { user: undefined, tokens };
}
