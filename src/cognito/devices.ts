/**
 * The devices that a user pool remembers.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
import { randomBytes } from 'node:crypto';
import { ConfirmDeviceCommand, ForgetDeviceCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Caller } from './calls.ts';
import { resolveOn } from './expected-errors.ts';
import { generateDeviceVerifier } from './srp.ts';
import type { NewDevice } from './types.ts';

export function createDeviceOperations(call: Caller) {
  /** Confirms a device. Cognito refreshes the tokens of a device only after that. */
  async function confirmDevice(accessToken: string, device: NewDevice): Promise<void> {
    const { salt, passwordVerifier } = generateDeviceVerifier(device, randomBytes);
    const input = {
      AccessToken: accessToken,
      DeviceKey: device.key,
      DeviceSecretVerifierConfig: { Salt: salt, PasswordVerifier: passwordVerifier },
    };
    // Only this sign-in has the key, so an earlier attempt confirmed it.
    const done = resolveOn(['DeviceKeyExistsException'], undefined);
    await call('ConfirmDevice', () => new ConfirmDeviceCommand(input)).catch(done);
  }

  /** Forgets a device. Cognito deletes the devices of a user together with the user. */
  function forgetDevice(accessToken: string, deviceKey: string): Promise<'forgotten' | 'not-found'> {
    const input = { AccessToken: accessToken, DeviceKey: deviceKey };
    return call('ForgetDevice', () => new ForgetDeviceCommand(input)).then(
      () => 'forgotten',
      resolveOn(['ResourceNotFoundException', 'UserNotFoundException'], 'not-found'),
    );
  }

  return { confirmDevice, forgetDevice };
}
