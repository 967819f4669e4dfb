// Verify that a step opens its connection while it loads, that every call goes through the proxy of the environment, and
// that post connects as main did.
import { rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type SeenRequest, startEmulator } from 'cognito-emulator';
import { writeAwsConfig } from '../support/aws-config.ts';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import { cleanUp, type FixtureOptions, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { createIdentityPool } from '../support/identity-pool.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { withRole } from '../support/oidc-variables.ts';
import { startProxy } from '../support/proxy.ts';
import { itDeep } from '../support/sample.ts';
import { useServers } from '../support/test-servers.ts';
import { useCleanup } from '../support/use-cleanup.ts';

const startFixture = useFixtures();
const startServer = useServers();
const onTestEnd = useCleanup();

const DEAD_PROXY = 'http://127.0.0.1:9';
const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };

/** Starts an emulator that speaks HTTPS, and a job that trusts its certificate. */
async function startTrusted(options: FixtureOptions = {}) {
  const fixture = await startFixture({ ...options, tls: true });
  const certificate = join(fixture.job.temp, '..', 'certificate.pem');
  writeFileSync(certificate, fixture.emulator.certificate ?? '');
  fixture.job.env['NODE_EXTRA_CA_CERTS'] = certificate;
  return fixture;
}

async function startPrivateProxy() {
  const proxy = await startProxy({ credentials: { username: 'proxy-user', password: 'proxy-canary' } });
  onTestEnd(() => proxy.close());
  return proxy;
}

describe('the connection that a step opens while it loads', () => {
  it('is the only one of main and of post', async () => {
    const { emulator, pool, job, inputs } = await startTrusted();
    await runMain(job, inputs);
    await cleanUp(job, pool);
    expect(emulator.requests.map(({ connection }) => connection)).toStrictEqual([1, 1, 1, 2]);
  });

  it('is opened even before main knows that its inputs are invalid', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => undefined);
    });
    const { job } = await startFixture();
    job.env['AWS_ENDPOINT_URL'] = `https://localhost:${await startServer(server)}`;
    const main = await job.uses({ with: { 'user-pool-id': 'eu-west-1_AbCdEf123' } });
    expect(main).toMatchObject({ outcome: 'failure', annotations: [{ level: 'error' }], stderr: '' });
    expect(connections).toBe(1);
  });
});

describe('the proxy of the environment', () => {
  /** Returns the number of tunnels to the emulator. Each carries the calls of one connection. */
  const countConnections = (calls: readonly SeenRequest[]) => new Set(calls.map(({ connection }) => connection)).size;

  it('carries every call to Cognito and STS through tunnels, in main and post', async () => {
    const fixture = await startTrusted({ credentials: false, job: { debug: true } });
    const { emulator, pool, job } = fixture;
    const proxy = await startPrivateProxy();
    job.env['HTTPS_PROXY'] = proxy.url;
    const identityPool = createIdentityPool(fixture);
    const main = await runMain(job, { ...withRole(fixture), 'identity-pool-id': identityPool.id });
    const post = await cleanUp(job, pool);
    expect(identityPool.identities).toStrictEqual([]);
    expect(main.log + post.log).not.toContain('proxy-canary');
    expect(new Set(proxy.requests.map(({ target }) => target))).toStrictEqual(new Set([new URL(emulator.url).host]));
    // The emulated OIDC endpoint is on loopback, where `@actions/http-client` never uses a proxy.
    const calls = emulator.requests.filter(({ operation }) => operation !== 'github-oidc');
    expect(calls.map(({ operation }) => operation)).toContain('AssumeRoleWithWebIdentity');
    expect(proxy.requests).toHaveLength(countConnections(calls));
  });

  it('carries the calls to the login page through tunnels', async () => {
    const { emulator, pool, job, inputs } = await startTrusted({ pool: LOGIN_POOL, client: LOGIN_CLIENT });
    const proxy = await startPrivateProxy();
    job.env['https_proxy'] = proxy.url;
    pool.addUser(STORED);
    await runMain(job, { ...inputs, mode: 'stored', ...STORED, ...loginInputs(emulator) });
    expect(operationsOf(emulator)).toStrictEqual(LOGIN_CALLS);
    expect(proxy.requests).toHaveLength(countConnections(emulator.requests));
  });

  it('carries the calls to the token endpoint and of the probe, each as a request without TLS', async () => {
    const fixture = await startFixture(MACHINE);
    const { emulator, job } = fixture;
    const proxy = await startPrivateProxy();
    job.env['HTTP_PROXY'] = proxy.url;
    const domain = emulator.url.replace('http://localhost', 'http://127.0.0.1');
    const probeUrl = `${emulator.url}/not-there`;
    const main = await job.uses({ with: { ...machineInputs(fixture), domain, 'probe-url': probeUrl } });
    // The probe fails, because the emulator is not a protected API. Only the route of the call matters here.
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#probe-unguarded') }]);
    expect(operationsOf(emulator)).toContain('oauth2/token');
    expect(proxy.requests).toHaveLength(emulator.requests.length);
  });
});

