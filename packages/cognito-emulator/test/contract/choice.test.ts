/** Choice-based sign-in: USER_AUTH and SELECT_CHALLENGE. */
import { describe, expect, it } from '@jest/globals';
import { answers, INVALID_SESSION, invalid, missing, TOKENS, WRONG_PASSWORD } from './answers.ts';
import { PASSWORD, type Texts } from './pool.ts';
import { type Given, type Requests, useService } from './service.ts';

const HIDING: Requests = { client: { PreventUserExistenceErrors: 'ENABLED' } };
const CONFIDENTIAL: Requests = { client: { GenerateSecret: true } };
const VERIFIER = { ChallengeName: 'PASSWORD_VERIFIER', Session: expect.any(String) };

const service = await useService();

const signIn = (more: Texts = {}) => {
  return ({ client }: Given) => client.initiate('USER_AUTH', { USERNAME: 'ada', ...more });
};

/** Starts a sign-in and answers its challenge. */
const select = (answer: Texts, USERNAME = 'ada') => {
  return async (given: Given) => {
    const { Session } = await signIn({ USERNAME })(given);
    return given.client.respond('SELECT_CHALLENGE', Session, { USERNAME, ...answer });
  };
};

describe('USER_AUTH', () => {
  const withPassword = (password: string) => signIn({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password });
  answers(service.setUp, {
    'accepts PREFERRED_CHALLENGE PASSWORD with the password': [withPassword(PASSWORD), TOKENS],
    'accepts PREFERRED_CHALLENGE PASSWORD with a secret hash': [withPassword(PASSWORD), TOKENS, CONFIDENTIAL],
    'refuses PREFERRED_CHALLENGE PASSWORD with a wrong password': [withPassword('wrong'), WRONG_PASSWORD],
    'accepts PREFERRED_CHALLENGE PASSWORD_SRP with SRP_A, and returns a session': [
      signIn({ PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: '2' }),
      { ...VERIFIER, ChallengeParameters: { USER_ID_FOR_SRP: 'ada' } },
    ],
    'returns NEW_PASSWORD_REQUIRED for a temporary password': [
      async (given) => {
        await given.pool.setPassword('ada', PASSWORD, false);
        return withPassword(PASSWORD)(given);
      },
      { ChallengeName: 'NEW_PASSWORD_REQUIRED' },
    ],
    'fails in a pool with the Lite plan': [
      signIn(),
      'FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Choice-Based Sign-In',
      { pool: { UserPoolTier: 'LITE' } },
    ],
  });

  it.each<[string, Requests, Texts]>([
    ['there is no preference', {}, {}],
    ['the preference is not available', {}, { PREFERRED_CHALLENGE: 'WEB_AUTHN' }],
    ['the user is unknown and hidden', HIDING, { USERNAME: 'bob' }],
  ])('returns SELECT_CHALLENGE if %s', async (_, requests, parameters) => {
    const answer = await signIn(parameters)(await service.setUp(requests));
    expect(answer).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE', Session: expect.any(String) });
    expect(answer.AvailableChallenges?.toSorted()).toStrictEqual(['PASSWORD', 'PASSWORD_SRP']);
  });

  it.each([
    ['PASSWORD', undefined],
    ['PASSWORD_SRP', 'PASSWORD_VERIFIER'],
  ] as const)('returns %s if that is the preference and its parameter is missing', async (preferred, next) => {
    const given = await service.setUp();
    const { ChallengeName, Session } = await signIn({ PREFERRED_CHALLENGE: preferred })(given);
    expect(ChallengeName).toBe(preferred);
    const answered = await given.client.respond(preferred, Session, { USERNAME: 'ada', PASSWORD, SRP_A: '2' });
    expect(answered.ChallengeName).toBe(next);
  });
});

describe('SELECT_CHALLENGE', () => {
  const answer = { ANSWER: 'PASSWORD', PASSWORD };
  answers(service.setUp, {
    'accepts the answer PASSWORD with the password': [select(answer), TOKENS, CONFIDENTIAL],
    'accepts the answer PASSWORD_SRP with SRP_A': [select({ ANSWER: 'PASSWORD_SRP', SRP_A: '2' }), VERIFIER],
    'refuses no answer': [select({}), missing('ANSWER')],
    'refuses no password': [select({ ANSWER: 'PASSWORD' }), missing('PASSWORD')],
    'refuses a wrong password': [select({ ANSWER: 'PASSWORD', PASSWORD: 'wrong' }), WRONG_PASSWORD],
    'refuses an unknown answer': [select({ ANSWER: 'password' }), invalid('Invalid ANSWER password.')],
    'refuses every answer for an unknown user': [select(answer, 'bob'), WRONG_PASSWORD, HIDING],
    'refuses an answer for another user': [select({ ...answer, USERNAME: 'cyd' }, 'bob'), INVALID_SESSION, HIDING],
  });
});
