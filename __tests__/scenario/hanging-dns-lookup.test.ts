// Verify that a step ends at its deadline while a DNS lookup hangs, and keeps its exit code and output.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { onlyPost, useFixtures } from '../support/fixture.ts';
import { preload } from '../support/preload.ts';
import { itDeep } from '../support/sample.ts';

const startFixture = useFixtures();

const support = join(import.meta.dirname, '..', 'support');
const WINDOWS = preload(join(support, 'windows-lookup.mjs'));

// A process cannot replace itself by another program on Windows, so the step waits for the lookup there.
(process.platform === 'win32' ? it.skip : it)('main fails at its deadline, and post only warns', async () => {
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

describe('a step that ends during a DNS lookup, on a system where it cannot replace its process', () => {
  it('still succeeds', async () => {
    const { pool, job, inputs } = await startFixture({ job: { env: { NODE_OPTIONS: WINDOWS } } });
    const main = await job.uses({ with: inputs });
    expect(main).toMatchObject({ exitCode: 0, signal: null, stderr: '', annotations: [] });
    expect(await onlyPost(job)).toMatchObject({ exitCode: 0, signal: null, stderr: '', annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });

  itDeep('still fails, with one error', async () => {
    const { job, inputs } = await startFixture({ job: { env: { NODE_OPTIONS: WINDOWS } } });
    const main = await job.uses({ with: { ...inputs, 'client-id': '' } });
    expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(/client-id is required.*#inputs-invalid$/) },
    ]);
  });
});
