/** Sign-in with a password: USER_PASSWORD_AUTH and its challenges. */
import {
  AdminDisableUserCommand,
  type CreateUserPoolCommandInput,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { type ClientRequest, type ContractPool, PASSWORD, TEMPORARY_PASSWORD, type Texts } from './pool.ts';
import { refusalOf, useService } from './service.ts';

type PoolRequest = Partial<CreateUserPoolCommandInput>;

const WRONG_PASSWORD = 'NotAuthorizedException: Incorrect username or password.';
const NO_USER = 'UserNotFoundException: User does not exist.';
const EMAIL: Texts = { email: 'ada@example.com' };

const service = await useService();

/** Creates a pool and an app client, and a user `ada` or what `createUser` creates instead. */
async function setUp(
  poolRequest: PoolRequest = {},
  clientRequest: ClientRequest = {},
  createUser: (pool: ContractPool) => Promise<unknown> = (pool) => pool.addUser('ada'),
) {
  const pool = await service.createPool(poolRequest);
  const client = await pool.createClient(clientRequest);
  await createUser(pool);
  return { pool, client };
}

describe('USER_PASSWORD_AUTH', () => {
  it('returns tokens, without a session', async () => {
    const { client } = await setUp({}, { AccessTokenValidity: 5, TokenValidityUnits: { AccessToken: 'minutes' } });
    const { $metadata: _, ...answer } = await client.signIn({ USERNAME: 'ADA' });
    expect(answer).toStrictEqual({
      ChallengeParameters: {},
      AuthenticationResult: {
        AccessToken: expect.any(String),
        ExpiresIn: 300,
        IdToken: expect.any(String),
        RefreshToken: expect.any(String),
        TokenType: 'Bearer',
      },
    });
  });

  it.each<[string, PoolRequest, string, Texts, string, string]>([
    ['e-mail pool', { UsernameAttributes: ['email'] }, 'ada@example.com', {}, 'Ada@example.com', 'in'],
    ['phone pool', { UsernameAttributes: ['phone_number'] }, '+999123', {}, '+999123', 'in'],
    [
      'verified alias',
      { AliasAttributes: ['email'] },
      'ada',
      { ...EMAIL, email_verified: 'true' },
      'ada@example.com',
      'in',
    ],
    ['alias that is not verified', { AliasAttributes: ['email'] }, 'ada', EMAIL, 'ada@example.com', NO_USER],
    ['e-mail attribute of a plain pool', {}, 'ada', EMAIL, 'ada@example.com', NO_USER],
    [
      'another case, case-sensitive pool',
      { UsernameConfiguration: { CaseSensitive: true } },
      'ada',
      {},
      'Ada',
      NO_USER,
    ],
    ['another case, pool with defaults', { UsernameConfiguration: undefined }, 'ada', {}, 'Ada', NO_USER],
  ])('accepts or refuses a sign-in name: %s', async (_, poolRequest, username, attributes, USERNAME, expected) => {
    const { client } = await setUp(poolRequest, {}, (pool) => pool.addUser(username, attributes));
    const call = client.signIn({ USERNAME });
    await (expected === 'in'
      ? expect(call).resolves.toHaveProperty('AuthenticationResult')
      : expect(refusalOf(call)).resolves.toBe(expected));
  });

  it.each<[string, Texts, string]>([
    ['a wrong password', { PASSWORD: 'wrong' }, WRONG_PASSWORD],
    ['an unknown user', { USERNAME: 'bob' }, NO_USER],
    ['no username', { USERNAME: '' }, 'InvalidParameterException: Missing required parameter USERNAME'],
    ['no password', { PASSWORD: '' }, 'InvalidParameterException: Missing required parameter PASSWORD'],
  ])('refuses %s', async (_, parameters, refusal) => {
    const { client } = await setUp();
    expect(await refusalOf(client.signIn(parameters))).toBe(refusal);
  });

  it('refuses an unknown user like a wrong password if the client hides users', async () => {
    const { client } = await setUp({}, { PreventUserExistenceErrors: 'ENABLED' });
    expect(await refusalOf(client.signIn({ USERNAME: 'bob' }))).toBe(WRONG_PASSWORD);
  });

  it('refuses a disabled user', async () => {
    const { pool, client } = await setUp();
    await service.sdk.send(new AdminDisableUserCommand({ UserPoolId: pool.id, Username: 'ada' }));
    expect(await refusalOf(client.signIn())).toBe('NotAuthorizedException: User is disabled.');
  });

  it('refuses an unconfirmed user with any password', async () => {
    const { client } = await setUp({}, {}, () => Promise.resolve());
    await service.sdk.send(new SignUpCommand({ ClientId: client.id, Username: 'ada', Password: PASSWORD }));
    const refusal = 'UserNotConfirmedException: User is not confirmed.';
    expect(await refusalOf(client.signIn())).toBe(refusal);
    expect(await refusalOf(client.signIn({ PASSWORD: 'wrong' }))).toBe(refusal);
  });

  it('refuses an app client that does not exist', async () => {
    await setUp();
    const ClientId = 'a1b2c3d4e5f6g7h8i9j0k1l2m3';
    const AuthParameters = { USERNAME: 'ada', PASSWORD };
    const call = service.sdk.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
    );
    expect(await refusalOf(call)).toBe(`ResourceNotFoundException: User pool client ${ClientId} does not exist.`);
  });

  it('locks the user for a second at the fifth wrong password', async () => {
    const { client } = await setUp();
    for (let failure = 1; failure <= 5; failure += 1) {
      expect(await refusalOf(client.signIn({ PASSWORD: 'wrong' }))).toBe(WRONG_PASSWORD);
    }
    expect(await refusalOf(client.signIn())).toBe('NotAuthorizedException: Password attempts exceeded');
  });
});

