/** Sign-ins that the contract cannot make: clocks, codes that Cognito sends, and answers that a setting chooses. */
import { describe, expect, it } from '@jest/globals';
import { createDeviceVerifier } from 'cognito-srp-helper';
import type { AppClientRequest } from '../src/app-client.ts';
import { decodeClaims } from '../src/decode-claims.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { totpCode } from '../src/users.ts';
import {
  EXPIRED_SESSION,
  INVALID_SESSION,
  invalid,
  LOCKED,
  refusalOf,
  TOKENS,
  WRONG_PASSWORD,
} from './contract/answers.ts';
import { associate, verify } from './contract/authenticator-app.ts';
import { PASSWORD } from './contract/pool.ts';
import { signInWithSrp } from './contract/srp-client.ts';
import { emulatorPerTest, setUpUser, TOTP_SECRET } from './fixture.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const NO_DEVICE = 'ResourceNotFoundException: Device does not exist.';

const given = emulatorPerTest(Date.UTC(2026, 1, 3, 4, 5, 0));

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

  it('reports a missing SECRET_HASH as wrong, with the older wording', async () => {
    const { client, calls } = setUpUser(given.emulator, { pool: { wording: 'older' }, client: { secret: true } });
    expect(await refusalOf(calls.signIn({ SECRET_HASH: '' }))).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    );
  });
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
  it('gets a session if configured, which the answer requires', async () => {
    const { calls } = setUpUser(given.emulator, { client: { sessionWithPasswordVerifier: true } });
    given.now = Date.now();
    const { challenge, responses, outcome } = await signInWithSrp(calls);
    expect(challenge).toHaveProperty('Session');
    expect(outcome).toBe('signed in');
    expect(await refusalOf(calls.respond('PASSWORD_VERIFIER', undefined, responses))).toBe(INVALID_SESSION);
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
    given.now = Date.now() + seconds * 1000;
    expect(await signInWithSrp(setUpUser(given.emulator).calls)).toMatchObject({ outcome });
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

  it('is refreshed for the validity of the app client, also after a rotation, and for the grace period', async () => {
    const { exchange, refresh } = await signedIn(ROTATING);
    expect(await refusalOf(refresh())).toBe(invalid('REFRESH_TOKEN_AUTH flow not enabled for this client'));
    given.now += 29 * DAY_MS;
    const second = await exchange();
    given.now += 9_999;
    await exchange();
    given.now += 1;
    expect(await refusalOf(exchange())).toMatch(/^RefreshTokenReuseException/);
    await exchange(second);
    given.now += DAY_MS;
    expect(await refusalOf(exchange(second))).toBe('NotAuthorizedException: Refresh Token has expired');
  });
});

it('a device is kept with its verifier and cannot authenticate itself, until it is forgotten', async () => {
  const { pool, owner, calls } = setUpUser(given.emulator, { pool: { deviceTracking: 'always' } });
  const { AccessToken, DeviceKey } = await calls.tokens();
  expect(given.emulator.secrets).toContainEqual({ kind: 'device key', text: DeviceKey });
  const { DeviceSecretVerifierConfig } = createDeviceVerifier(DeviceKey, '-group');
  await owner.sdk.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName: 'CI' });
  const { PasswordVerifier: passwordVerifier, Salt: salt } = DeviceSecretVerifierConfig;
  const device = { key: DeviceKey, groupKey: expect.any(String), name: 'CI', passwordVerifier, salt };
  expect(pool.users[0]?.devices).toStrictEqual([device]);
  expect(await refusalOf(calls.signIn({ DEVICE_KEY: DeviceKey }))).toMatch(/^NotEmulatedException/);
  await owner.sdk.forgetDevice({ AccessToken, DeviceKey });
  expect(pool.users[0]).not.toHaveProperty('devices');
});

it('the key of an unknown device is refused at the start of a sign-in and in the answer to a challenge', async () => {
  const { calls } = setUpUser(given.emulator, {
    pool: { deviceTracking: 'always' },
    user: { status: 'FORCE_CHANGE_PASSWORD' },
  });
  const device = { DEVICE_KEY: 'eu-west-1_00000000-0000-4000-8000-000000000000' };
  expect(await refusalOf(calls.signIn(device))).toBe(NO_DEVICE);
  const { Session } = await calls.signIn();
  const answer = { USERNAME: 'ada', NEW_PASSWORD: 'Permanent-1', ...device };
  expect(await refusalOf(calls.respond('NEW_PASSWORD_REQUIRED', Session, answer))).toBe(NO_DEVICE);
});

