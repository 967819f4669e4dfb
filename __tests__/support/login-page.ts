/** Settings and inputs for tests of the login page. */

import type { Emulator } from 'cognito-emulator';
import type { AppClientRequest } from 'cognito-emulator/app-client';
import type { PoolRequest } from 'cognito-emulator/pool-settings';

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
