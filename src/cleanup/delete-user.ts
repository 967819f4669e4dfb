/**
 * Deletes an ephemeral user, by whatever still has the right to: the job's or the role's credentials, else the user's own access token.
 */
import { ActionError, describeProblem, hasTrait, isFailure } from '../failures/action-error.ts';
import type { TimeLimit } from '../platform/time-limit.ts';
import type { UserSession, UserToDelete } from './state.ts';
import { type UserSessionDeps, withUserToken } from './user-session.ts';

export interface DeleteUserDeps extends UserSessionDeps {
  readonly timeLimit: TimeLimit;
}

/** What credentials may take where the user's own access token can do it as well, or half the time: an endpoint that hangs is not to use it up. */
const SECONDS_FOR_CREDENTIALS = 20;

/** Rejects with an `ActionError` `user-left-behind`. Gives what was done, for people to read. */
export async function deleteEphemeralUser(user: UserToDelete, deps: DeleteUserDeps): Promise<string> {
  const { userSession } = user;
  if (userSession === undefined) {
    return await deleteByCredentials(user, deps).catch((error: unknown) => {
      throw leftBehind(user, [error]);
    });
  }
  try {
    const seconds = Math.min(SECONDS_FOR_CREDENTIALS, deps.timeLimit.remainingMs() / 2000);
    return await deps.timeLimit.within(seconds, () => deleteByCredentials(user, deps));
  } catch (error) {
    return await deleteWithoutCredentials(user, userSession, error, deps);
  }
}

async function deleteWithoutCredentials(
  user: UserToDelete,
  session: UserSession,
  reason: unknown,
  deps: DeleteUserDeps,
): Promise<string> {
  const { userPoolId } = user.userPool;
  try {
    const outcome = await deleteByUserToken(session, deps);
    return outcome === 'deleted'
      ? `Deleted the ephemeral user from user pool ${userPoolId} with its own access token, because ${describeProblem(reason)}`
      : notThere(userPoolId);
  } catch (error) {
    if (!hasTrait(reason, 'isTransient')) {
      throw leftBehind(user, [reason, error]);
    }
    // What hung or had a fault may have come to itself since.
    return await deleteByCredentials(user, deps).catch((again: unknown) => {
      throw leftBehind(user, [again, error]);
    });
  }
}

/** A user whose creation nobody confirmed can appear after post looked for it the first time. */
const LATE_APPEARANCE_MS = 2_000;

async function deleteByCredentials(user: UserToDelete, { cognito, timeLimit }: DeleteUserDeps): Promise<string> {
  const { username, creation } = user;
  const { userPoolId } = user.userPool;
  const userPool = cognito.userPool(user.userPool);
  let outcome = await userPool.deleteUser(username);
  if (outcome === 'not-found' && creation === 'begun') {
    await timeLimit.sleep(LATE_APPEARANCE_MS);
    outcome = await userPool.deleteUser(username);
  }
  return outcome === 'deleted' ? `Deleted the ephemeral user from user pool ${userPoolId}.` : notThere(userPoolId);
}

function notThere(userPoolId: string): string {
  return `The ephemeral user is not in user pool ${userPoolId}: nothing to delete.`;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html, which needs no AWS credentials */
function deleteByUserToken(session: UserSession, deps: DeleteUserDeps): Promise<'deleted' | 'not-found'> {
  return withUserToken(session, deps, (appClient, accessToken) => appClient.deleteSignedInUser(accessToken));
}

function leftBehind({ userPool, creation }: UserToDelete, errors: readonly unknown[]): ActionError {
  const { userPoolId } = userPool;
  // Cognito says the same of the token of a user who was signed out and of one who is gone.
  const isCertain = creation === 'confirmed' && !errors.some((error) => isFailure(error, 'access-token-rejected'));
  return new ActionError({
    code: 'user-left-behind',
    userPoolId,
    reason: errors.map(describeProblem).join(' '),
    isCertain,
    hasRole: userPool.role !== undefined,
  });
}
