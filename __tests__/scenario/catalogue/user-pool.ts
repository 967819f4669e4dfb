/** Resources that the user pool does not have, and users that it refuses. */
import { CREATED, type Mistakes, refused } from './mistake.ts';

/** How often main retries when Cognito does not know a new user yet. */
function fiveTimes(operation: string): string[] {
  return Array.from({ length: 5 }, () => operation);
}

const BY_SIGN_UP = { 'create-with': 'sign-up' } as const;

export const USER_POOL: Mistakes = {
  'user-pool-not-found: a user pool that does not exist': {
    inputs: { 'user-pool-id': 'eu-west-1_Unknown12' },
    says: ['AdminCreateUser on user pool eu-west-1_Unknown12 in eu-west-1'],
  },
  'app-client-not-found: an app client that does not exist': {
    inputs: { 'client-id': '0unknown0client0id00000000' },
    says: ['InitiateAuth (USER_PASSWORD_AUTH) on app client 0unknown0client0id00000000 in eu-west-1'],
  },
  'group-not-found: a group that does not exist': {
    fixture: { pool: { groups: ['admins'] } },
    inputs: { groups: 'Admins' },
    says: ['AdminAddUserToGroup (group Admins)'],
    calls: [...CREATED, 'AdminAddUserToGroup'],
  },
  'username-format-wrong: plain usernames in a pool that requires e-mail addresses': {
    fixture: { pool: { usernameAttributes: ['email'] } },
    inputs: { 'username-format': 'plain' },
    says: ['Set username-format: email.'],
  },
  'user-attributes-missing: a required attribute that is missing': {
    fixture: { pool: { requiredAttributes: ['given_name', 'family_name'], wording: 'older' } },
    inputs: { ...BY_SIGN_UP, 'user-attributes': 'name=Ada' },
    says: ['SignUp on app client', 'given_name and family_name'],
  },
  'user-attributes-refused: an attribute that the schema does not have': {
    inputs: { 'user-attributes': 'custom:tenant=canary' },
    says: ['custom:tenant'],
  },
  'user-attributes-refused: a date of birth in another format': {
    inputs: { 'user-attributes': 'birthdate=10.12.1815' },
    says: ['the user attribute birthdate (', 'YYYY-MM-DD'],
  },
  'user-attributes-not-writable: an attribute that the app client may not write': {
    fixture: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'], writeAttributes: ['email'] } },
    inputs: { ...BY_SIGN_UP, 'user-attributes': 'name=Ada' },
  },
  'alias-taken: an e-mail address that another user has': {
    fixture: { pool: { aliasAttributes: ['email'] } },
    inputs: ({ inputs, pool }) => {
      const attributes = { email: 'ada@example.com', email_verified: 'true' };
      pool.addUser({ username: 'ada', password: 'Analytical-Engine-1843', attributes });
      const lines = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
      return { ...inputs, 'username-format': 'plain', 'user-attributes': lines.join('\n') };
    },
    calls: ['AdminCreateUser', ...fiveTimes('AdminSetUserPassword')],
    mayLeaveUser: true,
  },
  'user-creation-not-allowed: a user that the settings do not allow': {
    fault: refused('AdminCreateUser UnsupportedUserStateException: User canary is in an unsupported state'),
    mayLeaveUser: true,
  },
  'user-vanished: a user who is deleted at once': {
    fault: refused('AdminSetUserPassword UserNotFoundException: User does not exist.', { times: 5 }),
    calls: ['AdminCreateUser', ...fiveTimes('AdminSetUserPassword')],
  },
  'signed-up-elsewhere: an app client of another user pool, at which the user signs up': {
    inputs: ({ inputs, emulator }) => ({
      ...inputs,
      ...BY_SIGN_UP,
      'client-id': emulator.createPool().createClient().id,
    }),
    calls: ['SignUp', ...fiveTimes('AdminConfirmSignUp')],
    mayLeaveUser: true,
  },
  'password-too-weak: a password policy that requires more characters': {
    fixture: { pool: { passwordPolicy: { minimumLength: 30 } } },
    inputs: { 'password-length': '20' },
  },
  'password-compromised: a password that is known from leaks': {
    fault: refused('AdminCreateUser InvalidPasswordException: Provided password cannot be used for security reasons.'),
  },
  'sign-up-disabled: a user pool without self-registration': {
    fixture: { pool: { allowAdminCreateUserOnly: true } },
    inputs: BY_SIGN_UP,
  },
  'message-not-sent: an e-mail that Cognito cannot send': {
    fault: refused('SignUp CodeDeliveryFailureException: Email address canary@example.com is not verified.'),
    inputs: BY_SIGN_UP,
    says: ['create-with: admin', 'Amazon SES'],
    mayLeaveUser: true,
  },
  'message-not-sent: a user pool without SMS settings': {
    fault: refused(
      'InitiateAuth InvalidParameterException: Unable to send the message. User pool does not have SMS configuration.',
    ),
    says: ['the user pool has no SMS settings', 'authenticator app'],
  },
  'user-pool-misconfigured: a user pool with contradictory settings': {
    fault: refused('InitiateAuth InvalidUserPoolConfigurationException: User pool configuration is invalid'),
  },
  'replica-pool: a replica of a user pool': {
    fault: refused('AdminCreateUser OperationNotEnabledException: Operation is not enabled in this region'),
  },
  'lambda-trigger-failed: a trigger that throws before the user is created': {
    inputs: ({ inputs, pool }) => {
      pool.triggers.fail('PreSignUp_AdminCreateUser', { kind: 'error', message: 'canary' });
      return inputs;
    },
    says: ['Lambda trigger PreSignUp'],
    mayLeaveUser: true,
  },
};
