/** CPU time and memory of the steps. Measured separately from the durations, because it takes time itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepResult } from 'action-runner';
import { preload } from '../../__tests__/support/preload.ts';
import { median } from '../lib/median.ts';
import type { BenchmarkEnvironment } from './environment.ts';
import { inTurns, millisecondsOf } from './rounds.ts';

export interface Usage {
  readonly cpuMilliseconds: number;
  readonly peakMegabytes: number;
}

export async function usageAt(
  { job, inputs }: BenchmarkEnvironment,
  rounds: number,
): Promise<Readonly<Record<string, Usage>>> {
  const file = join(job.temp, '..', 'usage.json');
  job.env['NODE_OPTIONS'] = preload(join(import.meta.dirname, 'usage.mjs'));
  job.env['USAGE_FILE'] = file;
  const memory: Record<string, number> = {};

  const measured = (name: string, run: () => Promise<StepResult | undefined>) => async () => {
    millisecondsOf(await run());
    const used: { readonly cpu: number; readonly memory: number } = JSON.parse(readFileSync(file, 'utf8'));
    memory[name] = Math.max(memory[name] ?? 0, used.memory);
    return [used.cpu];
  };
  const contenders = {
    main: () => job.uses({ with: inputs }),
    post: async () => (await job.post())[0],
    'main, SRP': () => job.uses({ with: { ...inputs, 'auth-flow': 'USER_SRP_AUTH' } }),
    'post, SRP': async () => (await job.post())[0],
  };
  const samples = await inTurns(
    Object.fromEntries(Object.entries(contenders).map(([name, run]) => [name, measured(name, run)])),
    rounds,
  );
  return Object.fromEntries(
    Object.entries(samples).map(([name, values]) => [
      name,
      { cpuMilliseconds: median(values), peakMegabytes: (memory[name] ?? Number.NaN) / 1e6 },
    ]),
  );
}
