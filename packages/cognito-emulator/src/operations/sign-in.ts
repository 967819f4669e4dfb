import type { AppClient } from '../app-client.ts';
import { authFlow, challengeName, clientId, type Input, optional, session, textMap } from '../members.ts';
import { type Operations, signedOperation, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, notEmulated, Refusal, userNotFound, wrongPassword } from '../refusals.ts';
import type { Service } from '../service.ts';
import {
  type Api,
  type Attempt,
  assertFlowAllowed,
  assertMaySignIn,
  assertSecretHash,
  type Challenge,
  type Claimant,
  checkPassword,
  hidesUsers,
  identifyUser,
  invalidSession,
  type Origin,
  requiredParameter,
} from '../sign-in/attempt.ts';
import {
  afterPassword,
  answerNewPassword,
  assertSoftwareTokenCode,
  challengeFactor,
  complete,
} from '../sign-in/continue-sign-in.ts';
import { answerCustom, isCustom, startCustom, triggersOf } from '../sign-in/custom-flow.ts';
import { challengeWithSrp, verifyPasswordClaim } from '../sign-in/srp-flow.ts';
import type { ChallengeResult } from '../triggers.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';
import { signInWithRefreshToken } from './client-tokens.ts';

/** The first factors that the emulator supports. */
const AVAILABLE = ['PASSWORD', 'PASSWORD_SRP'] as const;
type FirstFactor = (typeof AVAILABLE)[number];

function firstFactorOf(name: string | undefined): FirstFactor | undefined {
  return AVAILABLE.find((factor) => factor === name);
}

/**
 * Lite pools do not have this flow. The service model declares the exception; its text is derived from
 * UpdateUserPool's.
 */
function assertChoiceAllowed({ pool, client }: Attempt): void {
  assertFlowAllowed(client, 'ALLOW_USER_AUTH', 'USER_AUTH flow not enabled for this client');
  if (pool.settings.tier === 'LITE') {
    throw new Refusal(
      'FeatureUnavailableInTierException',
      'The following features need to be disabled for the LITE pricing tier configured: Choice-Based Sign-In',
    );
  }
}

function ask(attempt: Attempt, claimant: Claimant, name: FirstFactor | 'SELECT_CHALLENGE') {
  return {
    ChallengeName: name,
    ChallengeParameters: {},
    Session: attempt.sessions.open(attempt, { name, claimant }, attempt.now),
  };
}

/** Verifies PASSWORD, or starts SRP with SRP_A. */
function takeFirstFactor(attempt: Attempt, claimant: Claimant, factor: FirstFactor): object {
  return factor === 'PASSWORD'
    ? afterPassword(attempt, checkPassword(claimant, requiredParameter(attempt, 'PASSWORD'), attempt.now))
    : challengeWithSrp(attempt, claimant, true);
}

/**
 * USER_AUTH starts the preferred challenge, or SELECT_CHALLENGE if the emulator does not support the preference
 * (developer guide, "Authentication flows", choice-based sign-in). A preference without its parameter returns that
 * challenge first.
 */
function startByChoice(attempt: Attempt, claimant: Claimant): object {
  const { client, parameters } = attempt;
  const preferred = firstFactorOf(parameters.get('PREFERRED_CHALLENGE'));
  if (preferred === undefined || client.settings.preferredChallenge === 'ignored') {
    return { ...ask(attempt, claimant, 'SELECT_CHALLENGE'), AvailableChallenges: AVAILABLE };
  }
  const isGiven = parameters.has(preferred === 'PASSWORD' ? 'PASSWORD' : 'SRP_A');
  return isGiven ? takeFirstFactor(attempt, claimant, preferred) : ask(attempt, claimant, preferred);
}

