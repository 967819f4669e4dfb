import { userOfAccessToken } from '../access-tokens.ts';
import { deviceNotFound } from '../devices/device-tracking.ts';
import { assertIsSecretVerifier } from '../devices/verifier.ts';
import { optional, structure, text } from '../members.ts';
import { deviceKey, deviceName, token } from '../model.ts';
import { type Operation, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, Refusal } from '../refusals.ts';

const secretText = text({ isSensitive: true });
const secretVerifier = structure({ passwordVerifier: optional(secretText), salt: optional(secretText) });

/**
 * Confirms the device that this sign-in was given; works once. The message for another device is a real one; how
 * Cognito refuses a verifier is not documented.
 */
export const confirmDevice: Operation = unsignedOperation(
  {
    accessToken: token,
    deviceKey,
    deviceName: optional(deviceName),
    deviceSecretVerifierConfig: optional(secretVerifier),
  },
  (input, { pools, now }) => {
    const { pool, user, signIn } = userOfAccessToken(input.accessToken, pools.values(), now());
    assert(!user.devices.has(input.deviceKey), () => new Refusal('DeviceKeyExistsException', 'Device already exists.'));
    const device = signIn?.signInMethod.device;
    assert(device?.key === input.deviceKey, invalidParameter, 'Invalid device key given.');
    const { passwordVerifier, salt } = input.deviceSecretVerifierConfig ?? {};
    if (passwordVerifier === undefined || salt === undefined) {
      throw invalidParameter('Missing required parameter DeviceSecretVerifierConfig');
    }
    assertIsSecretVerifier(passwordVerifier, salt);
    user.devices.set(device.key, { ...device, name: input.deviceName, passwordVerifier, salt });
    return { UserConfirmationNecessary: pool.settings.deviceTracking === 'user-opt-in' };
  },
);

/** Forgets a device, which also invalidates its refresh tokens. */
export const forgetDevice: Operation = unsignedOperation({ accessToken: token, deviceKey }, (input, { pools, now }) => {
  const { user } = userOfAccessToken(input.accessToken, pools.values(), now());
  assert(user.devices.delete(input.deviceKey), deviceNotFound);
  return undefined;
});