describe('MFA', () => {
  const OPTIONAL: PoolRequest = { mfa: 'OPTIONAL', softwareTokenMfa: true };
  const REQUIRED: PoolRequest = { mfa: 'ON', softwareTokenMfa: true };
  const USED_CODE = 'ExpiredCodeException: Your software token has already been used once.';

  /** Sets up `ada` with an authenticator app. `enter` signs her in with its code. */
  function setUpApp(requests: Parameters<typeof setUpUser>[1] = {}) {
    const user = { totpSecret: TOTP_SECRET, ...requests.user };
    const fixture = setUpUser(given.emulator, { pool: OPTIONAL, ...requests, user });
    const { calls } = fixture;
    const answerCode = (session: string | undefined, code = totpCode(TOTP_SECRET, given.now)) =>
      calls.respond('SOFTWARE_TOKEN_MFA', session, { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: code });
    return { ...fixture, answerCode, enter: async (code?: string) => answerCode((await calls.signIn()).Session, code) };
  }

  // The last six digits of test values in RFC 6238, appendix B.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [20000000000, '353130'],
  ])('accepts the code of RFC 6238 at %i seconds', async (seconds, code) => {
    given.now = seconds * 1000;
    expect(await setUpApp().enter(code)).toMatchObject(TOKENS);
  });

  it('accepts the codes of the last, this and the next half minute, each once', async () => {
    const { enter } = setUpApp();
    const code = (seconds: number) => totpCode(TOTP_SECRET, given.now + seconds * 1000);
    for (const offset of [-60, 60]) {
      expect(await refusalOf(enter(code(offset)))).toBe('CodeMismatchException: Invalid code received for user');
    }
    for (const offset of [-30, 0, 30]) {
      expect(await enter(code(offset))).toMatchObject(TOKENS);
    }
    expect(await refusalOf(enter())).toBe(USED_CODE);
  });

  it('accepts a session for the client’s AuthSessionValidity', async () => {
    const { calls, answerCode } = setUpApp({ client: { authSessionValidityMinutes: 5 } });
    const [first, second] = [await calls.signIn(), await calls.signIn()];
    given.now += 5 * 60_000 - 1;
    expect(await answerCode(first.Session)).toMatchObject(TOKENS);
    given.now += 1;
    expect(await refusalOf(answerCode(second.Session))).toBe(EXPIRED_SESSION);
  });

  it.each(['MFAS_CAN_CHOOSE', 'MFAS_CAN_SELECT'] as const)('lists the factors in %s', async (mfaChoiceParameter) => {
    const pool = { ...OPTIONAL, mfaChoiceParameter };
    const { calls, answerCode } = setUpApp({ pool, user: { messageMfa: ['SMS_MFA'] } });
    const choose = async (ANSWER: string) => {
      const { ChallengeName, ChallengeParameters, Session } = await calls.signIn();
      expect(ChallengeName).toBe('SELECT_MFA_TYPE');
      expect(ChallengeParameters).toMatchObject({ [mfaChoiceParameter]: '["SOFTWARE_TOKEN_MFA","SMS_MFA"]' });
      return calls.respond('SELECT_MFA_TYPE', Session, { USERNAME: 'ada', ANSWER });
    };
    expect(await refusalOf(choose('EMAIL_OTP'))).toBe(invalid('Invalid ANSWER EMAIL_OTP.'));
    expect(await answerCode((await choose('SOFTWARE_TOKEN_MFA')).Session)).toMatchObject(TOKENS);
    const { Session } = await choose('SMS_MFA');
    const answer = calls.respond('SMS_MFA', Session, { USERNAME: 'ada', SMS_MFA_CODE: '123456' });
    expect(await refusalOf(answer)).toMatch(/^NotEmulatedException/);
  });

  it('asks for a single factor, which follows from the attributes if the pool requires MFA', async () => {
    const { pool, calls } = setUpUser(given.emulator, {
      pool: { ...REQUIRED, messageMfa: ['EMAIL_OTP', 'SMS_MFA'] },
      user: { attributes: { email: 'ada@example.com' } },
    });
    const ChallengeParameters = { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'a***@e***' };
    expect(await calls.signIn()).toMatchObject({ ChallengeName: 'EMAIL_OTP', ChallengeParameters });
    const code = expect.stringMatching(/^\d{6}$/);
    expect(pool.messages).toStrictEqual([{ medium: 'EMAIL', to: 'ada@example.com', code, occasion: 'Authentication' }]);
  });

  it('continues the setup with SOFTWARE_TOKEN_MFA if configured, and refuses the code of the setup', async () => {
    const { calls } = setUpUser(given.emulator, { pool: { ...REQUIRED, afterMfaSetup: 'software-token-mfa' } });
    const { app, Session } = await associate(calls, (await calls.signIn()).Session);
    const code = totpCode(app.secret, given.now);
    const verified = await verify(calls, Session, code);
    const next = await calls.respond('MFA_SETUP', verified.Session, { USERNAME: 'ada' });
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const again = { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: code };
    expect(await refusalOf(calls.respond('SOFTWARE_TOKEN_MFA', next.Session, again))).toBe(USED_CODE);
  });

  it('refuses the setup of an app in a pool without software token MFA', async () => {
    const { owner, calls } = setUpUser(given.emulator, { pool: { mfa: 'ON', messageMfa: ['SMS_MFA'] } });
    const { ChallengeParameters, Session } = await calls.signIn();
    expect(ChallengeParameters).toMatchObject({ MFAS_CAN_SETUP: '["SMS_MFA"]' });
    expect(await refusalOf(associate(calls, Session))).toBe(
      'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    );
    const byToken = owner.sdk.associateSoftwareToken({ AccessToken: 'a.b.c' });
    expect(await refusalOf(byToken)).toMatch(/^NotEmulatedException/);
    expect(() => given.emulator.createPool({ mfa: 'ON' })).toThrow('A pool with MFA needs');
  });
});
