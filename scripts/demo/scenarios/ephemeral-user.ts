import assert from 'node:assert/strict';
import { newman, portman } from '../api-tests.ts';
import { assertOutcome, assertRefusedWithoutToken, assertUsers } from '../checks.ts';
import type { DemoEnvironment } from '../environment.ts';
import { runJob } from '../job.ts';

/** Creates an ephemeral user, runs Newman and Portman with its token, and checks that the user is deleted. */
export async function ephemeralUser(environment: DemoEnvironment): Promise<void> {
  await assertRefusedWithoutToken(environment);
  await assertUsers(environment, 'before', 0);

  await runJob(environment, { service: environment, awsCredentials: true, secrets: [] }, async (job) => {
    const cognito = await job.uses({
      'user-pool-id': environment.userPoolId,
      'client-id': environment.clientId,
      'probe-url': `${environment.baseUrl}/orders`,
      'job-summary': 'true',
    });
    assertOutcome(cognito, 'success', 'main');
    const { ID_TOKEN: idToken = '', SUB: sub } = cognito.outputs;

    const [user] = await assertUsers(environment, 'during the job', 1);
    assert.equal(user?.sub, sub, 'the user in the pool should be the one of the outputs');

    assertOutcome(await job.run(newman(environment, idToken)), 'success', 'Newman');
    assertOutcome(await job.run(portman(environment, idToken)), 'success', 'Portman');
  });

  await assertUsers(environment, 'after', 0);
}
