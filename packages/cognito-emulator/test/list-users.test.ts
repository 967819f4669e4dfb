import { ListUsersCommand, type ListUsersCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { UserPool } from '../src/user-pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, sdkFor } from './sdk.ts';

const given = emulatorPerTest();

function list(pool: UserPool, more: Partial<ListUsersCommandInput> = {}) {
  return sdkFor(given.emulator, { systemClockOffset: given.now - Date.now() }).send(
    new ListUsersCommand({ UserPoolId: pool.id, ...more }),
  );
}

function addUsers(pool: UserPool, count: number, prefix = 'user-') {
  for (let index = 0; index < count; index += 1) {
    pool.addUser({ username: `${prefix}${index}`, password: 'Correct-1' });
  }
}

describe('ListUsers', () => {
  it('returns users with all fields', async () => {
    const pool = given.emulator.createPool();
    const createdAt = new Date('2026-01-02T03:04:05Z');
    pool.addUser({ username: 'ada', password: 'Correct-1', attributes: { name: 'Ada' }, createdAt, enabled: false });
    expect((await list(pool)).Users).toStrictEqual([
      {
        Username: 'ada',
        UserCreateDate: createdAt,
        UserLastModifiedDate: createdAt,
        Enabled: false,
        UserStatus: 'CONFIRMED',
        Attributes: [
          { Name: 'sub', Value: pool.users[0]?.attributes['sub'] },
          { Name: 'name', Value: 'Ada' },
        ],
      },
    ]);
  });

  it('returns at most 60 users per page', async () => {
    const pool = given.emulator.createPool();
    addUsers(pool, 70);
    expect((await list(pool)).Users).toHaveLength(60);
  });
});

describe('pagination', () => {
  it('continues after the last page, even if users have been deleted since', async () => {
    const pool = given.emulator.createPool();
    addUsers(pool, 4);
    const first = await list(pool, { Limit: 2 });
    for (const name of ['user-0', 'user-1']) {
      const user = pool.findByAdminName(name);
      expect(user).toBeDefined();
      if (user) {
        pool.delete(user);
      }
    }
    const second = await list(pool, { Limit: 2, PaginationToken: first.PaginationToken });
    expect(second.Users?.map(({ Username }) => Username)).toStrictEqual(['user-2', 'user-3']);
    const last = await list(pool, { Limit: 2, PaginationToken: second.PaginationToken });
    expect(last).toMatchObject({ Users: [] });
    expect(last.PaginationToken).toBeUndefined();
  });

  it('can return empty pages with a token', async () => {
    const pool = given.emulator.createPool({ emptyPages: 2 });
    addUsers(pool, 3);
    const sizes: number[] = [];
    let token: string | undefined;
    do {
      const page = await list(pool, { Limit: 2, ...(token === undefined ? {} : { PaginationToken: token }) });
      sizes.push(page.Users?.length ?? 0);
      token = page.PaginationToken;
    } while (token !== undefined);
    expect(sizes).toStrictEqual([0, 0, 2, 0, 0, 1]);
  });

  /** Requests a number of pages, each with the token of the previous one. */
  const pagesOf = async (pool: UserPool, count: number, onPage: () => void = () => undefined) => {
    const pages: { names: unknown[]; token: string | undefined }[] = [];
    for (let page = 1; page <= count; page += 1) {
      const token = pages.at(-1)?.token;
      const { Users, PaginationToken } = await list(pool, { Limit: 2, ...(token && { PaginationToken: token }) });
      pages.push({ names: (Users ?? []).map(({ Username }) => Username), token: PaginationToken });
      onPage();
    }
    return pages;
  };

  it('can use positions, which shift on deletions', async () => {
    const pool = given.emulator.createPool({ pageTokens: 'positions' });
    addUsers(pool, 5);
    const deleteFirst = () => {
      const user = pool.findByAdminName('user-0');
      if (user) {
        pool.delete(user);
      }
    };
    expect(await pagesOf(pool, 2, deleteFirst)).toStrictEqual([
      { names: ['user-0', 'user-1'], token: '2' },
      { names: ['user-3', 'user-4'], token: '4' },
    ]);
    expect(await pagesOf(pool, 3)).toStrictEqual([
      { names: ['user-1', 'user-2'], token: '2' },
      { names: ['user-3', 'user-4'], token: '4' },
      { names: [], token: undefined },
    ]);
  });

  it('can use positions among the users that match the filter', async () => {
    const pool = given.emulator.createPool({ pageTokens: 'positions' });
    addUsers(pool, 3, 'other-');
    addUsers(pool, 3);
    const filtered = { Filter: 'username ^= "user-"', Limit: 2 };
    const { PaginationToken } = await list(pool, filtered);
    const { Users } = await list(pool, { ...filtered, PaginationToken });
    expect(Users?.map(({ Username }) => Username)).toStrictEqual(['user-2']);
  });

  it('can repeat the same token endlessly', async () => {
    const pool = given.emulator.createPool({ pageTokens: 'repeated' });
    addUsers(pool, 5);
    const [first, ...others] = await pagesOf(pool, 4);
    const again = { names: ['user-2', 'user-3'], token: first?.token };
    expect(first).toStrictEqual({ names: ['user-0', 'user-1'], token: expect.any(String) });
    expect(others).toStrictEqual([again, again, again]);
  });

  it('can end with an empty token', async () => {
    const pool = given.emulator.createPool({ pageTokens: 'empty' });
    addUsers(pool, 3);
    expect(await pagesOf(pool, 2)).toStrictEqual([
      { names: ['user-0', 'user-1'], token: expect.stringMatching(/./) },
      { names: ['user-2'], token: '' },
    ]);
  });

  it('accepts a token for an hour', async () => {
    const pool = given.emulator.createPool();
    addUsers(pool, 3);
    const { PaginationToken } = await list(pool, { Limit: 1 });
    given.now += 3_599_999;
    expect((await list(pool, { Limit: 1, PaginationToken })).Users).toHaveLength(1);
    given.now += 1;
    expect(await refusalOf(list(pool, { Limit: 1, PaginationToken }))).toBe(
      'InvalidParameterException: Invalid pagination token given.',
    );
  });
});
