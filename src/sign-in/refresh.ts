import type { RefreshConfig } from '../config.ts';
import { parseScopedTokens, type UserTokens } from '../tokens.ts';
import type { SignedIn, SignInDeps } from './signed-in.ts';

type Refresh = Pick<RefreshConfig, 'appClient' | 'refreshToken' | 'deviceKey' | 'clientMetadata'>;

/** Mode `refresh`: exchanges a refresh token for new tokens. */
export async function refresh(
  { appClient, refreshToken, deviceKey, clientMetadata }: Refresh,
  { cognito, progress }: Pick<SignInDeps, 'cognito' | 'progress'>,
): Promise<SignedIn & { readonly tokens: UserTokens }> {
  const answer = await progress.run('refresh', () =>
    cognito.appClient(appClient).refreshTokens({ refreshToken, deviceKey, clientMetadata }),
  );
  // Without rotation, the given refresh token stays valid.
  const tokens = parseScopedTokens({ ...answer, refreshToken: answer.refreshToken || refreshToken }, 'user pool');
  return { user: undefined, tokens };
}
