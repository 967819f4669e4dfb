/** Inputs for tests, as the runner gives them. */

import { ActionError } from '../../src/failures/action-error.ts';
import type { Failure } from '../../src/failures/failure.ts';
import { type Inputs, parseInputs } from '../../src/inputs/action.ts';
import type { InputName } from '../../src/inputs/rules.ts';

export type Given = Partial<Record<InputName, string>>;

export type InvalidInputs = Failure<'inputs-invalid'>;

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

export function parse(given: Given, awsRegion?: string): Inputs {
  return parseInputs((name) => given[name] ?? '', awsRegion);
}

/** Returns the problems of the inputs, if any. */
export function problemsOf(given: Given, awsRegion?: string): readonly string[] {
  return invalidityOf(() => parse(given, awsRegion))?.problems ?? [];
}

/** Returns the failure of parsing; undefined if the inputs are valid. */
export function invalidityOf(parseAny: () => unknown): InvalidInputs | undefined {
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
