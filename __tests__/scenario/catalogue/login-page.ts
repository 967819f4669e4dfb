/** Mistakes that keep a user from signing in at the login page. */

import type { StoredUser } from 'cognito-emulator/user-pool';
import type { FixtureOptions } from '../../support/fixture.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs, REDIRECT_URI } from '../../support/login-page.ts';
import { type Mistake, type Mistakes, refused, STORED_USER, stored } from './mistake.ts';

const AUTHORIZE = ['oauth2/authorize'] as const;
const PAGE = [...AUTHORIZE, 'GET login'] as const;
const FORM = [...PAGE, 'POST login'] as const;

interface LoginRequest extends Pick<FixtureOptions, 'pool' | 'client'> {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly user?: Partial<StoredUser>;
}

/** A stored user at the login page. */
function atPage({ pool, client, inputs, user }: LoginRequest = {}): Pick<Mistake, 'fixture' | 'inputs'> {
  return {
    fixture: { credentials: false, pool: { ...LOGIN_POOL, ...pool }, client: { ...LOGIN_CLIENT, ...client } },
    inputs: (fixture) => {
      fixture.pool.addUser({ ...STORED_USER, ...user });
      return { ...stored(fixture), ...loginInputs(fixture.emulator), ...inputs };
    },
  };
}

export const LOGIN_PAGE: Mistakes = {
  'redirect-uri-wrong: a redirect URI with an extra slash': {
    ...atPage({ inputs: { 'redirect-uri': `${REDIRECT_URI}/` } }),
    says: [
      'The login page on http://127.0.0.1:',
      '(redirect_mismatch, HTTP 302',
      'exactly one of the Allowed callback URLs',
      'Allowed callback URLs',
    ],
    calls: AUTHORIZE,
  },
  'code-grant-disabled: an app client without the authorization code grant': {
    ...atPage({ client: { oauthFlows: ['implicit'] } }),
    says: ['(unauthorized_client, HTTP 302', 'AllowedOAuthFlows: [code], AllowedOAuthFlowsUserPoolClient: true'],
    calls: AUTHORIZE,
  },
  'scope-unknown: a scope that the login page does not allow': {
    ...atPage({ inputs: { scopes: 'openid orders/destroy' } }),
    says: ['(invalid_scope, HTTP 302', 'OpenID Connect scope'],
    calls: AUTHORIZE,
  },
  'sign-in-rejected: a wrong password at the login page': {
    ...atPage({ inputs: { password: 'Canary-Engine-1844' } }),
    says: ['The login page on', 'username and password'],
    calls: FORM,
  },
  'sign-in-rejected: a wrong password at a login page that redirects': {
    ...atPage({ pool: { loginAnswer: 'redirect' }, inputs: { password: 'Canary-Engine-1844' } }),
    says: ['The login page on', 'username and password'],
    calls: [...FORM, 'GET login'],
  },
  'sign-in-blocked: threat protection that expects the fingerprint of a browser': {
    ...atPage({ pool: { tier: 'PLUS', refusesWithoutFingerprint: true } }),
    says: ['threat protection', 'fingerprint'],
    calls: FORM,
  },
  'login-page-challenge: a user with an authenticator app at the login page': {
    ...atPage({
      pool: { mfa: 'ON', softwareTokenMfa: true },
      user: { totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
    }),
    says: ['more than a password: SOFTWARE_TOKEN_MFA', 'auth-flow: USER_PASSWORD_AUTH', 'pre token generation'],
    calls: FORM,
  },
  'managed-login: a domain with managed login': {
    ...atPage({ pool: { managedLoginVersion: 2 }, client: { brandingStyle: true } }),
    says: ['managed login', 'ManagedLoginVersion: 1', 'pre token generation'],
    calls: PAGE,
  },
  'login-pages-unavailable: a domain with managed login, and no branding style': {
    ...atPage({ pool: { managedLoginVersion: 2 }, client: { brandingStyle: false } }),
    says: ['HTTP 403', 'branding style', 'ManagedLoginVersion: 1'],
    calls: PAGE,
  },
  'login-elsewhere: a login page that leads to an identity provider': {
    ...atPage(),
    fault: { operation: 'GET login', kind: 'page', status: 302, location: 'https://idp.example.com/canary', times: 1 },
    says: ['another host', 'SupportedIdentityProviders: [COGNITO]'],
    calls: PAGE,
  },
  'token-endpoint-missing: a user pool without a domain, at the login page': {
    ...atPage({ pool: { domain: '' } }),
    says: ['there is no login page at this address', 'HTTP 404', 'Check domain'],
    calls: AUTHORIZE,
  },
  'code-rejected: a code that the token endpoint does not accept': {
    ...atPage(),
    fault: refused('oauth2/token invalid_grant: '),
    says: ['The authorization code grant on', '(invalid_grant, HTTP 400)', '5 minutes'],
    calls: [...FORM, 'oauth2/token'],
  },
};
