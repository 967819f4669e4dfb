import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { emulatorPerTest } from './emulator-per-test.ts';
import { setUpClient } from './user-fixture.ts';

const given = emulatorPerTest();

describe('AdminCreateUser', () => {
  it('records parameters that send a message or create a passwordless user as violations', async () => {
    const { owner } = setUpClient(given.emulator, { pool: { passwordPolicy: { minimumLength: 99 } } });
    await owner.sdk.send(new AdminCreateUserCommand({ UserPoolId: owner.id, Username: 'ada' }));
    expect(given.emulator.violations).toStrictEqual([
      'AdminCreateUser without MessageAction SUPPRESS sends an invitation.',
      'AdminCreateUser without TemporaryPassword makes a passwordless user in some pools.',
    ]);
  });

  // AWS would send a message.
  it('sets a new temporary password with RESEND', async () => {
    const { owner, calls } = setUpClient(given.emulator);
    await owner.createUser('ada');
    await owner.createUser('ada', {}, { MessageAction: 'RESEND', TemporaryPassword: 'Temporary-2' });
    expect(await calls.signIn({ PASSWORD: 'Temporary-2' })).toHaveProperty('ChallengeName', 'NEW_PASSWORD_REQUIRED');
  });
});
