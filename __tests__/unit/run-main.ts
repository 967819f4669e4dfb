import { getTokens } from '../../src/get-tokens.ts';
import { type FakeDepsOptions, fakeDeps, type Journal } from './fakes.ts';
import type { Given } from './given-inputs.ts';

/** Runs main with fakes, and returns what it did and the error that it rejected with. */
export async function runMain(
  inputs: Given,
  { runner, ...options }: FakeDepsOptions = {},
): Promise<{ journal: Journal; error: unknown }> {
  const journal: Journal = [];
  const deps = fakeDeps(journal, { runner: { inputs, ...runner }, ...options });
  const error = await getTokens(deps).catch((thrown: unknown) => thrown);
  return { journal, error };
}
