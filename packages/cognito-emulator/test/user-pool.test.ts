import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '../src/index.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { createUser, sdkFor } from './sdk.ts';

let emulator: Emulator;
let sdk: ReturnType<typeof sdkFor>;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  sdk = sdkFor(emulator);
});

describe('a new pool', () => {
  it('has an ID with the region and nine letters or digits', () => {
    expect(emulator.createPool({ region: 'us-gov-west-1' }).id).toMatch(/^us-gov-west-1_[A-Za-z0-9]{9}$/);
  });

  it.each<[PoolRequest, string]>([
    [{ passwordPolicy: { minimumLength: 5 } }, "A pool's minimumLength is 6 to 99, not 5."],
    [{ passwordPolicy: { minimumLength: 100 } }, "A pool's minimumLength is 6 to 99, not 100."],
    [{ passwordPolicy: { historySize: 25 } }, "A pool's historySize is 0 to 24, not 25."],
    [{ passwordPolicy: { historySize: 1 }, tier: 'LITE' }, 'Password history needs the Essentials or Plus tier.'],
    [
      { usernameAttributes: ['email'], aliasAttributes: ['email'] },
      'A pool has username attributes or alias attributes, not both.',
    ],
  ])('cannot be created with %j', (request, message) => {
    expect(() => emulator.createPool(request)).toThrow(new RangeError(message));
  });
});

describe('AdminCreateUser', () => {
  it('records parameters that send a message or create a passwordless user as violations', async () => {
    const own = await startEmulator();
    try {
      const pool = own.createPool({ passwordPolicy: { minimumLength: 99 } });
      await sdkFor(own).send(new AdminCreateUserCommand({ UserPoolId: pool.id, Username: 'ada' }));
      expect(own.violations).toStrictEqual([
        'AdminCreateUser without MessageAction SUPPRESS sends an invitation.',
        'AdminCreateUser without TemporaryPassword makes a passwordless user in some pools.',
      ]);
    } finally {
      await own.close();
    }
  });

  it('sets a new temporary password with RESEND', async () => {
    const pool = emulator.createPool();
    await sdk.send(createUser(pool.id, 'ada'));
    await sdk.send(createUser(pool.id, 'ada', { MessageAction: 'RESEND', TemporaryPassword: 'Temporary-2' }));
    expect(pool.users).toHaveLength(1);
  });
});
