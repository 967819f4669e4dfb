/** A user pool that tracks devices, as the tests of devices need it. */
import {
  type AuthenticationResultType,
  ConfirmDeviceCommand,
  ForgetDeviceCommand,
  GetTokensFromRefreshTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createDeviceVerifier } from 'cognito-srp-helper';
import type { Emulator } from '../../../support/emulator/index.ts';
import type { PoolRequest } from '../../../support/emulator/pool-settings.ts';
import { sdkFor, start } from './sdk.ts';

/** Whom every pool has. */
export const credentials = { username: 'ada', password: 'Correct-1' };
/** AuthParameters of that user. */
export const ada = { USERNAME: credentials.username, PASSWORD: credentials.password };
/** For any device: it tells nothing of the key. */
export const { DeviceSecretVerifierConfig: secretVerifier } = createDeviceVerifier('eu-west-1_key', '-group');

/** A pool that tracks devices, and an app client that may do everything. */
export const arrangeDevices = (emulator: Emulator, poolRequest: PoolRequest = {}) => {
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
};

/** What a test needs of an AuthenticationResult, each present. */
export const partsOf = ({ AccessToken = '', RefreshToken = '', NewDeviceMetadata }: AuthenticationResultType = {}) => ({
  AccessToken,
  RefreshToken,
  DeviceKey: NewDeviceMetadata?.DeviceKey ?? '',
});

/** Somebody signed in by a new device, and the calls that can follow. */
export const signInFromNewDevice = async (emulator: Emulator, poolRequest: PoolRequest = {}) => {
  const fixture = arrangeDevices(emulator, poolRequest);
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
};

/** The claims of a token, unverified. */
export const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());
