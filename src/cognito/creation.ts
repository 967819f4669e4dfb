/**
 * What became of a user that was to be created.
 */
import { ActionError, isServiceError, means } from '../failures/action-error.ts';
import type { UserCreation } from '../platform/ports-cognito.ts';
import type { RequestWatch } from './calls.ts';

/**
 * Creates a user by a call that may be tried several times. Rejects with an `ActionError` where nobody can say whether there is one.
 *
 * @param create makes the call, and gives the user pool's own name for the user
 */
export async function settleCreation(create: (watch: RequestWatch) => Promise<string>): Promise<UserCreation> {
  let hasLeft = false;
  let mayExist = false;
  const watch: RequestWatch = {
    requestLeaves: () => {
      hasLeft = true;
    },
    tryFails: (failure) => {
      mayExist ||= hasLeft && !means(failure, 'effectless');
      hasLeft = false;
    },
  };
  try {
    return { outcome: 'created', username: await create(watch) };
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
