/** Inputs for tests, as the runner gives them. */

import { type Config, resolveConfig } from '../../src/config.ts';
import { ActionError } from '../../src/failures/action-error.ts';
import type { Failure } from '../../src/failures/failure.ts';
import { type Inputs, parseInputs } from '../../src/inputs/action.ts';
import type { InputName } from '../../src/inputs/rules.ts';
import { parseSweepInputs, type SweepInputs } from '../../src/inputs/sweep.ts';
import type { InputContext } from '../../src/platform/ports.ts';
import { fakeRunner, type Journal, seededRandom } from './fakes.ts';

export type Given = Partial<Record<InputName, string>>;

export const IDENTITY_POOL_ID = 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';

/** The required inputs of each mode. */
export const ephemeral: Given = { 'user-pool-id': 'eu-west-1_AbCdEf123', 'client-id': '4kfr83e5pagh' };
export const stored: Given = {
  mode: 'stored',
  'client-id': '4kfr83e5pagh',
  'aws-region': 'eu-west-1',
  username: 'ada',
  password: 'Engine-1843',
};
export const refresh: Given = {
  mode: 'refresh',
  'client-id': '4kfr83e5pagh',
  'aws-region': 'eu-west-1',
  'refresh-token': 'a.b.c.d.e',
};
export const client: Given = {
  mode: 'client-credentials',
  'client-id': '4kfr83e5pagh',
  'client-secret': 'shh',
  domain: 'auth.example.com',
};

export function parse(given: Given, inputContext: Partial<InputContext> = {}): Inputs {
  return parseInputs(fakeRunner([], { inputs: given, inputContext }));
}

export function parseSweep(given: Given): SweepInputs {
  return parseSweepInputs(fakeRunner([], { inputs: given }));
}

/** Returns the settings of a run with these inputs, in attempt 2 of run 1658821493. */
export function configOf(given: Given): Config {
  return resolveConfig(parse(given), fakeRunner([]).run, seededRandom(1));
}

/** Returns the generated usernames of a run in mode ephemeral. */
export function usernamesOf(given: Given): string[] {
  const config = configOf({ ...ephemeral, ...given });
  return config.mode === 'ephemeral' ? config.users.map(({ username }) => username) : [];
}

/** Returns the problems of the inputs, if any. */
export function problemsOf(given: Given, inputContext?: Partial<InputContext>): readonly string[] {
  return invalidityOf(() => parse(given, inputContext))?.problems ?? [];
}

/** Returns the notices and warnings on valid inputs, without the link at their end. */
export function remarksOn(
  given: Given,
  inputContext: Partial<InputContext> = {},
  parseAny: typeof parseInputs | typeof parseSweepInputs = parseInputs,
): readonly string[] {
  const journal: Journal = [];
  parseAny(fakeRunner(journal, { inputs: given, inputContext }));
  return journal.map((line) => line.replace(/ See docs\/troubleshooting\.md#inputs-unusual$/, ''));
}

/** Returns the failure of parsing; undefined if the inputs are valid. */
export function invalidityOf(parseAny: () => unknown): Failure<'inputs-invalid'> | undefined {
  try {
    parseAny();
    return undefined;
  } catch (error) {
    if (error instanceof ActionError && error.failure.code === 'inputs-invalid') {
      return error.failure;
    }
    throw error;
  }
}
