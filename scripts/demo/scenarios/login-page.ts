import { newman } from '../api-tests.ts';
import { assertOutcome, assertStrictEmulatorIsClean } from '../checks.ts';
import type { DemoEnvironment } from '../environment.ts';
import { runJob } from '../job.ts';

/** Signs an ephemeral user in at the login page, for an access token with the scopes of the app client. */
export async function loginPage(environment: DemoEnvironment): Promise<void> {
  const { strict } = environment;
  const { endpoint, userPoolId, clientId, clientSecret, redirectUri } = strict;

  await runJob(environment, { service: strict, awsCredentials: true, secrets: [clientSecret] }, async (job) => {
    const cognito = await job.uses({
      'user-pool-id': userPoolId,
      'client-id': clientId,
      'client-secret': clientSecret,
      'auth-flow': 'AUTHORIZATION_CODE',
      domain: endpoint,
      'redirect-uri': redirectUri,
    });
    assertOutcome(cognito, 'success', 'main');
    assertOutcome(await job.run(newman(strict, cognito.outputs['ID_TOKEN'] ?? '')), 'success', 'Newman');
  });

  await assertStrictEmulatorIsClean(environment);
}
