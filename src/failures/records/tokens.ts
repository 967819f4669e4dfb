/** Failures of refresh tokens and of the client credentials grant. */
import { callFailure, failure, on } from '../record.ts';
import { OAUTH } from '../service-failure.ts';
import { CLIENT_CREDENTIALS, onAppClient, refused, refusedGrant } from './examples.ts';

const REFRESH = onAppClient('GetTokensFromRefreshToken');

export const TOKEN_FAILURES = {
  'refresh-token-rejected': callFailure({
    matches: [
      on('NotAuthorizedException', /refresh token/i),
      on('UnsupportedTokenTypeException'),
      on('UserNotFoundException', /^(GetTokensFromRefreshToken|RevokeToken):/),
    ],
    problem: 'Cognito does not accept the refresh token',
    fix: 'Get a new one from the app client in client-id: this one is of another app client, was revoked, has expired, or its user was deleted. If the user pool remembers devices, set device-key to the one that the refresh token belongs to.',
    example: refused(REFRESH, 'NotAuthorizedException', 'Invalid Refresh Token'),
  }),
  'refresh-token-reused': callFailure({
    matches: [on('RefreshTokenReuseException')],
    problem:
      'this refresh token was already exchanged for a newer one, because the app client has refresh token rotation',
    fix: 'Use the newest refresh token: whoever refreshes must keep the REFRESH_TOKEN that comes with the new tokens. One that is kept as a secret works once: use mode: stored.',
    example: refused(REFRESH, 'RefreshTokenReuseException'),
  }),
  'device-unknown': callFailure({
    matches: [on('ResourceNotFoundException', /^\w+: device .*(does not exist|not found)/i)],
    problem: 'the user has no device with this device key',
    fix: 'Set device-key to the DEVICE_KEY of the sign-in that the refresh token comes from. If the device was forgotten, sign in again.',
    example: refused(REFRESH, 'ResourceNotFoundException', 'Device does not exist.'),
  }),
  'tokens-unreadable': failure<{ source: 'user pool' | 'token endpoint'; reason: string }>({
    problem: ({ source, reason }) => `The ${source} returned tokens that cannot be read: ${reason}.`,
    fix: ({ source }) =>
      source === 'user pool'
        ? 'Check that AWS_ENDPOINT_URL, if it is set, names a Cognito endpoint.'
        : 'Check that domain is that of a Cognito user pool.',
    example: { reason: 'the ID token is not a JWT', source: 'user pool' },
  }),
  'client-rejected': callFailure({
    matches: [on('invalid_client')],
    problem: 'no app client of this user pool domain has this client-id and client-secret',
    fix: 'Check client-id, client-secret and domain: all three must belong to the same user pool.',
    example: refusedGrant(CLIENT_CREDENTIALS, 'invalid_client'),
  }),
  'grant-disabled': callFailure({
    matches: [on('unauthorized_client'), on('invalid_grant'), on('unsupported_grant_type')],
    problem: 'the app client may not use the client credentials grant',
    fix: 'In the login pages settings of the app client, make client credentials the only OAuth grant type (AllowedOAuthFlows: [client_credentials], AllowedOAuthFlowsUserPoolClient: true), with a custom scope. If it has the auth flow ALLOW_CLIENT_TOKEN_AUTH instead, remove domain and set aws-region.',
    example: refusedGrant(CLIENT_CREDENTIALS, 'unauthorized_client'),
  }),
  'scope-unknown': callFailure({
    matches: [on('invalid_scope'), on('InvalidParameterException', /invalid scope/i)],
    problem: 'the app client does not allow one of the requested scopes',
    fix: ({ call }) =>
      `Correct scopes: ${
        call.operation === OAUTH.loginPage
          ? 'each must be an OpenID Connect scope or a custom scope of the app client. With email, phone or profile, add openid.'
          : "each is a resource server's identifier, a slash and the scope's name, and must be a custom scope of the app client."
      } Without scopes, the token has all scopes that the app client allows.`,
    example: refusedGrant(CLIENT_CREDENTIALS, 'invalid_scope'),
  }),
  'token-endpoint-missing': callFailure({
    problem: ({ call }) =>
      `there is no ${call.operation === OAUTH.loginPage ? 'login page' : 'token endpoint'} at this address`,
    fix: 'Check domain: the prefix or host in the Cognito console under Branding > Domain, without a path.',
    example: refusedGrant(CLIENT_CREDENTIALS, undefined, 404),
  }),
  'domain-forbidden': callFailure({
    traits: ['hadNoEffect'],
    problem: 'the server at this address refuses the request, without saying why',
    fix: 'Check domain: the prefix or host in the Cognito console under Branding > Domain, not the host of your API. If it is right, AWS WAF or a proxy blocks the runner: allow its addresses there.',
    example: refusedGrant(CLIENT_CREDENTIALS, undefined, 403),
  }),
};
