// Verify that a step never ends in silence: calls whose answer breaks off end at their limit, and are retried.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import { type FixtureOptions, NO_CREDENTIALS, onlyPost, runMain, useFixtures } from '../support/fixture.ts';
import { withRole } from '../support/oidc-variables.ts';
import { preload } from '../support/preload.ts';
import { itDeep, testsInTurn } from '../support/sample.ts';
import { useRawServers } from '../support/test-servers.ts';

const startFixture = useFixtures();
const startRawServer = useRawServers();

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
