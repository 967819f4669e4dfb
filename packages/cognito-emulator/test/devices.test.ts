/** Tests of devices that the contract cannot make: the emulator's records, its faults, and features that it lacks. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AdminDeleteUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../src/decode-claims.ts';
import { refusalOf } from './contract/service.ts';
import { ada, credentials, secretVerifier, setUpDevices, signInFromNewDevice } from './device-fixture.ts';
import type { DeviceSignIn } from './device-thread.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { start } from './sdk.ts';

const given = emulatorPerTest();

function signedIn() {
  return signInFromNewDevice(given.emulator);
}

describe('a device', () => {
  it('is kept with its verifier, until it is forgotten', async () => {
    const { pool, DeviceKey, confirm, forget } = await signedIn();
    expect(given.emulator.secrets).toContainEqual({ kind: 'device key', text: DeviceKey });
    await confirm({ DeviceName: 'CI' });
    expect(pool.users[0]?.devices).toStrictEqual([
      {
        key: DeviceKey,
        groupKey: expect.any(String),
        name: 'CI',
        passwordVerifier: secretVerifier.PasswordVerifier,
        salt: secretVerifier.Salt,
      },
    ]);
    await forget();
    expect(pool.users[0]).not.toHaveProperty('devices');
  });

  it('is deleted with its user: a new user of the same name does not have it', async () => {
    const { pool, sdk, confirm } = await signedIn();
    await confirm();
    await sdk.send(new AdminDeleteUserCommand({ UserPoolId: pool.id, Username: 'ada' }));
    pool.addUser(credentials);
    expect(pool.users[0]).not.toHaveProperty('devices');
  });

  it('cannot authenticate itself in the emulator', async () => {
    const { sdk, client, DeviceKey, confirm } = await signedIn();
    await confirm();
    const call = start(sdk, client, 'USER_PASSWORD_AUTH', { ...ada, DEVICE_KEY: DeviceKey });
    expect(await refusalOf(call)).toMatch(/^NotEmulatedException/);
  });
});

describe('device operations', () => {
  it('take effect although the answer is lost', async () => {
    const { confirm, getTokens } = await signedIn();
    given.emulator.injectFault({ operation: 'ConfirmDevice', kind: 'lose-answer', times: 1 });
    await refusalOf(confirm());
    expect(await refusalOf(confirm())).toMatch(/^DeviceKeyExistsException: /);
    await expect(getTokens()).resolves.toHaveProperty('AuthenticationResult');
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