/** Handles the answer to SELECT_CHALLENGE, which also contains the parameter of the chosen challenge. */
function answerChoice(attempt: Attempt, claimant: Claimant): object {
  const answer = requiredParameter(attempt, 'ANSWER');
  const factor = firstFactorOf(answer);
  if (factor === undefined) {
    throw ['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'].includes(answer)
      ? notEmulated(`first factor ${answer}`)
      : invalidParameter(`Invalid ANSWER ${answer}.`);
  }
  return takeFirstFactor(attempt, claimant, factor);
}

const shape = { authFlow, clientId, authParameters: optional(textMap, new Map()), clientMetadata: optional(textMap) };

/** Finds the user of USERNAME. Checks SECRET_HASH first, so that only the app client learns which users exist. */
function identify(attempt: Attempt): Claimant {
  const username = requiredParameter(attempt, 'USERNAME');
  assertSecretHash(attempt, attempt.parameters.get('SECRET_HASH'), username);
  return identifyUser(attempt, username);
}

function signInWithPassword(attempt: Attempt): object {
  requiredParameter(attempt, 'USERNAME');
  const password = requiredParameter(attempt, 'PASSWORD');
  return afterPassword(attempt, checkPassword(identify(attempt), password, attempt.now));
}

function notSupported(): Error {
  return invalidParameter('Initiate Auth method not supported');
}

function start(flow: Input<typeof shape>['authFlow'], attempt: Attempt): object {
  const { api, client } = attempt;
  switch (flow) {
    case 'USER_PASSWORD_AUTH':
      assert(api === 'public', notSupported);
      assertFlowAllowed(client, 'ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client');
      return signInWithPassword(attempt);
    case 'ADMIN_NO_SRP_AUTH':
    case 'ADMIN_USER_PASSWORD_AUTH':
      assert(api === 'admin', notSupported);
      assertFlowAllowed(client, 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'Auth flow not enabled for this client');
      return signInWithPassword(attempt);
    case 'USER_SRP_AUTH':
      assertFlowAllowed(client, 'ALLOW_USER_SRP_AUTH', 'USER_SRP_AUTH is not enabled for the client.');
      requiredParameter(attempt, 'SRP_A');
      return challengeWithSrp(attempt, identify(attempt), client.settings.sessionWithPasswordVerifier);
    case 'USER_AUTH':
      assertChoiceAllowed(attempt);
      return startByChoice(attempt, identify(attempt));
    case 'REFRESH_TOKEN_AUTH':
    case 'REFRESH_TOKEN':
      return signInWithRefreshToken(attempt);
    case 'CUSTOM_AUTH':
      assertFlowAllowed(client, 'ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH is not enabled for the client.');
      triggersOf(attempt);
      return startCustom(attempt, identify(attempt));
  }
}

function startIn(
  api: Api,
  pool: UserPool,
  client: AppClient,
  input: Input<typeof shape>,
  { sessions, now }: Service,
): object {
  return start(input.authFlow, {
    api,
    pool,
    client,
    parameters: input.authParameters,
    validationData: input.clientMetadata,
    sessions,
    now: now(),
  });
}

export const initiateAuthOperations: Operations = {
  InitiateAuth: unsignedOperation(shape, (input, service) => {
    const { pool, client } = service.existingClient(input.clientId);
    return startIn('public', pool, client, input, service);
  }),

  /** Hides unknown users under the same setting as InitiateAuth. */
  AdminInitiateAuth: signedOperation(shape, (input, pool, service) =>
    startIn('admin', pool, pool.existingClient(input.clientId), input, service),
  ),
};

const responseShape = {
  challengeName,
  clientId,
  session: optional(session),
  challengeResponses: optional(textMap, new Map()),
  clientMetadata: optional(textMap),
};

/** Returns the key of the challenge session. PASSWORD_VERIFIER may have no Session; SECRET_BLOCK identifies it then. */
function keyOf({ challengeName: name, session: sent, challengeResponses }: Input<typeof responseShape>): string {
  if (sent !== undefined) {
    return sent;
  }
  if (name === 'PASSWORD_VERIFIER') {
    return requiredParameter({ parameters: challengeResponses }, 'PASSWORD_CLAIM_SECRET_BLOCK');
  }
  throw invalidParameter('Missing required parameter Session');
}

