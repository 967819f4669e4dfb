import { describe, expect, it } from '@jest/globals';
import { type InputName, secretInputNames } from '../../src/input-rules.ts';
import { parseInputs } from '../../src/inputs.ts';

type Given = Partial<Record<InputName, string>>;

const run = { runId: '1', runAttempt: '1', awsRegion: '' };
const ephemeral: Given = { 'user-pool-id': 'eu-west-1_AbCdEf123', 'client-id': '4kfr83e5pagh' };
const stored: Given = {
  mode: 'stored',
  'client-id': '4kfr83e5pagh',
  'aws-region': 'eu-west-1',
  username: 'ada',
  password: 'Engine-1843',
};

function parse(given: Given, awsRegion = '') {
  return parseInputs((name) => given[name] ?? '', { ...run, awsRegion });
}

function problemsOf(given: Given, awsRegion = ''): readonly string[] {
  const parsed = parse(given, awsRegion);
  return parsed.outcome === 'invalid' ? parsed.problems : [];
}

describe('valid inputs', () => {
  it('of mode ephemeral, which is the default', () => {
    expect(parse(ephemeral)).toEqual({
      outcome: 'valid',
      inputs: {
        mode: 'ephemeral',
        clientId: '4kfr83e5pagh',
        userPoolId: 'eu-west-1_AbCdEf123',
        region: 'eu-west-1',
        usernameFormat: 'email',
        emailDomain: 'example.com',
        passwordLength: 64,
        deleteUser: true,
      },
    });
  });

  it('of mode ephemeral, each set to something else', () => {
    const changes: Given = {
      'username-format': 'plain',
      'email-domain': 'mail.test',
      'password-length': '99',
      'delete-user': 'False',
    };
    expect(parse({ ...ephemeral, ...changes })).toEqual({
      outcome: 'valid',
      inputs: {
        mode: 'ephemeral',
        clientId: '4kfr83e5pagh',
        userPoolId: 'eu-west-1_AbCdEf123',
        region: 'eu-west-1',
        usernameFormat: 'plain',
        emailDomain: 'mail.test',
        passwordLength: 99,
        deleteUser: false,
      },
    });
  });

  it('of mode stored', () => {
    expect(parse(stored)).toEqual({
      outcome: 'valid',
      inputs: {
        mode: 'stored',
        clientId: '4kfr83e5pagh',
        region: 'eu-west-1',
        username: 'ada',
        password: 'Engine-1843',
        revokeToken: true,
      },
    });
  });

  it('of the other mode, as long as they are at their defaults', () => {
    expect(parse({ ...stored, 'password-length': '64', 'delete-user': 'true' }).outcome).toBe('valid');
  });
});

describe('the region', () => {
  it.each([
    [
      'the one of the user pool',
      { 'user-pool-id': 'us-gov-west-1_Ab12', 'aws-region': '' },
      'ap-south-1',
      'us-gov-west-1',
    ],
    ['the input, for want of a user pool', { 'aws-region': 'eu-west-1' }, 'ap-south-1', 'eu-west-1'],
    ["the job's, for want of an input", { 'aws-region': '' }, 'ap-south-1', 'ap-south-1'],
    ['the one of the user pool, whatever the job has', { 'user-pool-id': 'eu-west-1_Ab12' }, 'ap-south-1', 'eu-west-1'],
  ])('is %s', (_, given, awsRegion, region) => {
    const parsed = parse({ ...stored, ...given }, awsRegion);
    expect(parsed).toMatchObject({ outcome: 'valid', inputs: { region } });
  });
});

