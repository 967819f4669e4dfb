import { describe, expect, it } from '@jest/globals';
import type { PoolRequest } from '../src/pool-settings.ts';
import { refusalOf } from './contract/answers.ts';
import { type ContractPool, PASSWORD } from './contract/pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { callsOn } from './sdk.ts';

const given = emulatorPerTest();

/** Creates a pool with this number of users. `list` calls ListUsers at the emulator's time. */
function setUp(count: number, request: PoolRequest = {}) {
  const pool = given.emulator.createPool(request);
  for (let index = 0; index < count; index += 1) {
    pool.addUser({ username: `user-${index}`, password: PASSWORD });
  }
  const list: ContractPool['listUsers'] = (more) =>
    callsOn(pool, given.emulator, { systemClockOffset: given.now - Date.now() }).listUsers(more);
  return { owner: callsOn(pool, given.emulator), list };
}

describe('ListUsers', () => {
  it('returns at most 60 users per page', async () => {
    const { list } = setUp(70);
    expect((await list()).Users).toHaveLength(60);
  });
});

describe('pagination', () => {
  it('continues after the last page, even if users have been deleted since', async () => {
    const { owner, list } = setUp(4);
    const first = await list({ Limit: 2 });
    await owner.deleteUser('user-0');
    await owner.deleteUser('user-1');
    const second = await list({ Limit: 2, PaginationToken: first.PaginationToken });
    expect(second.Users?.map(({ Username }) => Username)).toStrictEqual(['user-2', 'user-3']);
    const last = await list({ Limit: 2, PaginationToken: second.PaginationToken });
    expect(last).toMatchObject({ Users: [] });
    expect(last.PaginationToken).toBeUndefined();
  });

  it('can return empty pages with a token', async () => {
    const { list } = setUp(3, { emptyPages: 2 });
    const sizes: number[] = [];
    let token: string | undefined;
    do {
      const page = await list({ Limit: 2, PaginationToken: token });
      sizes.push(page.Users?.length ?? 0);
      token = page.PaginationToken;
    } while (token !== undefined);
    expect(sizes).toStrictEqual([0, 0, 2, 0, 0, 1]);
  });

  it('accepts a token for an hour', async () => {
    const { list } = setUp(3);
    const { PaginationToken } = await list({ Limit: 1 });
    given.now += 3_599_999;
    expect((await list({ Limit: 1, PaginationToken })).Users).toHaveLength(1);
    given.now += 1;
    expect(await refusalOf(list({ Limit: 1, PaginationToken }))).toBe(
      'InvalidParameterException: Invalid pagination token given.',
    );
  });
});
