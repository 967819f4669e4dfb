// Verify that each request through the proxy of a job reaches its target with a token that lives long enough or a valid
// signature, that its secrets are shown nowhere, and what tests are told if the target does not answer.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { freePort } from 'cognito-emulator/loopback';
import { machineInputs } from '../../support/client-credentials.ts';
import { cleanUp, NO_CREDENTIALS, onlyPost, runMain, runPost } from '../../support/fixture.ts';
import { createIdentityPool } from '../../support/identity-pool.ts';
import { processesOf } from '../../support/job-processes.ts';
import { preloadCode } from '../../support/preload.ts';
import { type Answer, callThrough, type ProxiedApi, useProxiedApi } from '../../support/proxied-api.ts';
import { startProxy } from '../../support/proxy.ts';
import { itDeep } from '../../support/sample.ts';
import { givenSecrets, kindsIn, leftBy, shownBy, unmasked } from '../../support/secrets.ts';
import { useCleanup } from '../../support/use-cleanup.ts';
import { filesOf } from '../../support/watched-job.ts';
import { useHeadings } from '../catalogue/headings.ts';

const startApi = useProxiedApi();
const onTestEnd = useCleanup();
const expectHeading = useHeadings(
  'proxy-certificate-untrusted',
  'proxy-request-refused',
  'proxy-target-slow',
  'proxy-target-unanswered',
);

/** Expects an answer of the proxy itself that says what to change, and holds no token and no stack trace. */
function expectFailure({ status, body }: Answer, expected: number, code: Parameters<typeof expectHeading>[1]): void {
  const { message, ...fields } = JSON.parse(body);
  expect({ status, ...fields }).toStrictEqual({ status: expected, code });
  expectHeading({ annotations: [{ level: 'error', message }] }, code);
  expect(message).not.toMatch(/eyJ|\n/);
}

/** An API with a certificate that nobody trusts yet. */
async function startTlsTarget({ job }: ProxiedApi): Promise<{ url: string; certificate: string }> {
  const target = await startEmulator({ tls: true });
  onTestEnd(() => target.close());
  const certificate = join(job.temp, '..', 'certificate.pem');
  writeFileSync(certificate, target.certificate ?? '');
  return { url: target.url, certificate };
}

describe('a target', () => {
  it('that does not run is 502', async () => {
    const { job, inputs } = await startApi();
    const main = await job.uses({ with: { ...inputs, 'proxy-to': `http://localhost:${await freePort()}` } });
    expectFailure(await callThrough(main), 502, 'proxy-target-unanswered');
    expect((await onlyPost(job)).log).toContain('Requests: 1 (failed: 1).');
  });

  it('that sends nothing is 504', async () => {
    const { job, inputs } = await startApi({ listener: () => undefined });
    // The minute passes in 0.6 seconds.
    const code =
      "import net from 'node:net'; const real = net.Socket.prototype.setTimeout; net.Socket.prototype.setTimeout = function (ms, done) { return real.call(this, ms / 100, done); };";
    const main = await job.uses({ with: inputs, env: { NODE_OPTIONS: preloadCode(code) } });
    expectFailure(await callThrough(main), 504, 'proxy-target-slow');
  });

  it('with an untrusted certificate is 502', async () => {
    const api = await startApi();
    const { url } = await startTlsTarget(api);
    const main = await api.job.uses({ with: { ...api.inputs, 'proxy-to': url } });
    expectFailure(await callThrough(main), 502, 'proxy-certificate-untrusted');
  });

  it('behind HTTPS_PROXY is reached through it, with its password', async () => {
    const api = await startApi();
    const target = `api.example.com:${new URL((await startTlsTarget(api)).url).port}`;
    const credentials = { username: 'proxy-user', password: 'proxy-canary' };
    const forward = await startProxy({ credentials, tunnelTo: 'localhost' });
    onTestEnd(() => forward.close());
    const main = await api.job.uses({
      with: { ...api.inputs, 'proxy-to': `https://${target}` },
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0', HTTPS_PROXY: forward.url, HTTP_PROXY: '', NO_PROXY: '' },
    });
    expect((await callThrough(main)).status).toBeLessThan(500);
    expect(forward.requests).toStrictEqual([{ method: 'CONNECT', target, status: 200 }]);
  });

  it.each(['http', 'https'])('on this machine is not reached through a proxy (%s)', async (scheme) => {
    const api = await startApi();
    const { url, certificate } = await startTlsTarget(api);
    const forward = await startProxy();
    onTestEnd(() => forward.close());
    const main = await api.job.uses({
      with: { ...api.inputs, ...(scheme === 'https' && { 'proxy-to': url }) },
      env: { NODE_EXTRA_CA_CERTS: certificate, HTTP_PROXY: forward.url, HTTPS_PROXY: forward.url, NO_PROXY: '' },
    });
    const before = forward.requests.length;
    expect((await callThrough(main)).status).toBeLessThan(500);
    expect(forward.requests).toHaveLength(before);
  });
});

