/** Sign-ins that the contract cannot make: clocks, users that no call creates, and answers that a setting chooses. */
import { GetTokensFromRefreshTokenCommand, GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { type AppClientRequest, secretHash } from '../src/app-client.ts';
import { decodeClaims } from '../src/decode-claims.ts';
import type { StoredUser } from '../src/user-pool.ts';
import { refusalOf } from './contract/service.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { createUser } from './sdk.ts';
import { PASSWORD, setUpUser } from './user-fixture.ts';

const WRONG_PASSWORD = 'NotAuthorizedException: Incorrect username or password.';
const EXPIRED = 'NotAuthorizedException: Refresh Token has expired';
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const given = emulatorPerTest();

async function signedIn(client: AppClientRequest = {}) {
  const fixture = setUpUser(given.emulator, { client });
  const { AuthenticationResult = {} } = await fixture.signIn();
  const { AccessToken = '', RefreshToken: refreshToken = '' } = AuthenticationResult;
  const exchange = async (RefreshToken: string) => {
    const command = new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId: fixture.client.id });
    return (await fixture.sdk.send(command)).AuthenticationResult?.RefreshToken ?? '';
  };
  return { ...fixture, AccessToken, refreshToken, exchange };
}

describe('USER_PASSWORD_AUTH', () => {
  const RESET: Partial<StoredUser> = { status: 'RESET_REQUIRED' };
  it.each<[string, Partial<StoredUser>, AppClientRequest, string]>([
    [
      'a user whose password must be reset',
      RESET,
      {},
      'PasswordResetRequiredException: Password reset required for the user',
    ],
    [
      'a user whose password must be reset, if the client hides users',
      RESET,
      { preventUserExistenceErrors: 'ENABLED' },
      WRONG_PASSWORD,
    ],
    [
      'a federated user',
      { status: 'EXTERNAL_PROVIDER' },
      {},
      'NotAuthorizedException: User is not authorized to get auth details.',
    ],
  ])('refuses %s', async (_, user, client, refusal) => {
    expect(await refusalOf(setUpUser(given.emulator, { client, user }).signIn())).toBe(refusal);
  });

  it('locks the user for a second at the fifth failure, and twice as long at each further one', async () => {
    const { signIn } = setUpUser(given.emulator);
    const locked = 'NotAuthorizedException: Password attempts exceeded';
    const fail = () => refusalOf(signIn({ PASSWORD: 'wrong' }));
    for (let failure = 1; failure <= 4; failure += 1) {
      expect(await fail()).toBe(WRONG_PASSWORD);
    }
    for (const lockedSeconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      expect(await fail()).toBe(WRONG_PASSWORD);
      given.now += lockedSeconds * 1000 - 1;
      expect(await refusalOf(signIn())).toBe(locked);
      given.now += 1;
    }
    await signIn();
    expect(await fail()).toBe(WRONG_PASSWORD);
    await signIn();
  });

  it.each([
    ['today', 'Temporary password has expired and must be reset by an administrator.'],
    ['older', 'User account has expired, it must be reset by an administrator.'],
  ] as const)('refuses a temporary password once it has expired (wording: %s)', async (wording, text) => {
    const { pool, sdk, signIn } = setUpUser(given.emulator, { pool: { wording } });
    await sdk.send(createUser(pool.id, 'bob'));
    given.now += 7 * DAY_MS;
    const call = signIn({ USERNAME: 'bob', PASSWORD: 'Temporary-1' });
    expect(await refusalOf(call)).toBe(`NotAuthorizedException: ${text}`);
  });
});

describe('SECRET_HASH', () => {
  it('equals the output of `printf adaclient1 | openssl dgst -sha256 -hmac secret -binary | base64`', () => {
    expect(secretHash('secret', 'ada', 'client1')).toBe('YF79Jzf/0ANoElS+RyhQHnjtCVFgWfFoCRVNqQrekXI=');
  });

  it('is reported as wrong if it is missing, with the older wording', async () => {
    const { client, signIn } = setUpUser(given.emulator, { pool: { wording: 'older' }, client: { secret: true } });
    expect(await refusalOf(signIn({ SECRET_HASH: '' }))).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    );
  });
});

describe('USER_AUTH', () => {
  const PREFERENCE = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };

  it('returns SELECT_CHALLENGE if the app client ignores the preference', async () => {
    const { start } = setUpUser(given.emulator, { client: { preferredChallenge: 'ignored' } });
    expect(await start('USER_AUTH', PREFERENCE)).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE' });
  });

  it.each([
    ['PASSWORD', undefined],
    ['PASSWORD_SRP', 'PASSWORD_VERIFIER'],
  ] as const)('returns the preferred challenge %s first, if configured', async (preferred, next) => {
    const { start, answer } = setUpUser(given.emulator, { client: { preferredChallenge: 'asked' } });
    const parameters = { PASSWORD, SRP_A: '2' };
    const first = await start('USER_AUTH', { PREFERRED_CHALLENGE: preferred, ...parameters });
    expect(first.ChallengeName).toBe(preferred);
    expect((await answer(preferred, first.Session, parameters)).ChallengeName).toBe(next);
  });
});

describe('a refresh token', () => {
  it('returns tokens with the time of the sign-in and that of the refresh', async () => {
    const { refresh, AccessToken, refreshToken } = await signedIn();
    const seconds = Math.floor(given.now / 1000);
    expect(decodeClaims(AccessToken)).toMatchObject({ auth_time: seconds, iat: seconds });
    given.now += 10_000;
    const { AuthenticationResult } = await refresh(refreshToken);
    expect(decodeClaims(AuthenticationResult?.AccessToken)).toMatchObject({ auth_time: seconds, iat: seconds + 10 });
  });

  it('expires after the validity of the app client', async () => {
    const { refresh, refreshToken } = await signedIn();
    given.now += 30 * DAY_MS;
    expect(await refusalOf(refresh(refreshToken))).toBe(EXPIRED);
  });

  it('is accepted for the grace period after its rotation, and then refused', async () => {
    const { exchange, refreshToken } = await signedIn({ refreshTokenRotation: { gracePeriodSeconds: 10 } });
    const next = await exchange(refreshToken);
    given.now += 9_999;
    await exchange(refreshToken);
    given.now += 1;
    expect(await refusalOf(exchange(refreshToken))).toMatch(/^RefreshTokenReuseException/);
    await exchange(next);
  });

  it('expires with the token that it replaced', async () => {
    const { exchange, refreshToken } = await signedIn({ refreshTokenRotation: { gracePeriodSeconds: 10 } });
    given.now += 29 * DAY_MS;
    const second = await exchange(refreshToken);
    given.now += DAY_MS;
    expect(await refusalOf(exchange(second))).toBe(EXPIRED);
  });

  it('works in an endpoint that does not know GetTokensFromRefreshToken', async () => {
    const { exchange, refresh, refreshToken } = await signedIn();
    given.emulator.forgetOperation('GetTokensFromRefreshToken');
    expect(await refusalOf(exchange(refreshToken))).toMatch(/^UnknownOperationException/);
    expect(await refresh(refreshToken)).toHaveProperty('AuthenticationResult');
  });
});

it('an access token expires', async () => {
  const { sdk, AccessToken } = await signedIn();
  given.now += HOUR_MS;
  expect(await refusalOf(sdk.send(new GetUserCommand({ AccessToken })))).toBe(
    'NotAuthorizedException: Access Token has expired',
  );
});
