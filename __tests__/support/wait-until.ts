import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 30_000;

/**
 * Polls until a condition is true.
 *
 * @throws {Error} with the text of the condition, on timeout
 */
export async function waitUntil(condition: () => boolean): Promise<void> {
  const end = performance.now() + TIMEOUT_MS;
  while (!condition()) {
    if (performance.now() > end) {
      throw new Error(`Timed out after ${TIMEOUT_MS} ms waiting for: ${condition}`);
    }
    await sleep(1);
  }
}
