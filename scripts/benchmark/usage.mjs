/**
 * Preloaded into a process. On exit, writes its CPU time in milliseconds and its peak memory in bytes to USAGE_FILE.
 */
import { writeFileSync } from 'node:fs';
import { env } from 'node:process';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(
    env['USAGE_FILE'],
    JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS * 1024 }),
  );
});
