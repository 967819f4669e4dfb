/** The duration of many users and jobs, compared with the time that Cognito's default quotas allow. */
import { startJob } from 'action-runner';
import { type BenchmarkEnvironment, millisecondsOf } from './environment.ts';
import { measureUsage } from './usage.ts';

export type Growth = ReturnType<typeof growthOf>;

export type UsersOfAJob = Awaited<ReturnType<typeof usersAt>>;

/** The lowest quotas: by default, 30 passwords set and 25 users deleted per second. */
const SETS_PER_SECOND = 30;
const DELETIONS_PER_SECOND = 25;
/** Scales the quotas of parallel jobs down, so that they limit the jobs and not this machine. */
const FLEET_SCALE = 0.1;

/**
 * Runs main and post of a job with `count` users.
 *
 * @throws {Error} if a step fails or a user is left
 */
export async function usersAt(environment: BenchmarkEnvironment, count: number) {
  const { emulator, job, inputs } = environment;
  emulator.setQuotas({ scale: 1 });
  const usage = measureUsage(job);
  const heapPeak = () => Math.max(...usage().heapMegabytes);
  const main = await job.uses({ with: { ...inputs, users: String(count) } });
  millisecondsOf(main);
  const mainPeak = heapPeak();
  (await job.post()).map(millisecondsOf);
  const { creations, signIns, deletions } = timesIn(environment);
  return {
    main: growthOf(count, [creations[0], signIns.at(-1)], SETS_PER_SECOND, mainPeak),
    post: growthOf(count, [deletions[0], deletions.at(-1)], DELETIONS_PER_SECOND, heapPeak()),
    stateBytes: Object.values(main.state).join('').length,
  };
}

/**
 * Runs main and post of `count` jobs in parallel.
 *
 * @throws {Error} if a step fails or a user is left
 */
export async function fleetAt(environment: BenchmarkEnvironment, count: number) {
  const { emulator, env, inputs } = environment;
  emulator.setQuotas({ scale: FLEET_SCALE });
  const peaks = Array.from({ length: count }, async () => {
    const job = startJob({ env });
    const usage = measureUsage(job);
    millisecondsOf(await job.uses({ with: inputs }));
    const { peakMegabytes } = usage();
    (await job.end()).map(millisecondsOf);
    return peakMegabytes;
  });
  const peakMegabytes = Math.max(...(await Promise.all(peaks)));
  const { creations, deletions } = timesIn(environment);
  return growthOf(count, [creations[0], deletions.at(-1)], DELETIONS_PER_SECOND * FLEET_SCALE, peakMegabytes);
}

/** @returns the times of the requests that passed the quotas */
function timesIn({ emulator, pool }: BenchmarkEnvironment) {
  if (pool.users.length > 0) {
    throw new Error(`${pool.users.length} users are left`);
  }
  return {
    creations: emulator.quotaUse('UserCreation').passed,
    signIns: emulator.quotaUse('UserAuthentication').passed,
    deletions: emulator.quotaUse('UserUpdate').passed,
  };
}

/**
 * @param interval begin and end, in milliseconds
 * @param perSecond the lowest quota
 * @param peakMegabytes of parallel jobs, the largest resident set of their processes; else the heap after garbage
 *   collection
 */
function growthOf(
  count: number,
  [from = Number.NaN, to = Number.NaN]: readonly (number | undefined)[],
  perSecond: number,
  peakMegabytes: number,
) {
  const [seconds, allowedSeconds] = [(to - from) / 1000, count / perSecond];
  return { count, seconds, timesTheMinimum: seconds / allowedSeconds, peakMegabytes };
}
