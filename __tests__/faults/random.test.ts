// Verify, for random sequences of faults, that nobody is left behind. FAULTS_SEED repeats a run.
import { randomInt } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { createSeededRandom } from '../support/seeded-random.ts';
import { FAULTS, STORIES, useStories } from './scenarios.ts';

const begin = useStories();

const SEQUENCES = 200;
/** So many a test, so that none takes long on a busy machine. */
const SEQUENCES_IN_A_TEST = 10;
const FIRST_SEQUENCES = Array.from(
  { length: SEQUENCES / SEQUENCES_IN_A_TEST },
  (_, test) => test * SEQUENCES_IN_A_TEST,
);
/** 15 seconds without an answer go by in one and a half. That a code comes too late by then is one fault more. */
const CLOCK_SPEED = 10;
const seed = Number(process.env['FAULTS_SEED'] ?? randomInt(2 ** 31));

const SIGNALS = [undefined, undefined, undefined, 'SIGINT', 'SIGTERM', 'SIGKILL'] as const;

it.each(FIRST_SEQUENCES)(
  `leaves nobody behind in random sequences of faults from %i on (FAULTS_SEED=${seed})`,
  async (first) => {
    const stories = Object.values(STORIES);
    for (let sequence = first; sequence < first + SEQUENCES_IN_A_TEST; sequence++) {
      const pick = createSeededRandom(seed + sequence);
      const story = stories[pick(stories.length)];
      if (story === undefined) {
        throw new Error('there is no such story');
      }
      const { emulator, pool, job, with: inputs } = await begin(story, { clockSpeed: CLOCK_SPEED });
      const operations = [...story.calls, 'AdminDeleteUser', 'InitiateAuth', '*'];
      const plan: string[] = [];
      for (let faults = pick(5) + 1; faults > 0; faults--) {
        const operation = operations[pick(operations.length)] ?? '*';
        const kind = FAULTS[pick(FAULTS.length)] ?? 'reset';
        // Hanging takes the longest, and post has 50 seconds.
        const times = kind === 'hang' ? 1 : pick(2) + 1;
        plan.push(`${operation} ${kind} ${times}`);
        emulator.injectFault({ operation, kind, times });
      }
      const signal = SIGNALS[pick(SIGNALS.length)];
      const when = emulator.nextRequest(story.calls[pick(story.calls.length)] ?? '*');
      const main = await job.uses({ with: inputs, ...(signal === undefined ? {} : { interrupt: { when, signal } }) });
      const [post] = await job.end();
      const seen = { sequence, plan, signal, main: main.log, post: post?.log, users: pool.users.length };
      expect(seen).toMatchObject({ users: 0 });
    }
  },
  300_000,
);
