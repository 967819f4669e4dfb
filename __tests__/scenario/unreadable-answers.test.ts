// Verify that a call is retried after an answer that no service sends (without AWS's marks, too long, or broken), and that
// calls whose answer breaks off end at their limit, so that a step never ends in silence.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { RequestFault } from 'cognito-emulator/faults';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import {
  type Fixture,
  type FixtureOptions,
  NO_CREDENTIALS,
  onlyPost,
  runMain,
  runPost,
  useFixtures,
} from '../support/fixture.ts';
import { withRole } from '../support/oidc-variables.ts';
import { preload } from '../support/preload.ts';
import { itDeep, sampleByKind, testsInTurn } from '../support/sample.ts';
import { useRawServers } from '../support/test-servers.ts';

const startFixture = useFixtures();
const startRawServer = useRawServers();

interface Scenario {
  readonly fixture?: FixtureOptions;
  readonly inputs?: (fixture: Fixture) => Readonly<Record<string, string>>;
}

const REFRESH: Scenario = {
  inputs: ({ inputs, pool, client }) => {
    pool.addUser({ username: 'ada', password: 'Analytical-Engine-1843' });
    return { ...inputs, mode: 'refresh', 'refresh-token': pool.addSignIn(client, 'ada') };
  },
};
const ASSUMING: Scenario = { fixture: { credentials: false }, inputs: (fixture) => withRole(fixture) };
const APP_CLIENT: Scenario = { fixture: MACHINE, inputs: machineInputs };

const TOO_LONG = 'x'.repeat(1_000_001);
const HUGE_CREDENTIALS = `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKIACANARY</AccessKeyId><SecretAccessKey>canary</SecretAccessKey><SessionToken>${TOO_LONG}</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
const HUGE_TOKEN = { kind: 'answered', output: { access_token: 'a.b.c', x: TOO_LONG } } as const;

/** The damaged answer, the call that it answers, and the job that makes the call. */
const ANSWERS: readonly (readonly [string, string, RequestFault, Scenario])[] = [
  ['{}', 'AdminCreateUser', { kind: 'answered', output: {} }, {}],
  ['{}', 'InitiateAuth', { kind: 'answered', output: {} }, {}],
  ['{}', 'GetTokensFromRefreshToken', { kind: 'answered', output: {} }, REFRESH],
  ['an empty page', 'AdminSetUserPassword', { kind: 'page', status: 200, body: '' }, {}],
  ['an empty page', 'AdminDeleteUser', { kind: 'page', status: 200, body: '' }, {}],
  ['an answer without end', 'AdminCreateUser', { kind: 'endless' }, {}],
  ['an answer without end', 'oauth2/token', { kind: 'endless' }, APP_CLIENT],
  ['more than 1 MB', 'AssumeRoleWithWebIdentity', { kind: 'page', status: 200, body: HUGE_CREDENTIALS }, ASSUMING],
  ['more than 1 MB', 'oauth2/token', HUGE_TOKEN, APP_CLIENT],
  ['invalid gzip', 'oauth2/token', { kind: 'broken-encoding', encoding: 'gzip' }, APP_CLIENT],
  ['invalid br', 'oauth2/token', { kind: 'broken-encoding', encoding: 'br' }, APP_CLIENT],
  ['invalid deflate', 'oauth2/token', { kind: 'broken-encoding', encoding: 'deflate' }, APP_CLIENT],
  ['invalid zstd', 'oauth2/token', { kind: 'broken-encoding', encoding: 'zstd' }, APP_CLIENT],
  ['an answer that breaks off', 'oauth2/token', { kind: 'truncated' }, APP_CLIENT],
  ['HTTP 408', 'oauth2/token', { kind: 'page', status: 408, body: '' }, APP_CLIENT],
];

it.each(sampleByKind(ANSWERS, ([title, , { kind }]) => (kind === 'broken-encoding' ? kind : title)))(
  'the job goes on after %s as the answer to %s',
  async (_, operation, fault, scenario) => {
    const fixture = await startFixture(scenario.fixture);
    const { emulator, pool, job } = fixture;
    const inputs = scenario.inputs?.(fixture) ?? fixture.inputs;
    const usersBefore = [...pool.users];
    emulator.injectFault({ operation, times: 1, ...fault });
    await runMain(job, inputs);
    await runPost(job);
    const answers = emulator.requests.filter((request) => request.operation === operation);
    expect(answers.filter((answer) => answer.fault !== undefined)).toStrictEqual([answers[0]]);
    expect(answers.at(-1)).toMatchObject({ status: 200 });
    // An endless answer is not read until the time of an attempt is up, which is 15 seconds.
    expect((answers[1]?.at ?? Number.NaN) - (answers[0]?.at ?? Number.NaN)).toBeLessThan(10_000);
    expect(pool.users).toStrictEqual(usersBefore);
  },
);

/** Bytes of these answers, for services that the emulator does not have. */
const TRUNCATED = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"value": "';
const SWITCHING_PROTOCOLS = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
const INTERRUPTED = [
  ['breaks off', 'truncated', TRUNCATED],
  ['is HTTP 101', 'switching-protocols', SWITCHING_PROTOCOLS],
] as const;

const startFast = (options: FixtureOptions = {}) => startFixture({ ...options, clockSpeed: 10 });

/** Starts a job that assumes a role. */
async function startWithRole(options: FixtureOptions = {}) {
  const fixture = await startFast({ credentials: false, ...options });
  return { ...fixture, inputs: withRole(fixture) };
}

describe.each(INTERRUPTED)('an answer that %s', (_, kind, bytes) => {
  const inTurn = testsInTurn(kind === 'truncated' ? 0 : 1, 2);

  inTurn('of GitHub in post lets the user delete itself', async () => {
    const { emulator, pool, job, inputs } = await startWithRole();
    await runMain(job, inputs);
    emulator.injectFault({ operation: 'github-oidc', kind, times: 999 });
    const post = await onlyPost(job);
    expect(post).toMatchObject({ exitCode: 0, annotations: [], stderr: expect.not.stringContaining('unsettled') });
    expect(post.log).toContain('with its own access token');
    expect(pool.users).toStrictEqual([]);
  });

  inTurn('of the metadata service in post lets the user delete itself', async () => {
    const { pool, job, inputs } = await startFast();
    await runMain(job, inputs);
    const url = `http://${await startRawServer(bytes)}/?a=b`;
    Object.assign(job.env, NO_CREDENTIALS, { AWS_CONTAINER_CREDENTIALS_FULL_URI: url });
    const post = await onlyPost(job);
    expect(post).toMatchObject({ exitCode: 0, annotations: [], stderr: expect.not.stringContaining('unsettled') });
    expect(post.log).toContain('with its own access token');
    expect(pool.users).toStrictEqual([]);
  });

  inTurn('of the token endpoint fails main with one error', async () => {
    const fixture = await startFast(MACHINE);
    fixture.emulator.injectFault({ operation: 'oauth2/token', kind, times: 999 });
    const main = await fixture.job.uses({ with: { ...machineInputs(fixture), 'timeout-seconds': '20' } });
    expect(main).toMatchObject({ exitCode: 1, stderr: '' });
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringMatching(/#network-failed$/) }]);
  });
});

