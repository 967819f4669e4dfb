/**
 * The one table from the errors of AWS and of the network to this action's codes. No error travels further than this: it carries the
 * request, and with it secrets, and its message can quote what was sent.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
 */
import { ActionError, type ServiceErrorCode, type ServiceEvidence } from '../errors.ts';

interface Row {
  readonly code: ServiceErrorCode;
  /** The exception's name, as AWS or Node.js gives it. */
  readonly names: readonly string[];
  /** A part of the message, where the name alone is ambiguous. Wordings vary: see the rows of one code. */
  readonly message?: RegExp;
}

/** The first row that fits decides. */
const ROWS: readonly Row[] = [
  { code: 'credentials-missing', names: ['CredentialsProviderError', 'MissingAuthenticationTokenException'] },
  { code: 'role-not-assumed', names: ['AccessDenied', 'InvalidIdentityToken', 'InvalidIdentityTokenException'] },
  { code: 'role-not-assumed', names: ['IDPRejectedClaim', 'IDPRejectedClaimException'] },
  { code: 'credentials-expired', names: ['ExpiredTokenException', 'ExpiredToken'] },
  { code: 'credentials-rejected', names: ['UnrecognizedClientException', 'InvalidClientTokenId'] },
  { code: 'credentials-rejected', names: ['InvalidSignatureException', 'IncompleteSignatureException'] },
  { code: 'access-denied', names: ['AccessDeniedException'] },
  { code: 'operation-unknown', names: ['UnknownOperationException', 'UnknownOperation', 'Unsupported'] },
  { code: 'group-not-found', names: ['ResourceNotFoundException'], message: /group/i },
  { code: 'app-client-not-found', names: ['ResourceNotFoundException'], message: /client/i },
  { code: 'user-pool-not-found', names: ['ResourceNotFoundException'] },
  { code: 'username-format-wrong', names: ['InvalidParameterException'], message: /username (should|cannot) be/i },
  { code: 'client-secret-not-wanted', names: ['InvalidParameterException'], message: /not configured for secret/i },
  { code: 'auth-flow-disabled', names: ['InvalidParameterException'], message: /not enabled for (this|the) client/i },
  { code: 'user-creation-not-allowed', names: ['InvalidParameterException'], message: /attribute/i },
  { code: 'user-creation-not-allowed', names: ['NotAuthorizedException'], message: /unauthorized attribute/i },
  { code: 'user-creation-not-allowed', names: ['UnsupportedUserStateException', 'PreconditionNotMetException'] },
  { code: 'password-too-weak', names: ['InvalidPasswordException', 'PasswordHistoryPolicyViolationException'] },
  { code: 'client-secret-needed', names: ['NotAuthorizedException'], message: /configured (with|for) secret/i },
  { code: 'client-secret-wrong', names: ['NotAuthorizedException'], message: /secret ?hash/i },
  { code: 'client-secret-wrong', names: ['UnauthorizedException'] },
  { code: 'user-confirmed-already', names: ['NotAuthorizedException'], message: /current status is confirmed/i },
  { code: 'session-invalid', names: ['NotAuthorizedException'], message: /invalid session/i },
  { code: 'sign-up-disabled', names: ['NotAuthorizedException'], message: /sign ?up is not permitted/i },
  { code: 'sign-in-locked', names: ['NotAuthorizedException'], message: /attempts exceeded/i },
  { code: 'sign-in-blocked', names: ['NotAuthorizedException'], message: /security reasons/i },
  { code: 'user-not-ready', names: ['NotAuthorizedException'], message: /disabled|temporary password has expired/i },
  { code: 'user-not-ready', names: ['UserNotConfirmedException', 'PasswordResetRequiredException'] },
  { code: 'refresh-token-rejected', names: ['NotAuthorizedException'], message: /refresh token/i },
  { code: 'revocation-disabled', names: ['UnsupportedOperationException'] },
  { code: 'refresh-token-rejected', names: ['RefreshTokenReuseException', 'UnsupportedTokenTypeException'] },
  { code: 'totp-code-used', names: ['ExpiredCodeException'], message: /already been used/i },
  { code: 'totp-code-rejected', names: ['CodeMismatchException', 'EnableSoftwareTokenMFAException'] },
  { code: 'totp-code-rejected', names: ['ExpiredCodeException'] },
  { code: 'totp-disabled', names: ['SoftwareTokenMFANotFoundException', 'MFAMethodNotFoundException'] },
  { code: 'sign-in-rejected', names: ['NotAuthorizedException', 'UserNotFoundException'] },
  { code: 'waf-blocked', names: ['ForbiddenException'] },
  { code: 'lambda-trigger-failed', names: ['UserLambdaValidationException', 'UnexpectedLambdaException'] },
  { code: 'lambda-trigger-failed', names: ['InvalidLambdaResponseException'] },
  { code: 'throttled', names: ['TooManyRequestsException', 'ThrottlingException', 'Throttling'] },
  { code: 'throttled', names: ['LimitExceededException'] },
  { code: 'service-failed', names: ['IDPCommunicationError', 'IDPCommunicationErrorException'] },
  { code: 'answer-unreadable', names: ['SyntaxError', 'SrpError'] },
];

