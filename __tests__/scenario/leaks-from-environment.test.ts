// Verify that main shows nothing of inputs, environment, proxy or probed API when it fails because of them, with step
// debugging on.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { canaryProblems, endProblems } from '../support/canaries.ts';
import { StillClock } from '../support/clocks.ts';
import { type Fixture, useFixtures } from '../support/fixture.ts';
import { CANARY } from '../support/hostile-answers.ts';
import { withRole } from '../support/oidc-variables.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { firstOf, itDeep, sample } from '../support/sample.ts';
import { givenSecrets } from '../support/secrets.ts';
import { useServers } from '../support/test-servers.ts';

const startFixture = useFixtures();
const serve = useServers();

type Variables = Readonly<Record<string, string>>;

const SECRETS = {
  'client-secret': 'canary0canary0canary0canary0',
  username: 'canary.user@example.com',
  password: 'Canary-Engine-1843',
  'totp-secret': 'CANARYCANARYCANARYCANARYCANARY23',
  'refresh-token': 'canary.canary.canary.canary.canary',
};

const STORED = { mode: 'stored', ...SECRETS, 'refresh-token': '' };

/** Starts a server that sends these bytes on every connection, whatever it receives. */
async function startRawServer(bytes: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end(bytes));
  });
  return `127.0.0.1:${await serve(server)}`;
}

/** For failures that are retried until the deadline. */
const SHORT_TIMEOUT = { 'timeout-seconds': '10' };

const startDebugFixture = (): Promise<Fixture> => startFixture({ clock: new StillClock(), job: { debug: true } });

/** Expects one error from main with these inputs and variables, none from post without them, and no canary at all. */
async function expectFailureWithoutCanary(
  { emulator, job }: Fixture,
  inputs: Variables,
  env: Variables = {},
): Promise<void> {
  const before = { ...job.env };
  Object.assign(job.env, env);
  const main = await job.uses({ with: inputs });
  Object.assign(job.env, Object.fromEntries(Object.keys(env).map((name) => [name, before[name] ?? ''])));
  const posts = await job.post();
  const secrets = [...givenSecrets(inputs, before), ...emulator.secrets];
  // Post calls the endpoint of main. If that is not the emulator, it may have to warn that a user may stay.
  const isElsewhere = env['AWS_ENDPOINT_URL'] !== undefined;
  const problems = [
    ...endProblems(main, 'error'),
    ...(isElsewhere ? [] : posts.flatMap((post) => endProblems(post))),
    ...[main, ...posts].flatMap((step) => canaryProblems(step, secrets)),
  ];
  expect(problems).toStrictEqual([]);
}

describe('main with invalid inputs', () => {
  const invalidInputs: Readonly<Record<string, Variables>> = {
    'secrets of the wrong mode': SECRETS,
    'malformed secrets': {
      ...STORED,
      'client-secret': ' canary, not one! ',
      'totp-secret': 'canary, not base32 189',
    },
    'secrets with several lines': {
      ...STORED,
      'client-secret': 'canary\ncanary\n::error::canary',
      password: '\n Canary one \r\n Canary two \n',
    },
    'a secret whose expression was not evaluated': {
      ...STORED,
      'client-secret': '$' + '{{ secrets.CANARY }}',
    },
    'a probe-url with a username and password': { 'probe-url': 'https://canary:canary@api.test/?key=canary' },
    'an invalid probe-url': { 'probe-url': 'canary://api.test?key=canary' },
    'a token-header without a placeholder': { 'token-header': 'X-Key: canary' },
    'malformed pairs': {
      'client-metadata': 'canary\n: canary',
      'user-attributes': '=canary\n{"canary": "canary"}',
    },
    'pairs written as JSON': { 'client-metadata': '{"note":"canary"}', 'user-attributes': '["canary"]' },
    'a domain with a username and password': {
      mode: 'client-credentials',
      'client-secret': SECRETS['client-secret'],
      'user-pool-id': '',
      domain: 'https://canary:canary@my-app.test/canary?canary',
    },
  };

  it.each(sample(Object.entries(invalidInputs), (_, index) => index % 3 === 0))(
    'shows nothing of %s',
    async (_, inputs) => {
      const fixture = await startDebugFixture();
      await expectFailureWithoutCanary(fixture, { ...fixture.inputs, ...inputs });
      expect(fixture.emulator.requests).toStrictEqual([]);
    },
  );
});

