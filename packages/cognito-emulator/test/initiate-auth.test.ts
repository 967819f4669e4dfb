import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { StoredUser } from '../src/user-pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { createUser, refusalOf, sdkFor, signIn } from './sdk.ts';

const passwordFlow: AppClientRequest = { flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
const wrongPassword = 'NotAuthorizedException: Incorrect username or password.';
const ada: StoredUser = { username: 'ada', password: 'Correct-1' };
const dayMs = 24 * 60 * 60 * 1000;

const given = emulatorPerTest();

function setUp({
  pool: poolRequest = {},
  client: clientRequest = passwordFlow,
  user = ada,
}: {
  pool?: PoolRequest;
  client?: AppClientRequest;
  user?: StoredUser;
} = {}) {
  const pool = given.emulator.createPool(poolRequest);
  const client = pool.createClient(clientRequest);
  return { pool, client, user: pool.addUser(user), sdk: sdkFor(given.emulator) };
}

describe('USER_PASSWORD_AUTH', () => {
  it.each<[string, Partial<StoredUser>, AppClientRequest, string]>([
    [
      'a user whose password must be reset',
      { status: 'RESET_REQUIRED' },
      {},
      'PasswordResetRequiredException: Password reset required for the user',
    ],
    [
      'a user whose password must be reset, if the client hides users',
      { status: 'RESET_REQUIRED' },
      { preventUserExistenceErrors: 'ENABLED' },
      wrongPassword,
    ],
    [
      'a federated user',
      { status: 'EXTERNAL_PROVIDER' },
      {},
      'NotAuthorizedException: User is not authorized to get auth details.',
    ],
    [
      'a client that allows custom authentication only',
      {},
      { flows: ['CUSTOM_AUTH_FLOW_ONLY'] },
      'InvalidParameterException: Only custom auth (lambda driven) is enabled for this client.',
    ],
  ])('refuses %s', async (_, user, settings, refusal) => {
    const { client, sdk } = setUp({ client: { ...passwordFlow, ...settings }, user: { ...ada, ...user } });
    const call = signIn(sdk, client.id, { USERNAME: 'ada', PASSWORD: 'Correct-1' });
    expect(await refusalOf(call)).toBe(refusal);
  });
});

it('CUSTOM_AUTH_FLOW_ONLY allows CUSTOM_AUTH, which needs Lambda triggers', async () => {
  const { client, sdk } = setUp({ client: { flows: ['CUSTOM_AUTH_FLOW_ONLY'] } });
  const call = sdk.send(new InitiateAuthCommand({ AuthFlow: 'CUSTOM_AUTH', ClientId: client.id }));
  expect(await refusalOf(call)).toBe(
    'InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.',
  );
});

describe('the lockout', () => {
  it('starts with one second at the fifth failure and doubles up to 15 minutes', async () => {
    const { client, sdk } = setUp();
    const attempt = (PASSWORD: string) => refusalOf(signIn(sdk, client.id, { USERNAME: 'ada', PASSWORD }));
    const locked = 'NotAuthorizedException: Password attempts exceeded';
    for (let failure = 1; failure <= 4; failure += 1) {
      expect(await attempt('wrong')).toBe(wrongPassword);
    }
    for (const lockedSeconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      expect(await attempt('wrong')).toBe(wrongPassword);
      given.now += lockedSeconds * 1000 - 1;
      expect(await attempt('Correct-1')).toBe(locked);
      given.now += 1;
    }
    await expect(signIn(sdk, client.id, { USERNAME: 'ada', PASSWORD: 'Correct-1' })).resolves.toBeDefined();
    expect(await attempt('wrong')).toBe(wrongPassword);
    await expect(signIn(sdk, client.id, { USERNAME: 'ada', PASSWORD: 'Correct-1' })).resolves.toBeDefined();
  });
});

describe('a user with a temporary password', () => {
  it.each([
    ['today', 'Temporary password has expired and must be reset by an administrator.'],
    ['older', 'User account has expired, it must be reset by an administrator.'],
  ] as const)('is refused once the password has expired (wording: %s)', async (wording, text) => {
    const { pool, client, sdk } = setUp({ pool: { wording } });
    await sdk.send(createUser(pool.id, 'bob'));
    given.now += 7 * dayMs;
    expect(await refusalOf(signIn(sdk, client.id, { USERNAME: 'bob', PASSWORD: 'Temporary-1' }))).toBe(
      `NotAuthorizedException: ${text}`,
    );
  });
});
