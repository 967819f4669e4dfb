// Verify that mode client-credentials gets an access token for an app client, at the token endpoint and from the API.
import { expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { runMain, runPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const SECRET = 'plus+plus+plus+plus+plus+plus';

it.each([
  {
    input: 'domain',
    operation: 'oauth2/token',
    allowed: { flows: [], oauthFlows: ['client_credentials'] },
    body: (id: string) => ({ grant_type: 'client_credentials', client_id: id, client_secret: SECRET }),
  },
  {
    input: 'aws-region',
    operation: 'GetClientToken',
    allowed: { flows: ['ALLOW_CLIENT_TOKEN_AUTH'], oauthFlows: [] },
    body: (id: string) => ({ ClientId: id, Secret: SECRET }),
  },
] as const)('gets all scopes that the app client allows with $input', async ({ input, operation, allowed, body }) => {
  const { emulator, client, job } = await startFixture({
    pool: { domain: 'my-app' },
    client: { secret: SECRET, scopes: ['orders/read', 'orders/write'], ...allowed },
    credentials: false,
  });
  const main = await runMain(job, {
    mode: 'client-credentials',
    'client-id': client.id,
    'client-secret': SECRET,
    [input]: input === 'domain' ? emulator.url : 'eu-west-1',
  });
  expect(Object.keys(main.outputs)).toStrictEqual(['ACCESS_TOKEN', 'EXPIRES_AT']);
  expect(decodeClaims(main.outputs['ACCESS_TOKEN'])['scope']).toBe('orders/read orders/write');
  expect(emulator.requests).toMatchObject([{ operation, signed: false, status: 200 }]);
  expect(emulator.requests[0]?.body).toStrictEqual(body(client.id));
  expect(emulator.requests[0]?.headers).not.toHaveProperty('authorization');
  expect(emulator.violations).toStrictEqual([]);
  expect((await runPost(job)).log).toBe('Nothing to clean up.\n');
});
