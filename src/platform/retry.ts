/**
 * Tries calls again that failed for a passing reason, until the time limit: with full jitter, so that jobs that failed together do not come back
 * together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
import { describeProblem, hasTrait, isFailure } from '../failures/action-error.ts';
import type { Clock, Random } from './ports.ts';
import type { TimeLimit } from './time-limit.ts';

/** A call gets this long to be answered, connecting included. */
export const REQUEST_TIMEOUT_MS = 15_000;
const FIRST_BACKOFF_MS = 200;
const MAX_BACKOFF_MS = 3_000;

/** After so long without success, one line of log says what is going on. */
const SILENCE_MS = 5_000;

export interface RetryOptions {
  /** For calls that create something: when the run is cancelled, they may take a little longer, so that what they did is known. */
  readonly finishOnCancel?: boolean;
  /** How many requests a try makes at the most, one after the other: each has the time of a request. */
  readonly requests?: number;
  /** Which failures may pass, for a call that not every other may be made after. */
  passes?(error: unknown): boolean;
}

export interface RetryDeps {
  readonly timeLimit: TimeLimit;
  readonly random: Random;
  readonly clock: Clock;
  /** Tells why a call takes so long. */
  report(why: string): void;
}

export class Retry {
  readonly #deps: RetryDeps;

  constructor(deps: RetryDeps) {
    this.#deps = deps;
  }

  /** Rejects with the last failure once it does not pass or time is up, or with `interrupted`. */
  run<Result>(
    call: (signal: AbortSignal) => Promise<Result>,
    { finishOnCancel = false, requests = 1, passes = (error) => hasTrait(error, 'isTransient') }: RetryOptions = {},
  ): Promise<Result> {
    const { timeLimit, clock } = this.#deps;
    const longest = requests * REQUEST_TIMEOUT_MS;
    const silentUntil = clock.elapsed() + SILENCE_MS;
    let hasSpoken = false;
    let lastFailure: unknown;
    return tryAgain(
      async () => {
        this.#assertTimeLeft(lastFailure);
        const left = timeLimit.remainingMs();
        const timeout = clock.signalAfter(Math.min(left, longest));
        try {
          return await call(AbortSignal.any([timeout, timeLimit.signal(finishOnCancel)]));
        } catch (error) {
          // A try that had less than its time tells nothing of the other side.
          lastFailure = left < longest && timeout.aborted ? (lastFailure ?? error) : error;
          throw lastFailure;
        }
      },
      async (error, tries) => {
        if (!passes(error)) {
          throw error;
        }
        if (!hasSpoken && clock.elapsed() >= silentUntil) {
          hasSpoken = true;
          this.#deps.report(`Trying again until there is no more time for it: ${describeProblem(error)}`);
        }
        const most = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** tries);
        await timeLimit.sleepAfter(error, this.#deps.random.integerBelow(most));
      },
    );
  }

  /** That time is up tells less than what failed before. */
  #assertTimeLeft(lastFailure: unknown): void {
    try {
      this.#deps.timeLimit.assertTimeLeft();
    } catch (limit) {
      throw isFailure(limit, 'out-of-time') ? (lastFailure ?? limit) : limit;
    }
  }
}

/**
 * Does work until it comes to a good end.
 *
 * @param pauseAfter is handed each failure with the number of tries so far; it waits, or throws to end this
 */
export async function tryAgain<Result>(
  work: () => Promise<Result>,
  pauseAfter: (error: unknown, tries: number) => Promise<void>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      await pauseAfter(error, tries);
    }
  }
}

/** One try, for callers that try again themselves. What is under way when the run is cancelled may settle. */
export function oneTry({ timeLimit, clock }: Pick<RetryDeps, 'timeLimit' | 'clock'>): Pick<Retry, 'run'> {
  return {
    run: (call) => call(AbortSignal.any([clock.signalAfter(REQUEST_TIMEOUT_MS), timeLimit.signal(true)])),
  };
}
