import type { AppClient } from '../cognito/app-client.ts';
import type { Cognito } from '../cognito/connect.ts';
import { isFailure, withCode } from '../failures/action-error.ts';
import type { Clock } from '../platform/ports.ts';
import type { UserSession } from './state.ts';

export interface UserSessionDeps {
  readonly cognito: Cognito;
  readonly clock: Clock;
  /** The secret of the app client that signed the user in. Undefined for a public app client or if post lacks it. */
  readonly clientSecret: string | undefined;
}

/** An access token must outlive the call. */
const VALIDITY_MARGIN_MS = 10_000;

/**
 * Makes a call with a user's own access token, and with a refreshed one if that has expired or is rejected. Rejects
 * with the error of the call or of the refresh.
 */
export function withUserToken<Result>(
  { region, clientId, accessToken, refreshToken, expiresAt, deviceKey }: UserSession,
  { cognito, clock, clientSecret }: UserSessionDeps,
  call: (appClient: AppClient, accessToken: string) => Promise<Result>,
): Promise<Result> {
  const appClient = cognito.appClient({ region, clientId, clientSecret });
  const callAfterRefresh = async () => {
    const refreshed = await appClient
      .refreshTokens({ refreshToken, deviceKey, clientMetadata: {} })
      .catch(rethrowLostSecret);
    return call(appClient, refreshed.accessToken);
  };
  const isValid = Date.parse(expiresAt) - clock.now().getTime() > VALIDITY_MARGIN_MS;
  if (!isValid) {
    return callAfterRefresh();
  }
  return call(appClient, accessToken).catch((rejection: unknown) => {
    // The token may have expired although this machine's clock says otherwise.
    if (!isFailure(rejection, 'access-token-rejected')) {
      throw rejection;
    }
    return callAfterRefresh().catch((error: unknown) => {
      throw isFailure(error, 'refresh-token-rejected') ? rejection : error;
    });
  });
}

/** Explains a missing client secret: the user signed in with it, so the runner did not pass it to the post step. */
export function rethrowLostSecret(error: unknown): never {
  throw isFailure(error, 'client-secret-needed') ? withCode(error, 'client-secret-lost') : error;
}
