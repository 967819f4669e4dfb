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
  const device = deviceOf(attempt, user);
  pool.triggers.run('PostAuthentication_Authentication', user.username, { clientMetadata });
  pool.triggers.run(tokenGeneration, user.username, { clientMetadata });
  const tokens = signIn(pool, client, user, { kind: api, device }, now);
  const metadata = device && { NewDeviceMetadata: { DeviceKey: device.key, DeviceGroupKey: device.groupKey } };
  return { AuthenticationResult: { ...tokens, ...metadata }, ChallengeParameters: {} };
}

const ADDRESS_ATTRIBUTES = { SMS_MFA: 'phone_number', EMAIL_OTP: 'email' } as const;

/** In a pool that requires MFA, every e-mail address or phone number is a factor (developer guide, "MFA"). */
function factorsOf({ settings }: UserPool, user: User): readonly MfaFactor[] {
  if (settings.mfa === 'OFF') {
    return [];
  }
  const hasApp = settings.softwareTokenMfa && user.softwareToken !== undefined;
  const required = settings.mfa === 'ON' ? settings.messageMfa : [];
  const implied = required.filter((factor) => user.attributes.has(ADDRESS_ATTRIBUTES[factor]));
  return [...(hasApp ? (['SOFTWARE_TOKEN_MFA'] as const) : []), ...new Set([...user.messageMfa, ...implied])];
}

/** Opens a session for a challenge of the user, and returns the challenge. */
function challengeUser(attempt: Attempt, user: User, challenge: UserChallenge, parameters: object) {
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

export function challengeFactor(attempt: Attempt, user: User, factor: MfaFactor) {
  const sent = factor === 'SOFTWARE_TOKEN_MFA' ? {} : sendFactorCode(attempt, user, factor);
  return challengeUser(attempt, user, { name: factor }, sent);
}

function nextMfaChallenge(attempt: Attempt, user: User) {
  const { mfa, softwareTokenMfa, messageMfa, mfaChoiceParameter } = attempt.pool.settings;
  const choices = factorsOf(attempt.pool, user);
  const [first, second] = choices;
  if (second !== undefined) {
    const listed = { [mfaChoiceParameter]: JSON.stringify(choices) };
    return challengeUser(attempt, user, { name: 'SELECT_MFA_TYPE', choices }, listed);
  }
  if (first !== undefined) {
    return challengeFactor(attempt, user, first);
  }
  const listed = {
    MFAS_CAN_SETUP: JSON.stringify([...messageMfa, ...(softwareTokenMfa ? ['SOFTWARE_TOKEN_MFA'] : [])]),
  };
  return mfa === 'ON' ? challengeUser(attempt, user, { name: 'MFA_SETUP', setup: 'none' }, listed) : undefined;
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

function newPasswordChallenge(attempt: Attempt, user: User) {
  const { passwordPolicy, wording, requiredAttributes } = attempt.pool.settings;
  const expiresAt = user.passwordSetAt + passwordPolicy.temporaryPasswordValidityDays * 24 * 60 * 60 * 1000;
  assert(attempt.now < expiresAt, notAuthorized, EXPIRED[wording]);
  const attributes = [...user.attributes].filter(([name]) => name !== 'sub');
  const missing = requiredAttributes.filter((name) => !user.attributes.has(name));
  const parameters = {
    requiredAttributes: JSON.stringify(missing.map((name) => `userAttributes.${name}`)),
    userAttributes: JSON.stringify(Object.fromEntries(attributes)),
  };
  return challengeUser(attempt, user, { name: 'NEW_PASSWORD_REQUIRED' }, parameters);
}

/** Continues after the last challenge of Cognito itself: with tokens or, in CUSTOM_AUTH, as the triggers say. */
export function complete(attempt: Attempt, user: User, tokenGeneration?: TriggerSource): object {
  return isCustom(attempt)
    ? continueCustom(attempt, { name: user.username, user })
    : issueTokens(attempt, user, tokenGeneration);
}

/** Returns the challenge that follows a correct password, if there is one. */
export function challengeAfterPassword(attempt: Attempt, user: User) {
  return user.status === 'FORCE_CHANGE_PASSWORD'
    ? newPasswordChallenge(attempt, user)
    : nextMfaChallenge(attempt, user);
}

/** Continues after a correct password: with a challenge or with tokens. */
export function afterPassword(attempt: Attempt, user: User, tokenGeneration?: TriggerSource): object {
  return challengeAfterPassword(attempt, user) ?? complete(attempt, user, tokenGeneration);
}

const ATTRIBUTE_PREFIX = 'userAttributes.';

function readAttributes({ pool, parameters }: Attempt, user: User): ReadonlyMap<string, string> {
  const prefixed = [...parameters].filter(([name]) => name.startsWith(ATTRIBUTE_PREFIX));
  const given = new Map(prefixed.map(([name, value]) => [name.slice(ATTRIBUTE_PREFIX.length), value]));
  assertAttributesConform(given, pool.settings);
  for (const name of pool.settings.requiredAttributes) {
    const [isGiven, isKnown] = [given.has(name), user.attributes.has(name)];
    assert(!(isGiven && isKnown), notAuthorized, `Cannot modify an already provided ${name}`);
    assert(isGiven || isKnown, invalidParameter, `Invalid attributes given, ${name} is missing`);
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
  return afterPassword(attempt, user, 'TokenGeneration_NewPasswordChallenge');
}
