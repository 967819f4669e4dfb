/**
 * The proxy of `proxy-to`: added latency, requests a second, CPU and memory, compared with no proxy and with
 * known proxies. Linux only.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createIdentityPool } from '../../__tests__/support/identity-pool.ts';
import { processesOf } from '../../__tests__/support/job-processes.ts';
import { type BenchmarkEnvironment, inTurns, millisecondsOf } from './environment.ts';
import { KNOWN_PROXIES, startKnownProxy } from './known-proxies.ts';

type Load = Awaited<ReturnType<typeof load>>;

export type ProxyFigures = Awaited<ReturnType<typeof proxyAt>>;

export const DIRECT = 'direct';
export const PROXIED = '`proxy-to`';
const SIGNED = '`proxy-to` with `proxy-auth: sigv4`';

/** Requests at once. */
export const CONNECTIONS = [1, 16, 64];
const WARM_UP = 10_000;
const CLOCK_TICKS_PER_SECOND = 100;

/** @param requests at each number of connections, for each contender */
export async function proxyAt(environment: BenchmarkEnvironment, requests: number, rounds: number) {
  const { job, inputs } = environment;
  const trackingId = `benchmark-${process.pid}`;
  job.env['RUNNER_TRACKING_ID'] = trackingId;
  const api = fork(join(import.meta.dirname, 'api.mjs'));
  const [{ port }] = await once(api, 'message');
  const target = `http://127.0.0.1:${port}`;
  const withProxy = { ...inputs, 'proxy-to': target };
  const main = await inTurns(
    {
      'without proxy': async () => [millisecondsOf(await job.uses({ with: inputs }))],
      'with proxy': async () => {
        const step = await job.uses({ with: withProxy });
        await job.post();
        return [millisecondsOf(step)];
      },
    },
    rounds,
  );

  const urlOf = async (more: Readonly<Record<string, string>> = {}) =>
    (await job.uses({ with: { ...withProxy, ...more } })).outputs['PROXY_URL'] ?? '';
  const url = await urlOf();
  const [{ id } = { id: Number.NaN }] = processesOf(trackingId);
  const signing = { 'proxy-auth': 'sigv4', 'identity-pool-id': createIdentityPool(environment).id };
  const contenders: Record<string, string> = { [DIRECT]: target, [PROXIED]: url, [SIGNED]: await urlOf(signing) };
  const ends: (() => Promise<void>)[] = [];
  for (const [command, known] of Object.entries(KNOWN_PROXIES)) {
    const running = await startKnownProxy(command, known, target);
    if (running !== undefined) {
      contenders[command] = running.url;
      ends.push(running.end);
    }
  }
  for (const contender of Object.values(contenders)) {
    await load(contender, Math.max(...CONNECTIONS), WARM_UP);
  }
  const [memoryBefore, cpuBefore] = [memoryOf(id), cpuOf(id)];
  const loads: Record<string, Load[]> = {};
  for (const connections of CONNECTIONS) {
    for (const [name, contender] of Object.entries(contenders)) {
      loads[name] = [...(loads[name] ?? []), await load(contender, connections, requests)];
    }
  }
  const total = requests * CONNECTIONS.length;
  const memory = [memoryBefore, memoryOf(id)] as const;
  const cpuMicrosecondsPerRequest = ((cpuOf(id) - cpuBefore) / total) * 1e6;
  for (const end of ends) {
    await end();
  }
  await job.post();
  api.disconnect();
  return {
    /** By contender: {@link DIRECT}, {@link PROXIED}, {@link SIGNED}, and the known proxies that were found. */
    loads,
    /** After a warm-up with all connections, and at the end, in megabytes. */
    memory,
    cpuMicrosecondsPerRequest,
    requests: total,
    /** Main without and with the proxy, in milliseconds. */
    main,
  };
}

/** Sends requests over kept connections, one at a time on each. */
async function load(url: string, connections: number, requests: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const milliseconds: number[] = [];
  let left = requests;
  const start = performance.now();
  const worker = async () => {
    while (left > 0) {
      left--;
      const sentAt = performance.now();
      await get(url, agent);
      milliseconds.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const percentile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { connections, requestsPerSecond: requests / seconds, p50Ms: percentile(0.5), p99Ms: percentile(0.99) };
}

async function get(url: string, agent: Agent): Promise<void> {
  const [answer] = await once(request(`${url}/orders?limit=20`, { agent }).end(), 'response');
  answer.resume();
  await once(answer, 'end');
  assert.equal(answer.statusCode, 200);
}

/** @returns megabytes */
function memoryOf(id: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1000;
}

/** @returns seconds of CPU time */
function cpuOf(id: number): number {
  const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}
