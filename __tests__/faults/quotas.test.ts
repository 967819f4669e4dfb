// Verify that a fleet of jobs gets through a quarter of Cognito's quotas: all sign in, none fails, none is left. How fast, and in what bursts, is printed.
import { expect, it } from '@jest/globals';
import { useFixtures } from '../support/fixture.ts';
import { startJob } from '../support/runner.ts';

const startFixture = useFixtures();

const JOBS = 40;
const SCALE = 0.25;
/** Slower than real time, so that no deadline passes while a busy machine starts so many processes. */
const CLOCK_SPEED = 0.25;
/** The scarcest: setting passwords (30 a second by default), and deleting users (25). */
const SETS_PER_SECOND = 30 * SCALE;
const DELETES_PER_SECOND = 25 * SCALE;

it(`${JOBS} jobs at once`, async () => {
  const { emulator, pool, env, inputs } = await startFixture({ clockSpeed: CLOCK_SPEED });
  emulator.setQuotas({ scale: SCALE });

  const outcomes = await Promise.all(
    Array.from({ length: JOBS }, async () => {
      const job = startJob({ env });
      const main = await job.uses({ with: inputs });
      const [post] = await job.end();
      return [main.outcome, main.annotations, post?.outcome, post?.annotations];
    }),
  );

  expect(outcomes).toStrictEqual(Array(JOBS).fill(['success', [], 'success', []]));
  expect(pool.users).toStrictEqual([]);

  // A job deletes after it has set a password, so the two quotas overlap: the slower one rules.
  const allowed = JOBS / Math.min(SETS_PER_SECOND, DELETES_PER_SECOND);
  // At the service. On a machine that has other work to do the times are its own: they are for people to read.
  const { passed: deletions, refused } = emulator.quotaUse('UserUpdate');
  const { passed: creations } = emulator.quotaUse('UserCreation');
  const seconds = ((deletions.at(-1) ?? Number.NaN) - (creations[0] ?? Number.NaN)) / 1000;
  const busiest = mostInOneTenthOfASecond(refused);
  process.stdout.write(
    `${JOBS} jobs in ${seconds.toFixed(1)} s, ${(seconds / allowed).toFixed(2)} times what the quotas allow (${allowed.toFixed(1)} s); ` +
      `of ${refused.length} refused deletions at most ${busiest} in a tenth of a second\n`,
  );
}, 600_000);

function mostInOneTenthOfASecond(times: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const time of times) {
    const tenth = Math.floor(time / 100);
    counts.set(tenth, (counts.get(tenth) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
