/**
 * The words for a sign-in that Cognito refuses.
 */
import type { CallEntries } from './entry.ts';

export const SIGN_IN_FAILURES = {
  'sign-in-rejected': {
    seen: 'Cognito does not accept this username and password',
    change:
      "Check the secrets that username and password come from, and that client-id belongs to the user's user pool.",
  },
  'user-unknown': {
    seen: 'the user pool of the app client has no such user',
    change: "Check the secret that username comes from, and that client-id belongs to the user's user pool.",
  },
  'ephemeral-user-rejected': {
    seen: 'Cognito does not accept the user that was just created',
    change: ({ about }) =>
      'Check client-id and user-pool-id: most likely client-id is an app client of another user pool.' +
      (about === 'PASSWORD_VERIFIER' ? " Check the runner's clock too: Cognito rejects late SRP answers." : ''),
  },
  'sign-in-locked': {
    seen: 'too many wrong passwords have locked this user temporarily',
    change:
      'Correct the secret that password comes from, then wait: the lock doubles with each failure, up to 15 minutes.',
  },
  'sign-in-blocked': {
    seen: "the user pool's threat protection blocked the sign-in",
    change: ({ operation }) =>
      `Add the runner's addresses to the always-allow list of the user pool's threat protection, or use a user pool without it for tests.${
        operation === 'The login page'
          ? ' At the login page it also wants the fingerprint of a browser, which there is not.'
          : ''
      }`,
  },
  'attempts-exhausted': {
    seen: "the user has reached Cognito's hourly limit of attempts",
    change: 'Wait an hour, or sign in another user.',
  },
  'auth-flow-disabled': {
    seen: ({ about: flow }) => `the app client does not allow the auth flow${flow === undefined ? '' : ` ${flow}`}`,
    change: ({ about: flow, operation }) =>
      operation === 'GetClientToken'
        ? "Set ALLOW_CLIENT_TOKEN_AUTH, and no other flow, in the app client's authentication flows (ExplicitAuthFlows). If it has the OAuth grant client credentials instead, set domain."
        : `Add ${flow === undefined ? 'ALLOW_ and its name' : `ALLOW_${flow}`} to the app client's authentication flows (ExplicitAuthFlows)${
            flow === 'REFRESH_TOKEN_AUTH' ? '' : ', or set auth-flow to one that it allows'
          }.`,
  },
  'plan-without-feature': {
    seen: "the user pool's feature plan does not have what this auth flow needs",
    change: 'Set auth-flow: USER_PASSWORD_AUTH, or switch the user pool to the feature plan Essentials (UserPoolTier).',
  },
  'client-secret-needed': {
    traits: ['hadNoEffect', 'mayBeMissingSecret'],
    seen: 'the app client has a client secret, but this step has none',
    change: 'Set client-secret, from a secret of the repository or environment.',
  },
  'client-secret-wrong': {
    traits: ['hadNoEffect'],
    seen: 'the client secret does not belong to the app client',
    change:
      'Check that client-secret and client-id are of the same app client, and that the secret has not been rotated.',
  },
  'client-secret-not-wanted': {
    traits: ['hadNoEffect'],
    seen: 'the app client has no client secret',
    change: ({ operation }) =>
      operation === 'GetClientToken'
        ? 'Set client-id to the app client that client-secret is of: mode client-credentials needs one with a client secret.'
        : 'Leave client-secret out, or set client-id to the app client that has it.',
  },
  'totp-code-rejected': {
    seen: "the code of the user's authenticator app is wrong",
    change: ({ operation }) =>
      operation === 'VerifySoftwareToken'
        ? "The code depends on the runner's clock: correct that, best with NTP."
        : 'Check that totp-secret is the base32 secret of the app that this user set up last, and that the clock of a self-hosted runner is right.',
  },
  'totp-code-used': {
    seen: "the code of the user's authenticator app was already used",
    change:
      'Give each job that runs at the same time its own user: Cognito accepts a code only once, and the next one comes after 30 seconds.',
  },
  'totp-disabled': {
    seen: 'the user pool does not allow authenticator apps',
    change: 'Switch authenticator apps on in the MFA settings of the user pool, or switch MFA off.',
  },
  'session-invalid': {
    seen: 'the session of the sign-in was already used or has expired',
    change:
      'Run the job again. If it happens again, raise the authentication flow session duration of the app client (AuthSessionValidity).',
  },
} as const satisfies CallEntries;
