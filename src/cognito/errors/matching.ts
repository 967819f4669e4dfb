/** Compares an error with the matches of all records. */
import { ERROR_CODES, type ErrorCode, type Failure, RECORDS } from '../../failures/failure.ts';
import { ANY_MESSAGE, type Match } from '../../failures/record.ts';
import type { ServiceEvidence } from '../../failures/service-failure.ts';

type Pattern = Omit<Match<unknown>, 'read'>;

/**
 * Returns the failure of the first record that matches name and wording, else of the first that matches the name alone.
 * An unknown wording has no failure: the advice for another wording would be wrong.
 */
export function matchingFailure(evidence: ServiceEvidence, message: string): Failure | undefined {
  const { call, errorName = '' } = evidence;
  const text = `${call.operation}: ${message}`;
  const hasName = (name: string) =>
    ERROR_CODES.some((code) => RECORDS[code].matches.some((match) => match.name === name));
  // AWS STS leaves out `Exception` at the end.
  const name = hasName(errorName) ? errorName : `${errorName}Exception`;
  const fits = (pattern: Pattern) =>
    (typeof pattern.name === 'string' ? pattern.name === name : pattern.name.test(errorName)) &&
    pattern.wording.test(text) &&
    pattern.when?.(evidence) !== false;
  const isWorded = (pattern: Pattern) => fits(pattern) && pattern.wording !== ANY_MESSAGE;
  for (const accepts of [isWorded, fits]) {
    for (const code of ERROR_CODES) {
      const failure = failureOf(code, accepts);
      if (failure !== undefined) {
        return failure;
      }
    }
  }
  return undefined;

  function failureOf<Code extends ErrorCode>(
    code: Code,
    accepts: (pattern: Pattern) => boolean,
  ): Failure<Code> | undefined {
    const match = RECORDS[code].matches.find(accepts);
    return match && { code, ...match.read(evidence, message) };
  }
}
