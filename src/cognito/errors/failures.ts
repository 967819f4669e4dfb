/**
 * The one table from the errors of AWS, of OAuth and of the network to this action's codes. No error travels further than this: it carries
 * the request, and with it secrets, and its message can quote what was sent.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
 */

import { ActionError } from '../../failures/action-error.ts';
import { vettedName } from '../../failures/error-name.ts';
import type { Call } from '../../failures/service-failure.ts';
import type { ServiceErrorCode } from '../../failures/words/index.ts';
import { factsOf } from './error-facts.ts';
import {
  type Detail,
  denyingPolicy,
  expiredPassword,
  malformedInput,
  missingAttributes,
  refusedAttributes,
  triggerName,
  wantedUsername,
} from './message-details.ts';

interface Row {
  readonly code: ServiceErrorCode;
  /** The exception's name, as AWS or Node.js gives it. */
  readonly names: readonly string[];
  /** Where one name means different things in different operations. */
  readonly operations?: readonly string[];
  /** A part of the message, where the name alone is ambiguous. Wordings vary: see the rows of one code. */
  readonly message?: RegExp;
  /** What of the message may be shown. */
  readonly detail?: Detail;
}

const SIGN_IN = ['InitiateAuth', 'AdminInitiateAuth', 'RespondToAuthChallenge', 'AdminRespondToAuthChallenge'];
const REFRESH = ['GetTokensFromRefreshToken', 'RevokeToken'];
const ASSUME_ROLE = ['AssumeRoleWithWebIdentity'];

