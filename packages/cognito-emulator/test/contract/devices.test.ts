/** Remembered devices. */
import {
  ConfirmDeviceCommand,
  type ConfirmDeviceCommandInput,
  type DeviceSecretVerifierConfigType,
  ForgetDeviceCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import type { ContractClient } from './client.ts';
import { PASSWORD } from './pool.ts';
import { refusalOf, useService } from './service.ts';

const INVALID_TOKEN = 'NotAuthorizedException: Invalid Refresh Token';
const NO_DEVICE = 'ResourceNotFoundException: Device does not exist.';
const OTHER_DEVICE = 'Invalid device key given.';

/** Valid for any device, because Cognito cannot tell how it was computed. */
const VERIFIER = {
  PasswordVerifier: Buffer.alloc(384, 7).toString('base64'),
  Salt: Buffer.alloc(16, 7).toString('base64'),
};

const service = await useService();

async function setUp(onPrompt = false) {
  const pool = await service.createPool({
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: onPrompt },
  });
  await pool.addUser('ada');
  return { pool, client: await pool.createClient() };
}

type Session = Awaited<ReturnType<ContractClient['tokens']>>;

function confirm({ AccessToken, DeviceKey }: Session, more: Partial<ConfirmDeviceCommandInput> = {}) {
  const request = { AccessToken, DeviceKey, DeviceSecretVerifierConfig: VERIFIER, ...more };
  return service.sdk.send(new ConfirmDeviceCommand(request));
}

function forget({ AccessToken, DeviceKey }: Session) {
  return service.sdk.send(new ForgetDeviceCommand({ AccessToken, DeviceKey }));
}

