import { randomBytes } from 'node:crypto';
import { attributeNames, optional, pageToken, userFilter, usersPerPage } from '../members.ts';
import { type Operations, signedOperation } from '../operation.ts';
import { assert, invalidParameter } from '../refusals.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';
import { commonMembers, nameValuePairs } from './admin-users.ts';

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
function parseUserFilter(filter: string): (user: User) => boolean {
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

/** The parameters and the progress of a ListUsers query. */
export interface Listing {
  readonly filter: string;
  readonly limit: number;
  /** Position of the last listed user, in order of creation. */
  readonly after: number;
  /** Number of empty pages before the next page with users. */
  readonly emptyPages: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const MAX_USERS_PER_PAGE = 60;
const TOKEN_LIFETIME_MS = 3_600_000;

/** A full page always has a next page, even if no user is left for it. */
function pageAt({ filter, limit, after, emptyPages }: Omit<Listing, 'expiresAt'>, pool: UserPool) {
  const passes = parseUserFilter(filter);
  if (emptyPages > 0) {
    return { users: [], next: { after, emptyPages: emptyPages - 1 } };
  }
  const found = pool.usersAfter(after).filter(([user]) => passes(user));
  const page = found.slice(0, limit);
  const [, position = after] = page.at(-1) ?? [];
  const next = page.length < limit ? undefined : { after: position, emptyPages: pool.settings.emptyPages };
  return { users: page.map(([user]) => user), next };
}

/** @throws Refusal `InvalidParameterException` if the user lacks a requested attribute. */
function attributesOf(user: User, wanted: readonly string[] | undefined): object[] {
  const exist = wanted?.every((name) => user.attributes.has(name)) ?? true;
  assert(exist, invalidParameter, 'One or more requested attributes do not exist.');
  return nameValuePairs(new Map([...user.attributes].filter(([name]) => wanted?.includes(name) ?? true)));
}

export const listUsersOperations: Operations = {
  ListUsers: signedOperation(
    {
      attributesToGet: optional(attributeNames),
      filter: optional(userFilter, ''),
      limit: optional(usersPerPage, 0),
      paginationToken: optional(pageToken),
    },
    ({ attributesToGet, filter, limit: given, paginationToken: token }, pool, { now }) => {
      const limit = given || MAX_USERS_PER_PAGE;
      const start = { filter, limit, after: 0, emptyPages: pool.settings.emptyPages, expiresAt: Number.MAX_VALUE };
      const listing = token === undefined ? start : pool.listings.get(token);
      // A token belongs to one query and expires after an hour.
      const isValid = listing?.filter === filter && listing.limit === limit && now() < listing.expiresAt;
      assert(isValid, invalidParameter, 'Invalid pagination token given.');
      const { users, next } = pageAt(listing, pool);
      const Users = users.map((user) => ({ ...commonMembers(user), Attributes: attributesOf(user, attributesToGet) }));
      if (next === undefined) {
        return { Users };
      }
      const PaginationToken = `CAISl${randomBytes(300).toString('base64')}`;
      pool.listings.set(PaginationToken, { filter, limit, ...next, expiresAt: now() + TOKEN_LIFETIME_MS });
      return { Users, PaginationToken };
    },
  ),
};
