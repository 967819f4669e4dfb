// Verify what leaves the step besides its outputs: Postman environment, env file, exported variables and summary, and
// the probe before them.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { relative } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import {
  cleanUp,
  type FixtureOptions,
  onlyPost,
  readableTextOf,
  runMain,
  runPost,
  useFixtures,
} from '../support/fixture.ts';
import { firstOf, itDeep } from '../support/sample.ts';
import { useServers } from '../support/test-servers.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings(
  'probe-bad-request',
  'probe-busy',
  'probe-certificate-untrusted',
  'probe-in-clear',
  'probe-not-found',
);
const serve = useServers();

type Texts = Readonly<Record<string, string>>;

interface ApiCall {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Starts an API that answers each call with the status that `statusOf` returns, or breaks the connection. */
async function startApi(statusOf: (call: ApiCall, count: number) => number | 'break') {
  const calls: ApiCall[] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const count = calls.push({ method, url, headers });
    const status = statusOf({ method, url, headers }, count);
    if (status === 'break') {
      request.destroy();
    } else {
      response.writeHead(status, { location: '/login' }).end('x'.repeat(1_000_000));
    }
  });
  return { url: `http://127.0.0.1:${await serve(server)}/orders?key=hidden-key`, calls };
}

/** Runs main with a probe of this API. */
async function probe(statusOf: Parameters<typeof startApi>[0], more: Texts = {}, options: FixtureOptions = {}) {
  const fixture = await startFixture(options);
  const { url, calls } = await startApi(statusOf);
  const main = await fixture.job.uses({ with: { ...fixture.inputs, 'probe-url': url, ...more } });
  return { ...fixture, main, calls };
}

const statusByAuthorization = ({ headers }: ApiCall) => (headers.authorization === undefined ? 401 : 200);
const brokenAtFirst = (call: ApiCall, count: number) => (count < 2 ? 'break' : statusByAuthorization(call));

it('the outputs are also in variables with a prefix, and in a private Postman environment that post removes', async () => {
  const { job, inputs } = await startFixture();
  const main = await runMain(job, { ...inputs, 'env-prefix': 'PORTMAN_', 'postman-environment': 'true' });
  const path = String(main.outputs['POSTMAN_ENVIRONMENT']);
  expect(job.files()).toStrictEqual([relative(job.temp, path)]);
  if (process.platform !== 'win32') {
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }
  const { values } = JSON.parse(readFileSync(path, 'utf8'));
  expect(values).toContainEqual({ key: 'idToken', value: main.outputs['ID_TOKEN'], type: 'secret', enabled: true });
  expect(values).toContainEqual({ key: 'sub', value: main.outputs['SUB'], type: 'default', enabled: true });

  // The exported variables are the outputs with the prefix.
  const expected = Object.entries(main.outputs).map(([name, value]) => [`PORTMAN_${name}`, value]);
  expect(Object.entries(main.exported)).toStrictEqual(expected);
  expect(expected).toHaveLength(8);
  const later = await job.run({ command: process.execPath, args: ['-p', 'process.env.PORTMAN_ID_TOKEN'] });
  expect(later.log).toBe('***\n');

  await runPost(job);
  expect(job.files()).toStrictEqual([]);
});

it('an env file is a file that only the runner can read, and that post removes', async () => {
  const { job, inputs } = await startFixture();
  const main = await job.uses({ with: { ...inputs, 'env-file': 'dotenv' } });
  const { ENV_FILE: path = '', ...others } = main.outputs;
  expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  expect(job.files()).toStrictEqual([relative(job.temp, path)]);
  expect(parseEnv(readFileSync(path, 'utf8'))).toEqual(others);
  if (process.platform !== 'win32') {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { stdout } = spawnSync('sh', ['-c', 'set -a; . "$0"; env', path], { env: {}, encoding: 'utf8' });
    expect(parseEnv(stdout)).toMatchObject(others);
  }

  const post = await onlyPost(job);
  expect(post.log).toMatch(/^Removed the env file\.$/m);
  expect(job.files()).toStrictEqual([]);
});

