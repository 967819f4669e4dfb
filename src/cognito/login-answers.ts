/**
 * What the pages of a user pool domain mean, where they are not the one hoped for. Nothing that they say is shown, but names from closed lists.
 */
import { ActionError, isFailure } from '../failures/action-error.ts';
import type { PlainCode, Refusal } from '../failures/failure.ts';
import type { Call } from '../failures/service-failure.ts';
import { toOAuthError } from './errors/failures.ts';
import type { DomainResponse } from './oauth-http.ts';

/** What is known of an answer: its ID names a refusal to AWS's support. */
type Answered = Pick<DomainResponse, 'status'> & Partial<Pick<DomainResponse, 'requestId'>>;

/** An answer, and what was asked for. */
export interface PageVisit {
  readonly url: URL;
  readonly answer: DomainResponse;
  /** Undefined where the answer is a page itself. */
  readonly redirectUrl: URL | undefined;
}

/** The form of the classic hosted UI, with its name and its hidden field. */
export function isLoginForm({ answer: { status, body } }: PageVisit): boolean {
  return status === 200 && body.includes('cognitoSignInForm') && body.includes('_csrf');
}

/** Where the domain leads to its own error page, or to somebody else. */
export function redirectFailure({ url, answer, redirectUrl }: PageVisit, call: Call): ActionError | undefined {
  if (redirectUrl?.origin !== url.origin) {
    return createFailure(answer, call, { code: 'login-elsewhere' });
  }
  return redirectUrl.pathname === '/error' ? oauthError(answer, redirectUrl.searchParams, call) : undefined;
}

/** What the redirect URI is told in place of a code. One without an error, or with another's state, is no answer of Cognito's. */
export function callbackFailure({ answer, redirectUrl }: PageVisit, call: Call): ActionError {
  const parameters = redirectUrl?.searchParams ?? new URLSearchParams();
  return parameters.has('error')
    ? oauthError(answer, parameters, call)
    : createFailure(answer, call, { code: 'answer-unreadable' });
}

function oauthError(answer: DomainResponse, parameters: URLSearchParams, call: Call): ActionError {
  const { status, requestId } = answer;
  const error = parameters.get('error');
  if (/not enabled for oauth/i.test(error ?? '')) {
    return createFailure(answer, call, { code: 'code-grant-disabled' });
  }
  // An unknown scope is `invalid_request`, and its description has the better name.
  const isOfScope = parameters.get('error_description') === 'invalid_scope';
  return toOAuthError({ status, error: isOfScope ? 'invalid_scope' : error, requestId }, call);
}

/** A page that is not the login page. */
export function pageFailure({ url, answer }: PageVisit, call: Call): ActionError {
  const { status, body, requestId } = answer;
  if (/login pages unavailable/i.test(body)) {
    return createFailure(answer, call, { code: 'login-pages-unavailable' });
  }
  const isOfCognito = requestId !== undefined || body.includes('name="csrf"');
  if (status === 200 && isOfCognito && url.pathname === '/login') {
    return createFailure({ status }, call, { code: 'managed-login' });
  }
  return toOAuthError({ status, error: undefined, requestId }, call);
}

/**
 * What Cognito makes of a form that did not lead to a code.
 *
 * @param shown the page that it shows then
 * @param answer to the form
 */
export function refusedForm(shown: PageVisit, answer: DomainResponse, call: Call): ActionError {
  if (isLoginForm(shown)) {
    return refusedSignIn(shown.answer.body, answer, call);
  }
  const { body, status } = shown.answer;
  if (status !== 200 || !body.includes('<form')) {
    return pageFailure(shown, call);
  }
  return createFailure({ status: answer.status }, call, {
    code: 'login-page-challenge',
    challenge: challengeIn(`${shown.url.pathname} ${body}`),
  });
}

/** What the login page says above its form, in the words of the API. Another language or wording is a refusal all the same. */
function refusedSignIn(body: string, answer: DomainResponse, call: Call): ActionError {
  const [, message = ''] = /id="loginErrorMessage"[^>]*>([^<]*)</.exec(body) ?? [];
  const [, name = 'NotAuthorizedException'] = EXCEPTIONS.find(([wording]) => wording.test(message)) ?? [];
  const { status, requestId } = answer;
  const failure = toOAuthError({ status, error: name, message, requestId }, call);
  const isKnown = !isFailure(failure, 'answer-unreadable') && !isFailure(failure, 'call-refused');
  return isKnown ? failure : createFailure(answer, call, { code: 'sign-in-rejected' });
}

const EXCEPTIONS: readonly (readonly [wording: RegExp, name: string])[] = [
  [/does not exist/i, 'UserNotFoundException'],
  [/not confirmed/i, 'UserNotConfirmedException'],
  [/password reset required/i, 'PasswordResetRequiredException'],
  [/failed with error/i, 'UserLambdaValidationException'],
  [/invocation failed/i, 'UnexpectedLambdaException'],
  [/lambda function output/i, 'InvalidLambdaResponseException'],
];

/** By path and fields, none of which AWS has documented. */
function challengeIn(page: string): string | undefined {
  return CHALLENGES.find(([mark]) => mark.test(page))?.[1];
}

const CHALLENGES: readonly (readonly [mark: RegExp, challenge: string])[] = [
  [/new_?password|changePassword/i, 'NEW_PASSWORD_REQUIRED'],
  [/selectMfa|mfa_type/i, 'SELECT_MFA_TYPE'],
  [/mfaSetup|associateSoftwareToken|mfa_?setup/i, 'MFA_SETUP'],
  [/softwareToken/i, 'SOFTWARE_TOKEN_MFA'],
  [/emailMfa|email_?otp/i, 'EMAIL_OTP'],
  [/\/mfa\b|authentication_code/i, 'SMS_MFA'],
];

function createFailure(
  { status, requestId }: Answered,
  call: Call,
  refusal: Refusal | { code: PlainCode },
): ActionError {
  return new ActionError({ call, errorName: undefined, httpStatus: status, requestId, ...refusal });
}
