import { assertAttributesConform } from '../attributes.ts';
import { deviceOf } from '../devices.ts';
import { assertPasswordAllowed, type MessageFactor } from '../pool-settings.ts';
import { assert, invalidParameter, notAuthorized, Refusal } from '../refusals.ts';
import { signIn } from '../tokens.ts';
import type { TriggerSource } from '../triggers.ts';
import type { UserPool } from '../user-pool.ts';
import { type MfaFactor, sendCode, type User } from '../users.ts';
import { type Attempt, requiredParameter, type UserChallenge } from './attempt.ts';
import { continueCustom, isCustom } from './custom-flow.ts';

/** Runs the triggers of a successful sign-in and issues tokens. */
export function issueTokens(
  attempt: Attempt,
  user: User,
  tokenGeneration: TriggerSource = 'TokenGeneration_Authentication',
): object {
  const { api, pool, client, clientMetadata, now } = attempt;
  const { device, metadata } = deviceOf(attempt, user);
  pool.triggers.run('PostAuthentication_Authentication', user.username, { clientMetadata });
  pool.triggers.run(tokenGeneration, user.username, { clientMetadata });
  return {
    AuthenticationResult: { ...signIn(pool, client, user, { kind: api, device }, now), ...metadata },
    ChallengeParameters: {},
  };
}

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

interface Challenged {
  readonly ChallengeName: string;
  readonly ChallengeParameters: object;
  readonly Session: string;
}

/** Opens a session for a challenge of the user, and returns the challenge. */
function challengeUser(attempt: Attempt, user: User, challenge: UserChallenge, parameters: object): Challenged {
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

function nextMfaChallenge(attempt: Attempt, user: User): Challenged | undefined {
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

const EXPIRED = {
  today: 'Temporary password has expired and must be reset by an administrator.',
  older: 'User account has expired, it must be reset by an administrator.',
} as const;

function newPasswordChallenge(attempt: Attempt, user: User): Challenged {
  const { pool, now } = attempt;
  const { passwordPolicy, wording } = pool.settings;
  if (now >= user.passwordSetAt + passwordPolicy.temporaryPasswordValidityDays * 24 * 60 * 60 * 1000) {
    throw notAuthorized(EXPIRED[wording]);
  }
  const attributes = [...user.attributes].filter(([name]) => name !== 'sub');
  const missing = pool.settings.requiredAttributes.filter((name) => !user.attributes.has(name));
  return challengeUser(
    attempt,
    user,
    { name: 'NEW_PASSWORD_REQUIRED' },
    {
      requiredAttributes: JSON.stringify(missing.map((name) => `userAttributes.${name}`)),
      userAttributes: JSON.stringify(Object.fromEntries(attributes)),
    },
  );
}

/** Continues after the last challenge of Cognito itself: with tokens or, in CUSTOM_AUTH, as the triggers say. */
export function complete(attempt: Attempt, user: User, tokenGeneration?: TriggerSource): object {
  return isCustom(attempt)
    ? continueCustom(attempt, { name: user.username, user })
    : issueTokens(attempt, user, tokenGeneration);
}

/** Continues after a permanent password was set: with an MFA challenge or with tokens. */
function afterPermanentPassword(attempt: Attempt, user: User, tokenGeneration?: TriggerSource): object {
  return nextMfaChallenge(attempt, user) ?? complete(attempt, user, tokenGeneration);
}

/** Returns the challenge that follows a correct password, if there is one. */
export function challengeAfterPassword(attempt: Attempt, user: User): Challenged | undefined {
  return user.status === 'FORCE_CHANGE_PASSWORD'
    ? newPasswordChallenge(attempt, user)
    : nextMfaChallenge(attempt, user);
}

/** Continues after a correct password: with a challenge or with tokens. */
export function afterPassword(attempt: Attempt, user: User): object {
  return challengeAfterPassword(attempt, user) ?? complete(attempt, user);
}

const ATTRIBUTE_PREFIX = 'userAttributes.';

function readAttributes({ pool, parameters }: Attempt, user: User): ReadonlyMap<string, string> {
  const { requiredAttributes } = pool.settings;
  const given = new Map(
    [...parameters].flatMap(([name, value]): [string, string][] =>
      name.startsWith(ATTRIBUTE_PREFIX) ? [[name.slice(ATTRIBUTE_PREFIX.length), value]] : [],
    ),
  );
  assertAttributesConform(given, pool.settings);
  for (const name of requiredAttributes) {
    assert(!(given.has(name) && user.attributes.has(name)), notAuthorized, `Cannot modify an already provided ${name}`);
    if (!given.has(name) && !user.attributes.has(name)) {
      throw invalidParameter(`Invalid attributes given, ${name} is missing`);
    }
  }
  return given;
}

/** Handles the answer to NEW_PASSWORD_REQUIRED, which sets a permanent password. */
export function answerNewPassword(attempt: Attempt, user: User): object {
  const password = requiredParameter(attempt, 'NEW_PASSWORD');
  assertPasswordAllowed(password, user.passwords, attempt.pool.settings.passwordPolicy);
  for (const [name, value] of readAttributes(attempt, user)) {
    user.attributes.set(name, value);
  }
  user.setPassword(password, 'CONFIRMED', attempt.now);
  return afterPermanentPassword(attempt, user, 'TokenGeneration_NewPasswordChallenge');
}
