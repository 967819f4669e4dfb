import { describe, expect, it } from '@jest/globals';
import type { CalledServices } from '../../src/cognito/types.ts';
import { type Config, calledServices, resolveConfig, secretsOfConfig } from '../../src/config.ts';
import type { ClientCredentialsInputs, EphemeralInputs, Inputs, StoredInputs } from '../../src/inputs/action.ts';
import { seededRandom } from './fakes.ts';

const run = { runId: '1658821493', runAttempt: '2', temporaryFolder: '/temp' };
const outputOptions = {
  probe: undefined,
  storageStateOrigin: undefined,
  postmanEnvironment: false,
  envFile: false,
  envPrefix: undefined,
  jobSummary: false,
};
const common = { outputOptions, check: false, proxyInputs: undefined, timeoutSeconds: 60, trimmedSecrets: [] };
const appClient = { region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: 'shh' };
const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };

const ephemeral: EphemeralInputs = {
  ...common,
  mode: 'ephemeral',
  userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role },
  appClient,
  authFlow: { name: 'USER_PASSWORD_AUTH' },
  usernameFormat: 'plain',
  createWith: 'admin',
  userCount: 1,
  emailDomain: 'example.com',
  passwordLength: 20,
  userAttributes: {},
  groups: ['admins'],
  clientMetadata: { tenant: 'acme' },
  identityPool: undefined,
  deleteUser: true,
};

const stored: StoredInputs = {
  ...common,
  mode: 'stored',
  userPoolId: undefined,
  appClient,
  authFlow: { name: 'USER_PASSWORD_AUTH' },
  username: 'ada',
  password: 'Engine-1843',
  totpSecret: undefined,
  clientMetadata: {},
  identityPool: undefined,
  revokeToken: true,
};

const client: ClientCredentialsInputs = {
  ...common,
  mode: 'client-credentials',
  tokenSource: { kind: 'token-endpoint', domain: 'https://auth.example.com' },
  clientId: '4kfr83e5pagh',
  clientSecret: 'shh',
  scopes: ['orders/read'],
  clientMetadata: {},
};

function resolve(inputs: Inputs): Config {
  return resolveConfig(inputs, run, seededRandom(7));
}

describe('resolveConfig', () => {
  it('adds a user to the inputs of mode ephemeral', () => {
    expect(resolve(ephemeral)).toStrictEqual({
      ...ephemeral,
      files: {},
      proxy: undefined,
      users: [
        {
          username: expect.stringMatching(/^gha-1658821493-2-[a-z2-7]{26}$/),
          temporaryPassword: expect.stringMatching(/^.{20}$/),
          permanentPassword: expect.stringMatching(/^.{20}$/),
          attributes: {},
        },
      ],
    });
  });

  it.each([stored, client])('returns the inputs of mode $mode unchanged', (inputs) => {
    expect(resolve(inputs)).toStrictEqual({ ...inputs, files: {}, proxy: undefined });
  });

  it('gives each file a different path each time', () => {
    const requests = { storageStateOrigin: 'https://app.example.com', postmanEnvironment: true, envFile: true };
    const inputs = { ...stored, outputOptions: { ...outputOptions, ...requests } };
    const { files } = resolve(inputs);
    expect(files).toStrictEqual({
      'storage-state': expect.stringMatching(/^\/temp\/cognito-token-[a-z2-7]{26}\.storage_state\.json$/),
      'postman-environment': expect.stringMatching(/^\/temp\/cognito-token-[a-z2-7]{26}\.postman_environment\.json$/),
      'env-file': expect.stringMatching(/^\/temp\/cognito-token-[a-z2-7]{26}\.env$/),
    });
    const others = resolveConfig(inputs, run, seededRandom(8)).files;
    expect(new Set([...Object.values(files), ...Object.values(others)]).size).toBe(6);
  });
});

it('returns the username and both passwords of an ephemeral user as secrets', () => {
  const secrets = secretsOfConfig(resolve(ephemeral));
  expect(new Set(secrets).size).toBe(3);
  expect(secrets).toEqual([
    expect.stringMatching(/^gha-/),
    expect.stringMatching(/^.{20}$/),
    expect.stringMatching(/^.{20}$/),
  ]);
  expect(secretsOfConfig(resolve(stored))).toEqual([]);
  expect(secretsOfConfig(resolve(client))).toEqual([]);
});

describe('calledServices', () => {
  const { userPool } = ephemeral;
  const region = 'eu-west-1';

  it.each<readonly [string, Inputs, CalledServices | undefined]>([
    ['an ephemeral user', ephemeral, { region, role, hasIdentityPool: false }],
    ['a stored user', stored, { region, role: undefined, hasIdentityPool: false }],
    [
      'a stored user who signs in with AWS credentials',
      { ...stored, authFlow: { name: 'ADMIN_USER_PASSWORD_AUTH', userPool } },
      { region, role, hasIdentityPool: false },
    ],
    [
      'an app client',
      { ...client, tokenSource: { kind: 'api', region } },
      { region, role: undefined, hasIdentityPool: false },
    ],
    ['an app client with a user pool domain', client, undefined],
  ])('returns the region, the role and the identity pool for %s', (_, inputs, services) => {
    expect(calledServices(resolve(inputs))).toEqual(services);
  });
});
