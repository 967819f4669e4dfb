import assert from 'node:assert/strict';
import { newmanWithEnvironment } from '../api-tests.ts';
import { assertOutcome, assertUsers } from '../checks.ts';
import type { DemoEnvironment } from '../environment.ts';
import { runJob } from '../job.ts';

/**
 * Signs in a user whose password is a secret of the repository, without AWS credentials. Checks that the user stays and
 * that its refresh token is revoked.
 */
export async function storedUser(environment: DemoEnvironment): Promise<void> {
  const { screen, poolOwner, userPoolId, clientId, secrets, storedUsernames } = environment;
  const { username, password } = await poolOwner.createStoredUser(userPoolId);
  storedUsernames.add(username);
  secrets.add(username).add(password);
  const [before] = await assertUsers(environment, 'before', 1);
  let refreshToken = '';

  await runJob(
    environment,
    { service: environment, awsCredentials: false, secrets: [username, password] },
    async (job) => {
      const cognito = await job.uses({
        mode: 'stored',
        'user-pool-id': userPoolId,
        'client-id': clientId,
        username,
        password,
        'postman-environment': 'true',
      });
      assertOutcome(cognito, 'success', 'main');
      const { POSTMAN_ENVIRONMENT: postmanEnvironment = '' } = cognito.outputs;
      refreshToken = cognito.outputs['REFRESH_TOKEN'] ?? '';

      const newman = newmanWithEnvironment(environment, 'orders.postman_collection.json', postmanEnvironment);
      assertOutcome(await job.run(newman), 'success', 'Newman');

      assert.ok(await poolOwner.canRefresh(clientId, refreshToken), 'the refresh token should work during the job');
      screen.checked('the refresh token is valid');
    },
  );

  const [after] = await assertUsers(environment, 'after', 1);
  assert.equal(after?.sub, before?.sub, 'the stored user should still be there');
  assert.ok(!(await poolOwner.canRefresh(clientId, refreshToken)), 'the refresh token should be revoked');
  screen.checked('the refresh token is revoked');
}
