/** Rejected refresh tokens, client credentials grants that are refused, and sign-ins that fail at the login page. */
import type { Fault } from 'cognito-emulator/faults';
import type { StoredUser } from 'cognito-emulator/user-pool';
import { MACHINE, machineInputs } from '../../support/client-credentials.ts';
import type { Fixture, FixtureOptions } from '../../support/fixture.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs, REDIRECT_URI } from '../../support/login-page.ts';
import { type Mistake, type Mistakes, refused, SHORT, STORED_USER, stored, type Texts } from './mistake.ts';

const PAGE = ['oauth2/authorize', 'GET login'] as const;
const FORM = [...PAGE, 'POST login'] as const;

const WITHOUT_DOMAIN = { domain: '', 'aws-region': 'eu-west-1' } as const;
const OTHER_SECRET = { 'client-secret': 'canary1canary1canary1canary1' } as const;
const WRONG_PASSWORD = { password: 'Canary-Engine-1844' } as const;

/** A refresh token of five parts, like Cognito's, that Cognito never issued. */
const REFRESH_TOKEN = 'canary.canary.canary.canary.canary';

function refresh({ client }: Fixture): Texts {
  return { mode: 'refresh', 'client-id': client.id, 'aws-region': 'eu-west-1', 'refresh-token': REFRESH_TOKEN };
}

/** A refresh token at an endpoint that has only the older operation, or none. */
function refreshOfOldEndpoint(fixture: Fixture): Texts {
  fixture.emulator.forgetOperation('GetTokensFromRefreshToken');
  return { ...refresh(fixture), 'client-secret': fixture.client.secret ?? '' };
}

/** An app client at the token endpoint. */
function machine(inputs: Texts = {}): Pick<Mistake, 'fixture' | 'inputs'> {
  return { fixture: MACHINE, inputs: (fixture) => ({ ...machineInputs(fixture), ...inputs }) };
}

/** Makes a server answer that is not a token endpoint. */
function page(status: number): Fault {
  return { operation: 'oauth2/token', kind: 'page', status, times: 999 };
}

/** A stored user at the login page. */
function atPage(
  { pool, client }: Pick<FixtureOptions, 'pool' | 'client'> = {},
  inputs: Texts = {},
  user: Partial<StoredUser> = {},
): Pick<Mistake, 'fixture' | 'inputs'> {
  return {
    fixture: { credentials: false, pool: { ...LOGIN_POOL, ...pool }, client: { ...LOGIN_CLIENT, ...client } },
    inputs: (fixture) => {
      fixture.pool.addUser({ ...STORED_USER, ...user });
      return { ...stored(fixture), ...loginInputs(fixture.emulator), ...inputs };
    },
  };
}

