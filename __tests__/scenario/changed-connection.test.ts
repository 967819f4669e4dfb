// Verify that post connects as main did, and by its own environment only where that fails.
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { expect, it } from '@jest/globals';
import { startEmulator } from 'cognito-emulator';
import { writeAwsConfig } from '../support/aws-config.ts';
import { cleanUp, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { withRole } from '../support/oidc-variables.ts';
import { startProxy } from '../support/proxy.ts';
import { firstOf, itDeep } from '../support/sample.ts';
import { useServers } from '../support/test-servers.ts';
import { useCleanup } from '../support/use-cleanup.ts';

const startFixture = useFixtures();
const serve = useServers();
const onTestEnd = useCleanup();

const DEAD_PROXY = 'http://127.0.0.1:9';
const PROXY_USER = { username: 'proxy-user', password: 'proxy-canary' };

it.each(
  firstOf([
    { HTTP_PROXY: DEAD_PROXY },
    { http_proxy: 'http://no-such-proxy.invalid:3128' },
    { HTTP_PROXY: 'socks5://127.0.0.1:9' },
    { AWS_USE_FIPS_ENDPOINT: 'true' },
    { AWS_USE_DUALSTACK_ENDPOINT: 'true' },
    { AWS_DEFAULTS_MODE: 'junk' },
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    { AWS_ENDPOINT_URL_STS: 'localhost:4566' },
    { HTTP_PROXY: DEAD_PROXY, NODE_OPTIONS: '--use-env-proxy' },
  ]),
)('post connects as main did after a step has set %j', async (changes) => {
  const { emulator, pool, job, inputs } = await startFixture();
  await runMain(job, inputs);
  Object.assign(job.env, changes);
  await cleanUp(job, pool);
  expect(operationsOf(emulator).slice(3)).toStrictEqual(['AdminDeleteUser']);
});

it.each(firstOf(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_STS']))(
  'post calls the endpoints of main after a step has changed %s',
  async (variable) => {
    const fixture = await startFixture({ credentials: false });
    const { emulator, pool, job } = fixture;
    await job.uses({ with: withRole(fixture) });
    const other = await startEmulator();
    onTestEnd(() => other.close());
    job.env[variable] = other.url;
    await cleanUp(job, pool);
    expect(operationsOf(emulator).slice(-2)).toStrictEqual(['AssumeRoleWithWebIdentity', 'AdminDeleteUser']);
    expect(other.requests).toStrictEqual([]);
  },
);

itDeep('post asks the metadata service directly after a step has set NODE_OPTIONS=--use-env-proxy', async () => {
  const { emulator, pool, job, inputs } = await startFixture({ credentials: false });
  const { accessKeyId, secretAccessKey } = emulator.credentials;
  const Expiration = new Date(Date.now() + 3_600_000).toISOString();
  const credentials = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: '', Expiration };
  const server = createServer(({ url = '' }, response) => {
    response.end(url.endsWith('/role') ? JSON.stringify(credentials) : 'role');
  });
  const service = `http://127.0.0.1:${await serve(server)}`;
  Object.assign(job.env, { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: service });
  await runMain(job, inputs);
  Object.assign(job.env, { HTTP_PROXY: DEAD_PROXY, NODE_OPTIONS: '--use-env-proxy' });
  await cleanUp(job, pool);
  expect(operationsOf(emulator).at(-1)).toBe('AdminDeleteUser');
});

it('post calls the endpoint that the AWS config file had in main', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  const file = writeAwsConfig(job, `endpoint_url = ${emulator.url}`);
  Object.assign(job.env, { AWS_ENDPOINT_URL: '', AWS_CONFIG_FILE: file });
  await runMain(job, inputs);
  rmSync(file);
  await cleanUp(job, pool);
});

it('post calls through the proxy of main, with the password that its own environment still has', async () => {
  const { pool, job, inputs } = await startFixture();
  const proxy = await startProxy({ credentials: PROXY_USER });
  onTestEnd(() => proxy.close());
  job.env['HTTP_PROXY'] = proxy.url;
  const main = await runMain(job, inputs);
  expect(JSON.stringify(main.state)).not.toContain('canary');
  const { length } = proxy.requests;
  Object.assign(job.env, { HTTP_PROXY: DEAD_PROXY, https_proxy: proxy.url });
  await cleanUp(job, pool);
  expect(proxy.requests.slice(length)).toMatchObject([{ method: 'POST', status: 200 }]);
});

it('post connects by its own environment if the way of main fails', async () => {
  const { pool, job, inputs } = await startFixture({ clockSpeed: 20 });
  const proxy = await startProxy();
  job.env['HTTP_PROXY'] = proxy.url;
  await runMain(job, inputs);
  await proxy.close();
  delete job.env['HTTP_PROXY'];
  await cleanUp(job, pool);
});
