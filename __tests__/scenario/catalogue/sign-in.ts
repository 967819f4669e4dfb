/** Users and app clients whose sign-in Cognito refuses. */
import type { ExplicitAuthFlow } from 'cognito-emulator/app-client';
import { CREATED, type Mistakes, refused, SIGNED_IN, stored, storedWho } from './mistake.ts';

/** Makes InitiateAuth refuse a user of the pool. */
function storedRefused(exception: string, message: string) {
  return { fault: refused('InitiateAuth', exception, message), inputs: storedWho(), calls: ['InitiateAuth'] };
}

/** An app client with every flow except this one. */
function without(flow: ExplicitAuthFlow) {
  const flows = [
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_AUTH',
  ] as const;
  return {
    code: 'auth-flow-disabled',
    fixture: { client: { flows: flows.filter((other) => other !== flow) } },
    inputs: { 'auth-flow': flow.replace('ALLOW_', '') },
    says: [`(${flow.replace('ALLOW_', '')}) on`, 'InvalidParameterException', `Add ${flow} `, 'auth-flow'],
    calls: [...CREATED, flow === 'ALLOW_ADMIN_USER_PASSWORD_AUTH' ? 'AdminInitiateAuth' : 'InitiateAuth'],
  };
}

export const SIGN_IN: Mistakes = {
  'a wrong password': {
    code: 'sign-in-rejected',
    inputs: storedWho({ password: 'Analytical-Engine-1843' }),
    says: [
      'InitiateAuth (USER_PASSWORD_AUTH) on app client',
      'NotAuthorizedException, HTTP 400, request ',
      'username and password',
      'client-id',
    ],
    calls: ['InitiateAuth'],
  },
  'a wrong password, by SRP': {
    code: 'sign-in-rejected',
    fixture: { client: { flows: ['ALLOW_USER_SRP_AUTH'] } },
    inputs: (fixture) => ({
      ...storedWho({ password: 'Analytical-Engine-1843' })(fixture),
      'user-pool-id': fixture.pool.id,
      'auth-flow': 'USER_SRP_AUTH',
    }),
    says: ['RespondToAuthChallenge (PASSWORD_VERIFIER)', 'NotAuthorizedException', 'username and password'],
    calls: ['InitiateAuth', 'RespondToAuthChallenge'],
  },
  'an unknown user': {
    code: 'user-unknown',
    inputs: stored,
    says: ['UserNotFoundException, HTTP 400', 'no such user', 'the secret that username comes from', 'client-id'],
    calls: ['InitiateAuth'],
  },
  'an unknown user in a pool that hides this': {
    code: 'sign-in-rejected',
    fixture: { client: { preventUserExistenceErrors: 'ENABLED' } },
    inputs: stored,
    says: ['NotAuthorizedException, HTTP 400', 'username and password'],
    calls: ['InitiateAuth'],
  },
  'an app client of another user pool': {
    code: 'ephemeral-user-rejected',
    inputs: ({ inputs, emulator }) => ({
      ...inputs,
      'client-id': emulator.createPool().createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] }).id,
    }),
    says: ['UserNotFoundException', 'client-id', 'user-pool-id'],
    calls: SIGNED_IN,
    isRetried: true,
  },
  'a user who is locked': {
    code: 'sign-in-locked',
    ...storedRefused('NotAuthorizedException', 'Password attempts exceeded'),
    says: ['NotAuthorizedException', 'password', '15 minutes'],
  },
  'threat protection': {
    code: 'sign-in-blocked',
    ...storedRefused('NotAuthorizedException', 'Unable to login because of security reasons.'),
    says: ['threat protection', 'always-allow list'],
  },
  'a user who is disabled': {
    code: 'user-not-ready',
    inputs: storedWho({ enabled: false }),
    says: ['disabled', 'NotAuthorizedException', 'admin-enable-user'],
    calls: ['InitiateAuth'],
  },
  'a user who was never confirmed': {
    code: 'user-not-ready',
    inputs: storedWho({ status: 'UNCONFIRMED' }),
    says: ['UserNotConfirmedException', 'admin-confirm-sign-up'],
    calls: ['InitiateAuth'],
  },
  'a user who has to reset the password': {
    code: 'user-not-ready',
    inputs: storedWho({ status: 'RESET_REQUIRED' }),
    says: ['PasswordResetRequiredException', 'admin-set-user-password --permanent'],
    calls: ['InitiateAuth'],
  },
  'an expired temporary password': {
    code: 'user-not-ready',
    inputs: storedWho({ status: 'FORCE_CHANGE_PASSWORD', createdAt: new Date(0) }),
    says: ['NotAuthorizedException', 'admin-set-user-password --permanent'],
    calls: ['InitiateAuth'],
  },
  'a user of an identity provider': {
    code: 'user-not-ready',
    ...storedRefused('NotAuthorizedException', 'User is not authorized to get auth details.'),
    says: ['identity provider', 'password'],
  },
  'more attempts than Cognito allows in an hour': {
    code: 'attempts-exhausted',
    ...storedRefused('LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
    says: ['LimitExceededException', 'hour'],
  },

  'a refusal with an unknown wording': {
    code: 'call-refused',
    ...storedRefused('NotAuthorizedException', 'Canary is not welcome.'),
    says: ['NotAuthorizedException', 'Possible causes: username, password, client-id', 'report it'],
    saysNot: ['Check the secrets'],
  },

  'an app client without USER_PASSWORD_AUTH': without('ALLOW_USER_PASSWORD_AUTH'),
  'an app client without USER_SRP_AUTH': without('ALLOW_USER_SRP_AUTH'),
  'an app client without ADMIN_USER_PASSWORD_AUTH': without('ALLOW_ADMIN_USER_PASSWORD_AUTH'),
  'an app client without USER_AUTH': without('ALLOW_USER_AUTH'),
  'a user pool whose plan does not have USER_AUTH': {
    code: 'plan-without-feature',
    fault: refused('InitiateAuth', 'FeatureUnavailableInTierException', 'The canary is not available in your tier.'),
    inputs: { 'auth-flow': 'USER_AUTH' },
    says: ['InitiateAuth (USER_AUTH)', 'Essentials', 'auth-flow: USER_PASSWORD_AUTH'],
    calls: SIGNED_IN,
  },
  'an app client with a client secret, and none given': {
    code: 'client-secret-needed',
    fixture: { client: { secret: true } },
    inputs: { 'client-secret': '' },
    says: ['InitiateAuth', 'NotAuthorizedException', 'Set client-secret'],
    saysNot: ['fork'],
    calls: SIGNED_IN,
  },
  'the client secret of another app client': {
    code: 'client-secret-wrong',
    fixture: { client: { secret: true } },
    inputs: { 'client-secret': 'canary0canary0canary0canary0' },
    says: ['NotAuthorizedException', 'client-secret and client-id'],
    calls: SIGNED_IN,
  },
  'a client secret for an app client without one': {
    code: 'client-secret-not-wanted',
    inputs: { 'client-secret': 'canary0canary0canary0canary0' },
    says: ['InvalidParameterException', 'Remove client-secret'],
    calls: SIGNED_IN,
  },
};
