import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from 'action-runner';
import { preload } from '../../__tests__/support/preload.ts';

export interface Usage {
  readonly cpuMilliseconds: number;
  /** The largest resident set of the process. */
  readonly peakMegabytes: number;
  /** The heap after each garbage collection, twice a second. */
  readonly heapMegabytes: readonly number[];
}

/** Measures the further steps of a job. @returns a function that reads the figures of the last one */
export function measureUsage({ env, temp }: Job): () => Usage {
  const file = join(temp, '..', 'usage.json');
  env['NODE_OPTIONS'] = preload(join(import.meta.dirname, 'usage.mjs'), `--expose-gc ${env['NODE_OPTIONS'] ?? ''}`);
  env['USAGE_FILE'] = file;
  return () => JSON.parse(readFileSync(file, 'utf8'));
}
