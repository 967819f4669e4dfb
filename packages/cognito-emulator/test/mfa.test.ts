/** Second factors that the contract cannot test: codes at other times, codes that Cognito sends, and settings. */
import { describe, expect, it } from '@jest/globals';
import type { PoolRequest } from '../src/pool-settings.ts';
import { totpCode } from '../src/users.ts';
import { EXPIRED_SESSION, invalid, refusalOf } from './contract/answers.ts';
import { associate, verify } from './contract/authenticator-app.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { setUpUser, TOTP_SECRET } from './user-fixture.ts';

const WRONG_CODE = 'CodeMismatchException: Invalid code received for user';
const USED_CODE = 'ExpiredCodeException: Your software token has already been used once.';
const OPTIONAL: PoolRequest = { mfa: 'OPTIONAL', softwareTokenMfa: true };
const REQUIRED: PoolRequest = { mfa: 'ON', softwareTokenMfa: true };

const given = emulatorPerTest(Date.UTC(2026, 1, 3, 4, 5, 0));

/** Sets up `ada` with an authenticator app. `enter` signs her in with its code. */
function setUpApp(requests: Parameters<typeof setUpUser>[1] = {}) {
  const fixture = setUpUser(given.emulator, {
    pool: OPTIONAL,
    ...requests,
    user: { totpSecret: TOTP_SECRET, ...requests.user },
  });
  const { calls } = fixture;
  const answerCode = (session: string | undefined, code = totpCode(TOTP_SECRET, given.now)) =>
    calls.respond('SOFTWARE_TOKEN_MFA', session, { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: code });
  return { ...fixture, answerCode, enter: async (code?: string) => answerCode((await calls.signIn()).Session, code) };
}

// The last six digits of the test values in RFC 6238, appendix B.
it.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('TOTP codes match RFC 6238 at %i seconds', async (seconds, expected) => {
  given.now = seconds * 1000;
  expect(totpCode(TOTP_SECRET, given.now)).toBe(expected);
  expect(await setUpApp().enter(expected)).toHaveProperty('AuthenticationResult');
});

describe('SOFTWARE_TOKEN_MFA', () => {
  it('is not returned in a pool without MFA', async () => {
    expect(await setUpApp({ pool: {} }).calls.signIn()).toHaveProperty('AuthenticationResult');
  });

  it.each([
    [-60, WRONG_CODE],
    [-30, 'in'],
    [0, 'in'],
    [30, 'in'],
    [60, WRONG_CODE],
  ])('accepts or refuses the code of %i seconds from now: %s', async (offset, expected) => {
    const call = setUpApp().enter(totpCode(TOTP_SECRET, given.now + offset * 1000));
    await (expected === 'in' ? expect(call).resolves.toBeDefined() : expect(refusalOf(call)).resolves.toBe(expected));
  });

  it('accepts the next code once its time has come', async () => {
    const { enter } = setUpApp();
    await enter();
    expect(await refusalOf(enter())).toBe(USED_CODE);
    given.now += 30_000;
    expect(await enter()).toHaveProperty('AuthenticationResult');
  });

  it('accepts a session for the client’s AuthSessionValidity', async () => {
    const { calls, answerCode } = setUpApp({ client: { authSessionValidityMinutes: 5 } });
    const [first, second] = [await calls.signIn(), await calls.signIn()];
    given.now += 5 * 60_000 - 1;
    expect(await answerCode(first.Session)).toHaveProperty('AuthenticationResult');
    given.now += 1;
    expect(await refusalOf(answerCode(second.Session))).toBe(EXPIRED_SESSION);
  });
});

describe('SELECT_MFA_TYPE', () => {
  it.each(['MFAS_CAN_CHOOSE', 'MFAS_CAN_SELECT'] as const)('lists the factors in %s', async (mfaChoiceParameter) => {
    const pool = { ...OPTIONAL, mfaChoiceParameter };
    const { calls, answerCode } = setUpApp({ pool, user: { messageMfa: ['SMS_MFA'] } });
    const choose = async (ANSWER: string) => {
      const challenge = await calls.signIn();
      expect(challenge).toMatchObject({
        ChallengeName: 'SELECT_MFA_TYPE',
        ChallengeParameters: { [mfaChoiceParameter]: '["SOFTWARE_TOKEN_MFA","SMS_MFA"]', USER_ID_FOR_SRP: 'ada' },
      });
      return calls.respond('SELECT_MFA_TYPE', challenge.Session, { USERNAME: 'ada', ANSWER });
    };
    expect(await refusalOf(choose('EMAIL_OTP'))).toBe(invalid('Invalid ANSWER EMAIL_OTP.'));
    const next = await choose('SOFTWARE_TOKEN_MFA');
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(await answerCode(next.Session)).toHaveProperty('AuthenticationResult');
    const sms = await choose('SMS_MFA');
    const answer = calls.respond('SMS_MFA', sms.Session, { USERNAME: 'ada', SMS_MFA_CODE: '123456' });
    expect(await refusalOf(answer)).toMatch(/^NotEmulatedException/);
  });

  it('is skipped for a single factor, which follows from the attributes if the pool requires MFA', async () => {
    const { pool, calls } = setUpUser(given.emulator, {
      pool: { ...REQUIRED, messageMfa: ['EMAIL_OTP', 'SMS_MFA'] },
      user: { attributes: { email: 'ada@example.com' } },
    });
    expect(await calls.signIn()).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'a***@e***' },
    });
    expect(pool.messages).toStrictEqual([
      { medium: 'EMAIL', to: 'ada@example.com', code: expect.stringMatching(/^\d{6}$/), occasion: 'Authentication' },
    ]);
  });
});

describe('MFA_SETUP', () => {
  it('continues with SOFTWARE_TOKEN_MFA if configured, and refuses the code of the setup', async () => {
    const { calls } = setUpUser(given.emulator, { pool: { ...REQUIRED, afterMfaSetup: 'software-token-mfa' } });
    const { app, Session } = await associate(calls, (await calls.signIn()).Session);
    const code = totpCode(app.secret, given.now);
    const verified = await verify(calls, Session, code);
    const next = await calls.respond('MFA_SETUP', verified.Session, { USERNAME: 'ada' });
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const again = { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: code };
    expect(await refusalOf(calls.respond('SOFTWARE_TOKEN_MFA', next.Session, again))).toBe(USED_CODE);
  });

  it('refuses an app in a pool without software token MFA', async () => {
    const { owner, calls } = setUpUser(given.emulator, { pool: { mfa: 'ON', messageMfa: ['SMS_MFA'] } });
    const { ChallengeParameters, Session } = await calls.signIn();
    expect(ChallengeParameters).toMatchObject({ MFAS_CAN_SETUP: '["SMS_MFA"]' });
    expect(await refusalOf(associate(calls, Session))).toBe(
      'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    );
    expect(await refusalOf(owner.sdk.associateSoftwareToken({ AccessToken: 'a.b.c' }))).toMatch(
      /^NotEmulatedException/,
    );
  });
});

it('createPool refuses MFA without a factor', () => {
  expect(() => given.emulator.createPool({ mfa: 'ON' })).toThrow('A pool with MFA needs');
});
