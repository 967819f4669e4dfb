import { expect, it } from '@jest/globals';
import { retry } from '../../../src/platform/retry.ts';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import { createSweepRetryPolicy } from '../../../src/sweep/retry-policy.ts';
import { fakeClock, type Journal, serviceFailure } from '../fakes.ts';

it('the sweep makes six attempts, with random pauses of up to 1, 2, 4, 8 and 16 seconds between them', async () => {
  const journal: Journal = [];
  const longest = { integerBelow: (limit: number) => limit - 1 };
  const failures = Array.from({ length: 6 }, () => serviceFailure('throttled'));
  const remaining = [...failures];
  const policy = createSweepRetryPolicy(longest, new TimeLimit(fakeClock(journal)));
  await expect(retry(() => Promise.reject(remaining.shift()), policy)).rejects.toBe(failures[5]);
  expect(journal).toStrictEqual(['sleep 999', 'sleep 1999', 'sleep 3999', 'sleep 7999', 'sleep 15999']);
});
