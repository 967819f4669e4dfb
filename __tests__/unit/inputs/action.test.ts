import { describe, expect, it } from '@jest/globals';
import { secretValuesIn } from '../../../src/inputs/action.ts';
import { fakeRunner } from '../fakes.ts';
import { client, ephemeral, type Given, invalidityOf, parse, problemsOf, refresh, stored } from '../given-inputs.ts';

/** The values of inputs that every mode has. */
const COMMON = {
  check: false,
  outputOptions: {
    probe: undefined,
    storageStateOrigin: undefined,
    postmanEnvironment: false,
    envFile: false,
    envPrefix: undefined,
    jobSummary: false,
  },
  timeoutSeconds: 60,
  trimmedSecrets: [],
};

const APP_CLIENT = { region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: undefined };

const EPHEMERAL = {
  ...COMMON,
  mode: 'ephemeral',
  userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined },
  appClient: APP_CLIENT,
  authFlow: { name: 'USER_PASSWORD_AUTH' },
  usernameFormat: 'email',
  createWith: 'admin',
  userCount: 1,
  emailDomain: 'example.com',
  passwordLength: 64,
  userAttributes: {},
  groups: [],
  clientMetadata: {},
  deleteUser: true,
};

describe('parseInputs', () => {
  it('parses mode ephemeral, which is the default', () => {
    expect(parse(ephemeral)).toEqual(EPHEMERAL);
  });

  it.each(Object.entries({ ephemeral, stored, refresh }))('parses an identity pool in mode %s', (_, given) => {
    const roleArn = 'arn:aws:iam::111122223333:role/readers';
    const userPoolId = 'eu-west-1_AbCdEf123';
    const identityPoolId = 'us-east-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
    const pool = { 'user-pool-id': userPoolId, 'identity-pool-id': identityPoolId, 'identity-role': roleArn };
    const identityPool = { target: { region: 'us-east-1', identityPoolId }, userPoolId, roleArn };
    expect(parse({ ...given, ...pool })).toMatchObject({ identityPool });
  });

  it('accepts the Windows line ends that browsers write into variables', () => {
    const unix: Given = {
      ...ephemeral,
      'auth-flow': 'AUTHORIZATION_CODE',
      domain: 'auth.example.com\n',
      'redirect-uri': 'https://app.example.com/callback\n',
      scopes: 'openid\norders/read\norders/write\n',
      'user-attributes': 'name=Ada Lovelace\n\ncustom:query=a=b\n',
      groups: 'admins\nreaders, writers\n',
    };
    const windows = Object.entries(unix).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]);
    const inputs = parse(Object.fromEntries(windows));
    expect(inputs).toStrictEqual(parse(unix));
    expect(JSON.stringify(inputs)).not.toContain('\\r');
  });

  it('parses mode ephemeral with every input changed', () => {
    const changes: Given = {
      'client-secret': 'shh',
      'auth-flow': 'USER_SRP_AUTH',
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
      'token-header': 'X-Token: {access-token}',
      'storage-state-origin': 'HTTPS://App.Example.com:443/',
      'postman-environment': 'true',
      'env-file': 'dotenv',
      'env-prefix': 'PORTMAN_',
      'job-summary': 'true',
      'timeout-seconds': '300',
      check: 'true',
    };
    expect(parse({ ...ephemeral, ...changes })).toEqual({
      ...EPHEMERAL,
      check: true,
      userPool: {
        ...EPHEMERAL.userPool,
        role: { arn: 'arn:aws:iam::111122223333:role/ci/api-tests', audience: 'my-audience' },
      },
      appClient: { ...APP_CLIENT, clientSecret: 'shh' },
      authFlow: { name: 'USER_SRP_AUTH', userPoolId: 'eu-west-1_AbCdEf123' },
      createWith: 'sign-up',
      emailDomain: 'mail.test',
      passwordLength: 99,
      userAttributes: { name: 'Ada Lovelace', 'custom:query': 'a=b' },
      groups: ['admins', 'readers'],
      clientMetadata: { tenant: 'acme' },
      deleteUser: false,
      outputOptions: {
        probe: {
          url: 'https://api.test/orders?limit=1',
          displayUrl: 'https://api.test/orders',
          method: 'POST',
          header: { name: 'X-Token', template: '{access-token}' },
        },
        storageStateOrigin: 'https://app.example.com',
        postmanEnvironment: true,
        envFile: true,
        envPrefix: 'PORTMAN_',
        jobSummary: true,
      },
      timeoutSeconds: 300,
    });
  });

  it('parses mode stored', () => {
    expect(parse({ ...stored, 'totp-secret': 'gezd gnbv gy3t qojq ====' })).toEqual({
      ...COMMON,
      mode: 'stored',
      userPoolId: undefined,
      appClient: APP_CLIENT,
      authFlow: { name: 'USER_PASSWORD_AUTH' },
      username: 'ada',
      password: 'Engine-1843',
      totpSecret: 'gezd gnbv gy3t qojq ====',
      clientMetadata: {},
      revokeToken: true,
    });
  });

  it('parses mode refresh', () => {
    const deviceKey = 'eu-west-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
    expect(parse({ ...refresh, 'device-key': deviceKey, 'client-metadata': 'a=b' })).toEqual({
      ...COMMON,
      mode: 'refresh',
      userPoolId: undefined,
      appClient: APP_CLIENT,
      refreshToken: 'a.b.c.d.e',
      deviceKey,
      clientMetadata: { a: 'b' },
    });
  });

  it('parses mode client-credentials', () => {
    const given: Given = { scopes: 'orders/read\n orders/write ', 'client-metadata': 'tenant=acme' };
    expect(parse({ ...client, ...given })).toEqual({
      ...COMMON,
      mode: 'client-credentials',
      clientId: '4kfr83e5pagh',
      clientSecret: 'shh',
      tokenSource: { kind: 'token-endpoint', domain: 'https://auth.example.com' },
      scopes: ['orders/read', 'orders/write'],
      clientMetadata: { tenant: 'acme' },
    });
  });
});

