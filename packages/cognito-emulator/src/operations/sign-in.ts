import { authFlow, challengeName, clientId, type Input, optional, session, textMap } from '../members.ts';
import { type Operations, signedOperation, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, notEmulated, Refusal, userNotFound, wrongPassword } from '../refusals.ts';
import type { Service } from '../service.ts';
import * as attempts from '../sign-in/attempt.ts';
import { type Attempt, type Challenge, type Claimant, invalidSession, requiredParameter } from '../sign-in/attempt.ts';
import * as next from '../sign-in/continue-sign-in.ts';
import { answerCustom, isCustom, startCustom, triggersOf } from '../sign-in/custom-flow.ts';
import { challengeWithSrp, verifyPasswordClaim } from '../sign-in/srp-flow.ts';
import type { ChallengeResult } from '../triggers.ts';
import type { UserPool } from '../user-pool.ts';
import { signInWithRefreshToken } from './client-tokens.ts';

/** The first factors that the emulator supports. */
const AVAILABLE = ['PASSWORD', 'PASSWORD_SRP'] as const;
type FirstFactor = (typeof AVAILABLE)[number];

function firstFactorOf(name: string | undefined): FirstFactor | undefined {
  return AVAILABLE.find((factor) => factor === name);
}

/** Verifies PASSWORD, or starts SRP with SRP_A. */
function takeFirstFactor(attempt: Attempt, claimant: Claimant, factor: FirstFactor): object {
  if (factor === 'PASSWORD_SRP') {
    return challengeWithSrp(attempt, claimant, true);
  }
  const password = requiredParameter(attempt, 'PASSWORD');
  return next.afterPassword(attempt, attempts.checkPassword(claimant, password, attempt.now));
}

/**
 * USER_AUTH starts the preferred challenge, or SELECT_CHALLENGE if the emulator does not support the preference
 * (developer guide, "Authentication flows", choice-based sign-in). A preference without its parameter returns that
 * challenge first.
 */
function startByChoice(attempt: Attempt, claimant: Claimant): object {
  const { client, parameters, sessions, now } = attempt;
  const ask = (name: FirstFactor | 'SELECT_CHALLENGE') => ({
    ChallengeName: name,
    ChallengeParameters: {},
    Session: sessions.open(attempt, { name, claimant }, now),
  });
  const preferred = firstFactorOf(parameters.get('PREFERRED_CHALLENGE'));
  if (preferred === undefined || client.settings.preferredChallenge === 'ignored') {
    return { ...ask('SELECT_CHALLENGE'), AvailableChallenges: AVAILABLE };
  }
  const isGiven = parameters.has(preferred === 'PASSWORD' ? 'PASSWORD' : 'SRP_A');
  return isGiven ? takeFirstFactor(attempt, claimant, preferred) : ask(preferred);
}

/** Handles the answer to SELECT_CHALLENGE, which also contains the parameter of the chosen challenge. */
function answerChoice(attempt: Attempt, claimant: Claimant): object {
  const answer = requiredParameter(attempt, 'ANSWER');
  const factor = firstFactorOf(answer);
  assert(!['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'].includes(answer), notEmulated, `first factor ${answer}`);
  assert(factor !== undefined, invalidParameter, `Invalid ANSWER ${answer}.`);
  return takeFirstFactor(attempt, claimant, factor);
}

const authShape = {
  authFlow,
  clientId,
  authParameters: optional(textMap, new Map()),
  clientMetadata: optional(textMap),
};

/** Finds the user of USERNAME. Checks SECRET_HASH first, so that only the app client learns which users exist. */
function identify(attempt: Attempt): Claimant {
  const username = requiredParameter(attempt, 'USERNAME');
  attempts.assertSecretHash(attempt, attempt.parameters.get('SECRET_HASH'), username);
  return attempts.identifyUser(attempt, username);
}

