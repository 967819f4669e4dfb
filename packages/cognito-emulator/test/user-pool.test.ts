import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { emulatorPerTest } from './emulator-per-test.ts';
import { createUser, sdkFor } from './sdk.ts';

const given = emulatorPerTest();

describe('AdminCreateUser', () => {
  it('records parameters that send a message or create a passwordless user as violations', async () => {
    const { id: UserPoolId } = given.emulator.createPool({ passwordPolicy: { minimumLength: 99 } });
    await sdkFor(given.emulator).send(new AdminCreateUserCommand({ UserPoolId, Username: 'ada' }));
    expect(given.emulator.violations).toStrictEqual([
      'AdminCreateUser without MessageAction SUPPRESS sends an invitation.',
      'AdminCreateUser without TemporaryPassword makes a passwordless user in some pools.',
    ]);
  });

  it('sets a new temporary password with RESEND', async () => {
    const pool = given.emulator.createPool();
    const sdk = sdkFor(given.emulator);
    await sdk.send(createUser(pool.id, 'ada'));
    await sdk.send(createUser(pool.id, 'ada', { MessageAction: 'RESEND', TemporaryPassword: 'Temporary-2' }));
    expect(pool.users).toHaveLength(1);
  });
});