describe('the header of the probe', () => {
  it.each([
    ['X-Both: {access-token}/{id-token}', { name: 'X-Both', template: '{access-token}/{id-token}' }],
    ['authorization:{token}', { name: 'authorization', template: '{token}' }],
    ['', { name: 'Authorization', template: 'Bearer {token}' }],
  ])('token-header %j is split into a name and a template', (text, header) => {
    const { outputOptions } = parse({ ...ephemeral, 'probe-url': 'https://api.test/', 'token-header': text });
    expect(outputOptions.probe?.header).toEqual(header);
  });
});

describe('the auth flow', () => {
  const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };
  const userPool = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role };

  it.each([
    ['USER_PASSWORD_AUTH', { name: 'USER_PASSWORD_AUTH' }],
    ['USER_SRP_AUTH', { name: 'USER_SRP_AUTH', userPoolId: userPool.userPoolId }],
    ['ADMIN_USER_PASSWORD_AUTH', { name: 'ADMIN_USER_PASSWORD_AUTH', userPool }],
    ['USER_AUTH', { name: 'USER_AUTH' }],
  ])('auth-flow %s gets the inputs that it needs', (name, authFlow) => {
    const given: Given = { 'user-pool-id': userPool.userPoolId, 'role-to-assume': role.arn, 'auth-flow': name };
    expect(parse({ ...stored, ...given })).toMatchObject({ authFlow });
    expect(parse({ ...ephemeral, ...given })).toMatchObject({ authFlow });
  });

  it('auth-flow AUTHORIZATION_CODE gets the inputs that it needs', () => {
    const page: Given = { 'auth-flow': 'AUTHORIZATION_CODE', domain: 'my-app', 'redirect-uri': 'myapp://signed-in' };
    const scopes = 'openid aws.cognito.signin.user.admin\norders/read';
    expect(parse({ ...stored, ...page, scopes })).toMatchObject({
      authFlow: {
        name: 'AUTHORIZATION_CODE',
        domain: 'https://my-app.auth.eu-west-1.amazoncognito.com',
        redirectUri: 'myapp://signed-in',
        scopes: ['openid', 'aws.cognito.signin.user.admin', 'orders/read'],
      },
    });
    expect(parse({ ...stored, ...page })).toMatchObject({ authFlow: { scopes: [] } });
  });
});

describe('the domain', () => {
  it.each<[Given, awsRegion: string]>([
    [{ 'aws-region': 'eu-west-1' }, 'ap-south-1'],
    [{}, 'eu-west-1'],
  ])('the domain may be missing with the inputs %j and the job region %s', (given, awsRegion) => {
    expect(parse({ ...client, domain: '', ...given }, { awsRegion })).toMatchObject({
      tokenSource: { kind: 'api', region: 'eu-west-1' },
    });
  });

  it.each([
    ['my-app', 'us-gov-west-1', 'https://my-app.auth-fips.us-gov-west-1.amazoncognito.com'],
    ['my-app', 'us-east-1', 'https://my-app.auth.us-east-1.amazoncognito.com'],
    ['https://auth.example.com:8443/', undefined, 'https://auth.example.com:8443'],
    ['http://127.0.0.1:9229', undefined, 'http://127.0.0.1:9229'],
  ])('domain %s in region %s has the origin %s', (domain, awsRegion, origin) => {
    expect(parse({ ...client, domain }, { awsRegion })).toMatchObject({
      tokenSource: { kind: 'token-endpoint', domain: origin },
    });
  });
});

describe('the region', () => {
  it.each([
    ['that of the user pool', { 'user-pool-id': 'us-gov-west-1_Ab12', 'aws-region': '' }, 'us-gov-west-1'],
    ['aws-region if there is no user pool', { 'aws-region': 'eu-west-1' }, 'eu-west-1'],
    ["the job's if there is no input", { 'aws-region': '' }, 'ap-south-1'],
  ])('the region is %s', (_, given, region) => {
    expect(parse({ ...stored, ...given }, { awsRegion: 'ap-south-1' })).toMatchObject({ appClient: { region } });
  });
});

