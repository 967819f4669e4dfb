/**
 * Compares main and post with a bare script that makes the same calls, a script on the AWS SDK, and the AWS CLI.
 * Measures time, CPU, memory and size, near and far from the emulator and in each mode, and how the time of many jobs
 * and of the sweep grows. Everything runs as processes, in turns, against the strict emulator.
 *
 *   npm run benchmark [-- --quick] [-- --rounds N] [-- --write]
 *   npm run benchmark -- --only proxy [--rounds N]
 *
 * `--quick` skips the AWS CLI, the modes, many users, the parallel jobs and the sweep. `--write` updates
 * docs/performance.md and docs/maintaining/benchmark.md. Exits with 1 if a target is missed by more than 25 %.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { printHeading } from '../lib/heading.ts';
import { root } from '../lib/root.ts';
import { awsCliAt, bundleSdkScript, stepsAt } from './contenders.ts';
import { startEnvironment } from './environment.ts';
import { fleetOf, type Growth, sweepOf } from './growth.ts';
import { modesAt } from './modes.ts';
import { pageOf, proxySection, targetsPageOf } from './page.ts';
import { type ProxyFigures, proxyAt } from './proxy.ts';
import { inTurns, type Samples } from './rounds.ts';
import { sizes } from './sizes.ts';
import { proxyTargets, type Results, type Target, targetsOf } from './targets.ts';
import { usageAt } from './usage.ts';
import { type UsersOfAJob, usersOf } from './users.ts';

const ROUND_TRIP_MS = 40;
const USERS = [20, 100, 500];
const FLEET = 20;
const SWEEP = 200;
/** At each number of connections. */
const PROXIED_REQUESTS = 34_000;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string', default: '15' },
    write: { type: 'boolean' },
  },
});
if ((options.quick || options.only !== undefined) && options.write === true) {
  throw new Error('--write needs a whole run: leave out --quick and --only');
}
if (![undefined, 'proxy'].includes(options.only)) {
  throw new Error('--only can be proxy');
}
const rounds = Number(options.rounds);

if (options.only === 'proxy') {
  const figures = await proxy();
  report(proxySection(figures), proxyTargets(figures));
} else {
  await all();
}

async function all(): Promise<void> {
  const sdkScript = bundleSdkScript();
  const results: Results = {
    roundTripMs: ROUND_TRIP_MS,
    rounds,
    near: await steps(sdkScript),
    far: await steps(sdkScript, ROUND_TRIP_MS),
    usage: await usage(sdkScript),
    modes: options.quick ? {} : await modes(),
    users: options.quick ? [] : await manyUsers(),
    fleet: options.quick ? [] : await growth('parallel jobs', fleetOf, FLEET),
    sweep: options.quick ? [] : await growth('leftovers for the sweep', sweepOf, SWEEP),
    proxy: options.quick ? undefined : await proxy(),
    sizes: sizes(),
  };
  rmSync(dirname(sdkScript), { recursive: true });
  const page = pageOf(results);
  report(page, targetsOf(results));
  if (options.write === true) {
    writeFileSync(join(root, 'docs', 'performance.md'), page);
    writeFileSync(join(root, 'docs', 'maintaining', 'benchmark.md'), targetsPageOf(results));
  }
}

function report(page: string, targets: readonly Target[]): void {
  console.log(page);
  for (const { what, value, limit, isMet } of targets) {
    console.log(`${isMet ? 'met   ' : 'MISSED'} ${what}: ${value} (${limit})`);
  }
  process.exitCode = targets.some(({ isFarOff }) => isFarOff) ? 1 : 0;
}

async function steps(sdkScript: string, roundTripMs?: number): Promise<Samples> {
  printHeading(roundTripMs === undefined ? 'near' : `${roundTripMs} ms away`);
  const environment = await startEnvironment(roundTripMs);
  const isNear = roundTripMs === undefined;
  const samples = await inTurns(
    { ...stepsAt(environment, sdkScript), ...(isNear && !options.quick ? awsCliAt(environment) : {}) },
    rounds,
  );
  await environment.close();
  return samples;
}

async function modes(): Promise<Samples> {
  printHeading('modes');
  const environment = await startEnvironment();
  const samples = await inTurns(modesAt(environment), rounds);
  await environment.close();
  return samples;
}

async function usage(sdkScript: string): Promise<Results['usage']> {
  printHeading('CPU and memory');
  const environment = await startEnvironment();
  const used = await usageAt(environment, sdkScript, rounds);
  await environment.close();
  return used;
}

async function proxy(): Promise<ProxyFigures> {
  printHeading('proxy');
  const environment = await startEnvironment();
  const figures = await proxyAt(environment, PROXIED_REQUESTS, rounds);
  await environment.close();
  return figures;
}

async function manyUsers(): Promise<UsersOfAJob[]> {
  const grown: UsersOfAJob[] = [];
  for (const count of USERS) {
    printHeading(`a job with ${count} users`);
    grown.push(await usersOf(count));
  }
  return grown;
}

async function growth(what: string, measure: (count: number) => Promise<Growth>, count: number): Promise<Growth[]> {
  const grown: Growth[] = [];
  for (const factor of [1, 2, 4]) {
    printHeading(`${factor * count} ${what}`);
    grown.push(await measure(factor * count));
  }
  return grown;
}
