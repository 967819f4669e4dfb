import {
  ConfirmDeviceCommand,
  DeleteUserCommand,
  ForgetDeviceCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { AppClientRequest } from '../src/app-client.ts';
import { decodeClaims } from '../src/decode-claims.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { keySet } from '../src/signing-keys.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { authorizeUrl, codeOf, enter, exchangeCode, setUpLogin } from './login-fixture.ts';
import { refusalOf, sdkFor } from './sdk.ts';

const given = emulatorPerTest();

const own = 'aws.cognito.signin.user.admin';
const missing = 'NotAuthorizedException: Access Token does not have required scopes';

async function signIn(
  scope: string | undefined,
  fixture: { readonly pool?: PoolRequest; readonly client?: AppClientRequest; readonly nonce?: string } = {},
) {
  const { pool, client } = setUpLogin(given.emulator, fixture);
  const code = codeOf(await enter(authorizeUrl(given.emulator, client, { scope, nonce: fixture.nonce })));
  const { data } = await exchangeCode(given.emulator, client, { code });
  const [idToken, accessToken, refreshToken] = ['id_token', 'access_token', 'refresh_token'].map((name) =>
    data[name] === undefined ? undefined : String(data[name]),
  );
  return { pool, client, idToken, accessToken, refreshToken, sdk: sdkFor(given.emulator) };
}

describe('an access token of the login page', () => {
  it('has version 2 and the documented claims', async () => {
    const {
      pool,
      client,
      accessToken = '',
    } = await signIn('openid orders/read', {
      client: { accessTokenValiditySeconds: 600 },
    });
    const verifier = CognitoJwtVerifier.create({ userPoolId: pool.id, tokenUse: 'access', clientId: client.id });
    verifier.cacheJwks(JSON.parse(JSON.stringify(keySet(pool.keys))));
    const seconds = Math.floor(given.now / 1000);
    expect(verifier.verifySync(accessToken)).toStrictEqual({
      sub: pool.users[0]?.attributes['sub'],
      username: 'ada',
      iss: pool.issuer,
      version: 2,
      client_id: client.id,
      token_use: 'access',
      scope: 'openid orders/read',
      auth_time: seconds,
      iat: seconds,
      exp: seconds + 600,
      event_id: expect.any(String),
      origin_jti: expect.any(String),
      jti: expect.any(String),
    });
  });

  it('authorizes user operations only with the scope for them', async () => {
    const without = await signIn('openid profile', { pool: { deviceTracking: 'always' } });
    const DeviceKey = 'eu-west-1_00000000-0000-4000-8000-000000000000';
    const { sdk, accessToken: AccessToken } = without;
    for (const call of [
      sdk.send(new GetUserCommand({ AccessToken })),
      sdk.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey })),
      sdk.send(new ForgetDeviceCommand({ AccessToken, DeviceKey })),
      sdk.send(new DeleteUserCommand({ AccessToken })),
    ]) {
      expect(await refusalOf(call)).toBe(missing);
    }
    const { pool, accessToken } = await signIn(`orders/read ${own}`);
    await sdk.send(new DeleteUserCommand({ AccessToken: accessToken }));
    expect([without.pool.users.length, pool.users.length]).toStrictEqual([1, 0]);
  });
});

describe('a refresh token of the login page', () => {
  const getTokens = ({ sdk, client, refreshToken }: Awaited<ReturnType<typeof signIn>>, more: object = {}) =>
    sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId: client.id, RefreshToken: refreshToken, ...more }));

  it('belongs to no device, so it is invalid if the pool tracks devices', async () => {
    const session = await signIn(`openid ${own}`, { pool: { deviceTracking: 'always' } });
    expect(decodeClaims(session.accessToken)).not.toHaveProperty('device_key');
    expect(await refusalOf(getTokens(session))).toBe('NotAuthorizedException: Invalid Refresh Token');
  });
});

it('takes auth_time from the submission of the form, not from the exchange of the code', async () => {
  const { client } = setUpLogin(given.emulator);
  const code = codeOf(await enter(authorizeUrl(given.emulator, client)));
  const seconds = Math.floor(given.now / 1000);
  given.now += 60_000;
  const { data } = await exchangeCode(given.emulator, client, { code });
  expect(decodeClaims(String(data['access_token']))).toMatchObject({ auth_time: seconds, iat: seconds + 60 });
});
