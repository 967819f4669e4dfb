/**
 * Preloaded into a process. On exit, writes its CPU time, its peak memory and its heap to USAGE_FILE. Measures the heap
 * twice a second, each time after a garbage collection, which needs `--expose-gc`.
 */
import { writeFileSync } from 'node:fs';

const heapMegabytes = [];
const measure = () => {
  globalThis.gc();
  heapMegabytes.push(process.memoryUsage().heapUsed / 1e6);
};
setInterval(measure, 500).unref();
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuMilliseconds = (userCPUTime + systemCPUTime) / 1000;
  const usage = { cpuMilliseconds, peakMegabytes: (maxRSS * 1024) / 1e6, heapMegabytes };
  writeFileSync(process.env['USAGE_FILE'], JSON.stringify(usage));
});
