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

const URL_VARIABLES = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
  'AWS_ENDPOINT_URL_COGNITO_IDENTITY',
  'AWS_ENDPOINT_URL_STS',
];
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

const AWS_ITSELF = {
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  AWS_USE_FIPS_ENDPOINT: 'false',
  AWS_USE_DUALSTACK_ENDPOINT: 'false',
};

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
  it('says that main called AWS itself', async () => {
    process.env['AWS_ENDPOINT_URL'] = '';
    expect(await resolveEndpoints()).toStrictEqual(AWS_ITSELF);
  });

  it.each([
    [{ AWS_ENDPOINT_URL: 'http://main.test' }, 'http://main.test', 'http://main.test', 'http://main.test'],
    [{ AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://main.test:1' }, 'http://main.test:1', undefined, undefined],
    [{ AWS_ENDPOINT_URL_COGNITO_IDENTITY: 'http://main.test:2' }, undefined, 'http://main.test:2', undefined],
    [{ AWS_ENDPOINT_URL_STS: 'http://main.test' }, undefined, undefined, 'http://main.test'],
  ])('has the endpoints of %j', async (variables, cognito, identity, sts) => {
    Object.assign(process.env, variables);
    const {
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognitoUrl,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY: identityUrl,
      AWS_ENDPOINT_URL_STS: stsUrl,
      ...others
    } = await resolveEndpoints();
    expect([cognitoUrl, identityUrl, stsUrl]).toStrictEqual([cognito, identity, sts]);
    expect(others).not.toHaveProperty('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS');
  });

  it('has what the AWS config file sets', async () => {
    setConfigFile('endpoint_url = http://file.test\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true');
    expect(await resolveEndpoints()).toStrictEqual({
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://file.test',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY: 'http://file.test',
      AWS_ENDPOINT_URL_STS: 'http://file.test',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
    });
  });

  it('has no username, password and query', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://canary:canary%40@main.test:4566/path@x?canary';
    process.env['https_proxy'] = 'canary:canary%40@proxy.test:3128';
    const endpoints = await resolveEndpoints();
    expect(JSON.stringify(endpoints)).not.toContain('canary');
    expect(endpoints).toMatchObject({
      AWS_ENDPOINT_URL_STS: 'http://main.test:4566/path@x',
      HTTPS_PROXY: 'http://proxy.test:3128',
    });
  });

  it('keeps the ports in NO_PROXY', async () => {
    process.env['NO_PROXY'] = 'localhost:4566,10.0.0.1';
    expect(await resolveEndpoints()).toMatchObject({ NO_PROXY: 'localhost:4566,10.0.0.1' });
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

  it('leaves out an endpoint variant that is invalid', async () => {
    process.env['AWS_USE_FIPS_ENDPOINT'] = 'junk';
    expect(await resolveEndpoints()).toStrictEqual(AWS_ITSELF);
  });
});

describe('post', () => {
  it('calls AWS itself as main did, after an endpoint has appeared', async () => {
    const main = await resolveEndpoints();
    setConfigFile('endpoint_url = http://later.test\nuse_fips_endpoint = true');
    process.env['AWS_ENDPOINT_URL_STS'] = 'http://later.test';
    expect(useEndpoints(main)).toMatchObject({ changed: [] });
    expect(await resolveEndpoints()).toStrictEqual(AWS_ITSELF);
  });

  it('connects by its own environment on request, but never to another custom endpoint', async () => {
    const own = { AWS_ENDPOINT_URL: 'http://later.test', AWS_USE_FIPS_ENDPOINT: 'true', NO_PROXY: '.later.test' };
    Object.assign(process.env, own, { http_proxy: 'http://user:password@later.test' });
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
  Object.assign(process.env, {
    AWS_DEFAULTS_MODE: '',
    AWS_PROFILE: ' ',
    AWS_ENDPOINT_URL: 'http://main.test',
    OTHER: '',
  });
  unsetEmptyVariables();
  expect(process.env).not.toHaveProperty('AWS_DEFAULTS_MODE');
  expect(process.env).not.toHaveProperty('AWS_PROFILE');
  expect(process.env).toMatchObject({ AWS_ENDPOINT_URL: 'http://main.test', OTHER: '' });
});
