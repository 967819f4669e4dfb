/** Keeps calls within request quotas, also those that are made in parallel. */
import type { Clock } from './ports.ts';
import type { TimeLimit } from './time-limit.ts';

interface PacerDeps {
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
}

export interface Pacer {
  /**
   * Waits for the next slot. Callers get theirs in the order in which they ask. Rejects like `TimeLimit.sleep`.
   */
  nextSlot(lastFailure?: unknown): Promise<void>;
  /** Halves the rate after a throttled call. It recovers over the next seconds. */
  slowDown(): void;
}

/** Calls that are throttled together slow down once. */
const SLOW_DOWN_INTERVAL_MS = 1_000;
/** The time in which the rate would rise from nothing to its maximum. */
const RECOVERY_MS = 20_000;
const MIN_RATE = 1 / 32;
/** For calls within a quota: a busy machine that is this late catches up, within the second that the quota is for. */
const MAX_LATENESS_MS = 250;

/**
 * Spaces calls evenly, at most `maxPerSecond`.
 *
 * @param maxLatenessMs a slot that is not later than this does not delay the slots after it
 */
export function createPacer(maxPerSecond: number, { clock, timeLimit }: PacerDeps, maxLatenessMs = 0): Pacer {
  let perSecond = maxPerSecond;
  let slowedDownAt = Number.NEGATIVE_INFINITY;
  let lastSlot = Number.NEGATIVE_INFINITY;
  let next = Number.NEGATIVE_INFINITY;
  let queue: Promise<unknown> = Promise.resolve();

  async function waitForSlot(lastFailure: unknown): Promise<void> {
    timeLimit.assertTimeLeft(0, lastFailure);
    // A timer may fire slightly early by the monotonic clock.
    for (let wait = next - clock.elapsed(); wait > 0; wait = next - clock.elapsed()) {
      await timeLimit.sleep(Math.ceil(wait), lastFailure);
    }
    const now = clock.elapsed();
    perSecond = Math.min(maxPerSecond, perSecond + (maxPerSecond * (now - lastSlot)) / RECOVERY_MS);
    lastSlot = now;
    const intervalMs = 1000 / perSecond;
    next = (now - next < maxLatenessMs ? next : now) + intervalMs;
  }

  return {
    nextSlot(lastFailure) {
      const slot = queue.then(() => waitForSlot(lastFailure));
      queue = slot.catch(() => undefined);
      return slot;
    },
    slowDown() {
      const now = clock.elapsed();
      if (now - slowedDownAt >= SLOW_DOWN_INTERVAL_MS) {
        slowedDownAt = now;
        perSecond = Math.max(perSecond / 2, maxPerSecond * MIN_RATE);
      }
    },
  };
}

/** Returns the pacer of an operation. Undefined for an operation without a quota. */
export type PacerFor = (operation: string) => Pacer | undefined;

/** Creates one pacer per quota. The operations of a quota share it. */
export function createPacers(
  quotas: readonly { readonly perSecond: number; readonly operations: readonly string[] }[],
  deps: PacerDeps,
): PacerFor {
  const pacers = new Map(
    quotas.flatMap(({ perSecond, operations }) => {
      const pacer = createPacer(perSecond, deps, MAX_LATENESS_MS);
      return operations.map((operation) => [operation, pacer] as const);
    }),
  );
  return (operation) => pacers.get(operation);
}
