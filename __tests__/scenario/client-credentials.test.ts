// Verify that mode client-credentials gets an access token for an app client, and says what is wrong when it does not.
import { describe, expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import { type FixtureOptions, readableTextOf, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const SCOPES = ['orders/read', 'orders/write'];

async function startStory(client: FixtureOptions['client'] = {}) {
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

function scopeIn(token: string | undefined): unknown {
  return JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8')).scope;
}

describe('main', () => {
  it('gets an access token with all scopes that the app client allows', async () => {
    const { emulator, job, inputs } = await startStory();
    const main = await job.uses({ with: inputs });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(Object.keys(main.outputs)).toStrictEqual(['ACCESS_TOKEN', 'EXPIRES_AT']);
    expect(scopeIn(main.outputs['ACCESS_TOKEN'])).toBe('orders/read orders/write');
    expect(emulator.requests).toMatchObject([
      { operation: 'oauth2/token', body: { grant_type: 'client_credentials' } },
    ]);
    expect(await job.post()).toMatchObject([{ log: 'Nothing to clean up.\n', annotations: [] }]);
  });

  it('asks for the scopes that it is told', async () => {
    const { job, inputs } = await startStory();
    const main = await job.uses({ with: { ...inputs, scopes: 'orders/read\n' } });
    expect(scopeIn(main.outputs['ACCESS_TOKEN'])).toBe('orders/read');
  });

  it('masks the client secret and the token, and shows none of them', async () => {
    const { client, job, inputs } = await startStory();
    const main = await job.uses({ with: inputs });
    for (const secret of [client.secret, main.outputs['ACCESS_TOKEN'], main.outputs['ACCESS_TOKEN']?.split('.')[1]]) {
      expect(job.masks).toContain(secret);
      expect(readableTextOf(main)).not.toContain(secret);
    }
  });

  it('sends the client secret in the body, where a + is a + to everybody', async () => {
    const { emulator, client, job, inputs } = await startStory({ secret: 'plus+plus+plus+plus+plus+plus' });
    expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
    expect(emulator.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(emulator.requests[0]?.body).toStrictEqual({
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: 'plus+plus+plus+plus+plus+plus',
    });
  });

  it.each(['throttled', 'error-500', 'error-503', 'html', 'reset'] as const)(
    'tries again when the answer is %s',
    async (kind) => {
      const { emulator, job, inputs } = await startStory();
      emulator.injectFault({ operation: 'oauth2/token', kind, times: 2 });
      expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
      expect(emulator.requests).toHaveLength(3);
    },
  );
});

describe('main, without a domain', () => {
  async function startWithout(client: FixtureOptions['client'] = {}) {
    const { inputs, ...fixture } = await startStory({ flows: ['ALLOW_CLIENT_TOKEN_AUTH'], oauthFlows: [], ...client });
    const { domain: _, ...rest } = inputs;
    return { ...fixture, inputs: { ...rest, 'aws-region': 'eu-west-1' } };
  }

  it("gets an access token of Cognito's API, unsigned, without AWS credentials", async () => {
    const { emulator, client, job, inputs } = await startWithout();
    const main = await job.uses({ with: inputs });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(Object.keys(main.outputs)).toStrictEqual(['ACCESS_TOKEN', 'EXPIRES_AT']);
    expect(scopeIn(main.outputs['ACCESS_TOKEN'])).toBe('orders/read orders/write');
    expect(emulator.requests).toMatchObject([{ operation: 'GetClientToken', signed: false }]);
    expect(emulator.requests[0]?.body).toStrictEqual({ ClientId: client.id, Secret: client.secret });
    for (const secret of [client.secret, main.outputs['ACCESS_TOKEN'], main.outputs['ACCESS_TOKEN']?.split('.')[1]]) {
      expect(job.masks).toContain(secret);
      expect(readableTextOf(main)).not.toContain(secret);
    }
    expect(await job.post()).toMatchObject([{ log: 'Nothing to clean up.\n', annotations: [] }]);
  });

  it('asks for the scopes that it is told', async () => {
    const { job, inputs } = await startWithout();
    const main = await job.uses({ with: { ...inputs, scopes: 'orders/read\n' } });
    expect(scopeIn(main.outputs['ACCESS_TOKEN'])).toBe('orders/read');
  });

  it.each(['throttled', 'error-500', 'error-503', 'html', 'reset'] as const)(
    'tries again when the answer is %s',
    async (kind) => {
      const { emulator, job, inputs } = await startWithout();
      emulator.injectFault({ operation: 'GetClientToken', kind, times: 2 });
      expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
      expect(emulator.requests).toHaveLength(3);
    },
  );

  it('tells the triggers what client-metadata says, as with a domain', async () => {
    const without = await startWithout();
    await without.job.uses({ with: { ...without.inputs, 'client-metadata': 'ticket=7\nwhy=a & b' } });
    const withDomain = await startStory();
    await withDomain.job.uses({ with: { ...withDomain.inputs, 'client-metadata': 'ticket=7\nwhy=a & b' } });
    const told = [{ source: 'TokenGeneration_ClientCredentials', clientMetadata: { ticket: '7', why: 'a & b' } }];
    expect(without.pool.triggers.calls).toMatchObject(told);
    expect(withDomain.pool.triggers.calls).toMatchObject(told);
  });
});

describe('a mistake', () => {
  it.each([
    ['a wrong client secret', {}, { 'client-secret': 'canary0canary0canary0canary0' }, '#client-rejected'],
    ['an unknown app client', {}, { 'client-id': '0unknown0client0id00000000' }, '#client-rejected'],
    ['an app client without the grant', { oauthFlows: [] }, {}, '#grant-disabled'],
    ['a scope that there is not', {}, { scopes: 'orders/destroy' }, '#scope-unknown'],
  ] as const)('such as %s is said, and not tried again', async (_, client, change, pointer) => {
    const { emulator, job, inputs } = await startStory(client);
    const main = await job.uses({ with: { ...inputs, ...change } });
    expect(main).toMatchObject({ exitCode: 1, stderr: '' });
    expect(main.outputs).toStrictEqual({});
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining(pointer) }]);
    expect(readableTextOf(main)).not.toContain(Object(change)['client-secret'] ?? inputs['client-secret']);
    expect(emulator.requests).toHaveLength(1);
  });

  it('such as a domain at which nobody listens shows nothing of the request', async () => {
    const { job, inputs } = await startStory();
    const main = await job.uses({ with: { ...inputs, domain: 'http://127.0.0.1:9' } });
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('ECONNREFUSED') }]);
    expect(main.stdout + main.stderr).not.toMatch(/AxiosError|^\s+at /m);
    expect(readableTextOf(main)).not.toContain(inputs['client-secret']);
  });

  it('such as a page of a proxy in between is told apart from Cognito', async () => {
    const { emulator, job, inputs } = await startStory();
    emulator.injectFault({ operation: 'oauth2/token', kind: 'html', times: 999 });
    const main = await job.uses({ with: inputs });
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringContaining('#answer-unreadable') },
    ]);
  });
});
