/** ListUsers. */
import { describe, expect, it } from '@jest/globals';
import { answers, invalid, refusalOf } from './answers.ts';
import type { ContractPool } from './pool.ts';
import { eventually, useService } from './service.ts';

const service = await useService();

/** Creates these users, and waits until ListUsers returns them. */
async function createUsers(pool: ContractPool, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await pool.createUser(name);
  }
  await untilListed(pool, names.length);
}

function untilListed(pool: ContractPool, count: number) {
  return eventually(
    () => pool.listUsers(),
    ({ Users = [] }) => Users.length >= count,
  );
}

async function namesOf(pool: ContractPool, Filter: string) {
  const { Users = [] } = await pool.listUsers({ Filter });
  return Users.map(({ Username = '' }) => Username).toSorted();
}

describe('ListUsers', () => {
  it('returns users with all fields', async () => {
    const pool = await service.createPool();
    const created = await pool.addUser('ada', { name: 'Ada' });
    await pool.disableUser();
    const { Users = [] } = await eventually(
      () => pool.listUsers(),
      ({ Users: users = [] }) => users[0]?.Enabled === false,
    );
    expect(Users).toStrictEqual([
      {
        Username: 'ada',
        UserCreateDate: created?.UserCreateDate,
        UserLastModifiedDate: expect.any(Date),
        Enabled: false,
        UserStatus: 'CONFIRMED',
        Attributes: expect.arrayContaining(created?.Attributes ?? [{}]),
      },
    ]);
  });

  it('filters', async () => {
    const pool = await service.createPool({ UsernameConfiguration: { CaseSensitive: true } });
    await pool.addUser('ada', { email: 'ada@example.com' });
    await pool.addUser('Alan');
    await pool.createUser('grace', { name: 'Grace "Amazing" Hopper' });
    await pool.disableUser('grace');
    await untilListed(pool, 3);
    const expected: Readonly<Record<string, readonly string[]>> = {
      'username = "ada"': ['ada'],
      'username ^= "a"': ['Alan', 'ada'],
      'email ^= "ada@"': ['ada'],
      'name="Grace \\"Amazing\\" Hopper"': ['grace'],
      'status = "Disabled"': ['grace'],
      'cognito:user_status = "CONFIRMED"': ['Alan', 'ada'],
      'email = "nobody@example.com"': [],
      '': ['Alan', 'ada', 'grace'],
    };
    for (const [filter, names] of Object.entries(expected)) {
      expect([filter, await namesOf(pool, filter)]).toStrictEqual([filter, names]);
    }
  });

  it('finds users of a pool with username attributes by their UUID only', async () => {
    const pool = await service.createPool({ UsernameAttributes: ['email'] });
    const user = await pool.createUser('ada@example.com');
    await untilListed(pool, 1);
    expect(await namesOf(pool, 'username ^= "ada"')).toStrictEqual([]);
    expect(await namesOf(pool, 'email ^= "ada"')).toStrictEqual([user?.Username]);
    expect(await namesOf(pool, `username = "${user?.Username}"`)).toStrictEqual([user?.Username]);
  });

  it.each([
    ['username ~ "a"', 'Error while parsing filter'],
    ['username = ada', 'Error while parsing filter'],
    ['username = "a" and email = "b"', 'Error while parsing filter'],
    ['custom:team = "a"', 'Invalid search attribute: custom:team'],
  ])('refuses the filter %s', async (Filter, text) => {
    const pool = await service.createPool({ Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }] });
    expect(await refusalOf(pool.listUsers({ Filter }))).toBe(invalid(text));
  });

  it('refuses a requested attribute that a user lacks', async () => {
    const pool = await service.createPool();
    await pool.createUser('ada', { name: 'Ada', locale: 'en' });
    await untilListed(pool, 1);
    const AttributesToGet = ['name'];
    const { Users: [first] = [] } = await pool.listUsers({ AttributesToGet });
    expect(first?.Attributes).toStrictEqual([{ Name: 'name', Value: 'Ada' }]);
    await createUsers(pool, ['bob']);
    expect(await refusalOf(pool.listUsers({ AttributesToGet }))).toBe(
      invalid('One or more requested attributes do not exist.'),
    );
  });

  const INVALID_TOKEN = invalid('Invalid pagination token given.');

  it('continues after the last page, with the same parameters only', async () => {
    const pool = await service.createPool();
    await createUsers(pool, ['one', 'two', 'three']);
    const { Users: first = [], PaginationToken } = await pool.listUsers({ Limit: 2 });
    expect(first).toHaveLength(2);
    expect(await refusalOf(pool.listUsers({ Limit: 1, PaginationToken }))).toBe(INVALID_TOKEN);
    const filtered = pool.listUsers({ Limit: 2, Filter: 'username ^= "o"', PaginationToken });
    expect(await refusalOf(filtered)).toBe(INVALID_TOKEN);
    const other = await service.createPool();
    expect(await refusalOf(other.listUsers({ Limit: 2, PaginationToken }))).toBe(INVALID_TOKEN);
    const { Users: second = [], PaginationToken: last } = await pool.listUsers({ Limit: 2, PaginationToken });
    expect([...first, ...second].map(({ Username }) => Username).toSorted()).toStrictEqual(['one', 'three', 'two']);
    expect(last).toBeUndefined();
  });

  answers(service.setUp, {
    'refuses pages of more than 60 users': [
      ({ pool }) => pool.listUsers({ Limit: 61 }),
      /'limit' failed to satisfy constraint/,
    ],
    'refuses empty page tokens': [
      ({ pool }) => pool.listUsers({ PaginationToken: '' }),
      /'paginationToken' failed to satisfy/,
    ],
    'refuses page tokens that are invented': [
      ({ pool }) => pool.listUsers({ PaginationToken: 'invented' }),
      INVALID_TOKEN,
    ],
  });
});
