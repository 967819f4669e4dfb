import { describe, expect, it } from '@jest/globals';
import type { CalledServices } from '../../src/cognito/types.ts';
import { type Config, calledServices, resolveConfig, secretsOfConfig } from '../../src/config.ts';
import type { Inputs } from '../../src/inputs/action.ts';
import { seededRandom } from './fakes.ts';
import * as given from './given-inputs.ts';

const run = { runId: '1658821493', runAttempt: '2', temporaryFolder: '/temp' };
const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };

const ephemeral = given.parse({
  ...given.ephemeral,
  'role-to-assume': role.arn,
  'username-format': 'plain',
  'password-length': '20',
  groups: 'admins',
  'client-metadata': 'tenant=acme',
});
const stored = given.parse(given.stored);
const client = given.parse(given.client);

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

  it('gives each file a different path each time', () => {
    const requests = { 'storage-state-origin': 'https://app.example.com', 'postman-environment': 'true' };
    const inputs = given.parse({ ...given.stored, ...requests, 'env-file': 'dotenv' });
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

it('returns the username and both passwords of an ephemeral user as secrets, and the parts of a refresh token', () => {
  const secrets = secretsOfConfig(resolve(ephemeral));
  expect(new Set(secrets).size).toBe(3);
  expect(secrets).toEqual([
    expect.stringMatching(/^gha-/),
    expect.stringMatching(/^.{20}$/),
    expect.stringMatching(/^.{20}$/),
  ]);
  expect(secretsOfConfig(resolve(stored))).toEqual([]);
  expect(secretsOfConfig(resolve(client))).toEqual([]);
  const token = { ...given.refresh, 'refresh-token': 'a-header.a-payload.c.d.e' };
  expect(secretsOfConfig(given.configOf(token))).toEqual(['a-header.a-payload.c.d.e', 'a-payload']);
});

const region = 'eu-west-1';

it.each<readonly [string, Inputs, CalledServices | undefined]>([
  ['an ephemeral user', ephemeral, { region, role, hasIdentityPool: false }],
  ['a stored user', stored, { region, role: undefined, hasIdentityPool: false }],
  [
    'a stored user who signs in with AWS credentials',
    given.parse({
      ...given.stored,
      'auth-flow': 'ADMIN_USER_PASSWORD_AUTH',
      'user-pool-id': 'eu-west-1_AbCdEf123',
      'role-to-assume': role.arn,
    }),
    { region, role, hasIdentityPool: false },
  ],
  [
    'an app client',
    given.parse({ ...given.client, domain: '', 'aws-region': region }),
    { region, role: undefined, hasIdentityPool: false },
  ],
  ['an app client with a user pool domain', client, undefined],
])('returns the region, the role and the identity pool that are called for %s', (_, inputs, services) => {
  expect(calledServices(resolve(inputs))).toEqual(services);
});
