import { AssociateSoftwareTokenCommand, VerifySoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { PoolRequest } from '../src/pool-settings.ts';
import { totpCode } from '../src/totp.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { alreadyUsed, code, required, setUpMfa } from './mfa-fixture.ts';
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

  it('refuses a wrong code with Status ERROR if configured', async () => {
    const { challenge, associate, verify } = await begin({ ...required, wrongSetupCode: 'status-error' });
    const { SecretCode = '', Session } = await associate(challenge.Session);
    const answer = await verify(Session, totpCode(SecretCode, given.now + 90_000));
    expect(answer.Status).toBe('ERROR');
    expect(answer.Session).toBeUndefined();
  });

  it('refuses an app in a pool without software token MFA', async () => {
    const { associate, challenge } = await begin({ mfa: 'ON', messageMfa: ['SMS_MFA'] });
    expect(challenge.ChallengeParameters).toMatchObject({ MFAS_CAN_SETUP: '["SMS_MFA"]' });
    expect(await refusalOf(associate(challenge.Session))).toBe(
      'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    );
  });
});
