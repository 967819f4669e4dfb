import { describe, expect, it } from '@jest/globals';
import type { AuthResponse } from '../../../src/cognito/types.ts';
import type { ActionError } from '../../../src/failures/action-error.ts';
import { serviceFailure, unparsedTokens } from '../fakes.ts';
import { ephemeral, type Given } from '../given-inputs.ts';
import { runMain } from '../run-main.ts';

/** Returns the message of the check, or undefined if the set-up is right. */
async function checkSignIn(given: Given, ...authResponses: readonly (AuthResponse | ActionError)[]) {
  const { journal, error } = await runMain({ ...ephemeral, ...given, check: 'true' }, { cognito: { authResponses } });
  return { journal, message: error === undefined ? undefined : String(error) };
}

function challenge(wireName: string): AuthResponse {
  return { kind: 'challenge', challenge: { name: 'other', wireName, session: 'a-session', username: 'nobody' } };
}

describe('the sign-in of a user who does not exist', () => {
  it.each(['EMAIL_OTP', 'WEB_AUTHN', 'PASSWORD_SRP'])(
    'may be asked any challenge of the user pool in USER_AUTH, such as %s',
    async (name) => {
      expect((await checkSignIn({ 'auth-flow': 'USER_AUTH' }, challenge(name))).message).toBeUndefined();
    },
  );

  it('is asked no other challenge in other auth flows', async () => {
    const { message } = await checkSignIn({ 'auth-flow': 'USER_PASSWORD_AUTH' }, challenge('EMAIL_OTP'));
    expect(message).toContain('challenge EMAIL_OTP');
  });

  it.each(['UserLambdaValidationException', 'UserNotFoundException'])(
    'may be refused by a Lambda trigger (%s)',
    async (name) => {
      const { message } = await checkSignIn({}, serviceFailure('lambda-trigger-failed', name));
      expect(message).toBeUndefined();
    },
  );

  it.each(['UnexpectedLambdaException', 'InvalidLambdaResponseException'])(
    'reports a Lambda trigger that does not work (%s)',
    async (name) => {
      const { message } = await checkSignIn({}, serviceFailure('lambda-trigger-failed', name));
      expect(message).toContain(name);
    },
  );

  it('deletes the user if a migration trigger that accepts everybody has created it', async () => {
    const { journal, message } = await checkSignIn({});
    expect(message).toBeUndefined();
    expect(journal).toContain(`deleteSignedInUser ${unparsedTokens().accessToken}`);
  });
});
