/**
 * Whether a failure may come from GitHub, which gives some runs no secrets: then the message says so.
 */

import type { Runner } from '../world/ports.ts';
import { ActionError } from './action-error.ts';
import type { Failure } from './failure.ts';

/** The same error, with the reason why something was missing, where GitHub is it. */
export async function withReasonOfGitHub(error: unknown, runner: Runner): Promise<unknown> {
  return error instanceof ActionError && isAboutSomethingMissing(error.failure)
    ? new ActionError(error.failure, await runner.whySecretsAreWithheld())
    : error;
}

function isAboutSomethingMissing(failure: Failure): boolean {
  switch (failure.code) {
    case 'inputs-invalid':
      return failure.isAnyEmpty;
    case 'client-secret-needed':
    case 'totp-secret-needed':
    case 'credentials-missing':
    case 'id-token-unavailable':
      return true;
    default:
      return false;
  }
}
