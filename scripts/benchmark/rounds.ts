/** Measures in turns, so that other load on the machine affects all contenders alike. */
import type { StepResult } from 'action-runner';

/** Measurements by name. Each function runs its contender once and returns the measured values. */
export type Contenders = Readonly<Record<string, () => Promise<readonly number[]>>>;

export type Samples = Readonly<Record<string, readonly number[]>>;

/** Runs all contenders in each round. The first round only warms the disk cache. */
export async function inTurns(contenders: Contenders, rounds: number): Promise<Samples> {
  const samples: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of Object.entries(contenders)) {
      const measured = await measure();
      samples[name] = round === 0 ? [] : [...(samples[name] ?? []), ...measured];
    }
  }
  return samples;
}

/** @throws {Error} if the step failed or did not run */
export function millisecondsOf(step: StepResult | undefined): number {
  if (step?.outcome !== 'success') {
    throw new Error(`a step failed:\n${step?.log}${step?.stderr}`);
  }
  return step.milliseconds;
}
