/** Replaces the clocks of a step's process. */
import process from 'node:process';

const RealDate = Date;

/**
 * @param now returns milliseconds since 1970
 * @param passed returns milliseconds of the monotonic clocks
 */
export function replaceClocks(now, passed) {
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
}
