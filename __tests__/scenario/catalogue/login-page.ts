/** Mistakes that keep a user from signing in at the login page. */

import type { Fixture, FixtureOptions } from '../../support/fixture.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs, REDIRECT_URI } from '../../support/login-page.ts';
import { type Mistakes, refused, SHORT, STORED_USER, stored } from './mistake.ts';

const AUTHORIZE = ['oauth2/authorize'] as const;
const PAGE = [...AUTHORIZE, 'GET login'] as const;
const FORM = [...PAGE, 'POST login'] as const;

type Texts = Readonly<Record<string, string>>;

function fixtureWith({ pool, client }: Pick<FixtureOptions, 'pool' | 'client'> = {}): FixtureOptions {
  return {
    credentials: false,
    pool: { ...LOGIN_POOL, ...pool },
    client: { ...LOGIN_CLIENT, ...client },
  };
}

function atPage(inputs: Texts = {}, user: object = {}) {
  return (fixture: Fixture) => {
    fixture.pool.addUser({ ...STORED_USER, ...user });
    return {
      ...stored(fixture),
      ...loginInputs(fixture.emulator),
      ...inputs,
    };
  };
}

export const LOGIN_PAGE: Mistakes = {
  'a redirect URI with an extra slash': {
    code: 'redirect-uri-wrong',
    fixture: fixtureWith(),
    inputs: atPage({ 'redirect-uri': `${REDIRECT_URI}/` }),
    says: [
      'The login page on http://127.0.0.1:',
      '(redirect_mismatch, HTTP 302',
      'exactly one of the Allowed callback URLs',
      'Allowed callback URLs',
    ],
    calls: AUTHORIZE,
  },
  'an app client without the authorization code grant': {
    code: 'code-grant-disabled',
    fixture: fixtureWith({ client: { oauthFlows: ['implicit'] } }),
    inputs: atPage(),
    says: ['(unauthorized_client, HTTP 302', 'AllowedOAuthFlows: [code]'],
    calls: AUTHORIZE,
  },
  'an app client whose OAuth settings were never switched on, at the login page': {
    code: 'code-grant-disabled',
    fixture: fixtureWith({ client: { oauthFlowsUserPoolClient: false } }),
    inputs: atPage(),
    says: ['AllowedOAuthFlowsUserPoolClient: true'],
    calls: AUTHORIZE,
  },
  'a scope that the login page does not allow': {
    code: 'scope-unknown',
    fixture: fixtureWith(),
    inputs: atPage({ scopes: 'openid orders/destroy' }),
    says: ['(invalid_scope, HTTP 302', 'OpenID Connect scope'],
    calls: AUTHORIZE,
  },
  'a wrong password at the login page': {
    code: 'sign-in-rejected',
    fixture: fixtureWith(),
    inputs: atPage({ password: 'Canary-Engine-1844' }),
    says: ['The login page on', 'username and password'],
    calls: FORM,
  },
  'a wrong password at a login page that redirects': {
    code: 'sign-in-rejected',
    fixture: fixtureWith({ pool: { loginAnswer: 'redirect' } }),
    inputs: atPage({ password: 'Canary-Engine-1844' }),
    says: ['The login page on', 'username and password'],
    calls: [...FORM, 'GET login'],
  },
  'an unknown user at the login page': {
    code: 'user-unknown',
    fixture: fixtureWith({ client: { preventUserExistenceErrors: 'LEGACY' } }),
    inputs: atPage({ username: 'canary-bob' }),
    says: ['The login page on', 'no such user'],
    calls: FORM,
  },
  'threat protection that expects the fingerprint of a browser': {
    code: 'sign-in-blocked',
    fixture: fixtureWith({ pool: { tier: 'PLUS', refusesWithoutFingerprint: true } }),
    inputs: atPage(),
    says: ['threat protection', 'fingerprint'],
    calls: FORM,
  },
  'a user with an authenticator app at the login page': {
    code: 'login-page-challenge',
    fixture: fixtureWith({ pool: { mfa: 'ON', softwareTokenMfa: true } }),
    inputs: atPage({}, { totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }),
    says: ['more than a password: SOFTWARE_TOKEN_MFA', 'auth-flow: USER_PASSWORD_AUTH', 'pre token generation'],
    calls: FORM,
  },
  'a domain with managed login': {
    code: 'managed-login',
    fixture: fixtureWith({ pool: { managedLoginVersion: 2 }, client: { brandingStyle: true } }),
    inputs: atPage(),
    says: ['managed login', 'ManagedLoginVersion: 1', 'pre token generation'],
    calls: PAGE,
  },
  'a domain with managed login, and no branding style': {
    code: 'login-pages-unavailable',
    fixture: fixtureWith({ pool: { managedLoginVersion: 2 }, client: { brandingStyle: false } }),
    inputs: atPage(),
    says: ['HTTP 403', 'branding style', 'ManagedLoginVersion: 1'],
    calls: PAGE,
  },
  'a login page that leads to an identity provider': {
    code: 'login-elsewhere',
    fixture: fixtureWith(),
    fault: {
      operation: 'GET login',
      kind: 'page',
      status: 302,
      location: 'https://idp.example.com/canary',
      times: 1,
    },
    inputs: atPage(),
    says: ['another host', 'SupportedIdentityProviders: [COGNITO]'],
    calls: PAGE,
  },
  'a user pool without a domain, at the login page': {
    code: 'token-endpoint-missing',
    fixture: fixtureWith({ pool: { domain: '' } }),
    inputs: atPage(),
    says: ['there is no login page at this address', 'HTTP 404', 'Check domain'],
    calls: AUTHORIZE,
  },
  'a login page whose server refuses the request': {
    code: 'domain-forbidden',
    fixture: fixtureWith(),
    fault: { operation: 'oauth2/authorize', kind: 'page', status: 403, times: 1 },
    inputs: atPage(),
    says: ['HTTP 403', 'Check domain', 'AWS WAF'],
    calls: AUTHORIZE,
  },
  'a login page behind a proxy that requires a sign-in': {
    code: 'answer-unreadable',
    fixture: fixtureWith(),
    fault: { operation: 'oauth2/authorize', kind: 'page', status: 200, times: 999 },
    inputs: atPage(SHORT),
    says: ['HTTP 200', 'proxy'],
    calls: AUTHORIZE,
    isRetried: true,
  },
  'a code that the token endpoint does not accept': {
    code: 'code-rejected',
    fixture: fixtureWith(),
    fault: refused('oauth2/token', 'invalid_grant', ''),
    inputs: atPage(),
    says: ['The authorization code grant on', '(invalid_grant, HTTP 400)', '5 minutes'],
    calls: [...FORM, 'oauth2/token'],
  },
};
