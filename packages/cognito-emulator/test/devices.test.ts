import type { DeviceSecretVerifierConfigType } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { PoolRequest } from '../src/pool-settings.ts';
import { ada, partsOf, secretVerifier, signInFromNewDevice } from './device-fixture.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, start } from './sdk.ts';

const given = emulatorPerTest();

const signedIn = (poolRequest: PoolRequest = {}) => signInFromNewDevice(given.emulator, poolRequest);

describe('a sign-in in a pool that tracks devices', () => {
  it('assigns a key to each new device', async () => {
    const { sdk, client, AuthenticationResult } = await signedIn();
    const other = await start(sdk, client, 'USER_PASSWORD_AUTH', ada);
    const metadata = AuthenticationResult?.NewDeviceMetadata;
    expect(metadata).toStrictEqual({
      DeviceKey: expect.stringMatching(/^eu-west-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      DeviceGroupKey: expect.stringMatching(/^-[0-9A-Za-z]{8}$/),
    });
    expect(other.AuthenticationResult?.NewDeviceMetadata?.DeviceKey).not.toBe(metadata?.DeviceKey);
    expect(given.emulator.secrets).toContainEqual({ kind: 'device key', text: metadata?.DeviceKey });
  });

  it('assigns no device key if the pool does not track devices', async () => {
    const { AuthenticationResult, getTokens } = await signedIn({ deviceTracking: 'off' });
    expect(AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
    await expect(getTokens({})).resolves.toHaveProperty('AuthenticationResult');
  });

  it('refuses an unknown device key, and does not support device authentication with a known one', async () => {
    const { sdk, client, DeviceKey, confirm } = await signedIn();
    const signInFrom = (key: string) => start(sdk, client, 'USER_PASSWORD_AUTH', { ...ada, DEVICE_KEY: key });
    expect(await refusalOf(signInFrom(DeviceKey))).toBe('ResourceNotFoundException: Device does not exist.');
    await confirm();
    expect(await refusalOf(signInFrom(DeviceKey))).toMatch(/^NotEmulatedException/);
  });
});

describe('ConfirmDevice', () => {
  it.each([
    ['always', false],
    ['user-opt-in', true],
  ] as const)('returns the UserConfirmationNecessary of device tracking "%s": %s', async (deviceTracking, isAsked) => {
    const { pool, DeviceKey, confirm } = await signedIn({ deviceTracking });
    expect(await confirm({ DeviceName: 'CI' })).toMatchObject({ UserConfirmationNecessary: isAsked });
    expect(pool.users[0]?.devices).toStrictEqual([
      {
        key: DeviceKey,
        groupKey: expect.any(String),
        name: 'CI',
        passwordVerifier: secretVerifier.PasswordVerifier,
        salt: secretVerifier.Salt,
      },
    ]);
    expect(given.emulator.requests.at(-1)).toMatchObject({ operation: 'ConfirmDevice', signed: false, status: 200 });
  });

  it('confirms a device once only', async () => {
    const { confirm } = await signedIn();
    await confirm();
    expect(await refusalOf(confirm())).toMatch(/^DeviceKeyExistsException: /);
  });

  const other = 'eu-west-1_00000000-0000-4000-8000-000000000000';
  const bytes = (length: number, first = 1): string => Buffer.alloc(length, 1).fill(first, 0, 1).toString('base64');
  const changed = (change: DeviceSecretVerifierConfigType): object => ({
    DeviceSecretVerifierConfig: { ...secretVerifier, ...change },
  });
  it.each<[string, object, RegExp]>([
    ['the key of another device', { DeviceKey: other }, /^InvalidParameterException: Invalid device key given\.$/],
    ['an invalid key', { DeviceKey: 'key' }, /^InvalidParameterException: 1 validation error/],
    ['an invalid token', { AccessToken: 'a.b.c' }, /^NotAuthorizedException: Invalid Access Token$/],
    ['no verifier', { DeviceSecretVerifierConfig: undefined }, /^InvalidParameterException: Missing/],
    ['a verifier without a salt', changed({ Salt: undefined }), /^InvalidParameterException: Missing/],
    ['a salt that is not Base64', changed({ Salt: 'A'.repeat(21) }), /^InvalidParameterException: Invalid Salt/],
    ['a salt in hexadecimal', changed({ Salt: 'ab'.repeat(16) }), /^InvalidParameterException: Invalid Salt/],
    ['a salt that is too short', changed({ Salt: bytes(8) }), /^InvalidParameterException: Invalid Salt/],
    ['a salt that is too long', changed({ Salt: bytes(18) }), /^InvalidParameterException: Invalid Salt/],
    ['a negative salt', changed({ Salt: bytes(16, 0x80) }), /^InvalidParameterException: Invalid Salt/],
    ['a salt with leading zeros', changed({ Salt: bytes(16, 0) }), /^InvalidParameterException: Invalid Salt/],
    ['a short verifier', changed({ PasswordVerifier: bytes(256) }), /^InvalidParameterException: Invalid Password/],
    [
      'a verifier that is not Base64',
      changed({ PasswordVerifier: secretVerifier.PasswordVerifier?.replace(/.$/, '-') }),
      /^InvalidParameterException: Invalid Password/,
    ],
    [
      'a verifier outside the group',
      changed({ PasswordVerifier: Buffer.from(`00${'ff'.repeat(384)}`, 'hex').toString('base64') }),
      /^InvalidParameterException: Invalid Password/,
    ],
  ])('refuses %s', async (_, more, refusal) => {
    const { pool, confirm } = await signedIn();
    expect(await refusalOf(confirm(more))).toMatch(refusal);
    expect(pool.users[0]).not.toHaveProperty('devices');
  });

  it('refuses the device of another sign-in of the same user', async () => {
    const { sdk, client, confirm } = await signedIn();
    const { AuthenticationResult } = await start(sdk, client, 'USER_PASSWORD_AUTH', ada);
    const { DeviceKey } = partsOf(AuthenticationResult);
    expect(await refusalOf(confirm({ DeviceKey }))).toBe('InvalidParameterException: Invalid device key given.');
  });
});

describe('ForgetDevice', () => {
  it('refuses a device that is not confirmed or already forgotten', async () => {
    const { confirm, forget } = await signedIn();
    const notFound = 'ResourceNotFoundException: Device does not exist.';
    expect(await refusalOf(forget())).toBe(notFound);
    await confirm();
    await forget();
    expect(await refusalOf(forget())).toBe(notFound);
  });
});

describe('device operations', () => {
  it.each(['ConfirmDevice', 'ForgetDevice'] as const)('meet injected faults: %s', async (operation) => {
    const { confirm, forget } = await signedIn();
    given.emulator.injectFault({ operation, kind: 'throttled', times: 1 });
    const call = operation === 'ConfirmDevice' ? confirm : forget;
    expect(await refusalOf(call())).toBe('TooManyRequestsException: Rate exceeded');
  });

  it('take effect although the answer is lost', async () => {
    const { confirm, getTokens } = await signedIn();
    given.emulator.injectFault({ operation: 'ConfirmDevice', kind: 'lose-answer', times: 1 });
    await refusalOf(confirm());
    expect(await refusalOf(confirm())).toMatch(/^DeviceKeyExistsException: /);
    await expect(getTokens()).resolves.toHaveProperty('AuthenticationResult');
  });
});
