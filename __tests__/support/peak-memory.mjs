/** Writes the peak memory of a step's process, in bytes, to PEAK_MEMORY_FILE when it ends. */
import { writeFileSync } from 'node:fs';
import process, { env, resourceUsage } from 'node:process';

process.once('exit', () => writeFileSync(env['PEAK_MEMORY_FILE'], String(resourceUsage().maxRSS * 1024)));
