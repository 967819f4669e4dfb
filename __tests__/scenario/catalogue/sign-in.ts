/** Users and app clients whose sign-in Cognito refuses. */
import type { ExplicitAuthFlow } from 'cognito-emulator/app-client';
import type { Fixture } from '../../support/fixture.ts';
import { CREATED, type Mistakes, refusing, stored, storedWho } from './mistake.ts';

const NO_CREDENTIALS = { credentials: false } as const;
const SIGNED_IN = [...CREATED, 'InitiateAuth'] as const;

/** Makes InitiateAuth refuse a user of the pool. */
function storedRefused(exception: string, message: string) {
  return (fixture: Fixture) => {
    refusing({ operation: 'InitiateAuth', exception, message })(fixture);
    return storedWho()(fixture);
  };
}

function withInput(name: string, value: string) {
  return ({ inputs }: Fixture) => ({ ...inputs, [name]: value });
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
    inputs: withInput('auth-flow', flow.replace('ALLOW_', '')),
    says: [`(${flow.replace('ALLOW_', '')}) on`, 'InvalidParameterException', `Add ${flow} `, 'auth-flow'],
    calls: [...CREATED, flow === 'ALLOW_ADMIN_USER_PASSWORD_AUTH' ? 'AdminInitiateAuth' : 'InitiateAuth'],
  };
}

