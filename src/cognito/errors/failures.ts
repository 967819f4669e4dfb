/**
 * The failures that the errors of AWS, of OAuth and of the network mean. No error travels further than this: it carries the request, and with
 * it secrets, and its message can quote what was sent.
 */
import { ActionError } from '../../failures/action-error.ts';
import { isCertificateError, nameOf, vettedName } from '../../failures/error-name.ts';
import type { PlainCode } from '../../failures/failure.ts';
import type { Call, ServiceEvidence } from '../../failures/service-failure.ts';
import { fieldOf, textIn } from '../../json.ts';
import { refusalOf } from './refusals.ts';

/** The failure that a rejected call means; one that has been translated stays what it is. */
export function failureOf(error: unknown, call: Call): ActionError {
  if (error instanceof ActionError) {
    return error;
  }
  // Errors of AWS have them.
  const metadata = fieldOf(error, '$metadata');
  const status = fieldOf(metadata, 'httpStatusCode');
  const httpStatus = typeof status === 'number' ? status : undefined;
  const [requestId] = /^[\w-]{1,64}$/.exec(textIn(metadata, 'requestId')) ?? [];
  return translated({ call, errorName: nameOf(error), httpStatus, requestId }, textIn(error, 'message'));
}

interface OAuthRefusal {
  readonly status: number;
  readonly error: unknown;
  readonly message?: string;
  readonly requestId?: string | undefined;
}

/** The failure that an answer of a user pool domain means, which is not the one hoped for. */
export function oauthFailureOf({ status, error, message = '', requestId }: OAuthRefusal, call: Call): ActionError {
  const errorName = typeof error === 'string' ? vettedName(error) : undefined;
  return translated({ call, errorName, httpStatus: status, requestId }, message);
}

function translated(evidence: ServiceEvidence, message: string): ActionError {
  const refusal = refusalOf(evidence.errorName ?? '', message, evidence.call.operation);
  return new ActionError({ ...evidence, ...(refusal ?? { code: codeByStatus(evidence) }) });
}

/** What the SDK and our own parsers name an answer that they can make nothing of. */
const UNREADABLE = ['SyntaxError', 'SrpError', 'Unknown', 'UnknownError'];

/** For errors that the table does not have. A load balancer's page is no JSON, and its status tells more than that. */
function codeByStatus({ call, errorName = '', httpStatus = 0 }: ServiceEvidence): PlainCode {
  const isOfDomain = call.target.kind === 'user-pool-domain';
  if (httpStatus >= 500) {
    return 'service-failed';
  }
  // An answer that says that all went well goes wrong where it cannot be read.
  if (UNREADABLE.includes(errorName) || (httpStatus >= 200 && httpStatus < 300)) {
    return 'answer-unreadable';
  }
  if (httpStatus === 0) {
    return isCertificateError(errorName) ? 'certificate-untrusted' : 'network-failed';
  }
  if (isOfDomain && httpStatus === 429) {
    return 'throttled';
  }
  if (isOfDomain && httpStatus === 403) {
    return 'waf-blocked';
  }
  return isOfDomain && errorName === '' ? 'token-endpoint-missing' : 'call-refused';
}
