// Verify that mode client-credentials gets an access token for an app client, and reports why when it cannot.
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { StillClock } from '../support/clocks.ts';
import { type FixtureOptions, readableTextOf, useFixtures } from '../support/fixture.ts';
import { firstOf, itDeep } from '../support/sample.ts';

const startFixture = useFixtures();

const SCOPES = ['orders/read', 'orders/write'];

async function startScenario(client: FixtureOptions['client'] = {}) {
  const fixture = await startFixture({
    pool: { domain: 'my-app' },
    client: {
      secret: true,
      flows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      oauthFlows: ['client_credentials'],
      scopes: SCOPES,
      ...client,
    },
    credentials: false,
    clock: new StillClock(),
    job: { debug: true },
  });
  const inputs = {
    mode: 'client-credentials',
    'client-id': fixture.client.id,
    'client-secret': fixture.client.secret ?? '',
    domain: fixture.emulator.url,
  };
  return { ...fixture, inputs };
}

describe('main', () => {
  it('gets an access token with all scopes that the app client allows', async () => {
    const { emulator, job, inputs } = await startScenario();
    const main = await job.uses({ with: inputs });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(Object.keys(main.outputs)).toStrictEqual(['ACCESS_TOKEN', 'EXPIRES_AT']);
    expect(decodeClaims(main.outputs['ACCESS_TOKEN'])['scope']).toBe('orders/read orders/write');
    expect(emulator.requests).toMatchObject([
      { operation: 'oauth2/token', body: { grant_type: 'client_credentials' } },
    ]);
    expect(await job.post()).toMatchObject([{ log: 'Nothing to clean up.\n', annotations: [] }]);
  });

  it('requests the scopes of the input', async () => {
    const { job, inputs } = await startScenario();
    const main = await job.uses({ with: { ...inputs, scopes: 'orders/read\n' } });
    expect(decodeClaims(main.outputs['ACCESS_TOKEN'])['scope']).toBe('orders/read');
  });

  it('masks the client secret and the token, and shows neither', async () => {
    const { client, job, inputs } = await startScenario();
    const main = await job.uses({ with: inputs });
    for (const secret of [client.secret, main.outputs['ACCESS_TOKEN'], main.outputs['ACCESS_TOKEN']?.split('.')[1]]) {
      expect(job.masks).toContain(secret);
      expect(readableTextOf(main)).not.toContain(secret);
    }
  });

  it('sends a client secret with plus signs unchanged, in the body', async () => {
    const { emulator, client, job, inputs } = await startScenario({ secret: 'plus+plus+plus+plus+plus+plus' });
    expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
    expect(emulator.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(emulator.requests[0]?.body).toStrictEqual({
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: 'plus+plus+plus+plus+plus+plus',
    });
  });

  it.each(firstOf(['throttled', 'error-500', 'error-503', 'html', 'reset']))('retries after %s', async (kind) => {
    const { emulator, job, inputs } = await startScenario();
    emulator.injectFault({ operation: 'oauth2/token', kind, times: 2 });
    expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
    expect(emulator.requests).toHaveLength(3);
  });
});

describe('main without a domain', () => {
  async function startWithoutDomain(client: FixtureOptions['client'] = {}) {
    const { inputs, ...fixture } = await startScenario({
      flows: ['ALLOW_CLIENT_TOKEN_AUTH'],
      oauthFlows: [],
      ...client,
    });
    const { domain: _, ...rest } = inputs;
    return { ...fixture, inputs: { ...rest, 'aws-region': 'eu-west-1' } };
  }

  it('gets an access token from GetClientToken, unsigned and without AWS credentials', async () => {
    const { emulator, client, job, inputs } = await startWithoutDomain();
    const main = await job.uses({ with: inputs });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(Object.keys(main.outputs)).toStrictEqual(['ACCESS_TOKEN', 'EXPIRES_AT']);
    expect(decodeClaims(main.outputs['ACCESS_TOKEN'])['scope']).toBe('orders/read orders/write');
    expect(emulator.requests).toMatchObject([{ operation: 'GetClientToken', signed: false }]);
    expect(emulator.requests[0]?.body).toStrictEqual({ ClientId: client.id, Secret: client.secret });
    for (const secret of [client.secret, main.outputs['ACCESS_TOKEN'], main.outputs['ACCESS_TOKEN']?.split('.')[1]]) {
      expect(job.masks).toContain(secret);
      expect(readableTextOf(main)).not.toContain(secret);
    }
    expect(await job.post()).toMatchObject([{ log: 'Nothing to clean up.\n', annotations: [] }]);
  });

  itDeep('requests the scopes of the input', async () => {
    const { job, inputs } = await startWithoutDomain();
    const main = await job.uses({ with: { ...inputs, scopes: 'orders/read\n' } });
    expect(decodeClaims(main.outputs['ACCESS_TOKEN'])['scope']).toBe('orders/read');
  });

  it.each(firstOf(['throttled', 'error-500', 'error-503', 'html', 'reset']))('retries after %s', async (kind) => {
    const { emulator, job, inputs } = await startWithoutDomain();
    emulator.injectFault({ operation: 'GetClientToken', kind, times: 2 });
    expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
    expect(emulator.requests).toHaveLength(3);
  });

  itDeep('passes client-metadata to the triggers, as with a domain', async () => {
    const without = await startWithoutDomain();
    await without.job.uses({ with: { ...without.inputs, 'client-metadata': 'ticket=7\nwhy=a & b' } });
    const withDomain = await startScenario();
    await withDomain.job.uses({ with: { ...withDomain.inputs, 'client-metadata': 'ticket=7\nwhy=a & b' } });
    const expected = [{ source: 'TokenGeneration_ClientCredentials', clientMetadata: { ticket: '7', why: 'a & b' } }];
    expect(without.pool.triggers.calls).toMatchObject(expected);
    expect(withDomain.pool.triggers.calls).toMatchObject(expected);
  });
});

describe('main with a mistake', () => {
  it.each(
    firstOf([
      ['a wrong client secret', {}, { 'client-secret': 'canary0canary0canary0canary0' }, '#client-rejected'],
      ['an unknown app client', {}, { 'client-id': '0unknown0client0id00000000' }, '#client-rejected'],
      ['an app client without the grant', { oauthFlows: [] }, {}, '#grant-disabled'],
      ['a scope that does not exist', {}, { scopes: 'orders/destroy' }, '#scope-unknown'],
    ]),
  )('reports %s after a single call', async (_, client, change, pointer) => {
    const { emulator, job, inputs } = await startScenario(client);
    const main = await job.uses({ with: { ...inputs, ...change } });
    expect(main).toMatchObject({ exitCode: 1, stderr: '' });
    expect(main.outputs).toStrictEqual({});
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining(pointer) }]);
    expect(readableTextOf(main)).not.toContain(Object(change)['client-secret'] ?? inputs['client-secret']);
    expect(emulator.requests).toHaveLength(1);
  });

  itDeep('shows nothing of the request if nothing listens at the domain', async () => {
    const { job, inputs } = await startScenario();
    const main = await job.uses({ with: { ...inputs, domain: 'http://127.0.0.1:9' } });
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('ECONNREFUSED') }]);
    expect(main.stdout + main.stderr).not.toMatch(/AxiosError|^\s+at /m);
    expect(readableTextOf(main)).not.toContain(inputs['client-secret']);
  });

  itDeep('distinguishes the HTML page of a proxy from an answer of Cognito', async () => {
    const { emulator, job, inputs } = await startScenario();
    emulator.injectFault({ operation: 'oauth2/token', kind: 'html', times: 999 });
    const main = await job.uses({ with: inputs });
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringContaining('#answer-unreadable') },
    ]);
  });
});