describe('a problem', () => {
  it.each([
    ['an unknown mode', { ...ephemeral, mode: 'epheremal' }, ['mode is "epheremal", and must be ephemeral or stored.']],
    ['no app client', { ...ephemeral, 'client-id': '' }, ['client-id is required in mode ephemeral, and it is empty.']],
    [
      'an app client that is none',
      { ...ephemeral, 'client-id': 'my client' },
      ['client-id is "my client", and must be the ID of an app client, of letters and digits.'],
    ],
    [
      'no user pool',
      { ...ephemeral, 'user-pool-id': '' },
      ['user-pool-id is required in mode ephemeral, and it is empty.'],
    ],
    [
      'a user pool that is none',
      { ...ephemeral, 'user-pool-id': 'my pool' },
      ['user-pool-id is "my pool", and must be the ID of a user pool, like eu-west-1_AbCdEf123.'],
    ],
    [
      'a region that contradicts the user pool',
      { ...ephemeral, 'aws-region': 'eu-west-2' },
      ['aws-region is eu-west-2, and user-pool-id is of a user pool in eu-west-1: leave aws-region out.'],
    ],
    [
      'a region that is none',
      { ...stored, 'aws-region': 'Ireland (eu-west-1)' },
      ['aws-region is "Ireland (eu-west-1)", and must be the name of a region, like eu-west-1.'],
    ],
    [
      'no region at all',
      { ...stored, 'aws-region': '' },
      ['aws-region is empty, and neither user-pool-id nor AWS_REGION or AWS_DEFAULT_REGION names one: set aws-region.'],
    ],
    ['no username', { ...stored, username: '' }, ['username is required in mode stored, and it is empty.']],
    ['no password', { ...stored, password: '' }, ['password is required in mode stored, and it is empty.']],
    [
      'an unknown username format',
      { ...ephemeral, 'username-format': 'mail' },
      ['username-format is "mail", and must be email, plain or phone-number.'],
    ],
    [
      'a domain that is none',
      { ...ephemeral, 'email-domain': 'me@example.com' },
      ['email-domain is "me@example.com", and must be a domain name of at most 63 characters.'],
    ],
    ...['7', '257', '64.5', 'long', '-64', '0x40'].map(
      (length) =>
        [
          `a password length of ${length}`,
          { ...ephemeral, 'password-length': length },
          [`password-length is "${length}", and must be a whole number from 8 to 256.`],
        ] as const,
    ),
    ['a flag that is none', { ...ephemeral, 'delete-user': 'no' }, ['delete-user is "no", and must be true or false.']],
    [
      'another flag that is none',
      { ...stored, 'revoke-token': '1' },
      ['revoke-token is "1", and must be true or false.'],
    ],
  ] satisfies readonly (readonly [string, Given, readonly string[]])[])('is %s', (_, given, problems) => {
    expect(problemsOf(given)).toEqual(problems);
  });

  it('is an input of another mode, unless it is at its default', () => {
    expect(problemsOf({ ...stored, 'username-format': 'plain', 'delete-user': 'true' })).toEqual([
      'username-format belongs to mode ephemeral, and mode is stored.',
    ]);
    expect(problemsOf({ ...ephemeral, password: 'Engine-1843' })).toEqual([
      'password belongs to mode stored, and mode is ephemeral.',
    ]);
  });

  it('comes with all the others', () => {
    expect(problemsOf({ 'client-id': '?', 'password-length': '1', 'delete-user': 'never', username: 'ada' })).toEqual([
      'user-pool-id is required in mode ephemeral, and it is empty.',
      'username belongs to mode stored, and mode is ephemeral.',
      'client-id is "?", and must be the ID of an app client, of letters and digits.',
      'password-length is "1", and must be a whole number from 8 to 256.',
      'delete-user is "never", and must be true or false.',
    ]);
  });

  it('never quotes a secret', () => {
    const secrets = Object.fromEntries(secretInputNames().map((name) => [name, `canary of ${name}`]));
    const problems = problemsOf({ ...secrets, mode: 'ephemeral', 'client-id': '?' });
    expect(problems.length).toBeGreaterThan(secretInputNames().length);
    expect(problems.join()).not.toContain('canary');
  });
});

it('username and password are secrets', () => {
  expect(secretInputNames()).toEqual(['username', 'password']);
});
