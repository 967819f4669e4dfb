// Verify that no user is left behind after random sequences of faults. FAULTS_SEED repeats a run.
import { randomInt } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { FAULTS, MAIN_JOBS, type MainJob, SILENT_FAULTS, useMainJobs } from '../support/main-jobs.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

const startMainJob = useMainJobs();

const SEQUENCES = 100;
/** Small enough that no test takes long on a busy machine. */
const SEQUENCES_PER_TEST = 10;
const FIRST_SEQUENCES = Array.from({ length: SEQUENCES / SEQUENCES_PER_TEST }, (_, test) => test * SEQUENCES_PER_TEST);
/** Shortens a request timeout of 15 seconds to 1.5. A TOTP code that expires meanwhile is one more fault. */
const CLOCK_SPEED = 10;
const seed = Number(process.env['FAULTS_SEED'] ?? randomInt(2 ** 31));

const SIGNALS = [undefined, undefined, undefined, 'SIGINT', 'SIGTERM', 'SIGKILL'] as const;

it.each(FIRST_SEQUENCES)(
  `leaves no user behind after random sequences of faults, from sequence %i on (FAULTS_SEED=${seed})`,
  async (first) => {
    const mainJobs = Object.values<MainJob>(MAIN_JOBS);
    for (let sequence = first; sequence < first + SEQUENCES_PER_TEST; sequence++) {
      const pick = createSeededRandom(seed + sequence);
      const mainJob = mainJobs[pick(mainJobs.length)];
      if (mainJob === undefined) {
        throw new Error('there is no such job');
      }
      const { emulator, pool, job, with: inputs } = await startMainJob(mainJob, { clockSpeed: CLOCK_SPEED });
      const operations = [...mainJob.calls, 'AdminDeleteUser', 'InitiateAuth', '*'];
      const plan: string[] = [];
      for (let faults = pick(5) + 1; faults > 0; faults--) {
        const operation = operations[pick(operations.length)] ?? '*';
        const kind = FAULTS[pick(FAULTS.length)] ?? 'reset';
        // A hanging call takes the longest, and post has 50 seconds.
        const times = SILENT_FAULTS.includes(kind) ? 1 : pick(2) + 1;
        plan.push(`${operation} ${kind} ${times}`);
        emulator.injectFault({ operation, kind, times });
      }
      const signal = SIGNALS[pick(SIGNALS.length)];
      const when = emulator.nextRequest(mainJob.calls[pick(mainJob.calls.length)] ?? '*');
      const main = await job.uses({ with: inputs, ...(signal === undefined ? {} : { interrupt: { when, signal } }) });
      const [post] = await job.end();
      const seen = { sequence, plan, signal, main: main.log, post: post?.log, users: pool.users.length };
      expect(seen).toMatchObject({ users: 0 });
    }
  },
  300_000,
);
