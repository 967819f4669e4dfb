import assert from 'node:assert/strict';
import { newman } from '../api-tests.ts';
import { assertOnlyStoredUsers, assertOutcome } from '../checks.ts';
import type { DemoEnvironment } from '../environment.ts';
import { runJob } from '../job.ts';

/**
 * Gets new tokens with the refresh token of an earlier sign-in, a secret of the repository. The job has no password.
 */
export async function refresh(environment: DemoEnvironment): Promise<void> {
  const { screen, poolOwner, userPoolId, clientId, secrets, storedUsernames } = environment;
  const user = await poolOwner.createStoredUser(userPoolId);
  const { refreshToken } = await poolOwner.signIn(clientId, user);
  storedUsernames.add(user.username);
  secrets.add(user.username).add(user.password).add(refreshToken);

  await runJob(environment, { service: environment, awsCredentials: false, secrets: [refreshToken] }, async (job) => {
    const cognito = await job.uses({
      mode: 'refresh',
      'user-pool-id': userPoolId,
      'client-id': clientId,
      'refresh-token': refreshToken,
    });
    assertOutcome(cognito, 'success', 'main');
    assertOutcome(await job.run(newman(environment, cognito.outputs['ID_TOKEN'] ?? '')), 'success', 'Newman');
  });

  assert.ok(await poolOwner.canRefresh(clientId, refreshToken), 'the refresh token should work after the job');
  screen.checked('the refresh token is still valid');
  await assertOnlyStoredUsers(environment, 'after');
}
