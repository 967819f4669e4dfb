import assert from 'node:assert/strict';
import { assertOutcome, assertStrictEmulatorIsClean } from '../checks.ts';
import type { DemoEnvironment } from '../environment.ts';
import { runJob } from '../job.ts';

/** Leaves a user behind, as a killed runner does, and lets the sweep of another job delete it. */
export async function sweep(environment: DemoEnvironment): Promise<void> {
  const { strict } = environment;
  const { userPoolId, clientId, clientSecret } = strict;
  const options = { service: strict, awsCredentials: true, secrets: [clientSecret] };

  await runJob(environment, options, async (job) => {
    const cognito = await job.uses({
      'user-pool-id': userPoolId,
      'client-id': clientId,
      'client-secret': clientSecret,
      'auth-flow': 'USER_SRP_AUTH',
      'delete-user': 'false',
    });
    assertOutcome(cognito, 'success', 'main');
  });

  await runJob(environment, options, async (job) => {
    const swept = await job.sweep({ 'user-pool-id': userPoolId, 'max-age-hours': '0', 'job-summary': 'true' });
    assertOutcome(swept, 'success', 'the sweep');
    assert.deepEqual(swept.outputs, { FOUND: '1', DELETED: '1', FAILED: '0' }, 'the sweep should delete one user');
  });

  await assertStrictEmulatorIsClean(environment);
}
