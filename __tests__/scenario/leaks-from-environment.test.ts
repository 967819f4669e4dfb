// Verify that nothing of inputs, environment, proxy and probed API is shown when main fails because of them, with step debugging on.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { canaryProblems, failureProblems, successProblems, warningProblems } from '../support/canaries.ts';
import { StillClock } from '../support/clocks.ts';
import { type Fixture, useFixtures } from '../support/fixture.ts';
import { CANARY } from '../support/hostile-answers.ts';
import { listen } from '../support/loopback.ts';
import { givenSecrets } from '../support/secrets.ts';

const startFixture = useFixtures();
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) {
    close();
  }
});

type Variables = Readonly<Record<string, string>>;

const SECRETS = {
  'client-secret': 'canary0canary0canary0canary0',
  username: 'canary.user@example.com',
  password: 'Canary-Engine-1843',
  'totp-secret': 'CANARYCANARYCANARYCANARYCANARY23',
  'refresh-token': 'canary.canary.canary.canary.canary',
};

/** Starts what answers every connection by these bytes, whatever it is sent. */
async function startParrot(bytes: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end(bytes));
  });
  const port = await listen(server);
  closers.push(() => server.close());
  return `127.0.0.1:${port}`;
}

/** For what is tried again until the deadline. */
const SOON = { 'timeout-seconds': '10' };

const startDebugFixture = (): Promise<Fixture> => startFixture({ clock: new StillClock(), job: { debug: true } });

/** Wants one error of main with these inputs and variables, nothing to say of post without them, and nothing of a canary in either. */
async function expectFailureWithoutCanary(fixture: Fixture, inputs: Variables, env: Variables = {}): Promise<void> {
  expect(await problemsOf(fixture, inputs, env)).toStrictEqual([]);
}

async function problemsOf({ emulator, job }: Fixture, inputs: Variables, env: Variables): Promise<string[]> {
  const before = { ...job.env };
  Object.assign(job.env, env);
  const main = await job.uses({ with: inputs });
  Object.assign(job.env, Object.fromEntries(Object.keys(env).map((name) => [name, before[name] ?? ''])));
  const posts = await job.post();
  const secrets = [...givenSecrets(inputs, before), ...emulator.secrets];
  // Post calls what main called. Where that is not the emulator, it may have to warn that a user may stay.
  const isElsewhere = env['AWS_ENDPOINT_URL'] !== undefined;
  return [
    ...failureProblems(main),
    ...(isElsewhere ? [] : posts.flatMap(successProblems)),
    ...[main, ...posts].flatMap((step) => canaryProblems(step, secrets)),
  ];
}

describe('nothing is shown of inputs', () => {
  const wrongForms: Readonly<Record<string, Variables>> = {
    'secrets of the wrong mode': SECRETS,
    'secrets of the wrong form': {
      mode: 'stored',
      ...SECRETS,
      'refresh-token': '',
      'client-secret': ' canary, not one! ',
      'totp-secret': 'canary, not base32 189',
    },
    'secrets of several lines': {
      mode: 'stored',
      ...SECRETS,
      'refresh-token': '',
      'client-secret': 'canary\ncanary\n::error::canary',
      password: '\n Canary one \r\n Canary two \n',
    },
    'secrets that nobody put in place': {
      mode: 'stored',
      ...SECRETS,
      'refresh-token': '',
      'client-secret': '$' + '{{ secrets.CANARY }}',
    },
    'a probe-url with a username and password': { 'probe-url': 'https://canary:canary@api.test/?key=canary' },
    'a probe-url that is none': { 'probe-url': 'canary://api.test?key=canary' },
    'a probe-header without a placeholder': { 'probe-header': 'X-Key: canary' },
    'pairs that are none': {
      'client-metadata': 'canary\n: canary',
      'user-attributes': '=canary\n{"canary": "canary"}',
    },
    'pairs in JSON': { 'client-metadata': '{"note":"canary"}', 'user-attributes': '["canary"]' },
    'a domain with a username and password': {
      mode: 'client-credentials',
      'client-secret': SECRETS['client-secret'],
      'user-pool-id': '',
      domain: 'https://canary:canary@my-app.test/canary?canary',
    },
  };

  it.each(Object.entries(wrongForms))('that are wrong: %s', async (_, inputs) => {
    const fixture = await startDebugFixture();
    await expectFailureWithoutCanary(fixture, { ...fixture.inputs, ...inputs });
    expect(fixture.emulator.requests).toStrictEqual([]);
  });
});