function signInWithPassword(attempt: Attempt): object {
  requiredParameter(attempt, 'USERNAME');
  const password = requiredParameter(attempt, 'PASSWORD');
  return next.afterPassword(attempt, attempts.checkPassword(identify(attempt), password, attempt.now));
}

/** Lite pools do not have USER_AUTH. The service model declares its exception; the text is that of UpdateUserPool. */
function start(flow: Input<typeof authShape>['authFlow'], attempt: Attempt): object {
  const { api, client, pool } = attempt;
  const notSupported = () => invalidParameter('Initiate Auth method not supported');
  switch (flow) {
    case 'USER_PASSWORD_AUTH':
      assert(api === 'public', notSupported);
      attempts.assertFlowAllowed(client, `ALLOW_${flow}`, 'USER_PASSWORD_AUTH flow not enabled for this client');
      return signInWithPassword(attempt);
    case 'ADMIN_NO_SRP_AUTH':
    case 'ADMIN_USER_PASSWORD_AUTH':
      assert(api === 'admin', notSupported);
      attempts.assertFlowAllowed(client, 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'Auth flow not enabled for this client');
      return signInWithPassword(attempt);
    case 'USER_SRP_AUTH':
      attempts.assertFlowAllowed(client, `ALLOW_${flow}`, 'USER_SRP_AUTH is not enabled for the client.');
      requiredParameter(attempt, 'SRP_A');
      return challengeWithSrp(attempt, identify(attempt), client.settings.sessionWithPasswordVerifier);
    case 'USER_AUTH':
      attempts.assertFlowAllowed(client, `ALLOW_${flow}`, 'USER_AUTH flow not enabled for this client');
      if (pool.settings.tier === 'LITE') {
        throw new Refusal(
          'FeatureUnavailableInTierException',
          'The following features need to be disabled for the LITE pricing tier configured: Choice-Based Sign-In',
        );
      }
      return startByChoice(attempt, identify(attempt));
    case 'REFRESH_TOKEN_AUTH':
    case 'REFRESH_TOKEN':
      return signInWithRefreshToken(attempt);
    case 'CUSTOM_AUTH':
      attempts.assertFlowAllowed(client, `ALLOW_${flow}`, 'CUSTOM_AUTH is not enabled for the client.');
      triggersOf(attempt);
      return startCustom(attempt, identify(attempt));
  }
}

/** Hides unknown users under the same setting in both APIs. */
function initiate(api: Attempt['api'], pool: UserPool, input: Input<typeof authShape>, service: Service): object {
  return start(input.authFlow, {
    api,
    pool,
    client: pool.existingClient(input.clientId),
    parameters: input.authParameters,
    validationData: input.clientMetadata,
    sessions: service.sessions,
    now: service.now(),
  });
}

const responseShape = {
  challengeName,
  clientId,
  session: optional(session),
  challengeResponses: optional(textMap, new Map()),
  clientMetadata: optional(textMap),
};

/** USERNAME is USER_ID_FOR_SRP or any sign-in name of the same user. */
function assertSameUser({ pool, client }: Attempt, username: string, { claimant, ...challenge }: Challenge): void {
  const { user, name } = claimant;
  if (user === undefined) {
    const simulatedId = challenge.name === 'PASSWORD_VERIFIER' ? challenge.exchange.identity.userId : name;
    assert(username === name || username === simulatedId, invalidSession);
    return;
  }
  assert(pool.has(user), attempts.hidesUsers(client) ? wrongPassword : userNotFound);
  assert(pool.findByAdminName(username) === user, invalidSession);
  attempts.assertMaySignIn(user, client);
}

