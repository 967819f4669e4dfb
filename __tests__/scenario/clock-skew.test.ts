// Verify that a clock that is minutes off is corrected by the time in the answers of AWS.
import { expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import { onlyPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

it.each([10, -10])('main and post correct a clock that is %d minutes fast', async (minutes) => {
  const clock = new StillClock();
  const { emulator, pool, job, inputs } = await startFixture({ clock });
  Object.assign(job.env, clock.envFastBy(minutes));
  expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expect(emulator.requests.map(({ operation, error }) => [operation, error])).toStrictEqual([
    ['AdminCreateUser', 'InvalidSignatureException'],
    ['AdminCreateUser', undefined],
    ['AdminSetUserPassword', undefined],
    ['InitiateAuth', undefined],
    ['AdminDeleteUser', 'InvalidSignatureException'],
    ['AdminDeleteUser', undefined],
  ]);
  expect(pool.users).toStrictEqual([]);
});
