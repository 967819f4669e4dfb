/** Sign-ins that the contract cannot make: clocks, users that no call creates, and answers that a setting chooses. */
import { GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import { decodeClaims } from '../src/decode-claims.ts';
import { refusalOf } from './contract/answers.ts';
import { PASSWORD, TEMPORARY_PASSWORD } from './contract/pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { setUpUser } from './user-fixture.ts';

const WRONG_PASSWORD = 'NotAuthorizedException: Incorrect username or password.';
const EXPIRED = 'NotAuthorizedException: Refresh Token has expired';
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const given = emulatorPerTest();

async function signedIn(client: AppClientRequest = {}) {
  const { owner, calls } = setUpUser(given.emulator, { client });
  const { AccessToken, RefreshToken } = await calls.tokens();
  const refresh = () => calls.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken });
  const exchange = async (token = RefreshToken) => (await calls.refresh(token))?.RefreshToken ?? '';
  return { owner, AccessToken, refresh, exchange };
}

describe('USER_PASSWORD_AUTH', () => {
  it.each<[AppClientRequest, string]>([
    [{}, 'PasswordResetRequiredException: Password reset required for the user'],
    [{ preventUserExistenceErrors: 'ENABLED' }, WRONG_PASSWORD],
  ])('refuses a user whose password must be reset (client %j)', async (client, refusal) => {
    const { calls } = setUpUser(given.emulator, { client, user: { status: 'RESET_REQUIRED' } });
    expect(await refusalOf(calls.signIn())).toBe(refusal);
  });

  it('locks the user for a second at the fifth failure, and twice as long at each further one', async () => {
    const { calls } = setUpUser(given.emulator);
    const locked = 'NotAuthorizedException: Password attempts exceeded';
    const fail = () => refusalOf(calls.signIn({ PASSWORD: 'wrong' }));
    for (let failure = 1; failure <= 4; failure += 1) {
      expect(await fail()).toBe(WRONG_PASSWORD);
    }
    for (const lockedSeconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      expect(await fail()).toBe(WRONG_PASSWORD);
      given.now += lockedSeconds * 1000 - 1;
      expect(await refusalOf(calls.signIn())).toBe(locked);
      given.now += 1;
    }
    await calls.signIn();
    expect(await fail()).toBe(WRONG_PASSWORD);
    await calls.signIn();
  });

  it.each([
    ['today', 'Temporary password has expired and must be reset by an administrator.'],
    ['older', 'User account has expired, it must be reset by an administrator.'],
  ] as const)('refuses a temporary password once it has expired (wording: %s)', async (wording, text) => {
    const { owner, calls } = setUpUser(given.emulator, { pool: { wording } });
    await owner.createUser('bob');
    given.now += 7 * DAY_MS;
    const call = calls.signIn({ USERNAME: 'bob', PASSWORD: TEMPORARY_PASSWORD });
    expect(await refusalOf(call)).toBe(`NotAuthorizedException: ${text}`);
  });
});

it('a missing SECRET_HASH is reported as wrong, with the older wording', async () => {
  const { client, calls } = setUpUser(given.emulator, { pool: { wording: 'older' }, client: { secret: true } });
  expect(await refusalOf(calls.signIn({ SECRET_HASH: '' }))).toBe(
    `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
  );
});

it('USER_AUTH returns SELECT_CHALLENGE if the app client ignores the preference', async () => {
  const { calls } = setUpUser(given.emulator, { client: { preferredChallenge: 'ignored' } });
  const parameters = { USERNAME: 'ada', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
  const { ChallengeName, Session } = await calls.initiate('USER_AUTH', parameters);
  expect(ChallengeName).toBe('SELECT_CHALLENGE');
  const answer = calls.respond('SELECT_CHALLENGE', Session, { USERNAME: 'ada', ANSWER: 'EMAIL_OTP' });
  expect(await refusalOf(answer)).toMatch(/^NotEmulatedException/);
});

describe('a refresh token', () => {
  it('returns tokens with the time of the sign-in and that of the refresh', async () => {
    const { refresh, AccessToken } = await signedIn();
    const seconds = Math.floor(given.now / 1000);
    expect(decodeClaims(AccessToken)).toMatchObject({ auth_time: seconds, iat: seconds });
    given.now += 10_000;
    const { AuthenticationResult } = await refresh();
    expect(decodeClaims(AuthenticationResult?.AccessToken)).toMatchObject({ auth_time: seconds, iat: seconds + 10 });
  });

  it('expires after the validity of the app client', async () => {
    const { refresh } = await signedIn();
    given.now += 30 * DAY_MS;
    expect(await refusalOf(refresh())).toBe(EXPIRED);
  });

  it('is accepted for the grace period after its rotation, and then refused', async () => {
    const { exchange, refresh } = await signedIn({ refreshTokenRotation: { gracePeriodSeconds: 10 } });
    expect(await refusalOf(refresh())).toMatch('REFRESH_TOKEN_AUTH flow not enabled for this client');
    const next = await exchange();
    given.now += 9_999;
    await exchange();
    given.now += 1;
    expect(await refusalOf(exchange())).toMatch(/^RefreshTokenReuseException/);
    await exchange(next);
  });

  it('expires with the token that it replaced', async () => {
    const { exchange } = await signedIn({ refreshTokenRotation: { gracePeriodSeconds: 10 } });
    given.now += 29 * DAY_MS;
    const second = await exchange();
    given.now += DAY_MS;
    expect(await refusalOf(exchange(second))).toBe(EXPIRED);
  });

  it('works in an endpoint that does not know GetTokensFromRefreshToken', async () => {
    const { exchange, refresh } = await signedIn();
    given.emulator.forgetOperation('GetTokensFromRefreshToken');
    expect(await refusalOf(exchange())).toMatch(/^UnknownOperationException/);
    expect(await refresh()).toHaveProperty('AuthenticationResult');
  });
});

it('an access token expires', async () => {
  const { owner, AccessToken } = await signedIn();
  given.now += HOUR_MS;
  expect(await refusalOf(owner.sdk.send(new GetUserCommand({ AccessToken })))).toBe(
    'NotAuthorizedException: Access Token has expired',
  );
});
