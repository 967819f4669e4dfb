/**
 * What became of a user that was to be created.
 */
import { ActionError, hasTrait, isServiceError } from '../failures/action-error.ts';
import type { RequestObserver } from './calls.ts';
import type { UserCreation } from './types.ts';

/**
 * Creates a user by a call that may be tried several times. Rejects with an `ActionError` where nobody can say whether there is one.
 *
 * @param create makes the call, and gives the user pool's own name for the user
 */
export async function settleCreation(create: (observer: RequestObserver) => Promise<string>): Promise<UserCreation> {
  let hasLeft = false;
  let mayExist = false;
  const observer: RequestObserver = {
    onRequestSent: () => {
      hasLeft = true;
    },
    onAttemptFailed: (failure) => {
      mayExist ||= hasLeft && !hasTrait(failure, 'hadNoEffect');
      hasLeft = false;
    },
  };
  try {
    return { outcome: 'created', username: await create(observer) };
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