export const SIGN_IN: Mistakes = {
  'a wrong password': {
    code: 'sign-in-rejected',
    fixture: NO_CREDENTIALS,
    inputs: storedWho({ password: 'Analytical-Engine-1843' }),
    says: [
      'InitiateAuth (USER_PASSWORD_AUTH) on app client',
      'NotAuthorizedException, HTTP 400, request ',
      'username and password',
      'client-id',
    ],
    calls: ['InitiateAuth'],
  },
  'a wrong password, in the words of an emulator': {
    code: 'sign-in-rejected',
    fixture: NO_CREDENTIALS,
    inputs: storedRefused('InvalidPasswordException', 'Invalid password'),
    says: ['InvalidPasswordException', 'username and password'],
    saysNot: ['password-length'],
    calls: ['InitiateAuth'],
  },
  'a migration trigger that fails': {
    code: 'lambda-trigger-failed',
    fixture: NO_CREDENTIALS,
    inputs: storedRefused('UserNotFoundException', 'Exception migrating user in app client canary'),
    says: ['UserNotFoundException', 'Lambda trigger UserMigration', 'CloudWatch'],
    calls: ['InitiateAuth'],
  },
  'a wrong password, by SRP': {
    code: 'sign-in-rejected',
    fixture: { ...NO_CREDENTIALS, client: { flows: ['ALLOW_USER_SRP_AUTH'] } },
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
    fixture: NO_CREDENTIALS,
    inputs: stored,
    says: ['UserNotFoundException, HTTP 400', 'no such user', 'the secret that username comes from', 'client-id'],
    calls: ['InitiateAuth'],
  },
  'an unknown user in a pool that hides this': {
    code: 'sign-in-rejected',
    fixture: {
      ...NO_CREDENTIALS,
      client: { flows: ['ALLOW_USER_PASSWORD_AUTH'], preventUserExistenceErrors: 'ENABLED' },
    },
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
    fixture: NO_CREDENTIALS,
    inputs: storedRefused('NotAuthorizedException', 'Password attempts exceeded'),
    says: ['NotAuthorizedException', 'password', '15 minutes'],
    calls: ['InitiateAuth'],
  },
  'threat protection': {
    code: 'sign-in-blocked',
    fixture: NO_CREDENTIALS,
    inputs: storedRefused('NotAuthorizedException', 'Unable to login because of security reasons.'),
    says: ['threat protection', 'always-allow list'],
    calls: ['InitiateAuth'],
  },
  'a user who is disabled': {
    code: 'user-not-ready',
    fixture: NO_CREDENTIALS,
    inputs: storedWho({ enabled: false }),
    says: ['disabled', 'NotAuthorizedException', 'admin-enable-user'],
    calls: ['InitiateAuth'],
  },
  'a user who was never confirmed': {
    code: 'user-not-ready',
    fixture: NO_CREDENTIALS,
    inputs: storedWho({ status: 'UNCONFIRMED' }),
    says: ['UserNotConfirmedException', 'admin-confirm-sign-up'],
    calls: ['InitiateAuth'],
  },
  'a user who has to reset the password': {
    code: 'user-not-ready',
    fixture: NO_CREDENTIALS,
    inputs: storedWho({ status: 'RESET_REQUIRED' }),
    says: ['PasswordResetRequiredException', 'admin-set-user-password --permanent'],
    calls: ['InitiateAuth'],
  },
  'an expired temporary password': {
    code: 'user-not-ready',
    fixture: NO_CREDENTIALS,
    inputs: storedWho({ status: 'FORCE_CHANGE_PASSWORD', createdAt: new Date(0) }),
    says: ['NotAuthorizedException', 'admin-set-user-password --permanent'],
    calls: ['InitiateAuth'],
  },
  'an account that has expired': {
    code: 'user-not-ready',
    fixture: NO_CREDENTIALS,
    inputs: storedRefused('NotAuthorizedException', 'User account has expired, it must be reset by an administrator.'),
    says: ['temporary password', 'admin-set-user-password --permanent'],
    calls: ['InitiateAuth'],
  },
  'a user of an identity provider': {
    code: 'user-not-ready',
    fixture: NO_CREDENTIALS,
    inputs: storedRefused('NotAuthorizedException', 'User is not authorized to get auth details.'),
    says: ['identity provider', 'password'],
    calls: ['InitiateAuth'],
  },
  'more attempts than Cognito allows in an hour': {
    code: 'attempts-exhausted',
    fixture: NO_CREDENTIALS,
    inputs: storedRefused('LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
    says: ['LimitExceededException', 'hour'],
    calls: ['InitiateAuth'],
  },

  'a refusal with an unknown wording': {
    code: 'call-refused',
    fixture: NO_CREDENTIALS,
    inputs: storedRefused('NotAuthorizedException', 'Canary is not welcome.'),
    says: ['NotAuthorizedException', 'Possible causes: username, password, client-id', 'report it'],
    saysNot: ['Check the secrets'],
    calls: ['InitiateAuth'],
  },

  'an app client without USER_PASSWORD_AUTH': without('ALLOW_USER_PASSWORD_AUTH'),
  'an app client without USER_SRP_AUTH': without('ALLOW_USER_SRP_AUTH'),
  'an app client without ADMIN_USER_PASSWORD_AUTH': without('ALLOW_ADMIN_USER_PASSWORD_AUTH'),
  'an app client without USER_AUTH': without('ALLOW_USER_AUTH'),
  'an app client with only custom authentication': {
    code: 'auth-flow-disabled',
    fixture: NO_CREDENTIALS,
    inputs: storedRefused('InvalidParameterException', 'Only custom auth (lambda driven) is enabled for this client.'),
    says: ['Add ALLOW_USER_PASSWORD_AUTH to'],
    calls: ['InitiateAuth'],
  },
  'a user pool whose plan does not have USER_AUTH': {
    code: 'plan-without-feature',
    inputs: (fixture) => ({
      ...refusing({
        operation: 'InitiateAuth',
        exception: 'FeatureUnavailableInTierException',
        message: 'The canary is not available in your tier.',
      })(fixture),
      'auth-flow': 'USER_AUTH',
    }),
    says: ['InitiateAuth (USER_AUTH)', 'Essentials', 'auth-flow: USER_PASSWORD_AUTH'],
    calls: SIGNED_IN,
  },
  'an app client with a client secret, and none given, with the older wording': {
    code: 'client-secret-needed',
    fixture: NO_CREDENTIALS,
    inputs: storedRefused('NotAuthorizedException', 'Unable to verify secret hash for client canary'),
    says: ['Set client-secret'],
    calls: ['InitiateAuth'],
  },
  'an app client with a client secret, and none given, with the older wording, for the admin flow': {
    code: 'client-secret-needed',
    inputs: (fixture) => ({
      ...refusing({
        operation: 'AdminInitiateAuth',
        exception: 'NotAuthorizedException',
        message: 'Unable to verify secret hash for client canary',
      })(fixture),
      'auth-flow': 'ADMIN_USER_PASSWORD_AUTH',
    }),
    says: ['Set client-secret'],
    calls: [...CREATED, 'AdminInitiateAuth'],
  },
  'an app client with a client secret, and none given': {
    code: 'client-secret-needed',
    fixture: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'], secret: true } },
    says: ['InitiateAuth', 'NotAuthorizedException', 'Set client-secret'],
    saysNot: ['fork'],
    calls: SIGNED_IN,
  },
  'the client secret of another app client': {
    code: 'client-secret-wrong',
    fixture: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'], secret: true } },
    inputs: withInput('client-secret', 'canary0canary0canary0canary0'),
    says: ['NotAuthorizedException', 'client-secret and client-id'],
    calls: SIGNED_IN,
  },
  'a client secret for an app client without one': {
    code: 'client-secret-not-wanted',
    inputs: withInput('client-secret', 'canary0canary0canary0canary0'),
    says: ['InvalidParameterException', 'Remove client-secret'],
    calls: SIGNED_IN,
  },
};
