/**
 * How long the step may go on: until its deadline, or until somebody cancels the run.
 */
import { ActionError, isFailure } from '../failures/action-error.ts';
import type { Clock } from './ports.ts';

/** A call whose effect must be known may still take this long after the run was cancelled. The runner kills the step after 10 seconds. */
const GRACE_IN_MS = 5_000;

export class TimeLimit {
  readonly #clock: Clock;
  readonly #interrupted = new AbortController();
  readonly #graceOver = new AbortController();
  #seconds = Number.POSITIVE_INFINITY;
  #deadline = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets the deadline, counted from now. */
  set(seconds: number): void {
    this.#seconds = seconds;
    this.#deadline = this.#clock.now().getTime() + seconds * 1000;
  }

  millisecondsLeft(): number {
    return Math.max(0, this.#deadline - this.#clock.now().getTime());
  }

  /** Somebody wants the step to end: nothing new is begun from here on. */
  interrupt(): void {
    this.#interrupted.abort();
    setTimeout(() => this.#graceOver.abort(), GRACE_IN_MS).unref();
  }

  /** Aborts when the run is cancelled; for work that has to come to an end, 5 seconds later. */
  signal(hasToSettle: boolean): AbortSignal {
    return hasToSettle ? this.#graceOver.signal : this.#interrupted.signal;
  }

  /** @throws {ActionError} `interrupted` or `out-of-time` */
  assertNotOver(): void {
    if (this.#interrupted.signal.aborted) {
      throw new ActionError({ code: 'interrupted' });
    }
    if (this.millisecondsLeft() === 0) {
      throw this.#outOfTime();
    }
  }

  /** Waits. Rejects with an `ActionError` where the wait would outlast the limit, or the run is cancelled in the meantime. */
  async sleep(milliseconds: number): Promise<void> {
    this.assertNotOver();
    if (milliseconds >= this.millisecondsLeft()) {
      throw this.#outOfTime();
    }
    try {
      await this.#clock.sleep(milliseconds, this.#interrupted.signal);
    } finally {
      this.assertNotOver();
    }
  }

  /** Does work that may take so much of the time that is left, and no more. */
  async within<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
    const deadline = this.#deadline;
    this.#deadline = Math.min(deadline, this.#clock.now().getTime() + seconds * 1000);
    try {
      return await work();
    } finally {
      this.#deadline = deadline;
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

  #outOfTime(): ActionError {
    return new ActionError({ code: 'out-of-time', seconds: this.#seconds });
  }
}
