// Verify that the proxy starts with main, serves the steps of the job, and ends with it, whatever happens in between.
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from 'action-runner';
import { onlyPost, operationsOf } from '../../support/fixture.ts';
import { processesOf } from '../../support/job-processes.ts';
import { callThrough, isListening, type ProxiedApi, useProxiedApi } from '../../support/proxied-api.ts';
import { useServers } from '../../support/test-servers.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { useHeadings } from '../catalogue/headings.ts';

const startApi = useProxiedApi();
const startServer = useServers();
const expectHeading = useHeadings('proxy-to/lifecycle.test.ts');

const IS_LINUX = process.platform === 'linux';
const onLinux = IS_LINUX ? it : it.skip;

const trackingIds: string[] = [];
afterEach(async () => {
  // Nothing is left behind, whatever the test did.
  for (const trackingId of IS_LINUX ? trackingIds.splice(0) : []) {
    await waitUntil(() => processesOf(trackingId).length === 0);
  }
});

async function start(...args: Parameters<typeof startApi>): Promise<ProxiedApi> {
  const api = await startApi(...args);
  trackingIds.push(api.trackingId);
  return api;
}

describe('a job', () => {
  it('has a proxy from main to post, which says what it did', async () => {
    const { job, inputs, tokens, apiUrl, emulator } = await start();
    const main = await job.uses({ with: { ...inputs, 'proxy-to': `${apiUrl}/v1` } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(main.outputs['PROXY_URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(main.log).toMatch(/^start proxy \(\d+ ms\): http:\/\/127\.0\.0\.1:\d+$/m);
    const step = await job.run({
      command: process.execPath,
      args: ['-e', 'fetch(process.env.BASE_URL + "/orders").then(async (r) => console.log(r.status, await r.text()))'],
      env: { BASE_URL: main.outputs['PROXY_URL'] ?? '' },
    });
    expect(step).toMatchObject({ stdout: '200 ok\n', stderr: '' });
    expect(tokens).toStrictEqual([`Bearer ${main.outputs['ID_TOKEN']}`]);

    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(post.log).toMatch(
      /^Stopped the proxy\. Requests: 1 \(2xx: 1\)\. Token refreshes: 0\. Slowest answer: \d+ ms\.\nDeleted the ephemeral user/,
    );
    expect(await isListening(main)).toBe(false);
    expect(emulator.violations).toStrictEqual([]);
  });

  it('can have two proxies, each with its own port and token', async () => {
    const { job, inputs, apiUrl, tokens } = await start();
    const [first, second] = [await job.uses({ with: inputs }), await job.uses({ with: inputs })];
    expect(first.outputs['PROXY_URL']).not.toBe(second.outputs['PROXY_URL']);
    await callThrough(first);
    await callThrough(second);
    expect(tokens).toStrictEqual([`Bearer ${first.outputs['ID_TOKEN']}`, `Bearer ${second.outputs['ID_TOKEN']}`]);
    for (const post of await job.post()) {
      expect(post.log).toContain('Stopped the proxy. Requests: 1 (2xx: 1).');
    }
    expect(apiUrl).not.toBe(first.outputs['PROXY_URL']);
  });

  it('can choose the port, and exports the URL like every output', async () => {
    const { job, inputs } = await start();
    const server = createServer();
    const port = await startServer(server);
    await new Promise((resolve) => server.close(resolve));
    const main = await job.uses({
      with: { ...inputs, 'proxy-port': String(port), 'env-prefix': 'X_', 'postman-environment': 'true' },
    });
    expect(main.outputs['PROXY_URL']).toBe(`http://127.0.0.1:${port}`);
    expect(main.exported['X_PROXY_URL']).toBe(main.outputs['PROXY_URL']);
    await onlyPost(job);
  });

  it('without proxy-to has no process but main and post', async () => {
    const { job, inputs } = await start();
    const main = await job.uses({ with: { ...inputs, 'proxy-to': '' } });
    expect(Object.keys(main.outputs)).not.toContain('PROXY_URL');
    expect((await onlyPost(job)).log).not.toContain('proxy');
  });
});

describe('a proxy that cannot start', () => {
  it('on a port that is taken fails main, and post deletes the user', async () => {
    const { job, inputs, pool } = await start();
    const port = await startServer(createServer());
    const main = await job.uses({ with: { ...inputs, 'proxy-port': String(port) } });
    expect(main).toMatchObject({ outcome: 'failure', stderr: '' });
    expect(main.annotations).toMatchObject([{ level: 'error', message: expect.stringContaining(`port ${port}`) }]);
    expectHeading(main, 'proxy-port-taken');
    expect(await onlyPost(job)).toMatchObject({ annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });

  it('with these NODE_OPTIONS fails main, and post deletes the user', async () => {
    const { job, inputs, pool } = await start();
    const code = 'if (/proxy.index\\.js$/.test(process.argv[1])) process.exit(3)';
    const main = await job.uses({
      with: inputs,
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` },
    });
    expect(main).toMatchObject({ outcome: 'failure', stderr: '' });
    expectHeading(main, 'proxy-not-started');
    expect(await onlyPost(job)).toMatchObject({ annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });
});

describe('a proxy whose main does not finish', () => {
  const calls = ['AdminCreateUser', 'AdminSetUserPassword', 'InitiateAuth'];

  it.each(calls)('ends with main if main is killed at %s', async (operation) => {
    const { job, inputs, emulator, trackingId } = await start();
    const main = job.uses({
      with: inputs,
      interrupt: { when: emulator.nextRequest(operation), signal: 'SIGKILL' },
    });
    expect(await main).toMatchObject({ signal: 'SIGKILL' });
    await waitUntil(() => !IS_LINUX || processesOf(trackingId).length === 0);
    await job.post();
  });

  it.each(calls)('ends with main if the run is cancelled at %s', async (operation) => {
    const { job, inputs, emulator, trackingId } = await start();
    const main = await job.uses({
      with: inputs,
      interrupt: { when: emulator.nextRequest(operation), signal: 'SIGINT' },
    });
    if (main.outcome === 'failure') {
      await waitUntil(() => !IS_LINUX || processesOf(trackingId).length === 0);
    }
    expect(await onlyPost(job)).toMatchObject({ annotations: [] });
  });

  it('ends with main if the sign-in fails', async () => {
    const { job, inputs, trackingId } = await start({ client: { flows: ['ALLOW_USER_SRP_AUTH'] } });
    expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'failure' });
    await waitUntil(() => !IS_LINUX || processesOf(trackingId).length === 0);
    expect(await onlyPost(job)).toMatchObject({ annotations: [] });
  });

  it('is stopped by post if main fails after its start', async () => {
    const { job, inputs } = await start();
    const main = await job.uses({
      with: { ...inputs, 'postman-environment': 'true' },
      env: { RUNNER_TEMP: '/nonexistent/temp' },
    });
    expect(main).toMatchObject({ outcome: 'failure' });
    expect((await onlyPost(job)).log).toContain('Stopped the proxy.');
  });
});

describe('a proxy that is gone when post comes', () => {
  onLinux('is one warning with the reason, and the user is deleted', async () => {
    const { job, inputs, pool, trackingId } = await start();
    const main = await job.uses({ with: inputs });
    killProcesses(trackingId, 'SIGKILL');
    await waitUntil(() => processesOf(trackingId).length === 0);
    const post = await onlyPost(job);
    expect(post.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('ECONNREFUSED') }]);
    expectHeading(post, 'proxy-ended');
    expect(await isListening(main)).toBe(false);
    expect(pool.users).toStrictEqual([]);
  });

  onLinux('is a warning also if another program has its port by now, which is left alone', async () => {
    const { job, inputs, trackingId } = await start();
    const main = await job.uses({ with: inputs });
    killProcesses(trackingId, 'SIGTERM');
    await waitUntil(() => processesOf(trackingId).length === 0);
    const other = createServer((_, response) => response.end('{"answers":{}}'));
    other.listen(Number(new URL(main.outputs['PROXY_URL'] ?? '').port), '127.0.0.1');
    const post = await onlyPost(job);
    expectHeading(post, 'proxy-ended');
    expect(await isListening(main)).toBe(true);
    other.close();
  });
});

describe('a job whose post never runs', () => {
  onLinux('leaves a process that the runner ends by its tracking ID', async () => {
    const { job, inputs, trackingId, env, emulator, apiUrl } = await start();
    // A job that is not ended here.
    const killed: Job = startJob({ env: { ...env, RUNNER_TRACKING_ID: trackingId } });
    const main = await killed.uses({ with: { ...inputs, 'proxy-to': apiUrl } });
    expect(await isListening(main)).toBe(true);
    expect(processesOf(trackingId)).toHaveLength(1);
    killProcesses(trackingId, 'SIGKILL');
    await waitUntil(() => processesOf(trackingId).length === 0);
    await killed.end();
    await job.post();
    expect(operationsOf(emulator)).toContain('AdminDeleteUser');
  });
});

function killProcesses(trackingId: string, signal: NodeJS.Signals): void {
  for (const { id } of processesOf(trackingId)) {
    process.kill(id, signal);
  }
}