describe('auth flows', () => {
  it.each([
    ['USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client'],
    ['USER_SRP_AUTH', 'USER_SRP_AUTH is not enabled for the client.'],
    ['USER_AUTH', 'USER_AUTH flow not enabled for this client'],
  ] as const)('that the app client does not allow are refused: %s', async (flow, message) => {
    const { client } = await setUp({}, { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] });
    const call = client.initiate(flow, { USERNAME: 'ada', PASSWORD, SRP_A: '2' });
    expect(await refusalOf(call)).toBe(`InvalidParameterException: ${message}`);
  });

  it.each(['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const)(
    'that are for administrators only are refused: %s',
    async (flow) => {
      const { client } = await setUp();
      const call = client.initiate(flow, { USERNAME: 'ada', PASSWORD });
      expect(await refusalOf(call)).toBe('InvalidParameterException: Initiate Auth method not supported');
    },
  );

  it('CUSTOM_AUTH is refused without Lambda triggers, and unless the app client allows it', async () => {
    const { pool, client } = await setUp();
    expect(await refusalOf(client.initiate('CUSTOM_AUTH', { USERNAME: 'ada' }))).toBe(
      'InvalidParameterException: CUSTOM_AUTH is not enabled for the client.',
    );
    const custom = await pool.createClient({ ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] });
    expect(await refusalOf(custom.initiate('CUSTOM_AUTH', { USERNAME: 'ada' }))).toBe(
      'InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.',
    );
  });
});

describe('SECRET_HASH', () => {
  const CONFIDENTIAL: ClientRequest = { GenerateSecret: true };

  it('contains exactly the USERNAME of the request', async () => {
    const addUser = (pool: ContractPool) => pool.addUser('ada@example.com');
    const { client } = await setUp({ UsernameAttributes: ['email'] }, CONFIDENTIAL, addUser);
    expect(await client.signIn({ USERNAME: 'ADA@example.com' })).toHaveProperty('AuthenticationResult');
  });

  it('is refused if it is missing or for another name', async () => {
    const { client } = await setUp({}, CONFIDENTIAL);
    expect(await refusalOf(client.signIn({ SECRET_HASH: '' }))).toBe(
      `NotAuthorizedException: Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    );
    expect(await refusalOf(client.signIn({ SECRET_HASH: client.hash('Ada') }))).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    );
  });

  it('is refused for a client without a secret', async () => {
    const { client } = await setUp();
    expect(await refusalOf(client.signIn({ SECRET_HASH: 'abc=' }))).toBe(
      `InvalidParameterException: App client ${client.id} is not configured for secret but secret hash was received`,
    );
  });

  it('contains the real username in REFRESH_TOKEN_AUTH', async () => {
    const pool = await service.createPool({ UsernameAttributes: ['email'] });
    const user = await pool.addUser('ada@example.com');
    const client = await pool.createClient(CONFIDENTIAL);
    const { RefreshToken: REFRESH_TOKEN } = await client.tokens({ USERNAME: 'ada@example.com' });
    const refresh = (hash: Texts) => client.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN, ...hash });
    expect(await refusalOf(refresh({}))).toBe(
      `NotAuthorizedException: Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    );
    expect(await refusalOf(refresh({ SECRET_HASH: client.hash('ada@example.com') }))).toBe(
      `NotAuthorizedException: SecretHash does not match for the client: ${client.id}`,
    );
    expect(await refresh({ SECRET_HASH: client.hash(user?.Username ?? '') })).toHaveProperty('AuthenticationResult');
  });
});

