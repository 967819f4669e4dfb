/** Sets up user pools with device tracking. */
import {
  type AuthenticationResultType,
  ConfirmDeviceCommand,
  ForgetDeviceCommand,
  GetTokensFromRefreshTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createDeviceVerifier } from 'cognito-srp-helper';
import type { Emulator } from '../src/index.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { sdkFor, start } from './sdk.ts';

/** The user of every pool. */
export const credentials = { username: 'ada', password: 'Correct-1' };
/** The user's AuthParameters. */
export const ada = { USERNAME: credentials.username, PASSWORD: credentials.password };
/** Valid for any device, because it does not depend on the device key. */
export const { DeviceSecretVerifierConfig: secretVerifier } = createDeviceVerifier('eu-west-1_key', '-group');

/** Creates a pool that tracks devices, and an app client that allows all flows. */
export function setUpDevices(emulator: Emulator, poolRequest: PoolRequest = {}) {
  const pool = emulator.createPool({ deviceTracking: 'always', ...poolRequest });
  const client = pool.createClient({
    flows: [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
  });
  pool.addUser(credentials);
  return { pool, client, sdk: sdkFor(emulator) };
}

/** Returns the values of an AuthenticationResult, with empty defaults. */
export function partsOf({ AccessToken = '', RefreshToken = '', NewDeviceMetadata }: AuthenticationResultType = {}) {
  return {
    AccessToken,
    RefreshToken,
    DeviceKey: NewDeviceMetadata?.DeviceKey ?? '',
  };
}

/** Signs in from a new device and returns functions for the next calls. */
export async function signInFromNewDevice(emulator: Emulator, poolRequest: PoolRequest = {}) {
  const fixture = setUpDevices(emulator, poolRequest);
  const { sdk, client } = fixture;
  const { AuthenticationResult } = await start(sdk, client, 'USER_PASSWORD_AUTH', ada);
  const { AccessToken, RefreshToken, DeviceKey } = partsOf(AuthenticationResult);
  return {
    ...fixture,
    AuthenticationResult,
    AccessToken,
    RefreshToken,
    DeviceKey,
    confirm: (more: object = {}) =>
      sdk.send(
        new ConfirmDeviceCommand({ AccessToken, DeviceKey, DeviceSecretVerifierConfig: secretVerifier, ...more }),
      ),
    forget: (more: object = {}) => sdk.send(new ForgetDeviceCommand({ AccessToken, DeviceKey, ...more })),
    getTokens: (more: object = { DeviceKey }) =>
      sdk.send(new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId: client.id, ...more })),
  };
}
