/** Generates docs/performance.md, and docs/maintaining/benchmark.md, which compares the numbers with their targets. */
import { availableParallelism, cpus, totalmem, type } from 'node:os';
import { table } from '../lib/markdown-table.ts';
import { median } from '../lib/median.ts';
import type { Growth } from './growth.ts';
import type { Load, ProxyFigures } from './proxy.ts';
import type { Samples } from './rounds.ts';
import { growthRatio, type Results, ratio, targetsOf } from './targets.ts';

export function pageOf(results: Results): string {
  const { near, far, modes, rounds, roundTripMs, proxy } = results;
  return `# Performance

What the action adds to a job, and how to make it faster. Measured with an emulator on the same machine: ${machine()}. Times are medians of ${rounds} runs in turns. Compare the ratios, not the milliseconds.

## One step

${table(
  ['what', 'same machine', 'times the bare script', `over TLS, ${roundTripMs} ms away`, 'times the bare script'],
  [
    [
      'a bare script that makes the same three calls, signed by hand',
      ...pair(near, 'bare', 'bare'),
      ...pair(far, 'bare', 'bare'),
    ],
    ['a bare script on the AWS SDK', ...pair(near, 'sdk', 'bare'), ...pair(far, 'sdk', 'bare')],
    ['main, mode `ephemeral`', ...pair(near, 'main', 'bare'), ...pair(far, 'main', 'bare')],
    ['main, second use in the job', ...pair(near, 'second main', 'bare'), ...pair(far, 'second main', 'bare')],
    [
      'a bare script that deletes a user',
      ...pair(near, 'bare deletion', 'bare deletion'),
      ...pair(far, 'bare deletion', 'bare deletion'),
    ],
    ['post', ...pair(near, 'post', 'bare deletion'), ...pair(far, 'post', 'bare deletion')],
    ...(near['AWS CLI'] === undefined
      ? []
      : [["the AWS CLI, a process for each of main's calls", ...pair(near, 'AWS CLI', 'bare'), '', '']]),
  ],
)}

Most of this time is the start of Node.js and the loading of the AWS SDK. Main and post open their connection to AWS while they load.

## Modes and auth flows

${table(
  ['main', 'same machine'],
  Object.entries(modes).map(([mode, values]) => [mode, `${whole(median(values))} ms`]),
)}

These take more time:

- **An authenticator app**: three more calls for an ephemeral user. For a stored user, up to 31 seconds if the current code was already used.
- **\`role-to-assume\`**: two more calls in main, and two in post.
- **\`probe-url\`**: two calls to your API, and up to 15 seconds if the API is busy.
- **Throttling**: everything in the AWS account shares Cognito's quotas, such as 25 changes of users a second. Main retries until \`timeout-seconds\`, post for
  50 seconds.

${proxy === undefined ? '' : proxySection(proxy)}
## What makes it faster

- Use a runner in the region of the user pool. Each call takes one round trip, and all calls share one connection.
- Leave out the probe if the tests find the same problems.
- Use one user for several test steps of a job. All steps can read the outputs.
`;
}

export function targetsPageOf(results: Results): string {
  const { users, fleet, sweep } = results;
  const kilobytes = (bytes: number) => `${whole(bytes / 1000)} kB`;
  return `# Benchmark

The numbers of [performance](../performance.md), compared with their targets. \`npm run benchmark -- --write\` generates both pages. It fails if a number
misses its target by more than 25 %.

${table(
  ['what', 'measured', 'target', ''],
  targetsOf(results).map(({ what, value, limit, isMet }) => [what, value, limit, isMet ? '' : 'missed']),
)}

## Many jobs, many users

${growthTable(
  'users of a job, main',
  'peak heap',
  users.map(({ main }) => main),
)}

${growthTable(
  'users of a job, post',
  'peak heap',
  users.map(({ post }) => post),
)}

The state of ${users.map(({ main, stateBytes }) => `${main.count} users has ${kilobytes(stateBytes)}`).join(', that of ')}.

${growthTable('parallel jobs, main and post, at a tenth of the quotas', 'peak memory of a process', fleet)}

${growthTable('leftovers that the sweep deletes, at 10 a second', 'peak heap', sweep)}
`;
}

function proxySection({ direct, proxied, memory, cpuMicrosecondsPerRequest, requests, main }: ProxyFigures): string {
  const row = (what: string) => (load: Load) => [
    `${load.connections}, ${what}`,
    whole(load.requestsPerSecond),
    `${load.p50Ms.toFixed(2)} ms`,
    `${load.p99Ms.toFixed(2)} ms`,
  ];
  const rows = direct.flatMap((load, index) => [load, ...proxied.slice(index, index + 1)]);
  const added = median(main['with proxy'] ?? []) - median(main['without proxy'] ?? []);
  const [before, after] = memory;
  return `## The proxy

An API on the same machine, with kept connections. The caller, the API and the proxy share the cores.

${table(
  ['connections', 'requests a second', 'median', '99th percentile'],
  rows.map((load, index) => row(index % 2 === 0 ? 'direct' : '`proxy-to`')(load)),
)}

It takes ${whole(cpuMicrosecondsPerRequest)} µs of CPU a request, and ${whole(after)} MB of memory after ${whole(requests)} requests (${whole(before)} MB before). It
adds ${whole(added)} ms to main.
`;
}

function machine(): string {
  const date = new Date().toISOString().slice(0, 10);
  const model = cpus()[0]?.model.trim() ?? 'an unknown processor';
  return `${availableParallelism()} cores of ${model}, ${whole(totalmem() / 2 ** 30)} GB of memory, ${type()}, Node.js ${process.versions.node}, ${date}`;
}

function pair(samples: Samples, name: string, baseline: string): [string, string] {
  return [`${whole(median(samples[name] ?? []))} ms`, ratio(samples, name, baseline).toFixed(2)];
}

function growthTable(what: string, memory: string, grown: readonly Growth[]): string {
  return table(
    [what, 'took', 'times the minimum', memory],
    grown.map((growth) => [
      growth.count.toLocaleString('en-GB'),
      `${whole(growth.seconds)} s`,
      growthRatio(growth).toFixed(2),
      `${whole(growth.peakMegabytes)} MB`,
    ]),
  );
}

function whole(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 0 });
}