it('an env file leaves out what tools read differently, and the log says so', async () => {
  const { job, pool, client } = await startFixture({ credentials: false });
  const stored = { username: 'ada', password: 'Engine-1843 # $HOME' };
  pool.addUser(stored);
  const inputs = { mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1', ...stored };
  const main = await runMain(job, { ...inputs, 'env-file': 'dotenv' });
  expect(main.log).toMatch(/^Not in the env file: PASSWORD\. .*Use the outputs\.$/m);
  const { ENV_FILE: path = '', PASSWORD: _, ...others } = main.outputs;
  expect(parseEnv(readFileSync(path, 'utf8'))).toEqual(others);
});

it('the probe calls a protected API without a token first, and the summary has no secret of main and post', async () => {
  const more = { 'probe-method': 'POST', 'job-summary': 'true', groups: 'admins' };
  const options = { pool: { groups: ['admins'] } };
  const { pool, client, job, main, calls } = await probe(statusByAuthorization, more, options);
  expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  expect(calls.map(({ method, url: target, headers }) => [method, target, headers.authorization])).toStrictEqual([
    ['POST', '/orders?key=hidden-key', undefined],
    ['POST', '/orders?key=hidden-key', `Bearer ${main.outputs['ID_TOKEN']}`],
  ]);
  const words = ['ephemeral', 'USER_PASSWORD_AUTH', pool.id, client.id, 'admins', String(main.outputs['EXPIRES_AT'])];
  for (const word of [...words, '401 without a token, 200 with one', 'Duration: sign in', 'Duration: probe']) {
    expect(main.summary).toContain(word);
  }
  const post = await onlyPost(job);
  expect(post.summary).toContain(`Deleted the ephemeral user from user pool ${pool.id}.`);
  for (const name of ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN']) {
    expect(readableTextOf(main) + readableTextOf(post)).not.toContain(main.outputs[name]);
  }
  expect(main.summary).not.toContain('***');
  expect(main.summary).not.toContain('hidden-key');
});

describe('the probe', () => {
  it.each(firstOf([429, 500, 503]))(
    'waits for an API that first answers HTTP %d, as during a cold start',
    async (status) => {
      const { main, calls } = await probe((call, count) => (count < 3 ? status : statusByAuthorization(call)), {
        'probe-method': 'POST',
      });
      expect(main).toMatchObject({ outcome: 'success', annotations: [] });
      expect(calls).toHaveLength(4);
    },
  );

  it('reports a busy API that does not recover', async () => {
    const { main } = await probe(() => 503, { 'timeout-seconds': '600' }, { clock: new StillClock() });
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(/was answered with HTTP 503 for 15 seconds.*#probe-busy$/) },
    ]);
    expectHeading(main, 'probe-busy');
  });

  it.each(firstOf(['POST', 'PATCH']))('does not retry a %s that may have taken effect', async (method) => {
    const { main, calls } = await probe(brokenAtFirst, { 'probe-method': method });
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringMatching(/#probe-unanswered$/) }]);
    expect(calls).toHaveLength(1);
  });

  itDeep('retries an idempotent PUT that may have taken effect', async () => {
    const { main, calls } = await probe(brokenAtFirst, { 'probe-method': 'PUT' });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    expect(calls).toHaveLength(3);
  });

  it('fails for an untrusted certificate, and names the variable to set', async () => {
    const { job, inputs } = await startFixture();
    const { emulator } = await startFixture({ tls: true });
    const main = await job.uses({ with: { ...inputs, 'probe-url': `${emulator.url}/orders` } });
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(/NODE_EXTRA_CA_CERTS.*#probe-certificate-untrusted$/) },
    ]);
    expectHeading(main, 'probe-certificate-untrusted');
  });

  it('adds a notice if the token is sent over http:// to another machine', async () => {
    const { job, inputs } = await startFixture();
    // The API also acts as the proxy that receives the call.
    const { url, calls } = await startApi(statusByAuthorization);
    Object.assign(job.env, { HTTP_PROXY: new URL(url).origin, NO_PROXY: '127.0.0.1' });
    const main = await job.uses({ with: { ...inputs, 'probe-url': 'http://api.test/orders' } });
    expect(calls.map((call) => call.url)).toStrictEqual(['http://api.test/orders', 'http://api.test/orders']);
    expect(main.annotations).toStrictEqual([{ level: 'notice', message: expect.stringMatching(/#probe-in-clear$/) }]);
    expectHeading(main, 'probe-in-clear');
  });

  it('sends the header of token-header, logs both statuses, and adds a notice if the path may not exist', async () => {
    const { main, calls } = await probe(({ headers }) => (headers['x-token'] === undefined ? 401 : 404), {
      'token-header': 'X-Token: {access-token}',
    });
    expect(calls[1]?.headers['x-token']).toBe(main.outputs['ACCESS_TOKEN']);
    expect(main.log).toMatch(/^probe \(\d+ ms\): 401 without a token, 404 with one$/m);
    expect(main.annotations).toStrictEqual([{ level: 'notice', message: expect.stringMatching(/#probe-not-found$/) }]);
    expectHeading(main, 'probe-not-found');
  });

  it.each(firstOf([400, 431]))('adds a notice if the API answers a token with HTTP %i', async (status) => {
    const { main } = await probe(({ headers }) => (headers.authorization === undefined ? 401 : status));
    expect(main.annotations).toStrictEqual([
      { level: 'notice', message: expect.stringMatching(/fewer groups\. See \S+#probe-bad-request$/) },
    ]);
    expectHeading(main, 'probe-bad-request');
  });

  it('fails the step without any output when the API accepts every request', async () => {
    const inputs = { 'postman-environment': 'true', 'env-prefix': 'X_', 'delete-user': 'false' };
    const { pool, job, main, calls } = await probe(() => 200, inputs, { job: { debug: true } });
    expect(main).toMatchObject({ exitCode: 1, stderr: '' });
    expect(main.outputs).toStrictEqual({});
    expect(main.exported).toStrictEqual({});
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#probe-unguarded') }]);
    expect(readableTextOf(main)).not.toMatch(/hidden-key|eyJ/);
    expect(calls).toHaveLength(1);
    expect(job.files()).toStrictEqual([]);
    await cleanUp(job, pool);
  });
});
