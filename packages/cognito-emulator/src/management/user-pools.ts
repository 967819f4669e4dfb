import { choice, flag, structure, text, wholeNumber } from '../members.ts';
import { pageToken } from '../model.ts';
import { accountOperation, type Operation, signedOperation } from '../operation.ts';
import { invalidParameter } from '../refusals.ts';
import { UserPool } from '../user-pool.ts';
import { readPoolRequest } from './settings.ts';

/** Settings that the emulator's own pools do not keep. */
interface Registration {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

const poolName = text({ minLength: 1, maxLength: 128, pattern: String.raw`[\w\s+=,.@-]+` });
const poolsPerPage = wholeNumber(1, 60);
const mfa = choice(['OFF', 'ON', 'OPTIONAL']);
const softwareToken = structure((members) => members.optional('Enabled', flag) ?? false);

/** Creates, lists and deletes the user pools of one emulator. */
export function userPoolOperations(): readonly (readonly [string, Operation])[] {
  const registrations = new WeakMap<UserPool, Registration>();

  const describe = (pool: UserPool): object => {
    const { name, createdAt } = registrations.get(pool) ?? { name: '', createdAt: 0 };
    const { domain } = pool.settings;
    return { Id: pool.id, Name: name, CreationDate: createdAt / 1000, ...(domain !== '' && { Domain: domain }) };
  };

  const createUserPool = accountOperation(
    (members) => ({ name: members.required('PoolName', poolName), pool: readPoolRequest(members) }),
    (input, { region }, service) => {
      const pool = new UserPool({ ...input.pool, region }, service.newPoolKeys(), service.now);
      registrations.set(pool, { name: input.name, createdAt: service.now() });
      service.pools.set(pool.id, pool);
      return { UserPool: describe(pool) };
    },
  );

  const listUserPools = accountOperation(
    (members) => ({
      limit: members.required('MaxResults', poolsPerPage),
      after: members.optional('NextToken', pageToken),
    }),
    ({ limit, after }, { region }, { pools }) => {
      const all = [...pools.values()].filter(({ settings }) => settings.region === region);
      const start = all.findIndex(({ id }) => id === after) + 1;
      const page = all.slice(start, start + limit);
      const last = page.at(-1);
      const hasMore = last !== undefined && start + limit < all.length;
      return { UserPools: page.map(describe), ...(hasMore && { NextToken: last.id }) };
    },
  );

  const describeUserPool = signedOperation(
    () => undefined,
    (_, pool) => ({ UserPool: describe(pool) }),
  );

  return [
    ['CreateUserPool', createUserPool],
    ['DeleteUserPool', deleteUserPool],
    ['DescribeUserPool', describeUserPool],
    ['ListUserPools', listUserPools],
    ['SetUserPoolMfaConfig', setUserPoolMfaConfig],
  ];
}

const deleteUserPool = signedOperation(
  () => undefined,
  (_, pool, { pools }) => {
    if (pool.settings.domain !== '') {
      throw invalidParameter('User pool cannot be deleted. It has a domain configured that should be deleted first.');
    }
    pools.delete(pool.id);
    return undefined;
  },
);

const setUserPoolMfaConfig = signedOperation(
  (members) => ({
    mfa: members.optional('MfaConfiguration', mfa) ?? 'OFF',
    softwareTokenMfa: members.optional('SoftwareTokenMfaConfiguration', softwareToken) ?? false,
  }),
  (change, pool) => {
    pool.change(change);
    return {
      SoftwareTokenMfaConfiguration: { Enabled: change.softwareTokenMfa },
      MfaConfiguration: change.mfa,
    };
  },
);
