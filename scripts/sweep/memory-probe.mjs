/**
 * Preloaded into the sweep's process: measures the heap twice a second, each time after a garbage collection. On exit,
 * writes bytes to MEMORY_PROBE_FILE, one number per line: first the peak of the process, then the heap sizes.
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
