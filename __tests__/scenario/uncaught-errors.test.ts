// Verify that a step reports uncaught errors once, without their texts, and that post still cleans up.
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import { onlyPost, useFixtures } from '../support/fixture.ts';
import { preload } from '../support/preload.ts';

const startFixture = useFixtures();

const UNCAUGHT = join(import.meta.dirname, '..', 'support', 'uncaught.mjs');

it('main reports two uncaught errors as one error', async () => {
  const { pool, job, inputs } = await startFixture({ clock: new StillClock() });
  const { NODE_OPTIONS } = job.env;
  job.env['NODE_OPTIONS'] = preload(UNCAUGHT, NODE_OPTIONS);
  const main = await job.uses({ with: inputs });
  Object.assign(job.env, { NODE_OPTIONS });
  expect(main).toMatchObject({ exitCode: 1, stderr: '' });
  expect(main.outputs).toStrictEqual({});
  expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringMatching(/#unexpected$/) }]);
  expect(main.stdout).not.toContain('canary');
  await job.post();
  expect(pool.users).toStrictEqual([]);
});

it('post reports two uncaught errors as one warning, and removes the files', async () => {
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
