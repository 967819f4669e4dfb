import { newman } from '../api-tests.ts';
import { assertOutcome, assertStrictEmulatorIsClean } from '../checks.ts';
import type { DemoEnvironment } from '../environment.ts';
import { runJob } from '../job.ts';

/** Signs an ephemeral user in with an app client that has a secret and allows only SRP. */
export async function confidentialClient(environment: DemoEnvironment): Promise<void> {
  const { strict } = environment;
  const { userPoolId, clientId, clientSecret } = strict;

  await runJob(environment, { service: strict, awsCredentials: true, secrets: [clientSecret] }, async (job) => {
    const cognito = await job.uses({
      'user-pool-id': userPoolId,
      'client-id': clientId,
      'client-secret': clientSecret,
      'auth-flow': 'USER_SRP_AUTH',
    });
    assertOutcome(cognito, 'success', 'main');
    assertOutcome(await job.run(newman(strict, cognito.outputs['ID_TOKEN'] ?? '')), 'success', 'Newman');
  });

  await assertStrictEmulatorIsClean(environment);
}
