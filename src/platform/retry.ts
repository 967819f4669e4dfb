import { describeProblem, hasTrait, isFailure } from '../failures/action-error.ts';
import type { PacerFor } from './pace.ts';
import type { Clock, Random } from './ports.ts';
import type { TimeLimit } from './time-limit.ts';

export interface RetryPolicy {
  shouldRetry(error: unknown, attempt: number): boolean;
  /** The attempts at most, the first included. Unlimited by default. */
  readonly maxAttempts?: number;
  /** Returns the pause before the next attempt, in milliseconds. There is none by default. */
  delayMs?(attempt: number, error: unknown): number;
  /** Ends attempts and pauses. */
  readonly timeLimit?: TimeLimit;
  /** Called before the pause. */
  onRetry?(error: unknown, delayMs: number): void;
}

/**
 * Runs an operation until it succeeds or the policy ends it. Rejects with the last failure, which says more than a bare
 * timeout, or with `interrupted`.
 *
 * @param operation receives the failure of the attempt before it
 */
export async function retry<Result>(
  operation: (lastFailure: unknown) => Promise<Result>,
  { shouldRetry, maxAttempts = Number.POSITIVE_INFINITY, delayMs = () => 0, timeLimit, onRetry }: RetryPolicy,
): Promise<Result> {
  let lastFailure: unknown;
  for (let attempt = 1; ; attempt++) {
    timeLimit?.assertTimeLeft(0, lastFailure);
    try {
      return await operation(lastFailure);
    } catch (error) {
      if (attempt >= maxAttempts || !shouldRetry(error, attempt)) {
        throw error;
      }
      lastFailure = error;
    }
    const milliseconds = delayMs(attempt, lastFailure);
    onRetry?.(lastFailure, milliseconds);
    await timeLimit?.sleep(milliseconds, lastFailure);
  }
}

export function isTransient(error: unknown): boolean {
  return hasTrait(error, 'isTransient');
}

/**
 * Returns delays that double from attempt to attempt, with full jitter, so that jobs that failed together do not retry
 * together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function exponentialBackoff(random: Random, firstMs: number, maxMs = Number.POSITIVE_INFINITY) {
  return (attempt: number) => random.integerBelow(Math.min(maxMs, firstMs * 2 ** (attempt - 1)));
}

/** The limit for one request, connecting included. */
export const REQUEST_TIMEOUT_MS = 15_000;
const FIRST_BACKOFF_MS = 400;
const MAX_BACKOFF_MS = 3_000;

/** A host name that is still unknown after this time does not exist. The next attempt is at most 3 seconds later. */
const MAX_UNKNOWN_HOST_MS = 6_000;

/** After this time without success, one line in the log explains the delay. Calls in parallel share a line. */
const REPORT_AFTER_MS = 5_000;

export interface CallPolicy extends Partial<Pick<RetryPolicy, 'shouldRetry' | 'maxAttempts'>> {
  /** Allows the call 5 more seconds when the run is cancelled, so that the outcome of its side effects is known. */
  readonly finishOnCancel?: boolean;
  /** Names the request quota that each attempt counts against. */
  readonly operation?: string;
  /** The sequential requests of one attempt at most. Each may take {@link REQUEST_TIMEOUT_MS}. */
  readonly requestsPerAttempt?: number;
}

/** For callers that retry themselves. A call under way may go on for 5 seconds after the run is cancelled. */
export const noRetry = { maxAttempts: 1, finishOnCancel: true } as const satisfies CallPolicy;

/** Makes a call until it succeeds, fails for a lasting reason, or time is up. */
export type RetryCall = <Result>(
  call: (signal: AbortSignal) => Promise<Result>,
  policy?: CallPolicy,
) => Promise<Result>;

interface RetryDeps {
  readonly timeLimit: TimeLimit;
  readonly random: Random;
  readonly clock: Clock;
  readonly pacerFor: PacerFor;
  report(message: string): void;
}

/** @param overrides win over the policy of each call */
export function createRetryCall(
  { timeLimit, random, clock, pacerFor, report }: RetryDeps,
  overrides?: CallPolicy,
): RetryCall {
  const delayMs = exponentialBackoff(random, FIRST_BACKOFF_MS, MAX_BACKOFF_MS);
  let lastReportAt = Number.NEGATIVE_INFINITY;
  return (call, policy) => {
    const {
      finishOnCancel = false,
      requestsPerAttempt = 1,
      shouldRetry = isTransient,
      operation,
      ...rest
    } = { ...policy, ...overrides };
    const attemptMs = requestsPerAttempt * REQUEST_TIMEOUT_MS;
    const pacer = operation === undefined ? undefined : pacerFor(operation);
    let firstAttemptAt: number | undefined;
    const elapsedMs = () => clock.elapsed() - (firstAttemptAt ?? clock.elapsed());
    let isReported = false;
    const attempt = async (lastFailure: unknown) => {
      if (pacer !== undefined) {
        await pacer.nextSlot(lastFailure);
      }
      firstAttemptAt ??= clock.elapsed();
      const remainingMs = timeLimit.remainingMs();
      const timeout = clock.signalAfter(Math.min(remainingMs, attemptMs));
      try {
        return await call(AbortSignal.any([timeout, timeLimit.signal(finishOnCancel)]));
      } catch (error) {
        if (isFailure(error, 'throttled')) {
          pacer?.slowDown();
        }
        // A truncated attempt says nothing about the server, so the earlier error is kept.
        throw remainingMs < attemptMs && timeout.aborted ? (lastFailure ?? error) : error;
      }
    };
    return retry(attempt, {
      ...rest,
      shouldRetry: (error, number) =>
        shouldRetry(error, number) && !(hasTrait(error, 'mayBeMisspelled') && elapsedMs() >= MAX_UNKNOWN_HOST_MS),
      delayMs,
      timeLimit,
      onRetry(error) {
        const now = clock.elapsed();
        if (!isReported && elapsedMs() >= REPORT_AFTER_MS && now - lastReportAt >= REPORT_AFTER_MS) {
          isReported = true;
          lastReportAt = now;
          report(`Still retrying: ${describeProblem(error)}`);
        }
      },
    });
  };
}
