import { GetClientTokenCommand, type GetClientTokenCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { AppClient, AppClientRequest } from '../src/app-client.ts';
import { decodeClaims } from '../src/decode-claims.ts';
import { keySet } from '../src/signing-keys.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refusalOf, sdkFor, start } from './sdk.ts';

const given = emulatorPerTest();

const machine: AppClientRequest = {
  secret: true,
  flows: ['ALLOW_CLIENT_TOKEN_AUTH'],
  scopes: ['orders/read', 'orders/write'],
};

/** Disables signing, which the SDK does for this operation although its documentation says that IAM is not involved. */
const unsigned = { httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }] };

const setUp = (clientRequest: AppClientRequest = machine) => {
  const pool = given.emulator.createPool();
  const client = pool.createClient(clientRequest);
  const getToken = (more: Partial<GetClientTokenCommandInput> = {}) =>
    sdkFor(given.emulator, unsigned).send(
      new GetClientTokenCommand({ ClientId: client.id, Secret: client.secret ?? 's'.repeat(51), ...more }),
    );
  return { pool, client, getToken };
};

const scopeOf = async (call: ReturnType<ReturnType<typeof setUp>['getToken']>): Promise<unknown> => {
  return decodeClaims((await call).ClientAuthenticationResult?.AccessToken)['scope'];
};

describe('GetClientToken', () => {
  it('returns an access token of the app client without a domain or AWS credentials', async () => {
    const { pool, client, getToken } = setUp({ ...machine, accessTokenValiditySeconds: 300 });
    const { ClientAuthenticationResult } = await getToken();
    expect(ClientAuthenticationResult).toStrictEqual({
      AccessToken: expect.any(String),
      ExpiresIn: 300,
      TokenType: 'Bearer',
    });
    const verifier = CognitoJwtVerifier.create({ userPoolId: pool.id, tokenUse: 'access', clientId: client.id });
    verifier.cacheJwks(JSON.parse(JSON.stringify(keySet(pool.keys))));
    const seconds = Math.floor(given.now / 1000);
    expect(verifier.verifySync(ClientAuthenticationResult?.AccessToken ?? '')).toStrictEqual({
      sub: client.id,
      client_id: client.id,
      token_use: 'access',
      scope: 'orders/read orders/write',
      version: 2,
      iss: pool.issuer,
      auth_time: seconds,
      iat: seconds,
      exp: seconds + 300,
      jti: expect.any(String),
    });
    expect(given.emulator.requests).toMatchObject([{ operation: 'GetClientToken', signed: false, status: 200 }]);
  });

  it('grants the requested scopes without duplicates', async () => {
    const { getToken } = setUp();
    expect(await scopeOf(getToken({ Scopes: ['orders/write'] }))).toBe('orders/write');
    expect(await scopeOf(getToken({ Scopes: ['orders/write', 'orders/read', 'orders/write'] }))).toBe(
      'orders/write orders/read',
    );
    expect(await scopeOf(getToken({ Scopes: [] }))).toBe('orders/read orders/write');
  });

  it.each<[string, string, AppClientRequest, (client: AppClient) => Partial<GetClientTokenCommandInput>]>([
    ['an unknown client', 'ResourceNotFoundException', machine, () => ({ ClientId: 'unknown' })],
    ['a wrong secret', 'NotAuthorizedException', machine, () => ({ Secret: 's'.repeat(51) })],
    ['a client without a secret', 'InvalidParameterException', {}, () => ({})],
    ['a client without the flow', 'InvalidParameterException', { secret: true }, () => ({})],
    ['an unknown scope', 'InvalidParameterException', machine, () => ({ Scopes: ['orders/read', 'orders/delete'] })],
    ['an invalid scope', 'InvalidParameterException', machine, () => ({ Scopes: ['orders read'] })],
    ['no secret', 'InvalidParameterException', machine, () => ({ Secret: '' })],
  ])('refuses %s', async (_, exception, clientRequest, more) => {
    const { client, getToken } = setUp(clientRequest);
    expect(await refusalOf(getToken(more(client)))).toMatch(new RegExp(`^${exception}: `));
  });

  it('passes client metadata to the pre token generation trigger', async () => {
    const { pool, client, getToken } = setUp();
    await getToken({ ClientMetadata: { stage: 'test' } });
    expect(pool.triggerCalls).toStrictEqual([
      { source: 'TokenGeneration_ClientCredentials', username: client.id, clientMetadata: { stage: 'test' } },
    ]);
  });

  it('refuses AWS credentials', async () => {
    const { client } = setUp();
    const command = new GetClientTokenCommand({ ClientId: client.id, Secret: client.secret });
    expect(await refusalOf(sdkFor(given.emulator).send(command))).toMatch(/^CredentialsSentException: /);
    expect(given.emulator.violations).toStrictEqual(['GetClientToken was sent with the header authorization.']);
  });

  it('meets injected faults, and records its secrets', async () => {
    const { client, getToken } = setUp();
    given.emulator.injectFault({ operation: 'GetClientToken', kind: 'throttled', times: 1 });
    expect(await refusalOf(getToken())).toBe('TooManyRequestsException: Rate exceeded');
    const token = (await getToken()).ClientAuthenticationResult?.AccessToken;
    expect(given.emulator.secrets).toContainEqual({ kind: 'client secret', text: client.secret });
    expect(given.emulator.secrets).toContainEqual({ kind: 'access token', text: token });
  });
});

describe('an app client with ALLOW_CLIENT_TOKEN_AUTH', () => {
  it('does not sign in users', async () => {
    const { client } = setUp();
    const parameters = { USERNAME: 'ada', PASSWORD: 'Correct-1' };
    expect(await refusalOf(start(sdkFor(given.emulator), client, 'USER_PASSWORD_AUTH', parameters))).toBe(
      'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
    );
  });

  it.each<[AppClientRequest]>([
    [{ secret: false }],
    [{ flows: ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }],
    [{ oauthFlows: ['code'] }],
    [{ scopes: ['openid'] }],
  ])('cannot be created with %j', (clientRequest) => {
    expect(() => setUp({ ...machine, ...clientRequest })).toThrow(RangeError);
  });
});
