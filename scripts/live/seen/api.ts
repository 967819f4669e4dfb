/** What the API of Cognito answered, through the AWS SDK. */
import { CognitoIdentityProviderServiceException } from '@aws-sdk/client-cognito-identity-provider';
import type { Side } from '../side.ts';
import { fieldsOf } from './fields.ts';
import { IncompleteAnswer } from './incomplete-answer.ts';
import type { Observation } from './observation.ts';

/** How emulators say that they do not have something. `Unsupported` is cognito-local's. */
const NOT_OFFERED = new Set(['UnknownOperationException', 'NotEmulatedException', 'Unsupported']);

/** Rejects with what is no answer of the service, such as a mistake of this program. */
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
 * A service's refusal in one line, or what was wrong with its answer. Undefined for what is neither: the SDK marks what came of a request by
 * `$metadata`.
 */
export function refusalText(error: unknown, { redaction }: Side): string | undefined {
  if (error instanceof IncompleteAnswer) {
    return error.message;
  }
  if (error instanceof CognitoIdentityProviderServiceException) {
    return redaction.apply(`${error.name}: ${error.message}`);
  }
  // Such as a page in place of JSON: the message would be about its characters.
  return error instanceof Error && '$metadata' in error ? `no readable answer (${error.name})` : undefined;
}

function observeRefusal(error: unknown, text: string, { endpoint, redaction }: Side): Observation {
  const isAws = endpoint === undefined;
  if (!(error instanceof CognitoIdentityProviderServiceException)) {
    // moto answers so for every operation that it does not have: by an error page.
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

/** The status, and the fields that say something. */
function summary(fields: readonly string[]): string {
  return ['200', fields.filter((field) => field.includes('=')).join(', ')].join(' ').trimEnd();
}
