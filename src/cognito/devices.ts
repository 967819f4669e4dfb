/**
 * The devices that a user pool remembers.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
import { randomBytes } from 'node:crypto';
import { ConfirmDeviceCommand, ForgetDeviceCommand } from '@aws-sdk/client-cognito-identity-provider';
import { isServiceError } from '../failures/action-error.ts';
import type { Caller } from './calls.ts';
import { settleDeletion } from './deletion.ts';
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
    try {
      await call('ConfirmDevice', () => new ConfirmDeviceCommand(input));
    } catch (error) {
      // Only this sign-in has the key, so an earlier attempt confirmed it and its answer was lost.
      if (!isServiceError(error, 'DeviceKeyExistsException')) {
        throw error;
      }
    }
  }

  function forgetDevice(accessToken: string, deviceKey: string): Promise<'forgotten' | 'not-found'> {
    const input = { AccessToken: accessToken, DeviceKey: deviceKey };
    const deletion = call('ForgetDevice', () => new ForgetDeviceCommand(input));
    // Cognito deletes the devices together with their user.
    return settleDeletion(deletion, 'forgotten', ['ResourceNotFoundException', 'UserNotFoundException']);
  }

  return { confirmDevice, forgetDevice };
}
