/** Sign-in with a password: USER_PASSWORD_AUTH and its challenges. */
import { describe, expect, it } from '@jest/globals';
import {
  answers,
  invalid,
  LOCKED,
  missing,
  NO_USER,
  NOT_CONFIRMED,
  refusalOf,
  TOKENS,
  WRONG_PASSWORD,
} from './answers.ts';
import { ContractClient } from './client.ts';
import { type ClientRequest, PASSWORD, type PoolRequest, TEMPORARY_PASSWORD, type Texts } from './pool.ts';
import { type Given, type Requests, useService } from './service.ts';

const EMAIL_POOL: PoolRequest = { UsernameAttributes: ['email'] };

const service = await useService();

const signIn = (parameters: Texts = {}) => {
  return ({ client }: Given) => client.signIn(parameters);
};

describe('USER_PASSWORD_AUTH', () => {
  it('returns tokens, without a session', async () => {
    const { client } = await service.setUp({
      client: { AccessTokenValidity: 5, TokenValidityUnits: { AccessToken: 'minutes' } },
    });
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

  const email = 'ada@example.com';
  const alias: PoolRequest = { AliasAttributes: ['email'] };
  it.each<[string, string, Requests, 'in' | 'refused']>([
    ['e-mail pool', 'Ada@example.com', { pool: EMAIL_POOL, username: email }, 'in'],
    ['phone pool', '+999123', { pool: { UsernameAttributes: ['phone_number'] }, username: '+999123' }, 'in'],
    ['verified alias', email, { pool: alias, attributes: { email, email_verified: 'true' } }, 'in'],
    ['alias that is not verified', email, { pool: alias, attributes: { email } }, 'refused'],
    ['e-mail attribute of a plain pool', email, { attributes: { email } }, 'refused'],
    [
      'another case, case-sensitive pool',
      'Ada',
      { pool: { UsernameConfiguration: { CaseSensitive: true } } },
      'refused',
    ],
    ['another case, pool with defaults', 'Ada', { pool: { UsernameConfiguration: undefined } }, 'refused'],
  ])('accepts or refuses a sign-in name: %s', async (_, USERNAME, requests, expected) => {
    const { client } = await service.setUp(requests);
    const call = client.signIn({ USERNAME });
    await (expected === 'in'
      ? expect(call).resolves.toHaveProperty('AuthenticationResult')
      : expect(refusalOf(call)).resolves.toBe(NO_USER));
  });

  answers(service.setUp, {
    'refuses a wrong password': [signIn({ PASSWORD: 'wrong' }), WRONG_PASSWORD],
    'refuses an unknown user': [signIn({ USERNAME: 'bob' }), NO_USER],
    'refuses no username': [signIn({ USERNAME: '' }), missing('USERNAME')],
    'refuses no password': [signIn({ PASSWORD: '' }), missing('PASSWORD')],
    'refuses an unknown user like a wrong password if the client hides users': [
      signIn({ USERNAME: 'bob' }),
      WRONG_PASSWORD,
      { client: { PreventUserExistenceErrors: 'ENABLED' } },
    ],
    'refuses a disabled user': [
      async ({ pool, client }) => {
        await pool.disableUser();
        return client.signIn();
      },
      'NotAuthorizedException: User is disabled.',
    ],
    'refuses an unconfirmed user with any password': [
      async ({ client }) => {
        await client.signUp('bob');
        expect(await refusalOf(client.signIn({ USERNAME: 'bob', PASSWORD: 'wrong' }))).toBe(NOT_CONFIRMED);
        return client.signIn({ USERNAME: 'bob' });
      },
      NOT_CONFIRMED,
    ],
    'refuses an app client that does not exist': [
      ({ pool }) => new ContractClient(pool, 'a1b2c3d4e5f6g7h8i9j0k1l2m3', undefined).signIn(),
      'ResourceNotFoundException: User pool client a1b2c3d4e5f6g7h8i9j0k1l2m3 does not exist.',
    ],
    'locks the user for a second at the fifth wrong password': [
      async ({ client }) => {
        for (let failure = 1; failure <= 5; failure += 1) {
          expect(await refusalOf(client.signIn({ PASSWORD: 'wrong' }))).toBe(WRONG_PASSWORD);
        }
        return client.signIn();
      },
      LOCKED,
    ],
  });
});

describe('auth flows', () => {
  const ADA = { USERNAME: 'ada', PASSWORD, SRP_A: '2' };
  const CUSTOM: Requests = { client: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] } };
  it.each([
    ['USER_PASSWORD_AUTH', CUSTOM, 'USER_PASSWORD_AUTH flow not enabled for this client'],
    ['USER_SRP_AUTH', CUSTOM, 'USER_SRP_AUTH is not enabled for the client.'],
    ['USER_AUTH', CUSTOM, 'USER_AUTH flow not enabled for this client'],
    ['CUSTOM_AUTH', {}, 'CUSTOM_AUTH is not enabled for the client.'],
    ['CUSTOM_AUTH', CUSTOM, 'Custom auth lambda trigger is not configured for the user pool.'],
    ['ADMIN_USER_PASSWORD_AUTH', {}, 'Initiate Auth method not supported'],
    ['ADMIN_NO_SRP_AUTH', {}, 'Initiate Auth method not supported'],
  ] as const)(
    'that the app client or the pool does not allow are refused: %s (client %j)',
    async (flow, requests, text) => {
      const { client } = await service.setUp(requests);
      expect(await refusalOf(client.initiate(flow, ADA))).toBe(invalid(text));
    },
  );
});

