/**
 * Makes time pass faster in a step's process, so that a test need not wait 30 seconds for the next TOTP code.
 * FAST_CLOCK_START is the start of the clock in milliseconds since 1970, FAST_CLOCK_SPEED the factor.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { env } from 'node:process';
import { replaceClocks } from './replaced-clocks.mjs';

const start = Number(env['FAST_CLOCK_START']);
const speed = Number(env['FAST_CLOCK_SPEED']);
const RealDate = Date;
const realSetTimeout = setTimeout;

const now = () => Math.round(start + (RealDate.now() - start) * speed);

const realPerformanceNow = performance.now.bind(performance);
replaceClocks(now, () => realPerformanceNow() * speed);

globalThis.setTimeout = (callback, milliseconds = 0, ...rest) =>
  realSetTimeout(callback, milliseconds / speed, ...rest);

const realTimeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (milliseconds) => realTimeout(Math.ceil(milliseconds / speed));

const promises = createRequire(import.meta.url)('node:timers/promises');
const realSleep = promises.setTimeout;
promises.setTimeout = (milliseconds = 0, ...rest) => realSleep(milliseconds / speed, ...rest);
syncBuiltinESMExports();
