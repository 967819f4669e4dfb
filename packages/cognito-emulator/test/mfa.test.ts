import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { totpCode } from '../src/totp.ts';
import type { StoredUser } from '../src/user-pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { alreadyUsed, code, optional, required, setUpMfa, totpSecret } from './mfa-fixture.ts';
import { refusalOf } from './sdk.ts';

const wrongCode = 'CodeMismatchException: Invalid code received for user';

const given = emulatorPerTest(Date.UTC(2026, 1, 3, 4, 5, 0));

function setUp(poolRequest: PoolRequest, user?: Partial<StoredUser>, clientRequest?: AppClientRequest) {
  return setUpMfa(given.emulator, poolRequest, user, clientRequest);
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
    expect(totpCode(totpSecret, given.now)).toBe(expected);
    const { signIn, answer } = setUp(optional, { totpSecret });
    const { Session } = await signIn();
    await expect(answer('SOFTWARE_TOKEN_MFA', Session, code(expected))).resolves.toHaveProperty('AuthenticationResult');
  });
});

describe('SOFTWARE_TOKEN_MFA', () => {
  it('is returned in a pool that allows MFA, but not in a pool without MFA', async () => {
    expect(await setUp(optional, { totpSecret }).signIn()).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
    expect(await setUp({}, { totpSecret }).signIn()).toHaveProperty('AuthenticationResult');
  });

  it.each([
    [-60, wrongCode],
    [-30, 'in'],
    [0, 'in'],
    [30, 'in'],
    [60, wrongCode],
  ])('accepts or refuses the code of %i seconds from now: %s', async (offset, expected) => {
    const { signIn, answer } = setUp(optional, { totpSecret });
    const call = answer(
      'SOFTWARE_TOKEN_MFA',
      (await signIn()).Session,
      code(totpCode(totpSecret, given.now + offset * 1000)),
    );
    await (expected === 'in' ? expect(call).resolves.toBeDefined() : expect(refusalOf(call)).resolves.toBe(expected));
  });

  it('accepts the next code once its time has come', async () => {
    const { signIn, answer } = setUp(optional, { totpSecret });
    const right = code(totpCode(totpSecret, given.now));
    await answer('SOFTWARE_TOKEN_MFA', (await signIn()).Session, right);
    expect(await refusalOf(answer('SOFTWARE_TOKEN_MFA', (await signIn()).Session, right))).toBe(alreadyUsed);
    given.now += 30_000;
    const next = code(totpCode(totpSecret, given.now));
    await expect(answer('SOFTWARE_TOKEN_MFA', (await signIn()).Session, next)).resolves.toBeDefined();
  });

  it('accepts a session for the client’s AuthSessionValidity', async () => {
    const { signIn, answer } = setUp(optional, { totpSecret }, { authSessionValidityMinutes: 5 });
    const [first, second] = [await signIn(), await signIn()];
    given.now += 5 * 60_000 - 1;
    await expect(
      answer('SOFTWARE_TOKEN_MFA', first.Session, code(totpCode(totpSecret, given.now))),
    ).resolves.toBeDefined();
    given.now += 1;
    expect(await refusalOf(answer('SOFTWARE_TOKEN_MFA', second.Session, code(totpCode(totpSecret, given.now))))).toBe(
      'NotAuthorizedException: Invalid session for the user, session is expired.',
    );
  });
});

describe('SELECT_MFA_TYPE', () => {
  it.each(['MFAS_CAN_CHOOSE', 'MFAS_CAN_SELECT'] as const)('lists the factors in %s', async (mfaChoiceParameter) => {
    const { signIn, answer } = setUp({ ...optional, mfaChoiceParameter }, { totpSecret, messageMfa: ['SMS_MFA'] });
    const challenge = await signIn();
    expect(challenge).toMatchObject({
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeParameters: { [mfaChoiceParameter]: '["SOFTWARE_TOKEN_MFA","SMS_MFA"]', USER_ID_FOR_SRP: 'ada' },
    });
    const next = await answer('SELECT_MFA_TYPE', challenge.Session, { ANSWER: 'SOFTWARE_TOKEN_MFA' });
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const right = code(totpCode(totpSecret, given.now));
    expect(await answer('SOFTWARE_TOKEN_MFA', next.Session, right)).toHaveProperty('AuthenticationResult');
  });

  it('refuses a factor that is not listed', async () => {
    const { signIn, answer } = setUp(optional, { totpSecret, messageMfa: ['SMS_MFA'] });
    const { Session } = await signIn();
    expect(await refusalOf(answer('SELECT_MFA_TYPE', Session, { ANSWER: 'EMAIL_OTP' }))).toMatch(
      /^InvalidParameterException/,
    );
  });

  it('is skipped if the user has a preferred factor', async () => {
    const { signIn } = setUp(optional, {
      totpSecret,
      messageMfa: ['SMS_MFA'],
      preferredMfa: 'SMS_MFA',
      attributes: { phone_number: '+999123' },
    });
    expect(await signIn()).toMatchObject({
      ChallengeName: 'SMS_MFA',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS' },
    });
  });

  it('is skipped for a single factor, which follows from the attributes if the pool requires MFA', async () => {
    const { pool, signIn } = setUp(
      { ...required, messageMfa: ['EMAIL_OTP', 'SMS_MFA'] },
      { attributes: { email: 'ada@example.com' } },
    );
    expect(await signIn()).toMatchObject({ ChallengeName: 'EMAIL_OTP' });
    expect(pool.messages).toStrictEqual([
      { medium: 'EMAIL', to: 'ada@example.com', code: expect.stringMatching(/^\d{6}$/), occasion: 'Authentication' },
    ]);
  });
});

it('createPool refuses MFA without a factor', () => {
  expect(() => given.emulator.createPool({ mfa: 'ON' })).toThrow(RangeError);
});
