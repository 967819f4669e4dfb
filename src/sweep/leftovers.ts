/**
 * Which users of a pool are leftovers: how to search for them, and how to tell them from users who look like them.
 */

import type { ListedUser, UserSearch } from '../cognito/types.ts';
import { isEphemeralUsername, USERNAME_PREFIXES, type UsernameFormat } from '../ephemeral-user.ts';

/** Where the name stands that a user signs in with: which of them depends on the user pool. */
const FIELDS: Readonly<Record<UsernameFormat, readonly UserSearch['field'][]>> = {
  email: ['username', 'email'],
  plain: ['username'],
  'phone-number': ['username', 'phone-number'],
};

/**
 * The searches that together find every leftover, each of them in one search alone. Cognito filters by the beginning of one field, so
 * there is one for each field and each beginning. Without a filter, every user of the pool would have to be read, 60 in a call.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html
 */
export function leftoverSearches(usernameFormat: UsernameFormat): readonly UserSearch[] {
  return FIELDS[usernameFormat].flatMap((field) =>
    USERNAME_PREFIXES[usernameFormat].map((prefix) => ({ field, prefix })),
  );
}

export interface LeftoverRule {
  readonly usernameFormat: UsernameFormat;
  /** Users made later may be of jobs that still run. */
  readonly createdUntil: Date;
}

/** Whether a user whom a search found is a leftover. What Cognito filtered by is checked again: lists lag behind, and ignore case. */
export function isLeftover(user: ListedUser, search: UserSearch, rule: LeftoverRule): boolean {
  return isEphemeralUser(user, search, rule.usernameFormat) && user.createdAt <= rule.createdUntil;
}

/** The same, whatever the age. */
export function isEphemeralUser(user: ListedUser, search: UserSearch, usernameFormat: UsernameFormat): boolean {
  const name = signInName(user, search.field);
  return name.startsWith(search.prefix) && isEphemeralUsername(name, usernameFormat);
}

/** Where users of another format stand whom the searches of this one do not find: the likeliest other one. */
export function searchElsewhere(usernameFormat: UsernameFormat): { format: UsernameFormat; search: UserSearch } {
  return usernameFormat === 'email'
    ? { format: 'plain', search: { field: 'username', prefix: 'gha-' } }
    : { format: 'email', search: { field: 'email', prefix: 'gha-' } };
}

/**
 * The name that the user signs in with, if it is this field; else empty. Where users sign in by e-mail or phone number, Cognito gives them
 * their `sub` for username. In all other pools, an e-mail address or phone number is only what somebody has, and proves nothing.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
function signInName({ username, sub, email, phoneNumber }: ListedUser, field: UserSearch['field']): string {
  const signsInByUsername = username !== sub;
  switch (field) {
    case 'username':
      return signsInByUsername ? username : '';
    case 'email':
      return signsInByUsername ? '' : email;
    case 'phone-number':
      return signsInByUsername ? '' : phoneNumber;
  }
}
