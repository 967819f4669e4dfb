import { describe, expect, it } from '@jest/globals';
import type { AuthResponse } from '../../../src/cognito/types.ts';
import type { ActionError } from '../../../src/failures/action-error.ts';
import { failsWith, otherChallenge, serviceFailure, unparsedTokens } from '../fakes.ts';
import { ephemeral, type Given, stored } from '../given-inputs.ts';
import { runMain } from '../run-main.ts';

/** Returns the message of the check, or undefined if the set-up is right. */
async function checkSignIn(given: Given, ...authResponses: readonly (AuthResponse | ActionError)[]) {
  const { error } = await runMain({ ...ephemeral, ...given, check: 'true' }, { cognito: { authResponses } });
  return { message: error === undefined ? undefined : String(error) };
}

describe('the sign-in of a user who does not exist', () => {
  it.each(['EMAIL_OTP', 'WEB_AUTHN', 'PASSWORD_SRP'])(
    'may be asked any challenge of the user pool in USER_AUTH, such as %s',
    async (name) => {
      expect((await checkSignIn({ 'auth-flow': 'USER_AUTH' }, otherChallenge(name))).message).toBeUndefined();
    },
  );

  it('is asked no other challenge in other auth flows', async () => {
    const { message } = await checkSignIn({ 'auth-flow': 'USER_PASSWORD_AUTH' }, otherChallenge('EMAIL_OTP'));
    expect(message).toContain('challenge EMAIL_OTP');
  });

  it.each([
    ['a refusal', 'UserLambdaValidationException', undefined],
    ['an unknown user', 'UserNotFoundException', undefined],
    ['a fault', 'UnexpectedLambdaException', expect.stringContaining('UnexpectedLambdaException')],
    [
      'an invalid response',
      'InvalidLambdaResponseException',
      expect.stringContaining('InvalidLambdaResponseException'),
    ],
  ])('may be refused by a Lambda trigger, which has to work: %s', async (_, name, expected) => {
    const { message } = await checkSignIn({}, serviceFailure('lambda-trigger-failed', name));
    expect(message).toEqual(expected);
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
