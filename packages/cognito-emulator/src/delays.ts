import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange, ScheduledExchange } from './exchange.ts';
import type { Delay } from './faults.ts';

/** The delays of requests, which end when the emulator closes. */
export class Delays {
  readonly #closing = new AbortController();
  readonly #closed = once(this.#closing.signal, 'abort');

  /** Returns the answer when it is due. Rejects when the emulator closes before. */
  async settle(course: ScheduledExchange): Promise<Exchange> {
    if (course.kind === 'late') {
      await this.#wait(course.handlingDelay);
      return course.act();
    }
    if (course.answerDelay !== undefined) {
      await this.#wait(course.answerDelay);
    }
    return course;
  }

  cancel(): void {
    this.#closing.abort();
  }

  async #wait(delay: Delay): Promise<void> {
    const { signal } = this.#closing;
    if ('until' in delay) {
      await Promise.race([Promise.allSettled([delay.until]), this.#closed]);
      signal.throwIfAborted();
    } else {
      await pause(delay.milliseconds, undefined, { signal, ref: false });
    }
  }
}
