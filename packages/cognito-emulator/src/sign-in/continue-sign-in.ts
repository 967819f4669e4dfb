import { notAuthorized } from '../refusals.ts';
import type { TriggerSource } from '../triggers.ts';
import type { User } from '../users.ts';
import type { Attempt } from './attempt.ts';
import { continueCustom, isCustom } from './custom-flow.ts';
import { issueTokens } from './issue-tokens.ts';
import { type Challenged, challengeUser, nextMfaChallenge } from './mfa.ts';

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
export function afterPermanentPassword(attempt: Attempt, user: User, tokenGeneration?: TriggerSource): object {
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
