/** Tests of devices that the contract cannot make: the emulator's records, and a feature that it lacks. */
import { ConfirmDeviceCommand, ForgetDeviceCommand } from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from '@jest/globals';
import { createDeviceVerifier } from 'cognito-srp-helper';
import { refusalOf } from './contract/answers.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { setUpUser } from './user-fixture.ts';

const given = emulatorPerTest();

it('a device is kept with its verifier and cannot authenticate itself, until it is forgotten', async () => {
  const { pool, owner, calls } = setUpUser(given.emulator, { pool: { deviceTracking: 'always' } });
  const { AccessToken, DeviceKey } = await calls.tokens();
  expect(given.emulator.secrets).toContainEqual({ kind: 'device key', text: DeviceKey });
  const { DeviceSecretVerifierConfig } = createDeviceVerifier(DeviceKey, '-group');
  const confirmation = { AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName: 'CI' };
  await owner.sdk.send(new ConfirmDeviceCommand(confirmation));
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
  await owner.sdk.send(new ForgetDeviceCommand({ AccessToken, DeviceKey }));
  expect(pool.users[0]).not.toHaveProperty('devices');
});
