// Verify that every call goes through the proxy of the environment.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
import type { SeenRequest } from 'cognito-emulator';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import { cleanUp, type FixtureOptions, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { createIdentityPool } from '../support/identity-pool.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { withRole } from '../support/oidc-variables.ts';
import { type RunningProxy, startProxy } from '../support/proxy.ts';
import { testsInTurn } from '../support/sample.ts';
import { useCleanup } from '../support/use-cleanup.ts';

const startFixture = useFixtures();
const onTestEnd = useCleanup();

/** Starts a job behind a proxy that requires a password, and an emulator that speaks `scheme`. */
async function start(
  scheme: 'https' | 'http',
  env: (proxy: RunningProxy) => Record<string, string>,
  options: FixtureOptions = {},
) {
  const fixture = await startFixture({ ...options, tls: scheme === 'https', credentials: false, job: { debug: true } });
  const { emulator, job } = fixture;
  const proxy = await startProxy({ credentials: { username: 'proxy-user', password: 'proxy-canary' } });
  onTestEnd(() => proxy.close());
  Object.assign(job.env, env(proxy));
  if (emulator.certificate !== undefined) {
    const certificate = join(job.temp, '..', 'certificate.pem');
    writeFileSync(certificate, emulator.certificate);
    job.env['NODE_EXTRA_CA_CERTS'] = certificate;
  }
  return { ...fixture, proxy };
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
    3,
  );

  inTurn('carries every call to Cognito and STS, in main and post', async () => {
    const fixture = await start(scheme, env);
    const { emulator, pool, proxy, job } = fixture;
    const identityPool = createIdentityPool(fixture);
    const main = await runMain(job, { ...withRole(fixture), 'identity-pool-id': identityPool.id });
    const post = await cleanUp(job, pool);
    expect(identityPool.identities).toStrictEqual([]);
    expect(main.log + post.log).not.toContain('proxy-canary');

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
    const fixture = await start(scheme, env, MACHINE);
    const { emulator, proxy, job } = fixture;
    const domain = emulator.url.replace('http://localhost', 'http://127.0.0.1');
    const probeUrl = `${emulator.url}/not-there`;
    const main = await job.uses({ with: { ...machineInputs(fixture), domain, 'probe-url': probeUrl } });
    // The probe fails, because the emulator is not a protected API. Only the route of the call matters here.
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#probe-unguarded') }]);
    expect(operationsOf(emulator)).toContain('oauth2/token');
    expectAllProxied(proxy, scheme, emulator.requests);
  });

  inTurn('carries the calls to the login page', async () => {
    const options = { pool: LOGIN_POOL, client: LOGIN_CLIENT };
    const { emulator, pool, proxy, job, inputs } = await start(scheme, env, options);
    const user = { username: 'ada', password: 'Analytical-Engine-1843' };
    pool.addUser(user);
    const domain = emulator.url.replace('http://localhost', 'http://127.0.0.1');
    await runMain(job, { ...inputs, mode: 'stored', ...user, ...loginInputs(emulator), domain });
    expect(operationsOf(emulator)).toStrictEqual(LOGIN_CALLS);
    expectAllProxied(proxy, scheme, emulator.requests);
  });
});
