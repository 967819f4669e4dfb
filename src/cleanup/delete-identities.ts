import type { Cognito } from '../cognito/connect.ts';
import { describeProblem } from '../failures/action-error.ts';
import type { IdentitiesToDelete } from './state.ts';

/**
 * Deletes the identities of ephemeral users. A failure is no warning: nobody can use an identity without its user.
 *
 * @param ids those that are known; empty if the users file with them was lost
 * @returns what was done, for the log
 */
export async function deleteIdentities(
  { identityPool, userPool }: IdentitiesToDelete,
  ids: readonly string[],
  cognito: Cognito,
): Promise<string> {
  const pool = `identity pool ${identityPool.identityPoolId}`;
  const isOne = ids.length === 1;
  const stay = `${isOne ? 'The identity of the ephemeral user stays' : 'The identities of the ephemeral users stay'} in ${pool}, where nobody can use ${isOne ? 'it' : 'them'}.`;
  if (ids.length === 0) {
    return `${stay} The users file does not list them.`;
  }
  try {
    const connected = await cognito.identityPool(identityPool, userPool);
    await connected.deleteIdentities(ids);
    return `Deleted ${isOne ? 'the identity of the ephemeral user' : `${ids.length} identities of ephemeral users`} from ${pool}.`;
  } catch (error) {
    return `${stay} ${describeProblem(error)}`;
  }
}