describe('tokens of 12 seconds', () => {
  const SHORT_LIFE = { accessTokenValiditySeconds: 12, idTokenValiditySeconds: 12 };
  const ROTATION = { flows: ['ALLOW_USER_PASSWORD_AUTH'], refreshTokenRotation: { gracePeriodSeconds: 0 } } as const;

  /** Calls the API until it has got three different tokens. Each must live for half of its life. */
  async function collectTokens(main: StepResult, { tokens }: ProxiedApi): Promise<void> {
    while (new Set(tokens).size < 3) {
      // Before the call, which can take seconds on a busy machine.
      const sentAt = Date.now();
      expect(await callThrough(main)).toMatchObject({ status: 200 });
      // Half of its life, and a second for rounding.
      expect(Number(decodeClaims(tokens.at(-1))['exp']) * 1000 - sentAt).toBeGreaterThan(5_000);
      await sleep(50);
    }
  }

  it('are refreshed ahead of time, with the device, and post revokes the newest refresh token', async () => {
    const api = await startApi({
      pool: { deviceTracking: 'always' },
      client: { secret: true, ...SHORT_LIFE, ...ROTATION },
    });
    const { emulator, job, pool, tokens } = api;
    const stored = { mode: 'stored', username: 'ada.lovelace', password: 'Analytical-Engine-1843' };
    pool.addUser(stored);
    const main = await runMain(job, { ...api.inputs, ...stored, 'token-header': 'Authorization: {access-token}' });
    await collectTokens(main, api);
    expect(tokens[0]).toBe(main.outputs['ACCESS_TOKEN']);
    const post = await runPost(job);
    expect(post.log).toMatch(/ Token refreshes: [2-9]\d*\. /);
    const newest = [...pool.signIns.keys()].at(-1);
    expect(newest).not.toBe(main.outputs['REFRESH_TOKEN']);
    expect(emulator.requests.at(-1)).toMatchObject({ operation: 'RevokeToken', status: 200, body: { Token: newest } });
    expect(emulator.violations).toStrictEqual([]);
  });

  itDeep('let post delete the user although it stops the proxy during a refresh', async () => {
    const { emulator, job, pool, inputs } = await startApi({ client: { ...SHORT_LIFE, ...ROTATION } });
    const main = await runMain(job, inputs);
    // The access token of main is of no use by then.
    await sleep(Date.parse(main.outputs['EXPIRES_AT'] ?? '') - Date.now());
    emulator.injectFault({ operation: 'GetTokensFromRefreshToken', kind: 'slow', milliseconds: 1_200, times: 1 });
    await emulator.nextRequest('GetTokensFromRefreshToken');
    Object.assign(job.env, NO_CREDENTIALS);
    expect((await cleanUp(job, pool)).log).toContain('with its own access token');
  });

  itDeep('do not keep post waiting for a refresh that hangs', async () => {
    const { emulator, job, pool, inputs } = await startApi({ client: SHORT_LIFE });
    const hanging = emulator.nextRequest('GetTokensFromRefreshToken');
    emulator.injectFault({ operation: 'GetTokensFromRefreshToken', kind: 'hang', times: 99 });
    await runMain(job, inputs);
    await hanging;
    expect((await cleanUp(job, pool)).log).toContain('Stopped the proxy.');
  });

  for (const [source, client] of [
    ['the token endpoint', { oauthFlows: ['client_credentials'], flows: [] }],
    ['the API', { flows: ['ALLOW_CLIENT_TOKEN_AUTH'] }],
  ] as const) {
    itDeep(`of an app client are fetched again from ${source}`, async () => {
      const options = { secret: true, scopes: ['orders/read'], ...SHORT_LIFE, ...client };
      const api = await startApi({ pool: { domain: 'my-app' }, client: options });
      const where = source === 'the API' ? { domain: '', 'aws-region': 'eu-west-1' } : {};
      const main = await runMain(api.job, { ...machineInputs(api), ...where, 'proxy-to': api.apiUrl });
      await collectTokens(main, api);
      await runPost(api.job);
    });
  }
});

