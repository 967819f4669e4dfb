// Verify that the proxy starts with main, serves the steps of the job, and ends with it, whatever happens in between.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { freePort } from 'cognito-emulator/loopback';
import { cleanUp, onlyPost, runMain, runPost } from '../../support/fixture.ts';
import { processesOf, type RunningProcess } from '../../support/job-processes.ts';
import { preload, preloadCode } from '../../support/preload.ts';
import { callThrough, type ProxiedApi, useProxiedApi } from '../../support/proxied-api.ts';
import { itDeep } from '../../support/sample.ts';
import { useServers } from '../../support/test-servers.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { useHeadings } from '../catalogue/headings.ts';

const startApi = useProxiedApi();
const startServer = useServers();
const expectHeading = useHeadings('proxy-ended', 'proxy-not-started', 'proxy-port-taken');

const SIGNAL_AT_LOAD = join(import.meta.dirname, '..', '..', 'support', 'signal-at-load.mjs');

const IS_LINUX = process.platform === 'linux';
const onLinux = IS_LINUX ? it : it.skip;
const onLinuxDeep = IS_LINUX ? itDeep : it.skip;

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

it('a job has a proxy at a port of its choice from main to post, which says what it did', async () => {
  const { job, inputs, tokens, apiUrl, emulator } = await start();
  const port = String(await freePort());
  const main = await runMain(job, { ...inputs, 'proxy-to': `${apiUrl}/v1`, 'proxy-port': port, 'env-prefix': 'X_' });
  expect(main.outputs['PROXY_URL']).toBe(`http://127.0.0.1:${port}`);
  expect(main.exported['X_PROXY_URL']).toBe(main.outputs['PROXY_URL']);
  expect(main.log).toMatch(/^start proxy \(\d+ ms\): http:\/\/127\.0\.0\.1:\d+$/m);
  const step = await job.run({
    command: process.execPath,
    args: ['-e', 'fetch(process.env.BASE_URL + "/orders").then(async (r) => console.log(r.status, await r.text()))'],
    env: { BASE_URL: main.outputs['PROXY_URL'] ?? '' },
  });
  expect(step).toMatchObject({ stdout: '200 ok\n', stderr: '' });
  expect(tokens).toStrictEqual([`Bearer ${main.outputs['ID_TOKEN']}`]);

  const post = await runPost(job);
  expect(post.log).toMatch(
    /^Stopped the proxy\. Requests: 1 \(2xx: 1\)\. Token refreshes: 0\. Slowest answer: \d+ ms\.\nDeleted the ephemeral user/,
  );
  expect(await isListening(main)).toBe(false);
  expect(emulator.violations).toStrictEqual([]);
});

itDeep('a job can have two proxies, each with its own port and token', async () => {
  const { job, inputs, tokens } = await start();
  const [first, second] = [await runMain(job, inputs), await runMain(job, inputs)];
  expect(first.outputs['PROXY_URL']).not.toBe(second.outputs['PROXY_URL']);
  await callThrough(first);
  await callThrough(second);
  expect(tokens).toStrictEqual([first, second].map(({ outputs }) => `Bearer ${outputs['ID_TOKEN']}`));
  const post = { annotations: [], log: expect.stringContaining('Stopped the proxy. Requests: 1 (2xx: 1).') };
  expect(await job.post()).toMatchObject([post, post]);
});

onLinuxDeep('a cancelled post deletes the user also if the proxy hangs', async () => {
  // Half as fast, because the machine may be busy.
  const { job, inputs, pool, trackingId } = await start({ clockSpeed: 0.5 });
  await runMain(job, inputs);
  killProcesses(trackingId, 'SIGSTOP');
  const NODE_OPTIONS = preload(SIGNAL_AT_LOAD, job.env['NODE_OPTIONS']);
  Object.assign(job.env, { NODE_OPTIONS, SIGNAL_AT_LOAD: 'SIGINT' });
  const post = await onlyPost(job);
  killProcesses(trackingId, 'SIGKILL');
  expectHeading(post, 'proxy-ended');
  expect(post).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
  expect(pool.users).toStrictEqual([]);
});