describe('main with a hostile API', () => {
  const answers: Readonly<Record<string, string>> = {
    'accepts every request': `HTTP/1.1 200 ${CANARY}\r\nX-Canary: ${CANARY}\r\n\r\n${CANARY}`,
    'redirects every request': `HTTP/1.1 302 ${CANARY}\r\nLocation: https://canary:canary@canary.test/?canary\r\n\r\n${CANARY}`,
    'rejects every request': `HTTP/1.1 401 ${CANARY}\r\nWWW-Authenticate: ${CANARY}\r\nContent-Encoding: canary\r\n\r\n${CANARY}`,
    'truncates its answer': `HTTP/1.1 401 ${CANARY}\r\nContent-Length: 99\r\nContent-Encoding: gzip\r\n\r\n${CANARY}`,
    'does not speak HTTP': `${CANARY}\r\n\r\n`,
    'sends malformed headers': `HTTP/1.1 401 ${CANARY}\r\n${CANARY} ${CANARY}\r\n\r\n`,
  };

  it.each(sample(Object.entries(answers), (_, index) => index % 3 === 0))(
    'shows nothing of an API that %s',
    async (_, answer) => {
      const host = await startRawServer(answer);
      const fixture = await startDebugFixture();
      await expectFailureWithoutCanary(fixture, {
        ...fixture.inputs,
        'probe-url': `http://${host}/orders?key=canary#canary`,
        'token-header': 'X-Canary: canary {id-token} canary',
        ...SHORT_TIMEOUT,
        'job-summary': 'true',
      });
    },
  );

  itDeep('shows nothing of a probe-url with line breaks in its query', async () => {
    const host = await startRawServer('HTTP/1.1 200 OK\r\n\r\n');
    const fixture = await startDebugFixture();
    await expectFailureWithoutCanary(fixture, {
      ...fixture.inputs,
      'probe-url': `http://${host}/orders?a=b&\n  key=canary`,
    });
  });
});

const UNUSABLE_PROXIES = {
  'with a port out of range': 'http://canary:canary@127.0.0.1:99999',
  'with a password that is not percent-encoded': 'http://canary:canary%zz@127.0.0.1:9',
};

describe('a step with a failing proxy', () => {
  const refusal = `HTTP/1.1 407 ${CANARY}\r\nProxy-Authenticate: Basic realm="canary"\r\nX-Canary: ${CANARY}\r\nContent-Length: 6\r\n\r\ncanary`;
  const proxies: Readonly<Record<string, () => string | Promise<string>>> = {
    'that rejects its credentials': async () => `http://canary:canary@${await startRawServer(refusal)}`,
    'that does not speak HTTP': async () => `http://canary:canary@${await startRawServer(CANARY)}`,
    'that is not running': () => 'http://canary:canary@127.0.0.1:9',
    'with an unknown host name': () => 'http://canary:canary@no-such-proxy.invalid:3128',
    'with a slash in its password': () => 'http://canary:1/canary@proxy.invalid:3128',
    ...Object.fromEntries(Object.entries(UNUSABLE_PROXIES).map(([name, url]) => [name, () => url])),
  };
  const names = Object.keys(proxies);
  const uses = ['https', 'http', 'token endpoint'];
  const pairs = names.flatMap((name, row) => uses.map((use, index) => ({ name, use, isOwn: row % 3 === index })));
  it.each(sample(pairs, ({ isOwn }, index) => isOwn && index % 2 === 0))(
    'shows nothing of a proxy $name ($use)',
    async ({ name, use }) => {
      const url = (await proxies[name]?.()) ?? '';
      const proxy = { HTTPS_PROXY: url, HTTP_PROXY: url };
      const fixture = await startDebugFixture();
      if (use === 'token endpoint') {
        const clientCredentials = {
          mode: 'client-credentials',
          'client-id': fixture.client.id,
          'client-secret': SECRETS['client-secret'],
          domain: 'https://cognito.invalid',
        };
        await expectFailureWithoutCanary(fixture, { ...clientCredentials, ...SHORT_TIMEOUT }, proxy);
      } else {
        const env = { AWS_ENDPOINT_URL: `${use}://cognito.invalid`, ...proxy };
        await expectFailureWithoutCanary(fixture, { ...fixture.inputs, ...SHORT_TIMEOUT }, env);
      }
    },
  );

  it.each(firstOf(Object.entries(UNUSABLE_PROXIES)))(
    'shows nothing of a proxy %s that a later step set, in post',
    async (_, url) => {
      const { job, inputs } = await startDebugFixture();
      await job.uses({ with: inputs });
      job.env['HTTPS_PROXY'] = url;
      const [post] = await job.post();
      expect(post?.annotations).toStrictEqual([]);
      expect(post && canaryProblems(post, [])).toStrictEqual([]);
    },
  );

  it.each(firstOf(Object.entries(UNUSABLE_PROXIES)))('shows nothing of a proxy %s in the sweep', async (_, url) => {
    const { job, pool } = await startDebugFixture();
    const action = join(REPOSITORY_ROOT, 'sweep');
    const sweep = await job.uses({ action, with: { 'user-pool-id': pool.id }, env: { HTTPS_PROXY: url } });
    expect([...endProblems(sweep, 'error'), ...canaryProblems(sweep, [])]).toStrictEqual([]);
  });
});

