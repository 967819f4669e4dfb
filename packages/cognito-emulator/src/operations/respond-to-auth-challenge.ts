import { type Input, optional, textMap } from '../members.ts';
import { challengeName, clientId, session } from '../model.ts';
import { type Operations, signedOperation, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, notEmulated, userNotFound, wrongPassword } from '../refusals.ts';
import type { Service } from '../service.ts';
import { type Attempt, assertMaySignIn, assertSecretHash, hidesUsers, requiredParameter } from '../sign-in/attempt.ts';
import { type Api, type Challenge, invalidSession, type Origin } from '../sign-in/challenge-sessions.ts';
import { answerChoice, takeFirstFactor } from '../sign-in/choice-flow.ts';
import { complete } from '../sign-in/continue-sign-in.ts';
import type { ChallengeResult } from '../sign-in/custom-auth.ts';
import { answerCustom, isCustom } from '../sign-in/custom-flow.ts';
import { assertSoftwareTokenCode, challengeFactor } from '../sign-in/mfa.ts';
import { answerNewPassword } from '../sign-in/new-password.ts';
import { verifyPasswordClaim } from '../sign-in/srp-flow.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';

const shape = {
  challengeName,
  clientId,
  session: optional(session),
  challengeResponses: optional(textMap, new Map()),
  clientMetadata: optional(textMap),
};

/** Returns the key of the challenge session. PASSWORD_VERIFIER may have no Session; SECRET_BLOCK identifies it then. */
function keyOf({ challengeName: name, session: sent, challengeResponses }: Input<typeof shape>): string {
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
function respond(api: Api, pool: UserPool, input: Input<typeof shape>, { sessions, now: clock }: Service): object {
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
  RespondToAuthChallenge: unsignedOperation(shape, (input, service) =>
    respond('public', service.existingClient(input.clientId).pool, input, service),
  ),

  AdminRespondToAuthChallenge: signedOperation(shape, (input, pool, service) => respond('admin', pool, input, service)),
};
