import { describe, expect, it } from '@jest/globals';
import { locationAtProxy, parseTarget, pathAtTarget } from '../../../src/proxy/target.ts';

const PROXY = 'http://127.0.0.1:40123';

describe('parseTarget', () => {
  it.each([
    ['https://API.example.com:443/', { host: 'api.example.com', port: '', basePath: '' }],
    ['https://api.example.com:8443/v1//', { host: 'api.example.com:8443', port: '8443', basePath: '/v1' }],
    ['http://[::1]:3000/a/b', { host: '[::1]:3000', hostname: '::1', basePath: '/a/b' }],
  ])('reads %s', (url, target) => {
    expect(parseTarget(url)).toMatchObject(target);
  });
});

it.each([
  ['https://api.test', '/orders?a=%20', '/orders?a=%20'],
  ['https://api.test/v1', '/orders', '/v1/orders'],
  ['https://api.test/v1/', '//orders/..', '/v1//orders/..'],
  ['https://api.test/v1', '*', '*'],
])('the path at %s of %s is %s', (target, path, expected) => {
  expect(pathAtTarget(path, parseTarget(target))).toBe(expected);
});

describe('a Location', () => {
  it.each([
    ['https://api.test/a?b=%2f#c', `${PROXY}/a?b=%2f#c`],
    ['HTTPS://API.test:443/a', `${PROXY}/a`],
    ['//api.test/a', `${PROXY}/a`],
    ['https://api.test', PROXY],
    ['/a', '/a'],
    ['a/b', 'a/b'],
    ['', ''],
    ['http://api.test/a', 'http://api.test/a'],
    ['https://api.test.evil.test/a', 'https://api.test.evil.test/a'],
    ['https://api.test@evil.test/a', 'https://api.test@evil.test/a'],
    ['https://api.test:8443/a', 'https://api.test:8443/a'],
    ['mailto:ada@api.test', 'mailto:ada@api.test'],
    ['https://[', 'https://['],
  ])('%s of https://api.test is %s', (location, expected) => {
    expect(locationAtProxy(location, parseTarget('https://api.test'), PROXY)).toBe(expected);
  });

  it.each([
    ['https://api.test/v1/a', `${PROXY}/a`],
    ['https://api.test/v1', PROXY],
    ['https://api.test/v1?a', `${PROXY}?a`],
    ['/v1/a', '/a'],
    ['/v1', '/'],
    ['/v1//other.test/a', `${PROXY}//other.test/a`],
    ['https://api.test/v10/a', 'https://api.test/v10/a'],
    ['/v2/a', '/v2/a'],
  ])('%s of https://api.test/v1 is %s', (location, expected) => {
    expect(locationAtProxy(location, parseTarget('https://api.test/v1'), PROXY)).toBe(expected);
  });
});
