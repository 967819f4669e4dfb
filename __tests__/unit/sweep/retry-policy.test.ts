import { describe, expect, it } from '@jest/globals';
import { retry } from '../../../src/platform/retry.ts';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import { createSweepRetryPolicy } from '../../../src/sweep/retry-policy.ts';
import { fakeClock, type Journal, seededRandom, serviceFailure } from '../fakes.ts';

async function run(
  failures: readonly Error[],
  random = seededRandom(1),
): Promise<{ outcome: unknown; tries: number; waits: number[] }> {
  const journal: Journal = [];
  const left = [...failures];
  let tries = 0;
  const work = () => {
    tries++;
    const failure = left.shift();
    return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
  };
  const outcome = await retry(work, createSweepRetryPolicy(random, new TimeLimit(fakeClock(journal)))).catch(
    (error: unknown) => error,
  );
  return { outcome, tries, waits: journal.map((line) => Number(line.replace('sleep ', ''))) };
}

describe('work that fails', () => {
  it('is done again after up to 1, 2, 4, 8 and 16 seconds', async () => {
    const failures = Array.from({ length: 5 }, () => serviceFailure('throttled'));
    const { waits } = await run(failures, { integerBelow: (limit) => limit - 1 });
    expect(waits).toStrictEqual([999, 1_999, 3_999, 7_999, 15_999]);
  });

  it('for passing reasons is done again, after longer and longer waits at most', async () => {
    const failures = (['throttled', 'network-failed', 'service-failed', 'answer-unreadable', 'throttled'] as const).map(
      (code) => serviceFailure(code),
    );
    const { outcome, tries, waits } = await run(failures);
    expect({ outcome, tries }).toEqual({ outcome: 'done', tries: 6 });
    expect(waits).toHaveLength(5);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeLessThan(1000 * 2 ** index);
    }
    // Random, so that sweeps that failed together do not come back together.
    expect(new Set(waits.map((wait, index) => wait / 2 ** index)).size).toBe(5);
  });

  it('six times rejects with the last failure', async () => {
    const failures = Array.from({ length: 6 }, () => serviceFailure('throttled'));
    expect(await run(failures)).toMatchObject({ outcome: failures[5], tries: 6 });
  });

  it('for a lasting reason is not done again', async () => {
    const failure = serviceFailure('access-denied');
    expect(await run([failure])).toEqual({ outcome: failure, tries: 1, waits: [] });
  });
});
