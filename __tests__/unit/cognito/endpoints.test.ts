import { beforeEach, describe, expect, it } from '@jest/globals';
import { assertEndpoints, readEndpoints, unsetEmptyVariables, useEndpoints } from '../../../src/cognito/endpoints.ts';

const URL_VARIABLES = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_STS'];
const VARIABLES = [...URL_VARIABLES, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];

beforeEach(() => {
  for (const name of VARIABLES) {
    delete process.env[name];
  }
});

function environment(): Record<string, string | undefined> {
  return Object.fromEntries(VARIABLES.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : [])));
}

describe.each(VARIABLES)('%s', (variable) => {
  it('is saved for post', () => {
    process.env[variable] = 'http://main.test';
    expect(readEndpoints()).toStrictEqual({ [variable]: 'http://main.test' });
  });

  it('is removed in post if a later step set it', () => {
    process.env[variable] = 'http://later.test';
    useEndpoints({});
    expect(environment()).toStrictEqual({});
  });

  it('has the value of main in post, even if a later step changed it', () => {
    process.env[variable] = 'http://later.test';
    useEndpoints({ [variable]: 'http://main.test' });
    expect(environment()).toStrictEqual({ [variable]: 'http://main.test' });
  });
});

it('keeps username, password and query of an endpoint out of the state', () => {
  process.env['AWS_ENDPOINT_URL'] = 'http://canary:canary%40@main.test:4566/path@x?canary';
  expect(readEndpoints()).toStrictEqual({ AWS_ENDPOINT_URL: 'http://main.test:4566/path@x' });
});

it('ignores empty variables, as the SDK does', () => {
  process.env['AWS_ENDPOINT_URL'] = '';
  expect(readEndpoints()).toStrictEqual({});
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
