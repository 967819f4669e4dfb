/** Choice-based sign-in: USER_AUTH and SELECT_CHALLENGE. */
import { describe, expect, it } from '@jest/globals';
import { answers, INVALID_SESSION, invalid, missing, refusalOf, TOKENS, WRONG_PASSWORD } from './answers.ts';
import type { ContractClient } from './client.ts';
import { type ClientRequest, PASSWORD, type Texts } from './pool.ts';
import { useService } from './service.ts';

const HIDING: ClientRequest = { PreventUserExistenceErrors: 'ENABLED' };

const service = await useService();

function signIn(client: ContractClient, more: Texts = {}) {
  return client.initiate('USER_AUTH', { USERNAME: 'ada', ...more });
}

/** Starts a sign-in and answers its challenge. */
async function select(client: ContractClient, answer: Texts, USERNAME = 'ada') {
  const { Session } = await signIn(client, { USERNAME });
  return client.respond('SELECT_CHALLENGE', Session, { USERNAME, ...answer });
}

describe('USER_AUTH', () => {
  it.each<[ClientRequest]>([[{}], [{ GenerateSecret: true }]])(
    'accepts PREFERRED_CHALLENGE PASSWORD with the password (client %j)',
    async (clientRequest) => {
      const { client } = await service.setUp({ client: clientRequest });
      const preferred = { PREFERRED_CHALLENGE: 'PASSWORD' };
      expect(await signIn(client, { ...preferred, PASSWORD })).toHaveProperty('AuthenticationResult');
      expect(await refusalOf(signIn(client, { ...preferred, PASSWORD: 'wrong' }))).toBe(WRONG_PASSWORD);
    },
  );

  it.each<[string, ClientRequest, Texts]>([
    ['there is no preference', {}, {}],
    ['the preference is not available', {}, { PREFERRED_CHALLENGE: 'WEB_AUTHN' }],
    ['the user is unknown and hidden', HIDING, { USERNAME: 'bob' }],
  ])('returns SELECT_CHALLENGE if %s', async (_, clientRequest, parameters) => {
    const { client } = await service.setUp({ client: clientRequest });
    const { ChallengeName, AvailableChallenges, Session } = await signIn(client, parameters);
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
    const { client } = await service.setUp();
    const { ChallengeName, Session } = await signIn(client, { PREFERRED_CHALLENGE: preferred });
    expect(ChallengeName).toBe(preferred);
    const answered = await client.respond(preferred, Session, { USERNAME: 'ada', PASSWORD, SRP_A: '2' });
    expect(answered.ChallengeName).toBe(next);
  });

  answers(service.setUp, {
    'accepts PREFERRED_CHALLENGE PASSWORD_SRP with SRP_A, and returns a session': [
      ({ client }) => signIn(client, { PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: '2' }),
      {
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeParameters: { USER_ID_FOR_SRP: 'ada' },
        Session: expect.any(String),
      },
    ],
    'returns NEW_PASSWORD_REQUIRED for a temporary password': [
      async ({ pool, client }) => {
        await pool.setPassword('ada', PASSWORD, false);
        return signIn(client, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD });
      },
      { ChallengeName: 'NEW_PASSWORD_REQUIRED' },
    ],
    'refuses a pool with the Lite plan': [
      ({ client }) => signIn(client),
      'FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Choice-Based Sign-In',
      { pool: { UserPoolTier: 'LITE' } },
    ],
  });
});

describe('SELECT_CHALLENGE', () => {
  answers(service.setUp, {
    'accepts the answer PASSWORD with the password': [
      ({ client }) => select(client, { ANSWER: 'PASSWORD', PASSWORD }),
      TOKENS,
      { client: { GenerateSecret: true } },
    ],
    'accepts the answer PASSWORD_SRP with SRP_A': [
      ({ client }) => select(client, { ANSWER: 'PASSWORD_SRP', SRP_A: '2' }),
      { ChallengeName: 'PASSWORD_VERIFIER', Session: expect.any(String) },
    ],
    'refuses no answer': [({ client }) => select(client, {}), missing('ANSWER')],
    'refuses no password': [({ client }) => select(client, { ANSWER: 'PASSWORD' }), missing('PASSWORD')],
    'refuses a wrong password': [
      ({ client }) => select(client, { ANSWER: 'PASSWORD', PASSWORD: 'wrong' }),
      WRONG_PASSWORD,
    ],
    'refuses an unknown answer': [
      ({ client }) => select(client, { ANSWER: 'password' }),
      invalid('Invalid ANSWER password.'),
    ],
    'refuses every answer for an unknown user': [
      ({ client }) => select(client, { ANSWER: 'PASSWORD', PASSWORD }, 'bob'),
      WRONG_PASSWORD,
      { client: HIDING },
    ],
    'refuses an answer for another user': [
      ({ client }) => select(client, { USERNAME: 'cyd', ANSWER: 'PASSWORD', PASSWORD }, 'bob'),
      INVALID_SESSION,
      { client: HIDING },
    ],
  });
});