describe('nothing is shown of the probed API', () => {
  const answers: Readonly<Record<string, string>> = {
    'that lets everybody in': `HTTP/1.1 200 ${CANARY}\r\nX-Canary: ${CANARY}\r\n\r\n${CANARY}`,
    'that sends everybody elsewhere': `HTTP/1.1 302 ${CANARY}\r\nLocation: https://canary:canary@canary.test/?canary\r\n\r\n${CANARY}`,
    'that refuses everybody': `HTTP/1.1 401 ${CANARY}\r\nWWW-Authenticate: ${CANARY}\r\nContent-Encoding: canary\r\n\r\n${CANARY}`,
    'that breaks off': `HTTP/1.1 401 ${CANARY}\r\nContent-Length: 99\r\nContent-Encoding: gzip\r\n\r\n${CANARY}`,
    'that speaks no HTTP': `${CANARY}\r\n\r\n`,
    'that has no headers': `HTTP/1.1 401 ${CANARY}\r\n${CANARY} ${CANARY}\r\n\r\n`,
  };

  it.each(Object.entries(answers))('%s', async (_, answer) => {
    const host = await startParrot(answer);
    const fixture = await startDebugFixture();
    await expectFailureWithoutCanary(fixture, {
      ...fixture.inputs,
      'probe-url': `http://${host}/orders?key=canary#canary`,
      'probe-header': 'X-Canary: canary {id-token} canary',
      ...SOON,
      'job-summary': 'true',
    });
  });

  it('whose URL has line breaks in its query', async () => {
    const host = await startParrot('HTTP/1.1 200 OK\r\n\r\n');
    const fixture = await startDebugFixture();
    await expectFailureWithoutCanary(fixture, {
      ...fixture.inputs,
      'probe-url': `http://${host}/orders?a=b&\n  key=canary`,
    });
  });
});

const UNUSABLE_PROXIES = {
  'whose URL has a port that there is not': 'http://canary:canary@127.0.0.1:99999',
  'whose URL has a password that is not encoded': 'http://canary:canary%zz@127.0.0.1:9',
};

