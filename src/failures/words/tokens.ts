/**
 * The words for tokens that Cognito does not take or does not give.
 */
import type { CallEntries } from './entry.ts';

export const TOKEN_FAILURES = {
  'refresh-token-rejected': {
    seen: 'Cognito does not accept the refresh token',
    change:
      'Get a new one from the app client in client-id: this one is of another app client, was revoked, has expired, or its user is gone. With refresh token rotation, each works only once: use mode: stored. If the user pool remembers devices, set device-key to the one that the refresh token belongs to.',
  },
  'access-token-rejected': {
    seen: "Cognito does not accept the user's own access token any more",
    change: ({ operation }) =>
      `Something signed the user out, disabled it or revoked its tokens. ${
        operation === 'DeleteUser'
          ? 'Set role-to-assume, so that the post step has credentials to delete it with.'
          : 'To remove the device, call aws cognito-idp admin-forget-device.'
      }`,
  },
  'access-token-unscoped': {
    seen: "the user's own access token does not have the scope aws.cognito.signin.user.admin",
    change: ({ operation }) =>
      operation === 'DeleteUser'
        ? 'With auth-flow: AUTHORIZATION_CODE, add this scope to scopes. With another, let the pre token generation trigger of the user pool keep it. Or set role-to-assume, so that the post step has credentials to delete the user with.'
        : 'Let the pre token generation trigger of the user pool keep this scope.',
  },
  'revocation-disabled': {
    seen: 'the app client does not allow refresh tokens to be revoked',
    change: 'Set revoke-token: false, or EnableTokenRevocation: true in the app client.',
  },
  'client-rejected': {
    seen: 'no app client of this user pool domain has this client-id and client-secret',
    change: 'Check client-id, client-secret and domain: all three must belong to the same user pool.',
  },
  'grant-disabled': {
    seen: 'the app client may not use the client credentials grant',
    change:
      'In the login pages settings of the app client, make client credentials the only OAuth grant type (AllowedOAuthFlows: [client_credentials], AllowedOAuthFlowsUserPoolClient: true), with a custom scope. If it has the auth flow ALLOW_CLIENT_TOKEN_AUTH instead, remove domain and set aws-region.',
  },
  'scope-unknown': {
    seen: 'the app client does not allow a scope that was asked for',
    change: ({ operation }) =>
      operation === 'The login page'
        ? 'Correct scopes: each must be an OpenID Connect scope or a custom scope of the app client. With email, phone or profile, add openid. Without scopes, the token has all scopes that the app client allows.'
        : "Correct scopes: each is a resource server's identifier, a slash and the scope's name, and must be a custom scope of the app client. Without scopes, the token has all scopes that the app client allows.",
  },
  'token-endpoint-missing': {
    seen: ({ operation }) =>
      `there is no ${operation === 'The login page' ? 'login page' : 'token endpoint'} at this address`,
    change: 'Check domain: the prefix or host in the Cognito console under Branding > Domain, without a path.',
  },
} as const satisfies CallEntries;
