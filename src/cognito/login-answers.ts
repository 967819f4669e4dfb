/** Failures of the hosted login pages, told apart by what their answers contain. Messages quote nothing of a page. */
import { ActionError, createCallError, isFailure } from '../failures/action-error.ts';
import type { PlainCode } from '../failures/failure.ts';
import type { Call, ServiceEvidence } from '../failures/service-failure.ts';
import { toOAuthError } from './errors/failures.ts';
import type { DomainResponse } from './oauth-http.ts';

/** The request URL and its answer. */
export interface PageVisit {
  readonly url: URL;
  readonly answer: DomainResponse;
  /** Undefined unless the answer is a redirect. */
  readonly redirectUrl: URL | undefined;
}

/** Recognizes the login form of the classic hosted UI. */
export function isLoginForm({ answer: { status, body } }: PageVisit): boolean {
  return status === 200 && body.includes('cognitoSignInForm') && body.includes('_csrf');
}

/** Returns the failure of a redirect to the domain's error page or to another origin, or undefined. */
export function redirectFailure({ url, answer, redirectUrl }: PageVisit, call: Call): ActionError | undefined {
  if (redirectUrl?.origin !== url.origin) {
    return createFailure('login-elsewhere', answer, call);
  }
  return redirectUrl.pathname === '/error' ? oauthError(answer, redirectUrl.searchParams, call) : undefined;
}

/** Returns the failure of a redirect to the redirect URI that has no code, or whose state is not ours. */
export function callbackFailure({ answer, redirectUrl }: PageVisit, call: Call): ActionError {
  const parameters = redirectUrl?.searchParams ?? new URLSearchParams();
  return parameters.has('error')
    ? oauthError(answer, parameters, call)
    : createFailure('answer-unreadable', answer, call);
}

function oauthError(answer: DomainResponse, parameters: URLSearchParams, call: Call): ActionError {
  const { status, requestId } = answer;
  const error = parameters.get('error');
  if (/not enabled for oauth/i.test(error ?? '')) {
    return createFailure('code-grant-disabled', answer, call);
  }
  // Cognito reports an unknown scope as `invalid_request` and describes it as `invalid_scope`.
  const isScopeError = parameters.get('error_description') === 'invalid_scope';
  return toOAuthError({ status, error: isScopeError ? 'invalid_scope' : error, requestId }, call);
}

/** Returns the failure of a page that is not the login form. */
export function pageFailure({ url, answer }: PageVisit, call: Call): ActionError {
  const { status, body, requestId } = answer;
  if (/login pages unavailable/i.test(body)) {
    return createFailure('login-pages-unavailable', answer, call);
  }
  const isFromCognito = requestId !== undefined || body.includes('name="csrf"');
  if (status === 200 && isFromCognito && url.pathname === '/login') {
    return createFailure('managed-login', { status }, call);
  }
  return toOAuthError({ status, error: undefined, requestId }, call);
}

/**
 * Returns the failure of a submitted form that did not lead to a code.
 *
 * @param page the page after the form, redirects followed
 * @param answer the answer to the form itself
 */
export function formFailure(page: PageVisit, answer: DomainResponse, call: Call): ActionError {
  const { body, status } = page.answer;
  if (isLoginForm(page)) {
    return signInFailure(body, answer, call);
  }
  if (status !== 200 || !body.includes('<form')) {
    return pageFailure(page, call);
  }
  const [, challenge] = CHALLENGES.find(([mark]) => mark.test(`${page.url.pathname} ${body}`)) ?? [];
  return new ActionError({ ...evidenceOf({ status: answer.status }, call), code: 'login-page-challenge', challenge });
}

/** Reads the message above the login form. A message in another language or wording still means a rejected sign-in. */
function signInFailure(body: string, answer: DomainResponse, call: Call): ActionError {
  const [, message = ''] = /id="loginErrorMessage"[^>]*>([^<]*)</.exec(body) ?? [];
  const [, name = 'NotAuthorizedException'] = EXCEPTIONS.find(([wording]) => wording.test(message)) ?? [];
  const { status, requestId } = answer;
  const failure = toOAuthError({ status, error: name, message, requestId }, call);
  const isKnown = !isFailure(failure, 'answer-unreadable') && !isFailure(failure, 'call-refused');
  return isKnown ? failure : createFailure('sign-in-rejected', answer, call);
}

const EXCEPTIONS: readonly (readonly [wording: RegExp, name: string])[] = [
  [/does not exist/i, 'UserNotFoundException'],
  [/not confirmed/i, 'UserNotConfirmedException'],
  [/password reset required/i, 'PasswordResetRequiredException'],
  [/failed with error/i, 'UserLambdaValidationException'],
  [/invocation failed/i, 'UnexpectedLambdaException'],
  [/lambda (function )?output/i, 'InvalidLambdaResponseException'],
];

/** Challenges by marks in path and field names. They are guesses, because AWS documents neither. */
const CHALLENGES: readonly (readonly [mark: RegExp, challenge: string])[] = [
  [/new_?password|changePassword/i, 'NEW_PASSWORD_REQUIRED'],
  [/selectMfa|mfa_type/i, 'SELECT_MFA_TYPE'],
  [/mfaSetup|associateSoftwareToken|mfa_?setup/i, 'MFA_SETUP'],
  [/softwareToken|totpCode/i, 'SOFTWARE_TOKEN_MFA'],
  [/emailMfa|email_?otp/i, 'EMAIL_OTP'],
  [/\/mfa\b|authentication_code/i, 'SMS_MFA'],
];

/** The ID of the request is known only where the answer itself has it. */
type Answered = Pick<DomainResponse, 'status'> & Partial<Pick<DomainResponse, 'requestId'>>;

function createFailure(code: PlainCode, answer: Answered, call: Call): ActionError {
  return createCallError(code, evidenceOf(answer, call));
}

function evidenceOf({ status, requestId }: Answered, call: Call): ServiceEvidence {
  return { call, errorName: undefined, httpStatus: status, requestId };
}
