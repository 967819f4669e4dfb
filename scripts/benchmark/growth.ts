/** The duration of many users, jobs and deletions, compared with the time that the quotas allow. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { preload } from '../../__tests__/support/preload.ts';
import { root } from '../lib/root.ts';
import { leftoverName, runSweep } from '../sweep/run-sweep.ts';
import { millisecondsOf } from './rounds.ts';

export interface Growth {
  readonly count: number;
  readonly seconds: number;
  /** The shortest time that the quotas or `deletes-per-second` allow. */
  readonly allowedSeconds: number;
  /**
   * Peak memory: of parallel jobs, the largest resident set of their processes; else the heap after garbage collection.
   */
  readonly peakMegabytes: number;
}

export interface UsersOfAJob {
  readonly main: Growth;
  readonly post: Growth;
  readonly stateBytes: number;
}

/** The lowest quotas: by default, 30 passwords set and 25 users deleted per second. */
const SETS_PER_SECOND = 30;
const DELETIONS_PER_SECOND = 25;
/** Scales the quotas of parallel jobs down, so that they limit the jobs and not this machine. */
const FLEET_SCALE = 0.1;

const SWEEP_CLOCK_SPEED = 2;
const SWEEP_RATE = 10;
const HOUR_MS = 3_600_000;

/**
 * Runs main and post of a job with `count` users, at Cognito's default quotas.
 *
 * @throws {Error} if a step fails or a user is left
 */
export async function usersOf(count: number): Promise<UsersOfAJob> {
  const { env, inputs, close } = await startPool(1);
  const job = startJob({ env });
  const file = join(job.temp, '..', 'memory');
  const probe = preload(join(root, 'scripts', 'sweep', 'memory-probe.mjs'));
  Object.assign(job.env, { NODE_OPTIONS: probe, MEMORY_PROBE_FILE: file });

  const main = await job.uses({ with: { ...inputs, users: String(count) } });
  millisecondsOf(main);
  const mainPeak = heapPeakOf(file);
  (await job.post()).map(millisecondsOf);
  const postPeak = heapPeakOf(file);
  await job.end();
  const { creations, signIns, deletions } = await close();
  return {
    main: {
      count,
      seconds: secondsBetween(creations[0], signIns.at(-1)),
      allowedSeconds: count / SETS_PER_SECOND,
      peakMegabytes: mainPeak,
    },
    post: {
      count,
      seconds: secondsBetween(deletions[0], deletions.at(-1)),
      allowedSeconds: count / DELETIONS_PER_SECOND,
      peakMegabytes: postPeak,
    },
    stateBytes: Object.values(main.state).join('').length,
  };
}

/**
 * Runs main and post of `count` jobs in parallel.
 *
 * @throws {Error} if a step fails or a user is left
 */
export async function fleetOf(count: number): Promise<Growth> {
  const { env, inputs, close } = await startPool(FLEET_SCALE);
  const peaks = await Promise.all(
    Array.from({ length: count }, async () => {
      const job = startJob({ env: { ...env, NODE_OPTIONS: preload(join(import.meta.dirname, 'usage.mjs')) } });
      const file = join(job.temp, '..', 'usage.json');
      job.env['USAGE_FILE'] = file;
      millisecondsOf(await job.uses({ with: inputs }));
      const { memory }: { readonly memory: number } = JSON.parse(readFileSync(file, 'utf8'));
      (await job.post()).map(millisecondsOf);
      await job.end();
      return memory / 1e6;
    }),
  );
  const { creations, deletions } = await close();
  return {
    count,
    seconds: secondsBetween(creations[0], deletions.at(-1)),
    allowedSeconds: count / (DELETIONS_PER_SECOND * FLEET_SCALE),
    peakMegabytes: Math.max(...peaks),
  };
}

/**
 * Runs the sweep over `count` leftovers and as many other users.
 *
 * @throws {Error} if the step fails or the wrong users are left
 */
export async function sweepOf(count: number): Promise<Growth> {
  const { step, pool, seconds, heap } = await runSweep({
    clockSpeed: SWEEP_CLOCK_SPEED,
    deletesPerSecond: SWEEP_RATE,
    fill: (target, now) => {
      const createdAt = new Date(now - 48 * HOUR_MS);
      for (let run = 1; run <= count; run++) {
        for (const username of [leftoverName(run), `ada-${run}@example.com`]) {
          target.addUser({ username, password: 'Analytical-Engine-1843', createdAt });
        }
      }
    },
  });
  millisecondsOf(step);
  if (pool.users.length !== count) {
    throw new Error(`${pool.users.length} users are left instead of the ${count} that are not leftovers`);
  }
  return { count, seconds, allowedSeconds: count / SWEEP_RATE, peakMegabytes: Math.max(...heap) };
}

/** Starts an emulator with a share of Cognito's default quotas. */
async function startPool(scale: number) {
  const emulator = await startEmulator();
  const pool = emulator.createPool();
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] });
  emulator.setQuotas({ scale });
  return {
    env: { AWS_ENDPOINT_URL: emulator.url, ...credentialVariables(emulator.credentials) },
    inputs: { 'user-pool-id': pool.id, 'client-id': client.id },
    /** @returns the times of the requests that passed the quotas */
    async close() {
      await emulator.close();
      if (pool.users.length > 0) {
        throw new Error(`${pool.users.length} users are left`);
      }
      return {
        creations: emulator.quotaUse('UserCreation').passed,
        signIns: emulator.quotaUse('UserAuthentication').passed,
        deletions: emulator.quotaUse('UserUpdate').passed,
      };
    },
  };
}

function secondsBetween(from = Number.NaN, to = Number.NaN): number {
  return (to - from) / 1000;
}

/** Returns megabytes after garbage collections. */
function heapPeakOf(file: string): number {
  const [, ...heapBytes] = readFileSync(file, 'utf8').split('\n').map(Number);
  return Math.max(...heapBytes) / 1e6;
}
