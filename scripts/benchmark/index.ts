/**
 * Compares main and post with a bare script that makes the same calls, a script on the AWS SDK, and the AWS CLI.
 * Measures time, CPU and memory, near and far from the emulator and in each mode, and the time of many users and many
 * jobs. Everything runs as processes, in turns, against the strict emulator.
 *
 *   npm run benchmark [-- --quick | --write | --only proxy]
 *
 * `--quick` skips the AWS CLI, the modes, many users, the parallel jobs and the proxy. `--write` updates
 * docs/performance.md and docs/maintaining/benchmark.md. Exits with 1 if a target is missed by more than 25 %.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printHeading } from '../lib/heading.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { awsCliAt, bundleSdkScript, modesAt, stepsAt, usageAt } from './contenders.ts';
import { type BenchmarkEnvironment, inTurns, startEnvironment } from './environment.ts';
import { fleetAt, type UsersOfAJob, usersAt } from './growth.ts';
import { pageOf, proxySection, targetsPageOf } from './page.ts';
import { type ProxyFigures, proxyAt } from './proxy.ts';
import { proxyTargets, type Results, type Target, targetsOf } from './targets.ts';

const ROUNDS = 15;
const ROUND_TRIP_MS = 40;
const USERS = [20, 100, 500];
const FLEET = 80;
/** At each number of connections. */
const PROXIED_REQUESTS = 34_000;

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, write: { type: 'boolean' } },
});
if ((options.quick || options.only !== undefined) && options.write === true) {
  throw new Error('--write needs a whole run: leave out --quick and --only');
}
if (![undefined, 'proxy'].includes(options.only)) {
  throw new Error('--only can be proxy');
}

makeTemporaryFolder();
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
    rounds: ROUNDS,
    near: await inEnvironment('near', (environment) =>
      inTurns({ ...stepsAt(environment, sdkScript), ...(options.quick ? {} : awsCliAt(environment)) }, ROUNDS),
    ),
    far: await inEnvironment(
      `${ROUND_TRIP_MS} ms away`,
      (environment) => inTurns(stepsAt(environment, sdkScript), ROUNDS),
      ROUND_TRIP_MS,
    ),
    usage: await inEnvironment('CPU and memory', (environment) => usageAt(environment, ROUNDS)),
    modes: options.quick ? {} : await inEnvironment('modes', (environment) => inTurns(modesAt(environment), ROUNDS)),
    scale: options.quick ? undefined : await atScale(),
    proxy: options.quick ? undefined : await proxy(),
  };
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

function proxy(): Promise<ProxyFigures> {
  return inEnvironment('proxy', (environment) => proxyAt(environment, PROXIED_REQUESTS, ROUNDS));
}

async function inEnvironment<T>(
  title: string,
  measure: (environment: BenchmarkEnvironment) => Promise<T>,
  roundTripMs?: number,
): Promise<T> {
  printHeading(title);
  const environment = await startEnvironment(roundTripMs);
  const measured = await measure(environment);
  await environment.close();
  return measured;
}

async function atScale() {
  const users: UsersOfAJob[] = [];
  for (const count of USERS) {
    users.push(await inEnvironment(`a job with ${count} users`, (environment) => usersAt(environment, count)));
  }
  return { users, fleet: await inEnvironment(`${FLEET} parallel jobs`, (environment) => fleetAt(environment, FLEET)) };
}
