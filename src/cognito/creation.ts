/**
 * What became of a user that was to be created.
 */
import { ActionError, isServiceError, means } from '../failures/action-error.ts';
import type { UserCreation } from '../world/ports.ts';
import type { CallerOptions } from './calls.ts';

/**
 * Creates a user by a call that may be tried several times. Rejects with an `ActionError` where nobody can say whether there is one.
 *
 * @param operation what creates the user: where finding credentials fails, it was not sent
 * @param create makes the call with these options, and gives the user pool's own name for the user
 */
export async function settleCreation(
  operation: string,
  create: (options: CallerOptions) => Promise<string>,
): Promise<UserCreation> {
  let mayExist = false;
  const onFailedTry = (error: ActionError) => {
    const isOfOperation = 'call' in error.failure && error.failure.call.operation === operation;
    mayExist ||= isOfOperation && !means(error, 'effectless');
  };
  try {
    return { outcome: 'created', username: await create({ hasToSettle: true, onFailedTry }) };
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
