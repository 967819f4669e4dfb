/** Deletes an ephemeral user with AWS credentials, or else with the user's own access token. */
import { describeProblem, hasTrait, isFailure, isServiceError } from '../failures/action-error.ts';
import type { UserSession, UsersToDelete } from './state.ts';
import { type UserSessionDeps, withUserToken } from './user-session.ts';

/** The outcome of deleting a user. */
export type Deletion =
  | { readonly outcome: 'deleted' }
  /** AWS credentials failed for this reason, and the user's own access token deleted it. */
  | { readonly outcome: 'deleted-by-token'; readonly credentialsProblem: string }
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'pool-gone' }
  /** Cognito does not find the user, who may exist nevertheless: it may still appear, or have another name. */
  | { readonly outcome: 'may-exist' }
  | { readonly outcome: 'failed'; readonly errors: readonly unknown[] };

export interface DeletionDeps extends UserSessionDeps {
  readonly userPool: UsersToDelete['userPool'];
  /** New users are looked for until then, by the monotonic clock. */
  readonly lookUntil: number;
  /** Shared by all users of the state. */
  readonly credentials: CredentialsState;
}

/** Remembers that AWS credentials failed, so that one user finds out for all of them. */
interface CredentialsState {
  error: unknown;
}

/** A hanging endpoint must leave time for the user's own access token: half of the time if there is less than 40 s. */
const CREDENTIALS_TIMEOUT_MS = 20_000;

/** Deletes an ephemeral user. Never rejects. */
export async function deleteEphemeralUser(
  username: string,
  session: UserSession | undefined,
  deps: DeletionDeps,
): Promise<Deletion> {
  const { credentials, timeLimit } = deps;
  if (session === undefined) {
    return await deleteNewUser(username, deps);
  }
  if (credentials.error === undefined) {
    try {
      const timeoutMs = Math.min(CREDENTIALS_TIMEOUT_MS, timeLimit.remainingMs() / 2);
      return await timeLimit.within(timeoutMs, () => deleteWithCredentials(username, deps));
    } catch (error) {
      credentials.error = error;
    }
  }
  return await deleteWithUserToken(username, session, credentials.error, deps);
}

/**
 * Deletes a user with its own access token, whatever its name is now. If the token is rejected, the user was deleted
 * before. With a token that lacks the scope to delete its user, tests cannot change the user's name either. Never
 * rejects.
 */
export async function deleteRenamedUser(session: UserSession, deps: UserSessionDeps): Promise<Deletion> {
  const outcome = await deleteByToken(session, deps).catch((error: unknown) =>
    isFailure(error, 'access-token-rejected') || isFailure(error, 'access-token-unscoped') ? 'not-found' : 'may-exist',
  );
  return { outcome };
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html, which needs no AWS credentials */
function deleteByToken(session: UserSession, deps: UserSessionDeps): Promise<'deleted' | 'not-found'> {
  return withUserToken(session, deps, (appClient, accessToken) => appClient.deleteSignedInUser(accessToken));
}

async function deleteWithUserToken(
  username: string,
  session: UserSession,
  credentialsError: unknown,
  deps: DeletionDeps,
): Promise<Deletion> {
  try {
    const outcome = await deleteByToken(session, deps);
    return outcome === 'deleted'
      ? { outcome: 'deleted-by-token', credentialsProblem: describeProblem(credentialsError) }
      : { outcome };
  } catch (error) {
    // AWS credentials of another account do not find the user pool either, so the app client has to confirm it.
    const isAppClientGone = isServiceError(error, NOT_FOUND) && !isFailure(error, 'device-unknown');
    if (isFailure(error, 'user-pool-not-found') || (isAppClientGone && isServiceError(credentialsError, NOT_FOUND))) {
      return { outcome: 'pool-gone' };
    }
    if (!hasTrait(credentialsError, 'isTransient')) {
      return { outcome: 'failed', errors: [credentialsError, error] };
    }
    // The endpoint may have recovered in the meantime.
    return await deleteWithCredentials(username, deps).catch((secondError: unknown) => ({
      outcome: 'failed',
      errors: [secondError, error],
    }));
  }
}

/** Without a user pool or app client. A missing user has an exception of its own. */
const NOT_FOUND = 'ResourceNotFoundException';

async function deleteWithCredentials(username: string, { cognito, userPool }: DeletionDeps): Promise<Deletion> {
  const outcome = await cognito.userPool(userPool).deleteUser(username);
  return { outcome: outcome === 'no-longer-found' ? 'deleted' : outcome };
}

const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 5_000;

/** Deletes a user that nobody has signed in as. Cognito may not find such a user for a while although it exists. */
async function deleteNewUser(username: string, deps: DeletionDeps): Promise<Deletion> {
  const { cognito, userPool, credentials, clock, lookUntil, timeLimit } = deps;
  let isNoLongerFound = false;
  try {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs + FIRST_PAUSE_MS, MAX_PAUSE_MS)) {
      if (hasTrait(credentials.error, 'affectsAllUsers')) {
        throw credentials.error;
      }
      const outcome = await cognito.userPool(userPool).deleteUser(username);
      if (outcome === 'deleted') {
        return { outcome };
      }
      isNoLongerFound ||= outcome === 'no-longer-found';
      if (clock.elapsed() >= lookUntil || timeLimit.remainingMs() <= pauseMs) {
        return { outcome: isNoLongerFound ? 'deleted' : 'may-exist' };
      }
      await timeLimit.sleep(pauseMs);
    }
  } catch (error) {
    credentials.error = error;
    return { outcome: 'failed', errors: [error] };
  }
}
