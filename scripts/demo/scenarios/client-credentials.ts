import { newmanWithEnvironment } from '../api-tests.ts';
import { assertOutcome, assertStrictEmulatorIsClean } from '../checks.ts';
import type { DemoEnvironment } from '../environment.ts';
import { runJob } from '../job.ts';

/** Gets an access token without a user. Its scope gives access to the API's route for machines. */
export async function clientCredentials(environment: DemoEnvironment): Promise<void> {
  const { strict } = environment;
  const { endpoint, baseUrl, machineClientId, machineClientSecret } = strict;

  await runJob(environment, { service: strict, awsCredentials: false, secrets: [machineClientSecret] }, async (job) => {
    const cognito = await job.uses({
      mode: 'client-credentials',
      'client-id': machineClientId,
      'client-secret': machineClientSecret,
      domain: endpoint,
      scopes: 'orders/read',
      'probe-url': `${baseUrl}/reports`,
      'postman-environment': 'true',
    });
    assertOutcome(cognito, 'success', 'main');

    const { POSTMAN_ENVIRONMENT: postmanEnvironment = '' } = cognito.outputs;
    const newman = newmanWithEnvironment(strict, 'reports.postman_collection.json', postmanEnvironment);
    assertOutcome(await job.run(newman), 'success', 'Newman');
  });

  await assertStrictEmulatorIsClean(environment);
}
