import { randomUUID } from 'node:crypto';
import type { PoolSettings, UsernameAttribute } from './pool-settings.ts';
import { assert, invalidParameter } from './refusals.ts';

export type Attributes = ReadonlyMap<string, string>;

/** The standard attributes of every pool (developer guide, "Working with user attributes"; OpenID Connect Core 5.1). */
const TEXT_ATTRIBUTES = [
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
];
const FLAG_ATTRIBUTES = ['email_verified', 'phone_number_verified'];

/** Accepts one `@` and a host of at least two labels, the subset of RFC 3696 that Cognito accepts. */
function isEmail(value: string): boolean {
  return /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(value);
}

/** Accepts `+` and at most 15 digits (E.164). */
function isPhoneNumber(value: string): boolean {
  return /^\+[0-9]{1,15}$/.test(value);
}

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
  if (name === 'birthdate') {
    if (value.length < 10) {
      return 'birthdate: String must be no shorter than 10 characters';
    }
    if (value.length > 10) {
      return 'birthdate: String must be no longer than 10 characters';
    }
    return isCalendarDate(value) ? undefined : 'birthdate: String must be a date of the form YYYY-MM-DD';
  }
  return undefined;
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
  const email = attributes.get('email');
  assert(email === undefined || isEmail(email), invalidParameter, 'Invalid email address format.');
  const phoneNumber = attributes.get('phone_number');
  assert(phoneNumber === undefined || isPhoneNumber(phoneNumber), invalidParameter, 'Invalid phone number format.');
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
  if (missing.length > 0) {
    const scimMissing = missing.map((name) => SCIM_NAMES.get(name) ?? name);
    const problems =
      settings.wording === 'today'
        ? scimMissing.map((name) => `${name}: The attribute ${name} is required`).join(', ')
        : missing.map((name) => `${name}: The attribute is required`).join('\n');
    throw invalidParameter(`Attributes did not conform to the schema: ${problems}`);
  }
}

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
