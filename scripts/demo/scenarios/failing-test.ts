import { failingNewman } from '../api-tests.ts';
import { assertOutcome, assertUsers } from '../checks.ts';
import type { DemoEnvironment } from '../environment.ts';
import { runJob } from '../job.ts';

/** Checks that the user is deleted when an API test, and so the job, fails. */
export async function failingTest(environment: DemoEnvironment): Promise<void> {
  await assertUsers(environment, 'before', 0);

  await runJob(environment, { service: environment, awsCredentials: true, secrets: [] }, async (job) => {
    const cognito = await job.uses({ 'user-pool-id': environment.userPoolId, 'client-id': environment.clientId });
    assertOutcome(cognito, 'success', 'main');
    await assertUsers(environment, 'during the job', 1);

    const tests = await job.run(failingNewman(environment, cognito.outputs['ID_TOKEN'] ?? ''));
    assertOutcome(tests, 'failure', 'the failing test');
  });

  await assertUsers(environment, 'after', 0);
}
