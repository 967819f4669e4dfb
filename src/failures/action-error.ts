/** The error that says what to change, and the messages for everything that was thrown. */
import { nameOf } from './error-name.ts';
import { type ErrorCode, type Failure, type PlainCode, RECORDS } from './failure.ts';
import type { Trait } from './record.ts';
import { callText, evidenceText, type ServiceEvidence } from './service-failure.ts';

/** The only error that the action's own code throws. Its message is safe to log. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly failure: Failure;

  /** @param introduction sentences in front of the problem */
  constructor(failure: Failure, introduction = '') {
    super(sentences(introduction, problemOf(failure), textOf('fix', failure)));
    this.failure = failure;
  }
}

/** Creates the error for a failed call whose code needs no details. */
export function createCallError(code: PlainCode, evidence: ServiceEvidence): ActionError {
  return new ActionError(plainFailure(code, evidence));
}

function plainFailure<Code extends PlainCode>(code: Code, evidence: ServiceEvidence): Failure<Code> {
  return { ...evidence, code };
}

export function isFailure(error: unknown, code: ErrorCode): error is ActionError {
  return error instanceof ActionError && error.failure.code === code;
}

export function hasTrait(error: unknown, trait: Trait): error is ActionError {
  return error instanceof ActionError && RECORDS[error.failure.code].traits?.includes(trait) === true;
}

/** Returns true for a failed call with this error name. */
export function isServiceError(error: unknown, errorName: string): boolean {
  return error instanceof ActionError && 'call' in error.failure && error.failure.errorName === errorName;
}

/** Returns true for a transient failure without an answer of AWS: another way to connect may help. */
export function isUnreachable(error: unknown): error is ActionError {
  // AWS gives every answer a request ID.
  return hasTrait(error, 'isTransient') && !('requestId' in error.failure && error.failure.requestId !== undefined);
}

/** Returns the error under another code, for callers that know more than the service said. */
export function withCode(error: ActionError, code: PlainCode): ActionError {
  const { failure } = error;
  if (!('call' in failure)) {
    return error;
  }
  const { call, errorName, httpStatus, requestId, isClockSuspect = false } = failure;
  return createCallError(code, { call, errorName, httpStatus, requestId, isClockSuspect });
}

/** Returns the error with sentences in front of its message, for callers that know its consequence. */
export function withIntroduction(error: unknown, introduction: string): ActionError {
  return new ActionError(asActionError(error).failure, introduction);
}

/**
 * Formats the message for anything that was thrown, with a link to read on. Of a foreign error it shows only the name,
 * because its text may hold secrets.
 *
 * @param troubleshooting where `docs/troubleshooting.md` can be read
 * @param hint one more thing to change
 */
export function formatMessage(error: unknown, troubleshooting: string, hint = ''): string {
  const { message, failure } = asActionError(error);
  return sentences(message, hint, `See ${troubleshooting}#${failure.code}`);
}

/** Returns the problem without the fix. */
export function describeProblem(error: unknown): string {
  return problemOf(asActionError(error).failure);
}

/** Returns the error itself, or `unexpected` for any other error. */
export function asActionError(error: unknown): ActionError {
  return error instanceof ActionError ? error : new ActionError({ code: 'unexpected', errorName: nameOf(error) });
}

function problemOf(failure: Failure): string {
  const problem = textOf('problem', failure);
  return 'call' in failure ? `${callText(failure.call)} failed: ${problem} (${evidenceText(failure)}).` : problem;
}

function textOf<Code extends ErrorCode>(part: 'problem' | 'fix', failure: Failure<Code>): string {
  const record: (typeof RECORDS)[Code] = RECORDS[failure.code];
  const text = record[part];
  return typeof text === 'function' ? text(failure) : text;
}

function sentences(...all: readonly string[]): string {
  return all.filter((sentence) => sentence !== '').join(' ');
}
