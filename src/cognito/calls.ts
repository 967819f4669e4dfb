/**
 * What every adapter of a service needs for its calls.
 */

import type { ActionError } from '../failures/action-error.ts';
import type { CallTarget } from '../failures/service-failure.ts';
import type { Retry, RetryOptions } from '../world/retry.ts';
import { failureOf } from './errors/failures.ts';

export interface CallOptions {
  readonly retry: Pick<Retry, 'run'>;
  /** For the secrets that are born in calls. */
  mask(secret: string): void;
}

/** One try of a call, which ends when the signal is given. */
type Send<Result> = (options: { readonly abortSignal: AbortSignal }) => Promise<Result>;

/** Makes a call, again and again where that helps. Rejects with an `ActionError` alone. */
type Caller = <Result>(operation: string, send: Send<Result>, options?: CallerOptions) => Promise<Result>;

export interface CallerOptions extends RetryOptions {
  /** What of several things the operation is about, for messages. */
  readonly about?: string;
  onFailedTry?(failure: ActionError): void;
}

/** @param target what is called, for messages */
export function callerOn(target: CallTarget, retry: CallOptions['retry']): Caller {
  return (operation, send, { about, onFailedTry, ...options } = {}) =>
    retry.run(async (abortSignal) => {
      try {
        return await endingWith(abortSignal, send({ abortSignal }));
      } catch (error) {
        const failure = failureOf(error, { operation, about, target });
        onFailedTry?.(failure);
        throw failure;
      }
    }, options);
}

/** Ends with the signal, also where the work does not heed it: finding credentials does not. */
export function endingWith<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const aborted = new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}
