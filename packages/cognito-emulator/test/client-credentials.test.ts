import { GetClientTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import axios, { type AxiosRequestConfig } from 'axios';
import type { AppClient, AppClientRequest } from '../src/app-client.ts';
import { UNSIGNED } from './contract/service.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { sdkFor } from './sdk.ts';

const given = emulatorPerTest();

const SCOPES = ['orders/read', 'orders/write'];

function setUp(clientRequest: AppClientRequest = {}, domain = 'my-prefix') {
  const pool = given.emulator.createPool({ domain });
  const client = pool.createClient({
    secret: true,
    flows: [],
    oauthFlows: ['client_credentials'],
    scopes: SCOPES,
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

const GRANT = { grant_type: 'client_credentials' };
const GRANTED = { status: 200, data: { access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer' } };
function error(name: string) {
  return { status: 400, data: { error: name } };
}

describe('the token endpoint', () => {
  it('accepts the secret by HTTP Basic, and form-decodes it', async () => {
    const { client } = setUp({ secret: 'with space+plus%percent:colon/ümlaut' });
    expect(await post(GRANT, basic(client))).toStrictEqual(GRANTED);
    const [, encoded] = new URLSearchParams({ secret: client.secret ?? '' }).toString().split('=');
    const withPlus = Buffer.from(`${client.id}:${encoded}`).toString('base64');
    expect(await post(GRANT, { headers: { Authorization: `Basic ${withPlus}` } })).toStrictEqual(GRANTED);
    const unencoded = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
    expect(await post(GRANT, { headers: { Authorization: `Basic ${unencoded}` } })).toStrictEqual(
      error('invalid_client'),
    );
  });

  it('does not exist for a pool without a domain or with another domain', async () => {
    const [without, other] = [setUp({}, ''), setUp()];
    expect(await post(GRANT, basic(without.client))).toStrictEqual(error('invalid_client'));
    const headersFor = (prefix: string) => ({
      headers: { ...basic(other.client).headers, Host: `${prefix}.auth.eu-west-1.amazoncognito.com` },
    });
    expect(await post(GRANT, headersFor('other'))).toStrictEqual(error('invalid_client'));
    expect(await post(GRANT, headersFor('my-prefix'))).toStrictEqual(GRANTED);
  });

  it('passes client metadata to the pre token generation trigger', async () => {
    const { pool, client } = setUp();
    const metadata = { stage: 'test', text: 'a&b=c + "ü"' };
    await post({ ...GRANT, aws_client_metadata: JSON.stringify(metadata) }, basic(client));
    expect(pool.triggerCalls).toStrictEqual([
      { source: 'TokenGeneration_ClientCredentials', username: client.id, clientMetadata: metadata },
    ]);
    expect(given.emulator.requests).toMatchObject([{ body: { aws_client_metadata: JSON.stringify(metadata) } }]);
  });
});

it('GetClientToken records its secrets', async () => {
  const request: AppClientRequest = { secret: true, flows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: SCOPES };
  const { id: ClientId, secret: Secret } = given.emulator.createPool().createClient(request);
  const command = new GetClientTokenCommand({ ClientId, Secret });
  const { ClientAuthenticationResult: result } = await sdkFor(given.emulator, UNSIGNED).send(command);
  expect(given.emulator.secrets).toContainEqual({ kind: 'client secret', text: Secret });
  expect(given.emulator.secrets).toContainEqual({ kind: 'access token', text: result?.AccessToken });
});
