/**
 * A pace that is kept: so many turns a second and no more, not even in a burst to make up for a slow moment.
 */
import type { Clock } from '../platform/ports.ts';
import type { TimeLimit } from '../platform/time-limit.ts';

export interface PacerDeps {
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
}

/** Gives what waits for the next turn, until the last one is one interval ago. */
export function createPacer(perSecond: number, { clock, timeLimit }: PacerDeps): () => Promise<void> {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    // A timer may end a moment early by the clock.
    for (let wait = next - clock.elapsed(); wait > 0; wait = next - clock.elapsed()) {
      await timeLimit.sleep(Math.ceil(wait));
    }
    next = clock.elapsed() + 1000 / perSecond;
  };
}
