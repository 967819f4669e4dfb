/**
 * What the post step does: takes away what main left behind. A ladder, in which each reason not to act is one line of log.
 */
import type { AppClient, Cognito, Runner, UserPool } from './ports.ts';
import { readState } from './state.ts';

export interface World {
  readonly runner: Runner;
  readonly cognito: Cognito;
}

/** Rejects with an `ActionError` when something is left behind. */
export async function cleanUp({ runner, cognito }: World): Promise<void> {
  const state = readState(runner);
  if (state === undefined) {
    runner.info('Nothing to clean up: main left no state.');
    return;
  }
  switch (state.cleanUp) {
    case 'keep-user':
      runner.info(`The ephemeral user stays in user pool ${state.userPoolId}, because delete-user is false.`);
      return;
    case 'delete-user':
      runner.info(await deleteUser(cognito.userPool(state), state.username, state.userPoolId));
      return;
    case 'revoke-token':
      runner.info(await revokeToken(cognito.appClient(state), state.refreshToken));
      return;
  }
}

async function deleteUser(userPool: UserPool, username: string, userPoolId: string): Promise<string> {
  switch (await userPool.deleteUser(username)) {
    case 'deleted':
      return `Deleted the ephemeral user from user pool ${userPoolId}.`;
    case 'not-found':
      return `The ephemeral user is not in user pool ${userPoolId}: nothing to delete.`;
  }
}

async function revokeToken(appClient: AppClient, refreshToken: string): Promise<string> {
  await appClient.revokeToken(refreshToken);
  return 'Revoked the refresh token of the stored user.';
}
