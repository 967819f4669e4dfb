import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './ports.ts';

export const clock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal === undefined ? {} : { signal }),
  signalAfter: (milliseconds) => AbortSignal.timeout(Math.ceil(milliseconds)),
};
