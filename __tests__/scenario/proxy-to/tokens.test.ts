// Verify that every request carries a token that lives long enough, in every mode, or a valid signature.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { cleanUp, NO_CREDENTIALS, onlyPost, operationsOf, runMain } from '../../support/fixture.ts';
import { createIdentityPool } from '../../support/identity-pool.ts';
import { callThrough, type ProxiedApi, untilPortIsFree, useProxiedApi } from '../../support/proxied-api.ts';
import { firstOf, itDeep } from '../../support/sample.ts';

const startApi = useProxiedApi();

const LIFE_SECONDS = 12;
const SHORT_LIFE = { accessTokenValiditySeconds: LIFE_SECONDS, idTokenValiditySeconds: LIFE_SECONDS };
const ROTATION = { flows: ['ALLOW_USER_PASSWORD_AUTH'], refreshTokenRotation: { gracePeriodSeconds: 0 } } as const;

/** Calls the API until it has got this many different tokens. Each must live for half of its life. */
async function collectTokens(main: StepResult, { tokens }: ProxiedApi, count: number): Promise<string[]> {
  while (new Set(tokens).size < count) {
    // Before the call, which can take seconds on a busy machine.
    const sentAt = Date.now();
    expect(await callThrough(main)).toMatchObject({ status: 200 });
    const { exp } = decodeClaims(tokens.at(-1));
    expect(Number(exp) * 1000 - sentAt).toBeGreaterThan((LIFE_SECONDS / 2 - 1) * 1000);
    await sleep(50);
  }
  return [...new Set(tokens)];
}

describe('tokens of 12 seconds', () => {
  it.each(
    firstOf([
      ['without rotation', {}],
      ['with rotation', ROTATION],
      ['of a confidential app client', { secret: true }],
    ]),
  )('are refreshed ahead of time, %s', async (_, client) => {
    const api = await startApi({ client: { ...SHORT_LIFE, ...client } });
    const main = await api.job.uses({ with: api.inputs });
    const [first, ...later] = await collectTokens(main, api, 3);
    expect(first).toBe(`Bearer ${main.outputs['ID_TOKEN']}`);
    expect(later).toHaveLength(2);
    expect(operationsOf(api.emulator).filter((name) => name === 'GetTokensFromRefreshToken').length).toBeGreaterThan(1);
    const post = await onlyPost(api.job);
    expect(post.annotations).toStrictEqual([]);
    expect(post.log).toMatch(/ Token refreshes: [2-9]\d*\. /);
    expect(api.pool.users).toStrictEqual([]);
    expect(api.emulator.violations).toStrictEqual([]);
  });

  itDeep('with rotation let post use the newest one, also if the proxy is stopped while it refreshes', async () => {
    const api = await startApi({ client: { ...SHORT_LIFE, ...ROTATION } });
    const { emulator, job, pool } = api;
    const main = await job.uses({ with: api.inputs });
    // The access token of main is of no use by then.
    await sleep(Date.parse(main.outputs['EXPIRES_AT'] ?? '') - Date.now());
    const stopping = Promise.withResolvers<void>();
    emulator.injectFault({ operation: 'GetTokensFromRefreshToken', kind: 'slow', until: stopping.promise, times: 1 });
    await emulator.nextRequest('GetTokensFromRefreshToken');
    Object.assign(job.env, NO_CREDENTIALS);
    const post = onlyPost(job);
    await untilPortIsFree(main);
    stopping.resolve();
    expect(await post).toMatchObject({ annotations: [], log: expect.stringContaining('with its own access token') });
    expect(pool.users).toStrictEqual([]);
  });

  itDeep('do not keep post waiting for a refresh that hangs', async () => {
    const { emulator, job, inputs, pool } = await startApi({ client: SHORT_LIFE });
    const hanging = emulator.nextRequest('GetTokensFromRefreshToken');
    emulator.injectFault({ operation: 'GetTokensFromRefreshToken', kind: 'hang', times: 99 });
    await runMain(job, inputs);
    await hanging;
    expect((await cleanUp(job, pool)).log).toContain('Stopped the proxy.');
  });

  itDeep('are refreshed with the key of the device', async () => {
    const api = await startApi({ client: SHORT_LIFE, pool: { deviceTracking: 'always' } });
    const main = await api.job.uses({ with: api.inputs });
    await collectTokens(main, api, 2);
    expect(await onlyPost(api.job)).toMatchObject({ annotations: [] });
  });

  itDeep('come from the header and the token that token-header names', async () => {
    const api = await startApi({ client: SHORT_LIFE });
    const main = await api.job.uses({ with: { ...api.inputs, 'token-header': 'Authorization: {access-token}' } });
    const [first, second] = await collectTokens(main, api, 2);
    expect(first).toBe(main.outputs['ACCESS_TOKEN']);
    expect(second).not.toContain('Bearer');
  });

  const clients = [
    ['the token endpoint', { oauthFlows: ['client_credentials'], scopes: ['orders/read'], flows: [] }],
    ['the API', { flows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: ['orders/read'] }],
  ] as const;
  for (const [source, client] of clients) {
    itDeep(`of an app client are fetched again from ${source}`, async () => {
      const api = await startApi({ pool: { domain: 'my-app' }, client: { ...SHORT_LIFE, ...client, secret: true } });
      const main = await runMain(api.job, {
        mode: 'client-credentials',
        'client-id': api.client.id,
        'client-secret': api.client.secret ?? '',
        'proxy-to': api.apiUrl,
        ...(source === 'the API' ? { 'aws-region': 'eu-west-1' } : { domain: api.emulator.url }),
      });
      await collectTokens(main, api, 3);
      expect(await onlyPost(api.job)).toMatchObject({ annotations: [] });
    });
  }
});

