/** Settings and inputs for tests of the login page. */
import type { AppClientRequest } from './emulator/app-client.ts';
import type { Emulator } from './emulator/index.ts';
import type { PoolRequest } from './emulator/pool-settings.ts';

export const REDIRECT_URI = 'https://app.example.com/callback';

/** A user pool with a login page. */
export const LOGIN_POOL: PoolRequest = { domain: 'my-app' };

/** An app client with sign-in at the login page. */
export const LOGIN_CLIENT: AppClientRequest = {
  oauthFlows: ['code'],
  scopes: ['openid', 'aws.cognito.signin.user.admin', 'orders/read'],
  callbackUrls: [REDIRECT_URI],
};

/** The calls of a sign-in at the login page. */
export const LOGIN_CALLS: readonly string[] = ['oauth2/authorize', 'GET login', 'POST login', 'oauth2/token'];

/** The inputs of auth flow `AUTHORIZATION_CODE`. */
export function loginInputs({ url }: Pick<Emulator, 'url'>) {
  return { 'auth-flow': 'AUTHORIZATION_CODE', domain: url, 'redirect-uri': REDIRECT_URI };
}
