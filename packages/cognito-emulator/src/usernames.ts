import { randomUUID } from 'node:crypto';
import { type Attributes, isEmail, isPhoneNumber } from './attributes.ts';
import type { PoolSettings, UsernameAttribute } from './pool-settings.ts';
import { assert, invalidParameter } from './refusals.ts';

/** The identity of a new user. `attributes` include the one that the sign-in name sets. */
export interface NewUserIdentity {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Attributes;
}

function attributeOfName(name: string, allowed: readonly UsernameAttribute[]): UsernameAttribute {
  if (allowed.includes('email') && isEmail(name)) {
    return 'email';
  }
  if (allowed.includes('phone_number') && isPhoneNumber(name)) {
    return 'phone_number';
  }
  assert(allowed.length <= 1, invalidParameter, 'Username should be either an email or a phone number.');
  throw invalidParameter(
    allowed[0] === 'email' ? 'Username should be an email.' : 'Username should be a phone number.',
  );
}

function assertNotOfAliasForm(name: string, { aliasAttributes }: PoolSettings): void {
  if (aliasAttributes.includes('email') && isEmail(name)) {
    throw invalidParameter('Username cannot be of email format, since user pool is configured for email alias.');
  }
  if (aliasAttributes.includes('phone_number') && isPhoneNumber(name)) {
    throw invalidParameter(
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    );
  }
}

/**
 * Applies the username rules of the three kinds of pools (developer guide, "Working with user attributes"). With
 * username attributes, the given name becomes that attribute and the username is a UUID. With aliases, the name must
 * not look like an alias. Otherwise, any name is a username.
 *
 * @throws Refusal `InvalidParameterException` for a name that does not fit the pool.
 */
export function resolveNewUserIdentity(name: string, attributes: Attributes, settings: PoolSettings): NewUserIdentity {
  const sub = randomUUID();
  if (settings.usernameAttributes.length === 0) {
    assertNotOfAliasForm(name, settings);
    return { username: name, sub, attributes };
  }
  const attribute = attributeOfName(name, settings.usernameAttributes);
  const given = attributes.get(attribute);
  if (given !== undefined && given !== name && settings.differentUsernameAttribute === 'refused') {
    throw invalidParameter(`Username and attribute ${attribute} are not the same.`);
  }
  return { username: sub, sub, attributes: new Map([[attribute, name], ...attributes]) };
}
