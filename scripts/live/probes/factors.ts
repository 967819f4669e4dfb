/** Probes of authenticator apps and remembered devices. */
import {
  AssociateSoftwareTokenCommand,
  type AssociateSoftwareTokenCommandOutput,
  ConfirmDeviceCommand,
  ForgetDeviceCommand,
  GetTokensFromRefreshTokenCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { PreparedPool } from '../pools/prepared.ts';
import { createUser, newUsername } from '../pools/users.ts';
import { initiateAuth, ofUser, respond, signIn } from './calls.ts';
import { type Probe, probing } from './probe.ts';

/** Wrong, except once in a million. */
const WRONG_CODE = '000000';
/** Has the minimum length that Cognito accepts. */
const INVENTED_SESSION = 's'.repeat(64);
const VERIFIER = Buffer.alloc(384, 7).toString('base64');
const SALT = Buffer.alloc(16, 7).toString('base64');

/** Starts a sign-in that stops at MFA_SETUP. */
async function atSetup(pool: PreparedPool) {
  const { username, password } = await createUser(pool, { username: newUsername(pool) });
  return initiateAuth(pool, 'USER_PASSWORD_AUTH', { USERNAME: username, PASSWORD: password });
}

async function associate(pool: PreparedPool): Promise<AssociateSoftwareTokenCommandOutput> {
  const { Session } = await atSetup(pool);
  return pool.side.cognito.send(new AssociateSoftwareTokenCommand({ Session }));
}

const APPS: readonly Probe[] = [
  probing('mfa', 'InitiateAuth: the user has no authenticator app', atSetup, 'TOTP'),
  probing('mfa', 'AssociateSoftwareToken', associate),
  probing('mfa', 'VerifySoftwareToken: a wrong code', async (pool) => {
    const { Session } = await associate(pool);
    return pool.side.cognito.send(new VerifySoftwareTokenCommand({ Session, UserCode: WRONG_CODE }));
  }),
  probing('mfa', 'InitiateAuth: the user has an authenticator app', (pool) =>
    initiateAuth(pool, 'USER_PASSWORD_AUTH', ofUser(pool)),
  ),
  probing('mfa', 'RespondToAuthChallenge: a wrong code', async (pool) => {
    const { Session } = await initiateAuth(pool, 'USER_PASSWORD_AUTH', ofUser(pool));
    return respond(pool, 'SOFTWARE_TOKEN_MFA', Session, {
      USERNAME: pool.user.username,
      SOFTWARE_TOKEN_MFA_CODE: WRONG_CODE,
    });
  }),
  probing('mfa', 'RespondToAuthChallenge: the session is invented', (pool) =>
    respond(pool, 'SOFTWARE_TOKEN_MFA', INVENTED_SESSION, {
      USERNAME: pool.user.username,
      SOFTWARE_TOKEN_MFA_CODE: WRONG_CODE,
    }),
  ),
];

function confirmDevice({ side }: PreparedPool, AccessToken: string | undefined, DeviceKey: string | undefined) {
  const DeviceSecretVerifierConfig = { PasswordVerifier: VERIFIER, Salt: SALT };
  return side.cognito.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey, DeviceSecretVerifierConfig }));
}

const DEVICES: readonly Probe[] = [
  probing('devices', 'InitiateAuth: by a new device', (pool) => initiateAuth(pool, 'USER_PASSWORD_AUTH', ofUser(pool))),
  probing(
    'devices',
    'ConfirmDevice',
    async (pool) => {
      const { AccessToken, NewDeviceMetadata: device } = await signIn(pool);
      return confirmDevice(pool, AccessToken, device?.DeviceKey);
    },
    'devices',
  ),
  probing('devices', 'ConfirmDevice: a device that does not exist', async (pool) => {
    const { AccessToken } = await signIn(pool);
    return confirmDevice(pool, AccessToken, `${pool.side.region}_11111111-2222-3333-4444-555555555555`);
  }),
  probing('devices', 'ForgetDevice', async (pool) => {
    const { AccessToken, NewDeviceMetadata: device } = await signIn(pool);
    await confirmDevice(pool, AccessToken, device?.DeviceKey);
    return pool.side.cognito.send(new ForgetDeviceCommand({ AccessToken, DeviceKey: device?.DeviceKey }));
  }),
  probing('devices', 'GetTokensFromRefreshToken: without the device key', async (pool) => {
    const { AccessToken, RefreshToken, NewDeviceMetadata: device } = await signIn(pool);
    await confirmDevice(pool, AccessToken, device?.DeviceKey);
    return pool.side.cognito.send(
      new GetTokensFromRefreshTokenCommand({ ClientId: pool.client('web').id, RefreshToken }),
    );
  }),
  probing('devices', 'GetTokensFromRefreshToken: with the device key', async (pool) => {
    const { AccessToken, RefreshToken, NewDeviceMetadata: device } = await signIn(pool);
    await confirmDevice(pool, AccessToken, device?.DeviceKey);
    return pool.side.cognito.send(
      new GetTokensFromRefreshTokenCommand({
        ClientId: pool.client('web').id,
        RefreshToken,
        DeviceKey: device?.DeviceKey,
      }),
    );
  }),
];

export const FACTORS: readonly Probe[] = [...APPS, ...DEVICES];
