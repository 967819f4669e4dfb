/** Deletes an ephemeral user with AWS credentials, or else with the user's own access token. */
import {
  ActionError,
  describeProblem,
  hasTrait,
  isFailure,
  isServiceError,
  isUnreachable,
} from '../failures/action-error.ts';
import { retry } from '../platform/retry.ts';
import type { UserSession, UserToDelete } from './state.ts';
import { type UserSessionDeps, withUserToken } from './user-session.ts';

/** A hanging endpoint must leave time for the user's own access token: half of the time if there is less than 40 s. */
const CREDENTIALS_TIMEOUT_MS = 20_000;

/**
 * Deletes an ephemeral user.
 *
 * @returns what was done, for the log
 * @throws {ActionError} `user-left-behind`
 */
export async function deleteEphemeralUser(user: UserToDelete, deps: UserSessionDeps): Promise<string> {
  const { userSession } = user;
  if (userSession === undefined) {
    return await deleteNewUser(user, deps);
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
  deps: UserSessionDeps,
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
    // AWS credentials of another account do not find the user pool either, so the app client has to confirm it.
    if (
      isFailure(error, 'user-pool-not-found') ||
      (isServiceError(error, NOT_FOUND) && isServiceError(credentialsError, NOT_FOUND))
    ) {
      return poolGoneText(userPoolId);
    }
    if (!hasTrait(credentialsError, 'isTransient')) {
      throw leftBehind(user, [credentialsError, error]);
    }
    // The endpoint may have recovered in the meantime.
    return await deleteWithCredentials(user, deps).catch((secondError: unknown) => {
      throw leftBehind(user, [secondError, error]);
    });
  }
}

async function deleteWithCredentials(user: UserToDelete, { cognito }: UserSessionDeps): Promise<string> {
  const { userPoolId } = user.userPool;
  const outcome = await cognito.userPool(user.userPool).deleteUser(user.username);
  return outcome === 'not-found' ? notFoundText(userPoolId) : deletedText(userPoolId);
}

/** The pauses between attempts to find a new user: Lambda triggers may delay its creation by 15 seconds. */
const NEW_USER_PAUSES_MS = [1_000, 2_000, 3_000, 4_000, 5_000, 5_000];

/** Deletes a user that nobody has signed in as. Cognito may not find such a user for a while although it exists. */
async function deleteNewUser(user: UserToDelete, { cognito, timeLimit }: UserSessionDeps): Promise<string> {
  const { userPoolId } = user.userPool;
  const userPool = cognito.userPool(user.userPool);
  const missing = new ActionError({
    code: 'user-left-behind',
    userPoolId,
    reason: 'Cognito does not find it, but it may still appear.',
    isCertain: false,
    hasRole: true,
    isUnreachable: false,
  });
  let isNoLongerFound = false;
  const attempt = async () => {
    const outcome = await userPool.deleteUser(user.username);
    isNoLongerFound ||= outcome === 'no-longer-found';
    if (outcome !== 'deleted') {
      throw missing;
    }
    return deletedText(userPoolId);
  };
  try {
    return await retry(attempt, {
      shouldRetry: (error) => error === missing,
      maxAttempts: NEW_USER_PAUSES_MS.length + 1,
      delayMs: (failures) => NEW_USER_PAUSES_MS[failures - 1] ?? 0,
      timeLimit,
    });
  } catch (error) {
    if (error !== missing) {
      throw leftBehind(user, [error]);
    }
    if (isNoLongerFound) {
      return deletedText(userPoolId);
    }
    throw missing;
  }
}

/** Without a user pool or app client. A missing user has an exception of its own. */
const NOT_FOUND = 'ResourceNotFoundException';

function deletedText(userPoolId: string): string {
  return `Deleted the ephemeral user from user pool ${userPoolId}.`;
}

function notFoundText(userPoolId: string): string {
  return `The ephemeral user is not in user pool ${userPoolId}: nothing to delete.`;
}

function poolGoneText(userPoolId: string): string {
  return `User pool ${userPoolId} does not exist any more, so its ephemeral user does not either: nothing to delete.`;
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
    isUnreachable: errors.some(isUnreachable),
  });
}
