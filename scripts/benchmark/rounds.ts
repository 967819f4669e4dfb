/** Measurements in turns, so that whatever else the machine does falls on all contenders alike. */
import type { StepResult } from '../../__tests__/support/runner.ts';

/** What is measured, by name: each does its work once, and gives what it measured. */
export type Contenders = Readonly<Record<string, () => Promise<readonly number[]>>>;

export type Samples = Readonly<Record<string, readonly number[]>>;

/** The first round warms the disk's cache and does not count. */
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

/** @throws {Error} where the step failed, or was none */
export function millisecondsOf(step: StepResult | undefined): number {
  if (step?.outcome !== 'success') {
    throw new Error(`a step failed:\n${step?.log}${step?.stderr}`);
  }
  return step.milliseconds;
}
