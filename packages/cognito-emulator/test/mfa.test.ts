/** Second factors that the contract cannot test: codes at other times, codes that Cognito sends, and settings. */
import { AssociateSoftwareTokenCommand, VerifySoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { PoolRequest } from '../src/pool-settings.ts';
import { totpCode } from '../src/totp.ts';
import { refusalOf } from './contract/service.ts';
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
  const answer = (session: string | undefined, code = totpCode(TOTP_SECRET, given.now)) =>
    fixture.answer('SOFTWARE_TOKEN_MFA', session, { SOFTWARE_TOKEN_MFA_CODE: code });
  return {
    ...fixture,
    answerCode: answer,
    enter: async (code?: string) => answer((await fixture.signIn()).Session, code),
  };
}

describe('TOTP codes', () => {
  // The last six digits of the test values in RFC 6238, appendix B.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('match RFC 6238 at %i seconds', async (seconds, expected) => {
    given.now = seconds * 1000;
    expect(totpCode(TOTP_SECRET, given.now)).toBe(expected);
    expect(await setUpApp().enter(expected)).toHaveProperty('AuthenticationResult');
  });
});

describe('SOFTWARE_TOKEN_MFA', () => {
  it('is not returned in a pool without MFA', async () => {
    expect(await setUpApp({ pool: {} }).signIn()).toHaveProperty('AuthenticationResult');
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
    const { signIn, answerCode } = setUpApp({ client: { authSessionValidityMinutes: 5 } });
    const [first, second] = [await signIn(), await signIn()];
    given.now += 5 * 60_000 - 1;
    expect(await answerCode(first.Session)).toHaveProperty('AuthenticationResult');
    given.now += 1;
    expect(await refusalOf(answerCode(second.Session))).toBe(
      'NotAuthorizedException: Invalid session for the user, session is expired.',
    );
  });
});

describe('SELECT_MFA_TYPE', () => {
  it.each(['MFAS_CAN_CHOOSE', 'MFAS_CAN_SELECT'] as const)('lists the factors in %s', async (mfaChoiceParameter) => {
    const pool = { ...OPTIONAL, mfaChoiceParameter };
    const { signIn, answer, answerCode } = setUpApp({ pool, user: { messageMfa: ['SMS_MFA'] } });
    const challenge = await signIn();
    expect(challenge).toMatchObject({
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeParameters: { [mfaChoiceParameter]: '["SOFTWARE_TOKEN_MFA","SMS_MFA"]', USER_ID_FOR_SRP: 'ada' },
    });
    const next = await answer('SELECT_MFA_TYPE', challenge.Session, { ANSWER: 'SOFTWARE_TOKEN_MFA' });
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(await answerCode(next.Session)).toHaveProperty('AuthenticationResult');
  });

  it('refuses a factor that is not listed', async () => {
    const { signIn, answer } = setUpApp({ user: { messageMfa: ['SMS_MFA'] } });
    const { Session } = await signIn();
    expect(await refusalOf(answer('SELECT_MFA_TYPE', Session, { ANSWER: 'EMAIL_OTP' }))).toMatch(
      /^InvalidParameterException/,
    );
  });

  it('is skipped for a single factor, which follows from the attributes if the pool requires MFA', async () => {
    const { pool, signIn } = setUpUser(given.emulator, {
      pool: { ...REQUIRED, messageMfa: ['EMAIL_OTP', 'SMS_MFA'] },
      user: { attributes: { email: 'ada@example.com' } },
    });
    expect(await signIn()).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'a***@e***' },
    });
    expect(pool.messages).toStrictEqual([
      { medium: 'EMAIL', to: 'ada@example.com', code: expect.stringMatching(/^\d{6}$/), occasion: 'Authentication' },
    ]);
  });
});

describe('MFA_SETUP', () => {
  async function begin(pool: PoolRequest) {
    const fixture = setUpUser(given.emulator, { pool });
    const challenge = await fixture.signIn();
    const associate = () => fixture.sdk.send(new AssociateSoftwareTokenCommand({ Session: challenge.Session }));
    return { ...fixture, challenge, associate };
  }

  it('continues with SOFTWARE_TOKEN_MFA if configured, and refuses the code of the setup', async () => {
    const { sdk, associate, answer } = await begin({ ...REQUIRED, afterMfaSetup: 'software-token-mfa' });
    const { SecretCode = '', Session } = await associate();
    const code = totpCode(SecretCode, given.now);
    const verified = await sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode: code }));
    const next = await answer('MFA_SETUP', verified.Session);
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(await refusalOf(answer('SOFTWARE_TOKEN_MFA', next.Session, { SOFTWARE_TOKEN_MFA_CODE: code }))).toBe(
      USED_CODE,
    );
  });

  it('refuses an app in a pool without software token MFA', async () => {
    const { associate, challenge } = await begin({ mfa: 'ON', messageMfa: ['SMS_MFA'] });
    expect(challenge.ChallengeParameters).toMatchObject({ MFAS_CAN_SETUP: '["SMS_MFA"]' });
    expect(await refusalOf(associate())).toBe(
      'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    );
  });
});

it('createPool refuses MFA without a factor', () => {
  expect(() => given.emulator.createPool({ mfa: 'ON' })).toThrow('A pool with MFA needs');
});
