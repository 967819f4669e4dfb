/**
 * A pace that is kept: so many a second and no more, not even in a burst to make up for a slow moment.
 */
import type { Clock } from '../world/ports.ts';

export type PaceClock = Pick<Clock, 'elapsed' | 'sleep'>;

export class Pace {
  readonly #intervalInMs: number;
  readonly #clock: PaceClock;
  #next = Number.NEGATIVE_INFINITY;

  constructor(perSecond: number, clock: PaceClock) {
    this.#intervalInMs = 1000 / perSecond;
    this.#clock = clock;
  }

  /** Waits until the last turn is one interval ago. */
  async turn(): Promise<void> {
    // A timer may end a moment early by the clock.
    for (let wait = this.#next - this.#clock.elapsed(); wait > 0; wait = this.#next - this.#clock.elapsed()) {
      await this.#clock.sleep(Math.ceil(wait));
    }
    this.#next = this.#clock.elapsed() + this.#intervalInMs;
  }
}
