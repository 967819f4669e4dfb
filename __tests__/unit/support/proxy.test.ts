import { writeFileSync } from 'node:fs';
import { get, request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startJob } from 'action-runner';
import { type Emulator, startEmulator } from 'cognito-emulator';
import { type ProxyOptions, type RunningProxy, startProxy } from '../../support/proxy.ts';
import { useCleanup } from '../../support/use-cleanup.ts';

const onTestEnd = useCleanup();

const emulated = async (tls: boolean): Promise<Emulator> => {
  const emulator = await startEmulator({ tls });
  onTestEnd(() => emulator.close());
  return emulator;
};

const proxied = async (options?: ProxyOptions): Promise<RunningProxy> => {
  const proxy = await startProxy(options);
  onTestEnd(() => proxy.close());
  return proxy;
};

const keySetPath = (emulator: Emulator): string => `/${emulator.createPool().id}/.well-known/jwks.json`;

/** Fetches a URL in a separate process with the given environment. */
const fetchInStep = async (url: string, env: Record<string, string>, certificate = ''): Promise<string> => {
  const job = startJob();
  onTestEnd(() => job.end());
  const file = join(job.temp, 'certificate.pem');
  writeFileSync(file, certificate);
  const script = `fetch(${JSON.stringify(url)}).then((response) => response.text()).then(console.log, (error) => console.log(error.cause.code))`;
  const step = await job.run({
    command: process.execPath,
    args: ['-e', script],
    env: { NODE_USE_ENV_PROXY: '1', ...(certificate === '' ? {} : { NODE_EXTRA_CA_CERTS: file }), ...env },
  });
  return step.log;
};

const statusOf = (url: string, ca: string | undefined): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const call = request(url, { ca, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once('error', reject);
    call.end();
  });

describe('an emulator with TLS', () => {
  it('is trusted with its certificate under both of its names', async () => {
    const emulator = await emulated(true);
    expect(emulator.url).toMatch(/^https:\/\/localhost:\d+$/);
    expect(await statusOf(emulator.url, emulator.certificate)).toBe(400);
    expect(await statusOf(emulator.url.replace('localhost', '127.0.0.1'), emulator.certificate)).toBe(400);
    expect(emulator.requests.map(({ connection }) => connection)).toStrictEqual([1, 2]);
  });

  it('is not trusted without its certificate or with another one', async () => {
    const [emulator, other] = [await emulated(true), await emulated(true)];
    await expect(statusOf(emulator.url, undefined)).rejects.toThrow('self-signed certificate');
    await expect(statusOf(emulator.url, other.certificate)).rejects.toThrow('self-signed certificate');
  });

  it.each(['reset', 'lose-answer'] as const)('resets the connection with the fault %s', async (kind) => {
    const emulator = await emulated(true);
    emulator.injectFault({ operation: '*', kind, times: 1 });
    const call = statusOf(`${emulator.url}/oauth2/token`, emulator.certificate);
    await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('has no certificate with HTTP', async () => {
    expect(await emulated(false)).not.toHaveProperty('certificate');
  });
});

describe('a tunnel', () => {
  it.each<[string, ProxyOptions]>([
    ['without credentials', {}],
    ['with credentials', { credentials: { username: 'ci@example.com', password: 'p:ss/w rd' } }],
  ])('%s connects a step to the emulator', async (_, options) => {
    const [emulator, proxy] = [await emulated(true), await proxied(options)];
    const url = `${emulator.url}${keySetPath(emulator)}`;
    expect(await fetchInStep(url, { HTTPS_PROXY: proxy.url }, emulator.certificate)).toMatch(/^{"keys":/);
    expect(proxy.requests).toStrictEqual([{ method: 'CONNECT', target: new URL(emulator.url).host, status: 200 }]);
  });

  it('is refused without the right credentials', async () => {
    const [emulator, proxy] = [await emulated(true), await proxied({ credentials: { username: 'ci', password: 'a' } })];
    const url = `${emulator.url}${keySetPath(emulator)}`;
    for (const pair of ['', 'ci:b@']) {
      const wrong = `http://${pair}${new URL(proxy.url).host}`;
      expect(await fetchInStep(url, { HTTPS_PROXY: wrong }, emulator.certificate)).not.toContain('keys');
    }
    expect(proxy.requests.map(({ status }) => status)).toStrictEqual([407, 407]);
  });

  it('is refused if the server is not running', async () => {
    const [emulator, proxy] = [await startEmulator({ tls: true }), await proxied()];
    const { host } = new URL(emulator.url);
    await emulator.close();
    await fetchInStep(`https://${host}`, { HTTPS_PROXY: proxy.url });
    expect(proxy.requests).toStrictEqual([{ method: 'CONNECT', target: host, status: 502 }]);
  });

  it('is closed with the proxy', async () => {
    const [emulator, proxy] = [await emulated(false), await startProxy()];
    const { hostname, port } = new URL(proxy.url);
    const ended = new Promise<void>((resolve, reject) => {
      const call = plainRequest({ hostname, port, method: 'CONNECT', path: new URL(emulator.url).host });
      call.once('error', reject);
      call.once('connect', (_, socket) => {
        socket.once('close', () => resolve());
        socket.resume();
        proxy.close().catch(reject);
      });
      call.end();
    });
    await expect(ended).resolves.toBeUndefined();
  });
});

describe('a plain request', () => {
  it('is forwarded in absolute form', async () => {
    const [emulator, proxy] = [await emulated(false), await proxied()];
    const url = `${emulator.url}${keySetPath(emulator)}`;
    const { hostname, port } = new URL(proxy.url);
    const body = await new Promise((resolve, reject) => {
      get({ hostname, port, path: url, headers: { Host: new URL(url).host } }, (response) => {
        response.toArray().then((parts) => resolve(Buffer.concat(parts).toString()), reject);
      }).once('error', reject);
    });
    expect(body).toMatch(/^{"keys":/);
    expect(proxy.requests).toStrictEqual([{ method: 'GET', target: url, status: 200 }]);
  });

  it.each([
    ['/', {}, 400],
    ['http://127.0.0.1:1/', {}, 502],
    ['http://127.0.0.1:1/', { credentials: { username: 'ci', password: 'a' } }, 407],
  ])('for %s is refused with the options %j and status %d', async (path, options, status) => {
    const proxy = await proxied(options);
    const { hostname, port } = new URL(proxy.url);
    const answered = await new Promise((resolve, reject) => {
      get({ hostname, port, path }, (response) => resolve(response.resume().statusCode)).once('error', reject);
    });
    expect(answered).toBe(status);
  });
});
