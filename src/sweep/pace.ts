import type { Clock } from '../platform/ports.ts';
import type { TimeLimit } from '../platform/time-limit.ts';

export interface PacerDeps {
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
}

/** Returns a function that waits for the next slot. Slots missed in a slow moment are not made up for in a burst. */
export function createPacer(perSecond: number, { clock, timeLimit }: PacerDeps): () => Promise<void> {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    // A timer may fire slightly early by the monotonic clock.
    for (let wait = next - clock.elapsed(); wait > 0; wait = next - clock.elapsed()) {
      await timeLimit.sleep(Math.ceil(wait));
    }
    next = clock.elapsed() + 1000 / perSecond;
  };
}
