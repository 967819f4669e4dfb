/** How the duration, memory and state of one job with many users grow, compared with the time that the quotas allow. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { preload } from '../../__tests__/support/preload.ts';
import { root } from '../lib/root.ts';
import type { Growth } from './growth.ts';
import { millisecondsOf } from './rounds.ts';

export interface UsersOfAJob {
  readonly main: Growth;
  readonly post: Growth;
  readonly stateBytes: number;
}

/** The lowest quotas: by default, 30 passwords set and 25 users deleted per second. */
const SETS_PER_SECOND = 30;
const DELETIONS_PER_SECOND = 25;

/**
 * Runs main and post of a job with `count` users, at Cognito's default quotas.
 *
 * @throws {Error} if a step fails or a user is left
 */
export async function usersOf(count: number): Promise<UsersOfAJob> {
  const emulator = await startEmulator();
  const pool = emulator.createPool();
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] });
  emulator.setQuotas({ scale: 1 });
  const job = startJob({ env: { AWS_ENDPOINT_URL: emulator.url, ...credentialVariables(emulator.credentials) } });
  const file = join(job.temp, '..', 'memory');
  const probe = preload(join(root, 'scripts', 'sweep', 'memory-probe.mjs'));
  Object.assign(job.env, { NODE_OPTIONS: probe, MEMORY_PROBE_FILE: file });

  const inputs = { 'user-pool-id': pool.id, 'client-id': client.id, users: String(count) };
  const main = await job.uses({ with: inputs });
  millisecondsOf(main);
  const mainPeak = heapPeakOf(file);
  (await job.post()).map(millisecondsOf);
  const postPeak = heapPeakOf(file);
  await job.end();
  const { passed: creations } = emulator.quotaUse('UserCreation');
  const { passed: signIns } = emulator.quotaUse('UserAuthentication');
  const { passed: deletions } = emulator.quotaUse('UserUpdate');
  await emulator.close();
  if (pool.users.length > 0) {
    throw new Error(`${pool.users.length} users are left`);
  }
  const seconds = (from = Number.NaN, to = Number.NaN) => (to - from) / 1000;
  return {
    main: {
      count,
      seconds: seconds(creations[0], signIns.at(-1)),
      allowedSeconds: count / SETS_PER_SECOND,
      peakMegabytes: mainPeak,
    },
    post: {
      count,
      seconds: seconds(deletions[0], deletions.at(-1)),
      allowedSeconds: count / DELETIONS_PER_SECOND,
      peakMegabytes: postPeak,
    },
    stateBytes: Object.values(main.state).join('').length,
  };
}

/** Returns megabytes after garbage collections. */
function heapPeakOf(file: string): number {
  const [, ...heapBytes] = readFileSync(file, 'utf8').split('\n').map(Number);
  return Math.max(...heapBytes) / 1e6;
}
