import { assertAttributesConform } from '../attributes.ts';
import { assertPasswordAllowed } from '../password-policy.ts';
import { assert, invalidParameter, notAuthorized } from '../refusals.ts';
import type { User } from '../users.ts';
import { type Attempt, requiredParameter } from './attempt.ts';
import { afterPermanentPassword } from './continue-sign-in.ts';

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
