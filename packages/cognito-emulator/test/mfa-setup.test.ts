import { AssociateSoftwareTokenCommand, VerifySoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { PoolRequest } from '../src/pool-settings.ts';
import { totpCode } from '../src/totp.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { alreadyUsed, code, optional, required, setUpMfa, totpSecret } from './mfa-fixture.ts';
import { refusalOf } from './sdk.ts';

const given = emulatorPerTest(Date.UTC(2026, 1, 3, 4, 5, 0));

describe('MFA_SETUP', () => {
  const begin = async (poolRequest: PoolRequest = required) => {
    const fixture = setUpMfa(given.emulator, poolRequest);
    const challenge = await fixture.signIn();
    const associate = (Session: string | undefined) => fixture.sdk.send(new AssociateSoftwareTokenCommand({ Session }));
    const verify = (Session: string | undefined, UserCode: string) =>
      fixture.sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode }));
    return { ...fixture, challenge, associate, verify };
  };

  const enrol = async (poolRequest?: PoolRequest) => {
    const fixture = await begin(poolRequest);
    const { SecretCode = '', Session } = await fixture.associate(fixture.challenge.Session);
    const verified = await fixture.verify(Session, totpCode(SecretCode, given.now));
    return { ...fixture, SecretCode, verified };
  };

  it('returns tokens at the end', async () => {
    const { challenge, SecretCode, verified, answer, pool } = await enrol();
    expect(challenge).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: 'ada' },
    });
    expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/);
    expect(verified.Status).toBe('SUCCESS');
    expect(await answer('MFA_SETUP', verified.Session, {})).toHaveProperty('AuthenticationResult');
    expect(pool.users).toMatchObject([{ totpSecret: SecretCode }]);
    expect(given.emulator.requests.map(({ operation, signed }) => [operation, signed])).toStrictEqual([
      ['InitiateAuth', false],
      ['AssociateSoftwareToken', false],
      ['VerifySoftwareToken', false],
      ['RespondToAuthChallenge', false],
    ]);
  });

  it('continues with SOFTWARE_TOKEN_MFA if configured, and refuses the code of the setup', async () => {
    const { SecretCode, verified, answer, signIn } = await enrol({ ...required, afterMfaSetup: 'software-token-mfa' });
    const next = await answer('MFA_SETUP', verified.Session, {});
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(await refusalOf(answer('SOFTWARE_TOKEN_MFA', next.Session, code(totpCode(SecretCode, given.now))))).toBe(
      alreadyUsed,
    );
    given.now += 30_000;
    const { Session } = await signIn();
    expect(await answer('SOFTWARE_TOKEN_MFA', Session, code(totpCode(SecretCode, given.now)))).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('requires that a code has verified the app', async () => {
    const { challenge, associate, answer, signIn } = await begin();
    const notSetUp = 'InvalidParameterException: User has not set up software token mfa';
    expect(await refusalOf(answer('MFA_SETUP', (await signIn()).Session, {}))).toBe(notSetUp);
    expect(await refusalOf(answer('MFA_SETUP', (await associate(challenge.Session)).Session, {}))).toBe(notSetUp);
  });

  it('refuses a wrong code with an exception', async () => {
    const { challenge, associate, verify, pool } = await begin();
    const { SecretCode = '', Session } = await associate(challenge.Session);
    expect(await refusalOf(verify(Session, totpCode(SecretCode, given.now + 90_000)))).toBe(
      'EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA',
    );
    expect(pool.users[0]).not.toHaveProperty('totpSecret');
  });

  it('refuses a wrong code with Status ERROR if configured', async () => {
    const { challenge, associate, verify } = await begin({ ...required, wrongSetupCode: 'status-error' });
    const { SecretCode = '', Session } = await associate(challenge.Session);
    const answer = await verify(Session, totpCode(SecretCode, given.now + 90_000));
    expect(answer.Status).toBe('ERROR');
    expect(answer.Session).toBeUndefined();
  });

  it('refuses used, unknown and missing sessions and those of other challenges', async () => {
    const { challenge, associate, verify } = await begin();
    const invalid = 'NotAuthorizedException: Invalid session for the user.';
    expect(await refusalOf(verify(challenge.Session, '000000'))).toBe(invalid);
    expect(await refusalOf(associate(challenge.Session))).toBe(
      'NotAuthorizedException: Invalid session for the user, session can only be used once.',
    );
    expect(await refusalOf(associate('x'.repeat(20)))).toBe(invalid);
    expect(await refusalOf(associate(undefined))).toBe('InvalidParameterException: Missing required parameter Session');
    const other = setUpMfa(given.emulator, optional, { totpSecret });
    expect(await refusalOf(associate((await other.signIn()).Session))).toBe(invalid);
  });

  it('refuses an app in a pool without software token MFA', async () => {
    const { associate, challenge } = await begin({ mfa: 'ON', messageMfa: ['SMS_MFA'] });
    expect(challenge.ChallengeParameters).toMatchObject({ MFAS_CAN_SETUP: '["SMS_MFA"]' });
    expect(await refusalOf(associate(challenge.Session))).toBe(
      'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    );
  });
});
