/**
 * Tries calls again that failed for a passing reason, until the time limit: with full jitter, so that jobs that failed together do not come back
 * together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
import { ActionError, isFailure } from '../failures/action-error.ts';
import type { ErrorCode } from '../failures/failure.ts';
import type { Random } from './ports.ts';
import type { TimeLimit } from './time-limit.ts';

/** A call gets this long to be answered, connecting included. */
export const REQUEST_TIMEOUT_IN_MS = 15_000;
const FIRST_BACKOFF_IN_MS = 200;
const LONGEST_BACKOFF_IN_MS = 3_000;

/** What may be otherwise a moment later. A rejected password is not among these: five of them lock the user. */
const PASSING: readonly ErrorCode[] = [
  'network-failed',
  'host-unknown',
  'proxy-failed',
  'service-failed',
  'concurrent-change',
  'throttled',
  'answer-unreadable',
  'probe-unanswered',
  'id-token-failed',
];

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
  run<Result>(
    call: (signal: AbortSignal) => Promise<Result>,
    { hasToSettle = false }: RetryOptions = {},
  ): Promise<Result> {
    let lastFailure: unknown;
    return tryAgain(
      async () => {
        this.#assertNotOver(lastFailure);
        const timeout = this.#timeout();
        try {
          return await call(AbortSignal.any([timeout.signal, this.#timeLimit.signal(hasToSettle)]));
        } catch (error) {
          // A try that had less than its time tells nothing of the other side.
          lastFailure = timeout.isShort && timeout.signal.aborted ? (lastFailure ?? error) : error;
          throw lastFailure;
        }
      },
      (error, tries) => this.#waitAfter(error, tries),
    );
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
    if (!isPassing(error)) {
      throw error;
    }
    const most = Math.min(LONGEST_BACKOFF_IN_MS, FIRST_BACKOFF_IN_MS * 2 ** tries);
    await this.#timeLimit.sleepAfter(error, this.#random.integerBelow(most));
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

/** Whether a failure may be over a moment later. */
export function isPassing(error: unknown): boolean {
  return error instanceof ActionError && PASSING.includes(error.failure.code);
}

/** One try, for callers that try again themselves. */
export const ONE_TRY: Pick<Retry, 'run'> = {
  run: (call) => call(AbortSignal.timeout(REQUEST_TIMEOUT_IN_MS)),
};
