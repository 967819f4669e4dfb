import { AdminDeleteUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { AppClient, AppClientRequest } from '../src/app-client.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { authorizeUrl, codeOf, enter, exchangeCode, redirectUri, setUpLogin } from './login-fixture.ts';
import { sdkFor } from './sdk.ts';

const given = emulatorPerTest();

/** Creates a code for `ada` and a function that exchanges it. */
const withCode = async (clientRequest: AppClientRequest = {}, query: Record<string, string | undefined> = {}) => {
  const { pool, client } = setUpLogin(given.emulator, { client: clientRequest });
  const code = codeOf(await enter(authorizeUrl(given.emulator, client, query)));
  const exchange = (more: Record<string, string | undefined> = {}, headers: Record<string, string> = {}) =>
    exchangeCode(given.emulator, client, { code, ...more }, headers);
  return { pool, client, code, exchange };
};

const basic = ({ id, secret = '' }: Pick<AppClient, 'id' | 'secret'>): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

const granted = {
  status: 200,
  data: {
    id_token: expect.any(String),
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    expires_in: 3600,
    token_type: 'Bearer',
  },
};
const refused = (error: string) => ({ status: 400, data: { error } });

describe('the authorization code grant', () => {
  it('returns tokens to a public client, once per code', async () => {
    const { pool, exchange } = await withCode();
    expect(await exchange()).toStrictEqual(granted);
    expect(await exchange()).toStrictEqual(refused('invalid_grant'));
    expect(pool.triggerCalls.at(-1)).toStrictEqual({ source: 'TokenGeneration_HostedAuth', username: 'ada' });
    expect(given.emulator.requests.slice(-2)).toMatchObject([
      { operation: 'oauth2/token', status: 200, body: { grant_type: 'authorization_code' } },
      { operation: 'oauth2/token', status: 400, error: 'invalid_grant' },
    ]);
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('returns tokens to a confidential client, authenticated by HTTP Basic or in the form', async () => {
    const byBasic = await withCode({ secret: true });
    expect(await byBasic.exchange({ client_id: undefined }, basic(byBasic.client))).toStrictEqual(granted);
    const byForm = await withCode({ secret: true });
    expect(await byForm.exchange({ client_secret: byForm.client.secret })).toStrictEqual(granted);
  });

  it.each<[string, AppClientRequest, Record<string, string | undefined>, Record<string, string>, string]>([
    ['a confidential client without its secret', { secret: true }, {}, {}, 'invalid_client'],
    ['a wrong secret', { secret: true }, { client_secret: 'wrong' }, {}, 'invalid_client'],
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
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it.each(['another redirect URI', 'another verifier'])('invalidates a code that came with %s', async (mistake) => {
    const { exchange } = await withCode();
    await exchange(mistake === 'another verifier' ? { code_verifier: 'w'.repeat(43) } : { redirect_uri: 'https://x/' });
    expect(await exchange()).toStrictEqual(refused('invalid_grant'));
  });

  it('accepts a code for five minutes', async () => {
    const [early, late] = [await withCode(), await withCode()];
    given.now += 5 * 60 * 1000 - 1;
    expect(await early.exchange()).toStrictEqual(granted);
    given.now += 1;
    expect(await late.exchange()).toStrictEqual(refused('invalid_grant'));
  });

  it('refuses a code of another app client', async () => {
    const { pool, exchange } = await withCode();
    const other = pool.createClient({ oauthFlows: ['code'], callbackUrls: [redirectUri] });
    expect(await exchange({ client_id: other.id })).toStrictEqual(refused('invalid_grant'));
  });

  it('requires that a code without a challenge comes without a verifier', async () => {
    const weak = { code_challenge: undefined, code_challenge_method: undefined };
    expect(await (await withCode({}, weak)).exchange({ code_verifier: undefined })).toStrictEqual(granted);
    expect(await (await withCode({}, weak)).exchange()).toStrictEqual(refused('invalid_grant'));
  });

  it('refuses unknown parameters', async () => {
    const { exchange } = await withCode();
    expect(await exchange({ password: 'x' })).toStrictEqual(refused('invalid_request'));
    expect(given.emulator.violations).toStrictEqual(['authorization_code was sent with the parameter password.']);
  });

  it('fails if the app client does not allow the flow', async () => {
    const { client } = setUpLogin(given.emulator, { client: { oauthFlows: ['implicit'] } });
    expect(await exchangeCode(given.emulator, client, { code: 'x' })).toStrictEqual(refused('unauthorized_client'));
  });

  it('fails, like every grant, if the OAuth flows of the app client are disabled', async () => {
    const disabledFlows = { client: { oauthFlowsUserPoolClient: false } };
    const { client } = setUpLogin(given.emulator, disabledFlows);
    expect(await exchangeCode(given.emulator, client, { code: 'x' })).toStrictEqual(refused('invalid_grant'));
    const machine = setUpLogin(given.emulator, {
      client: { ...disabledFlows.client, secret: true, oauthFlows: ['client_credentials'], scopes: ['orders/read'] },
    });
    const form = { grant_type: 'client_credentials', client_secret: machine.client.secret };
    expect(await exchangeCode(given.emulator, machine.client, form)).toStrictEqual(refused('invalid_grant'));
  });

  it('fails if the user has been deleted', async () => {
    const { pool, exchange } = await withCode();
    await sdkFor(given.emulator).send(new AdminDeleteUserCommand({ UserPoolId: pool.id, Username: 'ada' }));
    expect(await exchange()).toStrictEqual(refused('invalid_grant'));
  });
});
