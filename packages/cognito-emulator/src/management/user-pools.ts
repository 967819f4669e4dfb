import { choice, flag, optional, structure, text, wholeNumber } from '../members.ts';
import { pageToken } from '../model.ts';
import { accountOperation, type Operations, signedOperation } from '../operation.ts';
import { invalidParameter } from '../refusals.ts';
import { UserPool } from '../user-pool.ts';
import { poolRequestOf, poolShape } from './settings.ts';

/** Settings that the emulator's own pools do not keep. */
interface Registration {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

const poolName = text({ minLength: 1, maxLength: 128, pattern: String.raw`[\w\s+=,.@-]+` });
const poolsPerPage = wholeNumber(1, 60);
const mfa = choice(['OFF', 'ON', 'OPTIONAL']);
const softwareToken = structure({ enabled: optional(flag, false) });

export function userPoolOperations(): Operations {
  const registrations = new WeakMap<UserPool, Registration>();

  const describe = (pool: UserPool): object => {
    const { name, createdAt } = registrations.get(pool) ?? { name: '', createdAt: 0 };
    const { domain } = pool.settings;
    return { Id: pool.id, Name: name, CreationDate: createdAt / 1000, ...(domain !== '' && { Domain: domain }) };
  };

  return {
    CreateUserPool: accountOperation({ poolName, ...poolShape }, (input, { region }, service) => {
      const pool = new UserPool({ ...poolRequestOf(input), region }, service.newPoolKeys(), service.now);
      registrations.set(pool, { name: input.poolName, createdAt: service.now() });
      service.pools.set(pool.id, pool);
      return { UserPool: describe(pool) };
    }),

    DeleteUserPool: signedOperation({}, (_, pool, { pools }) => {
      if (pool.settings.domain !== '') {
        throw invalidParameter('User pool cannot be deleted. It has a domain configured that should be deleted first.');
      }
      pools.delete(pool.id);
      return undefined;
    }),

    DescribeUserPool: signedOperation({}, (_, pool) => ({ UserPool: describe(pool) })),

    ListUserPools: accountOperation(
      { maxResults: poolsPerPage, nextToken: optional(pageToken) },
      ({ maxResults, nextToken }, { region }, { pools }) => {
        const all = [...pools.values()].filter(({ settings }) => settings.region === region);
        const start = all.findIndex(({ id }) => id === nextToken) + 1;
        const page = all.slice(start, start + maxResults);
        const last = page.at(-1);
        const hasMore = last !== undefined && start + maxResults < all.length;
        return { UserPools: page.map(describe), ...(hasMore && { NextToken: last.id }) };
      },
    ),

    SetUserPoolMfaConfig: signedOperation(
      {
        mfaConfiguration: optional(mfa, 'OFF'),
        softwareTokenMfaConfiguration: optional(softwareToken, { enabled: false }),
      },
      ({ mfaConfiguration, softwareTokenMfaConfiguration: { enabled } }, pool) => {
        pool.change({ mfa: mfaConfiguration, softwareTokenMfa: enabled });
        return { SoftwareTokenMfaConfiguration: { Enabled: enabled }, MfaConfiguration: mfaConfiguration };
      },
    ),
  };
}
