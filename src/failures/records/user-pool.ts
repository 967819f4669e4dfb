/** Failures of the user pool's settings, and of creating a user in it. */
import { andList, orList } from '../../lists.ts';
import { ANY_MESSAGE, callFailure, on } from '../record.ts';
import {
  readDeliveryFailure,
  readMalformedInput,
  readMissingAttributes,
  readRefusedAttributes,
  readTrigger,
  readUsernameFormats,
} from './details.ts';
import { answered, CREATE_USER, onUserPool, refused, SIGN_IN, SIGN_UP } from './examples.ts';

interface Attributes {
  attributes: readonly string[];
}

const PARAMETER = 'InvalidParameterException';
const MIGRATING = /exception migrating user/i;
const OF_APP_CLIENT = /^((Admin)?(InitiateAuth|RespondToAuthChallenge)|SignUp|Get\w+Token|RevokeToken): (?!device )/i;
const ADD_TO_GROUP = onUserPool('AdminAddUserToGroup', 'group admins');
const CREATING = ['AdminCreateUser', 'AdminSetUserPassword', 'SignUp'];
const CONFIRM_SIGN_UP = onUserPool('AdminConfirmSignUp');

export const USER_POOL_FAILURES = {
  'user-pool-not-found': callFailure({
    matches: [on('ResourceNotFoundException', /user pool (?!client\b).*does not exist/i)],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: 'the account of the credentials has no such user pool in this region',
    fix: "Check user-pool-id, and that the credentials (configure-aws-credentials or role-to-assume) belong to the user pool's account.",
    example: refused(CREATE_USER, 'ResourceNotFoundException', 'User pool eu-west-1_AbCdEf123 does not exist.'),
  }),
  'app-client-not-found': callFailure({
    // Emulators have wordings of their own.
    matches: [on('ResourceNotFoundException', OF_APP_CLIENT)],
    traits: ['hadNoEffect'],
    problem: ({ call: { target } }) =>
      `${target.kind === 'user-pool' ? 'the user pool has' : 'this region has'} no such app client`,
    fix: ({ call: { target } }) =>
      `Check that client-id is the ID, not the name, of ${
        target.kind === 'user-pool'
          ? 'an app client of user-pool-id'
          : 'the app client, and that aws-region (or user-pool-id) names its region'
      }.`,
    example: refused(SIGN_IN, 'ResourceNotFoundException', 'User pool client 1example23456789 does not exist.'),
  }),
  'replica-pool': callFailure({
    matches: [on('OperationNotEnabledException')],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: 'this region has only a replica of the user pool, where users cannot be created',
    fix: 'Set user-pool-id (and aws-region) to the user pool of the primary region.',
    example: refused(CREATE_USER, 'OperationNotEnabledException'),
  }),
  'user-pool-misconfigured': callFailure({
    matches: [on('InvalidUserPoolConfigurationException')],
    problem: 'the settings of the user pool contradict each other',
    fix: 'AWS does not say which. Check MFA first, with its e-mail and SMS settings, then the Lambda triggers.',
    example: refused(SIGN_IN, 'InvalidUserPoolConfigurationException'),
  }),
  'group-not-found': callFailure({
    matches: [on('ResourceNotFoundException', /^AdminAddUserToGroup:/)],
    problem: 'the user pool does not have this group',
    fix: 'Correct groups (names are case-sensitive), or create the group in the user pool.',
    example: refused(ADD_TO_GROUP, 'ResourceNotFoundException', 'Group not found.'),
  }),
  /** `formats`: the values of the input username-format that can be right. */
  'username-format-wrong': callFailure<{ formats: readonly string[] }>({
    matches: [on(PARAMETER, /username (should|cannot) be/i, readUsernameFormats)],
    traits: ['hadNoEffect'],
    problem: 'the user pool requires usernames in another format',
    fix: ({ formats }) => `Set username-format: ${orList(formats)}.`,
    example: refused(CREATE_USER, PARAMETER, 'Username cannot be of email format, since user pool is configured for'),
  }),
  /** `input`: the input that the value came from. */
  'value-malformed': callFailure<{ input: string | undefined }>({
    matches: [on(PARAMETER, /validation errors? detected/i, readMalformedInput)],
    traits: ['hadNoEffect'],
    problem: ({ input }) =>
      `Cognito does not accept the format of ${input === undefined ? 'a value' : `the value in ${input}`}`,
    fix: ({ call, input }) => malformedAdvice(input, call.operation),
    example: refused(SIGN_IN, PARAMETER, "1 validation error detected: Value '…' at 'password' failed to satisfy"),
  }),
  'user-attributes-missing': callFailure<Attributes>({
    matches: [on(PARAMETER, /attribute (\S+ )?is required|attributes given, .* missing/i, readMissingAttributes)],
    traits: ['hadNoEffect'],
    problem: ({ attributes }) =>
      `the user pool requires user attributes that are missing${attributes.length === 0 ? '' : `: ${andList(attributes)}`}`,
    fix: ({ attributes }) => `Add ${andList(attributes) || 'them'} to user-attributes as name=value, one on each line.`,
    example: refused(SIGN_UP, PARAMETER, 'given_name: The attribute is required'),
  }),
  'user-attributes-refused': callFailure<Attributes>({
    matches: [
      on(PARAMETER, /(to|in) the schema|type for attribute|non-mutable attribute/i, readRefusedAttributes),
      on(PARAMETER, /attribute value for .* must not be null/i, readRefusedAttributes),
      on(PARAMETER, /invalid (email address|phone number) format/i, readRefusedAttributes),
    ],
    traits: ['hadNoEffect'],
    problem: ({ attributes }) =>
      `the user pool does not accept ${attributes.length === 0 ? 'a user attribute' : `the user attribute ${andList(attributes)}`}`,
    fix: "Correct user-attributes: remove names that the user pool's schema does not have (custom names begin with custom:), and give values in Cognito's format (birthdate YYYY-MM-DD, phone_number + and digits).",
    example: refused(
      CREATE_USER,
      PARAMETER,
      'Attributes did not conform to the schema: custom:tier: Attribute does not',
    ),
  }),
  'user-attributes-not-writable': callFailure({
    matches: [on('NotAuthorizedException', /unauthorized attribute/i)],
    traits: ['hadNoEffect'],
    problem: 'the app client may not write one of the user attributes',
    fix: "Allow the names in user-attributes in the app client's attribute write permissions (WriteAttributes), or set create-with: admin, which does not need them.",
    example: refused(SIGN_UP, 'NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
  }),
  'alias-taken': callFailure({
    matches: [on('AliasExistsException')],
    traits: ['hadNoEffect'],
    problem: 'another user of the user pool has this e-mail address or phone number',
    fix: 'Remove email and phone_number from user-attributes, or give values that no other user of the user pool has.',
    example: refused(CREATE_USER, 'AliasExistsException'),
  }),
  'user-creation-not-allowed': callFailure({
    matches: [on('UnsupportedUserStateException'), on('PreconditionNotMetException')],
    problem: 'the settings of the user pool do not allow this user to be created',
    fix: 'AWS does not say why. Check the Lambda triggers of the user pool, its MFA and message settings, and whether a required attribute is immutable (then set it in user-attributes).',
    example: refused(CREATE_USER, 'UnsupportedUserStateException'),
  }),
  'user-vanished': callFailure({
    matches: [{ ...on('UserNotFoundException'), when: ({ call }) => call.operation !== 'AdminCreateUser' }],
    problem: 'the user pool does not know the user that was just created',
    fix: 'Something may delete users while jobs run: a sweep with a small max-age-hours, a Lambda trigger, a script. If not, run the job again.',
    example: refused(onUserPool('AdminSetUserPassword'), 'UserNotFoundException'),
  }),
  'signed-up-elsewhere': callFailure({
    problem: 'the user that just signed up is not in this user pool',
    fix: 'Correct client-id or user-pool-id: client-id is an app client of another user pool. The user is in that user pool. A sweep there deletes it.',
    example: answered(CONFIRM_SIGN_UP, 'UserNotFoundException'),
  }),
  'password-too-weak': callFailure({
    matches: [on('InvalidPasswordException'), on('PasswordHistoryPolicyViolationException')],
    traits: ['hadNoEffect'],
    problem: "the password does not meet the user pool's policy",
    fix: "Raise password-length to the policy's minimum length (at most 99).",
    example: refused(CREATE_USER, 'InvalidPasswordException'),
  }),
  'password-compromised': callFailure({
    matches: [on('InvalidPasswordException', /security reasons/i)],
    traits: ['hadNoEffect'],
    problem: "the user pool's threat protection knows the password from leaks elsewhere",
    fix: ({ call }) =>
      CREATING.includes(call.operation)
        ? 'Run the job again: the action generates another password.'
        : 'Give the user another password: aws cognito-idp admin-set-user-password --permanent.',
    example: refused(CREATE_USER, 'InvalidPasswordException', 'Provided password cannot be used for security reasons.'),
  }),
  'sign-up-disabled': callFailure({
    matches: [on('NotAuthorizedException', /sign ?up is not permitted/i)],
    traits: ['hadNoEffect'],
    problem: 'the user pool does not allow users to sign up',
    fix: 'Set create-with: admin, or allow self-registration in the user pool (AllowAdminCreateUserOnly: false).',
    example: refused(SIGN_UP, 'NotAuthorizedException', 'SignUp is not permitted for this user pool'),
  }),
  'message-not-sent': callFailure<{ reason: string | undefined }>({
    matches: [
      on('CodeDeliveryFailureException', ANY_MESSAGE, readDeliveryFailure),
      on('InvalidEmailRoleAccessPolicyException', ANY_MESSAGE, readDeliveryFailure),
      on('InvalidSmsRoleAccessPolicyException', ANY_MESSAGE, readDeliveryFailure),
      on('InvalidSmsRoleTrustRelationshipException', ANY_MESSAGE, readDeliveryFailure),
      on('LimitExceededException', /daily (email|sms)/i, readDeliveryFailure),
      on(PARAMETER, /cannot send code|unable to send|sms configuration/i, readDeliveryFailure),
    ],
    problem: ({ reason }) => `Cognito cannot send the user its message${reason === undefined ? '' : `: ${reason}`}`,
    fix: ({ call }) =>
      call.operation === 'SignUp'
        ? 'Set create-with: admin, which sends none; or correct the e-mail or SMS settings of the user pool (without Amazon SES, all user pools of the AWS account together send 50 e-mails a day) and set email-domain: simulator.amazonses.com.'
        : 'Correct the e-mail or SMS settings of the user pool, or have its users sign in with an authenticator app instead.',
    example: refused(SIGN_UP, 'CodeDeliveryFailureException'),
  }),
  'user-confirmed-already': callFailure({
    matches: [on('NotAuthorizedException', /current status is confirmed/i)],
    problem: 'the user is already confirmed',
    fix: 'You need not change anything.',
    example: refused(CONFIRM_SIGN_UP, 'NotAuthorizedException', 'Current status is CONFIRMED'),
  }),
  'lambda-trigger-failed': callFailure<{ trigger: string | undefined }>({
    matches: [
      on('UserLambdaValidationException', ANY_MESSAGE, readTrigger),
      on('UnexpectedLambdaException', ANY_MESSAGE, readTrigger),
      on('InvalidLambdaResponseException', ANY_MESSAGE, readTrigger),
      on('UserNotFoundException', MIGRATING, () => ({ trigger: 'UserMigration' })),
      on('NotAuthorizedException', MIGRATING, () => ({ trigger: 'UserMigration' })),
    ],
    problem: ({ trigger }) =>
      `${trigger === undefined ? 'a Lambda trigger' : `the Lambda trigger ${trigger}`} of the user pool failed or refused the user`,
    fix: 'Read the log of its function in CloudWatch. If the function expects client metadata, set client-metadata.',
    example: refused(CREATE_USER, 'UserLambdaValidationException', 'PreSignUp failed with error …'),
  }),
};

function malformedAdvice(input: string | undefined, operation: string): string {
  if (CREATING.includes(operation) && (input === 'username' || input === 'password')) {
    return 'The action generated this value: please report it as a bug.';
  }
  return input === 'user-attributes'
    ? 'Correct user-attributes: names have 32 characters at most, values 2048.'
    : `Correct ${input ?? 'the inputs that this operation uses'}. The usual reason is white space or an invisible character.`;
}
