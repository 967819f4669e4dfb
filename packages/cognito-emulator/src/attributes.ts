import { randomUUID } from 'node:crypto';
import type { PoolSettings, UsernameAttribute } from './pool-settings.ts';
import { assert, invalidParameter } from './refusals.ts';

export type Attributes = ReadonlyMap<string, string>;

/** The standard attributes of every pool (developer guide, "Working with user attributes"; OpenID Connect Core 5.1). */
const TEXT_ATTRIBUTES = [
  ...['address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name'],
  ...['nickname', 'phone_number', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo'],
];
const FLAG_ATTRIBUTES = ['email_verified', 'phone_number_verified'];

const ADDRESSES = [
  {
    attribute: 'email',
    kind: 'email',
    // One `@` and a host of at least two labels, the subset of RFC 3696 that Cognito accepts.
    form: /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/,
    invalid: 'Invalid email address format.',
  },
  {
    attribute: 'phone_number',
    kind: 'phone number',
    // E.164.
    form: /^\+[0-9]{1,15}$/,
    invalid: 'Invalid phone number format.',
  },
] as const;

function isCalendarDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;
}

function schemaProblem(name: string, value: string, settings: PoolSettings): string | undefined {
  if (FLAG_ATTRIBUTES.includes(name)) {
    return /^(true|false)$/i.test(value) ? undefined : `${name}: Value must be true or false`;
  }
  if (!TEXT_ATTRIBUTES.includes(name) && !settings.customAttributes.includes(name)) {
    return `Type for attribute {${name}} could not be determined`;
  }
  if (name !== 'birthdate' || isCalendarDate(value)) {
    return undefined;
  }
  if (value.length === 10) {
    return 'birthdate: String must be a date of the form YYYY-MM-DD';
  }
  return `birthdate: String must be no ${value.length < 10 ? 'shorter' : 'longer'} than 10 characters`;
}

/**
 * Validates attributes that an administrator sets.
 *
 * @throws Refusal `InvalidParameterException`, which lists every attribute that is not in the schema.
 */
export function assertAttributesConform(attributes: Attributes, settings: PoolSettings): void {
  assert(!attributes.has('sub'), invalidParameter, 'Cannot modify the non-mutable attribute sub');
  const problems = [...attributes].flatMap(([name, value]) => schemaProblem(name, value, settings) ?? []);
  assert(problems.length === 0, invalidParameter, `Attributes did not conform to the schema: ${problems.join('\n')}`);
  for (const { attribute, form, invalid } of ADDRESSES) {
    const value = attributes.get(attribute);
    assert(value === undefined || form.test(value), invalidParameter, invalid);
  }
}

/** The SCIM names (RFC 7643, section 4.1) that Cognito's current messages use for some attributes. */
const SCIM_NAMES: ReadonlyMap<string, string> = new Map([
  ['address', 'addresses'],
  ['email', 'emails'],
  ['family_name', 'name.familyName'],
  ['given_name', 'name.givenName'],
  ['name', 'name.formatted'],
  ['phone_number', 'phoneNumbers'],
]);

/** @throws Refusal `InvalidParameterException`, which lists every required attribute that is missing. */
export function assertRequiredAttributes(attributes: Attributes, settings: PoolSettings): void {
  const missing = settings.requiredAttributes.filter((name) => !attributes.has(name));
  const scimMissing = missing.map((name) => SCIM_NAMES.get(name) ?? name);
  const problems =
    settings.wording === 'today'
      ? scimMissing.map((name) => `${name}: The attribute ${name} is required`).join(', ')
      : missing.map((name) => `${name}: The attribute is required`).join('\n');
  assert(missing.length === 0, invalidParameter, `Attributes did not conform to the schema: ${problems}`);
}

/** The identity of a new user. `attributes` include the one that the sign-in name sets. */
export interface NewUserIdentity {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Attributes;
}

function attributeOfName(name: string, allowed: readonly UsernameAttribute[]): UsernameAttribute {
  const found = ADDRESSES.find(({ attribute, form }) => allowed.includes(attribute) && form.test(name));
  assert(found || allowed.length <= 1, invalidParameter, 'Username should be either an email or a phone number.');
  const expected = allowed[0] === 'email' ? 'an email' : 'a phone number';
  assert(found, invalidParameter, `Username should be ${expected}.`);
  return found.attribute;
}

function assertNotOfAliasForm(name: string, { aliasAttributes }: PoolSettings): void {
  for (const { attribute, kind, form } of ADDRESSES) {
    const message = `Username cannot be of ${kind} format, since user pool is configured for ${kind} alias.`;
    assert(!aliasAttributes.includes(attribute) || !form.test(name), invalidParameter, message);
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
  const isAllowed = [undefined, name].includes(given) || settings.differentUsernameAttribute === 'attribute-wins';
  assert(isAllowed, invalidParameter, `Username and attribute ${attribute} are not the same.`);
  return { username: sub, sub, attributes: new Map([[attribute, name], ...attributes]) };
}
