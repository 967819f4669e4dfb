import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './ports.ts';

/** HTTP dates are truncated to seconds. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
const HTTP_DATE = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;
export const MAX_TRUNCATED_MS = 999;

/** The service's time minus the monotonic clock, in milliseconds. */
let serviceOffset: number | undefined;

// Avoids loading node:perf_hooks.
const elapsed = () => Number(process.hrtime.bigint()) / 1e6;
const serviceTime = () => (serviceOffset === undefined ? undefined : new Date(serviceOffset + elapsed()));

export const clock: Clock = {
  now: () => serviceTime() ?? new Date(),
  serviceTime,
  driftMs: () => clock.now().getTime() - Date.now(),
  sync(httpDate) {
    const time = HTTP_DATE.test(httpDate) ? Date.parse(httpDate) : Number.NaN;
    if (!Number.isNaN(time)) {
      serviceOffset = time + MAX_TRUNCATED_MS - elapsed();
    }
  },
  elapsed,
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal === undefined ? {} : { signal }),
  signalAfter(milliseconds) {
    const timeout = new AbortController();
    // AbortSignal.timeout would let the process end while a call waits for the rest of an answer.
    setTimeout(() => timeout.abort(new DOMException('The time is up.', 'TimeoutError')), Math.ceil(milliseconds));
    return timeout.signal;
  },
};
