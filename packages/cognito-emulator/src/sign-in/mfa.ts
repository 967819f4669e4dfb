import { sendCode } from '../code-delivery.ts';
import type { MessageFactor } from '../pool-settings.ts';
import { Refusal } from '../refusals.ts';
import type { UserPool } from '../user-pool.ts';
import type { MfaFactor, User } from '../users.ts';
import type { Attempt } from './attempt.ts';
import type { UserChallenge } from './challenge-sessions.ts';

const ADDRESS_ATTRIBUTES = { SMS_MFA: 'phone_number', EMAIL_OTP: 'email' } as const;

/** In a pool that requires MFA, every e-mail address or phone number is a factor (developer guide, "MFA"). */
function messageFactorsOf({ settings }: UserPool, user: User): readonly MessageFactor[] {
  const implied = settings.mfa === 'ON' ? settings.messageMfa : [];
  return [
    ...new Set([...user.messageMfa, ...implied.filter((factor) => user.attributes.has(ADDRESS_ATTRIBUTES[factor]))]),
  ];
}

function factorsOf(pool: UserPool, user: User): readonly MfaFactor[] {
  if (pool.settings.mfa === 'OFF') {
    return [];
  }
  const hasApp = pool.settings.softwareTokenMfa && user.softwareToken !== undefined;
  return [...(hasApp ? (['SOFTWARE_TOKEN_MFA'] as const) : []), ...messageFactorsOf(pool, user)];
}

export interface Challenged {
  readonly ChallengeName: string;
  readonly ChallengeParameters: object;
  readonly Session: string;
}

/** Opens a session for a challenge of the user, and returns the challenge. */
export function challengeUser(attempt: Attempt, user: User, challenge: UserChallenge, parameters: object): Challenged {
  const claimant = { name: user.username, user };
  return {
    ChallengeName: challenge.name,
    ChallengeParameters: { ...parameters, USER_ID_FOR_SRP: user.username },
    Session: attempt.sessions.open(attempt, { ...challenge, claimant }, attempt.now),
  };
}

function sendFactorCode({ pool }: Attempt, user: User, factor: MessageFactor): object {
  const { medium, destination } = sendCode(pool, user, ADDRESS_ATTRIBUTES[factor], 'Authentication');
  return { CODE_DELIVERY_DELIVERY_MEDIUM: medium, CODE_DELIVERY_DESTINATION: destination };
}

export function challengeFactor(attempt: Attempt, user: User, factor: MfaFactor): Challenged {
  const sent = factor === 'SOFTWARE_TOKEN_MFA' ? {} : sendFactorCode(attempt, user, factor);
  return challengeUser(attempt, user, { name: factor }, sent);
}

function challengeChoice(attempt: Attempt, user: User, choices: readonly MfaFactor[]): Challenged {
  const listed = { [attempt.pool.settings.mfaChoiceParameter]: JSON.stringify(choices) };
  return challengeUser(attempt, user, { name: 'SELECT_MFA_TYPE', choices }, listed);
}

function challengeSetup(attempt: Attempt, user: User): Challenged {
  const { softwareTokenMfa, messageMfa } = attempt.pool.settings;
  const factors = [...messageMfa, ...(softwareTokenMfa ? ['SOFTWARE_TOKEN_MFA'] : [])];
  const listed = { MFAS_CAN_SETUP: JSON.stringify(factors) };
  return challengeUser(attempt, user, { name: 'MFA_SETUP', setup: { state: 'none' } }, listed);
}

export function nextMfaChallenge(attempt: Attempt, user: User): Challenged | undefined {
  const factors = factorsOf(attempt.pool, user);
  const [first, second] = factors;
  if (first === undefined) {
    return attempt.pool.settings.mfa === 'ON' ? challengeSetup(attempt, user) : undefined;
  }
  return second === undefined ? challengeFactor(attempt, user, first) : challengeChoice(attempt, user, factors);
}

/** @throws Refusal for a code that is wrong or already used, and while the user is locked. */
export function assertSoftwareTokenCode(user: User, code: string, now: number): void {
  user.codeLockout.assertOpen(now);
  const verdict = user.softwareToken?.take(code, now) ?? 'wrong';
  if (verdict === 'used') {
    throw new Refusal('ExpiredCodeException', 'Your software token has already been used once.');
  }
  if (verdict === 'wrong') {
    user.codeLockout.countFailure(now);
    throw new Refusal('CodeMismatchException', 'Invalid code received for user');
  }
  user.codeLockout.clear();
}
