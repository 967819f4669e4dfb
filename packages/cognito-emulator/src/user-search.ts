import { assert, invalidParameter } from './refusals.ts';
import type { User } from './users.ts';

type UserFilter = (user: User) => boolean;

/**
 * The attributes that ListUsers can filter by, without custom attributes (developer guide, "Managing user accounts").
 */
const SEARCHABLE: ReadonlyMap<string, (user: User) => string | undefined> = new Map([
  ['username', (user: User) => user.username],
  ['cognito:user_status', (user: User) => user.status],
  ['status', (user: User) => (user.enabled ? 'Enabled' : 'Disabled')],
  ...['sub', 'email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'].map(
    (name) => [name, (user: User) => user.attributes.get(name)] as const,
  ),
]);

/** One attribute, `=` or `^=`, and a value in quotation marks. A backslash escapes the next character. */
const FORM = /^\s*([\w:]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/**
 * Parses the `Filter` of ListUsers. An empty filter matches every user. The documentation contradicts itself on case;
 * the emulator ignores case, so that clients must check the results themselves.
 *
 * @throws Refusal `InvalidParameterException` for an invalid filter or an attribute that is not searchable.
 */
export function parseUserFilter(filter: string): UserFilter {
  if (filter === '') {
    return () => true;
  }
  const [, attribute = '', operator, quoted = ''] = FORM.exec(filter) ?? [];
  assert(operator !== undefined, invalidParameter, 'Error while parsing filter');
  const fieldOf = SEARCHABLE.get(attribute);
  assert(fieldOf !== undefined, invalidParameter, `Invalid search attribute: ${attribute}`);
  const wanted = quoted.replaceAll(/\\(.)/g, '$1').toLowerCase();
  return (user) => {
    const value = fieldOf(user)?.toLowerCase();
    return operator === '=' ? value === wanted : value?.startsWith(wanted) === true;
  };
}