export const TOKENS: Mistakes = {
  'refresh-token-rejected: a refresh token that Cognito did not issue': {
    inputs: refresh,
    says: ['GetTokensFromRefreshToken (REFRESH_TOKEN_AUTH) on app client'],
  },
  'refresh-token-reused: a refresh token that was exchanged for a newer one': {
    fault: refused('GetTokensFromRefreshToken RefreshTokenReuseException: Refresh token has already been used.'),
    inputs: refresh,
  },
  'device-unknown: a device that was forgotten': {
    fault: refused('GetTokensFromRefreshToken ResourceNotFoundException: Device does not exist.'),
    inputs: refresh,
  },
  'value-malformed: a refresh token with an invalid character': {
    fault: refused(
      `GetTokensFromRefreshToken InvalidParameterException: 1 validation error detected: Value '${REFRESH_TOKEN}' at 'refreshToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+`,
    ),
    inputs: refresh,
    says: ['refresh-token'],
  },
  'operation-unknown: a refresh token at an endpoint that does not know the operation': {
    fixture: { client: { secret: 'canary0canary0canary0canary0' } },
    inputs: refreshOfOldEndpoint,
  },
  'auth-flow-disabled: an app client that does not refresh, at an endpoint that has only the older operation': {
    fixture: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'] } },
    inputs: refreshOfOldEndpoint,
    says: ['InitiateAuth (REFRESH_TOKEN_AUTH)', 'Add ALLOW_REFRESH_TOKEN_AUTH '],
    saysNot: ['set auth-flow'],
    calls: ['GetTokensFromRefreshToken', 'InitiateAuth'],
  },

  'client-rejected: the client secret of another app client': {
    ...machine(OTHER_SECRET),
    says: ['The client credentials grant on http://127.0.0.1:', '(invalid_client, HTTP 400)'],
  },
  'grant-disabled: an app client without the client credentials grant': {
    ...machine(),
    fixture: { ...MACHINE, client: { ...MACHINE.client, oauthFlows: ['code'] } },
  },
  'scope-unknown: a scope that does not exist': { ...machine({ scopes: 'orders/destroy' }), says: ['resource server'] },
  'auth-flow-disabled: an app client with the OAuth grant, called without a domain': {
    ...machine(WITHOUT_DOMAIN),
    says: ['ALLOW_CLIENT_TOKEN_AUTH', 'set domain'],
  },
  'client-secret-not-wanted: a client secret for an app client without one, and no domain': {
    ...machine({ ...WITHOUT_DOMAIN, ...OTHER_SECRET }),
    fixture: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'] } },
    says: ['Set client-id'],
  },
  'token-endpoint-missing: a domain that has no token endpoint': {
    ...machine(),
    fault: page(404),
    says: ['no token endpoint', 'HTTP 404'],
  },
  'domain-forbidden: a domain whose server refuses the request': { ...machine(), fault: page(403), says: ['HTTP 403'] },
  'host-unknown: a domain that does not exist': {
    ...machine({ domain: 'nowhere.invalid', ...SHORT }),
    says: ['The client credentials grant on https://nowhere.invalid', '(ENOTFOUND)', 'Check domain'],
  },

  'redirect-uri-wrong: a redirect URI with an extra slash': {
    ...atPage({}, { 'redirect-uri': `${REDIRECT_URI}/` }),
    says: ['The login page on http://127.0.0.1:', '(redirect_mismatch, HTTP 302'],
  },
  'code-grant-disabled: an app client without the authorization code grant': {
    ...atPage({ client: { oauthFlows: ['implicit'] } }),
  },
  'scope-unknown: a scope that the login page does not allow': {
    ...atPage({}, { scopes: 'openid orders/destroy' }),
    says: ['OpenID Connect scope'],
  },
  'sign-in-rejected: a wrong password at the login page': { ...atPage({}, WRONG_PASSWORD), calls: FORM },
  'sign-in-rejected: a wrong password at a login page that redirects': {
    ...atPage({ pool: { loginAnswer: 'redirect' } }, WRONG_PASSWORD),
    calls: [...FORM, 'GET login'],
  },
  'sign-in-blocked: threat protection that expects the fingerprint of a browser': {
    ...atPage({ pool: { tier: 'PLUS', refusesWithoutFingerprint: true } }),
    says: ['fingerprint'],
  },
  'login-page-challenge: a user with an authenticator app at the login page': {
    ...atPage({ pool: { mfa: 'ON', softwareTokenMfa: true } }, {}, { totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }),
    says: ['more than a password: SOFTWARE_TOKEN_MFA', 'auth-flow: USER_PASSWORD_AUTH'],
    calls: FORM,
  },
  'managed-login: a domain with managed login': {
    ...atPage({ pool: { managedLoginVersion: 2 }, client: { brandingStyle: true } }),
    calls: PAGE,
  },
  'login-pages-unavailable: a domain with managed login, and no branding style': {
    ...atPage({ pool: { managedLoginVersion: 2 }, client: { brandingStyle: false } }),
    says: ['HTTP 403'],
  },
  'login-elsewhere: a login page that leads to an identity provider': {
    ...atPage(),
    fault: { operation: 'GET login', kind: 'page', status: 302, location: 'https://idp.example.com/canary', times: 1 },
    calls: PAGE,
  },
  'token-endpoint-missing: a user pool without a domain, at the login page': {
    ...atPage({ pool: { domain: '' } }),
    says: ['there is no login page at this address', 'HTTP 404'],
  },
  'code-rejected: a code that the token endpoint does not accept': {
    ...atPage(),
    fault: refused('oauth2/token invalid_grant: '),
    says: ['The authorization code grant on'],
  },
};
