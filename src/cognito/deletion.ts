/**
 * What became of a user that was to be deleted, or of a device that was to be forgotten.
 */
import { isServiceError } from '../failures/action-error.ts';

/**
 * What is gone already is as good as deleted: by a try whose answer got lost, or by somebody else. Rejects as the call does.
 *
 * @param done the outcome of a call that did it
 * @param goneNames the errors that say that there is nothing to delete
 */
export async function settleDeletion<Done extends string>(
  deletion: Promise<unknown>,
  done: Done,
  goneNames: readonly string[],
): Promise<Done | 'not-found'> {
  try {
    await deletion;
    return done;
  } catch (error) {
    if (goneNames.some((name) => isServiceError(error, name))) {
      return 'not-found';
    }
    throw error;
  }
}

/** The same of a user. */
export function settleUserDeletion(deletion: Promise<unknown>): Promise<'deleted' | 'not-found'> {
  return settleDeletion(deletion, 'deleted', ['UserNotFoundException']);
}
