import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createHttpAgentsProvider } from '../../../src/platform/http-agents.ts';
import { readProxies, setProxies } from '../../../src/platform/proxies.ts';
import { startProxy } from '../../support/proxy.ts';
import { useServers } from '../../support/test-servers.ts';
import { useCleanup } from '../../support/use-cleanup.ts';

const onTestEnd = useCleanup();
const startServer = useServers();

beforeEach(() => setProxies({}));
afterEach(() => setProxies({}));

it.each([
  ['proxy:3128', 'http://proxy:3128/'],
  ['10.0.0.1:3128', 'http://10.0.0.1:3128/'],
  [' HTTP://user:p%40ss@proxy:3128\n', 'http://user:p%40ss@proxy:3128/'],
  ['https://[::1]:3128', 'https://[::1]:3128/'],
])('reads %j as a URL', (value, url) => {
  process.env['HTTPS_PROXY'] = value;
  expect(readProxies()).toStrictEqual({ HTTPS_PROXY: url });
});

it.each(['socks5://proxy:1080', '"http://proxy:3128"', "'proxy:3128'", 'http://proxy:99999', 'http://'])(
  'rejects %s',
  (value) => {
    process.env['https_proxy'] = value;
    expect(readProxies).toThrow('HTTPS_PROXY or HTTP_PROXY is not the URL of a proxy.');
  },
);

it('prefers the variable in lower case, and ignores empty ones', () => {
  Object.assign(process.env, { HTTP_PROXY: 'http://upper', http_proxy: 'http://lower', https_proxy: ' ' });
  expect(readProxies()).toStrictEqual({ HTTP_PROXY: 'http://lower/' });
});

it('is read alike by every client of the process', () => {
  process.env['https_proxy'] = 'proxy:3128';
  createHttpAgentsProvider()();
  expect([process.env['HTTPS_PROXY'], process.env['https_proxy']]).toStrictEqual(['http://proxy:3128/', undefined]);
});

describe('agents', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are replaced once the variables change', () => {
    const agents = createHttpAgentsProvider();
    const first = agents();
    expect(agents()).toBe(first);
    process.env['HTTPS_PROXY'] = 'http://proxy:3128';
    expect(agents()).not.toBe(first);
  });

  it.each(['httpAgent', 'httpsAgent'] as const)(
    'destroy a connection that is not established within 5 seconds: %s',
    (name) => {
      // The DNS lookup never settles, so the connection is never made.
      const nowhere = { host: 'nowhere.invalid', port: 443, lookup: () => undefined };
      const stream = createHttpAgentsProvider()()[name].createConnection(nowhere);
      stream?.on('error', () => undefined);
      jest.advanceTimersByTime(4_999);
      expect(stream?.destroyed).toBe(false);
      jest.advanceTimersByTime(1);
      expect(stream?.errored).toMatchObject({ code: 'ETIMEDOUT' });
    },
  );

  it('keep an established connection', async () => {
    const server = createServer();
    const port = await startServer(server);
    const stream = createHttpAgentsProvider()().httpAgent.createConnection({ host: '127.0.0.1', port });
    await once(stream ?? server, 'connect');
    jest.advanceTimersByTime(60_000);
    expect(stream?.destroyed).toBe(false);
  });
});

describe('NO_PROXY', () => {
  /** Makes a call to a name or address, and tells whether it went through the proxy. */
  async function isProxied(noProxy: string, host: string): Promise<boolean> {
    const proxy = await startProxy();
    onTestEnd(() => proxy.close());
    Object.assign(process.env, { HTTP_PROXY: proxy.url, NO_PROXY: noProxy });
    const agent = new Agent({ proxyEnv: readProxies() });
    // Nothing listens on port 9, and no name is looked up.
    const call = request({ host, port: 9, agent, lookup: (_name, _options, answer) => answer(new Error('none'), '') });
    call.end();
    await once(call, 'response').catch(() => undefined);
    call.destroy();
    return proxy.requests.length > 0;
  }

  it.each([
    ['amazonaws.invalid', 'cognito-idp.amazonaws.invalid', false],
    ['amazonaws.invalid', 'amazonaws.invalid', false],
    ['.amazonaws.invalid', 'cognito-idp.amazonaws.invalid', false],
    ['other.invalid amazonaws.invalid', 'cognito-idp.amazonaws.invalid', false],
    ['127.64.0.0/10', '127.127.255.255', false],
    ['127.0.0.9/32', '127.0.0.9', false],
    ['amazonaws.invalid', 'notamazonaws.invalid', true],
    ['127.64.0.0/10', '127.128.0.1', true],
    ['127.64.0.0/99', '127.64.0.1', true],
  ])('%s means of %s that it is reached through the proxy: %s', async (noProxy, host, expected) => {
    expect(await isProxied(noProxy, host)).toBe(expected);
  });

  it('stays the same when it is read again', () => {
    process.env['NO_PROXY'] = 'localhost,10.0.0.0/8,[::1],*.test,api.test:8443';
    const first = readProxies();
    expect(first).toStrictEqual({
      NO_PROXY: 'localhost,.localhost,10.0.0.0/8,10.0.0.0-10.255.255.255,[::1],*.test,api.test:8443',
    });
    setProxies(first);
    expect(readProxies()).toStrictEqual(first);
  });
});
