import { newman } from '../api-tests.ts';
import { assertOutcome, assertStrictEmulatorIsContent } from '../checks.ts';
import { playJob } from '../job.ts';
import type { Stage } from '../stage.ts';

/** A user for this run, in a pool whose app client has a secret and lets users sign in by SRP alone. */
export async function confidentialClient(stage: Stage): Promise<void> {
  const { strict } = stage;
  const { userPoolId, clientId, clientSecret } = strict;

  await playJob(stage, { service: strict, awsCredentials: true, secrets: [clientSecret] }, async (job) => {
    const cognito = await job.uses({
      'user-pool-id': userPoolId,
      'client-id': clientId,
      'client-secret': clientSecret,
      'auth-flow': 'USER_SRP_AUTH',
    });
    assertOutcome(cognito, 'success', 'main');
    assertOutcome(await job.run(newman(strict, cognito.outputs['ID_TOKEN'] ?? '')), 'success', 'Newman');
  });

  await assertStrictEmulatorIsContent(stage);
}
