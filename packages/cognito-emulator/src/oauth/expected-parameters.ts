import { assert, type Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';

/**
 * Refuses unknown parameters, and repeated ones (RFC 6749, section 3.1). Cognito ignores unknown ones; this project
 * must not send any.
 *
 * @param operation name of the request in the recorded violation.
 * @param refuse returns the error for the violated rule.
 */
export function assertExpected(
  parameters: URLSearchParams,
  expected: readonly string[],
  operation: string,
  { violations }: Service,
  refuse: () => Refusal,
): void {
  const names = [...parameters.keys()];
  const unexpected = names.filter((name) => !expected.includes(name));
  violations.push(...unexpected.map((name) => `${operation} was sent with the parameter ${name}.`));
  assert(unexpected.length === 0 && new Set(names).size === names.length, refuse);
}
