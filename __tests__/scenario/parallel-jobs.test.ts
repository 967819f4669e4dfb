// Verify that parallel jobs that share a temporary folder on one machine leave each other's users and files alone.
import { expect, it } from '@jest/globals';
import { startJob } from 'action-runner';
import { credentialVariables } from '../support/credential-variables.ts';
import { useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

it('each of two jobs on a self-hosted runner deletes only its own user and file', async () => {
  const { emulator, pool, job: first, inputs } = await startFixture();
  const second = startJob({ env: { AWS_ENDPOINT_URL: emulator.url, ...credentialVariables(emulator.credentials) } });
  second.env['RUNNER_TEMP'] = first.temp;
  const jobs = [first, second];
  const steps = await Promise.all(jobs.map((job) => job.uses({ with: { ...inputs, 'postman-environment': 'true' } })));
  expect(steps.map(({ outcome, annotations }) => [outcome, annotations])).toStrictEqual([
    ['success', []],
    ['success', []],
  ]);
  expect(new Set(steps.map(({ outputs }) => outputs['USERNAME'])).size).toBe(2);
  expect(first.files()).toHaveLength(2);
  expect(pool.users).toHaveLength(2);

  await first.post();
  expect(pool.users.map(({ attributes }) => attributes['sub'])).toStrictEqual([steps[1]?.outputs['SUB']]);
  expect(first.files()).toHaveLength(1);
  await second.end();
  expect(pool.users).toStrictEqual([]);
  expect(first.files()).toStrictEqual([]);
});
