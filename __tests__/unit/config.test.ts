import { describe, expect, it } from '@jest/globals';
import { resolveConfig, secretsOfConfig } from '../../src/config.ts';
import type { EphemeralInputs, StoredInputs } from '../../src/inputs.ts';
import { seededRandom } from './fakes.ts';

const run = { runId: '1658821493', runAttempt: '2', awsRegion: '' };

const ephemeral: EphemeralInputs = {
  mode: 'ephemeral',
  clientId: '4kfr83e5pagh',
  userPoolId: 'eu-west-1_AbCdEf123',
  region: 'eu-west-1',
  usernameFormat: 'plain',
  emailDomain: 'example.com',
  passwordLength: 20,
  deleteUser: true,
};

const stored: StoredInputs = {
  mode: 'stored',
  clientId: '4kfr83e5pagh',
  region: 'eu-west-1',
  username: 'ada',
  password: 'Engine-1843',
  revokeToken: true,
};

describe('the config of mode ephemeral', () => {
  const config = resolveConfig(ephemeral, run, seededRandom(7));

  it('names what is to be called, and the user', () => {
    expect(config).toMatchObject({
      mode: 'ephemeral',
      userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123' },
      appClient: { region: 'eu-west-1', clientId: '4kfr83e5pagh' },
      user: { username: expect.stringMatching(/^gha-1658821493-2-[a-z2-7]{26}$/) },
      deleteUser: true,
    });
  });

  it('has three secrets: the username and both passwords', () => {
    const secrets = secretsOfConfig(config);
    expect(new Set(secrets).size).toBe(3);
    expect(secrets[0]).toMatch(/^gha-/);
    expect(secrets[1]).toHaveLength(20);
    expect(secrets[2]).toHaveLength(20);
  });
});

describe('the config of mode stored', () => {
  const config = resolveConfig(stored, run, seededRandom(7));

  it('names what is to be called, and the user', () => {
    expect(config).toEqual({
      mode: 'stored',
      appClient: { region: 'eu-west-1', clientId: '4kfr83e5pagh' },
      username: 'ada',
      password: 'Engine-1843',
      revokeToken: true,
    });
  });

  it('has two secrets: the username and the password', () => {
    expect(secretsOfConfig(config)).toEqual(['ada', 'Engine-1843']);
  });
});
