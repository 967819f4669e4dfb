// Verify that main shows nothing of inputs, environment, proxy or probed API when it fails because of them, with step
// debugging on.
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
import { useRawServers } from '../support/test-servers.ts';

const startFixture = useFixtures();
const startRawServer = useRawServers();

type Variables = Readonly<Record<string, string>>;

const SECRETS = {
  'client-secret': 'canary0canary0canary0canary0',
  username: 'canary.user@example.com',
  password: 'Canary-Engine-1843',
  'totp-secret': 'CANARYCANARYCANARYCANARYCANARY23',
  'refresh-token': 'canary.canary.canary.canary.canary',
};

const STORED = { mode: 'stored', ...SECRETS, 'refresh-token': '' };

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
    'malformed secrets, URLs, headers and pairs': {
      ...STORED,
      'client-secret': ' canary, not one! ',
      'totp-secret': 'canary, not base32 189',
      password: '\n Canary one \r\n Canary two \n',
      'probe-url': 'canary://api.test?key=canary',
      'token-header': 'X-Key: canary',
      'client-metadata': 'canary\n: canary',
    },
    'a secret whose expression was not evaluated, a probe-url with a password, and pairs written as JSON': {
      ...STORED,
      'client-secret': '$' + '{{ secrets.CANARY }}',
      'probe-url': 'https://canary:canary@api.test/?key=canary',
      'client-metadata': '{"note":"canary"}',
    },
    'user attributes that are no pairs': { 'user-attributes': '=canary\n{"canary": "canary"}' },
    'user attributes written as JSON': { 'user-attributes': '["canary"]' },
    'a secret with several lines, and a domain with a username and password': {
      mode: 'client-credentials',
      'client-secret': 'canary\ncanary\n::error::canary',
      'user-pool-id': '',
      domain: 'https://canary:canary@my-app.test/canary?canary',
    },
  };

  it.each(sample(Object.entries(invalidInputs), (_, index) => index % 2 === 1))(
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

const PORT_OUT_OF_RANGE = 'http://canary:canary@127.0.0.1:99999';

describe('a step with a failing proxy', () => {
  const refusal = `HTTP/1.1 407 ${CANARY}\r\nProxy-Authenticate: Basic realm="canary"\r\nX-Canary: ${CANARY}\r\nContent-Length: 6\r\n\r\ncanary`;
  const proxies: Readonly<Record<string, () => string | Promise<string>>> = {
    'that rejects its credentials': async () => `http://canary:canary@${await startRawServer(refusal)}`,
    'that does not speak HTTP': async () => `http://canary:canary@${await startRawServer(CANARY)}`,
    'that is not running': () => 'http://canary:canary@127.0.0.1:9',
    'with an unknown host name': () => 'http://canary:canary@no-such-proxy.invalid:3128',
    'with a slash in its password': () => 'http://canary:1/canary@proxy.invalid:3128',
    'with a port out of range': () => PORT_OUT_OF_RANGE,
    'with a password that is not percent-encoded': () => 'http://canary:canary%zz@127.0.0.1:9',
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

  it('shows nothing of a proxy that a later step set, in post', async () => {
    const { job, inputs } = await startDebugFixture();
    await job.uses({ with: inputs });
    job.env['HTTPS_PROXY'] = PORT_OUT_OF_RANGE;
    const [post] = await job.post();
    expect(post?.annotations).toStrictEqual([]);
    expect(post && canaryProblems(post, [])).toStrictEqual([]);
  });

  it('shows nothing of a proxy in the sweep', async () => {
    const { job, pool } = await startDebugFixture();
    const action = join(REPOSITORY_ROOT, 'sweep');
    const sweep = await job.uses({
      action,
      with: { 'user-pool-id': pool.id },
      env: { HTTPS_PROXY: PORT_OUT_OF_RANGE },
    });
    expect([...endProblems(sweep, 'error'), ...canaryProblems(sweep, [])]).toStrictEqual([]);
  });
});

it.each(firstOf(['http://canary:canary@127.0.0.1:9/?canary', 'http://canary:canary@127.0.0.1:99999']))(
  'main shows nothing of the endpoint %s',
  async (endpoint) => {
    const fixture = await startDebugFixture();
    const inputs = { ...fixture.inputs, ...SHORT_TIMEOUT };
    await expectFailureWithoutCanary(fixture, inputs, { AWS_ENDPOINT_URL: endpoint });
  },
);

itDeep('main shows nothing of an invalid endpoint for OIDC tokens', async () => {
  const fixture = await startDebugFixture();
  await expectFailureWithoutCanary(
    fixture,
    { ...withRole(fixture), ...SHORT_TIMEOUT },
    { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:99999', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary\ncanary' },
  );
});