describe('white space', () => {
  it('white space around a value is removed, and reported for secrets', () => {
    const given: Given = {
      ...stored,
      'client-id': ' 4kfr83e5pagh\n',
      'client-secret': 'shh',
      username: 'ada\n',
      password: '\tcorrect horse battery staple\r\n',
      'totp-secret': '\ufeffgezd gnbv gy3t qojq\n',
    };
    expect(parse(given)).toMatchObject({
      appClient: { clientId: '4kfr83e5pagh', clientSecret: 'shh' },
      username: 'ada',
      password: 'correct horse battery staple',
      totpSecret: 'gezd gnbv gy3t qojq',
      trimmedSecrets: ['username', 'password', 'totp-secret'],
    });
  });

  it('secrets are masked with and without white space, and so is each of their lines', () => {
    const inputs: Given = { password: ' Engine-1843 ', 'challenge-answers': 'red \nblue' };
    const masked = [' Engine-1843 ', 'Engine-1843', 'red \nblue', 'red ', 'red', 'blue'];
    expect([...secretValuesIn(fakeRunner([], { inputs }))].filter(Boolean).toSorted()).toStrictEqual(masked.toSorted());
  });

  it('white space in an input of another mode is not reported', () => {
    expect(parse({ ...ephemeral, username: '\n', 'refresh-token': ' ' })).toMatchObject({ trimmedSecrets: [] });
  });

  it('an input of only white space counts as not set unless it is a secret', () => {
    const blank: Given = { 'aws-region': '\n', groups: ' \n', 'probe-url': '\n', 'delete-user': ' ', mode: '\n' };
    expect(parse({ ...ephemeral, ...blank })).toEqual(parse(ephemeral));
  });
});

describe('problems', () => {
  it('lists the problems of all inputs, in the order of action.yml', () => {
    expect(
      problemsOf({
        'client-id': '?',
        'user-pool-id': 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEf123',
        'aws-region': 'eu-west-1a',
        'auth-flow': '$AUTH_FLOW',
        'password-length': '1',
        'user-attributes': 'Ada\nname=Ada\nname=Bob',
        groups: 'my group',
        'delete-user': 'never',
        username: 'ada',
      }),
    ).toEqual([
      'client-id is "?", but must be the ID of an app client, which consists of letters and digits. Find it in the Cognito console > user pool > App clients.',
      'user-pool-id is an ARN, but must be the ID at its end: eu-west-1_AbCdEf123.',
      'aws-region is an availability zone, but must be its region, without the letter at the end.',
      `auth-flow is "$AUTH_FLOW", but shell variables do not work under with. Write \${{ vars.AUTH_FLOW }} or \${{ env.AUTH_FLOW }}.`,
      'username belongs to mode stored, but mode is ephemeral. Set mode: stored, or remove username.',
      'password-length is "1", but must be a whole number from 8 to 256.',
      'user-attributes, line 1: expected name=value.',
      'user-attributes, line 3: an earlier line has the same name.',
      'groups, entry 1: expected the name of a group: at most 128 characters, without white space, joined emoji or invisible characters. Separate entries by lines or commas.',
      'delete-user is "never", but must be true or false.',
    ]);
  });

  it('names nothing but the mode when the mode is unknown', () => {
    expect(
      problemsOf({ mode: 'stord', username: 'ada', password: 'a\nb', domain: '/', 'timeout-seconds': '60s' }),
    ).toEqual(['mode is "stord", but must be ephemeral, stored, refresh or client-credentials. Did you mean stored?']);
  });

  it.each([undefined, 'nowhere!'])('does not report the job region %j when the user pool is wrong', (awsRegion) => {
    const given = { ...stored, 'aws-region': '', 'user-pool-id': 'my-pool' };
    expect(problemsOf(given, { awsRegion })).toEqual([expect.stringContaining('user-pool-id is "my-pool"')]);
  });

  it.each<[string, Given, boolean]>([
    ['a required input', { ...ephemeral, 'client-id': '' }, true],
    ['a required blank input', { ...stored, password: '\n' }, true],
    ['a blank secret', { ...stored, 'totp-secret': ' ' }, true],
    ['the user pool of an auth flow', { ...stored, 'auth-flow': 'USER_SRP_AUTH' }, true],
    ['the region', { ...stored, 'aws-region': '' }, true],
    ['the domain, and the region', { ...client, domain: '' }, true],
    ['nothing', { ...stored, 'timeout-seconds': '0' }, false],
  ])('knows whether a needed input is empty: %s', (_, given, isAnyEmpty) => {
    expect(invalidityOf(() => parse(given))).toMatchObject({ isAnyEmpty });
  });
});
