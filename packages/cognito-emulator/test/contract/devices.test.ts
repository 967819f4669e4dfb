/** Remembered devices. */
import type {
  ConfirmDeviceCommandInput,
  DeviceSecretVerifierConfigType,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import { answers, INVALID_REFRESH_TOKEN, invalid, NO_USER, refusalOf } from './answers.ts';
import type { ContractClient, Tokens } from './client.ts';
import { PASSWORD, type Texts } from './pool.ts';
import { useService } from './service.ts';

const NO_DEVICE = 'ResourceNotFoundException: Device does not exist.';

/** Valid for any device, because Cognito cannot tell how it was computed. */
const VERIFIER = {
  PasswordVerifier: Buffer.alloc(384, 7).toString('base64'),
  Salt: Buffer.alloc(16, 7).toString('base64'),
};

const service = await useService();

/** Signs `ada` in, in a pool that tracks devices. */
async function setUp(onPrompt = false) {
  const devices = { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: onPrompt };
  const { pool, client } = await service.setUp({ pool: { DeviceConfiguration: devices } });
  return { pool, client, session: await client.tokens() };
}

function confirm({ AccessToken, DeviceKey }: Tokens, more: Partial<ConfirmDeviceCommandInput> = {}) {
  const request = { AccessToken, DeviceKey, DeviceSecretVerifierConfig: VERIFIER, ...more };
  return service.sdk.confirmDevice(request);
}

function forget({ AccessToken, DeviceKey }: Tokens) {
  return service.sdk.forgetDevice({ AccessToken, DeviceKey });
}

function refresh(client: ContractClient, { RefreshToken, DeviceKey }: Tokens) {
  return client.refresh(RefreshToken, { DeviceKey });
}

describe('a sign-in in a pool that tracks devices', () => {
  it('assigns a key to each new device', async () => {
    const { client, session } = await setUp();
    const { AuthenticationResult } = await client.signIn();
    expect(AuthenticationResult?.NewDeviceMetadata).toStrictEqual({
      DeviceKey: expect.stringMatching(new RegExp(`^${service.region}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)),
      DeviceGroupKey: expect.stringMatching(/^-[0-9A-Za-z]{8}$/),
    });
    expect(session.DeviceKey).not.toBe(AuthenticationResult?.NewDeviceMetadata?.DeviceKey);
  });

  it('assigns no device key if the pool does not track devices', async () => {
    const { client } = await service.setUp();
    const { AuthenticationResult } = await client.signIn();
    expect(AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
    expect(await client.refresh(AuthenticationResult?.RefreshToken ?? '')).toHaveProperty('IdToken');
  });

  answers(setUp, {
    'refuses a device key that is not confirmed': [
      ({ client, session }) => client.signIn({ DEVICE_KEY: session.DeviceKey }),
      NO_DEVICE,
    ],
  });
});

describe('ConfirmDevice', () => {
  it.each([
    ['always', false],
    ['on the user’s prompt', true],
  ])('returns the UserConfirmationNecessary of a pool that remembers devices %s', async (_, onPrompt) => {
    const { session } = await setUp(onPrompt);
    expect((await confirm(session, { DeviceName: 'CI' })).UserConfirmationNecessary).toBe(onPrompt);
  });

  it('confirms a device once only', async () => {
    const { session } = await setUp();
    await confirm(session);
    expect(await refusalOf(confirm(session))).toMatch(/^DeviceKeyExistsException: /);
  });

  const bytes = (length: number, first = 1) => Buffer.alloc(length, 1).fill(first, 0, 1).toString('base64');
  const changed = (change: DeviceSecretVerifierConfigType) => ({
    DeviceSecretVerifierConfig: { ...VERIFIER, ...change },
  });
  const outside = Buffer.from(`00${'ff'.repeat(384)}`, 'hex').toString('base64');
  const invalidCharacter = VERIFIER.PasswordVerifier.replace(/.$/, '-');
  it.each<[string, Partial<ConfirmDeviceCommandInput>, string]>([
    ['an invalid key', { DeviceKey: 'key' }, invalid('1 validation error')],
    ['an invalid token', { AccessToken: 'a.b.c' }, 'NotAuthorizedException: Invalid Access Token'],
    ['no verifier', { DeviceSecretVerifierConfig: undefined }, invalid('Missing')],
    ['a verifier without a salt', changed({ Salt: undefined }), invalid('Missing')],
    ['a salt that is not Base64', changed({ Salt: 'A'.repeat(21) }), invalid('Invalid Salt')],
    ['a salt in hexadecimal', changed({ Salt: 'ab'.repeat(16) }), invalid('Invalid Salt')],
    ['a salt that is too short', changed({ Salt: bytes(8) }), invalid('Invalid Salt')],
    ['a salt that is too long', changed({ Salt: bytes(18) }), invalid('Invalid Salt')],
    ['a negative salt', changed({ Salt: bytes(16, 0x80) }), invalid('Invalid Salt')],
    ['a salt with leading zeros', changed({ Salt: bytes(16, 0) }), invalid('Invalid Salt')],
    ['a short verifier', changed({ PasswordVerifier: bytes(256) }), invalid('Invalid Password')],
    ['a verifier that is not Base64', changed({ PasswordVerifier: invalidCharacter }), invalid('Invalid Password')],
    ['a verifier outside the group', changed({ PasswordVerifier: outside }), invalid('Invalid Password')],
  ])('refuses %s', async (_, more, refusal) => {
    const { session } = await setUp();
    expect((await refusalOf(confirm(session, more))).slice(0, refusal.length)).toBe(refusal);
    expect(await refusalOf(forget(session))).toBe(NO_DEVICE);
  });

  answers(setUp, {
    'refuses a device that does not exist': [
      ({ session }) => confirm(session, { DeviceKey: `${service.region}_00000000-0000-4000-8000-000000000000` }),
      invalid('Invalid device key given.'),
    ],
    'refuses the device of another sign-in of the same user': [
      async ({ client, session }) => confirm(session, { DeviceKey: (await client.tokens()).DeviceKey }),
      invalid('Invalid device key given.'),
    ],
  });
});

it('ForgetDevice refuses a device that is not confirmed or already forgotten', async () => {
  const { session } = await setUp();
  expect(await refusalOf(forget(session))).toBe(NO_DEVICE);
  await confirm(session);
  await forget(session);
  expect(await refusalOf(forget(session))).toBe(NO_DEVICE);
});

describe('a refresh token of a device', () => {
  it('works with the key of the device, once the device is confirmed', async () => {
    const { client, session } = await setUp();
    const { AccessToken, RefreshToken: REFRESH_TOKEN, DeviceKey } = session;
    const byFlow = (more: Texts) => client.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN, ...more });
    expect(await refusalOf(refresh(client, session))).toBe(INVALID_REFRESH_TOKEN);
    await confirm(session);
    expect(await refusalOf(client.refresh(REFRESH_TOKEN))).toBe(INVALID_REFRESH_TOKEN);
    expect(await refusalOf(byFlow({}))).toBe(INVALID_REFRESH_TOKEN);
    expect(decodeClaims(AccessToken)).not.toHaveProperty('device_key');
    for (const result of [
      await refresh(client, session),
      (await byFlow({ DEVICE_KEY: DeviceKey })).AuthenticationResult,
    ]) {
      expect(decodeClaims(result?.AccessToken)['device_key']).toBe(DeviceKey);
      expect(result).not.toHaveProperty('NewDeviceMetadata');
    }
  });

  it('does not work with the key of another confirmed device', async () => {
    const { client, session } = await setUp();
    const other = await client.tokens();
    await confirm(session);
    await confirm(other);
    const mixed = { ...session, DeviceKey: other.DeviceKey };
    expect(await refusalOf(refresh(client, mixed))).toBe(INVALID_REFRESH_TOKEN);
  });

  it('is invalid once the device is forgotten or the user deleted', async () => {
    const { pool, client, session } = await setUp();
    const other = await client.tokens();
    await confirm(session);
    await confirm(other);
    await forget(session);
    expect(await refusalOf(refresh(client, session))).toBe(INVALID_REFRESH_TOKEN);
    await pool.deleteUser();
    expect(await refusalOf(refresh(client, other))).toBe(NO_USER);
  });

  it('does not work for a user whom an administrator signed in', async () => {
    const { client, session } = await setUp();
    const flow = 'ADMIN_USER_PASSWORD_AUTH';
    const { AuthenticationResult: result = {} } = await client.adminInitiate(flow, { USERNAME: 'ada', PASSWORD });
    const { AccessToken = '', RefreshToken = '', NewDeviceMetadata } = result;
    const byAdmin = { ...session, AccessToken, RefreshToken, DeviceKey: NewDeviceMetadata?.DeviceKey ?? '' };
    await confirm(byAdmin);
    expect(await refusalOf(refresh(client, byAdmin))).toBe(INVALID_REFRESH_TOKEN);
  });
});
