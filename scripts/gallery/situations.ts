/**
 * The situations in which each variant of a tool's command runs.
 */
import type { Health } from './front.ts';
import { type Variables, withOutputs } from './workflow.ts';

export interface Situation {
  readonly name: string;
  /** The words of the table for a leak that happens only in this situation. */
  readonly when: string;
  readonly testsPass: boolean;
  readonly health: Health;
  /** The tests get a URL where nothing listens. */
  readonly unreachable?: boolean;
  /** The tests get the user's access token in place of the ID token. The API refuses it. */
  readonly wrongToken?: boolean;
}

export const GREEN: Situation = { name: 'the tests pass', when: '', testsPass: true, health: 'up' };
export const BROKEN: Situation = {
  name: 'the API answers 500',
  when: 'when a test fails',
  testsPass: false,
  health: 'down',
};
export const REFUSED: Situation = {
  name: 'the API refuses the token',
  when: 'when the token is refused',
  testsPass: false,
  health: 'up',
  wrongToken: true,
};
export const UNREACHABLE: Situation = {
  name: 'the API does not answer',
  when: 'when the API is unreachable',
  testsPass: false,
  health: 'up',
  unreachable: true,
};
export const ALL_SITUATIONS: readonly Situation[] = [GREEN, BROKEN, REFUSED, UNREACHABLE];
/** A variant that leaks runs in these situations, in this order, until it leaks. */
export const LEAK_SITUATIONS: readonly Situation[] = [GREEN, BROKEN, UNREACHABLE];

/** Returns the outputs that the tests get in a situation. */
export function outputsFor({ wrongToken = false }: Situation, outputs: Variables): Variables {
  const { ACCESS_TOKEN: accessToken } = outputs;
  return wrongToken && accessToken !== undefined ? withOutputs(outputs, { ID_TOKEN: accessToken }) : outputs;
}
