/** Failures of the challenges of a sign-in. */
import { about, callFailure, failure, on } from '../record.ts';
import { ANSWER_TOTP, EXAMPLE_CLIENT_ID, onAppClient, refused } from './examples.ts';
import { orWrongClock } from './wrong-clock.ts';

const NOT_AUTHORIZED = 'NotAuthorizedException';
const PARAMETER = 'InvalidParameterException';
const INCORRECT = /incorrect username or password/i;
const START_CUSTOM = onAppClient('InitiateAuth', 'CUSTOM_AUTH');

const TOTP_REJECTED = orWrongClock(
  "the code of the user's authenticator app is wrong",
  'Check that totp-secret is the base32 secret of the app that this user set up last.',
);

export const CHALLENGE_FAILURES = {
  /** `choices`: what Cognito offered to choose from. `isEphemeral`: the user was created for this run. */
  'challenge-unsupported': failure<{
    clientId: string;
    challenge: string;
    choices: readonly string[];
    isEphemeral: boolean;
  }>({
    problem: ({ challenge, choices, clientId }) =>
      `Signing in at app client ${clientId} stopped at the challenge ${challenge}${choices.length === 0 ? '' : ` (offered: ${choices.join(', ')})`}, which this action does not answer.`,
    fix: ({ challenge, isEphemeral }) => challengeAdvice(challenge, isEphemeral),
    example: { challenge: 'NEW_PASSWORD_REQUIRED', choices: [], clientId: EXAMPLE_CLIENT_ID, isEphemeral: false },
  }),
  'custom-auth-missing': callFailure({
    matches: [on(PARAMETER, /custom auth lambda trigger is not configured/i)],
    problem: 'the user pool has no Lambda triggers for custom challenges',
    fix: 'Remove auth-flow: CUSTOM_AUTH and challenge-answers, or add the triggers to the user pool: define, create and verify auth challenge.',
    example: refused(START_CUSTOM, PARAMETER, 'Custom auth lambda trigger is not configured for the user pool.'),
  }),
  'custom-auth-rejected': callFailure({
    matches: [
      about('CUSTOM_AUTH', on(NOT_AUTHORIZED, INCORRECT)),
      about('CUSTOM_AUTH', on(PARAMETER, /missing required parameter srp_a/i)),
    ],
    traits: ['mayBeMissingSecret'],
    problem: 'the user pool refuses the sign-in before its first custom challenge',
    fix: 'In mode stored, check username; set password and user-pool-id if the password comes first (SRP), and remove password if it does not. In mode ephemeral, read the log of the define auth challenge trigger.',
    example: refused(START_CUSTOM, NOT_AUTHORIZED, 'Incorrect username or password.'),
  }),
  'challenge-answer-rejected': callFailure({
    matches: [about('CUSTOM_CHALLENGE', on(NOT_AUTHORIZED, INCORRECT))],
    problem: 'the user pool does not accept the answer to a custom challenge',
    fix: 'Correct challenge-answers: one answer a line, in the order of the challenges.',
    example: refused(
      onAppClient('RespondToAuthChallenge', 'CUSTOM_CHALLENGE'),
      NOT_AUTHORIZED,
      'Incorrect username or password.',
    ),
  }),
  /** `line`: of the last answer that was given. */
  'challenge-answer-wrong': failure<{ clientId: string; line: number }>({
    problem: ({ clientId, line }) =>
      `Signing in at app client ${clientId} stopped at a custom challenge: the user pool asked it again after line ${line} of challenge-answers.`,
    fix: 'Correct that line: one answer a line, in the order of the challenges. If this was another challenge that looks the same, add its answer as a line.',
    example: { clientId: EXAMPLE_CLIENT_ID, line: 1 },
  }),
  'challenge-answer-missing': failure<{ clientId: string; line: number }>({
    traits: ['mayBeMissingSecret'],
    problem: ({ clientId, line }) =>
      `Signing in at app client ${clientId} stopped at custom challenge ${line + 1}: challenge-answers has only ${line === 1 ? '1 line' : `${line} lines`}.`,
    fix: 'Add its answer as a line: one answer a line, in the order of the challenges.',
    example: { clientId: EXAMPLE_CLIENT_ID, line: 1 },
  }),
  'totp-secret-needed': failure<{ clientId: string }>({
    traits: ['mayBeMissingSecret'],
    problem: ({ clientId }) =>
      `Signing in at app client ${clientId} stopped at the challenge SOFTWARE_TOKEN_MFA: the user signs in with an authenticator app.`,
    fix: 'Set totp-secret to the base32 secret that was shown when the app was set up.',
    example: { clientId: EXAMPLE_CLIENT_ID },
  }),
  'totp-code-rejected': callFailure({
    matches: [on('CodeMismatchException'), on('EnableSoftwareTokenMFAException'), on('ExpiredCodeException')],
    problem: TOTP_REJECTED.problem,
    fix: (evidence) =>
      evidence.call.operation === 'VerifySoftwareToken'
        ? "The code depends on the runner's clock: correct that, best with NTP."
        : TOTP_REJECTED.fix(evidence),
    example: refused(ANSWER_TOTP, 'CodeMismatchException'),
  }),
  'totp-code-used': callFailure({
    matches: [on('ExpiredCodeException', /already been used/i)],
    problem: "the code of the user's authenticator app was already used",
    fix: 'Give each job that runs at the same time its own user: Cognito accepts a code only once, and the next one comes after 30 seconds.',
    example: refused(ANSWER_TOTP, 'ExpiredCodeException', 'Your software token has already been used once.'),
  }),
  'totp-disabled': callFailure({
    matches: [on('SoftwareTokenMFANotFoundException'), on('MFAMethodNotFoundException')],
    problem: 'the user pool does not allow authenticator apps',
    fix: 'Switch authenticator apps on in the MFA settings of the user pool, or switch MFA off.',
    example: refused(onAppClient('AssociateSoftwareToken'), 'SoftwareTokenMFANotFoundException'),
  }),
};

