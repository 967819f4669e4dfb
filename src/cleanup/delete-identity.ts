import type { Cognito } from '../cognito/connect.ts';
import { describeProblem } from '../failures/action-error.ts';
import type { IdentityToDelete } from './state.ts';

/**
 * Deletes the identity of an ephemeral user. A failure is no warning: nobody can use an identity without its user.
 *
 * @returns what was done, for the log
 */
export async function deleteIdentity(
  { identityPool, identityId, userPool }: IdentityToDelete,
  cognito: Cognito,
): Promise<string> {
  const { identityPoolId } = identityPool;
  try {
    const connected = await cognito.identityPool(identityPool, userPool);
    await connected.deleteIdentity(identityId);
    return `Deleted the identity of the ephemeral user from identity pool ${identityPoolId}.`;
  } catch (error) {
    return `The identity of the ephemeral user stays in identity pool ${identityPoolId}, where nobody can use it. ${describeProblem(error)}`;
  }
}
