import { ListUsersCommand, type ListUsersCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { UserPool } from '../src/user-pool.ts';
import { refusalOf } from './contract/service.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { sdkFor } from './sdk.ts';

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
