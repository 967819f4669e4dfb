import { randomBytes } from 'node:crypto';
import { attributeNames, optional, pageToken, userFilter, usersPerPage } from '../members.ts';
import { type Operations, signedOperation } from '../operation.ts';
import { assert, invalidParameter } from '../refusals.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';
import { commonMembers, nameValuePairs } from './admin-users.ts';

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
function parseUserFilter(filter: string): UserFilter {
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

interface Request extends Pick<Listing, 'filter' | 'limit'> {
  readonly token: string | undefined;
}

type Position = Pick<Listing, 'after' | 'emptyPages'>;

/** @throws Refusal `InvalidParameterException` for a token of another query, or one older than an hour. */
function positionOf({ filter, limit, token }: Request, { listings, settings }: UserPool, now: number): Position {
  if (token === undefined) {
    return { after: 0, emptyPages: settings.emptyPages };
  }
  const listing = listings.get(token);
  if (listing === undefined || listing.filter !== filter || listing.limit !== limit || listing.expiresAt <= now) {
    throw invalidParameter('Invalid pagination token given.');
  }
  return listing;
}

/** A full page always has a next page, even if no user is left for it. */
function pageAt({ after, emptyPages }: Position, { filter, limit }: Request, pool: UserPool) {
  const passes = parseUserFilter(filter);
  if (emptyPages > 0) {
    return { users: [], next: { after, emptyPages: emptyPages - 1 } };
  }
  const users: User[] = [];
  for (const [user, position] of pool.usersAfter(after)) {
    if (passes(user)) {
      users.push(user);
    }
    if (users.length === limit) {
      return { users, next: { after: position, emptyPages: pool.settings.emptyPages } };
    }
  }
  return { users, next: undefined };
}

/** @throws Refusal `InvalidParameterException` if the user lacks a requested attribute. */
function attributesOf(user: User, wanted: readonly string[] | undefined): object[] {
  if (wanted?.some((name) => !user.attributes.has(name))) {
    throw invalidParameter('One or more requested attributes do not exist.');
  }
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
      const request = { filter, limit, token };
      const { users, next } = pageAt(positionOf(request, pool, now()), request, pool);
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
