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

const setUp = ({
  pool: poolRequest = {},
  client: clientRequest = passwordFlow,
  user = ada,
}: {
  pool?: PoolRequest;
  client?: AppClientRequest;
  user?: StoredUser;
} = {}) => {
  const pool = given.emulator.createPool(poolRequest);
  const client = pool.createClient(clientRequest);
  return { pool, client, user: pool.addUser(user), sdk: sdkFor(given.emulator) };
};

describe('USER_PASSWORD_AUTH', () => {
  it('returns tokens', async () => {
    const { client, sdk } = setUp({ client: { ...passwordFlow, accessTokenValiditySeconds: 300 } });
    const answer = await signIn(sdk, client.id, { USERNAME: 'ADA', PASSWORD: 'Correct-1' });
    expect(answer.ChallengeParameters).toStrictEqual({});
    expect(answer).toMatchObject({
      AuthenticationResult: { ExpiresIn: 300, TokenType: 'Bearer', RefreshToken: expect.any(String) },
    });
    expect(given.emulator.requests).toMatchObject([{ operation: 'InitiateAuth', signed: false }]);
  });

  it.each<[string, PoolRequest, StoredUser, string, string]>([
    [
      'e-mail pool',
      { usernameAttributes: ['email'] },
      { ...ada, username: 'ada@example.com' },
      'Ada@example.com',
      'in',
    ],
    ['phone pool', { usernameAttributes: ['phone_number'] }, { ...ada, username: '+999123' }, '+999123', 'in'],
    [
      'verified alias',
      { aliasAttributes: ['email'] },
      { ...ada, attributes: { email: 'ada@example.com', email_verified: 'true' } },
      'ada@example.com',
      'in',
    ],
    [
      'alias that is not verified',
      { aliasAttributes: ['email'] },
      { ...ada, attributes: { email: 'ada@example.com' } },
      'ada@example.com',
      'out',
    ],
    [
      'e-mail attribute of a plain pool',
      {},
      { ...ada, attributes: { email: 'ada@example.com' } },
      'ada@example.com',
      'out',
    ],
    ['another case in a case-sensitive pool', { caseSensitive: true }, ada, 'Ada', 'out'],
  ])('accepts or refuses a sign-in name: %s', async (_, poolRequest, user, USERNAME, expected) => {
    const { client, sdk } = setUp({ pool: poolRequest, user });
    const call = signIn(sdk, client.id, { USERNAME, PASSWORD: 'Correct-1' });
    await (expected === 'in'
      ? expect(call).resolves.toHaveProperty('AuthenticationResult')
      : expect(call).rejects.toThrow('User does not exist.'));
  });

  it.each<[string, Partial<StoredUser>, AppClientRequest, Record<string, string>, string]>([
    ['a wrong password', {}, {}, { PASSWORD: 'wrong' }, wrongPassword],
    ['an unknown user', {}, {}, { USERNAME: 'bob' }, 'UserNotFoundException: User does not exist.'],
    [
      'an unknown user whom the client hides',
      {},
      { preventUserExistenceErrors: 'ENABLED' },
      { USERNAME: 'bob' },
      wrongPassword,
    ],
    ['no username', {}, {}, { USERNAME: '' }, 'InvalidParameterException: Missing required parameter USERNAME'],
    ['no password', {}, {}, { PASSWORD: '' }, 'InvalidParameterException: Missing required parameter PASSWORD'],
    ['a disabled user', { enabled: false }, {}, {}, 'NotAuthorizedException: User is disabled.'],
    [
      'an unconfirmed user with any password',
      { status: 'UNCONFIRMED' },
      {},
      { PASSWORD: 'wrong' },
      'UserNotConfirmedException: User is not confirmed.',
    ],
    [
      'a user whose password must be reset',
      { status: 'RESET_REQUIRED' },
      {},
      {},
      'PasswordResetRequiredException: Password reset required for the user',
    ],
    [
      'a user whose password must be reset, if the client hides users',
      { status: 'RESET_REQUIRED' },
      { preventUserExistenceErrors: 'ENABLED' },
      {},
      wrongPassword,
    ],
    [
      'a federated user',
      { status: 'EXTERNAL_PROVIDER' },
      {},
      {},
      'NotAuthorizedException: User is not authorized to get auth details.',
    ],
    [
      'a client that allows custom authentication only',
      {},
      { flows: ['CUSTOM_AUTH_FLOW_ONLY'] },
      {},
      'InvalidParameterException: Only custom auth (lambda driven) is enabled for this client.',
    ],
    [
      'a client without the flow',
      {},
      { flows: ['ALLOW_USER_SRP_AUTH'] },
      {},
      'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
    ],
  ])('refuses %s', async (_, user, settings, parameters, refusal) => {
    const { client, sdk } = setUp({ client: { ...passwordFlow, ...settings }, user: { ...ada, ...user } });
    const call = signIn(sdk, client.id, { USERNAME: 'ada', PASSWORD: 'Correct-1', ...parameters });
    expect(await refusalOf(call)).toBe(refusal);
  });
});

describe('other flows', () => {
  it.each([
    ['ADMIN_USER_PASSWORD_AUTH', 'InvalidParameterException: Initiate Auth method not supported'],
    ['USER_SRP_AUTH', 'InvalidParameterException: USER_SRP_AUTH is not enabled for the client.'],
    ['CUSTOM_AUTH', 'InvalidParameterException: CUSTOM_AUTH is not enabled for the client.'],
  ] as const)('%s fails', async (AuthFlow, refusal) => {
    const { client, sdk } = setUp();
    expect(await refusalOf(sdk.send(new InitiateAuthCommand({ AuthFlow, ClientId: client.id })))).toBe(refusal);
  });
});

it.each(['ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH_FLOW_ONLY'] as const)(
  'CUSTOM_AUTH fails without Lambda triggers: %s',
  async (flow) => {
    const { client, sdk } = setUp({ client: { flows: [flow] } });
    const call = sdk.send(new InitiateAuthCommand({ AuthFlow: 'CUSTOM_AUTH', ClientId: client.id }));
    expect(await refusalOf(call)).toBe(
      'InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.',
    );
  },
);

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
  it('gets NEW_PASSWORD_REQUIRED with the missing required attributes', async () => {
    const { pool, client, sdk } = setUp({ pool: { requiredAttributes: ['email', 'name'] } });
    await sdk.send(createUser(pool.id, 'bob', { UserAttributes: [{ Name: 'name', Value: 'Bob' }] }));
    const answer = await signIn(sdk, client.id, { USERNAME: 'bob', PASSWORD: 'Temporary-1' });
    expect(answer).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeParameters: {
        USER_ID_FOR_SRP: 'bob',
        requiredAttributes: '["userAttributes.email"]',
        userAttributes: '{"name":"Bob"}',
      },
      Session: expect.stringMatching(/^.{20,2048}$/),
    });
    expect(answer.AuthenticationResult).toBeUndefined();
  });

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
