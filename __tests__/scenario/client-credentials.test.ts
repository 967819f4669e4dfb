// Verify that mode client-credentials sends one request, to the token endpoint or to the API, and outputs its token.
import { expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import { runMain, runPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const { secret } = MACHINE.client;
const scopes = ['orders/read', 'orders/write'];

it.each([
  {
    operation: 'oauth2/token',
    client: { flows: [], oauthFlows: ['client_credentials'] },
    inputs: {},
    body: { grant_type: 'client_credentials', client_secret: secret },
    id: 'client_id',
  },
  {
    operation: 'GetClientToken',
    client: { flows: ['ALLOW_CLIENT_TOKEN_AUTH'], oauthFlows: [] },
    inputs: { domain: '', 'aws-region': 'eu-west-1' },
    body: { Secret: secret },
    id: 'ClientId',
  },
] as const)('gets all scopes of the app client from $operation, with the secret only in the body', async (row) => {
  const client = { secret, scopes, ...row.client };
  const fixture = await startFixture({ pool: MACHINE.pool, client });
  const { emulator, job } = fixture;
  const { outputs } = await runMain(job, { ...machineInputs(fixture), ...row.inputs });
  expect(Object.keys(outputs)).toStrictEqual(['ACCESS_TOKEN', 'EXPIRES_AT']);
  expect(decodeClaims(outputs['ACCESS_TOKEN'])['scope']).toBe(scopes.join(' '));
  expect((await runPost(job)).log).toBe('Nothing to clean up.\n');
  expect(emulator.requests).toMatchObject([{ operation: row.operation, signed: false, status: 200 }]);
  expect(emulator.requests[0]?.body).toStrictEqual({ ...row.body, [row.id]: fixture.client.id });
  expect(emulator.requests[0]?.headers).not.toHaveProperty('authorization');
});
