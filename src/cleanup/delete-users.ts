/** Deletes the ephemeral users of a job, and says what became of them. */
import { ActionError, describeProblem, isFailure, isUnreachable } from '../failures/action-error.ts';
import { inParallel } from '../platform/parallel.ts';
import { type Deletion, type DeletionDeps, deleteEphemeralUser, deleteRenamedUser } from './delete-user.ts';
import type { SessionsByUsername } from './saved-users.ts';
import type { UserSession, UsersToDelete } from './state.ts';
import type { UserSessionDeps } from './user-session.ts';
import { unpackUsernames } from './usernames.ts';

/** Enough for Cognito's 25 deletions a second where each takes two seconds. */
const MAX_IN_PARALLEL = 50;

/** How long to look for new users: Lambda triggers may delay their creation by 15 seconds. */
const LOOK_FOR_MS = 20_000;

interface DeleteUsersDeps extends UserSessionDeps {
  readonly sessions: SessionsByUsername;
}

/**
 * Deletes the users, within the request quotas.
 *
 * @returns what was done, for the log
 * @throws {ActionError} `user-left-behind`, after as many users as possible were deleted
 */
export async function deleteEphemeralUsers(task: UsersToDelete, deps: DeleteUsersDeps): Promise<string> {
  const { clock, sessions } = deps;
  const deletionDeps = {
    ...deps,
    userPool: task.userPool,
    lookUntil: clock.elapsed() + LOOK_FOR_MS,
    credentials: { error: undefined },
  };
  const usernames = unpackUsernames(task.usernames);
  const attempts = await inParallel(usernames, MAX_IN_PARALLEL, async (username) => {
    const session = sessions.get(username);
    return { session, deletion: await deleteEphemeralUser(username, session, deletionDeps) };
  });
  const deletions: readonly Deletion[] =
    usernames.length === 1
      ? attempts.map(({ deletion }) => deletion)
      : await inParallel(attempts, MAX_IN_PARALLEL, (attempt) => lookForRenamed(attempt, deletionDeps));
  const left = deletions.filter(isLeft);
  if (left.length > 0) {
    throw leftBehind(task, left, deletions.length);
  }
  return describeDeletions(deletions.filter(isDone), task.userPool.userPoolId);
}

interface Attempt {
  readonly session: UserSession | undefined;
  readonly deletion: Deletion;
}

/**
 * The state names many users by their e-mail addresses or phone numbers, which tests can change. This comes after the
 * deletion of all others, because most users who are not found were deleted by the tests.
 */
async function lookForRenamed({ session, deletion }: Attempt, deps: DeletionDeps): Promise<Deletion> {
  return session !== undefined && deletion.outcome === 'not-found' ? await deleteRenamedUser(session, deps) : deletion;
}

type Left = Extract<Deletion, { outcome: 'may-exist' | 'failed' }>;

function isLeft(deletion: Deletion): deletion is Left {
  return deletion.outcome === 'may-exist' || deletion.outcome === 'failed';
}

type Done = Exclude<Deletion, Left>;

function isDone(deletion: Deletion): deletion is Done {
  return !isLeft(deletion);
}

/** Returns a sentence for each outcome. */
function describeDeletions(deletions: readonly Done[], userPoolId: string): string {
  const outcomes = deletions.map(({ outcome }) => outcome);
  const examples = deletions.filter(({ outcome }, index) => outcomes.indexOf(outcome) === index);
  return examples
    .map((example) => {
      const count = outcomes.filter((outcome) => outcome === example.outcome).length;
      return describeDeletion(example, deletions.length === 1 ? undefined : count, `user pool ${userPoolId}`);
    })
    .join(' ');
}

/** @param count undefined for the only user of a job */
function describeDeletion(deletion: Done, count: number | undefined, pool: string): string {
  const isOne = count === undefined || count === 1;
  const users = count === undefined ? 'the ephemeral user' : `${count} ephemeral user${isOne ? '' : 's'}`;
  switch (deletion.outcome) {
    case 'deleted':
      return `Deleted ${users} from ${pool}.`;
    case 'deleted-by-token':
      return `Deleted ${users} from ${pool} with ${isOne ? 'its own access token' : 'their own access tokens'}. ${deletion.credentialsProblem}`;
    case 'not-found':
      return `${users.replace('the', 'The')} ${isOne ? 'is' : 'are'} not in ${pool}: nothing to delete.`;
    case 'pool-gone':
      return `${pool.replace('user', 'User')} does not exist any more, so its ephemeral ${isOne ? 'user does' : 'users do'} not either: nothing to delete.`;
  }
}

function leftBehind({ userPool, creation }: UsersToDelete, left: readonly Left[], total: number): ActionError {
  const { userPoolId } = userPool;
  const failed = left.filter((deletion) => deletion.outcome === 'failed');
  const [first] = failed;
  const errors = failed.flatMap((deletion) => deletion.errors);
  return new ActionError({
    code: 'user-left-behind',
    userPoolId,
    count: left.length,
    total,
    reason:
      first === undefined
        ? `Cognito does not find ${left.length === 1 ? 'it, but it' : 'them, but they'} may still appear.`
        : first.errors.map(describeProblem).join(' '),
    isCertain:
      creation === 'confirmed' &&
      failed.length === left.length &&
      // Cognito rejects the token of a deleted user in the same words as that of a user who was signed out.
      !errors.some((error) => isFailure(error, 'access-token-rejected')),
    hasRole: first === undefined || userPool.role !== undefined,
    isUnreachable: errors.some(isUnreachable),
  });
}
