import { isServiceError } from '../failures/action-error.ts';

/**
 * Returns a `catch` handler that resolves to a value on certain errors of a service. They mean that there is nothing to
 * do any more, for example because an earlier attempt succeeded and its answer was lost.
 */
export function resolveOn<Value>(errorNames: readonly string[], value: Value): (error: unknown) => Value {
  return (error) => {
    if (errorNames.some((name) => isServiceError(error, name))) {
      return value;
    }
    throw error;
  };
}
