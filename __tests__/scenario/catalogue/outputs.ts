/** Failures after the sign-in: the probe, and the files of the runner. And a run that is cancelled. */
import { join } from 'node:path';
import type { Fixture } from '../../support/fixture.ts';
import { preloadCode } from '../../support/preload.ts';
import { type Mistakes, SHORT, SIGNED_IN } from './mistake.ts';

function probing(url: (fixture: Fixture) => string) {
  return (fixture: Fixture) => ({ ...fixture.inputs, 'probe-url': url(fixture) });
}

/** Runs this code in main's process before its first line. */
function first(code: string) {
  return () => ({ NODE_OPTIONS: preloadCode(code) });
}

/** Code that replaces a function of Node.js. In the replacement, `original` is the old function. */
function replacing(module: string, name: string, replacement: string): string {
  return `
    import { syncBuiltinESMExports } from 'node:module';
    import module from 'node:${module}';
    const original = module.${name};
    module.${name} = ${replacement};
    syncBuiltinESMExports();`;
}

/** A disk that is full when this file of the runner is written. */
export function fullDiskFor(variable: string) {
  const full = "throw Object.assign(new Error('canary'), { code: 'ENOSPC' })";
  const append = `(path, ...rest) => { if (path === process.env.${variable}) ${full}; original(path, ...rest); }`;
  return first(replacing('fs', 'appendFileSync', append));
}

export const OUTPUTS: Mistakes = {
  'probe-unguarded: an API without an authorizer': {
    // A public page with status 200.
    inputs: probing(({ emulator, pool }) => `${emulator.url}/${pool.id}/.well-known/jwks.json`),
    says: [
      'The probe GET http://127.0.0.1:',
      '/.well-known/jwks.json without a token',
      'HTTP 200',
      'Add an authorizer',
    ],
    calls: SIGNED_IN,
  },
  'probe-unguarded: an API that answers before its authorizer does': {
    // Cognito's API does not have this path.
    inputs: probing(({ emulator }) => `${emulator.url}/orders`),
    says: ['/orders without a token', 'HTTP 400', 'Check probe-url'],
    calls: [...SIGNED_IN, 'GET /orders'],
  },
  'probe-refused: an authorizer that does not take the token': {
    // GitHub's endpoint requires its own token.
    inputs: probing(({ emulator }) => `${emulator.url}/github-oidc/idtoken?key=canary`),
    says: ['/github-oidc/idtoken with a token', 'HTTP 401', 'token-header', '{access-token}'],
    calls: [...SIGNED_IN, 'github-oidc', 'github-oidc'],
  },
  'probe-unanswered: an API that does not run': {
    inputs: { ...SHORT, 'probe-url': 'http://127.0.0.1:9/orders?key=canary' },
    says: ['http://127.0.0.1:9/orders', '(ECONNREFUSED)', 'probe-url'],
    calls: SIGNED_IN,
  },
  'file-not-written: a temporary folder that does not exist': {
    inputs: { 'postman-environment': 'true' },
    env: ({ job }) => ({ RUNNER_TEMP: join(job.temp, 'none') }),
    says: ['.postman_environment.json', '(ENOENT)', 'RUNNER_TEMP'],
    calls: SIGNED_IN,
  },
  'runner-file-not-written: a runner whose output file is missing': {
    env: first("process.env.GITHUB_OUTPUT = '/canary/none'"),
    says: ['GITHUB_OUTPUT', 'cannot be written (ENOENT)', 'disk'],
    calls: SIGNED_IN,
  },
  'runner-file-not-written: a disk that is full when the state is written': {
    env: fullDiskFor('GITHUB_STATE'),
    says: ['GITHUB_STATE', 'cannot be written (ENOSPC)', 'disk'],
  },
  'unexpected: a bug of the action': {
    // Main generates the username from random numbers.
    env: first(replacing('crypto', 'randomInt', "() => { throw new RangeError('canary'); }")),
    says: ['(RangeError)', 'report it as a bug'],
  },
  'interrupted: a run that is cancelled': {
    fault: { operation: 'InitiateAuth', kind: 'hang', times: 1 },
    interrupt: ({ emulator }) => ({ when: emulator.nextRequest('InitiateAuth'), signal: 'SIGINT' }),
    says: ['cancelled', 'post step'],
    calls: SIGNED_IN,
  },
};
