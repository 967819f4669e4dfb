/**
 * Translates errors of AWS, OAuth and the network into failures. No such error travels further: it carries the request,
 * which has secrets, and its message can quote what was sent.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
import { ActionError, createCallError, hasTrait, withCode } from '../../failures/action-error.ts';
import { nameOf, vettedName } from '../../failures/error-name.ts';
import type { PlainCode } from '../../failures/failure.ts';
import type { Call, ServiceEvidence } from '../../failures/service-failure.ts';
import { fieldOf, textIn } from '../../json.ts';
import { isHiddenByProfile, isSecretKeyDamaged, misconfiguredSetting } from './machine-settings.ts';
import { matchingFailure } from './matching.ts';

/**
 * Translates what a rejected call threw. An `ActionError` is returned as it is.
 *
 * @param wasSent true if the request may have left this machine, which is then not to blame for an unknown error
 */
export function toActionError(error: unknown, call: Call, wasSent = false): ActionError {
  if (error instanceof ActionError) {
    return error;
  }
  // Set by the AWS SDK.
  const metadata = fieldOf(error, '$metadata');
  const status = fieldOf(metadata, 'httpStatusCode');
  const httpStatus = typeof status === 'number' ? status : undefined;
  const [requestId] = /^[\w-]{1,64}$/.exec(textIn(metadata, 'requestId')) ?? [];
  const clock = fieldOf(error, 'isClockSuspect') === true ? { isClockSuspect: true } : {};
  const evidence = { call, errorName: nameOf(error), httpStatus, requestId, ...clock };
  return recognise(evidence, textIn(error, 'message'), wasSent);
}

/**
 * Translates what was thrown before the request was sent, mostly by the credential provider chain of the SDK. Cognito
 * is not to blame. A metadata service that answers with a page causes errors of parsers.
 */
export function toUnsentError(error: unknown, call: Call): ActionError {
  const failure = toActionError(error, call);
  if (failure === error || !('call' in failure.failure)) {
    return failure;
  }
  const { code, errorName = '' } = failure.failure;
  if (code === 'answer-unreadable' || /^(SyntaxError|ERR_INVALID_CHAR|ERR_UNESCAPED_CHARACTERS)$/.test(errorName)) {
    return withCode(failure, 'credentials-missing');
  }
  const { operation, target } = call;
  return hasTrait(failure, 'isTransient')
    ? toActionError(error, {
        operation: `Getting AWS credentials for ${operation}`,
        target: { ...target, kind: 'credentials', host: "the service that gives the job's AWS credentials" },
      })
    : failure;
}

/** Creates the error for an answer that lacks required fields, such as `{}`. */
export function unreadableAnswer(answer: object | undefined, call: Call): ActionError {
  return toActionError({ ...answer, name: 'SyntaxError' }, call);
}

interface OAuthRefusal {
  readonly status: number;
  readonly error: unknown;
  readonly message?: string;
  readonly requestId?: string | undefined;
}

/** Translates an answer of a user pool domain that is not the expected one. */
export function toOAuthError({ status, error, message = '', requestId }: OAuthRefusal, call: Call): ActionError {
  const errorName = typeof error === 'string' ? vettedName(error) : undefined;
  return recognise({ call, errorName, httpStatus: status, requestId }, message);
}

function recognise(evidence: ServiceEvidence, message: string, wasSent = true): ActionError {
  const { errorName = '', httpStatus } = evidence;
  if (isHiddenByProfile(errorName)) {
    return new ActionError({ ...evidence, code: 'machine-misconfigured', setting: 'AWS_PROFILE' });
  }
  const failure = matchingFailure(evidence, message);
  if (isSecretKeyDamaged(failure?.code)) {
    return new ActionError({ ...evidence, code: 'machine-misconfigured', setting: 'AWS_SECRET_ACCESS_KEY' });
  }
  if (failure !== undefined) {
    return new ActionError(failure);
  }
  if (httpStatus !== undefined) {
    return createCallError(codeByStatus(httpStatus, evidence), evidence);
  }
  // After the request was sent, a name such as EACCES is one of the connection, not of a file.
  const setting = misconfiguredSetting(wasSent ? '' : errorName, message);
  return wasSent && setting === undefined
    ? createCallError('network-failed', evidence)
    : new ActionError({ ...evidence, code: 'machine-misconfigured', setting });
}

/** Names that the SDK gives to answers that it cannot parse, and that Node.js gives to those that break off. */
const UNREADABLE = /^(SyntaxError|Unknown|UnknownError|E[A-Z_]+)$/;

/** Returns the code for an error that no record matches. For a load balancer's page, the status says most. */
function codeByStatus(status: number, { errorName, call, requestId }: ServiceEvidence): PlainCode {
  const isUnreadable = UNREADABLE.test(errorName ?? '');
  if (status >= 500) {
    // AWS answers in JSON, with a request ID.
    return isUnreadable && requestId === undefined ? 'answer-unreadable' : 'service-failed';
  }
  // Sent only by proxies: https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8
  if (status === 407) {
    return 'proxy-failed';
  }
  if (status === 429) {
    return 'throttled';
  }
  // An error with a success status means that the answer could not be read.
  if (isUnreadable || status < 300 || status === 408) {
    return 'answer-unreadable';
  }
  if (call.target.kind !== 'user-pool-domain') {
    return 'call-refused';
  }
  if (status === 403) {
    return 'domain-forbidden';
  }
  return errorName === undefined ? 'token-endpoint-missing' : 'call-refused';
}
