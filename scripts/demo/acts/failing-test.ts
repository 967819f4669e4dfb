import { failingNewman } from '../api-tests.ts';
import { assertOutcome, assertUsers } from '../checks.ts';
import { playJob } from '../job.ts';
import type { Stage } from '../stage.ts';

/** A test of the API fails, and with it the job: the user is deleted all the same. */
export async function failingTest(stage: Stage): Promise<void> {
  await assertUsers(stage, 'before', 0);

  await playJob(stage, { service: stage, awsCredentials: true, secrets: [] }, async (job) => {
    const cognito = await job.uses({ 'user-pool-id': stage.userPoolId, 'client-id': stage.clientId });
    assertOutcome(cognito, 'success', 'main');
    await assertUsers(stage, 'during the job', 1);

    const tests = await job.run(failingNewman(stage, cognito.outputs['ID_TOKEN'] ?? ''));
    assertOutcome(tests, 'failure', 'the failing test');
  });

  await assertUsers(stage, 'after', 0);
}
