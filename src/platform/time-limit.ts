import { AsyncLocalStorage } from 'node:async_hooks';
import { ActionError } from '../failures/action-error.ts';
import type { Clock } from './ports.ts';

/** Extra time for calls with side effects after the run is cancelled. The runner kills the process after 10 seconds. */
const GRACE_MS = 5_000;

/** A part of the remaining time, reserved for some work. */
interface Share {
  deadline: number;
  /** The number of shares around this one, itself included. */
  readonly depth: number;
}

/** The deadline of the process, and its cancellation. Deadlines are times of the monotonic clock. */
export class TimeLimit {
  readonly #clock: Clock;
  readonly #interrupted = new AbortController();
  readonly #graceOver = new AbortController();
  #shortened = new AbortController();
  #seconds = Number.POSITIVE_INFINITY;
  #step: 'main' | 'post' = 'main';
  #deadline = Number.POSITIVE_INFINITY;
  /** The async context carries a share to every call of its work, so nested and parallel shares are separate. */
  readonly #share = new AsyncLocalStorage<Share>();
  readonly #activeShares = new Set<Share>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets the deadline, in seconds from now. The step is for messages. */
  set(seconds: number, step: 'main' | 'post' = 'main'): void {
    this.#seconds = seconds;
    this.#step = step;
    this.#deadline = this.#fromNow(seconds);
  }

  /** Returns the milliseconds until the deadline, or until the end of the caller's share. */
  remainingMs(): number {
    const deadline = Math.min(this.#deadline, this.#share.getStore()?.deadline ?? this.#deadline);
    return Math.max(0, deadline - this.#clock.elapsed());
  }

  /** Cancels the run: no new call starts. */
  interrupt(): void {
    this.#interrupted.abort();
    this.#clock.signalAfter(GRACE_MS).addEventListener('abort', () => this.#graceOver.abort());
  }

  /**
   * Brings the deadline forward for work that must finish although the run is cancelled. Aborts the current attempts;
   * they are retried under the shorter deadline. Work with a share keeps half of the time of the work around it.
   */
  shorten(seconds: number): void {
    this.#deadline = Math.min(this.#deadline, this.#fromNow(seconds));
    for (const share of this.#activeShares) {
      share.deadline = Math.min(share.deadline, this.#fromNow(seconds / 2 ** share.depth));
    }
    this.#shortened.abort();
    this.#shortened = new AbortController();
  }

  /** Returns a signal that aborts on cancellation: at once, or 5 seconds later with `finishOnCancel`. */
  signal(finishOnCancel: boolean): AbortSignal {
    const cancelled = finishOnCancel ? this.#graceOver : this.#interrupted;
    return AbortSignal.any([cancelled.signal, this.#shortened.signal]);
  }

  /**
   * @param neededMs the time that the caller needs at least
   * @param lastFailure thrown in place of `out-of-time`, because it says more than a bare timeout
   * @throws {ActionError} `interrupted` or `out-of-time`
   */
  assertTimeLeft(neededMs = 0, lastFailure?: unknown): void {
    if (this.#interrupted.signal.aborted) {
      throw new ActionError({ code: 'interrupted' });
    }
    if (this.remainingMs() <= neededMs) {
      throw lastFailure ?? new ActionError({ code: 'out-of-time', seconds: this.#seconds, step: this.#step });
    }
  }

  /** Sleeps, unless the time limit would end first. Rejects like {@link assertTimeLeft}, also on cancellation. */
  async sleep(milliseconds: number, lastFailure?: unknown): Promise<void> {
    this.assertTimeLeft(milliseconds, lastFailure);
    const woken = this.signal(false);
    try {
      await this.#clock.sleep(milliseconds, woken);
    } catch (error) {
      if (!woken.aborted) {
        throw error;
      }
    }
    this.assertTimeLeft(0, lastFailure);
  }

  /**
   * Runs work that may use at most `milliseconds` of the remaining time. Shares may be nested.
   *
   * @param work gets a function that takes the remaining time away, so that it starts no new call
   */
  async within<Result>(milliseconds: number, work: (end: () => void) => Promise<Result>): Promise<Result> {
    const deadline = this.#clock.elapsed() + Math.min(milliseconds, this.remainingMs());
    const share = { deadline, depth: (this.#share.getStore()?.depth ?? 0) + 1 };
    this.#activeShares.add(share);
    try {
      return await this.#share.run(share, () =>
        work(() => {
          share.deadline = this.#clock.elapsed();
        }),
      );
    } finally {
      this.#activeShares.delete(share);
    }
  }

  #fromNow(seconds: number): number {
    return this.#clock.elapsed() + seconds * 1000;
  }
}
