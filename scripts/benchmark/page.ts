/** docs/performance.md. */
import { availableParallelism, cpus, totalmem, type } from 'node:os';
import { median } from '../median.ts';
import type { Growth } from './growth.ts';
import type { Samples } from './rounds.ts';
import { growthRatio, type Results, ratio, targetsOf } from './targets.ts';

export function pageOf(results: Results): string {
  const { near, far, modes, usage, fleet, sweep, sizes, rounds, roundTripMs } = results;
  const kilobytes = (bytes: number) => `${whole(bytes / 1000)} kB`;
  return `# Performance

What the action adds to a job, and what you can change. \`npm run benchmark -- --write\` made this page, against an emulator on the same machine:
${machine()}. Times are medians of ${rounds} runs in turns. Compare the ratios, not the milliseconds.

## One step

${table(
  ['what', 'here', 'times the bare script', `over TLS, ${roundTripMs} ms away`, 'times the bare script'],
  [
    [
      'a bare script that makes the same three calls, signed by hand',
      ...pair(near, 'bare', 'bare'),
      ...pair(far, 'bare', 'bare'),
    ],
    ['a bare script on the AWS SDK', ...pair(near, 'sdk', 'bare'), ...pair(far, 'sdk', 'bare')],
    ['main, mode `ephemeral`', ...pair(near, 'main', 'bare'), ...pair(far, 'main', 'bare')],
    ['main, the second of the job', ...pair(near, 'second main', 'bare'), ...pair(far, 'second main', 'bare')],
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

Most of it is Node.js, which starts, and the AWS SDK, which loads.

${table(
  ['what', 'CPU', 'memory at its peak'],
  Object.entries(usage).map(([name, { cpuMilliseconds, peakMegabytes }]) => [
    NAMES[name] ?? name,
    `${whole(cpuMilliseconds)} ms`,
    `${whole(peakMegabytes)} MB`,
  ]),
)}

${table(
  ['size', ''],
  [
    ['the archive that the runner downloads, packed', kilobytes(sizes.archiveBytes)],
    ['`dist/`, readable', kilobytes(sizes.distBytes)],
    ['what main loads before it begins', kilobytes(sizes.loadedBytes.main)],
    ['what post loads', kilobytes(sizes.loadedBytes.post)],
  ],
)}

The login page, axios (for the probe and the user pool domain), roles, other AWS credentials and GitHub's client are files of their own, which are
loaded when they are used. While the rest loads, a connection to AWS is opened: main and post wait for two round trips less.

## Modes and auth flows

${table(
  ['main', 'here'],
  Object.entries(modes).map(([mode, values]) => [mode, `${whole(median(values))} ms`]),
)}

What else costs time:

- **An authenticator app** of an ephemeral user: three calls more. For a stored user whose code was used already, the next one comes after up to 31 seconds.
- **\`role-to-assume\`**: two calls more, in main and again in post.
- **\`probe-url\`**: two calls to your API. A busy one is waited for, 15 seconds at most.
- **Throttling**: everything in the AWS account shares Cognito's quotas: 25 changes of users a second. Main tries again until \`timeout-seconds\`, post for
  50 seconds.

## Many jobs, many users

${growthTable('jobs at once, main and post, at a tenth of the quotas', 'memory of a process at its peak', fleet)}

${growthTable('leftovers that the sweep deletes, at 10 a second', 'memory in use at its peak', sweep)}

## What makes it faster

- A runner in the region of the user pool. Each call takes one round trip, and all of them share one connection.
- No probe where the tests would find the same.
- One user for several test steps of a job. The outputs are good for all of them.

[The sweep](../sweep/README.md#how-fast-and-when-it-gives-up) has its own numbers. \`npm run test:sweep\` deletes 10,000 of 20,000 users.

## Targets

What the numbers should be. \`npm run benchmark\` fails where one is missed by more than 15 %.

${table(
  ['what', 'measured', 'target', ''],
  targetsOf(results).map(({ what, value, limit, isMet }) => [what, value, limit, isMet ? '' : 'missed']),
)}
`;
}

const NAMES: Readonly<Record<string, string>> = {
  bare: 'the bare script',
  sdk: 'the script on the SDK',
  'main, SRP': 'main with `USER_SRP_AUTH`',
  'post, SRP': 'its post',
};

function machine(): string {
  const date = new Date().toISOString().slice(0, 10);
  const model = cpus()[0]?.model.trim() ?? 'an unknown processor';
  return `${availableParallelism()} cores of ${model}, ${whole(totalmem() / 2 ** 30)} GB of memory, ${type()}, Node.js ${process.versions.node}, ${date}`;
}

function pair(samples: Samples, name: string, floor: string): [string, string] {
  return [`${whole(median(samples[name] ?? []))} ms`, ratio(samples, name, floor).toFixed(2)];
}

function growthTable(what: string, memory: string, grown: readonly Growth[]): string {
  return table(
    [what, 'took', 'times what that allows', memory],
    grown.map((growth) => [
      growth.count.toLocaleString('en-GB'),
      `${whole(growth.seconds)} s`,
      growthRatio(growth).toFixed(2),
      `${whole(growth.peakMegabytes)} MB`,
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function whole(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 0 });
}
