/** The operations that create and delete user pools, app clients and domains, and ListUsers. */
import { paginateListUserPools } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { answers, INVALID_PARAMETER, invalid, refusalOf } from './answers.ts';
import type { ClientRequest, ContractPool, PoolRequest } from './pool.ts';
import { eventually, type Given, useService } from './service.ts';
import { newDomainPrefix } from './temporary-pools.ts';

const service = await useService();

function createDomain(UserPoolId: string, Domain: string) {
  return service.sdk.createUserPoolDomain({ UserPoolId, Domain });
}

describe('a user pool', () => {
  it('has an ID with the region and nine letters or digits', async () => {
    const { id } = await service.createPool();
    expect(id).toMatch(new RegExp(`^${service.region}_[A-Za-z0-9]{9}$`));
  });

  it.each<[PoolRequest]>([
    [{ UsernameAttributes: ['email'], AliasAttributes: ['email'] }],
    [{ Policies: { PasswordPolicy: { MinimumLength: 5 } } }],
    [{ Policies: { PasswordPolicy: { MinimumLength: 100 } } }],
    [{ Policies: { PasswordPolicy: { PasswordHistorySize: 25 } } }],
  ])('cannot be created with %j', async (request) => {
    expect(await refusalOf(service.createPool(request))).toMatch(INVALID_PARAMETER);
  });

  it('is listed page by page', async () => {
    const ids = [(await service.createPool()).id, (await service.createPool()).id, (await service.createPool()).id];
    const list = async () => {
      const found: (string | undefined)[] = [];
      for await (const { UserPools = [] } of paginateListUserPools({ client: service.sdk }, { MaxResults: 2 })) {
        found.push(...UserPools.map(({ Id }) => Id));
      }
      return found;
    };
    const found = await eventually(list, (all) => ids.every((id) => all.includes(id)));
    expect(found).toStrictEqual(expect.arrayContaining(ids));
    expect(new Set(found).size).toBe(found.length);
  });

  it('stays as long as it has a domain', async () => {
    const { id: UserPoolId } = await service.createPool();
    const Domain = newDomainPrefix();
    await createDomain(UserPoolId, Domain);
    expect(await refusalOf(service.sdk.deleteUserPool({ UserPoolId }))).toBe(
      invalid('User pool cannot be deleted. It has a domain configured that should be deleted first.'),
    );
    const { UserPool: pool } = await service.sdk.describeUserPool({ UserPoolId });
    expect(pool?.Domain).toBe(Domain);
    await service.sdk.deleteUserPoolDomain({ UserPoolId, Domain });
    await service.sdk.deleteUserPool({ UserPoolId });
    expect(await refusalOf(service.sdk.describeUserPool({ UserPoolId }))).toBe(
      `ResourceNotFoundException: User pool ${UserPoolId} does not exist.`,
    );
  });
});

it('a domain belongs to one user pool, and cannot contain a word that AWS reserves', async () => {
  const [one, two] = [await service.createPool(), await service.createPool()];
  const Domain = newDomainPrefix();
  await createDomain(one.id, Domain);
  const another = createDomain(two.id, Domain);
  expect(await refusalOf(another)).toBe(invalid('Domain already associated with another user pool.'));
  const deletion = service.sdk.deleteUserPoolDomain({ UserPoolId: two.id, Domain: newDomainPrefix() });
  expect(await refusalOf(deletion)).toBe(invalid('No such domain or user pool exists.'));
  const reserved = createDomain(two.id, `my-cognito-${newDomainPrefix()}`);
  expect(await refusalOf(reserved)).toBe(invalid('Domain cannot contain reserved word: cognito'));
});

