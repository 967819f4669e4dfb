/**
 * The tests of the project's API, each as the step that a workflow would have.
 */
import type { Command } from './job.ts';
import { FAILING_COLLECTION, type Stage } from './stage.ts';

/** Newman with the project's collection. */
export function newman({ baseUrl }: Stage, idToken: string): Command {
  return {
    title: 'Newman: a Postman collection',
    args: ['newman/run.js'],
    env: { BASE_URL: baseUrl, ID_TOKEN: idToken },
  };
}

/** Newman with a collection that expects what the API does not do. */
export function failingNewman({ baseUrl }: Stage, idToken: string): Command {
  return {
    title: 'Newman: a collection whose test fails',
    args: ['newman/run.js', `newman/${FAILING_COLLECTION}`],
    env: { BASE_URL: baseUrl, ID_TOKEN: idToken },
  };
}

/** Portman: contract, content and variation tests made from the project's OpenAPI file. */
export function portman({ baseUrl }: Stage, idToken: string): Command {
  return {
    title: "Portman: tests made from the API's OpenAPI file",
    args: [
      'node_modules/@apideck/portman/bin/portman',
      '--cliOptionsFile',
      'portman/portman-cli.json',
      '--baseUrl',
      baseUrl,
    ],
    env: { PORTMAN_TOKEN: idToken },
  };
}