itDeep('a probed API that answers with HTTP 101 fails main with one error', async () => {
  const { job, inputs } = await startFast();
  const main = await job.uses({
    with: { ...inputs, 'probe-url': `http://${await startRawServer(SWITCHING_PROTOCOLS)}` },
  });
  expect(main).toMatchObject({ exitCode: 1, stderr: '' });
  expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringMatching(/#probe-unanswered$/) }]);
});

describe('work that never settles although nothing is left to wait for', () => {
  const NEVER_WRITTEN = join(import.meta.dirname, '..', 'support', 'never-written.mjs');

  it('fails main with one error', async () => {
    const { pool, job, inputs } = await startFast();
    const { NODE_OPTIONS } = job.env;
    job.env['NODE_OPTIONS'] = preload(NEVER_WRITTEN, NODE_OPTIONS);
    const main = await job.uses({ with: { ...inputs, 'postman-environment': 'true' } });
    expect(main).toMatchObject({ exitCode: 1, stderr: '' });
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringMatching(/#unexpected$/) }]);
    Object.assign(job.env, { NODE_OPTIONS });
    await onlyPost(job);
    expect(pool.users).toStrictEqual([]);
  });

  itDeep('is a warning in post', async () => {
    const { job, inputs } = await startFixture();
    await job.uses({ with: { ...inputs, 'postman-environment': 'true' } });
    job.env['NODE_OPTIONS'] = preload(NEVER_WRITTEN);
    const post = await onlyPost(job);
    expect(post).toMatchObject({ exitCode: 0, stderr: '' });
    expect(post.annotations).toStrictEqual([{ level: 'warning', message: expect.stringMatching(/#unexpected$/) }]);
  });
});
