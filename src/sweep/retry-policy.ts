import type { Random } from '../platform/ports.ts';
import { exponentialBackoff, isTransient, type RetryPolicy } from '../platform/retry.ts';
import type { TimeLimit } from '../platform/time-limit.ts';

const FIRST_BACKOFF_MS = 1_000;

/** Makes 6 attempts, with pauses of up to 1, 2, 4, 8 and 16 seconds: the sweep has no deadline. */
export function createSweepRetryPolicy(random: Random, timeLimit: TimeLimit): RetryPolicy {
  return { shouldRetry: isTransient, maxAttempts: 6, delayMs: exponentialBackoff(random, FIRST_BACKOFF_MS), timeLimit };
}
