import { beforeEach, describe, expect, it } from '@jest/globals';
import { assertEndpoints, readEndpoints, useEndpoints } from '../../../src/cognito/endpoints.ts';

const ADDRESSES = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_STS'];
const VARIABLES = [...ADDRESSES, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];

beforeEach(() => {
  for (const name of VARIABLES) {
    delete process.env[name];
  }
});

function environment(): Record<string, string | undefined> {
  return Object.fromEntries(VARIABLES.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : [])));
}

describe.each(VARIABLES)('%s', (variable) => {
  it('is kept for post', () => {
    process.env[variable] = 'http://main.test';
    expect(readEndpoints()).toStrictEqual({ [variable]: 'http://main.test' });
  });

  it('that came after main is taken away', () => {
    process.env[variable] = 'http://later.test';
    useEndpoints({});
    expect(environment()).toStrictEqual({});
  });

  it('is what main had, whatever came after', () => {
    process.env[variable] = 'http://later.test';
    useEndpoints({ [variable]: 'http://main.test' });
    expect(environment()).toStrictEqual({ [variable]: 'http://main.test' });
  });
});

it('a username, a password and a query in an address stay out of the state', () => {
  process.env['AWS_ENDPOINT_URL'] = 'http://canary:canary%40@main.test:4566/path@x?canary';
  expect(readEndpoints()).toStrictEqual({ AWS_ENDPOINT_URL: 'http://main.test:4566/path@x' });
});

it('variables that are empty are none, as to the SDK', () => {
  process.env['AWS_ENDPOINT_URL'] = '';
  expect(readEndpoints()).toStrictEqual({});
});

describe.each(ADDRESSES)('an address in %s', (variable) => {
  it.each(['localhost:4566', 'cognito.test', 'ftp://cognito.test', 'http://127.0.0.1:99999', 'http://'])(
    'such as %s cannot be used',
    (address) => {
      process.env[variable] = address;
      expect(assertEndpoints).toThrow(variable);
    },
  );

  it.each(['', 'http://localhost:4566', 'HTTPS://cognito.test/path'])('such as %j can', (address) => {
    process.env[variable] = address;
    expect(assertEndpoints).not.toThrow();
  });
});
