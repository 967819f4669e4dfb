// Verify that a call is retried after an HTTP 200 without content, as some proxies send it.
import { describe, expect, it } from '@jest/globals';
import { onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

describe.each(['AdminCreateUser', 'InitiateAuth'])('%s', (operation) => {
  it('is retried after the answer {}', async () => {
    const { emulator, pool, job, inputs } = await startFixture();
    emulator.injectFault({ operation, kind: 'answered', output: {}, times: 1 });
    expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
    expect(operationsOf(emulator).filter((called) => called === operation)).toHaveLength(2);
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });
});

it('GetTokensFromRefreshToken is retried after the answer {}', async () => {
  const { emulator, job, inputs, client } = await startFixture();
  const { outputs } = await job.uses({ with: inputs });
  emulator.injectFault({ operation: 'GetTokensFromRefreshToken', kind: 'answered', output: {}, times: 1 });
  const refresh = { mode: 'refresh', 'client-id': client.id, 'aws-region': 'eu-west-1' };
  const main = await job.uses({ with: { ...refresh, 'refresh-token': outputs['REFRESH_TOKEN'] ?? '' } });
  expect(main).toMatchObject({ outcome: 'success', annotations: [] });
});
