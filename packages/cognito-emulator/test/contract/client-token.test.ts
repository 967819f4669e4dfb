/** GetClientToken: client credentials without a user pool domain. */
import { GetClientTokenCommand, type GetClientTokenCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import { MACHINE as DOMAIN_MACHINE } from './domain.ts';
import type { ClientRequest } from './pool.ts';
import { refusalOf, UNSIGNED, useService } from './service.ts';
import { expectClientToken } from './verifier.ts';

const service = await useService();

const MACHINE: ClientRequest = { ...DOMAIN_MACHINE, ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] };

async function setUp(clientRequest: ClientRequest = MACHINE) {
  const pool = await service.createPool();
  await pool.createResourceServer();
  const client = await pool.createClient(clientRequest);
  const getToken = (more: Partial<GetClientTokenCommandInput> = {}) =>
    service
      .clientWith(UNSIGNED)
      .send(new GetClientTokenCommand({ ClientId: client.id, Secret: client.secret ?? 's'.repeat(51), ...more }));
  return { pool, client, getToken };
}

async function scopeOf(
  call: Promise<{ ClientAuthenticationResult?: { AccessToken?: string | undefined } | undefined }>,
) {
  return decodeClaims((await call).ClientAuthenticationResult?.AccessToken)['scope'];
}

describe('GetClientToken', () => {
  it('returns an access token of the app client without a domain or AWS credentials', async () => {
    const validity = { AccessTokenValidity: 5, TokenValidityUnits: { AccessToken: 'minutes' } } as const;
    const { client, getToken } = await setUp({ ...MACHINE, ...validity });
    const { ClientAuthenticationResult: result } = await getToken();
    expect(result).toStrictEqual({ AccessToken: expect.any(String), ExpiresIn: 300, TokenType: 'Bearer' });
    await expectClientToken(result?.AccessToken ?? '', 'orders/read orders/write', 300, client, service);
  });

  it('grants the requested scopes without duplicates', async () => {
    const { getToken } = await setUp();
    expect(await scopeOf(getToken({ Scopes: ['orders/write'] }))).toBe('orders/write');
    expect(await scopeOf(getToken({ Scopes: ['orders/write', 'orders/read', 'orders/write'] }))).toBe(
      'orders/write orders/read',
    );
    expect(await scopeOf(getToken({ Scopes: [] }))).toBe('orders/read orders/write');
  });

  it.each<[string, string, ClientRequest, Partial<GetClientTokenCommandInput>]>([
    ['an unknown client', 'ResourceNotFoundException', MACHINE, { ClientId: 'unknown' }],
    ['a wrong secret', 'NotAuthorizedException', MACHINE, { Secret: 's'.repeat(51) }],
    ['a client without a secret', 'InvalidParameterException', {}, {}],
    ['a client without the flow', 'InvalidParameterException', { GenerateSecret: true }, {}],
    ['an unknown scope', 'InvalidParameterException', MACHINE, { Scopes: ['orders/read', 'orders/delete'] }],
    ['an invalid scope', 'InvalidParameterException', MACHINE, { Scopes: ['orders read'] }],
    ['no secret', 'InvalidParameterException', MACHINE, { Secret: '' }],
  ])('refuses %s', async (_, exception, clientRequest, more) => {
    const { getToken } = await setUp(clientRequest);
    expect(await refusalOf(getToken(more))).toMatch(new RegExp(`^${exception}: `));
  });
});

describe('an app client with ALLOW_CLIENT_TOKEN_AUTH', () => {
  it('does not sign in users', async () => {
    const { client } = await setUp();
    expect(await refusalOf(client.signIn())).toBe(
      'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
    );
  });

  it.each<[ClientRequest]>([
    [{ GenerateSecret: false }],
    [{ ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }],
    [{ AllowedOAuthFlows: ['code'], CallbackURLs: ['https://app.example.com/'] }],
    [{ AllowedOAuthScopes: ['openid'] }],
  ])('cannot be created with %j', async (clientRequest) => {
    const pool = await service.createPool();
    expect(await refusalOf(pool.createClient({ ...MACHINE, ...clientRequest }))).toMatch(
      /^InvalidParameterException: /,
    );
  });
});
