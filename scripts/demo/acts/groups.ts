import { newman, portmanForAdmins } from '../api-tests.ts';
import { assertOutcome, assertUsers } from '../checks.ts';
import { playJob } from '../job.ts';
import { ADMINS, type Stage } from '../stage.ts';

/**
 * Two users in one job: the API refuses everybody's orders to the one without group, and gives them to the admin, whose token
 * Portman finds in the environment.
 */
export async function groups(stage: Stage): Promise<void> {
  await assertUsers(stage, 'before', 0);

  await playJob(stage, { service: stage, awsCredentials: true, secrets: [] }, async (job) => {
    const pool = { 'user-pool-id': stage.userPoolId, 'client-id': stage.clientId };
    const customer = await job.uses(pool);
    assertOutcome(customer, 'success', 'main for the customer');
    const admin = await job.uses({
      ...pool,
      groups: ADMINS,
      'env-prefix': 'PORTMAN_',
      'probe-url': `${stage.baseUrl}/admin/orders`,
    });
    assertOutcome(admin, 'success', 'main for the admin');
    await assertUsers(stage, 'during the job', 2);

    assertOutcome(await job.run(newman(stage, customer.outputs['ID_TOKEN'] ?? '')), 'success', 'Newman');
    assertOutcome(await job.run(portmanForAdmins(stage)), 'success', 'Portman');
  });

  await assertUsers(stage, 'after', 0);
}