describe('NEW_PASSWORD_REQUIRED', () => {
  const REQUIRED: PoolRequest = {
    Schema: ['email', 'name'].map((Name) => ({ Name, Required: true, Mutable: true })),
  };

  async function challenged(poolRequest: PoolRequest = REQUIRED, clientRequest: ClientRequest = {}) {
    const createUser = (pool: ContractPool) => pool.createUser('ada', { name: 'Ada' });
    const { pool, client } = await setUp(poolRequest, clientRequest, createUser);
    const challenge = await client.signIn({ PASSWORD: TEMPORARY_PASSWORD });
    const answer = (responses: Texts) =>
      client.respond('NEW_PASSWORD_REQUIRED', challenge.Session, { USERNAME: 'ada', ...responses });
    return { pool, challenge, answer };
  }

  it('names the missing required attributes', async () => {
    const { challenge } = await challenged();
    expect(challenge).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeParameters: {
        USER_ID_FOR_SRP: 'ada',
        requiredAttributes: '["userAttributes.email"]',
        userAttributes: '{"name":"Ada"}',
      },
      Session: expect.stringMatching(/^.{20,2048}$/),
    });
    expect(challenge.AuthenticationResult).toBeUndefined();
  });

  it('accepts the new password and the required attributes', async () => {
    const { pool, answer } = await challenged(REQUIRED, { GenerateSecret: true });
    const answered = await answer({ NEW_PASSWORD: 'Permanent-1', 'userAttributes.email': 'ada@example.com' });
    expect(answered).toHaveProperty('AuthenticationResult');
    expect(await pool.getUser('ada')).toMatchObject({
      UserStatus: 'CONFIRMED',
      UserAttributes: expect.arrayContaining([
        { Name: 'name', Value: 'Ada' },
        { Name: 'email', Value: 'ada@example.com' },
      ]),
    });
  });

  it('is followed by the MFA challenge', async () => {
    const { pool, client } = await setUp({}, {}, (created) => created.createUser('ada'));
    await pool.setMfa('ON');
    const { Session } = await client.signIn({ PASSWORD: TEMPORARY_PASSWORD });
    const answered = client.respond('NEW_PASSWORD_REQUIRED', Session, { USERNAME: 'ada', NEW_PASSWORD: 'Permanent-1' });
    expect(await answered).toMatchObject({ ChallengeName: 'MFA_SETUP' });
  });

  const ADDRESS = { 'userAttributes.email': 'a@b.example' };
  it.each<[Texts, string]>([
    [{}, 'InvalidParameterException: Missing required parameter NEW_PASSWORD'],
    [
      { NEW_PASSWORD: 'short' },
      'InvalidPasswordException: Password did not conform with policy: Password not long enough',
    ],
    [{ NEW_PASSWORD: 'Permanent-1' }, 'InvalidParameterException: Invalid attributes given, email is missing'],
    [
      { NEW_PASSWORD: 'Permanent-1', ...ADDRESS, 'userAttributes.name': 'Bob' },
      'NotAuthorizedException: Cannot modify an already provided name',
    ],
    [
      { NEW_PASSWORD: 'Permanent-1', ...ADDRESS, 'userAttributes.custom:x': 'y' },
      'InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined',
    ],
  ])('refuses %j', async (responses, refusal) => {
    const { pool, answer } = await challenged();
    expect(await refusalOf(answer(responses))).toBe(refusal);
    expect(await pool.getUser('ada')).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
  });

  it('refuses the temporary password if the pool has a password history', async () => {
    const { answer } = await challenged({ Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } });
    expect(await refusalOf(answer({ NEW_PASSWORD: TEMPORARY_PASSWORD }))).toMatch(
      /^PasswordHistoryPolicyViolationException/,
    );
  });
});
