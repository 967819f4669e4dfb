/** An answer that lacks a required field. */
export class IncompleteAnswer extends Error {
  override name = 'IncompleteAnswer';
}

/** @throws {IncompleteAnswer} */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new IncompleteAnswer(`the service answered without ${what}`);
  }
  return value;
}
