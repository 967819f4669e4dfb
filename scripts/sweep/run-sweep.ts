/** Runs the sweep against the strict emulator with faster clocks, and measures deletions and memory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StepResult, startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import type { UserPool } from 'cognito-emulator/user-pool';
import { fastClock } from '../../__tests__/support/clocks.ts';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { preload } from '../../__tests__/support/preload.ts';
import { root } from '../lib/root.ts';

export interface SweepSettings {
  /** How much faster than real time the clocks of emulator and sweep run. */
  readonly clockSpeed: number;
  readonly deletesPerSecond: number;
  /** Adds the users to an e-mail pool. `now` is in milliseconds since 1970. */
  fill(pool: UserPool, now: number): void;
}

export interface SweepRun {
  readonly step: StepResult;
  readonly pool: UserPool;
  /** The times of the deletions, in milliseconds. */
  readonly deletes: readonly number[];
  /** The number of the other requests. */
  readonly pages: number;
  /** The time between the first and the last deletion. */
  readonly seconds: number;
  /** The heap after each garbage collection, in MB. */
  readonly heap: readonly number[];
  /** The largest resident set of the process, in MB. */
  readonly peak: number;
}

export async function runSweep({ clockSpeed, deletesPerSecond, fill }: SweepSettings): Promise<SweepRun> {
  const clock = fastClock(clockSpeed);
  const startedAt = clock.now();
  const emulator = await startEmulator({ now: () => clock.now() });
  const pool = emulator.createPool({ usernameAttributes: ['email'] });
  fill(pool, startedAt);
  const job = startJob({
    env: { AWS_ENDPOINT_URL: emulator.url, ...credentialVariables(emulator.credentials), ...clock.env },
  });
  const probeFile = join(job.temp, '..', 'memory');
  job.env['NODE_OPTIONS'] = preload(join(import.meta.dirname, 'memory-probe.mjs'), job.env['NODE_OPTIONS']);
  job.env['MEMORY_PROBE_FILE'] = probeFile;
  const step = await job.uses({
    action: join(root, 'sweep'),
    with: { 'user-pool-id': pool.id, 'deletes-per-second': String(deletesPerSecond) },
  });
  const [peak = Number.NaN, ...heap] = readFileSync(probeFile, 'utf8')
    .split('\n')
    .map((bytes) => Number(bytes) / 1e6);
  await job.end();
  await emulator.close();
  const deletes = emulator.requests.filter(({ operation }) => operation === 'AdminDeleteUser').map(({ at }) => at);
  const seconds = ((deletes.at(-1) ?? Number.NaN) - (deletes[0] ?? Number.NaN)) / 1000;
  return { step, pool, deletes, pages: emulator.requests.length - deletes.length, seconds, heap, peak };
}

/** Returns a username that the sweep recognises. */
export function leftoverName(run: number): string {
  return `gha-${run}-1-a2b3c4d5e6f7g2h3i4j5k6l7mn@example.com`;
}
