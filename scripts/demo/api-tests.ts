/**
 * The API tests of the project, as commands of workflow steps.
 */

import { FAILING_COLLECTION, type Service } from './environment.ts';
import type { Command, Variables } from './job.ts';

const EXPECTED_REFUSALS =
  '401 and 403 below are expected: these tests check that the API refuses calls without a token or without the group';

/** Newman with the project's collection. The token is in the step's environment. */
export function newman({ baseUrl }: Service, { ID_TOKEN: idToken = '' }: Variables): Command {
  return {
    title: 'Newman: a Postman collection',
    args: ['newman/run.js'],
    env: { BASE_URL: baseUrl, ID_TOKEN: idToken },
    note: EXPECTED_REFUSALS,
  };
}

/** Newman with a collection whose test fails. */
export function failingNewman({ baseUrl }: Service, { ID_TOKEN: idToken = '' }: Variables): Command {
  return {
    title: 'Newman: a collection whose test fails',
    args: ['newman/run.js', `newman/${FAILING_COLLECTION}`],
    env: { BASE_URL: baseUrl, ID_TOKEN: idToken },
  };
}

/** Newman's own command with a collection of the project. The tokens are in the action's Postman environment. */
export function newmanWithEnvironment({ baseUrl }: Service, collection: string, outputs: Variables): Command {
  return {
    title: 'Newman: a Postman collection, with the environment file',
    args: [
      'node_modules/newman/bin/newman.js',
      'run',
      `newman/${collection}`,
      ...['--environment', outputs['POSTMAN_ENVIRONMENT'] ?? ''],
      ...['--env-var', `baseUrl=${baseUrl}`],
    ],
    env: {},
    note: EXPECTED_REFUSALS,
  };
}

/** Portman with contract, content and variation tests generated from the project's OpenAPI file. */
export function portman({ baseUrl }: Service, { ID_TOKEN: idToken = '' }: Variables): Command {
  return {
    title: "Portman: tests generated from the API's OpenAPI file",
    args: portmanArgs('portman/portman-cli.json', baseUrl),
    env: { PORTMAN_TOKEN: idToken },
    note: EXPECTED_REFUSALS,
  };
}

/** Portman for the admins' routes. The token is in `PORTMAN_ID_TOKEN`, which the action exported. */
export function portmanForAdmins({ baseUrl }: Service): Command {
  return {
    title: "Portman: tests of the admins' routes",
    args: portmanArgs('portman/admins-cli.json', baseUrl),
    env: {},
  };
}

function portmanArgs(cliOptionsFile: string, baseUrl: string): string[] {
  return ['node_modules/@apideck/portman/bin/portman', '--cliOptionsFile', cliOptionsFile, '--baseUrl', baseUrl];
}
