// Verify that the proxy starts with main, serves the steps of the job, and ends with it, whatever happens in between.
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from 'action-runner';
import { freePort } from 'cognito-emulator/loopback';
import { fastClock } from '../../support/clocks.ts';
import { onlyPost, operationsOf } from '../../support/fixture.ts';
import { processesOf, type RunningProcess } from '../../support/job-processes.ts';
import { preload, preloadCode } from '../../support/preload.ts';
import { callThrough, isListening, type ProxiedApi, useProxiedApi } from '../../support/proxied-api.ts';
import { REPOSITORY_ROOT } from '../../support/repository.ts';
import { firstOf, itDeep } from '../../support/sample.ts';
import { useServers } from '../../support/test-servers.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { useHeadings } from '../catalogue/headings.ts';

const startApi = useProxiedApi();
const startServer = useServers();
const expectHeading = useHeadings('proxy-to/lifecycle.test.ts');

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

  itDeep('can have two proxies, each with its own port and token', async () => {
    const { job, inputs, apiUrl, tokens } = await start();
    const [first, second] = [await job.uses({ with: inputs }), await job.uses({ with: inputs })];
    expect(first.outputs['PROXY_URL']).not.toBe(second.outputs['PROXY_URL']);
    await callThrough(first);
    await callThrough(second);
    expect(tokens).toStrictEqual([`Bearer ${first.outputs['ID_TOKEN']}`, `Bearer ${second.outputs['ID_TOKEN']}`]);
    const post = { log: expect.stringContaining('Stopped the proxy. Requests: 1 (2xx: 1).') };
    expect(await job.post()).toMatchObject([post, post]);
    expect(apiUrl).not.toBe(first.outputs['PROXY_URL']);
  });

  it('can choose the port, and exports the URL like every output', async () => {
    const { job, inputs } = await start();
    const port = await freePort();
    const main = await job.uses({
      with: { ...inputs, 'proxy-port': String(port), 'env-prefix': 'X_', 'postman-environment': 'true' },
    });
    expect(main.outputs['PROXY_URL']).toBe(`http://127.0.0.1:${port}`);
    expect(main.exported['X_PROXY_URL']).toBe(main.outputs['PROXY_URL']);
    await onlyPost(job);
  });

  itDeep('without proxy-to has no process but main and post', async () => {
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
    const main = await job.uses({ with: inputs, env: { NODE_OPTIONS: preloadCode(code) } });
    expect(main).toMatchObject({ outcome: 'failure', stderr: '' });
    expectHeading(main, 'proxy-not-started');
    expect(await onlyPost(job)).toMatchObject({ annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });
});

describe('a proxy whose main does not finish', () => {
  const points = ['its start', 'AdminCreateUser', 'AdminSetUserPassword', 'InitiateAuth', 'the probe'].filter(
    (point) => IS_LINUX || point !== 'its start',
  );

  async function interrupt(point: string, signal: 'SIGINT' | 'SIGKILL') {
    const probed = Promise.withResolvers<void>();
    const api = await start({ listener: () => probed.resolve() });
    const { emulator, apiUrl, trackingId } = api;
    const started = () => waitUntil(() => processesOf(trackingId).some(isProxy));
    const when = { 'its start': started, 'the probe': () => probed.promise }[point] ?? emulator.nextRequest;
    const main = await api.job.uses({
      with: { ...api.inputs, 'probe-url': `${apiUrl}/orders` },
      interrupt: { when: when(point), signal },
    });
    return { ...api, main };
  }

  it.each(firstOf(points))('ends with main if main is killed at %s', async (point) => {
    const { job, main, trackingId, pool } = await interrupt(point, 'SIGKILL');
    expect(main).toMatchObject({ signal: 'SIGKILL' });
    await waitUntil(() => !IS_LINUX || processesOf(trackingId).length === 0);
    await job.post();
    expect(pool.users).toStrictEqual([]);
  });

  it.each(firstOf(points))('ends with main if the run is cancelled at %s', async (point) => {
    const { job, main, trackingId, pool } = await interrupt(point, 'SIGINT');
    expect(main).toMatchObject({ outcome: 'failure', signal: null });
    await waitUntil(() => !IS_LINUX || processesOf(trackingId).length === 0);
    expect(await onlyPost(job)).toMatchObject({ annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });

  itDeep('ends with main if the sign-in fails', async () => {
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

onLinuxDeep('a cancelled post deletes the user also if the proxy hangs', async () => {
  const { job, inputs, pool, trackingId } = await start();
  await job.uses({ with: inputs });
  killProcesses(trackingId, 'SIGSTOP');
  // Half as fast, because the machine may be busy.
  const { env } = fastClock(0.5);
  const NODE_OPTIONS = preload(SIGNAL_AT_LOAD, env['NODE_OPTIONS']);
  Object.assign(job.env, { ...env, NODE_OPTIONS, SIGNAL_AT_LOAD: 'SIGINT' });
  const post = await onlyPost(job);
  expectHeading(post, 'proxy-ended');
  expect(post).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
  expect(pool.users).toStrictEqual([]);
  killProcesses(trackingId, 'SIGKILL');
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

  onLinuxDeep('is a warning also if another program has its port by now, which is left alone', async () => {
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
  onLinuxDeep('has a proxy that outlives a killed runner', async () => {
    const { job, inputs, env, emulator, trackingId } = await start();
    const code = `
      import { startJob } from 'action-runner';
      const job = startJob(${JSON.stringify({ env: { ...env, RUNNER_TRACKING_ID: trackingId } })});
      await job.uses(${JSON.stringify({ with: inputs })});`;
    const runner = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: REPOSITORY_ROOT,
      env: { ...process.env, TMPDIR: mkdtempSync(join(job.temp, '..', 'killed-runner-')) },
      stdio: 'ignore',
    });
    await emulator.nextRequest('InitiateAuth');
    runner.kill('SIGKILL');
    await waitUntil(() => processesOf(trackingId).map(isProxy).join() === 'true');
    killProcesses(trackingId, 'SIGKILL');
  });

  onLinuxDeep('leaves a process that the runner ends by its tracking ID', async () => {
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

/** Main has the same tracking ID. */
function isProxy({ commandLine }: RunningProcess): boolean {
  return /proxy.index\.js/.test(commandLine);
}

function killProcesses(trackingId: string, signal: NodeJS.Signals): void {
  for (const { id } of processesOf(trackingId)) {
    process.kill(id, signal);
  }
}
