import { setTimeout as sleep } from 'node:timers/promises';

const MAX_MILLISECONDS = 30_000;

/**
 * Polls until a condition is true.
 *
 * @throws {Error} with the text of the condition, on timeout
 */
export async function waitUntil(condition: () => boolean): Promise<void> {
  const end = performance.now() + MAX_MILLISECONDS;
  while (!condition()) {
    if (performance.now() > end) {
      throw new Error(`In ${MAX_MILLISECONDS} ms it did not come to this: ${condition}`);
    }
    await sleep(1);
  }
}
