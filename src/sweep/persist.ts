/**
 * Tries again what failed for a passing reason, for work that has no deadline: it waits up to 1, 2, 4, 8 and 16 seconds, with full jitter.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
import { means } from '../failures/action-error.ts';
import type { Clock, Random } from '../world/ports.ts';

const MOST_TRIES = 6;
const FIRST_BACKOFF_IN_MS = 1_000;

export interface Patience {
  readonly random: Random;
  readonly clock: Clock;
}

/** Rejects with the first failure that does not pass, or with the sixth that does. */
export async function persist<Result>(work: () => Promise<Result>, { random, clock }: Patience): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === MOST_TRIES || !means(error, 'passing')) {
        throw error;
      }
      await clock.sleep(random.integerBelow(FIRST_BACKOFF_IN_MS * 2 ** (tries - 1)));
    }
  }
}