function answer(attempt: Attempt, challenge: Challenge): object {
  switch (challenge.name) {
    case 'CUSTOM_CHALLENGE':
      assert(isCustom(attempt), invalidSession);
      return answerCustom(attempt, challenge);
    case 'PASSWORD_VERIFIER':
      return verifyPasswordClaim(attempt, challenge.claimant, challenge.exchange);
    case 'SELECT_CHALLENGE':
      return answerChoice(attempt, challenge.claimant);
    case 'PASSWORD':
    case 'PASSWORD_SRP':
      return takeFirstFactor(attempt, challenge.claimant, challenge.name);
    case 'NEW_PASSWORD_REQUIRED':
      return next.answerNewPassword(attempt, challenge.claimant.user);
    case 'SOFTWARE_TOKEN_MFA': {
      const { user } = challenge.claimant;
      next.assertSoftwareTokenCode(user, requiredParameter(attempt, 'SOFTWARE_TOKEN_MFA_CODE'), attempt.now);
      return next.complete(attempt, user);
    }
    case 'SELECT_MFA_TYPE': {
      const chosen = requiredParameter(attempt, 'ANSWER');
      const factor = challenge.choices.find((choice) => choice === chosen);
      assert(factor !== undefined, invalidParameter, `Invalid ANSWER ${chosen}.`);
      return next.challengeFactor(attempt, challenge.claimant.user, factor);
    }
    case 'MFA_SETUP': {
      const { user } = challenge.claimant;
      assert(challenge.setup === 'verified', invalidParameter, 'User has not set up software token mfa');
      return attempt.pool.settings.afterMfaSetup === 'tokens'
        ? next.complete(attempt, user)
        : next.challengeFactor(attempt, user, 'SOFTWARE_TOKEN_MFA');
    }
    case 'SMS_MFA':
    case 'EMAIL_OTP':
      throw notEmulated(`the answer to ${challenge.name}`);
  }
}

/**
 * The answer must come from the same client and the same API (Admin or not) as the start of the sign-in. That Cognito
 * requires the same API is not documented; the emulator does, so that no caller relies on the contrary.
 */
function respond(api: Attempt['api'], pool: UserPool, input: Input<typeof responseShape>, service: Service): object {
  const client = pool.existingClient(input.clientId);
  const { challengeResponses: parameters, clientMetadata } = input;
  const { sessions } = service;
  const now = service.now();
  const attempt: Attempt = { api, pool, client, parameters, clientMetadata, sessions, now };
  const username = requiredParameter(attempt, 'USERNAME');
  attempts.assertSecretHash(attempt, parameters.get('SECRET_HASH'), username);
  // PASSWORD_VERIFIER may have no Session; SECRET_BLOCK identifies the challenge then.
  const isPasswordVerifier = input.challengeName === 'PASSWORD_VERIFIER';
  assert(input.session ?? isPasswordVerifier, invalidParameter, 'Missing required parameter Session');
  const key = input.session ?? requiredParameter(attempt, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const { origin, challenge } = sessions.take(key, now);
  assert(origin.api === api && origin.client === client && challenge.name === input.challengeName, invalidSession);
  assertSameUser(attempt, username, challenge);
  // A wrong answer to a challenge of Cognito itself ends the sign-in, so this one counts as right.
  const result: ChallengeResult = { challengeName: challenge.name, challengeResult: true, challengeMetadata: null };
  const earlier = origin.customSession;
  const customSession = challenge.name === 'CUSTOM_CHALLENGE' ? earlier : earlier && [...earlier, result];
  return answer({ ...attempt, customSession }, challenge);
}

export const signInOperations: Operations = {
  InitiateAuth: unsignedOperation(authShape, (input, service) =>
    initiate('public', service.existingClient(input.clientId).pool, input, service),
  ),

  AdminInitiateAuth: signedOperation(authShape, (input, pool, service) => initiate('admin', pool, input, service)),

  RespondToAuthChallenge: unsignedOperation(responseShape, (input, service) =>
    respond('public', service.existingClient(input.clientId).pool, input, service),
  ),

  AdminRespondToAuthChallenge: signedOperation(responseShape, (input, pool, service) =>
    respond('admin', pool, input, service),
  ),
};
