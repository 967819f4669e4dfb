/** Compares an error with the matches of all records. */
import { ERROR_CODES, type ErrorCode, type Failure, RECORDS } from '../../failures/failure.ts';
import { ANY_MESSAGE, type Match } from '../../failures/record.ts';
import type { ServiceEvidence } from '../../failures/service-failure.ts';

interface Candidate<Code extends ErrorCode> extends Omit<Match<unknown>, 'read'> {
  readonly failureOf: (evidence: ServiceEvidence, message: string) => Failure<Code>;
}

const CANDIDATES = ERROR_CODES.flatMap((code) => candidatesOf(code));

function candidatesOf<Code extends ErrorCode>(code: Code): readonly Candidate<Code>[] {
  return RECORDS[code].matches.map(({ read, ...pattern }) => ({
    ...pattern,
    failureOf: (evidence, message) => ({ code, ...read(evidence, message) }),
  }));
}

/**
 * Returns the failure of the first record that matches name and wording, else of the first that matches the name alone.
 * An unknown wording has no failure: the advice for another wording would be wrong.
 */
export function matchingFailure(evidence: ServiceEvidence, message: string): Failure | undefined {
  const { call, errorName = '' } = evidence;
  // AWS STS leaves out `Exception` at the end.
  const name = CANDIDATES.some((candidate) => candidate.name === errorName) ? errorName : `${errorName}Exception`;
  const fitting = CANDIDATES.filter(
    (candidate) =>
      (typeof candidate.name === 'string' ? candidate.name === name : candidate.name.test(errorName)) &&
      candidate.wording.test(`${call.operation}: ${message}`) &&
      candidate.when?.(evidence) !== false,
  );
  const best = fitting.find(({ wording }) => wording !== ANY_MESSAGE) ?? fitting[0];
  return best?.failureOf(evidence, message);
}
