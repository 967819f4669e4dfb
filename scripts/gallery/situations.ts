/**
 * In what each way of a tool is tried.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Job } from '../../__tests__/support/runner.ts';
import type { Health } from './front.ts';

export interface Situation {
  readonly name: string;
  /** How the table says that something is seen here and not when all is well. */
  readonly when: string;
  readonly testsPass: boolean;
  readonly health: Health;
  /** Where nothing listens: the tests cannot even connect. */
  readonly unreachable?: boolean;
  /** Whether the tests get the access token in place of the ID token: a token of the same user that the API refuses. */
  readonly wrongToken?: boolean;
}

/** All is well. */
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
  when: 'when nobody answers',
  testsPass: false,
  health: 'up',
  unreachable: true,
};
export const ALL_SITUATIONS: readonly Situation[] = [GREEN, BROKEN, REFUSED, UNREACHABLE];
/** Where a way that leaks is tried until it does. */
export const LEAK_SITUATIONS: readonly Situation[] = [GREEN, BROKEN, UNREACHABLE];

/** The action's outputs as the tests see them. */
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

/** A second environment file, whose ID token is the access token. It lies beside the first, and goes with the job. */
function withWrongToken(environment: string, outputs: Job['env']): string {
  const { ID_TOKEN: idToken = '', ACCESS_TOKEN: accessToken = '' } = outputs;
  const path = `${environment}.refused`;
  writeFileSync(path, readFileSync(environment, 'utf8').replace(idToken, accessToken), { mode: 0o600 });
  return path;
}
