/** GetClientToken: client credentials without a user pool domain. */
import type { GetClientTokenCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import { answers, INVALID_PARAMETER, invalid, refusalOf } from './answers.ts';
import { MACHINE as DOMAIN_MACHINE } from './domain.ts';
import type { ClientRequest } from './pool.ts';
import { type Given, UNSIGNED, useService } from './service.ts';
import { expectClientToken } from './verifier.ts';

const MACHINE: ClientRequest = { ...DOMAIN_MACHINE, ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] };
const WRONG_SECRET = 's'.repeat(51);

const service = await useService();
const unsigned = service.clientWith(UNSIGNED);

async function setUp(clientRequest = MACHINE) {
  const pool = await service.createPool();
  await pool.createResourceServer();
  return { pool, client: await pool.createClient(clientRequest) };
}

const getToken = (more: Partial<GetClientTokenCommandInput> = {}) => {
  return async ({ client }: Pick<Given, 'client'>) => {
    const request = { ClientId: client.id, Secret: client.secret ?? WRONG_SECRET, ...more };
    return (await unsigned.getClientToken(request)).ClientAuthenticationResult;
  };
};

describe('GetClientToken', () => {
  it('returns an access token of the app client without a domain or AWS credentials', async () => {
    const { client } = await setUp({
      ...MACHINE,
      AccessTokenValidity: 5,
      TokenValidityUnits: { AccessToken: 'minutes' },
    });
    const result = await getToken()({ client });
    expect(result).toStrictEqual({ AccessToken: expect.any(String), ExpiresIn: 300, TokenType: 'Bearer' });
    await expectClientToken(result?.AccessToken ?? '', 'orders/read orders/write', 300, client, service);
  });

  it.each<[string[], string]>([
    [['orders/write'], 'orders/write'],
    [['orders/write', 'orders/read', 'orders/write'], 'orders/write orders/read'],
    [[], 'orders/read orders/write'],
  ])('grants the requested scopes without duplicates: %j', async (Scopes, granted) => {
    const result = await getToken({ Scopes })(await setUp());
    expect(decodeClaims(result?.AccessToken)['scope']).toBe(granted);
  });

  answers(setUp, {
    'refuses an unknown client': [getToken({ ClientId: 'unknown' }), /^ResourceNotFoundException: /],
    'refuses a wrong secret': [getToken({ Secret: WRONG_SECRET }), /^NotAuthorizedException: /],
    'refuses a client without a secret': [getToken(), INVALID_PARAMETER, {}],
    'refuses a client without the flow': [getToken(), INVALID_PARAMETER, { GenerateSecret: true }],
    'refuses an unknown scope': [getToken({ Scopes: ['orders/read', 'orders/delete'] }), INVALID_PARAMETER],
    'refuses an invalid scope': [getToken({ Scopes: ['orders read'] }), INVALID_PARAMETER],
    'refuses no secret': [getToken({ Secret: '' }), INVALID_PARAMETER],
  });
});

describe('an app client with ALLOW_CLIENT_TOKEN_AUTH', () => {
  it('does not sign in users', async () => {
    const { client } = await setUp();
    expect(await refusalOf(client.signIn())).toBe(invalid('USER_PASSWORD_AUTH flow not enabled for this client'));
  });

  it.each<[ClientRequest]>([
    [{ GenerateSecret: false }],
    [{ ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }],
    [{ AllowedOAuthFlows: ['code'], CallbackURLs: ['https://app.example.com/'] }],
    [{ AllowedOAuthScopes: ['openid'] }],
  ])('cannot be created with %j', async (clientRequest) => {
    expect(await refusalOf(setUp({ ...MACHINE, ...clientRequest }))).toMatch(INVALID_PARAMETER);
  });
});
