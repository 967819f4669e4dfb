import { describe, expect, it } from '@jest/globals';
import type { AppClient, AppClientRequest } from '../src/app-client.ts';
import { UNSIGNED } from './contract/service.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { sdkFor } from './sdk.ts';

const given = emulatorPerTest();

const SCOPES = ['orders/read', 'orders/write'];

function setUp(clientRequest: AppClientRequest = {}, domain = 'my-prefix') {
  const pool = given.emulator.createPool({ domain });
  const grant: AppClientRequest = { secret: true, flows: [], oauthFlows: ['client_credentials'], scopes: SCOPES };
  return { pool, client: pool.createClient({ ...grant, ...clientRequest }) };
}

/** RFC 6749, section 2.3.1. */
function basic(
  { id, secret = '' }: Pick<AppClient, 'id' | 'secret'>,
  encode: (text: string) => string = encodeURIComponent,
): string {
  return `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`;
}

async function post(form: Record<string, string>, Authorization: string) {
  const request = { method: 'POST', headers: { Authorization }, body: new URLSearchParams(form) };
  const response = await fetch(`${given.emulator.url}/oauth2/token`, request);
  return { status: response.status, data: JSON.parse(await response.text()) };
}

const GRANT = { grant_type: 'client_credentials' };
const GRANTED = { status: 200, data: { access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer' } };
const REFUSED = { status: 400, data: { error: 'invalid_client' } };

describe('the token endpoint', () => {
  it('accepts the secret by HTTP Basic, and form-decodes it', async () => {
    const { client } = setUp({ secret: 'with space+plus%percent:colon/ümlaut' });
    expect(await post(GRANT, basic(client))).toStrictEqual(GRANTED);
    const formEncode = (text: string) => new URLSearchParams({ text }).toString().slice('text='.length);
    expect(await post(GRANT, basic(client, formEncode))).toStrictEqual(GRANTED);
    expect(await post(GRANT, basic(client, String))).toStrictEqual(REFUSED);
  });

  it('does not exist for a pool without a domain', async () => {
    expect(await post(GRANT, basic(setUp({}, '').client))).toStrictEqual(REFUSED);
  });

  it('passes client metadata to the pre token generation trigger', async () => {
    const { pool, client } = setUp();
    const metadata = { stage: 'test', text: 'a&b=c + "ü"' };
    await post({ ...GRANT, aws_client_metadata: JSON.stringify(metadata) }, basic(client));
    expect(pool.triggers.calls).toStrictEqual([
      { source: 'TokenGeneration_ClientCredentials', username: client.id, clientMetadata: metadata },
    ]);
    expect(given.emulator.requests).toMatchObject([{ body: { aws_client_metadata: JSON.stringify(metadata) } }]);
  });
});

it('GetClientToken records its secrets', async () => {
  const request: AppClientRequest = { secret: true, flows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: SCOPES };
  const { id: ClientId, secret: Secret } = given.emulator.createPool().createClient(request);
  const sdk = sdkFor(given.emulator, UNSIGNED);
  const { ClientAuthenticationResult: result } = await sdk.getClientToken({ ClientId, Secret });
  expect(given.emulator.secrets).toContainEqual({ kind: 'client secret', text: Secret });
  expect(given.emulator.secrets).toContainEqual({ kind: 'access token', text: result?.AccessToken });
});
