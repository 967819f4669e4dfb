/** Rejected refresh tokens, and client credentials grants that are refused. */
import type { Fault } from 'cognito-emulator/faults';
import type { Fixture, FixtureOptions } from '../../support/fixture.ts';
import { failing, type Mistakes, refused, SHORT } from './mistake.ts';

const REFRESH = ['GetTokensFromRefreshToken'] as const;
const CLIENT_TOKEN = ['GetClientToken'] as const;
const GRANT = ['oauth2/token'] as const;

type Texts = Readonly<Record<string, string>>;

/** A refresh token of five parts, like Cognito's, that Cognito never issued. */
const REFRESH_TOKEN = 'canary.canary.canary.canary.canary';

function refresh(inputs: Texts = {}) {
  return ({ client }: Fixture) => ({
    mode: 'refresh',
    'client-id': client.id,
    'aws-region': 'eu-west-1',
    'refresh-token': REFRESH_TOKEN,
    ...inputs,
  });
}

const MACHINE = {
  pool: { domain: 'my-app' },
  client: {
    secret: 'canary0canary0canary0canary0',
    oauthFlows: ['client_credentials'],
    scopes: ['orders/read'],
  },
} as const satisfies FixtureOptions;

/** An app client for `GetClientToken`, which has no OAuth grant. */
const CLIENT_TOKEN_ONLY = {
  client: {
    secret: 'canary0canary0canary0canary0',
    flows: ['ALLOW_CLIENT_TOKEN_AUTH'],
    scopes: ['orders/read'],
  },
} as const satisfies FixtureOptions;

const WITHOUT_DOMAIN = { domain: '', 'aws-region': 'eu-west-1' } as const;

function machine(inputs: Texts = {}) {
  return ({ client, emulator }: Fixture) => ({
    mode: 'client-credentials',
    'client-id': client.id,
    'client-secret': client.secret ?? '',
    domain: emulator.url,
    ...inputs,
  });
}

/** Makes a server answer that is not a token endpoint. */
function page(status: number): Fault {
  return { operation: 'oauth2/token', kind: 'page', status, times: 999 };
}

