/** Resources that the user pool does not have, and users that it refuses. */

import type { UserPool } from 'cognito-emulator/user-pool';
import { credentialVariables } from '../../support/credential-variables.ts';
import type { Fixture } from '../../support/fixture.ts';
import { CREATED, type Mistakes, refused, SIGNED_IN } from './mistake.ts';

/** How often main retries when Cognito does not know a new user yet. */
function fiveTimes(operation: string): string[] {
  return Array.from({ length: 5 }, () => operation);
}

/** A Lambda trigger that fails. */
function failingTrigger(...failure: Parameters<UserPool['failTrigger']>) {
  return ({ inputs, pool }: Fixture) => {
    pool.failTrigger(...failure);
    return inputs;
  };
}

const BY_SIGN_UP = { 'create-with': 'sign-up' } as const;

export const USER_POOL: Mistakes = {
  'a user pool that does not exist': {
    code: 'user-pool-not-found',
    inputs: { 'user-pool-id': 'eu-west-1_Unknown12' },
    says: [
      'AdminCreateUser on user pool eu-west-1_Unknown12 in eu-west-1',
      'ResourceNotFoundException, HTTP 400, request ',
      'Check user-pool-id',
    ],
    calls: ['AdminCreateUser'],
  },
  'credentials of another account': {
    code: 'user-pool-not-found',
    env: ({ emulator }) => credentialVariables(emulator.addPrincipal({ account: '999999999999' })),
    says: ['ResourceNotFoundException', 'credentials', 'account'],
    calls: ['AdminCreateUser'],
  },
  'an app client that does not exist': {
    code: 'app-client-not-found',
    inputs: { 'client-id': '0unknown0client0id00000000' },
    says: [
      'InitiateAuth (USER_PASSWORD_AUTH) on app client 0unknown0client0id00000000 in eu-west-1',
      'Check that client-id',
      'aws-region',
    ],
    calls: SIGNED_IN,
  },
  'an app client of another user pool, for the admin flow': {
    code: 'app-client-not-found',
    inputs: ({ inputs, emulator }) => ({
      ...inputs,
      'client-id': emulator.createPool().createClient({ flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] }).id,
      'auth-flow': 'ADMIN_USER_PASSWORD_AUTH',
    }),
    says: ['AdminInitiateAuth (ADMIN_USER_PASSWORD_AUTH) on user pool', 'client-id', 'user-pool-id'],
    calls: [...CREATED, 'AdminInitiateAuth'],
  },
  'a group that does not exist': {
    code: 'group-not-found',
    fixture: { pool: { groups: ['admins'] } },
    inputs: { groups: 'Admins' },
    says: ['AdminAddUserToGroup (group Admins)', 'Correct groups', 'case-sensitive'],
    calls: [...CREATED, 'AdminAddUserToGroup'],
  },
  'plain usernames in a pool that requires e-mail addresses': {
    code: 'username-format-wrong',
    fixture: { pool: { usernameAttributes: ['email'] } },
    inputs: { 'username-format': 'plain' },
    says: ['usernames in another format', 'Set username-format: email.'],
    calls: ['AdminCreateUser'],
  },
  'a required attribute that is missing': {
    code: 'user-attributes-missing',
    fixture: { pool: { requiredAttributes: ['given_name', 'family_name'], wording: 'older' } },
    inputs: { ...BY_SIGN_UP, 'user-attributes': 'name=Ada' },
    says: ['SignUp on app client', 'given_name and family_name', 'user-attributes'],
    calls: ['SignUp'],
  },
  'an attribute that the schema does not have': {
    code: 'user-attributes-refused',
    inputs: { 'user-attributes': 'custom:tenant=canary' },
    says: ['AdminCreateUser', 'custom:tenant', 'Correct user-attributes'],
    calls: ['AdminCreateUser'],
  },
  'a date of birth in another format': {
    code: 'user-attributes-refused',
    inputs: { 'user-attributes': 'birthdate=10.12.1815' },
    says: ['the user attribute birthdate (', 'YYYY-MM-DD'],
    calls: ['AdminCreateUser'],
  },
  'an attribute that the app client may not write': {
    code: 'user-attributes-not-writable',
    fixture: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'], writeAttributes: ['email'] } },
    inputs: { ...BY_SIGN_UP, 'user-attributes': 'name=Ada' },
    says: ['SignUp on app client', 'WriteAttributes', 'create-with: admin'],
    calls: ['SignUp'],
  },
  'an e-mail address that another user has': {
    code: 'alias-taken',
    fixture: { pool: { aliasAttributes: ['email'] } },
    inputs: ({ inputs, pool }) => {
      const attributes = { email: 'ada@example.com', email_verified: 'true' };
      pool.addUser({ username: 'ada', password: 'Analytical-Engine-1843', attributes });
      const lines = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
      return { ...inputs, 'username-format': 'plain', 'user-attributes': lines.join('\n') };
    },
    says: ['another user', 'user-attributes'],
    calls: ['AdminCreateUser', ...fiveTimes('AdminSetUserPassword')],
  },
  'a user that the settings do not allow': {
    code: 'user-creation-not-allowed',
    fault: refused('AdminCreateUser', 'UnsupportedUserStateException', 'User canary is in an unsupported state'),
    says: ['UnsupportedUserStateException, HTTP 400', 'Lambda triggers'],
    calls: ['AdminCreateUser'],
  },
  'a user who is deleted at once': {
    code: 'user-vanished',
    fault: refused('AdminSetUserPassword', 'UserNotFoundException', 'User does not exist.', { times: 5 }),
    says: ['AdminSetUserPassword on user pool', 'UserNotFoundException', 'Something may delete users'],
    calls: ['AdminCreateUser', ...fiveTimes('AdminSetUserPassword')],
  },
  'an app client of another user pool, at which the user signs up': {
    code: 'signed-up-elsewhere',
    inputs: ({ inputs, emulator }) => ({
      ...inputs,
      ...BY_SIGN_UP,
      'client-id': emulator.createPool().createClient().id,
    }),
    says: ['AdminConfirmSignUp on user pool', 'Correct client-id', 'another user pool'],
    calls: ['SignUp', ...fiveTimes('AdminConfirmSignUp')],
  },
  'a password policy that requires more characters': {
    code: 'password-too-weak',
    fixture: { pool: { passwordPolicy: { minimumLength: 30 } } },
    inputs: { 'password-length': '20' },
    says: ['AdminCreateUser', 'InvalidPasswordException', 'Raise password-length'],
    calls: ['AdminCreateUser'],
  },
  'a password that is known from leaks': {
    code: 'password-compromised',
    fault: refused(
      'AdminCreateUser',
      'InvalidPasswordException',
      'Provided password cannot be used for security reasons.',
    ),
    says: ['AdminCreateUser', 'threat protection', 'Run the job again'],
    saysNot: ['password-length'],
    calls: ['AdminCreateUser'],
  },
  'a user that Cognito does not find while it creates it': {
    code: 'call-refused',
    fault: refused('AdminCreateUser', 'UserNotFoundException', 'User does not exist.'),
    says: ['AdminCreateUser', 'UserNotFoundException', 'Lambda triggers'],
    saysNot: ['sweep'],
    calls: ['AdminCreateUser'],
  },
  'a value that Cognito rejects and quotes': {
    code: 'value-malformed',
    fault: refused(
      'AdminSetUserPassword',
      'InvalidParameterException',
      "1 validation error detected: Value 'Canary' at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+",
    ),
    says: ['AdminSetUserPassword on user pool', 'InvalidParameterException', 'password'],
    calls: CREATED,
  },
  'a parameter that is refused with an unknown wording': {
    code: 'call-refused',
    fault: refused('AdminCreateUser', 'InvalidParameterException', 'The attribute of canary is not to our liking.'),
    says: ['InvalidParameterException', 'Possible causes: username-format, user-attributes'],
    saysNot: ['Correct user-attributes'],
    calls: ['AdminCreateUser'],
  },
  'a user pool without self-registration': {
    code: 'sign-up-disabled',
    fixture: { pool: { allowAdminCreateUserOnly: true } },
    inputs: BY_SIGN_UP,
    says: ['SignUp on app client', 'create-with: admin', 'AllowAdminCreateUserOnly: false'],
    calls: ['SignUp'],
  },
  'an e-mail that Cognito cannot send': {
    code: 'message-not-sent',
    fault: refused(
      'SignUp',
      'CodeDeliveryFailureException',
      'Email address is not verified. The following identities failed the check in region EU-WEST-1: canary@example.com',
    ),
    inputs: BY_SIGN_UP,
    says: ['SignUp on app client', 'create-with: admin', 'email-domain: simulator.amazonses.com'],
    calls: ['SignUp'],
  },
  'a user pool without SMS settings': {
    code: 'message-not-sent',
    fault: refused(
      'InitiateAuth',
      'InvalidParameterException',
      'Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages.',
    ),
    says: ['InitiateAuth', 'the user pool has no SMS settings', 'authenticator app'],
    calls: SIGNED_IN,
  },
  'more e-mails than Cognito sends in a day': {
    code: 'message-not-sent',
    fault: refused(
      'SignUp',
      'LimitExceededException',
      'Exceeded daily email limit for the operation or the account. If a higher limit is required, …',
    ),
    inputs: BY_SIGN_UP,
    says: ['LimitExceededException', 'create-with: admin', 'Amazon SES'],
    calls: ['SignUp'],
  },
  'a user pool with contradictory settings': {
    code: 'user-pool-misconfigured',
    fault: refused('InitiateAuth', 'InvalidUserPoolConfigurationException', 'User pool configuration is invalid'),
    says: ['InitiateAuth', 'InvalidUserPoolConfigurationException', 'settings of the user pool'],
    calls: SIGNED_IN,
  },
  'a replica of a user pool': {
    code: 'replica-pool',
    fault: refused('AdminCreateUser', 'OperationNotEnabledException', 'Operation is not enabled in this region'),
    says: ['OperationNotEnabledException', 'replica', 'user-pool-id', 'primary region'],
    calls: ['AdminCreateUser'],
  },
  'a trigger that throws before the user is created': {
    code: 'lambda-trigger-failed',
    inputs: failingTrigger('PreSignUp_AdminCreateUser', { kind: 'error', message: 'canary' }),
    says: ['AdminCreateUser', 'UserLambdaValidationException', 'Lambda trigger PreSignUp', 'CloudWatch'],
    calls: ['AdminCreateUser'],
  },
  'a trigger that throws before the user signs up': {
    code: 'lambda-trigger-failed',
    inputs: (fixture) => ({
      ...failingTrigger('PreSignUp_SignUp', { kind: 'error', message: 'canary' })(fixture),
      ...BY_SIGN_UP,
    }),
    says: ['SignUp', 'UserLambdaValidationException', 'Lambda trigger PreSignUp', 'CloudWatch'],
    calls: ['SignUp'],
  },
  'a trigger that does not end': {
    code: 'lambda-trigger-failed',
    inputs: failingTrigger('PostAuthentication_Authentication', { kind: 'timeout' }),
    says: ['InitiateAuth', 'UnexpectedLambdaException', 'Lambda trigger PostAuthentication', 'CloudWatch'],
    calls: SIGNED_IN,
  },
  'a trigger that does not return JSON': {
    code: 'lambda-trigger-failed',
    inputs: failingTrigger('TokenGeneration_Authentication', { kind: 'bad-output' }),
    says: ['InitiateAuth', 'InvalidLambdaResponseException', 'Lambda trigger', 'CloudWatch'],
    calls: SIGNED_IN,
  },
};
