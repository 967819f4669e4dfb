import { ListUsersCommand, type ListUsersCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '../../../support/emulator/index.ts';
import type { UserPool } from '../../../support/emulator/user-pool.ts';
import { refusalOf, sdkFor } from './sdk.ts';

let emulator: Emulator;
let now: number;

beforeEach(async () => {
  now = Date.now();
  emulator = await startEmulator({ now: () => now });
});
afterEach(() => emulator.close());

const list = (pool: UserPool, more: Partial<ListUsersCommandInput> = {}) =>
  sdkFor(emulator, { systemClockOffset: now - Date.now() }).send(
    new ListUsersCommand({ UserPoolId: pool.id, ...more }),
  );

const namesOf = async (pool: UserPool, Filter: string) =>
  ((await list(pool, { Filter })).Users ?? []).map(({ Username }) => Username);

const addUsers = (pool: UserPool, count: number, prefix = 'user-') => {
  for (let index = 0; index < count; index += 1) {
    pool.addUser({ username: `${prefix}${index}`, password: 'Correct-1' });
  }
};

describe('ListUsers', () => {
  it('shows users as they are', async () => {
    const pool = emulator.createPool();
    const createdAt = new Date('2026-01-02T03:04:05Z');
    pool.addUser({ username: 'ada', password: 'Correct-1', attributes: { name: 'Ada' }, createdAt, enabled: false });
    expect((await list(pool)).Users).toEqual([
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

  it.each([
    ['username = "ada"', ['ada']],
    ['username ^= "a"', ['ada', 'Alan']],
    ['email ^= "ada@"', ['ada']],
    ['name="Grace \\"Amazing\\" Hopper"', ['grace']],
    ['status = "Disabled"', ['grace']],
    ['cognito:user_status = "CONFIRMED"', ['ada', 'Alan', 'grace']],
    ['email = "nobody@example.com"', []],
    ['', ['ada', 'Alan', 'grace']],
  ])('filters by %s', async (filter, names) => {
    const pool = emulator.createPool();
    const password = 'Correct-1';
    pool.addUser({ username: 'ada', password, attributes: { email: 'ada@example.com' } });
    pool.addUser({ username: 'Alan', password });
    pool.addUser({ username: 'grace', password, attributes: { name: 'Grace "Amazing" Hopper' }, enabled: false });
    expect(await namesOf(pool, filter)).toEqual(names);
  });

  it('knows users of a pool with username attributes by their UUID alone', async () => {
    const pool = emulator.createPool({ usernameAttributes: ['email'] });
    pool.addUser({ username: 'ada@example.com', password: 'Correct-1' });
    const sub = pool.users[0]?.username;
    expect(await namesOf(pool, 'username ^= "ada"')).toEqual([]);
    expect(await namesOf(pool, 'email ^= "ada"')).toEqual([sub]);
    expect(await namesOf(pool, `username = "${sub}"`)).toEqual([sub]);
  });

  it.each([
    ['username ~ "a"', 'Error while parsing filter'],
    ['username = ada', 'Error while parsing filter'],
    ['username = "a" and email = "b"', 'Error while parsing filter'],
    ['custom:team = "a"', 'Invalid search attribute: custom:team'],
  ])('refuses the filter %s', async (Filter, text) => {
    const pool = emulator.createPool({ customAttributes: ['custom:team'] });
    expect(await refusalOf(list(pool, { Filter }))).toBe(`InvalidParameterException: ${text}`);
  });

  it('refuses attributes that a user lacks', async () => {
    const pool = emulator.createPool();
    pool.addUser({ username: 'ada', password: 'Correct-1', attributes: { name: 'Ada', locale: 'en' } });
    expect((await list(pool, { AttributesToGet: ['name'] })).Users?.[0]?.Attributes).toEqual([
      { Name: 'name', Value: 'Ada' },
    ]);
    addUsers(pool, 1);
    expect(await refusalOf(list(pool, { AttributesToGet: ['name'] }))).toBe(
      'InvalidParameterException: One or more requested attributes do not exist.',
    );
  });

  it('gives at most 60 at once', async () => {
    const pool = emulator.createPool();
    addUsers(pool, 70);
    expect((await list(pool)).Users).toHaveLength(60);
    expect(await refusalOf(list(pool, { Limit: 61 }))).toContain("'limit' failed to satisfy constraint");
  });
});

describe('pages', () => {
  it('go on where the last one ended, whoever was deleted since', async () => {
    const pool = emulator.createPool();
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
    expect(second.Users?.map(({ Username }) => Username)).toEqual(['user-2', 'user-3']);
    const last = await list(pool, { Limit: 2, PaginationToken: second.PaginationToken });
    expect(last).toMatchObject({ Users: [] });
    expect(last.PaginationToken).toBeUndefined();
  });

  it('can be empty and have a token', async () => {
    const pool = emulator.createPool({ emptyPages: 2 });
    addUsers(pool, 3);
    const sizes: number[] = [];
    let token: string | undefined;
    do {
      const page = await list(pool, { Limit: 2, ...(token === undefined ? {} : { PaginationToken: token }) });
      sizes.push(page.Users?.length ?? 0);
      token = page.PaginationToken;
    } while (token !== undefined);
    expect(sizes).toEqual([0, 0, 2, 0, 0, 1]);
  });

  it('belong to their own parameters, for an hour', async () => {
    const pool = emulator.createPool();
    addUsers(pool, 3);
    const { PaginationToken } = await list(pool, { Limit: 1 });
    const refusal = 'InvalidParameterException: Invalid pagination token given.';
    expect(await refusalOf(list(pool, { Limit: 2, PaginationToken }))).toBe(refusal);
    expect(await refusalOf(list(pool, { Limit: 1, Filter: 'username ^= "u"', PaginationToken }))).toBe(refusal);
    expect(await refusalOf(list(emulator.createPool(), { Limit: 1, PaginationToken }))).toBe(refusal);
    expect((await list(pool, { Limit: 1, PaginationToken })).Users).toHaveLength(1);
    now += 3_600_000;
    expect(await refusalOf(list(pool, { Limit: 1, PaginationToken }))).toBe(refusal);
  });
});
