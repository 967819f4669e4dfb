/**
 * What became of a user that was to be created.
 */
import { ActionError, isServiceError } from '../failures/action-error.ts';
import type { ErrorCode } from '../failures/failure.ts';
import type { UserCreation } from '../world/ports.ts';
import type { RequestWatch } from './calls.ts';

/**
 * Refusals that come before anything is done. Others may come after: Cognito keeps a user whom it cannot send a message, or whose
 * trigger failed late.
 *
 * @see https://github.com/aws/aws-sdk/issues/438
 */
const OUTRIGHT_REFUSALS: readonly ErrorCode[] = [
  'credentials-missing',
  'credentials-rejected',
  'credentials-expired',
  'clock-wrong',
  'access-denied',
  'role-not-assumed',
  'oidc-provider-missing',
  'audience-wrong',
  'id-token-unavailable',
  'user-pool-not-found',
  'app-client-not-found',
  'replica-pool',
  'operation-unknown',
  'username-format-wrong',
  'value-malformed',
  'user-attributes-missing',
  'user-attributes-refused',
  'user-attributes-not-writable',
  'alias-taken',
  'password-too-weak',
  'sign-up-disabled',
  'client-secret-needed',
  'client-secret-wrong',
  'client-secret-not-wanted',
];

/**
 * Creates a user by a call that may be tried several times. Rejects with an `ActionError` where nobody can say whether there is one.
 *
 * @param create makes the call, and gives the user pool's own name for the user
 */
export async function settleCreation(create: (watch: RequestWatch) => Promise<string>): Promise<UserCreation> {
  let hasLeft = false;
  let hasLeftEarlier = false;
  const watch: RequestWatch = {
    tryBegins: () => {
      hasLeftEarlier ||= hasLeft;
      hasLeft = false;
    },
    requestLeaves: () => {
      hasLeft = true;
    },
  };
  try {
    return { outcome: 'created', username: await create(watch) };
  } catch (error) {
    if (isServiceError(error, 'UsernameExistsException')) {
      return { outcome: 'already-exists' };
    }
    // The request of an earlier try may have made the user, and its answer got lost.
    if (!hasLeftEarlier && error instanceof ActionError && OUTRIGHT_REFUSALS.includes(error.failure.code)) {
      return { outcome: 'refused', failure: error };
    }
    throw error;
  }
}
