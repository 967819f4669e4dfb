import { describe, expect, it } from '@jest/globals';
import type { Check } from '../../../src/check/checks.ts';
import { runChecks } from '../../../src/check/run-checks.ts';
import type { AuthResponse } from '../../../src/cognito/types.ts';
import { ActionError } from '../../../src/failures/action-error.ts';
import { failsWith, fakeRunner, type Journal, otherChallenge, serviceFailure, unparsedTokens } from '../fakes.ts';
import { ephemeral, type Given, stored } from '../given-inputs.ts';
import { runMain } from '../run-main.ts';

/** Returns the message of the check, or an empty text if the set-up is right. */
async function checkSignIn(given: Given, response: AuthResponse | ActionError): Promise<string> {
  const options = { cognito: { authResponses: [response] } };
  const { error = '' } = await runMain({ ...ephemeral, ...given, check: 'true' }, options);
  return String(error);
}

describe('the sign-in of a user who does not exist', () => {
  it.each([
    ['USER_AUTH', /^$/],
    ['USER_PASSWORD_AUTH', /challenge EMAIL_OTP/],
  ])('may be asked a challenge of the user pool in USER_AUTH alone: %s', async (flow, problem) => {
    expect(await checkSignIn({ 'auth-flow': flow }, otherChallenge('EMAIL_OTP'))).toMatch(problem);
  });

  it.each([
    ['UserLambdaValidationException', /^$/],
    ['UserNotFoundException', /^$/],
    ['UnexpectedLambdaException', /UnexpectedLambdaException/],
    ['InvalidLambdaResponseException', /InvalidLambdaResponseException/],
  ])('may be refused by a Lambda trigger, which has to work: %s', async (name, problem) => {
    expect(await checkSignIn({}, serviceFailure('lambda-trigger-failed', name))).toMatch(problem);
  });
});

describe('a user whom a migration trigger that accepts everybody has created', () => {
  const denied = failsWith('access-denied');

  it('is deleted with AWS credentials in mode ephemeral', async () => {
    const { journal, error } = await runMain({ ...ephemeral, check: 'true' });
    expect(error).toBeUndefined();
    const deletions = journal.filter((line) => line.startsWith('deleteUser '));
    // The first one is the check of AdminDeleteUser.
    expect(deletions).toStrictEqual([deletions[0], deletions[0]]);
  });

  it('is deleted with its own access token in mode stored', async () => {
    const { journal, error } = await runMain({ ...stored, check: 'true' });
    expect(error).toBeUndefined();
    expect(journal).toContain(`deleteSignedInUser ${unparsedTokens().accessToken}`);
  });

  it.each([
    [
      'ephemeral',
      'without its name',
      ephemeral,
      { deleteUser: denied },
      /created the ephemeral user, who stays\. Some on /,
    ],
    ['stored', 'by name', stored, { deleteSignedInUser: denied }, /created the user nobody-\S+, who stays\. Some on /],
  ])('is reported in mode %s %s if it cannot be deleted', async (_mode, _how, given, cognito, words) => {
    const { journal, error } = await runMain({ ...given, check: 'true' }, { cognito });
    expect(String(error)).toMatch(words);
    // The runner does not mask the job summary.
    const summary = journal.find((line) => line.startsWith('summary '));
    expect(summary).toMatch(words);
    const masked = journal.filter((line) => line.startsWith('mask ')).map((line) => line.slice('mask '.length));
    expect(masked.filter((secret) => summary?.includes(secret))).toStrictEqual([]);
  });
});

const outOfTime = new ActionError({ code: 'out-of-time', seconds: 20, step: 'main' });
const failing = (title: string, error: ActionError): Check => ({ title, run: () => Promise.reject(error) });

it('the problems found are also listed if the time is up before the last check', async () => {
  const journal: Journal = [];
  const checks = [
    failing('first', serviceFailure('access-denied')),
    failing('second', outOfTime),
    failing('third', serviceFailure('network-failed')),
  ];
  await expect(runChecks(checks, fakeRunner(journal))).rejects.toMatchObject({
    failure: {
      code: 'check-failed',
      problems: [expect.stringContaining('#access-denied'), expect.stringContaining('#out-of-time')],
    },
  });
  expect(journal.join('\n')).toMatch(/summary .*first/i);
  expect(journal.join('\n')).not.toContain('third');
});

it('without a problem, the time that is up is the failure', async () => {
  await expect(runChecks([failing('first', outOfTime)], fakeRunner([]))).rejects.toBe(outOfTime);
});
