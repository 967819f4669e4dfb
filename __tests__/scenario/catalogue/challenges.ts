/** Challenges that the action cannot answer, wrong authenticator apps, and answers without tokens. */
import type { Fault } from 'cognito-emulator/faults';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../../support/custom-auth.ts';
import { CREATED, type Mistakes, refused, SHORT, SIGNED_IN, storedWho } from './mistake.ts';

const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const APPS = { mfa: 'ON', softwareTokenMfa: true } as const;

const CHALLENGED = ['InitiateAuth', 'RespondToAuthChallenge'] as const;
const CUSTOM_CLIENT = { flows: ['ALLOW_CUSTOM_AUTH'] } as const;
const CUSTOM_INPUTS = { 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': CHALLENGE_ANSWERS } as const;

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

function challenged(challenge: object): Fault {
  return answered({ Session: 'canary'.repeat(10), ChallengeParameters: {}, ...challenge });
}

export const CHALLENGES: Mistakes = {
  'totp-secret-needed: a user with an authenticator app, and no totp-secret': {
    fixture: { pool: APPS },
    inputs: storedWho({ totpSecret: TOTP_SECRET }),
    says: ['SOFTWARE_TOKEN_MFA', 'totp-secret', 'base32'],
    saysNot: ['fork'],
    calls: ['InitiateAuth'],
  },
  'totp-code-rejected: the totp-secret of another user': {
    fixture: { pool: APPS },
    inputs: storedWho({ totpSecret: TOTP_SECRET }, { 'totp-secret': 'CANARYCANARYCANARYCANARY' }),
    says: ['RespondToAuthChallenge (SOFTWARE_TOKEN_MFA)', 'CodeMismatchException', 'totp-secret'],
    calls: ['InitiateAuth', 'RespondToAuthChallenge'],
  },
  'totp-code-rejected: a rejected first code of an authenticator app that the user gets': {
    fixture: { pool: APPS },
    fault: refused('VerifySoftwareToken EnableSoftwareTokenMFAException: Code mismatch'),
    says: ['VerifySoftwareToken on app client', 'EnableSoftwareTokenMFAException', 'clock'],
    calls: [...SIGNED_IN, 'AssociateSoftwareToken', 'VerifySoftwareToken'],
  },
  'totp-code-used: jobs that use up each other’s codes': {
    fixture: { pool: APPS },
    fault: refused('RespondToAuthChallenge ExpiredCodeException: Your software token has already been used once.', {
      times: 2,
    }),
    inputs: storedWho({ totpSecret: TOTP_SECRET }, { 'totp-secret': TOTP_SECRET }),
    says: ['RespondToAuthChallenge (SOFTWARE_TOKEN_MFA)', 'ExpiredCodeException', 'its own user', '30 seconds'],
    calls: ['InitiateAuth', 'RespondToAuthChallenge', 'InitiateAuth', 'RespondToAuthChallenge'],
  },
  'out-of-time: too little time for the next code': {
    fixture: { pool: { ...APPS, afterMfaSetup: 'software-token-mfa' } },
    // The window of 30 seconds has just begun.
    inputs: { 'timeout-seconds': '20' },
    says: ['Timed out after 20 seconds', 'Raise timeout-seconds', 'authenticator app'],
    calls: [...SIGNED_IN, 'AssociateSoftwareToken', 'VerifySoftwareToken', 'RespondToAuthChallenge'],
  },
  'totp-disabled: MFA without authenticator apps': {
    fixture: { pool: APPS },
    fault: refused(
      'AssociateSoftwareToken SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    ),
    says: [
      'AssociateSoftwareToken on app client',
      'SoftwareTokenMFANotFoundException',
      'MFA settings of the user pool',
    ],
    calls: [...SIGNED_IN, 'AssociateSoftwareToken'],
  },
  'concurrent-change: something that keeps changing the user': {
    fixture: { pool: APPS },
    fault: refused('AssociateSoftwareToken ConcurrentModificationException: Concurrent modification', { times: 999 }),
    inputs: { ...SHORT },
    says: ['AssociateSoftwareToken on app client', 'ConcurrentModificationException', 'at the same moment'],
    calls: [...SIGNED_IN, 'AssociateSoftwareToken'],
    isRetried: true,
  },
  'session-invalid: sessions that expire before they are used': {
    fixture: { client: { flows: ['ALLOW_USER_SRP_AUTH'] } },
    fault: refused('RespondToAuthChallenge NotAuthorizedException: Invalid session for the user, session is expired.', {
      times: 99,
    }),
    inputs: { 'auth-flow': 'USER_SRP_AUTH' },
    says: ['RespondToAuthChallenge (PASSWORD_VERIFIER)', 'session', 'Run the job again'],
    calls: [...CREATED, ...Array.from({ length: 4 }).flatMap(() => ['InitiateAuth', 'RespondToAuthChallenge'])],
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
    says: ['challenge EMAIL_OTP', 'authenticator apps', 'mode: stored'],
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
    says: ['challenge MFA_SETUP', 'Set up an authenticator app', 'totp-secret'],
    calls: ['InitiateAuth'],
  },
  'challenge-unsupported: first factors without a password': {
    fault: challenged({ ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges: ['EMAIL_OTP', 'WEB_AUTHN'] }),
    inputs: { 'auth-flow': 'USER_AUTH' },
    says: [
      'challenge SELECT_CHALLENGE',
      '(offered: EMAIL_OTP, WEB_AUTHN)',
      'passwords',
      'auth-flow: USER_PASSWORD_AUTH',
    ],
  },
  'challenge-unsupported: custom authentication': {
    fault: challenged({ ChallengeName: 'CUSTOM_CHALLENGE', ChallengeParameters: { question: 'canary' } }),
    says: ['challenge CUSTOM_CHALLENGE', 'auth-flow: CUSTOM_AUTH', 'challenge-answers'],
  },
  'custom-auth-missing: custom authentication in a user pool without triggers': {
    fixture: { client: CUSTOM_CLIENT },
    inputs: { ...CUSTOM_INPUTS },
    says: ['no Lambda triggers', 'define, create and verify'],
    calls: SIGNED_IN,
  },
  'custom-auth-rejected: custom authentication that the triggers refuse': {
    fixture: asking({ passwordFirst: true }),
    inputs: answering(CHALLENGE_ANSWERS),
    says: ['before its first custom challenge', 'set password and user-pool-id'],
    calls: ['InitiateAuth'],
  },
  'challenge-answer-rejected: a wrong answer': {
    fixture: asking(),
    inputs: answering('canary-wrong'),
    says: ['does not accept the answer', 'one answer a line', 'order'],
    calls: CHALLENGED,
  },
  'challenge-answer-wrong: a wrong answer that is asked for again': {
    fixture: asking({ secondChances: 1 }),
    inputs: answering('canary-wrong'),
    says: ['again after line 1', 'Correct that line'],
    calls: CHALLENGED,
  },
  'challenge-answer-missing: too few answers': {
    fixture: asking(),
    inputs: answering('canary-answer-1'),
    says: ['custom challenge 2', 'only 1 line', 'Add its answer'],
    calls: CHALLENGED,
  },
  'challenge-unsupported: custom authentication that asks for a password which is missing': {
    fixture: asking(),
    fault: challenged({ ChallengeName: 'PASSWORD_VERIFIER' }),
    inputs: answering(CHALLENGE_ANSWERS),
    says: ['challenge PASSWORD_VERIFIER', 'Set password and user-pool-id'],
    calls: ['InitiateAuth'],
  },
  'challenge-unsupported: device tracking': {
    fault: challenged({ ChallengeName: 'DEVICE_SRP_AUTH' }),
    says: ['challenge DEVICE_SRP_AUTH', 'device tracking'],
  },
  'challenge-unsupported: an unknown challenge': {
    fault: challenged({ ChallengeName: 'FACE_SCAN' }),
    says: ['challenge FACE_SCAN', 'authenticator app'],
  },
  'tokens-unreadable: tokens that are not JWTs': {
    fault: answered({ AuthenticationResult: { AccessToken: 'canary', IdToken: 'canary', RefreshToken: 'canary' } }),
    says: ['the ID token is not a JWT', 'AWS_ENDPOINT_URL'],
  },
};
