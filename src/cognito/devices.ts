/**
 * The devices that a user pool remembers.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
import { randomBytes } from 'node:crypto';
import { ConfirmDeviceCommand, ForgetDeviceCommand } from '@aws-sdk/client-cognito-identity-provider';
import { isServiceError } from '../failures/action-error.ts';
import type { AppClient, NewDevice } from '../platform/ports-cognito.ts';
import type { Caller } from './calls.ts';
import { settleDeletion } from './deletion.ts';
import { generateDeviceVerifier } from './srp.ts';

export function deviceOperations(call: Caller): Pick<AppClient, 'confirmDevice' | 'forgetDevice'> {
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
      // The key is this sign-in's own: an earlier try confirmed it, and its answer got lost.
      if (!isServiceError(error, 'DeviceKeyExistsException')) {
        throw error;
      }
    }
  }

  function forgetDevice(accessToken: string, deviceKey: string): Promise<'forgotten' | 'not-found'> {
    const input = { AccessToken: accessToken, DeviceKey: deviceKey };
    const forgetting = call('ForgetDevice', () => new ForgetDeviceCommand(input));
    // The devices of a user go with it.
    return settleDeletion(forgetting, 'forgotten', ['ResourceNotFoundException', 'UserNotFoundException']);
  }

  return { confirmDevice, forgetDevice };
}
