// Verify that main shows nothing of inputs, environment, proxy or probed API when it fails because of them, with step
// debugging on.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readActionFile } from 'action-runner/action-file';
import { StillClock } from '../support/clocks.ts';
import { type Fixture, useFixtures } from '../support/fixture.ts';
import { CANARY } from '../support/hostile-answers.ts';
import { withRole } from '../support/oidc-variables.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { sample } from '../support/sample.ts';
import { canaryProblems, endProblems, givenSecrets } from '../support/secrets.ts';
import { useRawServers } from '../support/test-servers.ts';

const startFixture = useFixtures();
const startRawServer = useRawServers();

type Variables = Readonly<Record<string, string>>;

const CLIENT_SECRET = 'canary0canary0canary0canary0';
const STORED = {
  mode: 'stored',
  'client-secret': CLIENT_SECRET,
  username: 'canary.user@example.com',
  password: 'Canary-Engine-1843',
  'totp-secret': 'CANARYCANARYCANARYCANARYCANARY23',
};

const startDebugFixture = (): Promise<Fixture> => startFixture({ clock: new StillClock(), job: { debug: true } });

/** Expects one error from main with these inputs and variables, none from post without them, and no canary at all. */
async function expectFailureWithoutCanary(
  { emulator, job }: Fixture,
  inputs: Variables,
  env: Variables = {},
): Promise<void> {
  const before = { ...job.env };
  Object.assign(job.env, env);
  // Some failures are retried until the deadline.
  const main = await job.uses({ with: { 'timeout-seconds': '10', ...inputs } });
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
    'secrets of the wrong mode': {
      ...STORED,
      mode: 'ephemeral',
      'refresh-token': 'canary.canary.canary.canary.canary',
    },
    'malformed secrets, URLs, headers and pairs': {
      ...STORED,
      'client-secret': ' canary, not one! ',
      'totp-secret': 'canary, not base32 189',
      password: '\n Canary one \r\n Canary two \n',
      'probe-url': 'canary://api.test?key=canary',
      'token-header': 'X-Key: canary',
      'client-metadata': 'canary\n: canary',
    },
    'a secret with several lines, and a domain with a username and password': {
      mode: 'client-credentials',
      'client-secret': 'canary\ncanary\n::error::canary',
      'user-pool-id': '',
      domain: 'https://canary:canary@my-app.test/canary?canary',
    },
  };

  it.each(sample(Object.entries(invalidInputs), (_, index) => index > 0))('shows nothing of %s', async (_, inputs) => {
    const fixture = await startDebugFixture();
    await expectFailureWithoutCanary(fixture, { ...fixture.inputs, ...inputs });
    expect(fixture.emulator.requests).toStrictEqual([]);
  });
});

describe('main with a secret in every input', () => {
  /** The number of consecutive characters that would give a secret away. The runner masks only the whole value. */
  const REVEALING_LENGTH = 6;
  const parts = ['header', 'claims', 'signature'].map((part) => JSON.stringify({ part, canary: 'canary'.repeat(9) }));
  const SECRETS: Readonly<Record<string, string>> = {
    'an ID token': parts.map((part) => Buffer.from(part).toString('base64url')).join('.'),
    'a client secret': `${'1k9sd02mfl3c8va7'.repeat(3)}x/9`,
    'AWS keys': 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    'a password': 'Engine "1843" & more',
    'a password with a dollar sign': '$engine18430analytical',
    'a password with an @': 'engine@1843-analytical.uk',
    'a password that looks like an expression': `engine\${{ analytical }}`,
    'a password with several words': 'Correct, Horse Battery; Staple',
    'a password with two lines': 'engine one\nengine two',
    'a password with spaces around it': '  analytical-engine  ',
    'a password that looks like an availability zone': 'analytical-engine-1843b',
  };
  // With an invalid mode, main reads no other input.
  const modes = ['ephemeral', 'stored', 'refresh', 'client-credentials', 'invalid'];
  const rows = Object.entries(SECRETS).flatMap(([kind, secret]) => modes.map((mode) => ({ kind, secret, mode })));
  it.each(sample(rows, (_, index) => index % 11 === 0))(
    'shows no part of $kind in mode $mode',
    async ({ secret, mode }) => {
      const { job } = await startFixture({ job: { secrets: [secret] } });
      const misplaced = Object.keys(readActionFile(REPOSITORY_ROOT).inputs).map((name) => [name, secret]);
      const main = await job.uses({ with: { ...Object.fromEntries(misplaced), ...(mode !== 'invalid' && { mode }) } });
      expect(main).toMatchObject({ outcome: 'failure', annotations: [{ level: 'error' }] });
      // The log as the runner shows it: a whole secret is masked, a part of one is not.
      const text = [main.log, main.summary, ...main.annotations.map(({ message }) => message)].join('\n');
      const starts = Array.from({ length: secret.length - REVEALING_LENGTH + 1 }, (_, start) => start);
      const shown = starts.map((start) => secret.slice(start, start + REVEALING_LENGTH));
      expect(shown.filter((part) => text.includes(part))).toStrictEqual([]);
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
        'probe-url': `http://${host}/orders?a=b&\n  key=canary#canary`,
        'token-header': 'X-Canary: canary {id-token} canary',
        'job-summary': 'true',
      });
    },
  );
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
  const rows = Object.entries(proxies).flatMap(([name, start], row) =>
    ['https', 'http', 'token endpoint'].map((use, index) => ({ name, start, use, isOwn: row % 3 === index })),
  );
  it.each(sample(rows, ({ isOwn }, index) => isOwn && index % 2 === 0))(
    'shows nothing of a proxy $name ($use)',
    async ({ start, use }) => {
      const url = await start();
      const proxy = { HTTPS_PROXY: url, HTTP_PROXY: url };
      const fixture = await startDebugFixture();
      if (use !== 'token endpoint') {
        const env = { AWS_ENDPOINT_URL: `${use}://cognito.invalid`, ...proxy };
        await expectFailureWithoutCanary(fixture, fixture.inputs, env);
        return;
      }
      const inputs = { mode: 'client-credentials', 'client-id': fixture.client.id, 'client-secret': CLIENT_SECRET };
      await expectFailureWithoutCanary(fixture, { ...inputs, domain: 'https://cognito.invalid' }, proxy);
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
    const inputs = { 'user-pool-id': pool.id };
    const env = { HTTPS_PROXY: PORT_OUT_OF_RANGE };
    const sweep = await job.uses({ action: join(REPOSITORY_ROOT, 'sweep'), with: inputs, env });
    expect([...endProblems(sweep, 'error'), ...canaryProblems(sweep, [])]).toStrictEqual([]);
  });
});

it.each(
  sample(
    [
      { AWS_ENDPOINT_URL: 'http://canary:canary@127.0.0.1:9/?canary' },
      { AWS_ENDPOINT_URL: PORT_OUT_OF_RANGE },
      { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:99999', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary\ncanary' },
    ],
    (_, index) => index === 0,
  ),
)('main shows nothing of the endpoint in %j', async (env: Variables) => {
  const fixture = await startDebugFixture();
  const isOfGithub = env['ACTIONS_ID_TOKEN_REQUEST_URL'] !== undefined;
  await expectFailureWithoutCanary(fixture, isOfGithub ? withRole(fixture) : fixture.inputs, env);
});
