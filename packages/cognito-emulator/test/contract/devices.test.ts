/** Remembered devices. */
import type { ConfirmDeviceCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import { INVALID_REFRESH_TOKEN, invalid, NO_USER, refusalOf } from './answers.ts';
import { type ContractClient, PASSWORD, type Texts, type Tokens } from './pool.ts';
import { useService } from './service.ts';

const NO_DEVICE = 'ResourceNotFoundException: Device does not exist.';
const INVALID_KEY = invalid('Invalid device key given.');

const bytes = (length: number, first: number) => Buffer.alloc(length, 7).fill(first, 0, 1).toString('base64');
/** Valid for any device, because Cognito cannot tell how it was computed. */
const VERIFIER = { PasswordVerifier: bytes(384, 7), Salt: bytes(16, 7) };

const service = await useService();

/** Signs `ada` in, in a pool that tracks devices. */
async function setUp(onPrompt = false) {
  const devices = { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: onPrompt };
  const given = await service.setUp({ pool: { DeviceConfiguration: devices } });
  return { ...given, session: await given.client.tokens() };
}

function confirm({ AccessToken, DeviceKey }: Tokens, more: Partial<ConfirmDeviceCommandInput> = {}) {
  return service.sdk.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig: VERIFIER, ...more });
}

function forget({ AccessToken, DeviceKey }: Tokens) {
  return service.sdk.forgetDevice({ AccessToken, DeviceKey });
}

function refresh(client: ContractClient, { RefreshToken, DeviceKey }: Tokens) {
  return client.refresh(RefreshToken, { DeviceKey });
}

it('a sign-in assigns a key to each new device if the pool tracks devices', async () => {
  const { client, session } = await setUp();
  const { AuthenticationResult } = await client.signIn();
  expect(AuthenticationResult?.NewDeviceMetadata).toStrictEqual({
    DeviceKey: expect.stringMatching(new RegExp(`^${service.region}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)),
    DeviceGroupKey: expect.stringMatching(/^-[0-9A-Za-z]{8}$/),
  });
  expect(session.DeviceKey).not.toBe(AuthenticationResult?.NewDeviceMetadata?.DeviceKey);
  const untracked = await service.setUp();
  expect((await untracked.client.signIn()).AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
});

describe('ConfirmDevice', () => {
  it.each([
    ['always', false],
    ['on the user’s prompt', true],
  ])('returns the UserConfirmationNecessary of a pool that remembers devices %s', async (_, onPrompt) => {
    const { session } = await setUp(onPrompt);
    expect((await confirm(session, { DeviceName: 'CI' })).UserConfirmationNecessary).toBe(onPrompt);
    expect(await refusalOf(confirm(session))).toMatch(/^DeviceKeyExistsException: /);
  });

  const verifier = (change: Partial<typeof VERIFIER>) => ({ DeviceSecretVerifierConfig: { ...VERIFIER, ...change } });
  const withoutSalt = { DeviceSecretVerifierConfig: { PasswordVerifier: VERIFIER.PasswordVerifier } };
  const outside = Buffer.from(`00${'ff'.repeat(384)}`, 'hex').toString('base64');
  it.each<[string, Partial<ConfirmDeviceCommandInput>, string]>([
    ['an invalid key', { DeviceKey: 'key' }, invalid('1 validation error')],
    ['an unknown key', { DeviceKey: `${service.region}_00000000-0000-4000-8000-000000000000` }, INVALID_KEY],
    ['an invalid token', { AccessToken: 'a.b.c' }, 'NotAuthorizedException: Invalid Access Token'],
    ['no verifier', { DeviceSecretVerifierConfig: undefined }, invalid('Missing')],
    ['a verifier without a salt', withoutSalt, invalid('Missing')],
    ['a salt that is not Base64', verifier({ Salt: 'A'.repeat(21) }), invalid('Invalid Salt')],
    ['a salt in hexadecimal', verifier({ Salt: 'ab'.repeat(16) }), invalid('Invalid Salt')],
    ['a salt that is too short', verifier({ Salt: bytes(8, 1) }), invalid('Invalid Salt')],
    ['a negative salt', verifier({ Salt: bytes(16, 0x80) }), invalid('Invalid Salt')],
    ['a salt with leading zeros', verifier({ Salt: bytes(16, 0) }), invalid('Invalid Salt')],
    ['a short verifier', verifier({ PasswordVerifier: bytes(256, 1) }), invalid('Invalid Password')],
    ['a verifier outside the group', verifier({ PasswordVerifier: outside }), invalid('Invalid Password')],
  ])('refuses %s', async (_, more, refusal) => {
    const { session } = await setUp();
    expect((await refusalOf(confirm(session, more))).slice(0, refusal.length)).toBe(refusal);
    expect(await refusalOf(forget(session))).toBe(NO_DEVICE);
  });
});

it('a device is confirmed by its own sign-in, and forgotten once', async () => {
  const { client, session } = await setUp();
  expect(await refusalOf(client.signIn({ DEVICE_KEY: session.DeviceKey }))).toBe(NO_DEVICE);
  const { DeviceKey } = await client.tokens();
  expect(await refusalOf(confirm(session, { DeviceKey }))).toBe(INVALID_KEY);
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
    expect(decodeClaims(AccessToken)).not.toHaveProperty('device_key');
    const { AuthenticationResult: result } = await byFlow({ DEVICE_KEY: DeviceKey });
    for (const refreshed of [await refresh(client, session), result]) {
      expect(decodeClaims(refreshed?.AccessToken)['device_key']).toBe(DeviceKey);
      expect(refreshed).not.toHaveProperty('NewDeviceMetadata');
    }
  });

  it('is invalid with the key of another device, and once its device is forgotten or the user deleted', async () => {
    const { pool, client, session } = await setUp();
    const other = await client.tokens();
    await confirm(session);
    await confirm(other);
    expect(await refusalOf(refresh(client, { ...session, DeviceKey: other.DeviceKey }))).toBe(INVALID_REFRESH_TOKEN);
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
