import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  assertEndpoints,
  callsSts,
  type Endpoints,
  readEndpoints,
  unsetEmptyVariables,
  useEndpoints,
} from '../../../src/cognito/endpoints.ts';
import { readProxies, setProxies } from '../../../src/platform/proxies.ts';

const [ALL, USER_POOLS, IDENTITY_POOLS, STS] = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
  'AWS_ENDPOINT_URL_COGNITO_IDENTITY',
  'AWS_ENDPOINT_URL_STS',
] as const;
const URL_VARIABLES = [ALL, USER_POOLS, IDENTITY_POOLS, STS];
const VARIABLES = [
  ...URL_VARIABLES,
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_CONFIG_FILE',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];

beforeEach(() => {
  for (const name of VARIABLES) {
    delete process.env[name];
  }
});

afterEach(() => setProxies({}));

const NO_VARIANT = { AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: 'false' };
const VARIANTS = { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' };
const AWS_ITSELF = { ...NO_VARIANT, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };

/** The endpoints of all services at one URL. */
function everyService(url: string): Endpoints {
  return { [USER_POOLS]: url, [IDENTITY_POOLS]: url, [STS]: url };
}

/** Makes the process read this AWS config file. */
function setConfigFile(profile: string): void {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'config');
  writeFileSync(file, `[default]\n${profile}\n`);
  process.env['AWS_CONFIG_FILE'] = file;
}

/** Resolves the endpoints of new clients of user pools, identity pools and AWS STS. */
function resolveEndpoints(): Promise<Endpoints> {
  const configOf = (service: { readonly serviceId?: string }) =>
    new CognitoIdentityProviderClient({ region: 'us-east-1', defaultsMode: 'legacy', ...service }).config;
  const [identityPools, sts] = ['Cognito Identity', 'STS'].map((serviceId) => configOf({ serviceId }));
  return readEndpoints({ userPools: configOf({}), identityPools, sts });
}

describe('the state', () => {
  const CANARIES = {
    AWS_ENDPOINT_URL: 'http://canary:canary%40@main.test:4566/path@x?canary',
    https_proxy: 'canary:canary%40@proxy.test:3128',
  };
  const IN_FILE = 'endpoint_url = http://file.test\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true';

  it.each<[string, Endpoints, string, Endpoints]>([
    ['AWS itself without an invalid variant', { [ALL]: '', AWS_USE_FIPS_ENDPOINT: 'junk' }, '', AWS_ITSELF],
    ['that of user pools', { [USER_POOLS]: 'http://a.test:1' }, '', { ...NO_VARIANT, [USER_POOLS]: 'http://a.test:1' }],
    [
      'that of identity pools',
      { [IDENTITY_POOLS]: 'http://a.test' },
      '',
      { ...NO_VARIANT, [IDENTITY_POOLS]: 'http://a.test' },
    ],
    ['that of AWS STS', { [STS]: 'http://a.test' }, '', { ...NO_VARIANT, [STS]: 'http://a.test' }],
    ['those of the AWS config file', {}, IN_FILE, { ...VARIANTS, ...everyService('http://file.test') }],
    [
      'no username, password and query',
      CANARIES,
      '',
      { ...NO_VARIANT, ...everyService('http://main.test:4566/path@x'), HTTPS_PROXY: 'http://proxy.test:3128' },
    ],
    ['the ports in NO_PROXY', { NO_PROXY: 'a.test:1,10.0.0.1' }, '', { ...AWS_ITSELF, NO_PROXY: 'a.test:1,10.0.0.1' }],
  ])('has %s', async (_, variables, profile, endpoints) => {
    Object.assign(process.env, variables);
    setConfigFile(profile);
    expect(await resolveEndpoints()).toStrictEqual(endpoints);
  });

  it.each(['AWS_ENDPOINT_URL_STS', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_PROFILE'])(
    "has AWS STS without a role if %s may make the job's credentials come from there",
    (variable) => {
      process.env[variable] = 'http://sts.test';
      expect(callsSts(false)).toBe(true);
      delete process.env[variable];
    },
  );

  it.each(['endpoint_url = localhost:4566', 'services = own\n[services own]\nsts =\n  endpoint_url = localhost:4566'])(
    'is not written if the AWS config file has %j',
    async (profile) => {
      setConfigFile(profile);
      await expect(resolveEndpoints()).rejects.toThrow('endpoint_url in the AWS config file');
    },
  );
});

describe('post', () => {
  it('connects by its own environment on request, but never to another custom endpoint', async () => {
    const own = { AWS_ENDPOINT_URL: 'http://later.test', AWS_USE_FIPS_ENDPOINT: 'true', NO_PROXY: '.later.test' };
    Object.assign(process.env, own, { http_proxy: 'http://user:password@later.test' });
    setConfigFile('endpoint_url = http://later.test\nuse_dualstack_endpoint = true');
    const { changed, use } = useEndpoints({ ...AWS_ITSELF, HTTPS_PROXY: 'http://main.test:3128' });
    expect(changed).toStrictEqual(['AWS_USE_FIPS_ENDPOINT', 'HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY']);
    expect(readProxies()).toStrictEqual({ HTTPS_PROXY: 'http://main.test:3128/' });
    use();
    expect(await resolveEndpoints()).toMatchObject({ ...AWS_ITSELF, AWS_USE_FIPS_ENDPOINT: 'true' });
    expect(readProxies()).toStrictEqual({ HTTP_PROXY: 'http://user:password@later.test/', NO_PROXY: '.later.test' });
  });

  it('does not combine variants of AWS with the custom endpoint of main', () => {
    process.env['AWS_USE_DUALSTACK_ENDPOINT'] = 'true';
    const main = { ...AWS_ITSELF, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://main.test' };
    expect(useEndpoints(main)).toMatchObject({ changed: [] });
  });

  it('takes the password of a proxy only for the same proxy', () => {
    process.env['HTTPS_PROXY'] = 'http://user:password@main.test:3128';
    useEndpoints({ HTTPS_PROXY: 'http://main.test:3128', HTTP_PROXY: 'http://main.test:3129' });
    expect(readProxies()).toStrictEqual({
      HTTPS_PROXY: 'http://user:password@main.test:3128/',
      HTTP_PROXY: 'http://main.test:3129/',
    });
  });
});

describe.each(URL_VARIABLES)('the endpoint in %s', (variable) => {
  it.each(['localhost:4566', 'cognito.test', 'ftp://cognito.test', 'http://127.0.0.1:99999', 'http://'])(
    'is rejected if it is %s',
    (endpoint) => {
      process.env[variable] = endpoint;
      expect(assertEndpoints).toThrow(variable);
    },
  );

  it.each(['', 'http://localhost:4566', 'HTTPS://cognito.test/path'])('is accepted if it is %j', (endpoint) => {
    process.env[variable] = endpoint;
    expect(assertEndpoints).not.toThrow();
  });
});

it('empty variables of AWS are unset, and no others', () => {
  Object.assign(process.env, { AWS_PROFILE: ' ', AWS_ENDPOINT_URL: 'http://main.test', OTHER: '' });
  unsetEmptyVariables();
  expect(process.env).not.toHaveProperty('AWS_PROFILE');
  expect(process.env).toMatchObject({ AWS_ENDPOINT_URL: 'http://main.test', OTHER: '' });
});