describe('a sign-in in a pool that tracks devices', () => {
  it('assigns a key to each new device', async () => {
    const { client } = await setUp();
    const { AuthenticationResult } = await client.signIn();
    expect(AuthenticationResult?.NewDeviceMetadata).toStrictEqual({
      DeviceKey: expect.stringMatching(new RegExp(`^${service.region}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)),
      DeviceGroupKey: expect.stringMatching(/^-[0-9A-Za-z]{8}$/),
    });
    expect((await client.tokens()).DeviceKey).not.toBe(AuthenticationResult?.NewDeviceMetadata?.DeviceKey);
  });

  it('assigns no device key if the pool does not track devices', async () => {
    const pool = await service.createPool();
    await pool.addUser('ada');
    const client = await pool.createClient();
    const { AuthenticationResult } = await client.signIn();
    expect(AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
    expect(await client.refresh(AuthenticationResult?.RefreshToken ?? '')).toHaveProperty('IdToken');
  });

  it('refuses an unknown device key', async () => {
    const { client } = await setUp();
    const { DeviceKey: DEVICE_KEY } = await client.tokens();
    expect(await refusalOf(client.signIn({ DEVICE_KEY }))).toBe(NO_DEVICE);
  });
});

describe('ConfirmDevice', () => {
  it.each([
    ['always', false],
    ['on the user’s prompt', true],
  ])('returns the UserConfirmationNecessary of a pool that remembers devices %s', async (_, onPrompt) => {
    const { client } = await setUp(onPrompt);
    const answer = await confirm(await client.tokens(), { DeviceName: 'CI' });
    expect(answer.UserConfirmationNecessary).toBe(onPrompt);
  });

  it('confirms a device once only', async () => {
    const { client } = await setUp();
    const session = await client.tokens();
    await confirm(session);
    expect(await refusalOf(confirm(session))).toMatch(/^DeviceKeyExistsException: /);
  });

  const bytes = (length: number, first = 1) => Buffer.alloc(length, 1).fill(first, 0, 1).toString('base64');
  const changed = (change: DeviceSecretVerifierConfigType) => ({
    DeviceSecretVerifierConfig: { ...VERIFIER, ...change },
  });
  it.each<[string, Partial<ConfirmDeviceCommandInput>, string]>([
    ['an invalid key', { DeviceKey: 'key' }, 'InvalidParameterException: 1 validation error'],
    ['an invalid token', { AccessToken: 'a.b.c' }, 'NotAuthorizedException: Invalid Access Token'],
    ['no verifier', { DeviceSecretVerifierConfig: undefined }, 'InvalidParameterException: Missing'],
    ['a verifier without a salt', changed({ Salt: undefined }), 'InvalidParameterException: Missing'],
    ['a salt that is not Base64', changed({ Salt: 'A'.repeat(21) }), 'InvalidParameterException: Invalid Salt'],
    ['a salt in hexadecimal', changed({ Salt: 'ab'.repeat(16) }), 'InvalidParameterException: Invalid Salt'],
    ['a salt that is too short', changed({ Salt: bytes(8) }), 'InvalidParameterException: Invalid Salt'],
    ['a salt that is too long', changed({ Salt: bytes(18) }), 'InvalidParameterException: Invalid Salt'],
    ['a negative salt', changed({ Salt: bytes(16, 0x80) }), 'InvalidParameterException: Invalid Salt'],
    ['a salt with leading zeros', changed({ Salt: bytes(16, 0) }), 'InvalidParameterException: Invalid Salt'],
    ['a short verifier', changed({ PasswordVerifier: bytes(256) }), 'InvalidParameterException: Invalid Password'],
    [
      'a verifier that is not Base64',
      changed({ PasswordVerifier: VERIFIER.PasswordVerifier.replace(/.$/, '-') }),
      'InvalidParameterException: Invalid Password',
    ],
    [
      'a verifier outside the group',
      changed({ PasswordVerifier: Buffer.from(`00${'ff'.repeat(384)}`, 'hex').toString('base64') }),
      'InvalidParameterException: Invalid Password',
    ],
  ])('refuses %s', async (_, more, refusal) => {
    const { client } = await setUp();
    const session = await client.tokens();
    expect((await refusalOf(confirm(session, more))).slice(0, refusal.length)).toBe(refusal);
    expect(await refusalOf(forget(session))).toBe(NO_DEVICE);
  });

  it('refuses a device that does not exist, and that of another sign-in of the same user', async () => {
    const { client } = await setUp();
    const session = await client.tokens();
    for (const DeviceKey of [
      `${service.region}_00000000-0000-4000-8000-000000000000`,
      (await client.tokens()).DeviceKey,
    ]) {
      expect(await refusalOf(confirm(session, { DeviceKey }))).toBe(`InvalidParameterException: ${OTHER_DEVICE}`);
    }
  });
});

describe('ForgetDevice', () => {
  it('refuses a device that is not confirmed or already forgotten', async () => {
    const { client } = await setUp();
    const session = await client.tokens();
    expect(await refusalOf(forget(session))).toBe(NO_DEVICE);
    await confirm(session);
    await forget(session);
    expect(await refusalOf(forget(session))).toBe(NO_DEVICE);
  });
});

describe('a refresh token of a device', () => {
  it('works with the key of the device, once the device is confirmed', async () => {
    const { client } = await setUp();
    const session = await client.tokens();
    const { AccessToken, RefreshToken, DeviceKey } = session;
    const byFlow = (more: Readonly<Record<string, string>>) =>
      client.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken, ...more });
    expect(await refusalOf(client.refresh(RefreshToken, { DeviceKey }))).toBe(INVALID_TOKEN);
    await confirm(session);
    expect(await refusalOf(client.refresh(RefreshToken))).toBe(INVALID_TOKEN);
    expect(await refusalOf(byFlow({}))).toBe(INVALID_TOKEN);
    expect(decodeClaims(AccessToken)).not.toHaveProperty('device_key');
    for (const result of [
      await client.refresh(RefreshToken, { DeviceKey }),
      (await byFlow({ DEVICE_KEY: DeviceKey })).AuthenticationResult,
    ]) {
      expect(decodeClaims(result?.AccessToken)['device_key']).toBe(DeviceKey);
      expect(result).not.toHaveProperty('NewDeviceMetadata');
    }
  });

  it('does not work with the key of another confirmed device', async () => {
    const { client } = await setUp();
    const [one, other] = [await client.tokens(), await client.tokens()];
    await confirm(one);
    await confirm(other);
    const call = client.refresh(one.RefreshToken, { DeviceKey: other.DeviceKey });
    expect(await refusalOf(call)).toBe(INVALID_TOKEN);
  });

  it('is invalid once the device is forgotten', async () => {
    const { client } = await setUp();
    const session = await client.tokens();
    await confirm(session);
    await forget(session);
    const { RefreshToken, DeviceKey } = session;
    expect(await refusalOf(client.refresh(RefreshToken, { DeviceKey }))).toBe(INVALID_TOKEN);
  });

  it('is invalid once the user is deleted', async () => {
    const { pool, client } = await setUp();
    const session = await client.tokens();
    await confirm(session);
    await pool.deleteUser('ada');
    const { RefreshToken, DeviceKey } = session;
    const call = client.refresh(RefreshToken, { DeviceKey });
    expect(await refusalOf(call)).toBe('UserNotFoundException: User does not exist.');
  });

  it('does not work for a user whom an administrator signed in', async () => {
    const { client } = await setUp();
    const flow = 'ADMIN_USER_PASSWORD_AUTH';
    const { AuthenticationResult: result = {} } = await client.adminInitiate(flow, { USERNAME: 'ada', PASSWORD });
    const { AccessToken = '', IdToken = '', RefreshToken = '', NewDeviceMetadata } = result;
    const DeviceKey = NewDeviceMetadata?.DeviceKey ?? '';
    await confirm({ AccessToken, IdToken, RefreshToken, DeviceKey });
    expect(await refusalOf(client.refresh(RefreshToken, { DeviceKey }))).toBe(INVALID_TOKEN);
  });
});
