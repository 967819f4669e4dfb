import type { AppClient } from '../cognito/app-client.ts';
import type { Cognito } from '../cognito/connect.ts';
import { isFailure, withCode } from '../failures/action-error.ts';
import type { Clock } from '../platform/ports.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import type { UserSession } from './state.ts';

export interface UserSessionDeps {
  readonly cognito: Cognito;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
  /** The secret of the app client that signed the user in. Undefined for a public app client or if post lacks it. */
  readonly clientSecret: string | undefined;
  readonly newestRefreshTokens: NewestRefreshTokens;
}

/** The newest refresh token of each sign-in. With refresh token rotation, it replaces the one in the state. */
export class NewestRefreshTokens {
  readonly #successors = new Map<string, string>();

  of(savedToken: string): string {
    return this.#successors.get(savedToken) ?? savedToken;
  }

  /** @param newest empty without rotation */
  replace(savedToken: string, newest: string): void {
    if (newest !== '') {
      this.#successors.set(savedToken, newest);
    }
  }
}

/** An access token must outlive the call. */
const VALIDITY_MARGIN_MS = 10_000;

/**
 * Makes a call with a user's own access token, and with a refreshed one if that is rejected. Refreshes first if the
 * token has expired by this machine's clock. Rejects with the error of the call or of the refresh.
 */
export function withUserToken<Result>(
  { region, clientId, accessToken, refreshToken, expiresAt, deviceKey }: UserSession,
  { cognito, clock, timeLimit, clientSecret, newestRefreshTokens }: UserSessionDeps,
  call: (appClient: AppClient, accessToken: string) => Promise<Result>,
): Promise<Result> {
  const appClient = cognito.appClient({ region, clientId, clientSecret });
  const callWithSaved = () => call(appClient, accessToken);
  const callAfterRefresh = async () => {
    // A refresh that hangs must leave time for the saved token.
    const refreshed = await timeLimit
      .within(timeLimit.remainingMs() / 2, () =>
        appClient.refreshTokens({ refreshToken: newestRefreshTokens.of(refreshToken), deviceKey, clientMetadata: {} }),
      )
      .catch(rethrowLostSecret);
    newestRefreshTokens.replace(refreshToken, refreshed.refreshToken);
    return call(appClient, refreshed.accessToken);
  };
  const isValid = Date.parse(expiresAt) - clock.now().getTime() > VALIDITY_MARGIN_MS;
  // The service decides whether the token has expired, because the clock of this machine may be wrong.
  const [first, second] = isValid ? [callWithSaved, callAfterRefresh] : [callAfterRefresh, callWithSaved];
  return first().catch((firstError: unknown) => {
    if (isValid && !isFailure(firstError, 'access-token-rejected')) {
      throw firstError;
    }
    return second().catch((secondError: unknown) => {
      const [rejection, refreshError] = isValid ? [firstError, secondError] : [secondError, firstError];
      throw isFailure(refreshError, 'refresh-token-rejected') ? rejection : refreshError;
    });
  });
}

/** Explains a missing client secret: the user signed in with it, so the runner did not pass it to the post step. */
export function rethrowLostSecret(error: unknown): never {
  throw isFailure(error, 'client-secret-needed') ? withCode(error, 'client-secret-lost') : error;
}
