/** Choice-based sign-in: USER_AUTH and SELECT_CHALLENGE. */
import type { CreateUserPoolCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { type ClientRequest, PASSWORD, TEMPORARY_PASSWORD, type Texts } from './pool.ts';
import { refusalOf, useService } from './service.ts';

const WRONG_PASSWORD = 'NotAuthorizedException: Incorrect username or password.';

const service = await useService();

async function setUp(clientRequest: ClientRequest = {}, poolRequest: Partial<CreateUserPoolCommandInput> = {}) {
  const pool = await service.createPool(poolRequest);
  const client = await pool.createClient(clientRequest);
  await pool.addUser('ada');
  return {
    pool,
    client,
    signIn: (more: Texts = {}) => client.initiate('USER_AUTH', { USERNAME: 'ada', ...more }),
    select: (Session: string | undefined, more: Texts) =>
      client.respond('SELECT_CHALLENGE', Session, { USERNAME: 'ada', ...more }),
  };
}

describe('USER_AUTH', () => {
  it.each<[ClientRequest]>([[{}], [{ GenerateSecret: true }]])(
    'accepts PREFERRED_CHALLENGE PASSWORD with the password (client %j)',
    async (clientRequest) => {
      const { signIn } = await setUp(clientRequest);
      expect(await signIn({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD })).toHaveProperty('AuthenticationResult');
      expect(await refusalOf(signIn({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'wrong' }))).toBe(WRONG_PASSWORD);
    },
  );

  it('accepts PREFERRED_CHALLENGE PASSWORD_SRP with SRP_A, and returns a session', async () => {
    const { signIn } = await setUp();
    expect(await signIn({ PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: '2' })).toMatchObject({
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: { USER_ID_FOR_SRP: 'ada' },
      Session: expect.any(String),
    });
  });

  it.each<[string, ClientRequest, Texts]>([
    ['there is no preference', {}, {}],
    ['the preference is not available', {}, { PREFERRED_CHALLENGE: 'WEB_AUTHN' }],
    ['the user is unknown and hidden', { PreventUserExistenceErrors: 'ENABLED' }, { USERNAME: 'bob' }],
  ])('returns SELECT_CHALLENGE if %s', async (_, clientRequest, parameters) => {
    const { signIn } = await setUp(clientRequest);
    const { ChallengeName, AvailableChallenges, Session } = await signIn(parameters);
    expect([ChallengeName, AvailableChallenges?.toSorted(), Session]).toStrictEqual([
      'SELECT_CHALLENGE',
      ['PASSWORD', 'PASSWORD_SRP'],
      expect.any(String),
    ]);
  });

  it.each([
    ['PASSWORD', undefined],
    ['PASSWORD_SRP', 'PASSWORD_VERIFIER'],
  ] as const)('returns %s if that is the preference and its parameter is missing', async (preferred, next) => {
    const { client, signIn } = await setUp();
    const { ChallengeName, Session } = await signIn({ PREFERRED_CHALLENGE: preferred });
    expect(ChallengeName).toBe(preferred);
    const answered = await client.respond(preferred, Session, { USERNAME: 'ada', PASSWORD, SRP_A: '2' });
    expect(answered.ChallengeName).toBe(next);
  });

  it('returns NEW_PASSWORD_REQUIRED for a temporary password', async () => {
    const { pool, signIn } = await setUp();
    await pool.createUser('bob');
    const preference = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: TEMPORARY_PASSWORD };
    expect(await signIn({ USERNAME: 'bob', ...preference })).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  it('fails in a pool with the Lite plan', async () => {
    const pool = await service.createPool({ UserPoolTier: 'LITE' });
    const client = await pool.createClient();
    expect(await refusalOf(client.initiate('USER_AUTH', { USERNAME: 'ada' }))).toBe(
      'FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Choice-Based Sign-In',
    );
  });
});

describe('SELECT_CHALLENGE', () => {
  it('accepts the answer PASSWORD with the password', async () => {
    const { signIn, select } = await setUp({ GenerateSecret: true });
    const { Session } = await signIn();
    expect(await select(Session, { ANSWER: 'PASSWORD', PASSWORD })).toHaveProperty('AuthenticationResult');
  });

  it('accepts the answer PASSWORD_SRP with SRP_A', async () => {
    const { signIn, select } = await setUp();
    const { Session } = await signIn();
    expect(await select(Session, { ANSWER: 'PASSWORD_SRP', SRP_A: '2' })).toMatchObject({
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: expect.any(String),
    });
  });

  it.each<[Texts, string]>([
    [{}, 'InvalidParameterException: Missing required parameter ANSWER'],
    [{ ANSWER: 'PASSWORD' }, 'InvalidParameterException: Missing required parameter PASSWORD'],
    [{ ANSWER: 'PASSWORD', PASSWORD: 'wrong' }, WRONG_PASSWORD],
    [{ ANSWER: 'password' }, 'InvalidParameterException: Invalid ANSWER password.'],
  ])('refuses %j', async (responses, refusal) => {
    const { signIn, select } = await setUp();
    expect(await refusalOf(select((await signIn()).Session, responses))).toBe(refusal);
  });

  it('refuses every answer for an unknown user', async () => {
    const { signIn, select } = await setUp({ PreventUserExistenceErrors: 'ENABLED' });
    const { Session } = await signIn({ USERNAME: 'bob' });
    const answer = { ANSWER: 'PASSWORD', PASSWORD };
    expect(await refusalOf(select(Session, { USERNAME: 'bob', ...answer }))).toBe(WRONG_PASSWORD);
    const { Session: another } = await signIn({ USERNAME: 'bob' });
    expect(await refusalOf(select(another, { USERNAME: 'cyd', ...answer }))).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    );
  });
});
