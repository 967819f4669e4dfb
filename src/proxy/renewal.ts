import type { Cognito } from '../cognito/connect.ts';
import type { TokenEndpoint } from '../cognito/token-endpoint.ts';
import { signInClient } from '../sign-in/client-credentials.ts';
import type { Progress } from '../sign-in/progress.ts';
import { refresh } from '../sign-in/refresh.ts';
import { parseClientTokens, parseScopedTokens, type Tokens } from '../tokens.ts';
import type { TokenSettings } from './settings.ts';

export interface RenewalDeps {
  readonly cognito: Cognito;
  readonly tokenEndpoint: TokenEndpoint;
  readonly progress: Progress;
}

/** Parses the tokens that main got. */
export function firstTokens(settings: TokenSettings): Tokens {
  return settings.kind === 'user'
    ? parseScopedTokens(settings, 'user pool')
    : parseClientTokens(settings.accessToken, 'token endpoint');
}

/**
 * Returns the function that gets new tokens. It rejects with an `ActionError`.
 *
 * @param connect is called on the first renewal
 */
export function createRenewal(settings: TokenSettings, connect: () => Promise<RenewalDeps>): () => Promise<Tokens> {
  if (settings.kind === 'client') {
    return async () => (await signInClient(settings, await connect())).tokens;
  }
  // With rotation, each refresh token works once.
  let { refreshToken } = settings;
  return async () => {
    const { tokens } = await refresh({ ...settings, refreshToken }, await connect());
    refreshToken = tokens.refreshToken;
    return tokens;
  };
}
