/**
 * Loaded into a step's process, keeps its only worker thread busy for two minutes or more from the first lookup of a name on, which hangs
 * behind that as it would behind a name server that does not answer. Needs UV_THREADPOOL_SIZE=1.
 */
import { pbkdf2 } from 'node:crypto';
import { createRequire } from 'node:module';

const dns = createRequire(import.meta.url)('node:dns');
const realLookup = dns.lookup;
dns.lookup = (...request) => {
  pbkdf2('', '', 200_000_000, 1, 'sha512', () => undefined);
  return realLookup(...request);
};
