import { newmanWithEnvironment } from '../api-tests.ts';
import { assertOutcome, assertStrictEmulatorIsContent } from '../checks.ts';
import { playJob } from '../job.ts';
import type { Stage } from '../stage.ts';

/** Machine to machine: an access token without a user, which opens the API's route for machines by its scope. */
export async function clientCredentials(stage: Stage): Promise<void> {
  const { strict } = stage;
  const { endpoint, baseUrl, machineClientId, machineClientSecret } = strict;

  await playJob(stage, { service: strict, awsCredentials: false, secrets: [machineClientSecret] }, async (job) => {
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

  await assertStrictEmulatorIsContent(stage);
}
