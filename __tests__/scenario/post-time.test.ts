// Verify that a call that hangs leaves post time for the rest, and that post says in its own words that its time is up.
import { expect, it } from '@jest/globals';
import { onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';
import { itDeep } from '../support/sample.ts';

const startFixture = useFixtures();

const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };

it('the refresh token is revoked although ForgetDevice hangs', async () => {
  const { emulator, pool, client, job } = await startFixture({
    clockSpeed: 10,
    credentials: false,
    pool: { deviceTracking: 'always' },
  });
  pool.addUser(STORED);
  const main = await job.uses({
    with: { ...STORED, mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1' },
  });
  expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  emulator.injectFault({ operation: 'ForgetDevice', kind: 'hang', times: 99 });
  const post = await onlyPost(job);
  expect(post.annotations).toStrictEqual([{ level: 'warning', message: expect.stringMatching(/^ForgetDevice on /) }]);
  expect(post.log).toContain('Revoked the refresh token of the stored user.');
  expect(operationsOf(emulator).at(-1)).toBe('RevokeToken');
  expect(emulator.requests.at(-1)).toMatchObject({ status: 200 });
});

itDeep('the warning of a post step without time left does not name timeout-seconds, an input of main', async () => {
  const { emulator, pool, job, inputs } = await startFixture({ clockSpeed: 10 });
  await job.uses({ with: inputs });
  emulator.injectFault({ operation: '*', kind: 'hang', times: 99 });
  const { annotations } = await onlyPost(job);
  expect(annotations).toStrictEqual([
    {
      level: 'warning',
      message: expect.stringContaining(`stays in user pool ${pool.id}: The post step ran out of time`),
    },
  ]);
  expect(annotations[0]?.message).not.toContain('timeout-seconds');
});
