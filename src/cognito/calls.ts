/**
 * What every adapter of a service needs for its calls.
 */
import type { Retry } from '../retry.ts';

export interface CallOptions {
  readonly retry: Pick<Retry, 'run'>;
  /** For the secrets that are born in calls. */
  mask(secret: string): void;
}

/** One try of a call, which ends when the signal is given. */
export type Send<Result> = (options: { readonly abortSignal: AbortSignal }) => Promise<Result>;

/** Ends with the signal, also where the work does not heed it: finding credentials does not. */
export function endingWith<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const aborted = new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}
