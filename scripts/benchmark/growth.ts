/** How the duration of many parallel jobs and of the sweep grows, compared with the time that the quotas allow. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { preload } from '../../__tests__/support/preload.ts';
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

/** Scales the quotas down, so that they limit the jobs and not this machine. */
const SCALE = 0.1;
/** Deletions have the smallest of the quotas, `UserUpdate` with 25 a second. */
const DELETIONS_PER_SECOND = 25 * SCALE;

const SWEEP_CLOCK_SPEED = 2;
const SWEEP_RATE = 10;
const HOUR_MS = 3_600_000;

/**
 * Runs main and post of `count` jobs in parallel.
 *
 * @throws {Error} if a step fails or a user is left
 */
export async function fleetOf(count: number): Promise<Growth> {
  const emulator = await startEmulator();
  const pool = emulator.createPool();
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] });
  emulator.setQuotas({ scale: SCALE });
  const env = {
    AWS_ENDPOINT_URL: emulator.url,
    ...credentialVariables(emulator.credentials),
    NODE_OPTIONS: preload(join(import.meta.dirname, 'usage.mjs')),
  };
  const peaks = await Promise.all(
    Array.from({ length: count }, async () => {
      const job = startJob({ env });
      const file = join(job.temp, '..', 'usage.json');
      job.env['USAGE_FILE'] = file;
      millisecondsOf(await job.uses({ with: { 'user-pool-id': pool.id, 'client-id': client.id } }));
      const peak = peakOf(file);
      (await job.post()).map(millisecondsOf);
      await job.end();
      return peak;
    }),
  );
  const { passed: deletions } = emulator.quotaUse('UserUpdate');
  const { passed: creations } = emulator.quotaUse('UserCreation');
  await emulator.close();
  if (pool.users.length > 0) {
    throw new Error(`${pool.users.length} users are left`);
  }
  return {
    count,
    seconds: ((deletions.at(-1) ?? Number.NaN) - (creations[0] ?? Number.NaN)) / 1000,
    allowedSeconds: count / DELETIONS_PER_SECOND,
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

function peakOf(file: string): number {
  const { memory }: { readonly memory: number } = JSON.parse(readFileSync(file, 'utf8'));
  return memory / 1e6;
}