it('with proxy-auth: sigv4, each request is signed so that AWS accepts it, with its query and body', async () => {
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
  const identity = { 'identity-pool-id': createIdentityPool(api).id, 'proxy-auth': 'sigv4' };
  const main = await runMain(api.job, { ...api.inputs, ...identity });
  const body = 'x'.repeat(100_000);
  for (const [path, init] of [
    ['/', undefined],
    ['/orders/a%20b/%C3%BC?b=2&a=1&a=%2F+x&empty=&flag', undefined],
    ['/orders', { method: 'POST', body, headers: { 'content-type': 'text/plain', 'x-amz-meta-a': 'b' } }],
    ['/orders', { method: 'POST', body: new Blob([body]).stream(), duplex: 'half' }],
  ] as const) {
    expect(await callThrough(main, path, init)).toStrictEqual({ status: 200, body: 'signed' });
  }
  expect(seen).toStrictEqual(Array(4).fill(expect.stringContaining(':assumed-role/')));
  const tooLarge = await callThrough(main, '/', { method: 'POST', body: 'x'.repeat(10_000_001) });
  expectFailure(tooLarge, 413, 'proxy-request-refused');
  await runPost(api.job);
});

/** Variables of a job that the proxy does not need. */
const JOB_SECRETS = {
  API_KEY: 'canary-api-key',
  HTTPS_PROXY: 'http://user:canary-proxy@127.0.0.1:9',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-oidc',
};

(process.platform === 'linux' ? it : it.skip).each([
  ['a token', {}],
  ['signatures', { 'proxy-auth': 'sigv4' }],
])('a proxy with %s shows nothing, and gets its secrets by standard input only', async (_, more) => {
  const api = await startApi({ client: { secret: true }, job: { debug: true } });
  const { job, pool, emulator, trackingId } = api;
  Object.assign(job.env, JOB_SECRETS);
  const stored = { mode: 'stored', username: 'ada.lovelace', password: 'Analytical-Engine-1843' };
  pool.addUser(stored);
  const identity = { 'identity-pool-id': createIdentityPool(api).id, 'job-summary': 'true' };
  const inputs = { ...api.inputs, ...stored, ...identity, ...more };
  const main = await runMain(job, inputs);
  const answer = await callThrough(main);
  const [proxy, ...others] = processesOf(trackingId);
  const files = filesOf(resolve(job.temp, '..')).map(({ text }) => text);
  const post = await onlyPost(job);

  const secrets = [...givenSecrets(inputs, job.env), ...emulator.secrets];
  const stopKey = /"stopKey":"(\w+)"/.exec(Object.values(main.state).join())?.[1] ?? '';
  expect(stopKey).toHaveLength(26);
  expect(job.masks).toContain(stopKey);
  expect(others).toStrictEqual([]);
  for (const text of [proxy?.commandLine, proxy?.environment, answer.body, files.join('\n')]) {
    expect(text).toBeDefined();
    expect(kindsIn(text ?? '', secrets)).toStrictEqual([]);
    expect(text).not.toMatch(/canary|AWS_|INPUT_|ACTIONS_/);
    expect(text).not.toContain(stopKey);
  }
  for (const step of [main, post]) {
    expect([...shownBy(step, secrets), ...leftBy(step, '', secrets)]).toStrictEqual([]);
    expect(`${step.log}${step.summary}`).not.toMatch(/canary/);
    expect(`${step.log}${step.summary}`).not.toContain(stopKey);
    // No URL of a request.
    expect(`${step.log}${step.summary}`).not.toContain('/orders');
  }
  expect(unmasked(job, secrets)).toStrictEqual([]);
});
