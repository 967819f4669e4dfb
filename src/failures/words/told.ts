/**
 * The words for refusals of which the message tells more than the code.
 */
import { andList, orList } from '../../lists.ts';
import type { Entries, MachineSetting, ToldCode, UserState } from '../failure.ts';

export const TOLD_FAILURES: Entries<ToldCode> = {
  'access-denied': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: ({ policy }) => `IAM does not allow it${policy === undefined ? '' : `, because of the ${policy}`}`,
    change: ({ call: { operation, target }, policy }) => {
      const input = NEEDED_BY.get(operation);
      return `Allow cognito-idp:${operation}${input === undefined ? '' : `, which ${input} needs,`} on ${target.arn ?? 'the user pool'} ${
        policy === undefined
          ? "for the role or user whose credentials this job uses. It must belong to the user pool's account"
          : `in that ${policy}, too`
      }.`;
    },
  },
  'username-format-wrong': {
    traits: ['hadNoEffect'],
    seen: 'the user pool wants usernames of another form',
    change: ({ formats }) => `Set username-format: ${orList(formats)}.`,
  },
  'user-attributes-missing': {
    traits: ['hadNoEffect'],
    seen: ({ attributes }) => `the user pool requires user attributes that are missing${named(attributes)}`,
    change: ({ attributes }) =>
      `Add ${andList(attributes) || 'them'} to user-attributes as name=value, one on each line.`,
  },
  'user-attributes-refused': {
    traits: ['hadNoEffect'],
    seen: ({ attributes }) =>
      `the user pool does not accept ${attributes.length === 0 ? 'a user attribute' : `the user attribute ${andList(attributes)}`}`,
    change:
      "Correct user-attributes: leave out what the user pool's schema does not have (custom names begin with custom:), and give values in the form that Cognito wants (birthdate YYYY-MM-DD, phone_number + and digits).",
  },
  'value-malformed': {
    traits: ['hadNoEffect'],
    seen: ({ input }) =>
      `Cognito does not accept the form of ${input === undefined ? 'a value' : `the value in ${input}`}`,
    change: ({ call, input }) => malformedAdvice(input, call.operation),
  },
  'user-not-ready': {
    seen: ({ state }) => USER_STATES[state][0],
    change: ({ state }) => USER_STATES[state][1],
  },
  'login-page-challenge': {
    seen: ({ challenge }) =>
      `the login page asks the user for more than a password${challenge === undefined ? '' : `: ${challenge}`}`,
    change: ({ challenge }) =>
      challenge === 'NEW_PASSWORD_REQUIRED'
        ? `${SET_PASSWORD} The other auth flows do not answer this challenge either.`
        : 'Sign in a user without a second factor there; or set auth-flow: USER_PASSWORD_AUTH, which can answer the challenge of an authenticator app. Its tokens have no custom scopes, unless a pre token generation trigger (version 2 or 3) adds them.',
  },
  'lambda-trigger-failed': {
    seen: ({ trigger }) =>
      `${trigger === undefined ? 'a Lambda trigger' : `the Lambda trigger ${trigger}`} of the user pool failed or refused the user`,
    change: 'Read the log of its function in CloudWatch. If the function expects client metadata, set client-metadata.',
  },
  'machine-misconfigured': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: ({ setting }) => settingWords(setting)[0],
    change: ({ setting }) => settingWords(setting)[1],
  },
};

function settingWords(setting: MachineSetting | undefined): readonly [seen: string, change: string] {
  switch (setting) {
    case 'AWS_ACCESS_KEY_ID':
    case 'AWS_SESSION_TOKEN':
      return [
        `${setting} has a line break or another character that is not allowed`,
        `Store the secret again without it, for instance with printf %s "$VALUE" | gh secret set ${setting} in a shell.`,
      ];
    case 'AWS_PROFILE':
      return [
        'the profile that AWS_PROFILE names gives no credentials',
        'Remove AWS_PROFILE from the env of the job: it hides AWS_ACCESS_KEY_ID. Or correct the profile in the AWS files of the runner.',
      ];
    case 'AWS_DEFAULTS_MODE':
      return [
        'AWS_DEFAULTS_MODE is not one of the modes of AWS',
        'Correct AWS_DEFAULTS_MODE (or defaults_mode in the AWS config file of the runner), for instance to standard. Or remove it.',
      ];
    case 'AWS_USE_FIPS_ENDPOINT':
    case 'AWS_USE_DUALSTACK_ENDPOINT':
      return [
        `${setting} does not go with this region or endpoint`,
        `Remove ${setting} (or its line in the AWS config file of the runner), or remove AWS_ENDPOINT_URL.`,
      ];
    case undefined:
      return [
        'something on this machine stops the call from being sent',
        'Check the environment variables of the job that begin with AWS_, and the files in ~/.aws of the runner. If they are right, please report it as a bug.',
      ];
    default:
      return [
        `what ${setting} names cannot be read`,
        `Correct or remove ${setting}, or set this action's own input role-to-assume, which does not need it.`,
      ];
  }
}

/** The IAM actions that not every use of the action calls. */
const NEEDED_BY: ReadonlyMap<string, string> = new Map([
  ['AdminAddUserToGroup', 'the input groups'],
  ['AdminInitiateAuth', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
  ['AdminRespondToAuthChallenge', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
  ['AdminConfirmSignUp', 'create-with: sign-up'],
  ['ListUsers', 'the sweep'],
]);

function named(attributes: readonly string[]): string {
  return attributes.length === 0 ? '' : `: ${andList(attributes)}`;
}

const CREATING = ['AdminCreateUser', 'AdminSetUserPassword', 'SignUp'];

function malformedAdvice(input: string | undefined, operation: string): string {
  if (CREATING.includes(operation) && (input === 'username' || input === 'password')) {
    return 'The action generated this value: please report it as a bug.';
  }
  return input === 'user-attributes'
    ? 'Correct user-attributes: names have 32 characters at most, values 2048.'
    : `Correct ${input ?? 'the inputs that this operation uses'}. The usual reason is white space or an invisible character.`;
}

const SET_PASSWORD = 'Set a permanent password: aws cognito-idp admin-set-user-password --permanent.';

const USER_STATES: Readonly<Record<UserState, readonly [seen: string, change: string]>> = {
  disabled: ['the user is disabled', 'Enable the user: aws cognito-idp admin-enable-user.'],
  unconfirmed: [
    'the user signed up and was never confirmed',
    'Confirm the user: aws cognito-idp admin-confirm-sign-up.',
  ],
  'reset-required': ['the user has to reset the password', SET_PASSWORD],
  federated: [
    'the user comes from an identity provider, and has no password in the user pool',
    'Sign in a user who has a password in the user pool itself.',
  ],
  'temporary-password-expired': ['the temporary password of the user has expired', SET_PASSWORD],
};
