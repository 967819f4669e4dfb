import { toActionError, toOAuthError } from '../../../src/cognito/errors/failures.ts';
import { ActionError } from '../../../src/failures/action-error.ts';
import { type ErrorCode, type Failure, RECORDS } from '../../../src/failures/failure.ts';
import type { ErrorExample } from '../../../src/failures/record.ts';

/** Returns the example of a record. If it is an error of a service, it is recognised as any other. */
export function exampleFailure(code: ErrorCode): ActionError {
  const { example } = RECORDS[code];
  return isErrorExample(example) ? recognised(example) : new ActionError(withDetails(code));
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
