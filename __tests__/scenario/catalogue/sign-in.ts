/** Users and app clients whose sign-in Cognito refuses. */
import { type Mistakes, refused, SIGNED_IN, stored, storedWho } from './mistake.ts';

/** Makes InitiateAuth refuse a user of the pool. */
function storedRefused(error: string) {
  return { fault: refused(`InitiateAuth ${error}`), inputs: storedWho(), calls: ['InitiateAuth'] };
}

export const SIGN_IN: Mistakes = {
  'sign-in-rejected: a wrong password': {
    inputs: storedWho({ password: 'Analytical-Engine-1843' }),
    says: [
      'InitiateAuth (USER_PASSWORD_AUTH) on app client',
      'NotAuthorizedException, HTTP 400, request ',
      'username and password',
      'client-id',
    ],
    calls: ['InitiateAuth'],
  },
  'user-unknown: an unknown user': {
    inputs: stored,
    says: ['UserNotFoundException, HTTP 400', 'no such user', 'the secret that username comes from', 'client-id'],
    calls: ['InitiateAuth'],
  },
  'ephemeral-user-rejected: an app client of another user pool': {
    inputs: ({ inputs, emulator }) => ({
      ...inputs,
      'client-id': emulator.createPool().createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] }).id,
    }),
    says: ['UserNotFoundException', 'client-id', 'user-pool-id'],
    calls: SIGNED_IN,
    isRetried: true,
  },
  'sign-in-locked: a user who is locked': {
    ...storedRefused('NotAuthorizedException: Password attempts exceeded'),
    says: ['NotAuthorizedException', 'password', '15 minutes'],
  },
  'sign-in-blocked: threat protection': {
    ...storedRefused('NotAuthorizedException: Unable to login because of security reasons.'),
    says: ['threat protection', 'always-allow list'],
  },
  'user-not-ready: a user who is disabled': {
    inputs: storedWho({ enabled: false }),
    says: ['disabled', 'NotAuthorizedException', 'admin-enable-user'],
    calls: ['InitiateAuth'],
  },
  'user-not-ready: a user of an identity provider': {
    ...storedRefused('NotAuthorizedException: User is not authorized to get auth details.'),
    says: ['identity provider', 'password'],
  },
  'attempts-exhausted: more attempts than Cognito allows in an hour': {
    ...storedRefused('LimitExceededException: Attempt limit exceeded, please try after some time.'),
    says: ['LimitExceededException', 'hour'],
  },

  'auth-flow-disabled: an app client without USER_PASSWORD_AUTH': {
    fixture: { client: { flows: ['ALLOW_USER_SRP_AUTH'] } },
    says: ['(USER_PASSWORD_AUTH) on', 'InvalidParameterException', 'Add ALLOW_USER_PASSWORD_AUTH ', 'auth-flow'],
    calls: SIGNED_IN,
  },
  'plan-without-feature: a user pool whose plan does not have USER_AUTH': {
    fault: refused('InitiateAuth FeatureUnavailableInTierException: The canary is not available in your tier.'),
    inputs: { 'auth-flow': 'USER_AUTH' },
    says: ['InitiateAuth (USER_AUTH)', 'Essentials', 'auth-flow: USER_PASSWORD_AUTH'],
  },
  'client-secret-needed: an app client with a client secret, and none given': {
    fixture: { client: { secret: true } },
    inputs: { 'client-secret': '' },
    says: ['InitiateAuth', 'NotAuthorizedException', 'Set client-secret'],
    saysNot: ['fork'],
    calls: SIGNED_IN,
  },
  'client-secret-wrong: the client secret of another app client': {
    fixture: { client: { secret: true } },
    inputs: { 'client-secret': 'canary0canary0canary0canary0' },
    says: ['NotAuthorizedException', 'client-secret and client-id'],
    calls: SIGNED_IN,
  },
  'client-secret-not-wanted: a client secret for an app client without one': {
    inputs: { 'client-secret': 'canary0canary0canary0canary0' },
    says: ['InvalidParameterException', 'Remove client-secret'],
    calls: SIGNED_IN,
  },
};
