/** The token endpoint of a user pool domain. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import { codeOf, enter, exchangeCode, redirectUri } from '../login-fixture.ts';
import type { ContractClient } from './client.ts';
import { createDomain, type Domain, MACHINE } from './domain.ts';
import type { ClientRequest, Texts } from './pool.ts';
import { useService } from './service.ts';
import { expectClientToken } from './verifier.ts';

const service = await useService();

let domain: Domain;
beforeAll(async () => {
  domain = await createDomain(service);
});

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
  const response = await fetch(`${domain.url}/oauth2/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  });
  const data: Readonly<Record<string, unknown>> = JSON.parse(await response.text());
  return { status: response.status, data };
}

describe('client credentials', () => {
  const createMachine = (more: ClientRequest = {}) => domain.pool.createClient({ ...MACHINE, ...more });

  async function scopeOf(answer: ReturnType<typeof post>) {
    return decodeClaims(String((await answer).data['access_token']))['scope'];
  }

  it('are accepted by HTTP Basic or in the form, but not both', async () => {
    const client = await createMachine();
    const form = { ...GRANT, client_id: client.id, client_secret: client.secret ?? '' };
    expect(await post(GRANT, basic(client))).toStrictEqual(GRANTED);
    expect(await post(form)).toStrictEqual(GRANTED);
    expect(await post(form, basic(client))).toStrictEqual(refused('invalid_request'));
    expect(await post({ ...GRANT, client_id: client.id }, basic(client))).toStrictEqual(GRANTED);
    expect(await post({ ...GRANT, client_id: 'other' }, basic(client))).toStrictEqual(refused('invalid_request'));
  });

  it('return an access token of the app client', async () => {
    const validity = { AccessTokenValidity: 5, TokenValidityUnits: { AccessToken: 'minutes' } } as const;
    const client = await createMachine(validity);
    const { data } = await post(GRANT, basic(client));
    await expectClientToken(String(data['access_token']), 'orders/read orders/write', 300, client, service);
  });

  it('grant the requested scopes', async () => {
    const client = await createMachine();
    expect(await scopeOf(post({ ...GRANT, scope: 'orders/write' }, basic(client)))).toBe('orders/write');
    expect(await scopeOf(post({ ...GRANT, scope: 'orders/write  orders/read' }, basic(client)))).toBe(
      'orders/write orders/read',
    );
  });

  it.each<[string, Texts, string]>([
    ['no grant', { grant_type: '' }, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['an unknown scope', { scope: 'orders/read orders/delete' }, 'invalid_scope'],
    ['a scope of OpenID', { scope: 'openid' }, 'invalid_scope'],
    ['client metadata that is not JSON', { aws_client_metadata: 'a=b' }, 'invalid_request'],
    ['client metadata that is not an object', { aws_client_metadata: '["a"]' }, 'invalid_request'],
    ['client metadata with a value that is not a string', { aws_client_metadata: '{"a":1}' }, 'invalid_request'],
  ])('are refused with %s', async (_, form, error) => {
    expect(await post({ ...GRANT, ...form }, basic(await createMachine()))).toStrictEqual(refused(error));
  });

  it.each<[string, (client: ContractClient) => Texts]>([
    ['an unknown client', () => ({ client_id: 'unknown', client_secret: 'x' })],
    ['a wrong secret', ({ id }) => ({ client_id: id, client_secret: 'x' })],
    ['no secret', ({ id }) => ({ client_id: id })],
    ['no client', () => ({})],
  ])('are refused with invalid_client: %s', async (_, form) => {
    const client = await createMachine();
    expect(await post({ ...GRANT, ...form(client) })).toStrictEqual(refused('invalid_client'));
  });

  it('are refused to a client without the flow, or with disabled OAuth flows', async () => {
    const pageClient = await domain.createClient({ GenerateSecret: true });
    expect(await post(GRANT, basic(pageClient))).toStrictEqual(refused('unauthorized_client'));
    const disabled = await createMachine({ AllowedOAuthFlowsUserPoolClient: false });
    expect(await post(GRANT, basic(disabled))).toStrictEqual(refused('invalid_grant'));
  });

  it('are refused in a header other than HTTP Basic', async () => {
    const Authorization = basic(await createMachine())['Authorization']?.replace('Basic', 'Bearer') ?? '';
    expect(await post(GRANT, { Authorization })).toStrictEqual(refused('invalid_client'));
  });

  it('are accepted only as a form sent by POST', async () => {
    const client = await createMachine();
    const json = { ...basic(client), 'Content-Type': 'application/json' };
    expect(await post(GRANT, json)).toStrictEqual(refused('invalid_request'));
    const got = await fetch(`${domain.url}/oauth2/token`);
    expect([got.status, await got.text()]).toStrictEqual([405, '']);
  });
});

describe('the authorization code grant', () => {
  const TOKENS = {
    status: 200,
    data: {
      id_token: expect.any(String),
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: 3600,
      token_type: 'Bearer',
    },
  };
  type Form = Readonly<Record<string, string | undefined>>;

  /** Creates a code for `ada` and a function that exchanges it. */
  async function withCode(clientRequest: ClientRequest = {}, query: Form = {}) {
    const client = await domain.createClient(clientRequest);
    const code = codeOf(await enter(domain.authorizeUrl(client, query)));
    const exchange = (more: Form = {}, headers: Texts = {}) => exchangeCode(domain, client, { code, ...more }, headers);
    return { client, exchange };
  }

  it('returns tokens to a public client, once per code', async () => {
    const { exchange } = await withCode();
    expect(await exchange()).toStrictEqual(TOKENS);
    expect(await exchange()).toStrictEqual(refused('invalid_grant'));
  });

  it('returns tokens to a confidential client, authenticated by HTTP Basic or in the form', async () => {
    const byBasic = await withCode({ GenerateSecret: true });
    expect(await byBasic.exchange({ client_id: undefined }, basic(byBasic.client))).toStrictEqual(TOKENS);
    const byForm = await withCode({ GenerateSecret: true });
    expect(await byForm.exchange({ client_secret: byForm.client.secret })).toStrictEqual(TOKENS);
  });

  const SECRET: ClientRequest = { GenerateSecret: true };
  it.each<[string, ClientRequest, Form, Texts, string]>([
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

  it.each<[string, Form]>([
    ['another redirect URI', { redirect_uri: 'https://x/' }],
    ['another verifier', { code_verifier: 'w'.repeat(43) }],
  ])('invalidates a code that came with %s', async (_, mistake) => {
    const { exchange } = await withCode();
    await exchange(mistake);
    expect(await exchange()).toStrictEqual(refused('invalid_grant'));
  });

  it('refuses a code of another app client', async () => {
    const { exchange } = await withCode();
    expect(await exchange({ client_id: (await domain.createClient()).id })).toStrictEqual(refused('invalid_grant'));
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

  it('fails if the user has been deleted', async () => {
    await domain.pool.addUser('eve');
    const credentials = { username: 'eve', password: 'Correct-1' };
    const code = codeOf(await enter(domain.authorizeUrl(), credentials));
    await domain.pool.deleteUser('eve');
    expect(await exchangeCode(domain, domain.client, { code })).toStrictEqual(refused('invalid_grant'));
  });
});
