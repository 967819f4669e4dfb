import { describe, expect, it } from '@jest/globals';
import { retry } from '../../../src/platform/retry.ts';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import { createSweepRetryPolicy } from '../../../src/sweep/retry-policy.ts';
import { fakeClock, type Journal, seededRandom, serviceFailure } from '../fakes.ts';

async function run(
  failures: readonly Error[],
  random = seededRandom(1),
): Promise<{ outcome: unknown; attempts: number; waits: number[] }> {
  const journal: Journal = [];
  const remaining = [...failures];
  let attempts = 0;
  const operation = () => {
    attempts++;
    const failure = remaining.shift();
    return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
  };
  const outcome = await retry(operation, createSweepRetryPolicy(random, new TimeLimit(fakeClock(journal)))).catch(
    (error: unknown) => error,
  );
  return { outcome, attempts, waits: journal.map((line) => Number(line.replace('sleep ', ''))) };
}

describe('the retry policy of the sweep', () => {
  it('waits up to 1, 2, 4, 8 and 16 seconds between attempts', async () => {
    const failures = Array.from({ length: 5 }, () => serviceFailure('throttled'));
    const { waits } = await run(failures, { integerBelow: (limit) => limit - 1 });
    expect(waits).toStrictEqual([999, 1_999, 3_999, 7_999, 15_999]);
  });

  it('retries after transient failures, with random pauses', async () => {
    const failures = (['throttled', 'network-failed', 'service-failed', 'answer-unreadable', 'throttled'] as const).map(
      (code) => serviceFailure(code),
    );
    const { outcome, attempts, waits } = await run(failures);
    expect({ outcome, attempts }).toEqual({ outcome: 'done', attempts: 6 });
    expect(waits).toHaveLength(5);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeLessThan(1000 * 2 ** index);
    }
    // With fixed pauses, sweeps that failed together would retry together.
    expect(new Set(waits.map((wait, index) => wait / 2 ** index)).size).toBe(5);
  });

  it('rejects with the last failure after six attempts', async () => {
    const failures = Array.from({ length: 6 }, () => serviceFailure('throttled'));
    expect(await run(failures)).toMatchObject({ outcome: failures[5], attempts: 6 });
  });

  it('does not retry after a lasting failure', async () => {
    const failure = serviceFailure('access-denied');
    expect(await run([failure])).toEqual({ outcome: failure, attempts: 1, waits: [] });
  });
});
