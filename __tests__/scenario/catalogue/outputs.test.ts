// Verify main's messages for failures after the sign-in.

import { expect, it } from '@jest/globals';
import { useFixtures } from '../../support/fixture.ts';
import { testMistakes } from './mistake.ts';
import { fullDiskFor, OUTPUTS } from './outputs.ts';

testMistakes(OUTPUTS);

const startFixture = useFixtures();

it('a disk that is full when the environment is written, after the outputs were', async () => {
  const { job, pool, inputs } = await startFixture();
  Object.assign(job.env, fullDiskFor('GITHUB_ENV')());
  const main = await job.uses({ with: { ...inputs, 'env-prefix': 'PORTMAN_' } });
  expect(main.exitCode).toBe(1);
  expect(main.exported).toStrictEqual({});
  expect(main.annotations).toEqual([
    { level: 'error', message: expect.stringContaining('GITHUB_ENV cannot be written (ENOSPC)') },
  ]);
  await job.post();
  expect(pool.users).toEqual([]);
});
