/** GetClientToken: client credentials without a user pool domain. */
import type { GetClientTokenCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import { answers, invalid, refusalOf } from './answers.ts';
import type { ContractClient } from './client.ts';
import { MACHINE as DOMAIN_MACHINE } from './domain.ts';
import type { ClientRequest } from './pool.ts';
import { UNSIGNED, useService } from './service.ts';
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

async function getToken(client: ContractClient, more: Partial<GetClientTokenCommandInput> = {}) {
  const request = { ClientId: client.id, Secret: client.secret ?? WRONG_SECRET, ...more };
  return (await unsigned.getClientToken(request)).ClientAuthenticationResult;
}

describe('GetClientToken', () => {
  it('returns an access token of the app client without a domain or AWS credentials', async () => {
    const { client } = await setUp({
      ...MACHINE,
      AccessTokenValidity: 5,
      TokenValidityUnits: { AccessToken: 'minutes' },
    });
    const result = await getToken(client);
    expect(result).toStrictEqual({ AccessToken: expect.any(String), ExpiresIn: 300, TokenType: 'Bearer' });
    await expectClientToken(result?.AccessToken ?? '', 'orders/read orders/write', 300, client, service);
  });

  it('grants the requested scopes without duplicates', async () => {
    const { client } = await setUp();
    for (const [Scopes, granted] of [
      [['orders/write'], 'orders/write'],
      [['orders/write', 'orders/read', 'orders/write'], 'orders/write orders/read'],
      [[], 'orders/read orders/write'],
    ] as const) {
      const result = await getToken(client, { Scopes: [...Scopes] });
      expect(decodeClaims(result?.AccessToken)['scope']).toBe(granted);
    }
  });

  const INVALID = /^InvalidParameterException: /;
  answers(setUp, {
    'refuses an unknown client': [
      ({ client }) => getToken(client, { ClientId: 'unknown' }),
      /^ResourceNotFoundException: /,
    ],
    'refuses a wrong secret': [({ client }) => getToken(client, { Secret: WRONG_SECRET }), /^NotAuthorizedException: /],
    'refuses a client without a secret': [({ client }) => getToken(client), INVALID, {}],
    'refuses a client without the flow': [({ client }) => getToken(client), INVALID, { GenerateSecret: true }],
    'refuses an unknown scope': [
      ({ client }) => getToken(client, { Scopes: ['orders/read', 'orders/delete'] }),
      INVALID,
    ],
    'refuses an invalid scope': [({ client }) => getToken(client, { Scopes: ['orders read'] }), INVALID],
    'refuses no secret': [({ client }) => getToken(client, { Secret: '' }), INVALID],
  });
});

describe('an app client with ALLOW_CLIENT_TOKEN_AUTH', () => {
  answers(setUp, {
    'refuses to sign in users': [
      ({ client }) => client.signIn(),
      invalid('USER_PASSWORD_AUTH flow not enabled for this client'),
    ],
  });

  it.each<[ClientRequest]>([
    [{ GenerateSecret: false }],
    [{ ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }],
    [{ AllowedOAuthFlows: ['code'], CallbackURLs: ['https://app.example.com/'] }],
    [{ AllowedOAuthScopes: ['openid'] }],
  ])('cannot be created with %j', async (clientRequest) => {
    expect(await refusalOf(setUp({ ...MACHINE, ...clientRequest }))).toMatch(/^InvalidParameterException: /);
  });
});
