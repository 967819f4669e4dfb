import { describe, expect, it } from '@jest/globals';
import { type Config, resolveConfig, secretsOfConfig } from '../../src/config.ts';
import type { ClientCredentialsInputs, EphemeralInputs, Inputs, StoredInputs } from '../../src/inputs/action.ts';
import { seededRandom } from './fakes.ts';

const run = { runId: '1658821493', runAttempt: '2', awsRegion: '' };
const handOver = { probe: undefined, postmanEnvironment: false, envPrefix: '', jobSummary: false };
const common = {
  clientId: '4kfr83e5pagh',
  clientSecret: 'shh',
  region: 'eu-west-1',
  handOver,
  timeoutSeconds: 60,
  trimmedSecrets: [],
};
const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };

const ephemeral: EphemeralInputs = {
  ...common,
  mode: 'ephemeral',
  userPoolId: 'eu-west-1_AbCdEf123',
  authFlow: 'USER_PASSWORD_AUTH',
  usernameFormat: 'plain',
  createWith: 'admin',
  emailDomain: 'example.com',
  passwordLength: 20,
  userAttributes: {},
  groups: ['admins'],
  clientMetadata: { tenant: 'acme' },
  role,
  deleteUser: true,
};

const stored: StoredInputs = {
  ...common,
  mode: 'stored',
  userPoolId: 'eu-west-1_AbCdEf123',
  authFlow: 'USER_PASSWORD_AUTH',
  username: 'ada',
  password: 'Engine-1843',
  totpSecret: '',
  clientMetadata: {},
  role: undefined,
  revokeToken: true,
};

const client: ClientCredentialsInputs = {
  ...common,
  mode: 'client-credentials',
  domain: 'my-app',
  scopes: ['orders/read'],
};

const userPool = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role };
const appClient = { region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: 'shh' };

function resolve(inputs: Inputs): Config {
  return resolveConfig(inputs, run, seededRandom(7));
}

describe('the config', () => {
  it('of mode ephemeral names what is to be called, and the user', () => {
    expect(resolve(ephemeral)).toEqual({
      mode: 'ephemeral',
      userPool,
      appClient,
      authFlow: { name: 'USER_PASSWORD_AUTH' },
      createWith: 'admin',
      user: {
        username: expect.stringMatching(/^gha-1658821493-2-[a-z2-7]{26}$/),
        temporaryPassword: expect.stringMatching(/^.{20}$/),
        permanentPassword: expect.stringMatching(/^.{20}$/),
        attributes: {},
      },
      groups: ['admins'],
      clientMetadata: { tenant: 'acme' },
      deleteUser: true,
      handOver,
      postmanFile: undefined,
      timeoutSeconds: 60,
    });
  });

  it.each([
    ['USER_PASSWORD_AUTH', { name: 'USER_PASSWORD_AUTH' }],
    ['USER_SRP_AUTH', { name: 'USER_SRP_AUTH', userPoolId: 'eu-west-1_AbCdEf123' }],
    ['ADMIN_USER_PASSWORD_AUTH', { name: 'ADMIN_USER_PASSWORD_AUTH', userPool: { ...userPool, role: undefined } }],
    ['USER_AUTH', { name: 'USER_AUTH' }],
  ] as const)('of auth flow %s has what that needs', (authFlow, expected) => {
    expect(resolve({ ...stored, authFlow })).toMatchObject({ mode: 'stored', authFlow: expected });
  });

  it.each([
    ['my-app', 'eu-west-1', 'https://my-app.auth.eu-west-1.amazoncognito.com'],
    ['my-app', 'us-gov-west-1', 'https://my-app.auth-fips.us-gov-west-1.amazoncognito.com'],
    ['auth.example.com', '', 'https://auth.example.com'],
    ['https://auth.example.com/', '', 'https://auth.example.com'],
    ['http://127.0.0.1:9229', '', 'http://127.0.0.1:9229'],
  ])('of domain %s in region "%s" is %s', (domain, region, origin) => {
    expect(resolve({ ...client, domain, region })).toMatchObject({ domain: origin });
  });

  it('names the file of a Postman environment, another one each time', () => {
    const inputs = { ...client, handOver: { ...handOver, postmanEnvironment: true } };
    const name = /^cognito-token-[a-z2-7]{26}\.postman_environment\.json$/;
    expect(resolve(inputs).postmanFile).toMatch(name);
    expect(resolveConfig(inputs, run, seededRandom(8)).postmanFile).not.toBe(resolve(inputs).postmanFile);
  });
});

it('the secrets that config makes are the username and both passwords of an ephemeral user', () => {
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
