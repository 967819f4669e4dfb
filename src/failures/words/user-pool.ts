/**
 * The words for what a user pool or app client does not have, or does not let be created.
 */
import type { CallEntries } from './entry.ts';

export const USER_POOL_FAILURES = {
  'user-pool-not-found': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: 'the account of the credentials has no such user pool in this region',
    change:
      "Check user-pool-id, and that the credentials (configure-aws-credentials or role-to-assume) belong to the user pool's account.",
  },
  'app-client-not-found': {
    traits: ['hadNoEffect'],
    seen: ({ target }) => `${target.kind === 'user-pool' ? 'the user pool has' : 'this region has'} no such app client`,
    change: ({ target }) =>
      `Check that client-id is the ID, not the name, of ${
        target.kind === 'user-pool'
          ? 'an app client of user-pool-id'
          : 'the app client, and that aws-region (or user-pool-id) names its region'
      }.`,
  },
  'group-not-found': {
    seen: 'the user pool does not have this group',
    change: 'Correct groups (names are case-sensitive), or create the group in the user pool.',
  },
  'user-attributes-not-writable': {
    traits: ['hadNoEffect'],
    seen: 'the app client may not write one of the user attributes',
    change:
      "Allow the names in user-attributes in the app client's attribute write permissions (WriteAttributes), or set create-with: admin, which does not need them.",
  },
  'alias-taken': {
    traits: ['hadNoEffect'],
    seen: 'another user of the user pool has this e-mail address or phone number',
    change:
      'Remove email and phone_number from user-attributes, or give values there that no other user of the user pool has.',
  },
  'user-creation-not-allowed': {
    seen: 'the settings of the user pool do not allow this user to be created',
    change:
      'AWS does not say why. Check the Lambda triggers of the user pool, its MFA and message settings, and whether a required attribute is immutable (then set it in user-attributes).',
  },
  'user-vanished': {
    seen: 'the user pool does not know the user that was just created',
    change:
      'Something may delete users while jobs run: a sweep with a small max-age-hours, a Lambda trigger, another clean-up. If not, run the job again.',
  },
  'signed-up-elsewhere': {
    seen: 'the user that just signed up is not in this user pool',
    change:
      'Correct client-id or user-pool-id: client-id is an app client of another user pool. The user is in that user pool. A sweep there deletes it.',
  },
  'password-too-weak': {
    traits: ['hadNoEffect'],
    seen: "the password does not meet the user pool's policy",
    change: "Raise password-length to the policy's minimum length (at most 99).",
  },
  'sign-up-disabled': {
    traits: ['hadNoEffect'],
    seen: 'the user pool does not allow users to sign up',
    change: 'Set create-with: admin, or allow self-registration in the user pool (AllowAdminCreateUserOnly: false).',
  },
  'message-not-sent': {
    seen: 'Cognito cannot send the user its message',
    change: ({ operation }) =>
      operation === 'SignUp'
        ? 'Set create-with: admin, which sends none; or correct the e-mail or SMS settings of the user pool (without Amazon SES, all user pools of the AWS account together send 50 e-mails a day) and set email-domain: simulator.amazonses.com.'
        : 'Correct the e-mail or SMS settings of the user pool, or have its users sign in with an authenticator app instead.',
  },
  'user-confirmed-already': {
    seen: 'the user is confirmed already',
    change: 'You need not change anything.',
  },
  'user-pool-misconfigured': {
    seen: 'the settings of the user pool contradict each other',
    change: 'AWS does not say which. Check MFA first, with its e-mail and SMS settings, then the Lambda triggers.',
  },
  'replica-pool': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: 'this region has only a replica of the user pool, where users cannot be created',
    change: 'Set user-pool-id (and aws-region) to the user pool of the primary region.',
  },
} as const satisfies CallEntries;
