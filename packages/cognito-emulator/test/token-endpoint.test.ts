import { describe, expect, it } from '@jest/globals';
import axios, { type AxiosRequestConfig } from 'axios';
import type { AppClient, AppClientRequest } from '../src/app-client.ts';
import { emulatorPerTest } from './emulator-per-test.ts';

const given = emulatorPerTest();

const scopes = ['orders/read', 'orders/write'];

function setUp(clientRequest: AppClientRequest = {}, domain = 'my-prefix') {
  const pool = given.emulator.createPool({ domain });
  const client = pool.createClient({
    secret: true,
    flows: [],
    oauthFlows: ['client_credentials'],
    scopes,
    ...clientRequest,
  });
  return { pool, client };
}

/** RFC 6749, section 2.3.1. */
function basic({ id, secret = '' }: Pick<AppClient, 'id' | 'secret'>): AxiosRequestConfig {
  return {
    headers: {
      Authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
    },
  };
}

async function post(
  form: Record<string, string>,
  config: AxiosRequestConfig = {},
): Promise<{ status: number; data: unknown }> {
  const { status, data } = await axios.post<unknown>(`${given.emulator.url}/oauth2/token`, new URLSearchParams(form), {
    validateStatus: () => true,
    ...config,
  });
  return { status, data };
}

const grant = { grant_type: 'client_credentials' };
const granted = { status: 200, data: { access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer' } };
function error(name: string) {
  return { status: 400, data: { error: name } };
}

describe('the token endpoint', () => {
  it('accepts the secret by HTTP Basic, and form-decodes it', async () => {
    const { client } = setUp({ secret: 'with space+plus%percent:colon/ümlaut' });
    expect(await post(grant, basic(client))).toStrictEqual(granted);
    const [, encoded] = new URLSearchParams({ secret: client.secret ?? '' }).toString().split('=');
    const withPlus = Buffer.from(`${client.id}:${encoded}`).toString('base64');
    expect(await post(grant, { headers: { Authorization: `Basic ${withPlus}` } })).toStrictEqual(granted);
    const unencoded = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
    expect(await post(grant, { headers: { Authorization: `Basic ${unencoded}` } })).toStrictEqual(
      error('invalid_client'),
    );
  });

  it('does not exist for a pool without a domain or with another domain', async () => {
    const [without, other] = [setUp({}, ''), setUp()];
    expect(await post(grant, basic(without.client))).toStrictEqual(error('invalid_client'));
    const headersFor = (prefix: string) => ({
      headers: { ...basic(other.client).headers, Host: `${prefix}.auth.eu-west-1.amazoncognito.com` },
    });
    expect(await post(grant, headersFor('other'))).toStrictEqual(error('invalid_client'));
    expect(await post(grant, headersFor('my-prefix'))).toStrictEqual(granted);
  });

  it('passes client metadata to the pre token generation trigger', async () => {
    const { pool, client } = setUp();
    const metadata = { stage: 'test', text: 'a&b=c + "ü"' };
    await post({ ...grant, aws_client_metadata: JSON.stringify(metadata) }, basic(client));
    expect(pool.triggerCalls).toStrictEqual([
      { source: 'TokenGeneration_ClientCredentials', username: client.id, clientMetadata: metadata },
    ]);
    expect(given.emulator.requests).toMatchObject([{ body: { aws_client_metadata: JSON.stringify(metadata) } }]);
  });

  it.each([
    ['throttled', 429, { error: 'too_many_requests' }],
    ['error-500', 500, { error: 'server_error' }],
    ['error-503', 503, expect.stringMatching(/^<html>/)],
    ['html', 200, expect.stringMatching(/^<html>/)],
  ] as const)('answers the next requests with the fault %s', async (kind, status, data) => {
    const { client } = setUp();
    given.emulator.injectFault({ operation: 'oauth2/token', kind, times: 2 });
    expect(await post(grant, basic(client))).toStrictEqual({ status, data });
    expect(await post(grant, basic(client))).toStrictEqual({ status, data });
    expect(await post(grant, basic(client))).toStrictEqual(granted);
    expect(given.emulator.requests.map((request) => request.fault)).toStrictEqual([kind, kind, undefined]);
  });

  it('answers with a custom refusal, a page and a custom output by the faults refused, page and answered', async () => {
    const { client } = setUp();
    const operation = 'oauth2/token';
    given.emulator.injectFault({ operation, kind: 'refused', exception: 'invalid_grant', message: '', times: 1 });
    given.emulator.injectFault({ operation, kind: 'page', status: 404, times: 1 });
    given.emulator.injectFault({ operation, kind: 'answered', output: { token_type: 'Bearer' }, times: 1 });
    expect(await post(grant, basic(client))).toStrictEqual(error('invalid_grant'));
    expect(await post(grant, basic(client))).toStrictEqual({
      status: 404,
      data: expect.stringContaining('404 Not Found'),
    });
    expect(await post(grant, basic(client))).toStrictEqual({ status: 200, data: { token_type: 'Bearer' } });
  });
});