describe('main in an invalid environment', () => {
  const environments: Readonly<Record<string, Variables>> = {
    'an endpoint with a username and password': {
      AWS_ENDPOINT_URL: 'http://canary:canary@127.0.0.1:9/?canary',
    },
    'an invalid endpoint': { AWS_ENDPOINT_URL: 'http://canary:canary@127.0.0.1:99999' },
    'AWS credentials that are not valid in a header': {
      AWS_ACCESS_KEY_ID: 'canary\ncanary',
      AWS_SECRET_ACCESS_KEY: 'canary',
      AWS_SESSION_TOKEN: 'canary\ncanary',
    },
    'unknown AWS credentials': {
      AWS_ACCESS_KEY_ID: 'AKIACANARYCANARYCANA',
      AWS_SECRET_ACCESS_KEY: 'canary/canary+canary/canary+canary/canary',
      AWS_SESSION_TOKEN: 'canary/canary+canary==',
    },
  };

  it.each(sample(Object.entries(environments), (_, index) => index % 3 === 0))(
    'shows nothing of %s',
    async (_, env) => {
      const fixture = await startDebugFixture();
      await expectFailureWithoutCanary(fixture, { ...fixture.inputs, ...SHORT_TIMEOUT }, env);
    },
  );

  itDeep('shows nothing of an invalid endpoint for OIDC tokens', async () => {
    const fixture = await startDebugFixture();
    await expectFailureWithoutCanary(
      fixture,
      { ...withRole(fixture), ...SHORT_TIMEOUT },
      { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:99999', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary\ncanary' },
    );
  });

  itDeep('shows nothing of an event file that is not JSON', async () => {
    const fixture = await startFixture({ credentials: false, job: { debug: true } });
    const event = join(fixture.job.temp, '..', 'event.json');
    writeFileSync(event, `{"canary": ${CANARY}`);
    const main = await fixture.job.uses({ with: fixture.inputs });
    expect([...endProblems(main, 'error'), ...canaryProblems(main, [])]).toStrictEqual([]);
  });

  it.each(firstOf(['{"canary', '{"tasks":[{"kind":"canary"}],"jobSummary":true}', 'canary']))(
    'shows nothing of an invalid state: %s',
    async (state) => {
      const { job } = await startDebugFixture();
      await job.uses({ env: { STATE_state: state } });
      const [post] = await job.post();
      expect(post && [...endProblems(post, 'warning'), ...canaryProblems(post, [])]).toStrictEqual([]);
    },
  );
});
