// Verify that every call goes through the proxy of the environment, unless NO_PROXY excludes its host.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
import { type Job, startJob } from 'action-runner';
import { type Emulator, type SeenRequest, startEmulator } from 'cognito-emulator';
import { credentialVariables } from '../support/credential-variables.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { oidcVariables } from '../support/oidc-variables.ts';
import { type RunningProxy, startProxy } from '../support/proxy.ts';
import { testsInTurn } from '../support/sample.ts';
import { useCleanup } from '../support/use-cleanup.ts';

const onTestEnd = useCleanup();

const ROLE = 'arn:aws:iam::123456789012:role/api-tests';

interface Fixture {
  readonly emulator: Emulator;
  readonly proxy: RunningProxy;
  readonly job: Job;
}

/** Starts an emulator that speaks `scheme`, and a proxy that requires a password. */
async function startFixture(
  scheme: 'https' | 'http',
  env: (proxy: RunningProxy) => Record<string, string>,
): Promise<Fixture> {
  const emulator = await startEmulator(scheme === 'https' ? { tls: true } : {});
  const proxy = await startProxy({ credentials: { username: 'proxy-user', password: 'proxy-canary' } });
  const job = startJob({ env: { AWS_ENDPOINT_URL: emulator.url, ...env(proxy) }, debug: true });
  onTestEnd(() => emulator.close());
  onTestEnd(() => proxy.close());
  onTestEnd(() => job.end());
  if (emulator.certificate !== undefined) {
    const certificate = join(job.temp, '..', 'certificate.pem');
    writeFileSync(certificate, emulator.certificate);
    job.env['NODE_EXTRA_CA_CERTS'] = certificate;
  }
  return { emulator, proxy, job };
}

/**
 * Expects every call to have gone through the proxy. With TLS, each connection to the emulator is a tunnel, which may
 * carry several calls. Without TLS, each call is a request to the proxy.
 */
function expectAllProxied(proxy: RunningProxy, scheme: 'https' | 'http', calls: readonly SeenRequest[]): void {
  const connections = new Set(calls.map(({ connection }) => connection));
  expect(proxy.requests).toHaveLength(scheme === 'https' ? connections.size : calls.length);
}

const SETTINGS = [
  ['HTTPS_PROXY', 'https', (proxy: RunningProxy) => ({ HTTPS_PROXY: proxy.url })],
  ['https_proxy', 'https', (proxy: RunningProxy) => ({ https_proxy: proxy.url })],
  ['HTTP_PROXY', 'http', (proxy: RunningProxy) => ({ HTTP_PROXY: proxy.url })],
  [
    'HTTPS_PROXY without a scheme',
    'https',
    (proxy: RunningProxy) => ({ HTTPS_PROXY: proxy.url.slice('http://'.length) }),
  ],
] as const;

describe.each(SETTINGS)('%s', (name, scheme, env) => {
  const inTurn = testsInTurn(
    SETTINGS.findIndex(([other]) => other === name),
    4,
  );

  inTurn('carries every call to Cognito and STS, in main and post', async () => {
    const { emulator, proxy, job } = await startFixture(scheme, env);
    const pool = emulator.createPool();
    const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] });
    emulator.addRole({ arn: ROLE });
    Object.assign(job.env, oidcVariables(emulator.oidc));

    const identityPool = emulator.createIdentityPool({ providers: [{ pool, client }] });
    const inputs = { 'user-pool-id': pool.id, 'client-id': client.id, 'role-to-assume': ROLE };
    const main = await job.uses({ with: { ...inputs, 'identity-pool-id': identityPool.id } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    const [post] = await job.post();
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
    expect(identityPool.identities).toStrictEqual([]);
    expect(main.log + post?.log).not.toContain('proxy-canary');

    const { host } = new URL(emulator.url);
    const targets = new Set(
      proxy.requests.map(({ target }) => (target.includes('://') ? new URL(target).host : target)),
    );
    expect([...targets]).toStrictEqual([host]);
    // The emulated OIDC endpoint is on loopback, where `@actions/http-client` never uses a proxy.
    const calls = emulator.requests.filter(({ operation }) => operation !== 'github-oidc');
    expect(calls.map(({ operation }) => operation)).toContain('AssumeRoleWithWebIdentity');
    expectAllProxied(proxy, scheme, calls);
  });

  inTurn('carries the calls to the token endpoint and of the probe', async () => {
    const { emulator, proxy, job } = await startFixture(scheme, env);
    const client = emulator
      .createPool({ domain: 'my-app' })
      .createClient({ secret: true, oauthFlows: ['client_credentials'], scopes: ['orders/read'] });
    const main = await job.uses({
      with: {
        mode: 'client-credentials',
        'client-id': client.id,
        'client-secret': client.secret ?? '',
        domain: emulator.url.replace('http://localhost', 'http://127.0.0.1'),
        'probe-url': `${emulator.url}/not-there`,
      },
    });
    // The probe fails, because the emulator is not a protected API. Only the route of the call matters here.
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#probe-unguarded') }]);
    expect(emulator.requests.map(({ operation }) => operation)).toContain('oauth2/token');
    expectAllProxied(proxy, scheme, emulator.requests);
  });

  inTurn('carries the calls to the login page', async () => {
    const { emulator, proxy, job } = await startFixture(scheme, env);
    const pool = emulator.createPool(LOGIN_POOL);
    const client = pool.createClient(LOGIN_CLIENT);
    const user = { username: 'ada', password: 'Analytical-Engine-1843' };
    pool.addUser(user);
    const main = await job.uses({
      with: {
        mode: 'stored',
        'client-id': client.id,
        'user-pool-id': pool.id,
        ...user,
        ...loginInputs(emulator),
        domain: emulator.url.replace('http://localhost', 'http://127.0.0.1'),
      },
    });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    const calls = ['oauth2/authorize', 'GET login', 'POST login', 'oauth2/token'];
    expect(emulator.requests.map(({ operation }) => operation)).toStrictEqual(calls);
    expectAllProxied(proxy, scheme, emulator.requests);
  });

  inTurn('is not used for hosts in NO_PROXY', async () => {
    const { emulator, proxy, job } = await startFixture(scheme, env);
    const pool = emulator.createPool();
    const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'] });
    Object.assign(job.env, { NO_PROXY: 'localhost,127.0.0.1', ...credentialVariables(emulator.credentials) });
    const main = await job.uses({ with: { 'user-pool-id': pool.id, 'client-id': client.id } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    await job.post();
    expect(pool.users).toStrictEqual([]);
    expect(proxy.requests).toStrictEqual([]);
  });
});
