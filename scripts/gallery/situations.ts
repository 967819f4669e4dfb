/**
 * The situations in which each variant of a tool's command runs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Job } from 'action-runner';
import type { Health } from './front.ts';

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
export function outputsFor(
  { wrongToken = false }: Situation,
  outputs: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { ACCESS_TOKEN: accessToken, POSTMAN_ENVIRONMENT: environment } = outputs;
  if (!wrongToken || accessToken === undefined) {
    return outputs;
  }
  return {
    ...outputs,
    ID_TOKEN: accessToken,
    ...(environment === undefined ? {} : { POSTMAN_ENVIRONMENT: withWrongToken(environment, outputs) }),
  };
}

/** Writes a second environment file, next to the first, whose ID token is the access token. */
function withWrongToken(environment: string, outputs: Job['env']): string {
  const { ID_TOKEN: idToken = '', ACCESS_TOKEN: accessToken = '' } = outputs;
  const path = `${environment}.refused`;
  writeFileSync(path, readFileSync(environment, 'utf8').replace(idToken, accessToken), { mode: 0o600 });
  return path;
}