describe('proxy-auth sigv4', () => {
  it('signs each request so that AWS accepts it, with its query and body', async () => {
    const seen: string[] = [];
    const api: ProxiedApi = await startApi({
      listener: (incoming, response) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('end', () => {
          const { method = '', url: target = '', headers } = incoming;
          const fields = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
          const request = { method, target, headers: new Map(fields), body: Buffer.concat(chunks) };
          seen.push(api.emulator.verifySignature(request, 'execute-api').principal.arn);
          response.end('signed');
        });
      },
    });
    const identityPool = createIdentityPool(api);
    const inputs = { ...api.inputs, 'identity-pool-id': identityPool.id, 'proxy-auth': 'sigv4' };
    const main = await runMain(api.job, inputs);
    const body = 'x'.repeat(100_000);
    for (const [path, init] of [
      ['/', undefined],
      ['/orders/a%20b/%C3%BC?b=2&a=1&a=%2F+x&empty=&flag', undefined],
      ['/orders', { method: 'POST', body, headers: { 'content-type': 'text/plain', 'x-amz-meta-a': 'b' } }],
      ['/orders', { method: 'POST', body: new Blob([body]).stream(), duplex: 'half' }],
    ] as const) {
      expect(await callThrough(main, path, init)).toStrictEqual({ status: 200, body: 'signed' });
    }
    expect(seen).toHaveLength(4);
    expect(new Set(seen)).toEqual(new Set([expect.stringContaining(':assumed-role/')]));
    const tooLarge = await callThrough(main, '/', { method: 'POST', body: 'x'.repeat(10_000_001) });
    expect(tooLarge).toMatchObject({ status: 413, body: expect.stringContaining('proxy-request-refused') });
    expect(await onlyPost(api.job)).toMatchObject({ annotations: [] });
  });
});

itDeep('carries the tokens of the first user, if there are several', async () => {
  const api = await startApi();
  const main = await runMain(api.job, { ...api.inputs, users: '3' });
  const users: readonly { readonly idToken: string }[] = JSON.parse(
    readFileSync(main.outputs['USERS_FILE'] ?? '', 'utf8'),
  );
  expect(new Set(users.map(({ idToken }) => idToken)).size).toBe(3);
  await callThrough(main);
  expect(api.tokens).toStrictEqual([`Bearer ${users[0]?.idToken}`]);
  await cleanUp(api.job, api.pool);
});
