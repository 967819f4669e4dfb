// Verify what leaves the step besides its outputs: Postman environment, env file, exported variables and summary, and
// the probe before them.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { basename, relative } from 'node:path';
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

/** Starts an API that answers each call with the status that `statusOf` returns, or breaks the connection. */
async function startApi(statusOf: (call: IncomingMessage, count: number) => number | 'break') {
  const calls: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const status = statusOf(request, calls.push(request));
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

const statusByAuthorization = ({ headers }: IncomingMessage) => (headers.authorization === undefined ? 401 : 200);

it('the outputs are also in variables with a prefix, and in private files that post removes', async () => {
  const { job, inputs } = await startFixture();
  const main = await runMain(job, {
    ...inputs,
    'env-prefix': 'PORTMAN_',
    'postman-environment': 'true',
    'env-file': 'dotenv',
    'storage-state-origin': 'http://localhost:3000',
    'job-summary': 'true',
  });
  const { POSTMAN_ENVIRONMENT = '', ENV_FILE = '', STORAGE_STATE = '', ...outputs } = main.outputs;
  const paths = [POSTMAN_ENVIRONMENT, ENV_FILE, STORAGE_STATE];
  expect(job.files().toSorted()).toStrictEqual(paths.map((path) => relative(job.temp, path)).toSorted());
  const { values } = JSON.parse(readFileSync(POSTMAN_ENVIRONMENT, 'utf8'));
  expect(values).toContainEqual({ key: 'idToken', value: outputs['ID_TOKEN'], type: 'secret', enabled: true });
  expect(values).toContainEqual({ key: 'sub', value: outputs['SUB'], type: 'default', enabled: true });
  expect(parseEnv(readFileSync(ENV_FILE, 'utf8'))).toEqual(outputs);
  const { origins } = JSON.parse(readFileSync(STORAGE_STATE, 'utf8'));
  const stored = ['ACCESS_TOKEN', 'ID_TOKEN', 'REFRESH_TOKEN'].map((name) =>
    expect.objectContaining({ value: outputs[name] }),
  );
  expect(origins).toMatchObject([{ origin: 'http://localhost:3000', localStorage: expect.arrayContaining(stored) }]);
  expect(basename(STORAGE_STATE)).toMatch(/^cognito-token-[a-z2-7]{26}\.storage_state\.json$/);
  if (process.platform !== 'win32') {
    expect(paths.map((path) => statSync(path).mode & 0o777)).toStrictEqual([0o600, 0o600, 0o600]);
    const { stdout } = spawnSync('sh', ['-c', 'set -a; . "$0"; env', ENV_FILE], { env: {}, encoding: 'utf8' });
    expect(parseEnv(stdout)).toMatchObject(outputs);
  }

  // The exported variables are the outputs with the prefix.
  const expected = Object.entries(main.outputs).map(([name, value]) => [`PORTMAN_${name}`, value]);
  expect(Object.entries(main.exported)).toStrictEqual(expected);
  const later = await job.run({ command: process.execPath, args: ['-p', 'process.env.PORTMAN_ID_TOKEN'] });
  expect(later.log).toBe('***\n');

  const post = await runPost(job);
  const removed = ['Postman environment', 'env file', 'browser storage state'];
  expect(post.log.match(/^Removed the .*$/gm)?.toSorted()).toStrictEqual(
    removed.map((file) => `Removed the ${file}.`).toSorted(),
  );
  for (const file of removed) {
    expect(post.summary).toContain(`<td>${file}</td>`);
  }
  expect(job.files()).toStrictEqual([]);
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
  it('reports a busy API that does not recover', async () => {
    const { main } = await probe(() => 503, { 'timeout-seconds': '600' }, { clock: new StillClock() });
    const message = expect.stringMatching(/was answered with HTTP 503 for 15 seconds.*#probe-busy$/);
    expect(main.annotations).toStrictEqual([{ level: 'error', message }]);
    expectHeading(main, 'probe-busy');
  });

  it.each([
    ['POST', 'break', 1, [{ level: 'error', message: expect.stringMatching(/#probe-unanswered$/) }]],
    ['PUT', 'break', 3, []],
    // As during a cold start.
    ['POST', 429, 3, []],
  ] as const)('that is a %s whose first answer is "%s" makes %i calls', async (method, first, count, annotations) => {
    const { main, calls } = await probe((call, index) => (index === 1 ? first : statusByAuthorization(call)), {
      'probe-method': method,
    });
    expect(main.annotations).toStrictEqual(annotations);
    expect(calls).toHaveLength(count);
  });

  it('fails for an untrusted certificate, and names the variable to set', async () => {
    const { job, inputs } = await startFixture();
    const { emulator } = await startFixture({ tls: true });
    const main = await job.uses({ with: { ...inputs, 'probe-url': `${emulator.url}/orders` } });
    expect(main.annotations).toMatchObject([
      { level: 'error', message: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
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
    expect(main.annotations).toMatchObject([{ level: 'notice' }]);
    expectHeading(main, 'probe-in-clear');
  });

  it.each([
    [404, 'probe-not-found'],
    [400, 'probe-bad-request'],
  ] as const)('sends token-header, and adds a notice about an answer with HTTP %i', async (status, heading) => {
    const { main, calls } = await probe(({ headers }) => (headers['x-token'] === undefined ? 401 : status), {
      'token-header': 'X-Token: {access-token}',
    });
    expect(calls[1]?.headers['x-token']).toBe(main.outputs['ACCESS_TOKEN']);
    expect(main.log).toMatch(new RegExp(`^probe \\(\\d+ ms\\): 401 without a token, ${status} with one$`, 'm'));
    expect(main.annotations).toMatchObject([{ level: 'notice' }]);
    expectHeading(main, heading);
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
