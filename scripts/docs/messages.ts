/**
 * An example of each failure.
 */
import { toActionError, toOAuthError } from '../../src/cognito/errors/failures.ts';
import { ActionError } from '../../src/failures/action-error.ts';
import { type ErrorCode, type Failure, RECORDS } from '../../src/failures/failure.ts';
import type { ErrorExample } from '../../src/failures/record.ts';

/** The example of a record. If it is an error of a service, it is recognised as any other. */
export function exampleFailure(code: ErrorCode): ActionError {
  const { example } = RECORDS[code];
  return isErrorExample(example) ? recognised(example) : new ActionError(withDetails(code));
}

/** The problem of a record's example as a sentence, without what failed and without the fix. */
export function exampleProblem(code: ErrorCode): string {
  const problem = problemOf(exampleFailure(code).failure).replace(/\.$/, '');
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
}

function problemOf<Code extends ErrorCode>(failure: Failure<Code>): string {
  const { problem }: (typeof RECORDS)[Code] = RECORDS[failure.code];
  return typeof problem === 'function' ? problem(failure) : problem;
}

function withDetails<Code extends ErrorCode>(code: Code): Failure<Code> {
  const { example } = RECORDS[code];
  if (isErrorExample(example)) {
    throw new TypeError(`the example of ${code} is an error`);
  }
  return { code, ...example };
}

function isErrorExample(example: object): example is ErrorExample {
  return 'errorMessage' in example;
}

function recognised({ call, errorName: name, httpStatus, requestId, errorMessage }: ErrorExample): ActionError {
  if (call.target.kind === 'user-pool-domain' && httpStatus !== undefined) {
    return toOAuthError({ status: httpStatus, error: name, message: errorMessage, requestId }, call);
  }
  const $metadata = { httpStatusCode: httpStatus, requestId };
  return toActionError(Object.assign(new Error(errorMessage), { name, $metadata }), call);
}
