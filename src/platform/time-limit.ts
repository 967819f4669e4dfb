/**
 * How long the step may go on: until its deadline, or until somebody cancels the run.
 */
import { ActionError, isFailure } from '../failures/action-error.ts';
import type { Clock } from './ports.ts';

/** A call whose effect must be known may still take this long after the run was cancelled. The runner kills the step after 10 seconds. */
const GRACE_MS = 5_000;

export class TimeLimit {
  readonly #clock: Clock;
  readonly #interrupted = new AbortController();
  readonly #graceOver = new AbortController();
  #hurried = new AbortController();
  #seconds = Number.POSITIVE_INFINITY;
  /** By the clock that only goes forward. */
  #deadline = Number.POSITIVE_INFINITY;
  /** Of work that may have a part of the time alone. */
  #deadlineOfPart: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets the deadline, counted from now. */
  set(seconds: number): void {
    this.#seconds = seconds;
    this.#deadline = this.#after(seconds);
  }

  remainingMs(): number {
    return Math.max(0, Math.min(this.#deadline, this.#deadlineOfPart ?? this.#deadline) - this.#clock.elapsed());
  }

  /** Somebody wants the step to end: nothing new is begun from here on. */
  interrupt(): void {
    this.#interrupted.abort();
    this.#clock.signalAfter(GRACE_MS).addEventListener('abort', () => this.#graceOver.abort());
  }

  /**
   * Somebody wants the step to end, and it has work that must not be left: what is under way ends, to be begun anew with less time. Work that
   * may have a part of it gets half.
   */
  hurry(seconds: number): void {
    this.#deadline = Math.min(this.#deadline, this.#after(seconds));
    if (this.#deadlineOfPart !== undefined) {
      this.#deadlineOfPart = Math.min(this.#deadlineOfPart, this.#after(seconds / 2));
    }
    this.#hurried.abort();
    this.#hurried = new AbortController();
  }

  /** Aborts when the run is cancelled; for work that has to come to an end, 5 seconds later. */
  signal(finishOnCancel: boolean): AbortSignal {
    const cancelled = finishOnCancel ? this.#graceOver : this.#interrupted;
    return AbortSignal.any([cancelled.signal, this.#hurried.signal]);
  }

  /** @throws {ActionError} `interrupted`, or `out-of-time` where no more is left than is needed */
  assertTimeLeft(millisecondsNeeded = 0): void {
    if (this.#interrupted.signal.aborted) {
      throw new ActionError({ code: 'interrupted' });
    }
    if (this.remainingMs() <= millisecondsNeeded) {
      throw new ActionError({ code: 'out-of-time', seconds: this.#seconds });
    }
  }

  /** Waits. Rejects with an `ActionError` where the wait would outlast the limit, or the run is cancelled in the meantime. */
  async sleep(milliseconds: number): Promise<void> {
    this.assertTimeLeft(milliseconds);
    const woken = this.signal(false);
    try {
      await this.#clock.sleep(milliseconds, woken);
    } catch (error) {
      if (!woken.aborted) {
        throw error;
      }
    }
    this.assertTimeLeft();
  }

  /** Does work that may take so much of the time that is left, and no more. */
  async within<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
    this.#deadlineOfPart = this.#after(seconds);
    try {
      return await work();
    } finally {
      this.#deadlineOfPart = undefined;
    }
  }

  /** Waits after a failure. Where there is no time for it, the failure is what it rejects with: it tells more than that time is up. */
  async sleepAfter(failure: unknown, milliseconds: number): Promise<void> {
    try {
      await this.sleep(milliseconds);
    } catch (limit) {
      throw isFailure(limit, 'out-of-time') ? failure : limit;
    }
  }

  #after(seconds: number): number {
    return this.#clock.elapsed() + seconds * 1000;
  }
}
