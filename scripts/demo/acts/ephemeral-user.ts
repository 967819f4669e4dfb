import assert from 'node:assert/strict';
import { newman, portman } from '../api-tests.ts';
import { assertOutcome, assertRefusedWithoutToken, assertUsers } from '../checks.ts';
import { playJob } from '../job.ts';
import type { Stage } from '../stage.ts';

/** The main job: a user for this run, whose token opens the API to Newman and Portman, and who is gone afterwards. */
export async function ephemeralUser(stage: Stage): Promise<void> {
  await assertRefusedWithoutToken(stage);
  await assertUsers(stage, 'before', 0);

  await playJob(stage, { service: stage, awsCredentials: true, secrets: [] }, async (job) => {
    const cognito = await job.uses({
      'user-pool-id': stage.userPoolId,
      'client-id': stage.clientId,
      'probe-url': `${stage.baseUrl}/orders`,
      'job-summary': 'true',
    });
    assertOutcome(cognito, 'success', 'main');
    const { ID_TOKEN: idToken = '', SUB: sub } = cognito.outputs;

    const [user] = await assertUsers(stage, 'during the job', 1);
    assert.equal(user?.sub, sub, 'the user in the pool should be the one of the outputs');

    assertOutcome(await job.run(newman(stage, idToken)), 'success', 'Newman');
    assertOutcome(await job.run(portman(stage, idToken)), 'success', 'Portman');
  });

  await assertUsers(stage, 'after', 0);
}
