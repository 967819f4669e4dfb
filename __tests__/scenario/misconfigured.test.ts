// Verify that each usual mistake ends main with one message to act on, no stack trace, no secret, and no user left.
import { expect, it } from '@jest/globals';
import { operationsOf, readableTextOf, useWorlds, type World, type WorldOptions } from '../support/world.ts';

const startWorld = useWorlds();

interface Mistake {
  readonly world?: WorldOptions;
  /** The inputs, made from the right ones of mode `ephemeral`. */
  readonly inputs?: (world: World) => Record<string, string>;
  readonly says: readonly string[];
  readonly calls: readonly string[];
}

const CANARY = 'Canary-0123456789';

function stored({ client }: World): Record<string, string> {
  return { mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1', username: 'ada', password: CANARY };
}

const MISTAKES: Record<string, Mistake> = {
  'no inputs at all': {
    inputs: () => ({}),
    says: ['client-id is required in mode ephemeral', 'user-pool-id is required in mode ephemeral', '#inputs-invalid'],
    calls: [],
  },
  'a user pool ID that is none': {
    inputs: ({ inputs }) => ({ ...inputs, 'user-pool-id': 'my-pool' }),
    says: ['user-pool-id is "my-pool", and must be the ID of a user pool, like eu-west-1_AbCdEf123.'],
    calls: [],
  },
  'a password for an ephemeral user': {
    inputs: ({ inputs }) => ({ ...inputs, password: CANARY }),
    says: ['password belongs to mode stored, and mode is ephemeral.'],
    calls: [],
  },
  'no AWS credentials': {
    world: { credentials: false },
    says: [
      'AdminCreateUser',
      'aws-actions/configure-aws-credentials',
      'role-to-assume',
      'permissions: id-token: write',
    ],
    calls: [],
  },
  'AWS credentials that nobody knows': {
    world: { credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: CANARY } },
    says: ['AdminCreateUser', 'UnrecognizedClientException, HTTP 400', '#credentials-rejected'],
    calls: ['AdminCreateUser'],
  },
  'an unknown user pool': {
    inputs: ({ inputs }) => ({ ...inputs, 'user-pool-id': 'eu-west-1_Unknown12' }),
    says: ['AdminCreateUser on user pool eu-west-1_Unknown12', 'Check user-pool-id', '#user-pool-not-found'],
    calls: ['AdminCreateUser'],
  },
  'an unknown app client': {
    inputs: ({ inputs }) => ({ ...inputs, 'client-id': '0unknown0client0id00000000' }),
    says: ['InitiateAuth on app client 0unknown0client0id00000000', 'Check client-id', '#app-client-not-found'],
    calls: ['AdminCreateUser', 'AdminSetUserPassword', 'InitiateAuth'],
  },
  'an app client of another user pool': {
    inputs: ({ inputs, emulator }) => ({
      ...inputs,
      'client-id': emulator.createPool().createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] }).id,
    }),
    says: ['client-id is an app client of the user pool that has the user', '#sign-in-rejected'],
    calls: ['AdminCreateUser', 'AdminSetUserPassword', 'InitiateAuth'],
  },
  'an app client without the auth flow': {
    world: { client: { flows: ['ALLOW_USER_SRP_AUTH'] } },
    says: ['InvalidParameterException', 'ALLOW_USER_PASSWORD_AUTH', '#auth-flow-disabled'],
    calls: ['AdminCreateUser', 'AdminSetUserPassword', 'InitiateAuth'],
  },
  'an app client with a client secret': {
    world: { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'], secret: true } },
    says: ['NotAuthorizedException', 'client secret', '#client-secret-needed'],
    calls: ['AdminCreateUser', 'AdminSetUserPassword', 'InitiateAuth'],
  },
  'no permission to set a password': {
    inputs: ({ inputs, emulator, job }) => {
      const { accessKeyId, secretAccessKey } = emulator.addPrincipal({ denied: ['AdminSetUserPassword'] });
      Object.assign(job.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
      return inputs;
    },
    says: ['AdminSetUserPassword on user pool', 'AccessDeniedException', '#access-denied'],
    calls: ['AdminCreateUser', 'AdminSetUserPassword'],
  },
  'a stored user with a wrong password': {
    inputs: (world) => {
      world.pool.addUser({ username: 'ada', password: 'Analytical-Engine-1843' });
      return stored(world);
    },
    says: ['InitiateAuth', 'NotAuthorizedException, HTTP 400', '#sign-in-rejected'],
    calls: ['InitiateAuth'],
  },
  'a stored user whom the pool does not know': {
    inputs: stored,
    says: ['InitiateAuth', '#sign-in-rejected'],
    calls: ['InitiateAuth'],
  },
  'a stored user with a temporary password': {
    inputs: (world) => {
      world.pool.addUser({ username: 'ada', password: CANARY, status: 'FORCE_CHANGE_PASSWORD' });
      return stored(world);
    },
    says: ['challenge NEW_PASSWORD_REQUIRED', '#challenge-unsupported'],
    calls: ['InitiateAuth'],
  },
  'a stored user who is disabled': {
    inputs: (world) => {
      world.pool.addUser({ username: 'ada', password: CANARY, enabled: false });
      return stored(world);
    },
    says: ['the user is disabled', '#user-not-ready'],
    calls: ['InitiateAuth'],
  },
  'no region': {
    inputs: (world) => ({ ...stored(world), 'aws-region': '' }),
    says: ['aws-region is empty, and neither user-pool-id nor AWS_REGION or AWS_DEFAULT_REGION names one'],
    calls: [],
  },
  'an endpoint at which nobody listens': {
    world: { job: { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } } },
    inputs: ({ inputs }) => ({ ...inputs, 'timeout-seconds': '1' }),
    says: ['ECONNREFUSED', '#network-failed'],
    calls: [],
  },
};

it.each(Object.entries(MISTAKES))('%s', async (_, { world: options, inputs, says, calls }) => {
  const world = await startWorld({ ...options, job: { debug: true, ...options?.job } });
  const main = await world.job.uses({ with: inputs?.(world) ?? world.inputs });

  expect(main).toMatchObject({ exitCode: 1, stderr: '', outputs: {}, annotations: [{ level: 'error' }] });
  expect(main.annotations).toHaveLength(1);
  for (const words of says) {
    expect(main.annotations[0]?.message).toContain(words);
  }
  expect(main.annotations[0]?.message).toMatch(/ See docs\/troubleshooting\.md#[a-z-]+$/);
  expect(main.stdout).not.toMatch(/^\s+at /m);
  expect(readableTextOf(main)).not.toContain(CANARY);
  expect(operationsOf(world.emulator)).toEqual(calls);

  Object.assign(world.job.env, { AWS_ENDPOINT_URL: world.emulator.url });
  await world.job.post();
  expect(world.pool.users.filter(({ username }) => username !== 'ada')).toEqual([]);
});
