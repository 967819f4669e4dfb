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

const refresh: Given = {
  mode: 'refresh',
  'client-id': '4kfr83e5pagh',
  'aws-region': 'eu-west-1',
  'refresh-token': 'a.b.c.d.e',
};
const client: Given = {
  mode: 'client-credentials',
  'client-id': '4kfr83e5pagh',
  'client-secret': 'shh',
  domain: 'my-app',
};

function parse(given: Given, awsRegion = '') {
  return parseInputs((name) => given[name] ?? '', { ...run, awsRegion });
}

function problemsOf(given: Given, awsRegion = ''): readonly string[] {
  const parsed = parse(given, awsRegion);
  return parsed.outcome === 'invalid' ? parsed.problems : [];
}

const noHandOver = { probe: undefined, postmanEnvironment: false, envPrefix: '', jobSummary: false };

describe('valid inputs', () => {
  it('of mode ephemeral, which is the default', () => {
    expect(parse(ephemeral)).toEqual({
      outcome: 'valid',
      inputs: {
        mode: 'ephemeral',
        clientId: '4kfr83e5pagh',
        clientSecret: '',
        userPoolId: 'eu-west-1_AbCdEf123',
        region: 'eu-west-1',
        authFlow: 'USER_PASSWORD_AUTH',
        usernameFormat: 'email',
        createWith: 'admin',
        emailDomain: 'example.com',
        passwordLength: 64,
        userAttributes: {},
        groups: [],
        clientMetadata: {},
        role: undefined,
        deleteUser: true,
        handOver: noHandOver,
        timeoutSeconds: 60,
      },
    });
  });

  it('of mode ephemeral, each set to something else', () => {
    const changes: Given = {
      'client-secret': 'shh',
      'auth-flow': 'USER_SRP_AUTH',
      'username-format': 'plain',
      'create-with': 'sign-up',
      'email-domain': 'mail.test',
      'password-length': '99',
      'user-attributes': 'name=Ada Lovelace\n\n custom:query = a=b \n',
      groups: 'admins, readers\nadmins\n',
      'client-metadata': 'tenant=acme',
      'role-to-assume': 'arn:aws:iam::111122223333:role/ci/api-tests',
      audience: 'my-audience',
      'delete-user': 'False',
      'probe-url': 'https://api.test/orders?limit=1',
      'probe-method': 'POST',
      'probe-header': 'X-Token: {access-token}',
      'postman-environment': 'true',
      'env-prefix': 'PORTMAN_',
      'job-summary': 'true',
      'timeout-seconds': '300',
    };
    expect(parse({ ...ephemeral, ...changes })).toEqual({
      outcome: 'valid',
      inputs: {
        mode: 'ephemeral',
        clientId: '4kfr83e5pagh',
        clientSecret: 'shh',
        userPoolId: 'eu-west-1_AbCdEf123',
        region: 'eu-west-1',
        authFlow: 'USER_SRP_AUTH',
        usernameFormat: 'plain',
        createWith: 'sign-up',
        emailDomain: 'mail.test',
        passwordLength: 99,
        userAttributes: { name: 'Ada Lovelace', 'custom:query': 'a=b' },
        groups: ['admins', 'readers'],
        clientMetadata: { tenant: 'acme' },
        role: { arn: 'arn:aws:iam::111122223333:role/ci/api-tests', audience: 'my-audience' },
        deleteUser: false,
        handOver: {
          probe: { url: 'https://api.test/orders?limit=1', method: 'POST', header: 'X-Token: {access-token}' },
          postmanEnvironment: true,
          envPrefix: 'PORTMAN_',
          jobSummary: true,
        },
        timeoutSeconds: 300,
      },
    });
  });

  it('of mode stored', () => {
    expect(parse({ ...stored, 'totp-secret': 'gezd gnbv gy3t qojq ====' })).toEqual({
      outcome: 'valid',
      inputs: {
        mode: 'stored',
        clientId: '4kfr83e5pagh',
        clientSecret: '',
        userPoolId: '',
        region: 'eu-west-1',
        authFlow: 'USER_PASSWORD_AUTH',
        username: 'ada',
        password: 'Engine-1843',
        totpSecret: 'gezd gnbv gy3t qojq ====',
        clientMetadata: {},
        role: undefined,
        revokeToken: true,
        handOver: noHandOver,
        timeoutSeconds: 60,
      },
    });
  });

  it('of mode refresh', () => {
    expect(parse(refresh)).toEqual({
      outcome: 'valid',
      inputs: {
        mode: 'refresh',
        clientId: '4kfr83e5pagh',
        clientSecret: '',
        userPoolId: '',
        region: 'eu-west-1',
        refreshToken: 'a.b.c.d.e',
        handOver: noHandOver,
        timeoutSeconds: 60,
      },
    });
  });

  it.each([
    'my-app',
    'auth.example.com',
    'https://auth.example.com',
    'https://auth.example.com:8443/',
    'http://127.0.0.1:9229',
  ])('of mode client-credentials with domain %s', (domain) => {
    expect(parse({ ...client, domain, scopes: 'orders/read\n orders/write ' }, 'eu-west-1')).toEqual({
      outcome: 'valid',
      inputs: {
        mode: 'client-credentials',
        clientId: '4kfr83e5pagh',
        clientSecret: 'shh',
        region: 'eu-west-1',
        domain,
        scopes: ['orders/read', 'orders/write'],
        handOver: noHandOver,
        timeoutSeconds: 60,
      },
    });
  });

  it('of mode client-credentials without a region, where the domain is whole', () => {
    expect(parse({ ...client, domain: 'auth.example.com' }).outcome).toBe('valid');
  });

  it('of other modes, as long as they are at their defaults', () => {
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
    [
      'an unknown mode',
      { ...ephemeral, mode: 'epheremal' },
      ['mode is "epheremal", and must be ephemeral, stored, refresh or client-credentials.'],
    ],
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
    [
      'no region for a domain prefix',
      client,
      ['aws-region is empty, and neither user-pool-id nor AWS_REGION or AWS_DEFAULT_REGION names one: set aws-region.'],
    ],
    ...['USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH'].map(
      (flow) =>
        [
          `no user pool for ${flow}`,
          { ...stored, 'auth-flow': flow },
          [`user-pool-id is required with auth-flow ${flow}, and it is empty.`],
        ] as const,
    ),
    [
      'an unknown auth flow',
      { ...ephemeral, 'auth-flow': 'USER_PASSWORD' },
      [
        'auth-flow is "USER_PASSWORD", and must be USER_PASSWORD_AUTH, USER_SRP_AUTH, ADMIN_USER_PASSWORD_AUTH or USER_AUTH.',
      ],
    ],
    [
      'a client secret that is none',
      { ...ephemeral, 'client-secret': 'a b' },
      ['client-secret must be of letters, digits, _ and +, and is something else.'],
    ],
    [
      'a TOTP secret that is none',
      { ...stored, 'totp-secret': '123456' },
      ['totp-secret must be base32, of 16 or more of A-Z and 2-7, and is something else.'],
    ],
    [
      'no refresh token',
      { ...refresh, 'refresh-token': '' },
      ['refresh-token is required in mode refresh, and it is empty.'],
    ],
    [
      'no client secret for an app client that signs in itself',
      { ...client, domain: 'a.test', 'client-secret': '' },
      ['client-secret is required in mode client-credentials, and it is empty.'],
    ],
    ...['http://auth.example.com', 'https://auth.example.com/oauth2/token', 'my app', 'ftp://auth.example.com'].map(
      (domain) =>
        [
          `the domain ${domain}`,
          { ...client, domain, 'aws-region': 'eu-west-1' },
          [
            'domain must be the prefix, host or https:// URL of a user pool domain, without a path, and is something else.',
          ],
        ] as const,
    ),
    [
      'an attribute without a value',
      { ...ephemeral, 'user-attributes': 'name=Ada\nLovelace' },
      ['user-attributes has a line 2 that is not name=value.'],
    ],
    [
      'an attribute without a name',
      { ...ephemeral, 'user-attributes': '=Ada' },
      ['user-attributes has a line 1 that is not name=value.'],
    ],
    [
      'an attribute that stands twice',
      { ...ephemeral, 'user-attributes': 'name=Ada\nname=Bob' },
      ['user-attributes has "name" twice.'],
    ],
    [
      'a group with a blank',
      { ...ephemeral, groups: 'admins\nmy group' },
      ['groups has "my group", and each entry must be the name of a group, without white space.'],
    ],
    [
      'a role that is a name',
      { ...ephemeral, 'role-to-assume': 'api-tests' },
      ['role-to-assume is "api-tests", and must be the ARN of a role, like arn:aws:iam::111122223333:role/api-tests.'],
    ],
    [
      'a probe that is no URL',
      { ...ephemeral, 'probe-url': 'api.test' },
      ['probe-url must be an http:// or https:// URL, without a username and password in it.'],
    ],
    [
      'a probe header without a token',
      { ...ephemeral, 'probe-header': 'Authorization: Bearer' },
      ['probe-header must be a header with a placeholder, like Authorization: Bearer {token}.'],
    ],
    [
      'a probe header with a token that there is not',
      { ...client, domain: 'a.test', 'probe-header': 'Authorization: {id-token}' },
      ['probe-header has {id-token}, and mode client-credentials gives no ID token.'],
    ],
    ...['GITHUB_', 'github_x', '1X', 'A-B'].map(
      (prefix) =>
        [
          `the prefix ${prefix}`,
          { ...ephemeral, 'env-prefix': prefix },
          [
            `env-prefix is "${prefix}", and must be letters, digits and _, and begin with none of the digits, GITHUB_ and RUNNER_.`,
          ],
        ] as const,
    ),
    ...['https://me:canary@api.test/', 'https://[/x', 'http://api.test:99999/', 'ftp://api.test/'].map(
      (url) =>
        [
          `the probe URL ${url}`,
          { ...ephemeral, 'probe-url': url },
          ['probe-url must be an http:// or https:// URL, without a username and password in it.'],
        ] as const,
    ),
    [
      'a domain with a port that there is not',
      { ...client, domain: 'https://auth.test:99999' },
      ['domain is not a URL that exists: check its port.'],
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
    [
      'no time at all',
      { ...ephemeral, 'timeout-seconds': '0' },
      ['timeout-seconds is "0", and must be a whole number from 1 to 3600.'],
    ],
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

it('five inputs are secrets', () => {
  expect(secretInputNames()).toEqual(['client-secret', 'username', 'password', 'totp-secret', 'refresh-token']);
});
