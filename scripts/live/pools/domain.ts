import { setTimeout as sleep } from 'node:timers/promises';

const MAX_WAIT_MS = 180_000;
const TIME_LIMIT_MS = 10_000;
const PAUSE_MS = 2000;

/**
 * Waits until a new domain serves its pages. AWS needs up to a minute (developer guide, "Managed login") and answers
 * with errors until then. The rows show a domain that never serves them.
 *
 * @throws {Error} when the run is interrupted
 */
export async function untilServed(page: URL, interrupted: AbortSignal, pause = PAUSE_MS): Promise<void> {
  const end = performance.now() + MAX_WAIT_MS;
  while (!(await isServed(page, interrupted)) && performance.now() < end) {
    await sleep(pause, undefined, { signal: interrupted });
  }
}

async function isServed(page: URL, interrupted: AbortSignal): Promise<boolean> {
  interrupted.throwIfAborted();
  try {
    const signal = AbortSignal.any([interrupted, AbortSignal.timeout(TIME_LIMIT_MS)]);
    const { status } = await fetch(page, { redirect: 'manual', signal });
    return status < 400;
  } catch {
    interrupted.throwIfAborted();
    return false;
  }
}
