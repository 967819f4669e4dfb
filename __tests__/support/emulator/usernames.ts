import { randomUUID } from 'node:crypto';
import { type Attributes, isEmail, isPhoneNumber } from './attributes.ts';
import type { PoolSettings, UsernameAttribute } from './pool-settings.ts';
import { invalidParameter } from './refusals.ts';

/** Who a new user is: the immutable username, the `sub`, and the attributes with what the sign-in name adds to them. */
export type NewUserIdentity = {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Attributes;
};

const attributeOfName = (name: string, allowed: readonly UsernameAttribute[]): UsernameAttribute => {
  if (allowed.includes('email') && isEmail(name)) {
    return 'email';
  }
  if (allowed.includes('phone_number') && isPhoneNumber(name)) {
    return 'phone_number';
  }
  if (allowed.length > 1) {
    throw invalidParameter('Username should be either an email or a phone number.');
  }
  throw invalidParameter(
    allowed[0] === 'email' ? 'Username should be an email.' : 'Username should be a phone number.',
  );
};

const assertNotOfAliasForm = (name: string, { aliasAttributes }: PoolSettings): void => {
  if (aliasAttributes.includes('email') && isEmail(name)) {
    throw invalidParameter('Username cannot be of email format, since user pool is configured for email alias.');
  }
  if (aliasAttributes.includes('phone_number') && isPhoneNumber(name)) {
    throw invalidParameter(
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    );
  }
};

/**
 * The username rules of the three kinds of pool (developer guide, "Working with user attributes"): in a pool with
 * username attributes the name given becomes that attribute and a UUID the username; in a pool with aliases the name
 * may not look like an alias; elsewhere any name is a username.
 *
 * @throws Refusal `InvalidParameterException` when the name is not of the pool's form.
 */
export const resolveNewUserIdentity = (
  name: string,
  attributes: Attributes,
  settings: PoolSettings,
): NewUserIdentity => {
  const sub = randomUUID();
  if (settings.usernameAttributes.length === 0) {
    assertNotOfAliasForm(name, settings);
    return { username: name, sub, attributes };
  }
  const attribute = attributeOfName(name, settings.usernameAttributes);
  const given = attributes.get(attribute);
  if (given !== undefined && given !== name) {
    throw invalidParameter(`Username and attribute ${attribute} are not the same.`);
  }
  return { username: sub, sub, attributes: new Map([...attributes, [attribute, name]]) };
};
