/**
 * Makes the first DNS lookup of a step's process hang for at least two minutes, like a name server that does not
 * answer, by blocking the only worker thread. Requires UV_THREADPOOL_SIZE=1.
 */
import { pbkdf2 } from 'node:crypto';
import { createRequire } from 'node:module';

const dns = createRequire(import.meta.url)('node:dns');
const realLookup = dns.lookup;
dns.lookup = (...request) => {
  pbkdf2('', '', 200_000_000, 1, 'sha512', () => undefined);
  return realLookup(...request);
};
