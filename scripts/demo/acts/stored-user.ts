import assert from 'node:assert/strict';
import { newmanWithEnvironment } from '../api-tests.ts';
import { assertOutcome, assertUsers } from '../checks.ts';
import { playJob } from '../job.ts';
import type { Stage } from '../stage.ts';

/**
 * A user whose credentials are the repository's secrets: signed in without AWS credentials, still there afterwards, its refresh
 * token revoked.
 */
export async function storedUser(stage: Stage): Promise<void> {
  const { screen, poolOwner, userPoolId, clientId, secrets, storedUsernames } = stage;
  const { username, password } = await poolOwner.createStoredUser(userPoolId);
  storedUsernames.add(username);
  secrets.add(username).add(password);
  const [before] = await assertUsers(stage, 'before', 1);
  let refreshToken = '';

  await playJob(stage, { service: stage, awsCredentials: false, secrets: [username, password] }, async (job) => {
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

    const newman = newmanWithEnvironment(stage, 'orders.postman_collection.json', postmanEnvironment);
    assertOutcome(await job.run(newman), 'success', 'Newman');

    assert.ok(await poolOwner.canRefresh(clientId, refreshToken), 'the refresh token should work during the job');
    screen.seen('the refresh token gives new tokens');
  });

  const [after] = await assertUsers(stage, 'after', 1);
  assert.equal(after?.sub, before?.sub, 'the stored user should still be there');
  assert.ok(!(await poolOwner.canRefresh(clientId, refreshToken)), 'the refresh token should be revoked');
  screen.seen('the refresh token is revoked');
}
