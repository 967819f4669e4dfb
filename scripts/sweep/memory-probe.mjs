/**
 * Loaded into the sweep's process: measures its memory twice a second, each time after a garbage collection, and writes the figures down when the
 * process ends: bytes, a line each, first the process's peak and then the heap. MEMORY_PROBE_FILE: where to.
 */
import { writeFileSync } from 'node:fs';
import { env } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const heapBytes = [];
const measure = () => {
  collectGarbage();
  heapBytes.push(process.memoryUsage().heapUsed);
};
setInterval(measure, 500).unref();
process.on('exit', () => {
  const { maxRSS } = process.resourceUsage();
  writeFileSync(env['MEMORY_PROBE_FILE'], [maxRSS * 1024, ...heapBytes].join('\n'));
});
