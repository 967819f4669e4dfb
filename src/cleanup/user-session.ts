/**
 * What a user's own access token does, as long as it is good; after that, one that its refresh token gives.
 */
import { isFailure } from '../failures/action-error.ts';
import type { Clock } from '../platform/ports.ts';
import type { AppClient, Cognito } from '../platform/ports-cognito.ts';
import type { UserSession } from './state.ts';

export interface UserSessionDeps {
  readonly cognito: Cognito;
  readonly clock: Clock;
  /** Of the app client that signed the user in; undefined for a public one, or where it is not known any more. */
  readonly clientSecret: string | undefined;
}

/** An access token that ends while the call is under way is none. */
const VALIDITY_MARGIN_MS = 10_000;

/** Rejects as the call does, or as refreshing does. */
export function withUserToken<Result>(
  { region, clientId, accessToken, refreshToken, expiresAt, deviceKey }: UserSession,
  { cognito, clock, clientSecret }: UserSessionDeps,
  call: (appClient: AppClient, accessToken: string) => Promise<Result>,
): Promise<Result> {
  const appClient = cognito.appClient({ region, clientId, clientSecret });
  const callAfterRefresh = async () => {
    const refreshed = await appClient.refreshTokens({ refreshToken, deviceKey, clientMetadata: {} });
    return call(appClient, refreshed.accessToken);
  };
  const isValid = Date.parse(expiresAt) - clock.now().getTime() > VALIDITY_MARGIN_MS;
  if (!isValid) {
    return callAfterRefresh();
  }
  return call(appClient, accessToken).catch((refusal: unknown) => {
    // The clock of this machine may be wrong, and the token expired.
    if (!isFailure(refusal, 'access-token-rejected')) {
      throw refusal;
    }
    return callAfterRefresh().catch((error: unknown) => {
      throw isFailure(error, 'refresh-token-rejected') ? refusal : error;
    });
  });
}