describe('a proxy that cannot start', () => {
  it('on a port that is taken fails main, and post deletes the user', async () => {
    const { job, inputs, pool } = await start();
    const port = await startServer(createServer());
    const main = await job.uses({ with: { ...inputs, 'proxy-port': String(port) } });
    expect(main).toMatchObject({ outcome: 'failure', stderr: '' });
    expect(main.annotations).toMatchObject([{ level: 'error', message: expect.stringContaining(`port ${port}`) }]);
    expectHeading(main, 'proxy-port-taken');
    await cleanUp(job, pool);
  });

  it('with these NODE_OPTIONS fails main, and post deletes the user', async () => {
    const { job, inputs, pool } = await start();
    const code = 'if (/proxy.index\\.js$/.test(process.argv[1])) process.exit(3)';
    const main = await job.uses({ with: inputs, env: { NODE_OPTIONS: preloadCode(code) } });
    expect(main).toMatchObject({ outcome: 'failure', stderr: '' });
    expectHeading(main, 'proxy-not-started');
    await cleanUp(job, pool);
  });
});

describe('a proxy whose main does not finish', () => {
  onLinux('ends with main after SIGKILL', async () => {
    // Post looks for the user for 20 seconds.
    const { job, inputs, trackingId, pool } = await start({ clockSpeed: 10 });
    const when = waitUntil(() => processesOf(trackingId).some(isProxy));
    const main = await job.uses({ with: inputs, interrupt: { when, signal: 'SIGKILL' } });
    expect(main).toMatchObject({ signal: 'SIGKILL' });
    await waitUntil(() => processesOf(trackingId).length === 0);
    await job.post();
    expect(pool.users).toStrictEqual([]);
  });

  onLinux('ends with main after SIGINT, also during the probe', async () => {
    const probed = Promise.withResolvers<void>();
    const { job, inputs, apiUrl, pool } = await start({ listener: () => probed.resolve() });
    const main = await job.uses({
      with: { ...inputs, 'probe-url': `${apiUrl}/orders` },
      interrupt: { when: probed.promise, signal: 'SIGINT' },
    });
    expect(main).toMatchObject({ outcome: 'failure', signal: null });
    await cleanUp(job, pool);
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
  onLinuxDeep('may have ended by itself, after 24 hours', async () => {
    const { job, inputs, trackingId } = await start();
    const over = join(job.temp, '..', '24 hours are over');
    const code = `
      import { existsSync } from 'node:fs';
      import { createRequire, syncBuiltinESMExports } from 'node:module';
      const timers = createRequire(${JSON.stringify(import.meta.filename)})('node:timers/promises');
      const sleep = timers.setTimeout;
      const untilOver = async () => {
        while (!existsSync(${JSON.stringify(over)})) await sleep(10);
      };
      timers.setTimeout = (ms, ...rest) => ms === 24 * 3_600_000 ? untilOver() : sleep(ms, ...rest);
      syncBuiltinESMExports();`;
    const main = await job.uses({ with: inputs, env: { NODE_OPTIONS: preloadCode(code) } });
    expect(await callThrough(main)).toMatchObject({ status: 200 });
    writeFileSync(over, '');
    await waitUntil(() => processesOf(trackingId).length === 0);
    expectHeading(await onlyPost(job), 'proxy-ended');
  });

  onLinux.each([
    ['free', 'ECONNREFUSED'],
    ["another program's", 'UnknownAnswer'],
  ])('is one warning if its port is %s by then, and the user is deleted', async (owner, reason) => {
    const { job, inputs, pool, trackingId } = await start();
    const main = await job.uses({ with: inputs });
    killProcesses(trackingId, 'SIGKILL');
    // An ending process keeps its port for longer than its entry among the processes.
    while (await isListening(main)) {
      await sleep(10);
    }
    const other = createServer((_, response) => response.end('{"answers":{}}'));
    if (owner !== 'free') {
      other.listen(Number(new URL(main.outputs['PROXY_URL'] ?? '').port), '127.0.0.1');
    }
    const post = await onlyPost(job);
    expect(post.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining(reason) }]);
    expectHeading(post, 'proxy-ended');
    expect(pool.users).toStrictEqual([]);
    expect(await isListening(main)).toBe(owner !== 'free');
    other.close();
  });
});

function isListening({ outputs }: StepResult): Promise<boolean> {
  return fetch(outputs['PROXY_URL'] ?? '').then(
    () => true,
    () => false,
  );
}

/** Main has the same tracking ID. */
function isProxy({ commandLine }: RunningProcess): boolean {
  return /proxy.index\.js/.test(commandLine);
}

function killProcesses(trackingId: string, signal: NodeJS.Signals): void {
  for (const { id } of processesOf(trackingId)) {
    process.kill(id, signal);
  }
}
