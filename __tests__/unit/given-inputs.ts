/** Inputs as a step gives them. */

import { type ParsedInputs, parseInputs } from '../../src/inputs/action.ts';
import type { InputName } from '../../src/inputs/rules.ts';

export type Given = Partial<Record<InputName, string>>;

/** What each mode cannot do without. */
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

export function parse(given: Given, awsRegion = ''): ParsedInputs {
  return parseInputs((name) => given[name] ?? '', { runId: '1', runAttempt: '1', awsRegion });
}

export function problemsOf(given: Given, awsRegion = ''): readonly string[] {
  const parsed = parse(given, awsRegion);
  return parsed.outcome === 'invalid' ? parsed.problems : [];
}
