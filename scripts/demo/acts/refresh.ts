import assert from 'node:assert/strict';
import { newman } from '../api-tests.ts';
import { assertOnlyStoredUsers, assertOutcome } from '../checks.ts';
import { playJob } from '../job.ts';
import type { Stage } from '../stage.ts';

/** A refresh token of an earlier sign-in, kept as a secret of the repository: new tokens from it, and no password in the job. */
export async function refresh(stage: Stage): Promise<void> {
  const { screen, poolOwner, userPoolId, clientId, secrets, storedUsernames } = stage;
  const user = await poolOwner.createStoredUser(userPoolId);
  const { refreshToken } = await poolOwner.signIn(clientId, user);
  storedUsernames.add(user.username);
  secrets.add(user.username).add(user.password).add(refreshToken);

  await playJob(stage, { service: stage, awsCredentials: false, secrets: [refreshToken] }, async (job) => {
    const cognito = await job.uses({
      mode: 'refresh',
      'user-pool-id': userPoolId,
      'client-id': clientId,
      'refresh-token': refreshToken,
    });
    assertOutcome(cognito, 'success', 'main');
    assertOutcome(await job.run(newman(stage, cognito.outputs['ID_TOKEN'] ?? '')), 'success', 'Newman');
  });

  assert.ok(await poolOwner.canRefresh(clientId, refreshToken), 'the refresh token should work after the job');
  screen.seen('the refresh token still gives new tokens');
  await assertOnlyStoredUsers(stage, 'after');
}