describe('an app client', () => {
  const CODE: ClientRequest = { AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'] };
  const rotation = (RetryGracePeriodSeconds: number): ClientRequest => ({
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds },
  });
  it.each<[ClientRequest, string]>([
    [{ AllowedOAuthFlows: ['client_credentials'] }, ''],
    [{ AllowedOAuthFlows: ['client_credentials', 'code'], GenerateSecret: true }, ''],
    [rotation(61), '1 validation error'],
    [rotation(-1), '1 validation error'],
    [{ ...rotation(10), ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }, ''],
    [{ AuthSessionValidity: 2 }, '1 validation error'],
    [{ ...CODE, CallbackURLs: ['http://app.example.com/'] }, 'http://app.example.com/ cannot use the HTTP protocol.'],
    [{ ...CODE, CallbackURLs: ['https://app.example.com/#fragment'] }, ''],
    [{ ...CODE, CallbackURLs: ['/callback'] }, ''],
  ])('cannot be created with %j', async (request, text) => {
    const pool = await service.createPool();
    const refusal = invalid(text);
    expect((await refusalOf(pool.createClient(request))).slice(0, refusal.length)).toBe(refusal);
  });

  it.each(['http://localhost:3000/', 'http://127.0.0.1/', 'myapp://callback'])(
    'can have the callback URL %s',
    async (url) => {
      const pool = await service.createPool();
      const request = { ...CODE, AllowedOAuthFlowsUserPoolClient: true, CallbackURLs: [url] };
      expect(await pool.createClient(request)).toHaveProperty('id');
    },
  );
});

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
    const Attributes = expect.arrayContaining(created?.Attributes ?? [{}]);
    const changes = { UserLastModifiedDate: expect.any(Date), Enabled: false, UserStatus: 'CONFIRMED', Attributes };
    expect(Users).toStrictEqual([{ ...created, ...changes }]);
  });

  it('filters', async () => {
    const pool = await service.createPool({ UsernameConfiguration: { CaseSensitive: true } });
    await pool.addUser('ada', { email: 'ada@example.com' });
    await pool.addUser('Alan');
    await pool.createUser('grace', { name: 'Grace "Amazing" Hopper' });
    await pool.disableUser('grace');
    await untilListed(pool, 3);
    expect(await namesOf(pool, 'username = "ada"')).toStrictEqual(['ada']);
    expect(await namesOf(pool, 'username ^= "a"')).toStrictEqual(['Alan', 'ada']);
    expect(await namesOf(pool, 'email ^= "ada@"')).toStrictEqual(['ada']);
    expect(await namesOf(pool, 'name="Grace \\"Amazing\\" Hopper"')).toStrictEqual(['grace']);
    expect(await namesOf(pool, 'status = "Disabled"')).toStrictEqual(['grace']);
    expect(await namesOf(pool, 'cognito:user_status = "CONFIRMED"')).toStrictEqual(['Alan', 'ada']);
    expect(await namesOf(pool, '')).toStrictEqual(['Alan', 'ada', 'grace']);
  });

  it('finds users of a pool with username attributes by their UUID only', async () => {
    const pool = await service.createPool({ UsernameAttributes: ['email'] });
    const user = await pool.createUser('ada@example.com');
    await untilListed(pool, 1);
    expect(await namesOf(pool, 'username ^= "ada"')).toStrictEqual([]);
    expect(await namesOf(pool, 'email ^= "ada"')).toStrictEqual([user?.Username]);
    expect(await namesOf(pool, `username = "${user?.Username}"`)).toStrictEqual([user?.Username]);
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

  const NOT_PARSED = invalid('Error while parsing filter');
  const list = (request: Parameters<ContractPool['listUsers']>[0]) => {
    return ({ pool }: Given) => pool.listUsers(request);
  };
  answers(service.setUp, {
    'refuses pages of more than 60 users': [list({ Limit: 61 }), /'limit' failed to satisfy constraint/],
    'refuses empty page tokens': [list({ PaginationToken: '' }), /'paginationToken' failed to satisfy/],
    'refuses page tokens that are invented': [list({ PaginationToken: 'invented' }), INVALID_TOKEN],
    'refuses a filter with another operator': [list({ Filter: 'username ~ "a"' }), NOT_PARSED],
    'refuses a filter without quotation marks': [list({ Filter: 'username = ada' }), NOT_PARSED],
    'refuses a filter with two conditions': [list({ Filter: 'username = "a" and email = "b"' }), NOT_PARSED],
    'refuses a filter by a custom attribute': [
      list({ Filter: 'custom:team = "a"' }),
      invalid('Invalid search attribute: custom:team'),
      { pool: { Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }] } },
    ],
  });
});