export const TOKENS: Mistakes = {
  'a refresh token that Cognito did not issue': {
    code: 'refresh-token-rejected',
    inputs: refresh(),
    says: [
      'GetTokensFromRefreshToken (REFRESH_TOKEN_AUTH) on app client',
      'NotAuthorizedException, HTTP 400, request ',
      'client-id',
      'device-key',
    ],
    calls: REFRESH,
  },
  'a refresh token that was exchanged for a newer one': {
    code: 'refresh-token-reused',
    fault: refused('GetTokensFromRefreshToken', 'RefreshTokenReuseException', 'Refresh token has already been used.'),
    inputs: refresh(),
    says: ['RefreshTokenReuseException', 'rotation', 'newest refresh token', 'mode: stored'],
    calls: REFRESH,
  },
  'a device that was forgotten': {
    code: 'device-unknown',
    fault: refused('GetTokensFromRefreshToken', 'ResourceNotFoundException', 'Device does not exist.'),
    inputs: refresh(),
    says: ['ResourceNotFoundException', 'device-key', 'DEVICE_KEY'],
    saysNot: ['client-id'],
    calls: REFRESH,
  },
  'a refresh token with an invalid character': {
    code: 'value-malformed',
    fault: refused(
      'GetTokensFromRefreshToken',
      'InvalidParameterException',
      `1 validation error detected: Value '${REFRESH_TOKEN}' at 'refreshToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+`,
    ),
    inputs: refresh(),
    says: ['InvalidParameterException', 'refresh-token'],
    calls: REFRESH,
  },
  'a refresh token of an app client with a client secret': {
    code: 'client-secret-needed',
    fixture: { client: { secret: true } },
    inputs: refresh(),
    says: ['GetTokensFromRefreshToken', 'Set client-secret'],
    calls: REFRESH,
  },
  'a refresh token, with a client secret for an app client without one': {
    code: 'client-secret-not-wanted',
    inputs: refresh({ 'client-secret': 'canary0canary0canary0canary0' }),
    says: ['GetTokensFromRefreshToken', 'Remove client-secret'],
    calls: REFRESH,
  },
  'a refresh token at an endpoint that does not know the operation': {
    code: 'operation-unknown',
    fixture: { client: { secret: 'canary0canary0canary0canary0' } },
    inputs: (fixture) => {
      fixture.emulator.forgetOperation('GetTokensFromRefreshToken');
      return refresh({ 'client-secret': fixture.client.secret ?? '' })(fixture);
    },
    says: ['UnknownOperationException', 'AWS_ENDPOINT_URL'],
    calls: REFRESH,
  },
  'an app client that does not refresh, at an endpoint that has only the older operation': {
    code: 'auth-flow-disabled',
    fixture: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'] } },
    inputs: (fixture) => {
      fixture.emulator.forgetOperation('GetTokensFromRefreshToken');
      return refresh()(fixture);
    },
    says: ['InitiateAuth (REFRESH_TOKEN_AUTH)', 'Add ALLOW_REFRESH_TOKEN_AUTH '],
    saysNot: ['set auth-flow'],
    calls: [...REFRESH, 'InitiateAuth'],
  },

  'the client secret of another app client': {
    code: 'client-rejected',
    fixture: MACHINE,
    inputs: machine({ 'client-secret': 'canary1canary1canary1canary1' }),
    says: [
      'The client credentials grant on http://127.0.0.1:',
      '(invalid_client, HTTP 400)',
      'client-id',
      'client-secret',
      'domain',
    ],
    calls: GRANT,
  },
  'an app client without the client credentials grant': {
    code: 'grant-disabled',
    fixture: { ...MACHINE, client: { ...MACHINE.client, oauthFlows: ['code'] } },
    inputs: machine(),
    says: ['(unauthorized_client, HTTP 400)', 'AllowedOAuthFlows: [client_credentials]'],
    calls: GRANT,
  },
  'an app client whose OAuth settings were never switched on': {
    code: 'grant-disabled',
    fixture: MACHINE,
    fault: refused('oauth2/token', 'invalid_grant', ''),
    inputs: machine(),
    says: ['(invalid_grant, HTTP 400)', 'AllowedOAuthFlowsUserPoolClient: true'],
    calls: GRANT,
  },
  'a scope that does not exist': {
    code: 'scope-unknown',
    fixture: MACHINE,
    inputs: machine({ scopes: 'orders/destroy' }),
    says: ['(invalid_scope, HTTP 400)', 'Correct scopes', 'resource server'],
    calls: GRANT,
  },
  'an app client with the OAuth grant, called without a domain': {
    code: 'auth-flow-disabled',
    fixture: MACHINE,
    inputs: machine(WITHOUT_DOMAIN),
    says: ['GetClientToken', 'InvalidParameterException', 'ALLOW_CLIENT_TOKEN_AUTH', 'set domain'],
    saysNot: ['set auth-flow'],
    calls: CLIENT_TOKEN,
  },
  'an app client without the OAuth grant, called at a domain': {
    code: 'grant-disabled',
    fixture: { ...MACHINE, ...CLIENT_TOKEN_ONLY },
    inputs: machine(),
    says: ['(unauthorized_client, HTTP 400)', 'ALLOW_CLIENT_TOKEN_AUTH', 'remove domain'],
    calls: GRANT,
  },
  'the client secret of another app client, without a domain': {
    code: 'client-secret-wrong',
    fixture: CLIENT_TOKEN_ONLY,
    inputs: machine({ ...WITHOUT_DOMAIN, 'client-secret': 'canary1canary1canary1canary1' }),
    says: ['GetClientToken', 'client-secret and client-id'],
    calls: CLIENT_TOKEN,
  },
  'a client secret for an app client without one, and no domain': {
    code: 'client-secret-not-wanted',
    fixture: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'] } },
    inputs: machine({ ...WITHOUT_DOMAIN, 'client-secret': 'canary1canary1canary1canary1' }),
    says: ['GetClientToken', 'Set client-id'],
    saysNot: ['Remove client-secret'],
    calls: CLIENT_TOKEN,
  },
  'a scope that does not exist, without a domain': {
    code: 'scope-unknown',
    fixture: CLIENT_TOKEN_ONLY,
    inputs: machine({ ...WITHOUT_DOMAIN, scopes: 'orders/destroy' }),
    says: ['GetClientToken', 'InvalidParameterException', 'Correct scopes'],
    calls: CLIENT_TOKEN,
  },
  'an app client of another region, without a domain': {
    code: 'app-client-not-found',
    fixture: CLIENT_TOKEN_ONLY,
    inputs: machine({ ...WITHOUT_DOMAIN, 'client-id': '0unknown0client0id00000000' }),
    says: ['GetClientToken', 'ResourceNotFoundException', 'aws-region'],
    calls: CLIENT_TOKEN,
  },
  'a domain that has no token endpoint': {
    code: 'token-endpoint-missing',
    fixture: MACHINE,
    fault: page(404),
    inputs: machine(),
    says: ['HTTP 404', 'Check domain'],
    calls: GRANT,
  },
  'a domain whose server refuses the request': {
    code: 'domain-forbidden',
    fixture: MACHINE,
    fault: page(403),
    inputs: machine(),
    says: ['HTTP 403', 'Check domain', 'AWS WAF or a proxy'],
    saysNot: ['AWS WAF blocked'],
    calls: GRANT,
  },
  'a domain behind a proxy that requires a sign-in': {
    code: 'answer-unreadable',
    fixture: MACHINE,
    fault: page(200),
    inputs: machine(SHORT),
    says: ['HTTP 200', 'proxy'],
    calls: GRANT,
    isRetried: true,
  },
  'a domain that does not exist': {
    code: 'host-unknown',
    fixture: MACHINE,
    inputs: machine({ domain: 'nowhere.invalid', ...SHORT }),
    says: ['https://nowhere.invalid', '(ENOTFOUND)', 'Check domain'],
    calls: [],
  },
  'a token endpoint that is over its quota': {
    code: 'throttled',
    fixture: MACHINE,
    fault: failing('oauth2/token', 'throttled'),
    inputs: machine(SHORT),
    says: ['HTTP 429', 'quota', 'timeout-seconds'],
    calls: GRANT,
    isRetried: true,
  },
  'a request that the token endpoint does not understand': {
    code: 'call-refused',
    fixture: MACHINE,
    fault: refused('oauth2/token', 'invalid_request', ''),
    inputs: machine(),
    says: ['(invalid_request, HTTP 400)'],
    calls: GRANT,
  },
  'an access token that is not a JWT': {
    code: 'tokens-unreadable',
    fixture: MACHINE,
    fault: {
      operation: 'oauth2/token',
      kind: 'answered',
      output: { access_token: 'canary', expires_in: 3600, token_type: 'Bearer' },
      times: 1,
    },
    inputs: machine(),
    says: ['the access token is not a JWT'],
    calls: GRANT,
  },
};
