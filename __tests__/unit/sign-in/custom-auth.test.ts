import { describe, expect, it } from '@jest/globals';
import type { AuthResponse } from '../../../src/cognito/types.ts';
import type { ActionError } from '../../../src/failures/action-error.ts';
import { ChallengeAnswers, type CustomAuth, startCustomAuth } from '../../../src/sign-in/custom-auth.ts';
import { CHALLENGES, otherChallenge, serviceFailure, unparsedTokens } from '../fakes.ts';

const userPoolId = 'eu-west-1_AbCdEf123';
const TOKENS: AuthResponse = { kind: 'tokens', tokens: unparsedTokens() };

const [WITHOUT, WITH] = [
  { name: 'CUSTOM_AUTH', srpUserPoolId: undefined },
  { name: 'CUSTOM_AUTH', srpUserPoolId: userPoolId },
];
const REJECTED = serviceFailure('custom-auth-rejected');

it.each<[CustomAuth['srp'], string, readonly (AuthResponse | ActionError)[], readonly object[]]>([
  ['first', 'tokens', [TOKENS], [WITH]],
  ['never', 'a question', [CHALLENGES.custom], [WITHOUT]],
  ['never', 'PASSWORD_VERIFIER', [otherChallenge('PASSWORD_VERIFIER')], [WITHOUT]],
  ['never', 'a rejection', [REJECTED], [WITHOUT]],
  ['if-refused', 'tokens', [TOKENS], [WITHOUT]],
  ['if-refused', 'a question', [CHALLENGES.custom], [WITHOUT]],
  ['if-refused', 'PASSWORD_VERIFIER', [otherChallenge('PASSWORD_VERIFIER'), TOKENS], [WITHOUT, WITH]],
  ['if-refused', 'SRP_A', [otherChallenge('SRP_A'), TOKENS], [WITHOUT, WITH]],
  ['if-refused', 'a rejection', [REJECTED, TOKENS], [WITHOUT, WITH]],
  ['if-refused', 'a failed trigger', [serviceFailure('lambda-trigger-failed'), CHALLENGES.custom], [WITHOUT, WITH]],
  ['if-refused', 'a busy service', [serviceFailure('throttled')], [WITHOUT]],
])('CUSTOM_AUTH with SRP %s, and %s as the first response, starts as it must', async (srp, _, responses, expected) => {
  const starts: object[] = [];
  const started = startCustomAuth({ name: 'CUSTOM_AUTH', userPoolId, srp, answers: [] }, (flow) => {
    const response = responses[starts.length];
    starts.push(flow);
    return response !== undefined && 'kind' in response ? Promise.resolve(response) : Promise.reject(response);
  });
  expect(await started.catch((error: unknown) => error)).toBe(responses.at(-1));
  expect(starts).toStrictEqual(expected);
});

describe('the answers to custom challenges', () => {
  const give = (answers: readonly string[], questions: readonly (string | undefined)[]) => {
    const given = new ChallengeAnswers(answers, '4kfr83e5pagh');
    return {
      texts: questions.map((question) => given.next({ name: 'CUSTOM_CHALLENGE', question })),
      unused: given.unused,
    };
  };

  it.each<[readonly string[], readonly (string | undefined)[], number]>([
    [['a', 'b', 'c'], ['first', 'second'], 1],
    [['a', 'b'], [undefined, undefined], 0],
  ])('%j to the questions %j are given in order, and leave %i', (answers, questions, unused) => {
    expect(give(answers, questions)).toStrictEqual({ texts: answers.slice(0, questions.length), unused });
  });

  it.each<[readonly string[], readonly (string | undefined)[], string, number]>([
    [['a', 'b'], ['same', 'same'], 'challenge-answer-wrong', 1],
    [['a'], [undefined, undefined], 'challenge-answer-wrong', 1],
    [['a'], ['first', 'second'], 'challenge-answer-missing', 1],
    [[], [undefined], 'challenge-answer-missing', 0],
  ])('%j to the questions %j fail with %s after line %i', (answers, questions, code, line) => {
    expect(() => give(answers, questions)).toThrow(
      expect.objectContaining({ failure: { code, line, clientId: '4kfr83e5pagh' } }),
    );
  });
});
