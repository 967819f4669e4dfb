/** Users and app clients whose sign-in Cognito refuses, and challenges that the action cannot answer. */
import type { Fault } from 'cognito-emulator/faults';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../../support/custom-auth.ts';
import { CREATED, type Mistakes, refused, SHORT, SIGNED_IN, stored, storedWho } from './mistake.ts';

const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const APPS = { mfa: 'ON', softwareTokenMfa: true } as const;
const ENROLLED = [...SIGNED_IN, 'AssociateSoftwareToken', 'VerifySoftwareToken'] as const;
const CHALLENGED = ['InitiateAuth', 'RespondToAuthChallenge'] as const;
const CUSTOM_CLIENT = { flows: ['ALLOW_CUSTOM_AUTH'] } as const;
const CUSTOM_INPUTS = { 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': CHALLENGE_ANSWERS } as const;
const OTHER_SECRET = { 'client-secret': 'canary0canary0canary0canary0' } as const;

/** A user pool that asks two custom challenges. */
function asking(triggers: Partial<Parameters<typeof customAuth>[0]> = {}) {
  return { client: CUSTOM_CLIENT, pool: { customAuth: customAuth({ questions: QUESTIONS, ...triggers }) } };
}

/** The inputs of mode `stored` without a password, for a user that exists. */
function answering(answers: string) {
  return storedWho({}, { ...CUSTOM_INPUTS, password: '', 'challenge-answers': answers });
}

/** Makes Cognito answer a sign-in with something that the emulator does not have. */
function answered(output: object): Fault {
  return { operation: 'InitiateAuth', kind: 'answered', output, times: 1 };
}

function challenged(ChallengeName: string, more: object = {}): Fault {
  return answered({ Session: 'canary'.repeat(10), ChallengeParameters: {}, ChallengeName, ...more });
}

export const SIGN_IN: Mistakes = {
  'sign-in-rejected: a wrong password': {
    inputs: storedWho({ password: 'Analytical-Engine-1843' }),
    says: ['InitiateAuth (USER_PASSWORD_AUTH) on app client'],
  },
  'user-unknown: an unknown user': { inputs: stored },
  'ephemeral-user-rejected: an app client of another user pool': {
    inputs: ({ inputs, emulator }) => ({
      ...inputs,
      'client-id': emulator.createPool().createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] }).id,
    }),
    calls: SIGNED_IN,
    isRetried: true,
  },
  'sign-in-locked: a user who is locked': {
    fault: refused('InitiateAuth NotAuthorizedException: Password attempts exceeded'),
  },
  'user-not-ready: a user who is disabled': { inputs: storedWho({ enabled: false }), says: ['admin-enable-user'] },
  'user-not-ready: a user of an identity provider': {
    fault: refused('InitiateAuth NotAuthorizedException: User is not authorized to get auth details.'),
    says: ['identity provider'],
  },
  'attempts-exhausted: more attempts than Cognito allows in an hour': {
    fault: refused('InitiateAuth LimitExceededException: Attempt limit exceeded, please try after some time.'),
  },
  'auth-flow-disabled: an app client without USER_PASSWORD_AUTH': {
    fixture: { client: { flows: ['ALLOW_USER_SRP_AUTH'] } },
    says: ['Add ALLOW_USER_PASSWORD_AUTH ', 'set auth-flow'],
  },
  'plan-without-feature: a user pool whose plan does not have USER_AUTH': {
    fault: refused('InitiateAuth FeatureUnavailableInTierException: The canary is not available in your tier.'),
  },
  'client-secret-needed: an app client with a client secret, and none given': {
    fixture: { client: { secret: true } },
    inputs: { 'client-secret': '' },
    saysNot: ['fork'],
  },
  'client-secret-wrong: the client secret of another app client': {
    fixture: { client: { secret: true } },
    inputs: OTHER_SECRET,
  },
  'client-secret-not-wanted: a client secret for an app client without one': {
    inputs: OTHER_SECRET,
    says: ['Remove client-secret'],
  },

  'totp-secret-needed: a user with an authenticator app, and no totp-secret': {
    fixture: { pool: APPS },
    inputs: storedWho({ totpSecret: TOTP_SECRET }),
    saysNot: ['fork'],
    calls: ['InitiateAuth'],
  },
  'totp-code-rejected: the totp-secret of another user': {
    fixture: { pool: APPS },
    inputs: storedWho({ totpSecret: TOTP_SECRET }, { 'totp-secret': 'CANARYCANARYCANARYCANARY' }),
    says: ['RespondToAuthChallenge (SOFTWARE_TOKEN_MFA)', 'totp-secret'],
  },
  'totp-code-rejected: a rejected first code of an authenticator app that the user gets': {
    fixture: { pool: APPS },
    fault: refused('VerifySoftwareToken EnableSoftwareTokenMFAException: Code mismatch'),
    says: ['clock'],
  },
  'totp-code-used: jobs that use up each other’s codes': {
    fixture: { pool: APPS },
    fault: refused('RespondToAuthChallenge ExpiredCodeException: Your software token has already been used once.', {
      times: 2,
    }),
    inputs: storedWho({ totpSecret: TOTP_SECRET }, { 'totp-secret': TOTP_SECRET }),
    calls: [...CHALLENGED, ...CHALLENGED],
  },
  'out-of-time: too little time for the next code': {
    fixture: { pool: { ...APPS, afterMfaSetup: 'software-token-mfa' } },
    // The window of 30 seconds has just begun.
    inputs: { 'timeout-seconds': '20' },
    says: ['Timed out after 20 seconds', 'authenticator app'],
    calls: [...ENROLLED, 'RespondToAuthChallenge'],
  },
  'totp-disabled: MFA without authenticator apps': {
    fixture: { pool: APPS },
    fault: refused('AssociateSoftwareToken SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled'),
  },
  'concurrent-change: something that keeps changing the user': {
    fixture: { pool: APPS },
    fault: refused('AssociateSoftwareToken ConcurrentModificationException: Concurrent modification', { times: 999 }),
    inputs: SHORT,
    calls: [...SIGNED_IN, 'AssociateSoftwareToken'],
    isRetried: true,
  },
  'session-invalid: sessions that expire before they are used': {
    fixture: { client: { flows: ['ALLOW_USER_SRP_AUTH'] } },
    fault: refused('RespondToAuthChallenge NotAuthorizedException: Invalid session for the user, session is expired.', {
      times: 99,
    }),
    inputs: { 'auth-flow': 'USER_SRP_AUTH' },
    calls: [...CREATED, ...Array.from({ length: 4 }).flatMap(() => CHALLENGED)],
  },

  'challenge-unsupported: a stored user with a temporary password': {
    inputs: storedWho({ status: 'FORCE_CHANGE_PASSWORD' }),
    says: ['challenge NEW_PASSWORD_REQUIRED', 'admin-set-user-password --user-pool-id'],
    calls: ['InitiateAuth'],
  },
  'challenge-unsupported: a stored user who gets codes by SMS': {
    fixture: { pool: { mfa: 'OPTIONAL', messageMfa: ['SMS_MFA'] } },
    inputs: storedWho({ attributes: { phone_number: '+441234567890' }, messageMfa: ['SMS_MFA'] }),
    says: ['challenge SMS_MFA', 'authenticator app', 'totp-secret'],
    calls: ['InitiateAuth'],
  },
  'challenge-unsupported: an ephemeral user who gets codes by e-mail': {
    fixture: { pool: { usernameAttributes: ['email'], mfa: 'ON', messageMfa: ['EMAIL_OTP'] } },
    says: ['challenge EMAIL_OTP', 'mode: stored'],
    calls: SIGNED_IN,
  },
  'challenge-unsupported: an ephemeral user, where MFA has no authenticator apps': {
    fixture: { pool: { mfa: 'ON', messageMfa: ['SMS_MFA'] } },
    says: ['challenge MFA_SETUP', '(offered: SMS_MFA)', 'Switch authenticator apps on'],
    calls: SIGNED_IN,
  },
  'challenge-unsupported: a stored user who has to set up MFA': {
    fixture: { pool: APPS },
    inputs: storedWho(),
    says: ['challenge MFA_SETUP', 'Set up an authenticator app'],
    calls: ['InitiateAuth'],
  },
  'challenge-unsupported: first factors without a password': {
    fault: challenged('SELECT_CHALLENGE', { AvailableChallenges: ['EMAIL_OTP', 'WEB_AUTHN'] }),
    inputs: { 'auth-flow': 'USER_AUTH' },
    says: ['(offered: EMAIL_OTP, WEB_AUTHN)', 'passwords', 'auth-flow: USER_PASSWORD_AUTH'],
  },
  'challenge-unsupported: custom authentication': {
    fault: challenged('CUSTOM_CHALLENGE', { ChallengeParameters: { question: 'canary' } }),
    says: ['auth-flow: CUSTOM_AUTH'],
  },
  'challenge-unsupported: device tracking': { fault: challenged('DEVICE_SRP_AUTH'), says: ['device tracking'] },
  'challenge-unsupported: an unknown challenge': { fault: challenged('FACE_SCAN'), says: ['challenge FACE_SCAN'] },
  'challenge-unsupported: custom authentication that asks for a password which is missing': {
    fixture: asking(),
    fault: challenged('PASSWORD_VERIFIER'),
    inputs: answering(CHALLENGE_ANSWERS),
    says: ['Set password and user-pool-id'],
    calls: ['InitiateAuth'],
  },
  'custom-auth-missing: custom authentication in a user pool without triggers': {
    fixture: { client: CUSTOM_CLIENT },
    inputs: CUSTOM_INPUTS,
  },
  'custom-auth-rejected: custom authentication that the triggers refuse': {
    fixture: asking({ passwordFirst: true }),
    inputs: answering(CHALLENGE_ANSWERS),
  },
  'challenge-answer-rejected: a wrong answer': { fixture: asking(), inputs: answering('canary-wrong') },
  'challenge-answer-wrong: a wrong answer that is asked for again': {
    fixture: asking({ secondChances: 1 }),
    inputs: answering('canary-wrong'),
    says: ['again after line 1'],
    calls: CHALLENGED,
  },
  'challenge-answer-missing: too few answers': {
    fixture: asking(),
    inputs: answering('canary-answer-1'),
    says: ['custom challenge 2', 'only 1 line'],
    calls: CHALLENGED,
  },
  'tokens-unreadable: tokens that are not JWTs': {
    fault: answered({ AuthenticationResult: { AccessToken: 'canary', IdToken: 'canary', RefreshToken: 'canary' } }),
    says: ['the ID token is not a JWT', 'Check that AWS_ENDPOINT_URL'],
  },
};
