/**
 * Tries calls again that failed for a passing reason, until the time limit: with full jitter, so that jobs that failed together do not come back
 * together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
import { ActionError, type ErrorCode, isFailure } from './errors.ts';
import type { Random } from './ports.ts';
import type { TimeLimit } from './time-limit.ts';

/** A call gets this long to be answered, connecting included. */
const REQUEST_TIMEOUT_IN_MS = 15_000;
const FIRST_BACKOFF_IN_MS = 200;
const LONGEST_BACKOFF_IN_MS = 3_000;

/** What may be otherwise a moment later. A rejected password is not among these: five of them lock the user. */
const PASSING: readonly ErrorCode[] = [
  'network-failed',
  'service-failed',
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
  async run<Result>(
    call: (signal: AbortSignal) => Promise<Result>,
    { hasToSettle = false }: RetryOptions = {},
  ): Promise<Result> {
    for (let tries = 1; ; tries++) {
      this.#timeLimit.assertNotOver();
      try {
        return await call(this.#signal(hasToSettle));
      } catch (error) {
        await this.#waitAfter(error, tries);
      }
    }
  }

  #signal(hasToSettle: boolean): AbortSignal {
    const timeout = AbortSignal.timeout(Math.min(REQUEST_TIMEOUT_IN_MS, this.#timeLimit.millisecondsLeft()));
    return AbortSignal.any([timeout, this.#timeLimit.signal(hasToSettle)]);
  }

  async #waitAfter(error: unknown, tries: number): Promise<void> {
    if (!isPassing(error)) {
      throw error;
    }
    const most = Math.min(LONGEST_BACKOFF_IN_MS, FIRST_BACKOFF_IN_MS * 2 ** tries);
    try {
      await this.#timeLimit.sleep(this.#random.integerBelow(most));
    } catch (limit) {
      // The failure tells more than that time is up.
      throw isFailure(limit, 'out-of-time') ? error : limit;
    }
  }
}

/** Whether a failure may be over a moment later. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof ActionError) || !PASSING.includes(error.failure.code)) {
    return false;
  }
  // Not a rate, but an hourly quota of one user.
  return !isServiceError(error, 'LimitExceededException');
}

/** One try, for callers that try again themselves. */
export const ONE_TRY: Pick<Retry, 'run'> = {
  run: (call) => call(AbortSignal.timeout(REQUEST_TIMEOUT_IN_MS)),
};

/** Whether it is a failed call, with this error name. */
export function isServiceError(error: unknown, errorName: string): boolean {
  return error instanceof ActionError && 'errorName' in error.failure && error.failure.errorName === errorName;
}
