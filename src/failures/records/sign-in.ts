/** Failures of signing in, without those of its challenges. */
import { ANY_MESSAGE, callFailure, on, withoutSecret } from '../record.ts';
import { OAUTH } from '../service-failure.ts';
import { ANSWER_TOTP, answered, onAppClient, refused, SIGN_IN } from './examples.ts';
import { orWrongClock } from './wrong-clock.ts';

const NOT_AUTHORIZED = 'NotAuthorizedException';
const SECRET_HASH = /secret ?hash|verify secret/i;

export const SIGN_IN_FAILURES = {
  'auth-flow-disabled': callFailure({
    matches: [
      on('InvalidParameterException', /not enabled for (this|the) client|auth method not supported|only custom auth/i),
      on('UnsupportedOperationException', /^(Admin)?InitiateAuth:/),
    ],
    problem: ({ call: { about: flow } }) =>
      `the app client does not allow the auth flow${flow === undefined ? '' : ` ${flow}`}`,
    fix: ({ call: { about: flow, operation } }) =>
      operation === 'GetClientToken'
        ? "Set ALLOW_CLIENT_TOKEN_AUTH, and no other flow, in the app client's authentication flows (ExplicitAuthFlows). If it has the OAuth grant client credentials instead, set domain."
        : `Add ${flow === undefined ? 'ALLOW_ and its name' : `ALLOW_${flow}`} to the app client's authentication flows (ExplicitAuthFlows)${
            flow === 'REFRESH_TOKEN_AUTH' ? '' : ', or set auth-flow to one that it allows'
          }.`,
    example: refused(SIGN_IN, 'InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'),
  }),
  'plan-without-feature': callFailure({
    matches: [on('FeatureUnavailableInTierException')],
    problem: "the user pool's feature plan does not have what this auth flow needs",
    fix: 'Set auth-flow: USER_PASSWORD_AUTH, or switch the user pool to the feature plan Essentials (UserPoolTier).',
    example: refused(onAppClient('InitiateAuth', 'USER_AUTH'), 'FeatureUnavailableInTierException'),
  }),
  'client-secret-needed': callFailure({
    matches: [
      on(NOT_AUTHORIZED, /configured (with|for) secret/i),
      // In its older wording, Cognito complains about a secret hash that was never sent.
      withoutSecret(on(NOT_AUTHORIZED, SECRET_HASH)),
      withoutSecret(on('UnauthorizedException')),
    ],
    traits: ['hadNoEffect', 'mayBeMissingSecret'],
    problem: 'the app client has a client secret, but this step has none',
    fix: 'Set client-secret, from a secret of the repository or environment.',
    example: refused(SIGN_IN, NOT_AUTHORIZED, 'Client is configured with secret but SECRET_HASH was not received'),
  }),
  'client-secret-lost': callFailure({
    traits: ['hadNoEffect'],
    problem: 'the app client has a client secret, but GitHub gave this post step none, although the sign-in had one',
    fix: 'Inputs are empty in the post step of a nested composite action. Use this action in the workflow itself, or in a composite action that the workflow uses directly.',
    example: answered(onAppClient('RevokeToken'), NOT_AUTHORIZED),
  }),
  'client-secret-wrong': callFailure({
    matches: [on(NOT_AUTHORIZED, SECRET_HASH), on('UnauthorizedException')],
    traits: ['hadNoEffect'],
    problem: 'the client secret does not belong to the app client',
    fix: 'Check that client-secret and client-id are of the same app client, and that the secret has not been rotated.',
    example: refused(SIGN_IN, NOT_AUTHORIZED, 'Unable to verify secret hash for client'),
  }),
  'client-secret-not-wanted': callFailure({
    matches: [on('InvalidParameterException', /not configured for secret/i)],
    traits: ['hadNoEffect'],
    problem: 'the app client has no client secret',
    fix: ({ call }) =>
      call.operation === 'GetClientToken'
        ? 'Set client-id to the app client that client-secret is of: mode client-credentials needs one with a client secret.'
        : 'Remove client-secret, or set client-id to the app client that has it.',
    example: refused(SIGN_IN, 'InvalidParameterException', 'Client is not configured for secret'),
  }),
  'sign-in-rejected': callFailure({
    matches: [
      on(NOT_AUTHORIZED, /incorrect username or password/i),
      // As cognito-local says it.
      on('InvalidPasswordException', /^(Admin)?(InitiateAuth|RespondToAuthChallenge):/),
    ],
    ...orWrongClock(
      'Cognito does not accept this username and password',
      "Check the secrets that username and password come from, and that client-id belongs to the user's user pool.",
    ),
    example: refused(SIGN_IN, NOT_AUTHORIZED, 'Incorrect username or password.'),
  }),
  'user-unknown': callFailure({
    matches: [
      on('UserNotFoundException', new RegExp(`^((Admin)?(InitiateAuth|RespondToAuthChallenge)|${OAUTH.loginPage}):`)),
    ],
    problem: 'the user pool of the app client has no such user',
    fix: "Check the secret that username comes from, and that client-id belongs to the user's user pool.",
    example: refused(SIGN_IN, 'UserNotFoundException'),
  }),
  'ephemeral-user-rejected': callFailure({
    ...orWrongClock(
      'Cognito does not accept the user that was just created',
      'Check client-id and user-pool-id: most likely client-id is an app client of another user pool.',
    ),
    example: answered(SIGN_IN, NOT_AUTHORIZED),
  }),
  'sign-in-locked': callFailure({
    matches: [on(NOT_AUTHORIZED, /attempts exceeded/i)],
    problem: 'too many wrong passwords have locked this user temporarily',
    fix: 'Correct the secret that password comes from, then wait: the lock doubles with each failure, up to 15 minutes.',
    example: refused(SIGN_IN, NOT_AUTHORIZED, 'Password attempts exceeded'),
  }),
  'sign-in-blocked': callFailure({
    matches: [on(NOT_AUTHORIZED, /security reasons/i)],
    problem: "the user pool's threat protection blocked the sign-in",
    fix: ({ call }) =>
      `Add the runner's addresses to the always-allow list of the user pool's threat protection, or use a user pool without it for tests.${
        call.operation === OAUTH.loginPage
          ? ' At the login page it also expects the fingerprint of a browser, which this action does not have.'
          : ''
      }`,
    example: refused(SIGN_IN, NOT_AUTHORIZED, 'Unable to login because of security reasons.'),
  }),
  'user-not-ready': callFailure<{ state: UserState }>({
    matches: [
      on('UserNotConfirmedException', ANY_MESSAGE, () => ({ state: 'unconfirmed' })),
      on('PasswordResetRequiredException', ANY_MESSAGE, () => ({ state: 'reset-required' })),
      on(NOT_AUTHORIZED, /user (is )?(disabled|not enabled)/i, () => ({ state: 'disabled' })),
      on(NOT_AUTHORIZED, /(temporary password|user account) has expired/i, () => ({
        state: 'temporary-password-expired',
      })),
      on(NOT_AUTHORIZED, /not authorized to get auth details/i, () => ({ state: 'federated' })),
    ],
    problem: ({ state }) => USER_STATES[state].problem,
    fix: ({ state }) => USER_STATES[state].fix,
    example: refused(SIGN_IN, 'UserNotConfirmedException'),
  }),
  'attempts-exhausted': callFailure({
    matches: [on('LimitExceededException', /attempt limit/i)],
    problem: "the user has reached Cognito's hourly limit of attempts",
    fix: 'Wait an hour, or sign in another user.',
    example: refused(SIGN_IN, 'LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
  }),
  'session-invalid': callFailure({
    matches: [on(NOT_AUTHORIZED, /invalid session/i)],
    problem: 'the session of the sign-in was already used or has expired',
    fix: 'Run the job again. If it happens again, raise the authentication flow session duration of the app client (AuthSessionValidity).',
    example: refused(ANSWER_TOTP, NOT_AUTHORIZED, 'Invalid session for the user.'),
  }),
};

const SET_PASSWORD = 'Set a permanent password: aws cognito-idp admin-set-user-password --permanent.';

/** Why a user cannot sign in. */
type UserState = keyof typeof USER_STATES;

const USER_STATES = {
  disabled: { problem: 'the user is disabled', fix: 'Enable the user: aws cognito-idp admin-enable-user.' },
  unconfirmed: {
    problem: 'the user signed up and was never confirmed',
    fix: 'Confirm the user: aws cognito-idp admin-confirm-sign-up.',
  },
  'reset-required': { problem: 'the user has to reset the password', fix: SET_PASSWORD },
  'temporary-password-expired': { problem: 'the temporary password of the user has expired', fix: SET_PASSWORD },
  federated: {
    problem: 'the user comes from an identity provider, and has no password in the user pool',
    fix: 'Sign in a user who has a password in the user pool itself.',
  },
};
