/**
 * The words for a sign-in that Cognito refuses.
 */
import type { Words, WordTable } from './words.ts';

export const SIGN_IN_WORDS = {
  'sign-in-rejected': {
    seen: 'Cognito does not accept this username and password',
    change:
      'Check the secrets that username and password come from, and that client-id is an app client of the user pool that has the user.',
  },
  'ephemeral-user-rejected': ({ call }) => ({
    seen: 'Cognito does not accept the user that was just created',
    change:
      'Check client-id and user-pool-id: most likely client-id is an app client of another user pool.' +
      (call.about === 'PASSWORD_VERIFIER' ? ' Check the clock of the runner, too: SRP takes no late answer.' : ''),
  }),
  'sign-in-locked': {
    seen: 'too many wrong passwords have locked this user for a while',
    change:
      'Correct the secret that password comes from, then wait: the lock doubles with each failure, to 15 minutes at most.',
  },
  'sign-in-blocked': {
    seen: "the user pool's threat protection blocked the sign-in",
    change:
      "Add the runner's addresses to the always-allow list of the user pool's threat protection, or use a user pool without it for tests.",
  },
  'user-not-ready': ({ errorName, detail }) => USER_STATES.get(detail || errorName) ?? USER_DISABLED,
  'attempts-exhausted': {
    seen: "the user is over Cognito's hourly limit of attempts",
    change: 'Wait an hour, or sign in another user.',
  },
  'auth-flow-disabled': ({ call: { about } }) => ({
    seen: `the app client does not have the auth flow${about === '' ? '' : ` ${about}`} switched on`,
    change: `Add ${about === '' ? 'ALLOW_ and its name' : `ALLOW_${about}`} to the app client's authentication flows (ExplicitAuthFlows)${
      about === 'REFRESH_TOKEN_AUTH' ? '' : ', or set auth-flow to one that it has'
    }.`,
  }),
  'client-secret-needed': {
    seen: 'the app client has a client secret, and this step was given none',
    change: 'Set client-secret, from a secret of the repository or environment.',
  },
  'client-secret-wrong': {
    seen: 'the client secret is not that of the app client',
    change:
      'Check that client-secret and client-id are of the same app client, and that the secret has not been rotated.',
  },
  'client-secret-not-wanted': {
    seen: 'the app client has no client secret',
    change: 'Leave client-secret out, or set client-id to the app client that has it.',
  },
  'totp-code-rejected': ({ call }) => ({
    seen: "the code of the user's authenticator app is wrong",
    change:
      call.operation === 'VerifySoftwareToken'
        ? 'Correct the clock of the runner, from which the code is made, best by NTP.'
        : 'Check that totp-secret is the base32 secret of the app that this user set up last, and that the clock of a self-hosted runner is right.',
  }),
  'totp-code-used': {
    seen: "the code of the user's authenticator app was used already",
    change:
      'Give each of the jobs that run at the same time a user of its own: Cognito takes a code once, and the next one comes after 30 seconds.',
  },
  'totp-disabled': {
    seen: 'the user pool does not have authenticator apps switched on',
    change: 'Switch authenticator apps on in the MFA settings of the user pool, or switch MFA off.',
  },
  'session-invalid': {
    seen: "the sign-in's session was used already or is over",
    change:
      'Run the job again. If it goes on, raise the authentication flow session duration of the app client (AuthSessionValidity).',
  },
  'lambda-trigger-failed': ({ detail }) => ({
    seen: `${detail === '' ? 'a Lambda trigger of the user pool' : `the user pool's Lambda trigger ${detail}`} failed or refused the user`,
    change: `Read the log of ${detail === '' ? "the trigger's" : 'that'} function in CloudWatch. If it expects client metadata, set client-metadata.`,
  }),
} as const satisfies WordTable;

const USER_DISABLED: Words = {
  seen: 'the user is disabled',
  change: 'Enable the user: aws cognito-idp admin-enable-user.',
};

/** What else keeps a user from signing in, by error name or by AWS's message. */
const USER_STATES: ReadonlyMap<string, Words> = new Map([
  [
    'UserNotConfirmedException',
    {
      seen: 'the user signed up and was never confirmed',
      change: 'Confirm the user: aws cognito-idp admin-confirm-sign-up.',
    },
  ],
  [
    'temporary password',
    {
      seen: 'the temporary password of the user has expired',
      change: 'Set a permanent password: aws cognito-idp admin-set-user-password --permanent.',
    },
  ],
  [
    'PasswordResetRequiredException',
    {
      seen: 'the user has to reset the password',
      change: 'Set a permanent password: aws cognito-idp admin-set-user-password --permanent.',
    },
  ],
]);
