/**
 * Stops time in a step's process except while the step waits, and skips waiting times, so that results do not depend on
 * the speed of the machine. Only waiting for an answer that never comes takes real time. The file STILL_CLOCK contains
 * the time in milliseconds since 1970.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import process, { env } from 'node:process';
import { replaceClocks } from './replaced-clocks.mjs';

const file = env['STILL_CLOCK'];

const now = () => Number(readFileSync(file, 'utf8'));
const start = now();

/** Renames a complete file, because a rename is atomic: a concurrent reader gets the old or the new time. */
const passUntil = (time) => {
  if (time > now()) {
    writeFileSync(`${file}.${process.pid}`, String(time));
    renameSync(`${file}.${process.pid}`, file);
  }
};

replaceClocks(now, () => now() - start);

const promises = createRequire(import.meta.url)('node:timers/promises');
const realSleep = promises.setTimeout;
promises.setTimeout = async (milliseconds = 1, ...rest) => {
  const end = now() + Math.round(milliseconds);
  const value = await realSleep(0, ...rest);
  passUntil(end);
  return value;
};

const realSetTimeout = globalThis.setTimeout;
globalThis.setTimeout = (callback, milliseconds = 1, ...rest) => {
  const end = now() + milliseconds;
  const run = (...fields) => {
    passUntil(end);
    callback(...fields);
  };
  return realSetTimeout(run, milliseconds, ...rest);
};

const realTimeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (milliseconds) => {
  const end = now() + milliseconds;
  const signal = realTimeout(milliseconds);
  signal.addEventListener('abort', () => passUntil(end));
  return signal;
};
syncBuiltinESMExports();
