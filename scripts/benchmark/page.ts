/** Generates docs/performance.md, and docs/maintaining/benchmark.md, which has the missed targets. */
import { availableParallelism, cpus, totalmem, type } from 'node:os';
import { table } from '../lib/markdown-table.ts';
import { median } from '../lib/median.ts';
import type { Samples } from './environment.ts';
import type { Growth } from './growth.ts';
import { KNOWN_PROXIES } from './known-proxies.ts';
import { CONNECTIONS, type ProxyFigures } from './proxy.ts';
import { type Results, ratio, targetsOf } from './targets.ts';

const FLEET = 'jobs, at a tenth of the quotas';

export function pageOf(results: Results): string {
  const { near, far, modes, rounds, roundTripMs, proxy } = results;
  const row = (what: string, name: string, baseline: string) => [
    what,
    ...pair(near, name, baseline),
    ...pair(far, name, baseline),
  ];
  return `# Performance

Measured with an emulator on the same machine: ${machine()}. Times are medians of ${rounds} runs in turns, in milliseconds. Compare the ratios to the bare script above.

## One step

${table(
  ['what', 'same machine', 'ratio', `over TLS, ${roundTripMs} ms away`, 'ratio'],
  [
    row('a bare script that makes the same three calls', 'bare', 'bare'),
    row('a bare script on the AWS SDK', 'sdk', 'bare'),
    row('main, mode `ephemeral`', 'main', 'bare'),
    row('main, second in the job', 'second main', 'bare'),
    row('a bare script that deletes a user', 'bare deletion', 'bare deletion'),
    row('post', 'post', 'bare deletion'),
    ...(near['AWS CLI'] ? [['the AWS CLI, a process for each call', ...pair(near, 'AWS CLI', 'bare'), '', '']] : []),
  ],
)}

Most of this time is the start of Node.js and the loading of the AWS SDK.

## Modes and auth flows

${table(
  ['main', 'same machine'],
  Object.entries(modes).map(([mode, values]) => [mode, whole(median(values))]),
)}

These take more time:

- **An authenticator app**: three more calls for an ephemeral user; for a stored user up to 31 seconds if the current code was already used.
- **\`role-to-assume\`**: two more calls in main, two in post.
- **\`probe-url\`**: two calls to your API, up to 15 seconds if it is busy.
- **Throttling**: the whole AWS account shares Cognito's quotas. Main retries until \`timeout-seconds\`, post for 50 seconds.

${proxy === undefined ? '' : proxySection(proxy)}
## What makes it faster

- Use a runner in the region of the user pool: each call takes one round trip.
- Use one user for several test steps of a job.
`;
}

export function targetsPageOf(results: Results): string {
  const { users, fleet } = results.scale ?? {};
  const scale = { 'users, main': users?.at(-1)?.main, 'users, post': users?.at(-1)?.post, [FLEET]: fleet };
  return `# Benchmark

\`npm run benchmark -- --write\` generates this page and [performance](../performance.md). It prints all targets, and fails if a number misses its target by
more than 25 %. Missed targets:

${table(
  ['what', 'measured', 'target'],
  targetsOf(results)
    .filter(({ isMet }) => !isMet)
    .map(({ what, value, limit }) => [what, value, limit]),
)}

## At scale

${table(
  ['what', 's', 'times the minimum', 'peak heap (jobs: process), MB'],
  Object.entries(scale).flatMap(([what, growth]) => (growth ? [growthRow(what, growth)] : [])),
)}
`;
}

export function proxySection({ loads, memory, cpuMicrosecondsPerRequest, requests, main }: ProxyFigures): string {
  const rows = Object.entries(loads).map(([name, measured]) => [
    name,
    ...measured.map(({ requestsPerSecond }) => whole(requestsPerSecond)),
    ...measured.slice(0, 1).flatMap(({ p50Ms, p99Ms }) => [p50Ms.toFixed(2), p99Ms.toFixed(2)]),
  ]);
  const missing = Object.entries(KNOWN_PROXIES).filter(([name]) => loads[name] === undefined);
  const added = median(main['with proxy'] ?? []) - median(main['without proxy'] ?? []);
  const [before, after] = memory;
  return `## The proxy

An API on the same machine, with kept connections. The caller, the API and the proxy share the cores. nginx adds a fixed header, with one worker.
\`aws-sigv4-proxy\` signs as \`proxy-auth: sigv4\` does.

${table(
  [
    'proxy',
    ...CONNECTIONS.map((count) => `requests a second, ${count} at once`),
    'median ms, 1 at once',
    '99th percentile ms, 1 at once',
  ],
  [...rows, ...missing.map(([name, { installation }]) => [name, `not measured: install it from ${installation}`])],
)}

\`proxy-to\` takes ${whole(cpuMicrosecondsPerRequest)} µs of CPU a request, and ${whole(after)} MB of memory after ${whole(requests)} requests (${whole(before)} MB before). It
adds ${whole(added)} ms to main.
`;
}

function machine(): string {
  const date = new Date().toISOString().slice(0, 10);
  const model = cpus()[0]?.model.trim() ?? 'an unknown processor';
  return `${availableParallelism()} cores of ${model}, ${whole(totalmem() / 2 ** 30)} GB of memory, ${type()}, Node.js ${process.versions.node}, ${date}`;
}

function pair(samples: Samples, name: string, baseline: string): [string, string] {
  return [whole(median(samples[name] ?? [])), ratio(samples, name, baseline).toFixed(2)];
}

function growthRow(what: string, { count, seconds, timesTheMinimum, peakMegabytes }: Growth): string[] {
  return [`${count} ${what}`, whole(seconds), timesTheMinimum.toFixed(2), whole(peakMegabytes)];
}

function whole(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 0 });
}
