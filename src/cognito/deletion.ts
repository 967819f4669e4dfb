import { isServiceError } from '../failures/action-error.ts';

/**
 * Awaits a deletion. Accepts a missing resource, because an earlier attempt whose answer was lost may have deleted it.
 *
 * @param outcome the result of a deletion that succeeds
 * @param notFoundNames names of the errors that report a missing resource
 */
export async function settleDeletion<Outcome extends string>(
  deletion: Promise<unknown>,
  outcome: Outcome,
  notFoundNames: readonly string[],
): Promise<Outcome | 'not-found'> {
  try {
    await deletion;
    return outcome;
  } catch (error) {
    if (notFoundNames.some((name) => isServiceError(error, name))) {
      return 'not-found';
    }
    throw error;
  }
}

export function settleUserDeletion(deletion: Promise<unknown>): Promise<'deleted' | 'not-found'> {
  return settleDeletion(deletion, 'deleted', ['UserNotFoundException']);
}
