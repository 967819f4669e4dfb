/**
 * The failures that the errors of AWS, of OAuth and of the network mean. No error travels further than this: it carries the request, and with
 * it secrets, and its message can quote what was sent.
 */
import { ActionError } from '../../failures/action-error.ts';
import { nameOf, vettedName } from '../../failures/error-name.ts';
import type { PlainCode } from '../../failures/failure.ts';
import type { Call, ServiceEvidence } from '../../failures/service-failure.ts';
import { fieldOf, textIn } from '../../json.ts';
import { refusalOf } from './refusals.ts';
import { refusalWithoutAnswer } from './without-answer.ts';

/** The failure that a rejected call means; one that has been translated stays what it is. */
export function toActionError(error: unknown, call: Call): ActionError {
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

/** The failure of an answer that lacks what it has to have: empty, or `{}`. */
export function unreadableAnswer(answer: object, call: Call): ActionError {
  return toActionError({ ...answer, name: 'SyntaxError' }, call);
}

interface OAuthRefusal {
  readonly status: number;
  readonly error: unknown;
  readonly message?: string;
  readonly requestId?: string | undefined;
}

/** The failure that an answer of a user pool domain means, which is not the one hoped for. */
export function toOAuthError({ status, error, message = '', requestId }: OAuthRefusal, call: Call): ActionError {
  const errorName = typeof error === 'string' ? vettedName(error) : undefined;
  return translated({ call, errorName, httpStatus: status, requestId }, message);
}

function translated(evidence: ServiceEvidence, message: string): ActionError {
  const { call, errorName = '', httpStatus } = evidence;
  const refusal =
    refusalOf(errorName, message, call) ??
    (httpStatus === undefined
      ? refusalWithoutAnswer(errorName, message)
      : { code: codeByStatus(httpStatus, errorName, call.target.kind === 'user-pool-domain') });
  return new ActionError({ ...evidence, ...refusal });
}

/** What the SDK names an answer that it can make nothing of. */
const UNREADABLE = ['SyntaxError', 'Unknown', 'UnknownError'];

/** For errors that the table does not have. A load balancer's page is no JSON, and its status tells more than that. */
function codeByStatus(status: number, errorName: string, isOfDomain: boolean): PlainCode {
  if (status >= 500) {
    return 'service-failed';
  }
  // Of a proxy alone: https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8
  if (status === 407) {
    return 'proxy-failed';
  }
  if (status === 429) {
    return 'throttled';
  }
  // An answer that says that all went well goes wrong where it cannot be read.
  if (UNREADABLE.includes(errorName) || status < 300) {
    return 'answer-unreadable';
  }
  if (isOfDomain && status === 403) {
    return 'waf-blocked';
  }
  return isOfDomain && errorName === '' ? 'token-endpoint-missing' : 'call-refused';
}
