/** Observes answers of Cognito's API through the AWS SDK. */
import { CognitoIdentityProviderServiceException } from '@aws-sdk/client-cognito-identity-provider';
import type { Side } from '../side.ts';
import { fieldsOf } from './fields.ts';
import { IncompleteAnswer } from './incomplete-answer.ts';
import type { Observation } from './observation.ts';

/** Error names of emulators for missing features. `Unsupported` is cognito-local's. */
const NOT_OFFERED = new Set(['UnknownOperationException', 'NotEmulatedException', 'Unsupported']);

/** Rejects with errors that are no answer of the service, such as a bug in this program. */
export async function observeCall(call: () => Promise<object>, side: Side): Promise<Observation> {
  try {
    const fields = fieldsOf(await call());
    return { kind: 'seen', facts: { status: '200', fields }, said: summary(fields) };
  } catch (error) {
    const text = refusalText(error, side);
    if (text === undefined) {
      throw error;
    }
    return observeRefusal(error, text, side);
  }
}

/**
 * Returns a refusal, or the defect of an answer, in one line. Returns undefined for other errors: the SDK marks errors
 * of a request by `$metadata`.
 */
export function refusalText(error: unknown, { redaction }: Side): string | undefined {
  if (error instanceof IncompleteAnswer) {
    return error.message;
  }
  if (error instanceof CognitoIdentityProviderServiceException) {
    return redaction.apply(`${error.name}: ${error.message}`);
  }
  // For example HTML in place of JSON: the parser's message says nothing useful.
  return error instanceof Error && '$metadata' in error ? `no readable answer (${error.name})` : undefined;
}

function observeRefusal(error: unknown, text: string, { endpoint, redaction }: Side): Observation {
  const isAws = endpoint === undefined;
  if (!(error instanceof CognitoIdentityProviderServiceException)) {
    // moto answers unknown operations with an error page.
    return isAws || error instanceof IncompleteAnswer
      ? { kind: 'seen', facts: { answer: text }, said: text }
      : { kind: 'not-offered', reason: text };
  }
  if (!isAws && NOT_OFFERED.has(error.name)) {
    return { kind: 'not-offered', reason: text };
  }
  const status = String(error.$metadata.httpStatusCode ?? '');
  return {
    kind: 'seen',
    facts: { status, error: error.name, text: redaction.apply(error.message) },
    said: `${status} ${text}`,
  };
}

/** Returns the status and the relevant fields. */
function summary(fields: readonly string[]): string {
  return ['200', fields.filter((field) => field.includes('=')).join(', ')].join(' ').trimEnd();
}