/** USERNAME is USER_ID_FOR_SRP or any sign-in name of the same user. */
function assertSameUser({ pool, client }: Attempt, username: string, { claimant, ...challenge }: Challenge): void {
  const { user, name } = claimant;
  if (user === undefined) {
    const simulatedId = challenge.name === 'PASSWORD_VERIFIER' ? challenge.exchange.identity.userId : name;
    assert(username === name || username === simulatedId, invalidSession);
    return;
  }
  assert(pool.has(user), () => (hidesUsers(client) ? wrongPassword() : userNotFound()));
  assert(pool.findByAdminName(username) === user, invalidSession);
  assertMaySignIn(user, client);
}

function answerSoftwareToken(attempt: Attempt, user: User): object {
  assertSoftwareTokenCode(user, requiredParameter(attempt, 'SOFTWARE_TOKEN_MFA_CODE'), attempt.now);
  return complete(attempt, user);
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
      return answerNewPassword(attempt, challenge.claimant.user);
    case 'SOFTWARE_TOKEN_MFA':
      return answerSoftwareToken(attempt, challenge.claimant.user);
    case 'SELECT_MFA_TYPE': {
      const chosen = requiredParameter(attempt, 'ANSWER');
      const factor = challenge.choices.find((choice) => choice === chosen);
      assert(factor !== undefined, invalidParameter, `Invalid ANSWER ${chosen}.`);
      return challengeFactor(attempt, challenge.claimant.user, factor);
    }
    case 'MFA_SETUP': {
      const { user } = challenge.claimant;
      assert(challenge.setup.state === 'verified', invalidParameter, 'User has not set up software token mfa');
      return attempt.pool.settings.afterMfaSetup === 'tokens'
        ? complete(attempt, user)
        : challengeFactor(attempt, user, 'SOFTWARE_TOKEN_MFA');
    }
    case 'SMS_MFA':
    case 'EMAIL_OTP':
      throw notEmulated(`the answer to ${challenge.name}`);
  }
}

/** Adds a challenge of Cognito itself, which ends the sign-in if the answer is wrong. */
function sessionAfter({ customSession }: Origin, { name }: Challenge): readonly ChallengeResult[] | undefined {
  return name === 'CUSTOM_CHALLENGE' || customSession === undefined
    ? customSession
    : [...customSession, { challengeName: name, challengeResult: true, challengeMetadata: null }];
}

/**
 * The answer must come from the same client and the same API (Admin or not) as the start of the sign-in. That Cognito
 * requires the same API is not documented; the emulator does, so that no caller relies on the contrary.
 */
function respond(
  api: Api,
  pool: UserPool,
  input: Input<typeof responseShape>,
  { sessions, now: clock }: Service,
): object {
  const client = pool.existingClient(input.clientId);
  const now = clock();
  const attempt: Attempt = {
    api,
    pool,
    client,
    parameters: input.challengeResponses,
    clientMetadata: input.clientMetadata,
    sessions,
    now,
  };
  const username = requiredParameter(attempt, 'USERNAME');
  assertSecretHash(attempt, input.challengeResponses.get('SECRET_HASH'), username);
  const { origin, challenge } = sessions.take(keyOf(input), now);
  assert(origin.api === api && origin.client === client && challenge.name === input.challengeName, invalidSession);
  assertSameUser(attempt, username, challenge);
  return answer({ ...attempt, customSession: sessionAfter(origin, challenge) }, challenge);
}

export const challengeOperations: Operations = {
  RespondToAuthChallenge: unsignedOperation(responseShape, (input, service) =>
    respond('public', service.existingClient(input.clientId).pool, input, service),
  ),

  AdminRespondToAuthChallenge: signedOperation(responseShape, (input, pool, service) =>
    respond('admin', pool, input, service),
  ),
};
