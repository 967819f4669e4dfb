/**
 * Replaces the clocks of a step's process.
 *
 * With CLOCK_SPEED, time passes faster by this factor, from CLOCK_START on (milliseconds since 1970), so that a test need
 * not wait 30 seconds for the next TOTP code.
 *
 * With STILL_CLOCK, the path of a file that contains the time (milliseconds since 1970), time stops except while the step
 * waits, and waiting times are skipped, so that results do not depend on the speed of the machine. Only waiting for an
 * answer that never comes takes real time.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import process, { env } from 'node:process';

const { STILL_CLOCK: file, CLOCK_SPEED = '1', CLOCK_START } = env;
const speed = Number(CLOCK_SPEED);

const RealDate = Date;
const realPerformanceNow = performance.now.bind(performance);
const fastNow = () => Math.round(Number(CLOCK_START) + (RealDate.now() - Number(CLOCK_START)) * speed);
const stillNow = () => Number(readFileSync(file, 'utf8'));

/** Returns milliseconds since 1970. */
const now = file === undefined ? fastNow : stillNow;
const start = now();
/** Returns milliseconds of the monotonic clocks. */
const passed = file === undefined ? () => realPerformanceNow() * speed : () => now() - start;

/** Renames a complete file, because a rename is atomic: a concurrent reader gets the old or the new time. */
const passUntil = (time) => {
  if (file !== undefined && time > now()) {
    writeFileSync(`${file}.${process.pid}`, String(time));
    renameSync(`${file}.${process.pid}`, file);
  }
};

globalThis.Date = class extends RealDate {
  constructor(...fields) {
    super(...(fields.length === 0 ? [now()] : fields));
  }

  static now() {
    return now();
  }
};
performance.now = passed;
process.hrtime = ([seconds, nanoseconds] = [0, 0]) => {
  const since = process.hrtime.bigint() - BigInt(seconds) * 1_000_000_000n - BigInt(nanoseconds);
  return [Number(since / 1_000_000_000n), Number(since % 1_000_000_000n)];
};
process.hrtime.bigint = () => BigInt(Math.round(passed() * 1_000_000));

const promises = createRequire(import.meta.url)('node:timers/promises');
const realSleep = promises.setTimeout;
promises.setTimeout = async (milliseconds = 1, ...rest) => {
  const end = now() + Math.round(milliseconds);
  const value = await realSleep(file === undefined ? milliseconds / speed : 0, ...rest);
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
  return realSetTimeout(run, milliseconds / speed, ...rest);
};

const realTimeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (milliseconds) => {
  const end = now() + milliseconds;
  const signal = realTimeout(Math.ceil(milliseconds / speed));
  signal.addEventListener('abort', () => passUntil(end));
  return signal;
};
syncBuiltinESMExports();
