import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AdminDeleteUserCommand, AdminInitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../src/decode-claims.ts';
import { ada, credentials, partsOf, setUpDevices, signInFromNewDevice } from './device-fixture.ts';
import type { DeviceSignIn } from './device-thread.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refresh, refusalOf, start } from './sdk.ts';

const invalidToken = 'NotAuthorizedException: Invalid Refresh Token';

const given = emulatorPerTest();

const signedIn = () => signInFromNewDevice(given.emulator);

describe('a refresh token of a device', () => {
  it('works with the key of the device, once the device is confirmed', async () => {
    const { sdk, client, RefreshToken, DeviceKey, AccessToken, confirm, getTokens } = await signedIn();
    expect(await refusalOf(getTokens())).toBe(invalidToken);
    await confirm();
    expect(await refusalOf(getTokens({}))).toBe(invalidToken);
    expect(await refusalOf(refresh(sdk, client.id, { REFRESH_TOKEN: RefreshToken }))).toBe(invalidToken);
    const byApi = await getTokens();
    const byFlow = await refresh(sdk, client.id, { REFRESH_TOKEN: RefreshToken, DEVICE_KEY: DeviceKey });
    expect(decodeClaims(AccessToken)).not.toHaveProperty('device_key');
    for (const { AuthenticationResult } of [byApi, byFlow]) {
      expect(decodeClaims(AuthenticationResult?.AccessToken)['device_key']).toBe(DeviceKey);
      expect(AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
    }
  });

  it('does not work with the key of another confirmed device', async () => {
    const { sdk, client, confirm, getTokens } = await signedIn();
    await confirm();
    const { AuthenticationResult } = await start(sdk, client, 'USER_PASSWORD_AUTH', ada);
    const other = partsOf(AuthenticationResult);
    await confirm({ AccessToken: other.AccessToken, DeviceKey: other.DeviceKey });
    expect(await refusalOf(getTokens({ DeviceKey: other.DeviceKey }))).toBe(invalidToken);
  });

  it('is invalid once the device is forgotten', async () => {
    const { pool, confirm, forget, getTokens } = await signedIn();
    await confirm();
    await forget();
    expect(await refusalOf(getTokens())).toBe(invalidToken);
    expect(pool.users[0]).not.toHaveProperty('devices');
  });

  it('is invalid once the user is deleted, and a new user of the same name does not have the device', async () => {
    const { pool, sdk, confirm, getTokens } = await signedIn();
    await confirm();
    await sdk.send(new AdminDeleteUserCommand({ UserPoolId: pool.id, Username: 'ada' }));
    expect(await refusalOf(getTokens())).toBe('UserNotFoundException: User does not exist.');
    pool.addUser(credentials);
    expect(pool.users[0]).not.toHaveProperty('devices');
  });

  it('does not work for a user whom an administrator signed in', async () => {
    const { pool, sdk, client, confirm, getTokens } = await signedIn();
    const { AuthenticationResult } = await sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId: pool.id,
        ClientId: client.id,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: ada,
      }),
    );
    const { AccessToken, RefreshToken, DeviceKey } = partsOf(AuthenticationResult);
    await confirm({ AccessToken, DeviceKey });
    expect(await refusalOf(getTokens({ RefreshToken, DeviceKey }))).toBe(invalidToken);
  });
});

describe('amazon-cognito-identity-js', () => {
  it('confirms its device, refreshes tokens and forgets the device', async () => {
    const { pool, client } = setUpDevices(given.emulator);
    const request = { endpoint: given.emulator.url, poolId: pool.id, clientId: client.id, ...credentials };
    const thread = new Worker(new URL('./device-thread.ts', import.meta.url), {
      workerData: request satisfies DeviceSignIn,
    });
    const [accessToken]: string[] = await once(thread, 'message');
    await thread.terminate();
    expect(decodeClaims(accessToken)).toHaveProperty('device_key');
    expect(given.emulator.requests.map(({ operation, status }) => `${operation} ${status}`)).toStrictEqual([
      'InitiateAuth 200',
      'RespondToAuthChallenge 200',
      'ConfirmDevice 200',
      'InitiateAuth 200',
      'ForgetDevice 200',
    ]);
  });
});
