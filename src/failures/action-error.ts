/**
 * The error that says what to change, and the messages for whatever was thrown.
 */

import type { SecretsWithheld } from '../world/ports.ts';
import { nameOf } from './error-name.ts';
import type { ErrorCode, Failure } from './failure.ts';
import { evidenceText } from './service-failure.ts';
import { type ServiceErrorCode, serviceFinding } from './words/index.ts';
import { sentenceFor, withheldHint } from './words/sentences.ts';

/** The only error that the action's own code throws. Its message is fit for the log. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly failure: Failure;

  /** @param secretsWithheld why GitHub gave the run no secrets, where that may be what led here */
  constructor(failure: Failure, secretsWithheld?: SecretsWithheld) {
    super([sentenceFor(failure), ...withheldHint(secretsWithheld)].join(' '));
    this.failure = failure;
  }
}

/** Whether what was thrown is an `ActionError` with this code. */
export function isFailure(error: unknown, code: ErrorCode): error is ActionError {
  return error instanceof ActionError && error.failure.code === code;
}

/** Whether it is a failed call, with this error name. */
export function isServiceError(error: unknown, errorName: string): boolean {
  return error instanceof ActionError && 'call' in error.failure && error.failure.errorName === errorName;
}

/** The same refusal of a service under another code, for who knows more of it than the service said. */
export function withCode(error: ActionError, code: ServiceErrorCode): ActionError {
  const { failure } = error;
  return 'call' in failure ? new ActionError({ ...failure, code }) : error;
}

/**
 * The message for whatever was thrown, with the place to read on.
 *
 * @param troubleshooting where `docs/troubleshooting.md` can be read
 */
export function messageOf(error: unknown, troubleshooting: string): string {
  const code = error instanceof ActionError ? error.failure.code : 'unexpected';
  return `${sentenceOf(error)} See ${troubleshooting}#${code}`;
}

/** The same without the place to read on. Of an error that is not ours it gives the name alone: its text may hold anything. */
export function sentenceOf(error: unknown): string {
  return error instanceof ActionError
    ? error.message
    : `The action failed in a way that it has no words for (${nameOf(error)}): please report it as a bug.`;
}

/** What was seen, without what to change. */
export function findingOf(error: unknown): string {
  return error instanceof ActionError && 'call' in error.failure ? serviceFinding(error.failure) : sentenceOf(error);
}

/** What the log may show of a failure, in short: what the service said, or else the code. */
export function reasonOf({ failure }: ActionError): string {
  return 'call' in failure ? evidenceText(failure) : failure.code;
}