function challengeAdvice(challenge: string, isEphemeral: boolean): string {
  switch (challenge) {
    case 'NEW_PASSWORD_REQUIRED':
      return 'The user has a temporary password: set a permanent one with aws cognito-idp admin-set-user-password --user-pool-id … --username … --password … --permanent.';
    case 'MFA_SETUP':
      return isEphemeral
        ? 'Switch authenticator apps on in the MFA settings of the user pool, so that the user can set one up.'
        : 'Set up an authenticator app for the user once, and give its secret as totp-secret.';
    case 'SMS_MFA':
    case 'SMS_OTP':
    case 'EMAIL_OTP':
    case 'SELECT_MFA_TYPE':
      return isEphemeral
        ? 'Allow only authenticator apps for MFA in the user pool, no SMS and e-mail. Or sign in a stored user (mode: stored) with totp-secret.'
        : 'Set up an authenticator app for the user, make it the preferred MFA method, and give its secret as totp-secret.';
    case 'SELECT_CHALLENGE':
    case 'WEB_AUTHN':
      return 'Allow passwords among the first factors of the user pool, or set auth-flow: USER_PASSWORD_AUTH.';
    case 'CUSTOM_CHALLENGE':
      return 'Set auth-flow: CUSTOM_AUTH, and the answers as challenge-answers.';
    case 'SRP_A':
    case 'PASSWORD_VERIFIER':
      return 'Set password and user-pool-id: the Lambda triggers of the user pool have the password verified first (SRP).';
    case 'DEVICE_SRP_AUTH':
    case 'DEVICE_PASSWORD_VERIFIER':
      return 'Switch device tracking off in the user pool.';
    default:
      return 'Use a user who signs in with a password and, at most, a code of an authenticator app (totp-secret).';
  }
}
