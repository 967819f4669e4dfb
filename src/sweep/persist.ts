/**
 * Tries again what failed for a passing reason, for work that has no deadline: it waits up to 1, 2, 4, 8 and 16 seconds, with full jitter.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
import { hasTrait } from '../failures/action-error.ts';
import type { Random } from '../platform/ports.ts';
import { tryAgain } from '../platform/retry.ts';
import type { TimeLimit } from '../platform/time-limit.ts';

const MAX_TRIES = 6;
const FIRST_BACKOFF_MS = 1_000;

export interface Patience {
  readonly random: Random;
  readonly timeLimit: TimeLimit;
}

/** Rejects with the first failure that does not pass, with the sixth that does, or with `interrupted`. */
export function persist<Result>(work: () => Promise<Result>, { random, timeLimit }: Patience): Promise<Result> {
  return tryAgain(
    () => {
      timeLimit.assertTimeLeft();
      return work();
    },
    async (error, tries) => {
      if (tries === MAX_TRIES || !hasTrait(error, 'isTransient')) {
        throw error;
      }
      await timeLimit.sleep(random.integerBelow(FIRST_BACKOFF_MS * 2 ** (tries - 1)));
    },
  );
}
