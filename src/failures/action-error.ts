/**
 * The error that says what to change, and the messages for whatever was thrown.
 */
import { nameOf } from './error-name.ts';
import type { ErrorCode, Failure, PlainCode } from './failure.ts';
import { callText, evidenceText } from './service-failure.ts';
import type { Trait } from './words/entry.ts';
import { traitsOf, wordsOf } from './words/index.ts';

/** The only error that the action's own code throws. Its message is fit for the log. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(sentences(finding(failure), wordsOf('change', failure)));
    this.failure = failure;
  }
}

/** Whether what was thrown is an `ActionError` with this code. */
export function isFailure(error: unknown, code: ErrorCode): error is ActionError {
  return error instanceof ActionError && error.failure.code === code;
}

/** Whether it is an `ActionError` with a code that means this. */
export function hasTrait(error: unknown, meaning: Trait): error is ActionError {
  return error instanceof ActionError && traitsOf(error.failure.code).includes(meaning);
}

/** Whether it is a failed call, with this error name. */
export function isServiceError(error: unknown, errorName: string): boolean {
  return error instanceof ActionError && 'call' in error.failure && error.failure.errorName === errorName;
}

/** The same refusal of a service under another code, for who knows more of it than the service said. */
export function withCode(error: ActionError, code: PlainCode): ActionError {
  const { failure } = error;
  return 'call' in failure ? new ActionError({ ...failure, code }) : error;
}

/**
 * The message for whatever was thrown, with the place to read on. Of an error that is not ours it gives the name alone: its text may hold
 * anything.
 *
 * @param troubleshooting where `docs/troubleshooting.md` can be read
 * @param hint one more thing to change
 */
export function formatMessage(error: unknown, troubleshooting: string, hint = ''): string {
  const { message, failure } = asActionError(error);
  return sentences(message, hint, `See ${troubleshooting}#${failure.code}`);
}

/** What was seen, without what to change. */
export function describeProblem(error: unknown): string {
  return finding(asActionError(error).failure);
}

function asActionError(error: unknown): ActionError {
  return error instanceof ActionError ? error : new ActionError({ code: 'unexpected', errorName: nameOf(error) });
}

function finding(failure: Failure): string {
  const seen = wordsOf('seen', failure);
  return 'call' in failure ? `${callText(failure.call)} failed: ${seen} (${evidenceText(failure)}).` : seen;
}

function sentences(...all: readonly string[]): string {
  return all.filter((sentence) => sentence !== '').join(' ');
}
