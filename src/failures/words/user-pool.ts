/**
 * The words for what a user pool or app client does not have, or does not let be created.
 */
import { andList } from '../../lists.ts';
import type { WordTable } from './words.ts';

export const USER_POOL_WORDS = {
  'user-pool-not-found': {
    seen: "there is no such user pool in this region of the credentials' account",
    change:
      'Check user-pool-id, and that the credentials (configure-aws-credentials or role-to-assume) are of the account that has the user pool.',
  },
  'app-client-not-found': ({ call }) =>
    call.target.kind === 'user-pool'
      ? {
          seen: 'the user pool has no such app client',
          change: 'Check that client-id is the ID, not the name, of an app client of user-pool-id.',
        }
      : {
          seen: 'there is no such app client in this region',
          change:
            'Check that client-id is the ID, not the name, of the app client, and that aws-region (or user-pool-id) names its region.',
        },
  'group-not-found': {
    seen: 'the user pool does not have this group',
    change: 'Correct groups (names are case-sensitive), or create the group in the user pool.',
  },
  'username-format-wrong': ({ detail }) => ({
    seen: `the user pool wants ${detail === '' ? 'another form of username' : `a username that is ${detail}`}`,
    change: `Set ${formatAdvice(detail)}.`,
  }),
  'user-attributes-missing': ({ detail }) => ({
    seen: `the user pool requires user attributes that the user does not get${detail === '' ? '' : `: ${listOf(detail)}`}`,
    change: `Add ${detail === '' ? 'them' : listOf(detail)} to user-attributes, in the form name=value, one a line.`,
  }),
  'user-attributes-refused': ({ detail }) => ({
    seen: `the user pool does not take a user attribute as it is given${detail === '' ? '' : `: ${listOf(detail)}`}`,
    change: `Correct user-attributes: ${attributeRule(detail)}`,
  }),
  'user-attributes-not-writable': {
    seen: 'the app client may not write one of the user attributes',
    change:
      "Allow the names in user-attributes in the app client's attribute write permissions (WriteAttributes), or set create-with: admin, which does not ask for them.",
  },
  'alias-taken': {
    seen: 'another user of the user pool has this e-mail address or phone number',
    change:
      'Take email and phone_number out of user-attributes, or give values there that no other user of the user pool has.',
  },
  'user-creation-not-allowed': {
    seen: 'the user pool, as it is set up, does not let this user be created',
    change:
      'AWS does not say why. Check the Lambda triggers of the user pool, its MFA and message settings, and whether a required attribute is immutable (then set it in user-attributes).',
  },
  'user-vanished': {
    seen: 'the user pool does not know the user that was just created',
    change:
      'Look for what deletes users while jobs run: a sweep with a small max-age-hours, a Lambda trigger, another clean-up. If there is nothing, run the job again.',
  },
  'signed-up-elsewhere': {
    seen: 'the user that just signed up is not in this user pool',
    change:
      'Correct client-id or user-pool-id: client-id is an app client of another user pool. The user is in that one, where the sweep deletes it.',
  },
  'password-too-weak': {
    seen: "the password does not meet the user pool's policy",
    change: "Raise password-length to the policy's minimum length, which is 99 at most.",
  },
  'value-malformed': ({ call, detail }) => ({
    seen: `Cognito does not take the form of ${detail === '' ? 'a value' : `the value in ${listOf(detail)}`}`,
    change: malformedAdvice(detail, call.operation),
  }),
  'sign-up-disabled': {
    seen: 'the user pool does not let users sign up themselves',
    change: 'Set create-with: admin, or allow self-registration in the user pool (AllowAdminCreateUserOnly: false).',
  },
  'message-not-sent': ({ call }) => ({
    seen: 'Cognito cannot send the user its message',
    change:
      call.operation === 'SignUp'
        ? 'Set create-with: admin, which sends none; or correct the e-mail or SMS settings of the user pool (without Amazon SES of its own it sends 50 e-mails a day) and set email-domain: simulator.amazonses.com.'
        : 'Correct the e-mail or SMS settings of the user pool, or have its users sign in with an authenticator app instead.',
  }),
  'user-confirmed-already': {
    seen: 'the user is confirmed already',
    change: 'Nothing has to be changed.',
  },
  'user-pool-misconfigured': {
    seen: 'the settings of the user pool contradict each other',
    change: 'AWS does not say which. Check MFA first, with its e-mail and SMS settings, then the Lambda triggers.',
  },
  'replica-pool': {
    seen: 'this region has only a replica of the user pool, where users cannot be created',
    change: 'Set user-pool-id (and aws-region) to the user pool of the primary region.',
  },
} as const satisfies WordTable;

/** What holds for the one attribute that Cognito names, else for any. */
function attributeRule(name: string): string {
  if (name.startsWith('custom:') && !name.includes(' ')) {
    return `leave ${name} out, or add it to the user pool's schema first.`;
  }
  return (
    ATTRIBUTE_RULES.get(name) ??
    "each name must be in the user pool's schema (custom ones begin with custom:), each value of the form that Cognito wants (birthdate YYYY-MM-DD, phone_number + and digits)."
  );
}

const ATTRIBUTE_RULES: ReadonlyMap<string, string> = new Map([
  ['birthdate', 'birthdate has to be a date as YYYY-MM-DD.'],
  ['phone_number', 'phone_number has to be + and digits, without spaces.'],
  ['email', 'email has to be an e-mail address.'],
]);

const CREATING = ['AdminCreateUser', 'AdminSetUserPassword', 'SignUp'];

function malformedAdvice(input: string, operation: string): string {
  if (CREATING.includes(operation) && (input === 'username' || input === 'password')) {
    return 'The action made this value up itself: please report it as a bug.';
  }
  switch (input) {
    case '':
      return 'Check the inputs that this operation uses for white space and invisible characters.';
    case 'user-attributes':
      return 'Correct user-attributes: names have 32 characters at most, values 2048.';
    default:
      return `Correct the input ${input}: white space and invisible characters in it are the usual reason.`;
  }
}

const USERNAME_ADVICE: ReadonlyMap<string, string> = new Map([
  ['an e-mail address', 'username-format: email'],
  ['a phone number', 'username-format: phone-number'],
  ['an e-mail address or a phone number', 'username-format: email or phone-number'],
  ['no e-mail address', 'username-format: plain'],
  ['no phone number', 'username-format: plain'],
]);

function formatAdvice(wanted: string): string {
  return (
    USERNAME_ADVICE.get(wanted) ??
    'username-format to what users of this pool sign in with: email, phone-number or plain'
  );
}

function listOf(detail: string): string {
  return andList(detail.split(' '));
}
