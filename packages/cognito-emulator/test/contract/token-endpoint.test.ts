/** Tokens of app clients and for codes: the token endpoint of a user pool domain, and GetClientToken. */
import type { GetClientTokenCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { answers, INVALID_PARAMETER, invalid, refusalOf } from './answers.ts';
import {
  codeOf,
  createDomain,
  type Domain,
  enter,
  exchangeCode,
  MACHINE,
  PAGE,
  type Parameters,
  redirectUri,
} from './domain.ts';
import { type ClientRequest, type ContractClient, PASSWORD, type Texts } from './pool.ts';
import { UNSIGNED, useService } from './service.ts';

const service = await useService();

let domain: Domain;
beforeAll(async () => {
  domain = await createDomain(service);
});

/** Expects the claims of an access token that belongs to the app client itself, for five minutes. */
async function expectClientToken(token: unknown, scope: string, client: ContractClient): Promise<void> {
  const claims = (await service.verifierFor(client, 'access')).verifySync(String(token));
  expect(claims).toStrictEqual({
    sub: client.id,
    client_id: client.id,
    token_use: 'access',
    scope,
    version: 2,
    iss: service.issuerOf(client.pool.id),
    auth_time: expect.any(Number),
    iat: claims.auth_time,
    exp: claims.auth_time + 300,
    jti: expect.any(String),
  });
}

const FIVE_MINUTES = { AccessTokenValidity: 5, TokenValidityUnits: { AccessToken: 'minutes' } } as const;
const GRANT = { grant_type: 'client_credentials' };
const GRANTED = { status: 200, data: { access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer' } };

function refused(error: string) {
  return { status: 400, data: { error } };
}

/** RFC 6749, section 2.3.1. */
function basic({ id, secret = '' }: Pick<ContractClient, 'id' | 'secret'>): Texts {
  return { Authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${secret}`).toString('base64')}` };
}

async function post(form: Texts, headers: Texts = {}) {
  const request = { method: 'POST', headers, body: new URLSearchParams({ ...GRANT, ...form }) };
  const response = await fetch(`${domain.url}/oauth2/token`, request);
  const data: Readonly<Record<string, unknown>> = JSON.parse(await response.text());
  return { status: response.status, data };
}

describe('client credentials', () => {
  it('are accepted by HTTP Basic or in the form, but not both', async () => {
    const client = await domain.pool.createClient(MACHINE);
    const form = { client_id: client.id, client_secret: client.secret ?? '' };
    expect(await post({}, basic(client))).toStrictEqual(GRANTED);
    expect(await post(form)).toStrictEqual(GRANTED);
    expect(await post(form, basic(client))).toStrictEqual(refused('invalid_request'));
    expect(await post({ client_id: client.id }, basic(client))).toStrictEqual(GRANTED);
    expect(await post({ client_id: 'other' }, basic(client))).toStrictEqual(refused('invalid_request'));
  });

  it.each([
    [{}, 'orders/read orders/write'],
    [{ scope: 'orders/write' }, 'orders/write'],
    [{ scope: 'orders/write  orders/read' }, 'orders/write orders/read'],
  ])('return an access token of the app client with the requested scopes: %j', async (form: Texts, granted) => {
    const client = await domain.pool.createClient({ ...MACHINE, ...FIVE_MINUTES });
    const { data } = await post(form, basic(client));
    await expectClientToken(data['access_token'], granted, client);
  });

  const sending = (form: Texts) => (client: ContractClient) => post(form, basic(client));
  it.each<[string, string, (client: ContractClient) => ReturnType<typeof post>, ClientRequest?]>([
    ['no grant', 'invalid_request', sending({ grant_type: '' })],
    ['another grant', 'unsupported_grant_type', sending({ grant_type: 'password' })],
    ['an unknown scope', 'invalid_scope', sending({ scope: 'orders/read orders/delete' })],
    ['a scope of OpenID', 'invalid_scope', sending({ scope: 'openid' })],
    ['client metadata that is not JSON', 'invalid_request', sending({ aws_client_metadata: 'a=b' })],
    ['client metadata that is not an object', 'invalid_request', sending({ aws_client_metadata: '["a"]' })],
    ['client metadata other than strings', 'invalid_request', sending({ aws_client_metadata: '{"a":1}' })],
    ['a client without the flow', 'unauthorized_client', sending({}), { ...PAGE, GenerateSecret: true }],
    ['disabled OAuth flows', 'invalid_grant', sending({}), { ...MACHINE, AllowedOAuthFlowsUserPoolClient: false }],
    ['an unknown client', 'invalid_client', () => post({ client_id: 'unknown', client_secret: 'x' })],
    ['a wrong secret', 'invalid_client', ({ id }) => post({ client_id: id, client_secret: 'x' })],
    ['no secret', 'invalid_client', ({ id }) => post({ client_id: id })],
    ['no client', 'invalid_client', () => post({})],
    ['JSON', 'invalid_request', (client) => post({}, { ...basic(client), 'Content-Type': 'application/json' })],
    [
      'a header other than HTTP Basic',
      'invalid_client',
      (client) => post({}, { Authorization: basic(client)['Authorization']?.replace('Basic', 'Bearer') ?? '' }),
    ],
  ])('are refused with %s: %s', async (_, error, send, clientRequest = MACHINE) => {
    expect(await send(await domain.pool.createClient(clientRequest))).toStrictEqual(refused(error));
  });

  it('are accepted by POST only', async () => {
    const got = await fetch(`${domain.url}/oauth2/token`);
    expect([got.status, await got.text()]).toStrictEqual([405, '']);
  });
});

describe('the authorization code grant', () => {
  const data = { ...GRANTED.data, id_token: expect.any(String), refresh_token: expect.any(String) };
  const TOKENS = { status: 200, data };
  const SECRET: ClientRequest = { GenerateSecret: true };

  /** Creates a code for `ada` and a function that exchanges it. */
  async function withCode(clientRequest: ClientRequest = {}, query: Parameters = {}) {
    const client = await domain.createClient(clientRequest);
    const code = codeOf(await enter(domain.authorizeUrl(client, query)));
    const exchange = (more: Parameters = {}, headers: Texts = {}) =>
      exchangeCode(domain, client, { code, ...more }, headers);
    return { client, exchange };
  }

  it('returns tokens to a public client, once per code', async () => {
    const { exchange } = await withCode();
    expect(await exchange()).toStrictEqual(TOKENS);
    expect(await exchange()).toStrictEqual(refused('invalid_grant'));
  });

  it('returns tokens to a confidential client, authenticated by HTTP Basic or in the form', async () => {
    const byBasic = await withCode(SECRET);
    expect(await byBasic.exchange({ client_id: undefined }, basic(byBasic.client))).toStrictEqual(TOKENS);
    const byForm = await withCode(SECRET);
    expect(await byForm.exchange({ client_secret: byForm.client.secret })).toStrictEqual(TOKENS);
  });

  it.each<[string, ClientRequest, Parameters, Texts, string]>([
    ['a confidential client without its secret', SECRET, {}, {}, 'invalid_client'],
    ['a wrong secret', SECRET, { client_secret: 'wrong' }, {}, 'invalid_client'],
    ['a secret for a public client', {}, { client_secret: 'x' }, {}, 'invalid_client'],
    ['HTTP Basic for a public client', {}, { client_id: undefined }, basic({ id: 'x', secret: 'y' }), 'invalid_client'],
    ['an unknown client', {}, { client_id: 'unknown' }, {}, 'invalid_client'],
    ['no code', {}, { code: undefined }, {}, 'invalid_request'],
    ['an unknown code', {}, { code: '00000000-0000-4000-8000-000000000000' }, {}, 'invalid_grant'],
    ['no redirect URI', {}, { redirect_uri: undefined }, {}, 'invalid_request'],
    ['another redirect URI', {}, { redirect_uri: `${redirectUri}/` }, {}, 'unauthorized_client'],
    ['no verifier', {}, { code_verifier: undefined }, {}, 'invalid_request'],
    ['an invalid verifier', {}, { code_verifier: 'short' }, {}, 'invalid_request'],
    ['another verifier', {}, { code_verifier: 'w'.repeat(43) }, {}, 'invalid_grant'],
  ])('refuses %s', async (_, clientRequest, more, headers, error) => {
    const { exchange } = await withCode(clientRequest);
    expect(await exchange(more, headers)).toStrictEqual(refused(error));
  });

  it.each<[string, Parameters]>([
    ['another redirect URI', { redirect_uri: 'https://x/' }],
    ['another verifier', { code_verifier: 'w'.repeat(43) }],
  ])('invalidates a code that came with %s', async (_, mistake) => {
    const { exchange } = await withCode();
    await exchange(mistake);
    expect(await exchange()).toStrictEqual(refused('invalid_grant'));
  });

  it('refuses a code of another app client, and of a deleted user', async () => {
    const { exchange } = await withCode();
    expect(await exchange({ client_id: (await domain.createClient()).id })).toStrictEqual(refused('invalid_grant'));
    await domain.pool.addUser('eve');
    const code = codeOf(await enter(domain.authorizeUrl(), { username: 'eve', password: PASSWORD }));
    await domain.pool.deleteUser('eve');
    expect(await exchangeCode(domain, domain.client, { code })).toStrictEqual(refused('invalid_grant'));
  });

  it('requires that a code without a challenge comes without a verifier', async () => {
    const weak = { code_challenge: undefined, code_challenge_method: undefined };
    expect(await (await withCode({}, weak)).exchange({ code_verifier: undefined })).toStrictEqual(TOKENS);
    expect(await (await withCode({}, weak)).exchange()).toStrictEqual(refused('invalid_grant'));
  });

  it.each<[string, ClientRequest, string]>([
    ['does not allow the flow', { AllowedOAuthFlows: ['implicit'] }, 'unauthorized_client'],
    ['has its OAuth flows disabled', { AllowedOAuthFlowsUserPoolClient: false }, 'invalid_grant'],
  ])('fails if the app client %s', async (_, clientRequest, error) => {
    const client = await domain.createClient(clientRequest);
    expect(await exchangeCode(domain, client, { code: 'x' })).toStrictEqual(refused(error));
  });
});

describe('GetClientToken', () => {
  const CLIENT: ClientRequest = { ...MACHINE, ...FIVE_MINUTES, ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] };
  const WRONG_SECRET = 's'.repeat(51);
  const unsigned = service.clientWith(UNSIGNED);

  async function setUp(clientRequest = CLIENT) {
    const pool = await service.createPool();
    await pool.createResourceServer();
    return { pool, client: await pool.createClient(clientRequest) };
  }

  const getToken = (more: Partial<GetClientTokenCommandInput> = {}) => {
    return async ({ client }: { readonly client: ContractClient }) => {
      const request = { ClientId: client.id, Secret: client.secret ?? WRONG_SECRET, ...more };
      return (await unsigned.getClientToken(request)).ClientAuthenticationResult;
    };
  };

  it.each<[string[], string]>([
    [['orders/write', 'orders/read', 'orders/write'], 'orders/write orders/read'],
    [[], 'orders/read orders/write'],
  ])('returns a token of the app client with the requested scopes, without a domain: %j', async (Scopes, granted) => {
    const { client } = await setUp();
    const { AccessToken, ...others } = (await getToken({ Scopes })({ client })) ?? {};
    expect(others).toStrictEqual({ ExpiresIn: 300, TokenType: 'Bearer' });
    await expectClientToken(AccessToken, granted, client);
  });

  answers(setUp, {
    'refuses an unknown client': [getToken({ ClientId: 'unknown' }), /^ResourceNotFoundException: /],
    'refuses a wrong secret': [getToken({ Secret: WRONG_SECRET }), /^NotAuthorizedException: /],
    'refuses a client without a secret': [getToken(), INVALID_PARAMETER, {}],
    'refuses a client without the flow': [getToken(), INVALID_PARAMETER, { GenerateSecret: true }],
    'refuses an unknown scope': [getToken({ Scopes: ['orders/read', 'orders/delete'] }), INVALID_PARAMETER],
    'refuses an invalid scope': [getToken({ Scopes: ['orders read'] }), INVALID_PARAMETER],
    'refuses no secret': [getToken({ Secret: '' }), INVALID_PARAMETER],
    'does not sign in users': [
      ({ client }) => client.signIn(),
      invalid('USER_PASSWORD_AUTH flow not enabled for this client'),
    ],
  });

  it.each<[ClientRequest]>([
    [{ GenerateSecret: false }],
    [{ ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }],
    [{ AllowedOAuthFlows: ['code'], CallbackURLs: ['https://app.example.com/'] }],
    [{ AllowedOAuthScopes: ['openid'] }],
  ])('needs an app client that cannot be created with %j', async (clientRequest) => {
    expect(await refusalOf(setUp({ ...CLIENT, ...clientRequest }))).toMatch(INVALID_PARAMETER);
  });
});
