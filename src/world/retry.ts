/**
 * Tries calls again that failed for a passing reason, until the time limit: with full jitter, so that jobs that failed together do not come back
 * together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
import { isFailure, means } from '../failures/action-error.ts';
import type { Random } from './ports.ts';
import type { TimeLimit } from './time-limit.ts';

/** A call gets this long to be answered, connecting included. */
const REQUEST_TIMEOUT_IN_MS = 15_000;
const FIRST_BACKOFF_IN_MS = 200;
const LONGEST_BACKOFF_IN_MS = 3_000;

export interface RetryOptions {
  /** For calls that create something: when the run is cancelled, they may take a little longer, so that what they did is known. */
  readonly hasToSettle?: boolean;
}

export class Retry {
  readonly #timeLimit: TimeLimit;
  readonly #random: Random;

  constructor(timeLimit: TimeLimit, random: Random) {
    this.#timeLimit = timeLimit;
    this.#random = random;
  }

  /** Rejects with the last failure once it does not pass or time is up, or with `interrupted`. */
  async run<Result>(
    call: (signal: AbortSignal) => Promise<Result>,
    { hasToSettle = false }: RetryOptions = {},
  ): Promise<Result> {
    let lastFailure: unknown;
    for (let tries = 1; ; tries++) {
      this.#assertNotOver(lastFailure);
      const timeout = this.#timeout();
      try {
        return await call(AbortSignal.any([timeout.signal, this.#timeLimit.signal(hasToSettle)]));
      } catch (error) {
        // A try that had less than its time tells nothing of the other side.
        lastFailure = timeout.isShort && timeout.signal.aborted ? (lastFailure ?? error) : error;
        await this.#waitAfter(lastFailure, tries);
      }
    }
  }

  /** That time is up tells less than what failed before. */
  #assertNotOver(lastFailure: unknown): void {
    try {
      this.#timeLimit.assertNotOver();
    } catch (limit) {
      throw isFailure(limit, 'out-of-time') ? (lastFailure ?? limit) : limit;
    }
  }

  #timeout(): { signal: AbortSignal; isShort: boolean } {
    const left = this.#timeLimit.millisecondsLeft();
    const isShort = left < REQUEST_TIMEOUT_IN_MS;
    return { signal: AbortSignal.timeout(isShort ? left : REQUEST_TIMEOUT_IN_MS), isShort };
  }

  async #waitAfter(error: unknown, tries: number): Promise<void> {
    if (!means(error, 'passing')) {
      throw error;
    }
    const most = Math.min(LONGEST_BACKOFF_IN_MS, FIRST_BACKOFF_IN_MS * 2 ** tries);
    await this.#timeLimit.sleepAfter(error, this.#random.integerBelow(most));
  }
}

/** One try, for callers that try again themselves. */
export const ONE_TRY: Pick<Retry, 'run'> = {
  run: (call) => call(AbortSignal.timeout(REQUEST_TIMEOUT_IN_MS)),
};
