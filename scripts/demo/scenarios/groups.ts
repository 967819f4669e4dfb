import { newman, portmanForAdmins } from '../api-tests.ts';
import { assertOutcome, assertUsers } from '../checks.ts';
import { ADMINS, type DemoEnvironment } from '../environment.ts';
import { runJob } from '../job.ts';

/**
 * Signs two users in. The API returns all orders to the admin, whose token Portman reads from the environment, but not
 * to the user without a group.
 */
export async function groups(environment: DemoEnvironment): Promise<void> {
  await assertUsers(environment, 'before', 0);

  await runJob(environment, { service: environment, awsCredentials: true, secrets: [] }, async (job) => {
    const pool = { 'user-pool-id': environment.userPoolId, 'client-id': environment.clientId };
    const customer = await job.uses(pool);
    assertOutcome(customer, 'success', 'main for the customer');
    const admin = await job.uses({
      ...pool,
      groups: ADMINS,
      'env-prefix': 'PORTMAN_',
      'probe-url': `${environment.baseUrl}/admin/orders`,
    });
    assertOutcome(admin, 'success', 'main for the admin');
    await assertUsers(environment, 'during the job', 2);

    assertOutcome(await job.run(newman(environment, customer.outputs['ID_TOKEN'] ?? '')), 'success', 'Newman');
    assertOutcome(await job.run(portmanForAdmins(environment)), 'success', 'Portman');
  });

  await assertUsers(environment, 'after', 0);
}
