// Verify that mode client-credentials gets an access token for an app client, at the token endpoint and from the API.
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { StillClock } from '../support/clocks.ts';
import { onlyPost, readableTextOf, runMain, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const SECRET = 'plus+plus+plus+plus+plus+plus';

const CASES = [
  {
    input: 'domain',
    operation: 'oauth2/token',
    client: { flows: [], oauthFlows: ['client_credentials'] },
    body: (id: string) => ({ grant_type: 'client_credentials', client_id: id, client_secret: SECRET }),
  },
  {
    input: 'aws-region',
    operation: 'GetClientToken',
    client: { flows: ['ALLOW_CLIENT_TOKEN_AUTH'], oauthFlows: [] },
    body: (id: string) => ({ ClientId: id, Secret: SECRET }),
  },
] as const;

describe.each(CASES)('main with $input', ({ input, operation, client, body }) => {
  async function startScenario() {
    const fixture = await startFixture({
      pool: { domain: 'my-app' },
      client: { secret: SECRET, scopes: ['orders/read', 'orders/write'], ...client },
      credentials: false,
      clock: new StillClock(),
      job: { debug: true },
    });
    const inputs = {
      mode: 'client-credentials',
      'client-id': fixture.client.id,
      'client-secret': SECRET,
      [input]: input === 'domain' ? fixture.emulator.url : 'eu-west-1',
    };
    return { ...fixture, inputs };
  }

  it(`gets an access token with all scopes that the app client allows from ${operation}, and shows no secret`, async () => {
    const { emulator, client: appClient, job, inputs } = await startScenario();
    const main = await runMain(job, inputs);
    expect(Object.keys(main.outputs)).toStrictEqual(['ACCESS_TOKEN', 'EXPIRES_AT']);
    const { ACCESS_TOKEN: token } = main.outputs;
    expect(decodeClaims(token)['scope']).toBe('orders/read orders/write');
    expect(emulator.requests).toMatchObject([{ operation, signed: false, status: 200 }]);
    expect(emulator.requests[0]?.body).toStrictEqual(body(appClient.id));
    expect(emulator.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(emulator.violations).toStrictEqual([]);
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [], log: 'Nothing to clean up.\n' });
    for (const secret of [SECRET, token, token?.split('.')[1]]) {
      expect(job.masks).toContain(secret);
      expect(readableTextOf(main) + readableTextOf(post)).not.toContain(secret);
    }
  });

  it('requests the scopes of the input, and passes client-metadata to the triggers', async () => {
    const { pool, job, inputs } = await startScenario();
    const main = await job.uses({
      with: { ...inputs, scopes: 'orders/read\n', 'client-metadata': 'ticket=7\nwhy=a & b' },
    });
    expect(decodeClaims(main.outputs['ACCESS_TOKEN'])['scope']).toBe('orders/read');
    expect(pool.triggers.calls).toMatchObject([
      { source: 'TokenGeneration_ClientCredentials', clientMetadata: { ticket: '7', why: 'a & b' } },
    ]);
  });
});