/** The failure that a rejected call of this operation on this subject means; one that has been translated stays what it is. */
export function failureOf(error: unknown, operation: string, subject: string): ActionError {
  if (error instanceof ActionError) {
    return error;
  }
  const { errorName, message, ...answer } = factsOf(error);
  const code = codeOf(errorName, message, answer.httpStatus);
  return new ActionError({ code, operation, subject, errorName, ...answer });
}

function codeOf(errorName: string, message: string, httpStatus: number): ServiceErrorCode {
  const row = ROWS.find(({ names, message: part }) => names.includes(errorName) && (part?.test(message) ?? true));
  if (row !== undefined) {
    return row.code;
  }
  if (httpStatus === 0) {
    return 'network-failed';
  }
  return httpStatus >= 500 ? 'service-failed' : 'call-refused';
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const OAUTH_CODES: ReadonlyMap<unknown, ServiceErrorCode> = new Map<unknown, ServiceErrorCode>([
  ['invalid_client', 'client-rejected'],
  ['unauthorized_client', 'grant-disabled'],
  ['invalid_grant', 'grant-disabled'],
  ['unsupported_grant_type', 'grant-disabled'],
  ['invalid_scope', 'scope-unknown'],
]);

/** The failure that an answer of the token endpoint means, which is not the one hoped for. */
export function oauthFailureOf(answer: { status: number; error: unknown }, subject: string): ActionError {
  const { status, error } = answer;
  const known = OAUTH_CODES.get(error);
  const errorName = known === undefined ? 'unknown error' : String(error);
  return new ActionError({
    code: known ?? oauthCodeOf(status),
    operation: 'The client credentials grant',
    subject,
    errorName,
    httpStatus: status,
    requestId: '',
  });
}

function oauthCodeOf(status: number): ServiceErrorCode {
  if (status === 429) {
    return 'throttled';
  }
  if (status >= 500) {
    return 'service-failed';
  }
  return status === 400 || status === 401 ? 'call-refused' : 'answer-unreadable';
}

type ErrorFacts = Pick<ServiceEvidence, 'errorName' | 'httpStatus' | 'requestId'> & { readonly message: string };

/**
 * What an error tells of itself. Errors of AWS have their name and `$metadata`; those of Node.js say `Error` and have the telling name
 * in `code`, for instance `ECONNREFUSED`.
 */
function factsOf(error: unknown): ErrorFacts {
  const fields = fieldsOf(error);
  const metadata = fieldsOf(fields.get('$metadata'));
  const status = metadata.get('httpStatusCode');
  const name = textOf(fields.get('name'));
  return {
    errorName: (name === 'Error' && textOf(fields.get('code'))) || name || 'Error',
    httpStatus: typeof status === 'number' ? status : 0,
    requestId: textOf(metadata.get('requestId')),
    message: textOf(fields.get('message')),
  };
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    return new Map();
  }
  const names = ['name', 'message', 'code', '$metadata', 'httpStatusCode', 'requestId'];
  return new Map(names.map((name) => [name, Reflect.get(value, name)]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
