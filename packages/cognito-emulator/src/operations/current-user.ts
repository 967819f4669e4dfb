import { userOfAccessToken } from '../access-tokens.ts';
import { deviceNotFound } from '../devices/device-tracking.ts';
import { assertIsSecretVerifier } from '../devices/verifier.ts';
import { optional, structure, text } from '../members.ts';
import { deviceKey, deviceName, token } from '../model.ts';
import { type Operations, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, Refusal } from '../refusals.ts';
import { nameValuePairs } from './admin-users.ts';

const secretText = text({ isSensitive: true });
const secretVerifier = structure({ passwordVerifier: optional(secretText), salt: optional(secretText) });

export const currentUserOperations: Operations = {
  GetUser: unsignedOperation({ accessToken: token }, ({ accessToken }, { pools, now }) => {
    const { user } = userOfAccessToken(accessToken, pools.values(), now());
    return { Username: user.username, UserAttributes: nameValuePairs(user.attributes) };
  }),

  DeleteUser: unsignedOperation({ accessToken: token }, ({ accessToken }, { pools, now }) => {
    const { pool, user } = userOfAccessToken(accessToken, pools.values(), now());
    pool.delete(user);
    return undefined;
  }),

  /**
   * Confirms the device that this sign-in was given; works once. The message for another device is a real one; how
   * Cognito refuses a verifier is not documented.
   */
  ConfirmDevice: unsignedOperation(
    {
      accessToken: token,
      deviceKey,
      deviceName: optional(deviceName),
      deviceSecretVerifierConfig: optional(secretVerifier),
    },
    (input, { pools, now }) => {
      const { pool, user, signIn } = userOfAccessToken(input.accessToken, pools.values(), now());
      assert(
        !user.devices.has(input.deviceKey),
        () => new Refusal('DeviceKeyExistsException', 'Device already exists.'),
      );
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
  ),

  /** Forgets a device, which also invalidates its refresh tokens. */
  ForgetDevice: unsignedOperation({ accessToken: token, deviceKey }, (input, { pools, now }) => {
    const { user } = userOfAccessToken(input.accessToken, pools.values(), now());
    assert(user.devices.delete(input.deviceKey), deviceNotFound);
    return undefined;
  }),
};
