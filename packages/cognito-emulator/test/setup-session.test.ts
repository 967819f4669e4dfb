/** Tests that a session of VerifySoftwareToken survives a wrong code, as recorded from Cognito. */
import { AssociateSoftwareTokenCommand, VerifySoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from '@jest/globals';
import { totpCode } from '../src/totp.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { required, setUpMfa } from './mfa-fixture.ts';
import { refusalOf } from './sdk.ts';

const given = emulatorPerTest();

it.each(['exception', 'status-error'] as const)('works again after a wrong code (%s)', async (wrongSetupCode) => {
  const { sdk, signIn } = setUpMfa(given.emulator, { ...required, wrongSetupCode });
  const challenge = await signIn();
  const { SecretCode = '', Session } = await sdk.send(
    new AssociateSoftwareTokenCommand({ Session: challenge.Session }),
  );
  const verify = (UserCode: string) => sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode }));
  const wrong = verify(totpCode(SecretCode, given.now + 90_000));
  if (wrongSetupCode === 'exception') {
    expect(await refusalOf(wrong)).toContain('EnableSoftwareTokenMFAException');
  } else {
    expect(await wrong).toMatchObject({ Status: 'ERROR' });
  }
  expect(await verify(totpCode(SecretCode, given.now))).toMatchObject({ Status: 'SUCCESS' });
  expect(await refusalOf(verify(totpCode(SecretCode, given.now)))).toContain('session can only be used once');
});
