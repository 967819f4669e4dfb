/** Sign-ins that the contract cannot make: clocks, users that no call creates, and answers that a setting chooses. */
import { describe, expect, it } from '@jest/globals';
import { createDeviceVerifier } from 'cognito-srp-helper';
import type { AppClientRequest } from '../src/app-client.ts';
import { decodeClaims } from '../src/decode-claims.ts';
import { INVALID_SESSION, LOCKED, refusalOf, WRONG_PASSWORD } from './contract/answers.ts';
import { PASSWORD } from './contract/pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { signInWithSrpHelper } from './srp-clients.ts';
import { setUpUser } from './user-fixture.ts';

const EXPIRED = 'NotAuthorizedException: Refresh Token has expired';
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const given = emulatorPerTest();

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
    const fail = async () => expect(await refusalOf(calls.signIn({ PASSWORD: 'wrong' }))).toBe(WRONG_PASSWORD);
    for (let failure = 1; failure <= 4; failure += 1) {
      await fail();
    }
    for (const lockedSeconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      await fail();
      given.now += lockedSeconds * 1000 - 1;
      expect(await refusalOf(calls.signIn())).toBe(LOCKED);
      given.now += 1;
    }
    await calls.signIn();
    await fail();
    await calls.signIn();
  });

  it.each([
    ['today', 'Temporary password has expired and must be reset by an administrator.'],
    ['older', 'User account has expired, it must be reset by an administrator.'],
  ] as const)('refuses a temporary password once it has expired (wording: %s)', async (wording, text) => {
    const { calls } = setUpUser(given.emulator, { pool: { wording }, user: { status: 'FORCE_CHANGE_PASSWORD' } });
    given.now += 7 * DAY_MS;
    expect(await refusalOf(calls.signIn())).toBe(`NotAuthorizedException: ${text}`);
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

describe('USER_SRP_AUTH', () => {
  const signIn = ({ calls }: ReturnType<typeof setUpUser>) =>
    signInWithSrpHelper({ endpoint: given.emulator.url, region: 'eu-west-1' }, calls);

  it('gets a session if configured, which the answer requires', async () => {
    const fixture = setUpUser(given.emulator, { client: { sessionWithPasswordVerifier: true } });
    const { challenge, responses, outcome } = await signIn(fixture);
    expect(challenge).toHaveProperty('Session');
    expect(outcome).toBe('signed in');
    const answer = fixture.calls.respond('PASSWORD_VERIFIER', undefined, responses);
    expect(await refusalOf(answer)).toBe(INVALID_SESSION);
  });

  it('refuses an answer that comes too late like a wrong password', async () => {
    const { calls } = setUpUser(given.emulator);
    const { ChallengeParameters: asked } = await calls.initiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A: '2' });
    given.now += 3 * 60_000;
    const answer = { USERNAME: 'ada', PASSWORD_CLAIM_SECRET_BLOCK: asked?.['SECRET_BLOCK'] ?? '' };
    expect(await refusalOf(calls.respond('PASSWORD_VERIFIER', undefined, answer))).toBe(WRONG_PASSWORD);
  });

  it.each([
    [-200, WRONG_PASSWORD],
    [-100, 'signed in'],
    [100, 'signed in'],
    [200, WRONG_PASSWORD],
  ])('is refused if the clock is more than three minutes off (%i seconds: %s)', async (seconds, outcome) => {
    given.now += seconds * 1000;
    expect(await signIn(setUpUser(given.emulator))).toMatchObject({ outcome });
  });
});

describe('a token', () => {
  async function signedIn(client: AppClientRequest = {}) {
    const { owner, calls } = setUpUser(given.emulator, { client });
    const { AccessToken, RefreshToken } = await calls.tokens();
    const refresh = () => calls.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken });
    const exchange = async (token = RefreshToken) => (await calls.refresh(token))?.RefreshToken ?? '';
    return { owner, AccessToken, refresh, exchange };
  }
  const ROTATING: AppClientRequest = { refreshTokenRotation: { gracePeriodSeconds: 10 } };

  it('has the time of the sign-in and that of the refresh, and expires', async () => {
    const { owner, refresh, AccessToken } = await signedIn();
    const seconds = Math.floor(given.now / 1000);
    expect(decodeClaims(AccessToken)).toMatchObject({ auth_time: seconds, iat: seconds });
    given.now += 10_000;
    const { AuthenticationResult } = await refresh();
    expect(decodeClaims(AuthenticationResult?.AccessToken)).toMatchObject({ auth_time: seconds, iat: seconds + 10 });
    given.now += HOUR_MS - 10_000;
    expect(await refusalOf(owner.sdk.getUser({ AccessToken }))).toBe(
      'NotAuthorizedException: Access Token has expired',
    );
  });

  it('is refreshed for the validity of the app client', async () => {
    const { refresh } = await signedIn();
    given.now += 30 * DAY_MS;
    expect(await refusalOf(refresh())).toBe(EXPIRED);
  });

  it('is refreshed for the grace period after the rotation of the refresh token', async () => {
    const { exchange, refresh } = await signedIn(ROTATING);
    expect(await refusalOf(refresh())).toMatch('REFRESH_TOKEN_AUTH flow not enabled for this client');
    const next = await exchange();
    given.now += 9_999;
    await exchange();
    given.now += 1;
    expect(await refusalOf(exchange())).toMatch(/^RefreshTokenReuseException/);
    await exchange(next);
  });

  it('is refreshed with a rotated refresh token as long as with the one that it replaced', async () => {
    const { exchange } = await signedIn(ROTATING);
    given.now += 29 * DAY_MS;
    const second = await exchange();
    given.now += DAY_MS;
    expect(await refusalOf(exchange(second))).toBe(EXPIRED);
  });

  it('is refreshed in an endpoint that does not know GetTokensFromRefreshToken', async () => {
    const { exchange, refresh } = await signedIn();
    given.emulator.forgetOperation('GetTokensFromRefreshToken');
    expect(await refusalOf(exchange())).toMatch(/^UnknownOperationException/);
    expect(await refresh()).toHaveProperty('AuthenticationResult');
  });
});

it('a device is kept with its verifier and cannot authenticate itself, until it is forgotten', async () => {
  const { pool, owner, calls } = setUpUser(given.emulator, { pool: { deviceTracking: 'always' } });
  const { AccessToken, DeviceKey } = await calls.tokens();
  expect(given.emulator.secrets).toContainEqual({ kind: 'device key', text: DeviceKey });
  const { DeviceSecretVerifierConfig } = createDeviceVerifier(DeviceKey, '-group');
  await owner.sdk.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName: 'CI' });
  expect(pool.users[0]?.devices).toStrictEqual([
    {
      key: DeviceKey,
      groupKey: expect.any(String),
      name: 'CI',
      passwordVerifier: DeviceSecretVerifierConfig.PasswordVerifier,
      salt: DeviceSecretVerifierConfig.Salt,
    },
  ]);
  expect(await refusalOf(calls.signIn({ DEVICE_KEY: DeviceKey }))).toMatch(/^NotEmulatedException/);
  await owner.sdk.forgetDevice({ AccessToken, DeviceKey });
  expect(pool.users[0]).not.toHaveProperty('devices');
});
