import type { Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';

/**
 * Parameters that a request does not have, or has twice (RFC 6749, section 3.1). Cognito ignores the former; this project
 * sends nothing that it cannot explain.
 *
 * @param operation names the request in the violation.
 * @param refuse gives the refusal for parameters that break the rule.
 */
export const assertExpected = (
  parameters: URLSearchParams,
  expected: readonly string[],
  operation: string,
  { violations }: Service,
  refuse: () => Refusal,
): void => {
  const names = [...parameters.keys()];
  const unexpected = names.filter((name) => !expected.includes(name));
  violations.push(...unexpected.map((name) => `${operation} was sent with the parameter ${name}.`));
  if (unexpected.length > 0 || new Set(names).size < names.length) {
    throw refuse();
  }
};
