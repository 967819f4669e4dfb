/** Determines the outcome of creating a user. */
import { ActionError, hasTrait, isServiceError } from '../failures/action-error.ts';
import type { OnAttemptFailed } from './calls.ts';
import type { UserCreation } from './types.ts';

/**
 * Creates a user with a call that may take several attempts.
 *
 * @param create makes the call, and returns the user pool's own name for the user
 * @throws {ActionError} if it is unknown whether the user exists
 */
export async function settleCreation(
  create: (onAttemptFailed: OnAttemptFailed) => Promise<string>,
): Promise<UserCreation> {
  let mayExist = false;
  const onAttemptFailed: OnAttemptFailed = (failure, wasSent) => {
    mayExist ||= wasSent && !hasTrait(failure, 'hadNoEffect');
  };
  try {
    return { outcome: 'created', username: await create(onAttemptFailed) };
  } catch (error) {
    if (isServiceError(error, 'UsernameExistsException')) {
      return { outcome: 'already-exists' };
    }
    if (!mayExist && error instanceof ActionError) {
      return { outcome: 'refused', failure: error };
    }
    throw error;
  }
}
