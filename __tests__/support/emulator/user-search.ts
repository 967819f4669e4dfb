import { invalidParameter } from './refusals.ts';
import type { User } from './users.ts';

/** Whether a user passes a filter of ListUsers. */
export type UserFilter = (user: User) => boolean;

/** The attributes that ListUsers can filter by; custom ones are not among them (developer guide, "Managing user accounts"). */
const searchable: ReadonlyMap<string, (user: User) => string | undefined> = new Map([
  ['username', (user: User) => user.username],
  ['cognito:user_status', (user: User) => user.status],
  ['status', (user: User) => (user.enabled ? 'Enabled' : 'Disabled')],
  ...['sub', 'email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'].map(
    (name) => [name, (user: User) => user.attributes.get(name)] as const,
  ),
]);

/** One attribute, `=` or `^=`, and a value in quotation marks, in which a backslash makes the next character stand for itself. */
const form = /^\s*([\w:]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/**
 * Reads the `Filter` of ListUsers; an empty one lets every user pass. The documentation says both that case counts and that it does not: here it
 * does not, so that a client has to look for itself.
 *
 * @throws Refusal `InvalidParameterException` for a filter of another form, or by an attribute that cannot be searched by.
 */
export const parseUserFilter = (filter: string): UserFilter => {
  if (filter === '') {
    return () => true;
  }
  const [, attribute = '', operator, quoted = ''] = form.exec(filter) ?? [];
  if (operator === undefined) {
    throw invalidParameter('Error while parsing filter');
  }
  const fieldOf = searchable.get(attribute);
  if (fieldOf === undefined) {
    throw invalidParameter(`Invalid search attribute: ${attribute}`);
  }
  const wanted = quoted.replaceAll(/\\(.)/g, '$1').toLowerCase();
  return (user) => {
    const value = fieldOf(user)?.toLowerCase();
    return operator === '=' ? value === wanted : value?.startsWith(wanted) === true;
  };
};
