/** Deletes an ephemeral user with AWS credentials, or else with the user's own access token. */
import { ActionError, describeProblem, hasTrait, isFailure } from '../failures/action-error.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import type { UserSession, UserToDelete } from './state.ts';
import { type UserSessionDeps, withUserToken } from './user-session.ts';

export interface DeleteUserDeps extends UserSessionDeps {
  readonly timeLimit: TimeLimit;
}

/** A hanging endpoint must leave time for the user's own access token: half of the time if there is less than 40 s. */
const CREDENTIALS_TIMEOUT_MS = 20_000;

/**
 * Deletes an ephemeral user.
 *
 * @returns what was done, for the log
 * @throws {ActionError} `user-left-behind`
 */
export async function deleteEphemeralUser(user: UserToDelete, deps: DeleteUserDeps): Promise<string> {
  const { userSession } = user;
  if (userSession === undefined) {
    return await deleteWithCredentials(user, deps).catch((error: unknown) => {
      throw leftBehind(user, [error]);
    });
  }
  try {
    const timeoutMs = Math.min(CREDENTIALS_TIMEOUT_MS, deps.timeLimit.remainingMs() / 2);
    return await deps.timeLimit.within(timeoutMs, () => deleteWithCredentials(user, deps));
  } catch (error) {
    return await deleteWithUserToken(user, userSession, error, deps);
  }
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html, which needs no AWS credentials */
async function deleteWithUserToken(
  user: UserToDelete,
  session: UserSession,
  credentialsError: unknown,
  deps: DeleteUserDeps,
): Promise<string> {
  const { userPoolId } = user.userPool;
  try {
    const outcome = await withUserToken(session, deps, (appClient, accessToken) =>
      appClient.deleteSignedInUser(accessToken),
    );
    return outcome === 'deleted'
      ? `Deleted the ephemeral user from user pool ${userPoolId} with its own access token. ${describeProblem(credentialsError)}`
      : notFoundText(userPoolId);
  } catch (error) {
    if (!hasTrait(credentialsError, 'isTransient')) {
      throw leftBehind(user, [credentialsError, error]);
    }
    // The endpoint may have recovered in the meantime.
    return await deleteWithCredentials(user, deps).catch((secondError: unknown) => {
      throw leftBehind(user, [secondError, error]);
    });
  }
}

/** A user whose creation was never confirmed may appear only after the first attempt to delete it. */
const LATE_APPEARANCE_MS = 2_000;

async function deleteWithCredentials(user: UserToDelete, { cognito, timeLimit }: DeleteUserDeps): Promise<string> {
  const { username, creation } = user;
  const { userPoolId } = user.userPool;
  const userPool = cognito.userPool(user.userPool);
  let outcome = await userPool.deleteUser(username);
  if (outcome === 'not-found' && creation === 'begun') {
    await timeLimit.sleep(LATE_APPEARANCE_MS);
    outcome = await userPool.deleteUser(username);
  }
  return outcome === 'deleted' ? `Deleted the ephemeral user from user pool ${userPoolId}.` : notFoundText(userPoolId);
}

function notFoundText(userPoolId: string): string {
  return `The ephemeral user is not in user pool ${userPoolId}: nothing to delete.`;
}

function leftBehind({ userPool, creation }: UserToDelete, errors: readonly unknown[]): ActionError {
  const { userPoolId } = userPool;
  // Cognito rejects the token of a deleted user in the same words as that of a user who was signed out.
  const isCertain = creation === 'confirmed' && !errors.some((error) => isFailure(error, 'access-token-rejected'));
  return new ActionError({
    code: 'user-left-behind',
    userPoolId,
    reason: errors.map(describeProblem).join(' '),
    isCertain,
    hasRole: userPool.role !== undefined,
  });
}
