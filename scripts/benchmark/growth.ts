/** How the duration of many parallel jobs and of the sweep grows, compared with the time that the quotas allow. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { fastClock } from '../../__tests__/support/clocks.ts';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { preload } from '../../__tests__/support/preload.ts';
import { root } from '../lib/root.ts';
import { millisecondsOf } from './rounds.ts';

export interface Growth {
  readonly count: number;
  readonly seconds: number;
  /** The shortest time that the quotas or `deletes-per-second` allow. */
  readonly allowedSeconds: number;
  /**
   * Peak memory: of a job, the largest resident set of its processes; of the sweep, its heap after garbage collection.
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
 * Runs the sweep over `count` leftovers and as many other users. The clocks of sweep and emulator run faster.
 *
 * @throws {Error} if the step fails or the wrong users are left
 */
export async function sweepOf(count: number): Promise<Growth> {
  const clock = fastClock(SWEEP_CLOCK_SPEED);
  const emulator = await startEmulator({ now: () => clock.now() });
  const pool = emulator.createPool({ usernameAttributes: ['email'] });
  const createdAt = new Date(clock.now() - 48 * HOUR_MS);
  for (let run = 1; run <= count; run++) {
    for (const username of [`gha-${run}-1-a2b3c4d5e6f7g2h3i4j5k6l7mn@example.com`, `ada-${run}@example.com`]) {
      pool.addUser({ username, password: 'Analytical-Engine-1843', createdAt });
    }
  }
  const job = startJob({
    env: { AWS_ENDPOINT_URL: emulator.url, ...credentialVariables(emulator.credentials), ...clock.env },
  });
  const file = join(job.temp, '..', 'memory');
  job.env['NODE_OPTIONS'] = preload(join(root, 'scripts', 'sweep', 'memory-probe.mjs'), job.env['NODE_OPTIONS']);
  job.env['MEMORY_PROBE_FILE'] = file;
  millisecondsOf(
    await job.uses({
      action: join(root, 'sweep'),
      with: { 'user-pool-id': pool.id, 'deletes-per-second': String(SWEEP_RATE) },
    }),
  );
  const [, ...heapBytes] = readFileSync(file, 'utf8').split('\n').map(Number);
  await job.end();
  await emulator.close();
  if (pool.users.length !== count) {
    throw new Error(`${pool.users.length} users are left instead of the ${count} that are not leftovers`);
  }
  const deletions = emulator.requests.filter(({ operation }) => operation === 'AdminDeleteUser').map(({ at }) => at);
  return {
    count,
    seconds: ((deletions.at(-1) ?? Number.NaN) - (deletions[0] ?? Number.NaN)) / 1000,
    allowedSeconds: count / SWEEP_RATE,
    peakMegabytes: Math.max(...heapBytes) / 1e6,
  };
}

function peakOf(file: string): number {
  const { memory }: { readonly memory: number } = JSON.parse(readFileSync(file, 'utf8'));
  return memory / 1e6;
}
