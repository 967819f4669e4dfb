/**
 * What became of a user that was to be deleted.
 */
import { isServiceError } from '../failures/action-error.ts';

/** A user who is gone already is as good as deleted: by a try whose answer got lost, or by somebody else. Rejects as the call does. */
export async function settleDeletion(deletion: Promise<unknown>): Promise<'deleted' | 'not-found'> {
  try {
    await deletion;
    return 'deleted';
  } catch (error) {
    if (isServiceError(error, 'UserNotFoundException')) {
      return 'not-found';
    }
    throw error;
  }
}
