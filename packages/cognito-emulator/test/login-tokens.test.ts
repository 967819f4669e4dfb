import { createHash } from 'node:crypto';
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
import { authorizeUrl, codeOf, enter, exchangeCode, scopes, setUpLogin } from './login-fixture.ts';
import { refresh, refusalOf, sdkFor } from './sdk.ts';

const given = emulatorPerTest();

const own = 'aws.cognito.signin.user.admin';
const missing = 'NotAuthorizedException: Access Token does not have required scopes';

const signIn = async (
  scope: string | undefined,
  fixture: { readonly pool?: PoolRequest; readonly client?: AppClientRequest; readonly nonce?: string } = {},
) => {
  const { pool, client } = setUpLogin(given.emulator, fixture);
  const code = codeOf(await enter(authorizeUrl(given.emulator, client, { scope, nonce: fixture.nonce })));
  const { data } = await exchangeCode(given.emulator, client, { code });
  const [idToken, accessToken, refreshToken] = ['id_token', 'access_token', 'refresh_token'].map((name) =>
    data[name] === undefined ? undefined : String(data[name]),
  );
  return { pool, client, idToken, accessToken, refreshToken, sdk: sdkFor(given.emulator) };
};

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

  it.each([
    ['orders/write orders/read', 'orders/write orders/read'],
    ['orders/read  orders/read', 'orders/read'],
    [undefined, scopes.join(' ')],
    ['', scopes.join(' ')],
  ])('has the requested scopes (%j)', async (scope, expected) => {
    const { accessToken } = await signIn(scope);
    expect(decodeClaims(accessToken)['scope']).toBe(expected);
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

describe('an ID token of the login page', () => {
  it.each([
    ['openid', ['email', 'email_verified', 'name']],
    ['openid profile', ['email', 'email_verified', 'name']],
    ['openid email', ['email', 'email_verified']],
    ['openid email profile', ['email', 'email_verified', 'name']],
  ])('contains with the scope %s the attributes %j', async (scope, expected) => {
    const claims = decodeClaims((await signIn(scope)).idToken);
    expect(Object.keys(claims).filter((name) => /^(email|name)/.test(name))).toStrictEqual(expected);
    expect(claims).toMatchObject({ sub: expect.any(String), 'cognito:username': 'ada' });
  });

  it('contains the hash of the access token', async () => {
    const { idToken, accessToken = '' } = await signIn('openid');
    const hash = createHash('sha256').update(accessToken).digest('hex').slice(0, 32);
    expect(decodeClaims(idToken)['at_hash']).toBe(Buffer.from(hash, 'hex').toString('base64url'));
  });

  it('is issued only with the scope openid', async () => {
    expect((await signIn('orders/read')).idToken).toBeUndefined();
    expect((await signIn(own)).idToken).toBeUndefined();
  });

  it('contains the nonce, but not after a refresh', async () => {
    const {
      sdk,
      client,
      idToken,
      refreshToken = '',
    } = await signIn('openid', {
      nonce: 'n-1',
      client: { flows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
    });
    expect(decodeClaims(idToken)['nonce']).toBe('n-1');
    const { AuthenticationResult } = await refresh(sdk, client.id, { REFRESH_TOKEN: refreshToken });
    expect(decodeClaims(AuthenticationResult?.IdToken)).not.toHaveProperty('nonce');
  });
});

describe('a refresh token of the login page', () => {
  const getTokens = ({ sdk, client, refreshToken }: Awaited<ReturnType<typeof signIn>>, more: object = {}) =>
    sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId: client.id, RefreshToken: refreshToken, ...more }));

  it('returns tokens with the same scopes through the API', async () => {
    const session = await signIn('orders/read');
    const before = decodeClaims(session.accessToken);
    given.now += 10_000;
    const { AuthenticationResult } = await getTokens(session);
    expect(AuthenticationResult).toStrictEqual({
      AccessToken: expect.any(String),
      ExpiresIn: 3600,
      TokenType: 'Bearer',
    });
    expect(decodeClaims(AuthenticationResult?.AccessToken)).toMatchObject({
      scope: 'orders/read',
      version: 2,
      auth_time: before['auth_time'],
      origin_jti: before['origin_jti'],
    });
  });

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