describe('post', () => {
  it('connects as main did after a step has changed all variables', async () => {
    const fixture = await startFixture({ credentials: false });
    const { emulator, pool, job } = fixture;
    await runMain(job, withRole(fixture));
    const other = await startEmulator();
    onTestEnd(() => other.close());
    Object.assign(job.env, {
      HTTP_PROXY: DEAD_PROXY,
      http_proxy: 'socks5://127.0.0.1:9',
      NODE_OPTIONS: '--use-env-proxy',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_DEFAULTS_MODE: 'junk',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY: 'localhost:4566',
      AWS_ENDPOINT_URL: other.url,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: other.url,
      AWS_ENDPOINT_URL_STS: other.url,
    });
    await cleanUp(job, pool);
    expect(operationsOf(emulator).slice(-2)).toStrictEqual(['AssumeRoleWithWebIdentity', 'AdminDeleteUser']);
    expect(other.requests).toStrictEqual([]);
  });

  itDeep('asks the metadata service directly after a step has set NODE_OPTIONS=--use-env-proxy', async () => {
    const { emulator, pool, job, inputs } = await startFixture({ credentials: false });
    const { accessKeyId, secretAccessKey } = emulator.credentials;
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    const credentials = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: '', Expiration };
    const server = createHttpServer(({ url = '' }, response) => {
      response.end(url.endsWith('/role') ? JSON.stringify(credentials) : 'role');
    });
    const service = `http://127.0.0.1:${await startServer(server)}`;
    Object.assign(job.env, { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: service });
    await runMain(job, inputs);
    Object.assign(job.env, { HTTP_PROXY: DEAD_PROXY, NODE_OPTIONS: '--use-env-proxy' });
    await cleanUp(job, pool);
    expect(operationsOf(emulator).at(-1)).toBe('AdminDeleteUser');
  });

  it('calls the endpoint that the AWS config file had in main', async () => {
    const { emulator, pool, job, inputs } = await startFixture();
    const file = writeAwsConfig(job, `endpoint_url = ${emulator.url}`);
    Object.assign(job.env, { AWS_ENDPOINT_URL: '', AWS_CONFIG_FILE: file });
    await runMain(job, inputs);
    rmSync(file);
    await cleanUp(job, pool);
  });

  it('calls through the proxy of main, with the password that its own environment still has', async () => {
    const { pool, job, inputs } = await startFixture();
    const proxy = await startPrivateProxy();
    job.env['HTTP_PROXY'] = proxy.url;
    const main = await runMain(job, inputs);
    expect(JSON.stringify(main.state)).not.toContain('canary');
    const { length } = proxy.requests;
    Object.assign(job.env, { HTTP_PROXY: DEAD_PROXY, https_proxy: proxy.url });
    await cleanUp(job, pool);
    expect(proxy.requests.slice(length)).toMatchObject([{ method: 'POST', status: 200 }]);
  });
});
