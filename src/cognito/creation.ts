/**
 * What became of a user that was to be created.
 */
import { isServiceError, means } from '../failures/action-error.ts';
import type { UserCreation } from '../world/ports.ts';

/**
 * Creates a user by a call that may be tried several times. Rejects with an `ActionError` where nobody can say whether there is one.
 *
 * @param create makes the call, tells of each try, and gives the user pool's own name for the user
 */
export async function settleCreation(create: (beginTry: () => void) => Promise<string>): Promise<UserCreation> {
  let tries = 0;
  try {
    const username = await create(() => {
      tries++;
    });
    return { outcome: 'created', username };
  } catch (error) {
    if (isServiceError(error, 'UsernameExistsException')) {
      return { outcome: 'already-exists' };
    }
    // An earlier try may have made the user, and its answer got lost.
    if (tries <= 1 && means(error, 'effectless')) {
      return { outcome: 'refused', failure: error };
    }
    throw error;
  }
}
