/** Tables of what calls answer, and the refusals that several tests expect. */
import { expect, it } from '@jest/globals';
import type { ContractClient } from './pool.ts';

export const WRONG_PASSWORD = 'NotAuthorizedException: Incorrect username or password.';
export const NOT_CONFIRMED = 'UserNotConfirmedException: User is not confirmed.';
export const LOCKED = 'NotAuthorizedException: Password attempts exceeded';
export const DISABLED = 'NotAuthorizedException: User is disabled.';
export const NO_USER = 'UserNotFoundException: User does not exist.';
export const INVALID_SESSION = 'NotAuthorizedException: Invalid session for the user.';
export const USED_SESSION = 'NotAuthorizedException: Invalid session for the user, session can only be used once.';
export const EXPIRED_SESSION = 'NotAuthorizedException: Invalid session for the user, session is expired.';
export const INVALID_REFRESH_TOKEN = 'NotAuthorizedException: Invalid Refresh Token';
export const INVALID_PARAMETER = /^InvalidParameterException: /;

/** The answer to the end of a sign-in. */
export const TOKENS = { AuthenticationResult: { AccessToken: expect.any(String), IdToken: expect.any(String) } };

export function invalid(message: string): string {
  return `InvalidParameterException: ${message}`;
}

export function missing(parameter: string): string {
  return invalid(`Missing required parameter ${parameter}`);
}

/** Returns `Exception: message` of a call that must be refused. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return String(error);
  }
  throw new Error('The call was not refused.');
}

/** A call, and what its answer contains or its refusal, in which POOL and CLIENT replace the IDs. */
type Statement<G, R> = readonly [call: (given: G) => Promise<unknown>, answer: object | string | RegExp, requests?: R];

/** Declares a test for each statement, by its title. */
export function answers<G extends { readonly client: ContractClient }, R>(
  setUp: (requests?: R) => Promise<G>,
  statements: Readonly<Record<string, Statement<G, R>>>,
): void {
  it.each(Object.entries(statements))('%s', async (_, [call, expected, requests]) => {
    const given = await setUp(requests);
    if (typeof expected === 'object' && !(expected instanceof RegExp)) {
      expect(await call(given)).toMatchObject(expected);
      return;
    }
    const { id, pool } = given.client;
    const refusal = (await refusalOf(call(given))).replaceAll(id, 'CLIENT').replaceAll(pool.id, 'POOL');
    expect(refusal).toStrictEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });
}
