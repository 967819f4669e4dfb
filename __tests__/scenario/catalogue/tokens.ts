/** Rejected refresh tokens, and client credentials grants that are refused. */
import type { Fault } from 'cognito-emulator/faults';
import { MACHINE, machineInputs } from '../../support/client-credentials.ts';
import type { Fixture } from '../../support/fixture.ts';
import { type Mistake, type Mistakes, refused, SHORT } from './mistake.ts';

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

const WITHOUT_DOMAIN = { domain: '', 'aws-region': 'eu-west-1' } as const;

/** An app client at the token endpoint. */
function machine(inputs: Texts = {}): Pick<Mistake, 'fixture' | 'inputs'> {
  return { fixture: MACHINE, inputs: (fixture) => ({ ...machineInputs(fixture), ...inputs }) };
}

/** Makes a server answer that is not a token endpoint. */
function page(status: number): Fault {
  return { operation: 'oauth2/token', kind: 'page', status, times: 999 };
}

export const TOKENS: Mistakes = {
  'refresh-token-rejected: a refresh token that Cognito did not issue': {
    inputs: refresh(),
    says: [
      'GetTokensFromRefreshToken (REFRESH_TOKEN_AUTH) on app client',
      'NotAuthorizedException, HTTP 400, request ',
      'client-id',
      'device-key',
    ],
    calls: REFRESH,
  },
  'refresh-token-reused: a refresh token that was exchanged for a newer one': {
    fault: refused('GetTokensFromRefreshToken RefreshTokenReuseException: Refresh token has already been used.'),
    inputs: refresh(),
    says: ['RefreshTokenReuseException', 'rotation', 'newest refresh token', 'mode: stored'],
  },
  'device-unknown: a device that was forgotten': {
    fault: refused('GetTokensFromRefreshToken ResourceNotFoundException: Device does not exist.'),
    inputs: refresh(),
    says: ['ResourceNotFoundException', 'device-key', 'DEVICE_KEY'],
    saysNot: ['client-id'],
  },
  'value-malformed: a refresh token with an invalid character': {
    fault: refused(
      `GetTokensFromRefreshToken InvalidParameterException: 1 validation error detected: Value '${REFRESH_TOKEN}' at 'refreshToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+`,
    ),
    inputs: refresh(),
    says: ['InvalidParameterException', 'refresh-token'],
  },
  'operation-unknown: a refresh token at an endpoint that does not know the operation': {
    fixture: { client: { secret: 'canary0canary0canary0canary0' } },
    inputs: (fixture) => {
      fixture.emulator.forgetOperation('GetTokensFromRefreshToken');
      return refresh({ 'client-secret': fixture.client.secret ?? '' })(fixture);
    },
    says: ['UnknownOperationException', 'AWS_ENDPOINT_URL'],
    calls: REFRESH,
  },
  'auth-flow-disabled: an app client that does not refresh, at an endpoint that has only the older operation': {
    fixture: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'] } },
    inputs: (fixture) => {
      fixture.emulator.forgetOperation('GetTokensFromRefreshToken');
      return refresh()(fixture);
    },
    says: ['InitiateAuth (REFRESH_TOKEN_AUTH)', 'Add ALLOW_REFRESH_TOKEN_AUTH '],
    saysNot: ['set auth-flow'],
    calls: [...REFRESH, 'InitiateAuth'],
  },

  'client-rejected: the client secret of another app client': {
    ...machine({ 'client-secret': 'canary1canary1canary1canary1' }),
    says: [
      'The client credentials grant on http://127.0.0.1:',
      '(invalid_client, HTTP 400)',
      'client-id',
      'client-secret',
      'domain',
    ],
    calls: GRANT,
  },
  'grant-disabled: an app client without the client credentials grant': {
    ...machine(),
    fixture: { ...MACHINE, client: { ...MACHINE.client, oauthFlows: ['code'] } },
    says: [
      '(unauthorized_client, HTTP 400)',
      'AllowedOAuthFlows: [client_credentials], AllowedOAuthFlowsUserPoolClient: true',
      'ALLOW_CLIENT_TOKEN_AUTH instead, remove domain',
    ],
    calls: GRANT,
  },
  'scope-unknown: a scope that does not exist': {
    ...machine({ scopes: 'orders/destroy' }),
    says: ['(invalid_scope, HTTP 400)', 'Correct scopes', 'resource server'],
    calls: GRANT,
  },
  'auth-flow-disabled: an app client with the OAuth grant, called without a domain': {
    ...machine(WITHOUT_DOMAIN),
    says: ['GetClientToken', 'InvalidParameterException', 'ALLOW_CLIENT_TOKEN_AUTH', 'set domain'],
    saysNot: ['set auth-flow'],
    calls: CLIENT_TOKEN,
  },
  'client-secret-not-wanted: a client secret for an app client without one, and no domain': {
    ...machine({ ...WITHOUT_DOMAIN, 'client-secret': 'canary1canary1canary1canary1' }),
    fixture: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'] } },
    says: ['GetClientToken', 'Set client-id'],
    saysNot: ['Remove client-secret'],
    calls: CLIENT_TOKEN,
  },
  'token-endpoint-missing: a domain that has no token endpoint': {
    ...machine(),
    fault: page(404),
    says: ['HTTP 404', 'Check domain'],
  },
  'domain-forbidden: a domain whose server refuses the request': {
    ...machine(),
    fault: page(403),
    says: ['HTTP 403', 'Check domain', 'AWS WAF or a proxy'],
    saysNot: ['AWS WAF blocked'],
  },
  'host-unknown: a domain that does not exist': {
    ...machine({ domain: 'nowhere.invalid', ...SHORT }),
    says: ['https://nowhere.invalid', '(ENOTFOUND)', 'Check domain'],
  },
};
