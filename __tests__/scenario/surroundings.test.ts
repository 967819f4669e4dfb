// Verify that the action works on other runners and machines: special characters in paths, servers other than github.com,
// jobs in parallel, DNS lookups that hang, and errors that nobody catches.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startJob } from 'action-runner';
import { StillClock } from '../support/clocks.ts';
import { cleanUp, onlyPost, runMain, runPost, useFixtures } from '../support/fixture.ts';
import { preload } from '../support/preload.ts';

const startFixture = useFixtures();

const support = join(import.meta.dirname, '..', 'support');

describe('a temporary folder', () => {
  const folders = ['Zoës Aufträge 仕事 🐢 ', "it's 100% $HOME & more; "];
  // Windows would take this name for several folders.
  const onUnix = process.platform === 'win32' ? [] : ['D:\\a\\_temp\\new '];

  it.each([...folders, ...onUnix])('can be called %j', async (folder) => {
    const { pool, job, inputs } = await startFixture({ job: { folder } });
    const files = { 'postman-environment': 'true', 'env-prefix': 'PORTMAN_', 'job-summary': 'true' };
    const main = await runMain(job, { ...inputs, ...files });
    const path = String(main.outputs['POSTMAN_ENVIRONMENT']);
    expect(path).toContain(folder.trim());
    expect(job.files()).toStrictEqual([relative(job.temp, path)]);
    expect(job.env['PORTMAN_POSTMAN_ENVIRONMENT']).toBe(path);
    expect(readFileSync(path, 'utf8')).toContain(main.outputs['ID_TOKEN']);
    expect(main.summary).toContain(pool.id);
    const post = await cleanUp(job, pool);
    expect(post.summary).toContain(pool.id);
    expect(job.files()).toStrictEqual([]);
  });

  it('can be shared by parallel jobs, each of which deletes only its own user and file', async () => {
    const { pool, job: first, env, inputs } = await startFixture();
    const second = startJob({ env });
    second.env['RUNNER_TEMP'] = first.temp;
    const steps = await Promise.all(
      [first, second].map((job) => runMain(job, { ...inputs, 'postman-environment': 'true' })),
    );
    expect(new Set(steps.map(({ outputs }) => outputs['USERNAME'])).size).toBe(2);
    expect(first.files()).toHaveLength(2);

    await runPost(first);
    expect(pool.users.map(({ attributes }) => attributes['sub'])).toStrictEqual([steps[1]?.outputs['SUB']]);
    expect(first.files()).toHaveLength(1);
    await second.end();
    expect(pool.users).toStrictEqual([]);
    expect(first.files()).toStrictEqual([]);
  });
});

it.each([
  ['https://github.acme.test', {}, 'https://github.acme.test/org/cognito-token-action/blob/v1/'],
  // Gitea and Forgejo also fetch actions from other servers, and do not say from which.
  ['https://gitea.acme.test', { GITEA_ACTIONS: 'true' }, ''],
  ['https://forgejo.acme.test', { FORGEJO_ACTIONS: 'true' }, ''],
])(
  'the link at the end of a message leads to the documentation on %s with the variables %j',
  async (server, env, start) => {
    const { job, inputs } = await startFixture({ job: { env: { ...env, GITHUB_SERVER_URL: server } } });
    const main = await job.uses({ with: { ...inputs, 'client-id': '' } });
    expect(main.annotations.map(({ message }) => message.split(' See ').at(-1))).toStrictEqual([
      `${start}docs/troubleshooting.md#inputs-invalid`,
    ]);
  },
);

describe('a DNS lookup that hangs', () => {
  // A process cannot replace itself by another program on Windows, so the step waits for the lookup there.
  (process.platform === 'win32' ? it.skip : it)('fails main at its deadline, and post only warns', async () => {
    const { job, inputs } = await startFixture({ clockSpeed: 20 });
    const options = preload(join(support, 'stuck-lookup.mjs'), job.env['NODE_OPTIONS']);
    Object.assign(job.env, { UV_THREADPOOL_SIZE: '1', NODE_OPTIONS: options, AWS_ENDPOINT_URL: 'http://nowhere.test' });
    const main = await job.uses({ with: { ...inputs, 'timeout-seconds': '20' } });
    expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(/AdminCreateUser on user pool .*#network-failed$/) },
    ]);
    const post = await onlyPost(job);
    expect(post).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
    expect(post.annotations).toStrictEqual([
      { level: 'warning', message: expect.stringContaining('An ephemeral user may stay') },
    ]);
  });

  it('lets a step end well on a system where it cannot replace its process', async () => {
    const NODE_OPTIONS = preload(join(support, 'windows-lookup.mjs'));
    const { pool, job, inputs } = await startFixture({ job: { env: { NODE_OPTIONS } } });
    await runMain(job, inputs);
    await cleanUp(job, pool);
  });
});

describe('two uncaught errors', () => {
  const UNCAUGHT = join(support, 'uncaught.mjs');

  it('are one error of main', async () => {
    const { pool, job, inputs } = await startFixture({ clock: new StillClock() });
    const main = await job.uses({ with: inputs, env: { NODE_OPTIONS: preload(UNCAUGHT, job.env['NODE_OPTIONS']) } });
    expect(main).toMatchObject({ exitCode: 1, stderr: '' });
    expect(main.outputs).toStrictEqual({});
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringMatching(/#unexpected$/) }]);
    expect(main.stdout).not.toContain('canary');
    await job.post();
    expect(pool.users).toStrictEqual([]);
  });

  it('are one warning of post, which removes the files', async () => {
    const { job, inputs } = await startFixture();
    await job.uses({ with: { ...inputs, 'postman-environment': 'true' } });
    job.env['NODE_OPTIONS'] = preload(UNCAUGHT);
    const post = await onlyPost(job);
    delete job.env['NODE_OPTIONS'];
    expect(post).toMatchObject({ exitCode: 0, stderr: '' });
    expect(post.annotations).toStrictEqual([{ level: 'warning', message: expect.stringMatching(/#unexpected$/) }]);
    expect(post.stdout).not.toContain('canary');
    expect(job.files()).toStrictEqual([]);
  });
});