/** The first row that fits decides. */
const ROWS: readonly Row[] = [
  // AWS's token service
  {
    code: 'oidc-provider-missing',
    names: ['InvalidIdentityToken', 'InvalidIdentityTokenException'],
    message: /no openidconnect provider/i,
  },
  // Met now and then where many jobs begin at once: https://github.com/aws-actions/configure-aws-credentials/issues/299
  {
    code: 'service-failed',
    names: ['InvalidIdentityToken', 'InvalidIdentityTokenException'],
    message: /verification key/i,
  },
  { code: 'audience-wrong', names: ['InvalidIdentityToken', 'InvalidIdentityTokenException'], message: /audience/i },
  {
    code: 'role-not-assumed',
    names: ['AccessDeniedException', 'ValidationError'],
    operations: ASSUME_ROLE,
  },
  // The name that the token service has for it, also where it is asked for the job's own credentials.
  { code: 'role-not-assumed', names: ['AccessDenied'] },
  { code: 'role-not-assumed', names: ['InvalidIdentityToken', 'InvalidIdentityTokenException'] },
  { code: 'role-not-assumed', names: ['IDPRejectedClaim', 'IDPRejectedClaimException'] },
  { code: 'service-failed', names: ['ExpiredToken', 'ExpiredTokenException'], operations: ASSUME_ROLE },
  { code: 'service-failed', names: ['IDPCommunicationError', 'IDPCommunicationErrorException'] },

  // Credentials and IAM
  { code: 'credentials-missing', names: ['CredentialsProviderError', 'MissingAuthenticationTokenException'] },
  { code: 'credentials-expired', names: ['ExpiredTokenException', 'ExpiredToken'] },
  {
    code: 'clock-wrong',
    names: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
    message: /signature (expired|not yet current)/i,
  },
  { code: 'clock-wrong', names: ['RequestExpired', 'RequestTimeTooSkewed'] },
  { code: 'credentials-rejected', names: ['UnrecognizedClientException', 'InvalidClientTokenId', 'OptInRequired'] },
  {
    code: 'credentials-rejected',
    names: ['InvalidSignatureException', 'SignatureDoesNotMatch', 'IncompleteSignatureException'],
  },
  { code: 'access-denied', names: ['AccessDeniedException'], detail: denyingPolicy },

  // What there is not
  { code: 'operation-unknown', names: ['UnknownOperationException', 'UnknownOperation', 'Unsupported'] },
  { code: 'replica-pool', names: ['OperationNotEnabledException'] },
  { code: 'group-not-found', names: ['ResourceNotFoundException'], message: /group/i },
  { code: 'app-client-not-found', names: ['ResourceNotFoundException'], message: /client/i },
  { code: 'user-pool-not-found', names: ['ResourceNotFoundException'] },
  { code: 'user-pool-misconfigured', names: ['InvalidUserPoolConfigurationException'] },

  // Creating the user
  {
    code: 'username-format-wrong',
    names: ['InvalidParameterException'],
    message: /username (should|cannot) be/i,
    detail: wantedUsername,
  },
  {
    code: 'value-malformed',
    names: ['InvalidParameterException'],
    message: /validation errors? detected/i,
    detail: malformedInput,
  },
  {
    code: 'user-attributes-missing',
    names: ['InvalidParameterException'],
    message: /attribute is required|given, .* missing/i,
    detail: missingAttributes,
  },
  {
    code: 'user-attributes-refused',
    names: ['InvalidParameterException'],
    message: /attribute|(email address|phone number) format|birthdate/i,
    detail: refusedAttributes,
  },
  { code: 'user-attributes-not-writable', names: ['NotAuthorizedException'], message: /unauthorized attribute/i },
  { code: 'alias-taken', names: ['AliasExistsException'] },
  { code: 'user-creation-not-allowed', names: ['UnsupportedUserStateException', 'PreconditionNotMetException'] },
  { code: 'password-too-weak', names: ['InvalidPasswordException', 'PasswordHistoryPolicyViolationException'] },
  { code: 'sign-up-disabled', names: ['NotAuthorizedException'], message: /sign ?up is not permitted/i },
  { code: 'user-confirmed-already', names: ['NotAuthorizedException'], message: /current status is confirmed/i },
  { code: 'message-not-sent', names: ['CodeDeliveryFailureException', 'InvalidEmailRoleAccessPolicyException'] },
  {
    code: 'message-not-sent',
    names: ['InvalidSmsRoleAccessPolicyException', 'InvalidSmsRoleTrustRelationshipException'],
  },
  { code: 'message-not-sent', names: ['LimitExceededException'], message: /daily (email|sms)/i },

  // The app client
  { code: 'client-secret-not-wanted', names: ['InvalidParameterException'], message: /not configured for secret/i },
  {
    code: 'auth-flow-disabled',
    names: ['InvalidParameterException'],
    message: /not enabled for (this|the) client|auth method not supported/i,
  },
  { code: 'client-secret-needed', names: ['NotAuthorizedException'], message: /configured (with|for) secret/i },
  { code: 'client-secret-wrong', names: ['NotAuthorizedException'], message: /secret ?hash|verify secret/i },
  { code: 'client-secret-wrong', names: ['UnauthorizedException'] },

  // Signing in
  { code: 'session-invalid', names: ['NotAuthorizedException'], message: /invalid session/i },
  { code: 'sign-in-locked', names: ['NotAuthorizedException'], message: /attempts exceeded/i },
  { code: 'sign-in-blocked', names: ['NotAuthorizedException'], message: /security reasons/i },
  {
    code: 'user-not-ready',
    names: ['NotAuthorizedException'],
    message: /user is (disabled|not enabled)|temporary password has expired/i,
    detail: expiredPassword,
  },
  { code: 'user-not-ready', names: ['UserNotConfirmedException', 'PasswordResetRequiredException'] },
  { code: 'attempts-exhausted', names: ['LimitExceededException'] },
  { code: 'totp-code-used', names: ['ExpiredCodeException'], message: /already been used/i },
  {
    code: 'totp-code-rejected',
    names: ['CodeMismatchException', 'EnableSoftwareTokenMFAException', 'ExpiredCodeException'],
  },
  { code: 'totp-disabled', names: ['SoftwareTokenMFANotFoundException', 'MFAMethodNotFoundException'] },
  { code: 'concurrent-change', names: ['ConcurrentModificationException'] },

  // Tokens
  { code: 'revocation-disabled', names: ['UnsupportedOperationException'], operations: ['RevokeToken'] },
  { code: 'refresh-token-rejected', names: ['NotAuthorizedException'], message: /refresh token/i },
  { code: 'refresh-token-rejected', names: ['RefreshTokenReuseException', 'UnsupportedTokenTypeException'] },
  { code: 'refresh-token-rejected', names: ['NotAuthorizedException', 'UserNotFoundException'], operations: REFRESH },
  { code: 'access-token-rejected', names: ['NotAuthorizedException'], operations: ['DeleteUser'] },

  // What a name alone means
  { code: 'sign-in-rejected', names: ['NotAuthorizedException', 'UserNotFoundException'], operations: SIGN_IN },
  { code: 'user-vanished', names: ['UserNotFoundException'] },
  { code: 'waf-blocked', names: ['ForbiddenException'] },
  {
    code: 'lambda-trigger-failed',
    names: ['UserLambdaValidationException', 'UnexpectedLambdaException'],
    detail: triggerName,
  },
  { code: 'lambda-trigger-failed', names: ['InvalidLambdaResponseException'], detail: triggerName },
  { code: 'throttled', names: ['TooManyRequestsException', 'ThrottlingException', 'Throttling'] },
  { code: 'service-failed', names: ['InternalErrorException', 'InternalFailure', 'ServiceUnavailable'] },

  // The connection
  { code: 'host-unknown', names: ['ENOTFOUND'] },
  { code: 'proxy-failed', names: ['ERR_PROXY_TUNNEL'] },
  { code: 'certificate-untrusted', names: ['SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT'] },
  { code: 'certificate-untrusted', names: ['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'] },
  { code: 'certificate-untrusted', names: ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_HAS_EXPIRED', 'CERT_UNTRUSTED'] },
  { code: 'certificate-untrusted', names: ['ERR_TLS_CERT_ALTNAME_INVALID'] },
];

/** The failure that a rejected call means; one that has been translated stays what it is. */
export function failureOf(error: unknown, call: Call): ActionError {
  if (error instanceof ActionError) {
    return error;
  }
  const { message, ...evidence } = factsOf(error);
  const row = ROWS.find((candidate) => fits(candidate, evidence.errorName, message, call.operation));
  const code = row?.code ?? codeByStatus(evidence.errorName, evidence.httpStatus);
  return new ActionError({ code, call, ...evidence, detail: row?.detail?.(message) ?? '' });
}

function fits(
  { names, message: part, operations }: Row,
  errorName: string,
  message: string,
  operation: string,
): boolean {
  return names.includes(errorName) && (part?.test(message) ?? true) && (operations?.includes(operation) ?? true);
}

/** What the SDK and our own parsers name an answer that they can make nothing of. */
const UNREADABLE = ['SyntaxError', 'SrpError', 'Unknown', 'UnknownError'];

/** For errors that the table does not have. A load balancer's page is no JSON, and its status tells more than that. */
function codeByStatus(errorName: string, httpStatus: number): ServiceErrorCode {
  if (httpStatus >= 500) {
    return 'service-failed';
  }
  // An answer that says that all went well goes wrong where it cannot be read.
  if (UNREADABLE.includes(errorName) || (httpStatus >= 200 && httpStatus < 300)) {
    return 'answer-unreadable';
  }
  return httpStatus === 0 ? 'network-failed' : 'call-refused';
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const OAUTH_CODES: ReadonlyMap<unknown, ServiceErrorCode> = new Map<unknown, ServiceErrorCode>([
  ['invalid_client', 'client-rejected'],
  ['unauthorized_client', 'grant-disabled'],
  ['invalid_grant', 'grant-disabled'],
  ['unsupported_grant_type', 'grant-disabled'],
  ['invalid_scope', 'scope-unknown'],
  ['invalid_request', 'call-refused'],
]);

/** The failure that an answer of the token endpoint means, which is not the one hoped for. */
export function oauthFailureOf(answer: { status: number; error: unknown }, call: Call): ActionError {
  const { status: httpStatus, error } = answer;
  const errorName = typeof error === 'string' ? vettedName(error) : '';
  const code = OAUTH_CODES.get(error) ?? oauthCodeByStatus(httpStatus, typeof error === 'string');
  return new ActionError({ code, call, errorName, httpStatus, requestId: '', detail: '' });
}

/** @param isOauth whether the answer has an `error`, as that of a token endpoint does */
function oauthCodeByStatus(status: number, isOauth: boolean): ServiceErrorCode {
  if (status === 429) {
    return 'throttled';
  }
  if (status >= 500) {
    return 'service-failed';
  }
  if (status === 403) {
    return 'waf-blocked';
  }
  if (status < 300) {
    return 'answer-unreadable';
  }
  return isOauth ? 'call-refused' : 'token-endpoint-missing';
}
