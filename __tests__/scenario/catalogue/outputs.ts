/**
 * Failures after the sign-in (identity pools, the probe and the files of the runner) and before the first call (invalid
 * inputs, and a run that is cancelled).
 */
import { join } from 'node:path';
import type { IdentityPoolRequest } from 'cognito-emulator/identity/identity-pool';
import type { Fixture } from '../../support/fixture.ts';
import { createIdentityPool } from '../../support/identity-pool.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../../support/login-page.ts';
import { preloadCode } from '../../support/preload.ts';
import { CREATED, type Mistakes, refused, SHORT, SIGNED_IN, STORED_USER, stored } from './mistake.ts';

const ROLE = 'arn:aws:iam::123456789012:role/readers';

/** Returns the inputs of mode `ephemeral` with an identity pool of these settings. */
function withIdentityPool(request: IdentityPoolRequest = {}) {
  return (fixture: Fixture) => ({ ...fixture.inputs, 'identity-pool-id': createIdentityPool(fixture, request).id });
}

function probing(url: (fixture: Fixture) => string) {
  return (fixture: Fixture) => ({ ...fixture.inputs, 'probe-url': url(fixture) });
}

/** Runs this code in main's process before its first line. */
function first(code: string) {
  return () => ({ NODE_OPTIONS: preloadCode(code) });
}

/** Replaces a function of Node.js in main's process. In the replacement, `original` is the old function. */
function replacing(module: string, name: string, replacement: string) {
  return first(`
    import { syncBuiltinESMExports } from 'node:module';
    import module from 'node:${module}';
    const original = module.${name};
    module.${name} = ${replacement};
    syncBuiltinESMExports();`);
}

/** A disk that is full when this file of the runner is written. */
export function fullDiskFor(variable: string) {
  const full = "throw Object.assign(new Error('canary'), { code: 'ENOSPC' })";
  const append = `(path, ...rest) => { if (path === process.env.${variable}) ${full}; original(path, ...rest); }`;
  return replacing('fs', 'appendFileSync', append);
}

export const OUTPUTS: Mistakes = {
  'identity-pool-not-found: an identity pool that does not exist': {
    inputs: { 'identity-pool-id': 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' },
    says: ['GetId on identity pool eu-west-1:1a2b3c4d'],
  },
  'identity-provider-missing: an identity pool without the user pool': { inputs: withIdentityPool({ providers: [] }) },
  'identity-provider-mismatch: the user pool of another app client': {
    inputs: (fixture) => {
      fixture.pool.addUser(STORED_USER);
      const other = fixture.emulator.createPool().id;
      return { ...withIdentityPool()(fixture), ...stored(fixture), 'aws-region': '', 'user-pool-id': other };
    },
  },
  'identity-token-rejected: a user pool that cannot be verified any more': {
    fault: refused("GetId NotAuthorizedException: Invalid login token. Couldn't verify signed token. canary"),
    inputs: withIdentityPool(),
  },
  'identity-role-missing: an identity pool without a role for signed-in users': {
    inputs: withIdentityPool({ authenticatedRole: false }),
    says: ['GetCredentialsForIdentity on identity pool'],
  },
  'identity-role-untrusting: a role for guests': {
    inputs: (fixture) => {
      fixture.emulator.addIdentityRole({ arn: ROLE, amr: 'unauthenticated' });
      return withIdentityPool({ authenticatedRole: ROLE })(fixture);
    },
  },
  'identity-role-denied: a role mapping that gives the user no role': {
    inputs: withIdentityPool({ roleMapping: { kind: 'token', orElse: 'Deny' } }),
  },
  'identity-role-not-offered: an identity-role that no group of the user has': {
    inputs: (fixture) => ({ ...withIdentityPool()(fixture), 'identity-role': ROLE }),
    says: ['the ID token lists no role (claim cognito:roles)'],
    saysNot: [ROLE],
    calls: SIGNED_IN,
  },
  'identity-without-id-token: a sign-in without the scope openid': {
    fixture: {
      pool: LOGIN_POOL,
      client: { ...LOGIN_CLIENT, scopes: ['aws.cognito.signin.user.admin', 'orders/read'] },
    },
    inputs: (fixture) => ({ ...withIdentityPool()(fixture), ...loginInputs(fixture.emulator) }),
    says: ['AllowedOAuthScopes'],
    calls: [...CREATED, ...LOGIN_CALLS],
  },

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
    says: ['/github-oidc/idtoken with a token', 'HTTP 401'],
    calls: [...SIGNED_IN, 'github-oidc', 'github-oidc'],
  },
  'probe-unanswered: an API that does not run': {
    inputs: { ...SHORT, 'probe-url': 'http://127.0.0.1:9/orders?key=canary' },
    says: ['http://127.0.0.1:9/orders', '(ECONNREFUSED)'],
    calls: SIGNED_IN,
  },
  'file-not-written: a temporary folder that does not exist': {
    inputs: { 'postman-environment': 'true' },
    env: ({ job }) => ({ RUNNER_TEMP: join(job.temp, 'none') }),
    says: ['.postman_environment.json', '(ENOENT)'],
    calls: SIGNED_IN,
  },
  'runner-file-not-written: a runner whose output file is missing': {
    env: first("process.env.GITHUB_OUTPUT = '/canary/none'"),
    says: ['GITHUB_OUTPUT', '(ENOENT)'],
    calls: SIGNED_IN,
  },

  'runner-file-not-written: a disk that is full when the state is written': {
    env: fullDiskFor('GITHUB_STATE'),
    says: ['GITHUB_STATE', '(ENOSPC)'],
  },
  'unexpected: a bug of the action': {
    // Main generates the username from random numbers.
    env: replacing('crypto', 'randomInt', "() => { throw new RangeError('canary'); }"),
    says: ['(RangeError)'],
  },
  'interrupted: a run that is cancelled': {
    fault: { operation: 'InitiateAuth', kind: 'hang', times: 1 },
    interrupt: ({ emulator }) => ({ when: emulator.nextRequest('InitiateAuth'), signal: 'SIGINT' }),
  },
  'inputs-invalid: misspelled names of required inputs': {
    inputs: () => ({ user_pool_id: 'canary', clientid: 'canary' }),
    says: [
      'client-id is required',
      '`user_pool_id` is not an input. Did you mean `user-pool-id`?',
      '`clientid` is not an input. Did you mean `client-id`?',
    ],
    saysNot: ['If you did set it'],
  },
  'inputs-invalid: a composite action that passes no input on': {
    inputs: () => ({}),
    env: () => ({ GITHUB_ACTION_PATH: '/home/runner/work/_actions/org/wrapper/v1' }),
    says: ['client-id is required', 'composite action'],
  },
};