describe('nothing is shown of a proxy', () => {
  const refusal = `HTTP/1.1 407 ${CANARY}\r\nProxy-Authenticate: Basic realm="canary"\r\nX-Canary: ${CANARY}\r\nContent-Length: 6\r\n\r\ncanary`;
  const proxies: Readonly<Record<string, () => string | Promise<string>>> = {
    'that does not know us': async () => `http://canary:canary@${await startParrot(refusal)}`,
    'that speaks no HTTP': async () => `http://canary:canary@${await startParrot(CANARY)}`,
    'that is not there': () => 'http://canary:canary@127.0.0.1:9',
    'whose name nobody knows': () => 'http://canary:canary@canary.invalid:3128',
    ...Object.fromEntries(Object.entries(UNUSABLE_PROXIES).map(([name, url]) => [name, () => url])),
  };
  it.each(Object.entries(proxies))('%s', async (_, urlOf) => {
    const url = await urlOf();
    const proxy = { HTTPS_PROXY: url, HTTP_PROXY: url };
    const problems = ['https', 'http'].map(async (scheme) => {
      const fixture = await startDebugFixture();
      const env = { AWS_ENDPOINT_URL: `${scheme}://cognito.invalid`, ...proxy };
      return problemsOf(fixture, { ...fixture.inputs, ...SOON }, env);
    });
    const { client, ...fixture } = await startDebugFixture();
    const forItself = {
      mode: 'client-credentials',
      'client-id': client.id,
      'client-secret': SECRETS['client-secret'],
      domain: 'https://cognito.invalid',
    };
    problems.push(problemsOf({ client, ...fixture }, { ...forItself, ...SOON }, proxy));
    expect(await Promise.all(problems)).toStrictEqual([[], [], []]);
  });

  it.each(Object.entries(UNUSABLE_PROXIES))('%s, in post, which warns', async (_, url) => {
    const { job, inputs } = await startDebugFixture();
    await job.uses({ with: inputs });
    job.env['HTTPS_PROXY'] = url;
    const [post] = await job.post();
    expect(post && [...warningProblems(post), ...canaryProblems(post, [])]).toStrictEqual([]);
  });

  it.each(Object.entries(UNUSABLE_PROXIES))('%s, in the sweep', async (_, url) => {
    const { job, pool } = await startDebugFixture();
    const action = join(import.meta.dirname, '..', '..', 'sweep');
    const sweep = await job.uses({ action, with: { 'user-pool-id': pool.id }, env: { HTTPS_PROXY: url } });
    expect([...failureProblems(sweep), ...canaryProblems(sweep, [])]).toStrictEqual([]);
  });
});

describe('nothing is shown of the environment', () => {
  const environments: Readonly<Record<string, Variables>> = {
    'with an endpoint that has a username and password': {
      AWS_ENDPOINT_URL: 'http://canary:canary@127.0.0.1:9/?canary',
    },
    'with an endpoint that is no URL': { AWS_ENDPOINT_URL: 'http://canary:canary@127.0.0.1:99999' },
    'with AWS credentials that fit into no header': {
      AWS_ACCESS_KEY_ID: 'canary\ncanary',
      AWS_SECRET_ACCESS_KEY: 'canary',
      AWS_SESSION_TOKEN: 'canary\ncanary',
    },
    'with AWS credentials that nobody knows': {
      AWS_ACCESS_KEY_ID: 'AKIACANARYCANARYCANA',
      AWS_SECRET_ACCESS_KEY: 'canary/canary+canary/canary+canary/canary',
      AWS_SESSION_TOKEN: 'canary/canary+canary==',
    },
  };

  it.each(Object.entries(environments))('%s', async (_, env) => {
    const fixture = await startDebugFixture();
    await expectFailureWithoutCanary(fixture, { ...fixture.inputs, ...SOON }, env);
  });

  it('with an endpoint for OIDC tokens that is no URL', async () => {
    const fixture = await startDebugFixture();
    const role = fixture.emulator.addRole({ arn: 'arn:aws:iam::123456789012:role/api-tests' });
    const { requestUrl, requestToken } = fixture.emulator.oidc;
    Object.assign(fixture.job.env, {
      ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    });
    await expectFailureWithoutCanary(
      fixture,
      { ...fixture.inputs, ...SOON, 'role-to-assume': role.arn },
      { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:99999', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary\ncanary' },
    );
  });

  it('with an event that is no JSON', async () => {
    const fixture = await startFixture({ credentials: false, job: { debug: true } });
    const event = join(fixture.job.temp, '..', 'event.json');
    writeFileSync(event, `{"canary": ${CANARY}`);
    const main = await fixture.job.uses({ with: fixture.inputs });
    expect([...failureProblems(main), ...canaryProblems(main, [])]).toStrictEqual([]);
  });

  it.each(['{"canary', '{"tasks":[{"kind":"canary"}],"jobSummary":true}', 'canary'])(
    'with a state that is none: %s',
    async (state) => {
      const { job } = await startDebugFixture();
      await job.uses({ env: { STATE_state: state } });
      const [post] = await job.post();
      expect(post && [...warningProblems(post), ...canaryProblems(post, [])]).toStrictEqual([]);
    },
  );
});
