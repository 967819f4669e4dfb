/** What can fail once there are tokens: the probe, and the files of the runner. And a run that is cancelled before. */
import { join } from 'node:path';
import type { World } from '../../support/world.ts';
import { CREATED, type Mistakes, SHORT } from './mistake.ts';

const SIGNED_IN = [...CREATED, 'InitiateAuth'] as const;

function withInput(name: string, value: (world: World) => string) {
  return (world: World) => ({ ...world.inputs, [name]: value(world) });
}

/** Runs this in main's process before its first line. */
function first(code: string) {
  return () => ({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` });
}

export const HAND_OVER: Mistakes = {
  'an API without an authorizer': {
    code: 'probe-unguarded',
    // A public page with status 200.
    inputs: withInput('probe-url', ({ emulator, pool }) => `${emulator.url}/${pool.id}/.well-known/jwks.json`),
    says: [
      'The probe GET http://127.0.0.1:',
      '/.well-known/jwks.json without a token',
      'HTTP 200',
      'Add an authorizer',
    ],
    calls: SIGNED_IN,
  },
  'an API that answers before its authorizer does': {
    code: 'probe-unguarded',
    // Of Cognito's API, that it does not understand.
    inputs: withInput('probe-url', ({ emulator }) => `${emulator.url}/orders`),
    says: ['/orders without a token', 'HTTP 400', 'Check probe-url'],
    calls: [...SIGNED_IN, 'GET /orders'],
  },
  'an authorizer that does not take the token': {
    code: 'probe-refused',
    // GitHub's endpoint wants a token of its own.
    inputs: withInput('probe-url', ({ emulator }) => `${emulator.url}/github-oidc/idtoken?key=canary`),
    says: ['/github-oidc/idtoken with a token', 'HTTP 401', 'probe-header', '{access-token}'],
    calls: [...SIGNED_IN, 'github-oidc', 'github-oidc'],
  },
  'an API that does not run': {
    code: 'probe-unanswered',
    inputs: (world) => ({ ...world.inputs, ...SHORT, 'probe-url': 'http://127.0.0.1:9/orders?key=canary' }),
    says: ['http://127.0.0.1:9/orders', '(ECONNREFUSED)', 'probe-url'],
    calls: SIGNED_IN,
  },
  'a temporary folder that there is not': {
    code: 'file-not-written',
    inputs: withInput('postman-environment', () => 'true'),
    env: ({ job }) => ({ RUNNER_TEMP: join(job.temp, 'none') }),
    says: ['.postman_environment.json', '(ENOENT)', 'RUNNER_TEMP'],
    calls: SIGNED_IN,
  },
  'a runner that loses its own files': {
    code: 'unexpected',
    env: first("process.env.GITHUB_OUTPUT = '/canary/none'"),
    says: ['(Error)', 'report it as a bug'],
    calls: SIGNED_IN,
  },
  'a run that is cancelled': {
    code: 'interrupted',
    inputs: ({ emulator, inputs }) => {
      emulator.injectFault({ operation: 'InitiateAuth', kind: 'hang', times: 1 });
      return inputs;
    },
    interrupt: ({ emulator }) => ({ when: emulator.nextRequest('InitiateAuth'), signal: 'SIGINT' }),
    says: ['cancelled', 'post step'],
    calls: SIGNED_IN,
  },
};
