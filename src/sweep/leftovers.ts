/** Searches for leftover users, and tells them from users who look similar. */
import type { ListedUser, UserSearch } from '../cognito/types.ts';
import { isEphemeralUsername, USERNAME_PREFIXES, type UsernameFormat } from '../ephemeral-user.ts';

/** The fields that may hold the name that a user signs in with. The user pool decides which one does. */
const SIGN_IN_FIELDS: Readonly<Record<UsernameFormat, readonly UserSearch['field'][]>> = {
  email: ['username', 'email'],
  plain: ['username'],
  'phone-number': ['username', 'phone-number'],
};

/**
 * Returns the searches that together find every leftover exactly once. Cognito filters by the prefix of one field, so
 * there is one search per field and prefix. Without a filter, the sweep would read every user of the pool, 60 per call.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html
 */
export function leftoverSearches(usernameFormat: UsernameFormat): readonly UserSearch[] {
  return SIGN_IN_FIELDS[usernameFormat].flatMap((field) =>
    USERNAME_PREFIXES[usernameFormat].map((prefix) => ({ field, prefix })),
  );
}

interface LeftoverRule {
  readonly usernameFormat: UsernameFormat;
  /** Users created later may belong to jobs that still run. */
  readonly createdUntil: Date;
}

/** Checks age and username. Repeats Cognito's filter, because its result may be out of date and may ignore case. */
export function isLeftover(user: ListedUser, search: UserSearch, rule: LeftoverRule): boolean {
  return isEphemeralUser(user, search, rule.usernameFormat) && user.createdAt <= rule.createdUntil;
}

/** Checks the username, but not the age. */
export function isEphemeralUser(user: ListedUser, search: UserSearch, usernameFormat: UsernameFormat): boolean {
  const name = signInName(user, search.field);
  return name.startsWith(search.prefix) && isEphemeralUsername(name, usernameFormat);
}

/** Returns the most likely other format, and a search for users of that format. */
export function searchOtherFormat(usernameFormat: UsernameFormat): { format: UsernameFormat; search: UserSearch } {
  return usernameFormat === 'email'
    ? { format: 'plain', search: { field: 'username', prefix: 'gha-' } }
    : { format: 'email', search: { field: 'email', prefix: 'gha-' } };
}

/**
 * Returns the name that the user signs in with if it is in this field, else an empty string. In a pool that signs in by
 * e-mail address or phone number, the username is the `sub`. In other pools, an e-mail address or phone number is an
 * ordinary attribute, which any user may have.
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
