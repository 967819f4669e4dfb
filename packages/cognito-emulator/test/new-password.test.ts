import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { createUser, refusalOf, respond, sdkFor, secretHashOf, signIn } from './sdk.ts';

const given = emulatorPerTest();

/** Creates a user with a temporary password and a name, and returns the challenge for a new password. */
const setUp = async (poolRequest: PoolRequest = {}, clientRequest: AppClientRequest = {}) => {
  const pool = given.emulator.createPool(poolRequest);
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'], ...clientRequest });
  const sdk = sdkFor(given.emulator);
  await sdk.send(createUser(pool.id, 'ada', { UserAttributes: [{ Name: 'name', Value: 'Ada' }] }));
  const named = { USERNAME: 'ada', ...secretHashOf(client, 'ada') };
  const { Session } = await signIn(sdk, client.id, { ...named, PASSWORD: 'Temporary-1' });
  const answer = (responses: Record<string, string>) =>
    respond(sdk, client, 'NEW_PASSWORD_REQUIRED', Session, { ...named, ...responses });
  return { pool, answer };
};

describe('NEW_PASSWORD_REQUIRED', () => {
  it('accepts the new password and the required attributes', async () => {
    const { pool, answer } = await setUp({ requiredAttributes: ['email', 'name'] }, { secret: true });
    const answered = await answer({ NEW_PASSWORD: 'Permanent-1', 'userAttributes.email': 'ada@example.com' });
    expect(answered).toHaveProperty('AuthenticationResult');
    expect(pool.users).toMatchObject([{ status: 'CONFIRMED', attributes: { name: 'Ada', email: 'ada@example.com' } }]);
  });

  it('is followed by the MFA challenge', async () => {
    const { answer } = await setUp({ mfa: 'ON', softwareTokenMfa: true });
    expect(await answer({ NEW_PASSWORD: 'Permanent-1' })).toMatchObject({ ChallengeName: 'MFA_SETUP' });
  });

  it.each<[Record<string, string>, string]>([
    [{}, 'InvalidParameterException: Missing required parameter NEW_PASSWORD'],
    [
      { NEW_PASSWORD: 'short' },
      'InvalidPasswordException: Password did not conform with policy: Password not long enough',
    ],
    [{ NEW_PASSWORD: 'Permanent-1' }, 'InvalidParameterException: Invalid attributes given, email is missing'],
    [
      { NEW_PASSWORD: 'Permanent-1', 'userAttributes.email': 'a@b.example', 'userAttributes.name': 'Bob' },
      'NotAuthorizedException: Cannot modify an already provided name',
    ],
    [
      { NEW_PASSWORD: 'Permanent-1', 'userAttributes.email': 'a@b.example', 'userAttributes.custom:x': 'y' },
      'InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined',
    ],
  ])('refuses %j', async (responses, refusal) => {
    const { pool, answer } = await setUp({ requiredAttributes: ['email', 'name'] });
    expect(await refusalOf(answer(responses))).toBe(refusal);
    expect(pool.users).toMatchObject([{ status: 'FORCE_CHANGE_PASSWORD' }]);
  });

  it('refuses the temporary password if the pool has a password history', async () => {
    const { answer } = await setUp({ passwordPolicy: { historySize: 1 } });
    expect(await refusalOf(answer({ NEW_PASSWORD: 'Temporary-1' }))).toMatch(
      /^PasswordHistoryPolicyViolationException/,
    );
  });
});