describe('SECRET_HASH', () => {
  const CONFIDENTIAL: Requests = { client: { GenerateSecret: true } };
  const NOT_RECEIVED =
    'NotAuthorizedException: Client CLIENT is configured with secret but SECRET_HASH was not received';

  answers(service.setUp, {
    'contains exactly the USERNAME of the request': [
      signIn({ USERNAME: 'ADA@example.com' }),
      TOKENS,
      { ...CONFIDENTIAL, pool: EMAIL_POOL, username: 'ada@example.com' },
    ],
    'is refused if it is missing': [signIn({ SECRET_HASH: '' }), NOT_RECEIVED, CONFIDENTIAL],
    'is refused if it is for another name': [
      ({ client }) => client.signIn({ SECRET_HASH: client.hash('Ada') }),
      'NotAuthorizedException: Unable to verify secret hash for client CLIENT',
      CONFIDENTIAL,
    ],
    'is refused for a client without a secret': [
      signIn({ SECRET_HASH: 'abc=' }),
      invalid('App client CLIENT is not configured for secret but secret hash was received'),
    ],
  });

  it('contains the real username in REFRESH_TOKEN_AUTH', async () => {
    const username = 'ada@example.com';
    const { pool, client } = await service.setUp({ ...CONFIDENTIAL, pool: EMAIL_POOL, username });
    const { RefreshToken: REFRESH_TOKEN } = await client.tokens({ USERNAME: username });
    const refresh = (hash: Texts) => client.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN, ...hash });
    expect(await refusalOf(refresh({}))).toBe(NOT_RECEIVED.replace('CLIENT', client.id));
    expect(await refusalOf(refresh({ SECRET_HASH: client.hash(username) }))).toBe(
      `NotAuthorizedException: SecretHash does not match for the client: ${client.id}`,
    );
    const { Username = '' } = await pool.getUser(username);
    expect(await refresh({ SECRET_HASH: client.hash(Username) })).toHaveProperty('AuthenticationResult');
  });
});

describe('NEW_PASSWORD_REQUIRED', () => {
  const REQUIRED: PoolRequest = { Schema: ['email', 'name'].map((Name) => ({ Name, Required: true, Mutable: true })) };

  async function challenged(poolRequest: PoolRequest = REQUIRED, clientRequest: ClientRequest = {}) {
    const { pool, client } = await service.setUp({ pool: poolRequest, client: clientRequest, username: '' });
    await pool.createUser('ada', { name: 'Ada' });
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
    const { UserStatus, UserAttributes } = await pool.getUser();
    expect(UserStatus).toBe('CONFIRMED');
    expect(UserAttributes).toContainEqual({ Name: 'name', Value: 'Ada' });
    expect(UserAttributes).toContainEqual({ Name: 'email', Value: 'ada@example.com' });
  });

  it('is followed by the MFA challenge', async () => {
    const { pool, client } = await service.setUp({ username: '' });
    await pool.createUser('ada');
    await pool.setMfa('ON');
    const { Session } = await client.signIn({ PASSWORD: TEMPORARY_PASSWORD });
    const answer = client.respond('NEW_PASSWORD_REQUIRED', Session, { USERNAME: 'ada', NEW_PASSWORD: 'Permanent-1' });
    expect(await answer).toMatchObject({ ChallengeName: 'MFA_SETUP' });
  });

  const NEW_PASSWORD = 'Permanent-1';
  const ADDRESS = { 'userAttributes.email': 'a@b.example' };
  it.each<[Texts, string]>([
    [{}, missing('NEW_PASSWORD')],
    [
      { NEW_PASSWORD: 'short' },
      'InvalidPasswordException: Password did not conform with policy: Password not long enough',
    ],
    [{ NEW_PASSWORD }, invalid('Invalid attributes given, email is missing')],
    [
      { NEW_PASSWORD, ...ADDRESS, 'userAttributes.name': 'Bob' },
      'NotAuthorizedException: Cannot modify an already provided name',
    ],
    [
      { NEW_PASSWORD, ...ADDRESS, 'userAttributes.custom:x': 'y' },
      invalid('Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined'),
    ],
  ])('refuses %j', async (responses, refusal) => {
    const { pool, answer } = await challenged();
    expect(await refusalOf(answer(responses))).toBe(refusal);
    expect(await pool.getUser()).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
  });

  it('refuses the temporary password if the pool has a password history', async () => {
    const { answer } = await challenged({ Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } });
    const refusal = await refusalOf(answer({ NEW_PASSWORD: TEMPORARY_PASSWORD }));
    expect(refusal).toMatch(/^PasswordHistoryPolicyViolationException/);
  });
});
