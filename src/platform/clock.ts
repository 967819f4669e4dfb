import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './ports.ts';

export const clock: Clock = {
  now: () => new Date(),
  // Avoids loading node:perf_hooks.
  elapsed: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal === undefined ? {} : { signal }),
  signalAfter: (milliseconds) => AbortSignal.timeout(Math.ceil(milliseconds)),
};
