/**
 * Tries calls again that failed for a passing reason, until the time limit: with full jitter, so that jobs that failed together do not come back
 * together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
import { findingOf, isFailure, means } from '../failures/action-error.ts';
import type { Clock, Random } from './ports.ts';
import type { TimeLimit } from './time-limit.ts';

/** A call gets this long to be answered, connecting included. */
export const REQUEST_TIMEOUT_IN_MS = 15_000;
const FIRST_BACKOFF_IN_MS = 200;
const LONGEST_BACKOFF_IN_MS = 3_000;

/** After so long without success, one line of log says what is going on. */
const SILENCE_IN_MS = 5_000;

export interface RetryOptions {
  /** For calls that create something: when the run is cancelled, they may take a little longer, so that what they did is known. */
  readonly hasToSettle?: boolean;
  /** How many requests a try makes at the most, one after the other: each has the time of a request. */
  readonly requests?: number;
  /** Which failures may pass, for a call that not every other may be made after. */
  passes?(error: unknown): boolean;
}

export interface RetryWorld {
  readonly timeLimit: TimeLimit;
  readonly random: Random;
  readonly clock: Clock;
  /** Tells why a call takes so long. */
  say(why: string): void;
}

export class Retry {
  readonly #world: RetryWorld;

  constructor(world: RetryWorld) {
    this.#world = world;
  }

  /** Rejects with the last failure once it does not pass or time is up, or with `interrupted`. */
  run<Result>(
    call: (signal: AbortSignal) => Promise<Result>,
    { hasToSettle = false, requests = 1, passes = (error) => means(error, 'passing') }: RetryOptions = {},
  ): Promise<Result> {
    const { timeLimit, clock } = this.#world;
    const longest = requests * REQUEST_TIMEOUT_IN_MS;
    const silentUntil = clock.elapsed() + SILENCE_IN_MS;
    let hasSpoken = false;
    let lastFailure: unknown;
    return tryAgain(
      async () => {
        this.#assertNotOver(lastFailure);
        const left = timeLimit.millisecondsLeft();
        const timeout = clock.signalAfter(Math.min(left, longest));
        try {
          return await call(AbortSignal.any([timeout, timeLimit.signal(hasToSettle)]));
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
          this.#world.say(`Trying again until there is no more time for it: ${findingOf(error)}`);
        }
        const most = Math.min(LONGEST_BACKOFF_IN_MS, FIRST_BACKOFF_IN_MS * 2 ** tries);
        await timeLimit.sleepAfter(error, this.#world.random.integerBelow(most));
      },
    );
  }

  /** That time is up tells less than what failed before. */
  #assertNotOver(lastFailure: unknown): void {
    try {
      this.#world.timeLimit.assertNotOver();
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
export function oneTry({ timeLimit, clock }: Pick<RetryWorld, 'timeLimit' | 'clock'>): Pick<Retry, 'run'> {
  return {
    run: (call) => call(AbortSignal.any([clock.signalAfter(REQUEST_TIMEOUT_IN_MS), timeLimit.signal(true)])),
  };
}
