/** Loaded into a process, writes down what it used when it ends: milliseconds of CPU, and bytes of memory at its peak. USAGE_FILE: where to. */
import { writeFileSync } from 'node:fs';
import { env } from 'node:process';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(
    env['USAGE_FILE'],
    JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS * 1024 }),
  );
});
