// Verify that an answer with HTTP 200 and nothing in it, as of a proxy that thinks it helps, is asked for again.
import { describe, expect, it } from '@jest/globals';
import { onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

describe.each(['AdminCreateUser', 'InitiateAuth'])('%s', (operation) => {
  it('that is answered by {} is called again', async () => {
    const { emulator, pool, job, inputs } = await startFixture();
    emulator.injectFault({ operation, kind: 'answered', output: {}, times: 1 });
    expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
    expect(operationsOf(emulator).filter((called) => called === operation)).toHaveLength(2);
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });
});

it('tokens that are to be refreshed are asked for again', async () => {
  const { emulator, job, inputs, client } = await startFixture();
  const { outputs } = await job.uses({ with: inputs });
  emulator.injectFault({ operation: 'GetTokensFromRefreshToken', kind: 'answered', output: {}, times: 1 });
  const refresh = { mode: 'refresh', 'client-id': client.id, 'aws-region': 'eu-west-1' };
  const main = await job.uses({ with: { ...refresh, 'refresh-token': outputs['REFRESH_TOKEN'] ?? '' } });
  expect(main).toMatchObject({ outcome: 'success', annotations: [] });
});
