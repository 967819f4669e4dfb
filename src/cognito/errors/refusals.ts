/**
 * What errors mean, by the names that AWS, OAuth and Node.js give them.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
import type { PlainCode, Refusal, UserState } from '../../failures/failure.ts';
import type { Call } from '../../failures/service-failure.ts';
import {
  deniedByPolicy,
  failedTrigger,
  malformedInput,
  missingAttributes,
  refusedAttributes,
  usernameFormat,
} from './message-details.ts';
import { missingCredentials } from './without-answer.ts';

type Reading = PlainCode | ((message: string) => Refusal);

/** Undefined for a name that is not in the table, and for a wording that is not: the advice of another wording would be wrong. */
export function refusalOf(errorName: string, message: string, { operation, target }: Call): Refusal | undefined {
  const meaning = MEANINGS.get(errorName) ?? MEANINGS.get(`${errorName}Exception`);
  const said = `${operation}: ${message}`;
  const reading = typeof meaning === 'object' ? meaning.find(([wording]) => wording.test(said))?.[1] : meaning;
  // In its older wording, Cognito finds a secret hash wrong that was never sent.
  if (reading === 'client-secret-wrong' && target.withoutSecret) {
    return { code: 'client-secret-needed' };
  }
  return typeof reading === 'string' ? { code: reading } : reading?.(message);
}

/** In other words, of a name that says enough. */
const ELSE = /^/;

const SIGNATURE = [
  [/signature (expired|not yet current)/i, 'clock-wrong'],
  [ELSE, 'credentials-rejected'],
] as const;

/** At the login page, and where its code is exchanged. */
const CODE_GRANT = /^The (login page|authorization code grant):/;

const notReady = (state: UserState) => (): Refusal => ({ code: 'user-not-ready', state });

/**
 * What a name means, or what it means in which words: the first that fit in `Operation: message`. The same is said in several wordings, with
 * and without a full stop. AWS's token service leaves `Exception` out.
 */
const MEANINGS: ReadonlyMap<string, Reading | readonly (readonly [wording: RegExp, reading: Reading])[]> = new Map(
  Object.entries({
    // AWS's token service, also where it is asked for the job's own credentials
    AccessDenied: 'role-not-assumed',
    IDPRejectedClaimException: 'role-not-assumed',
    IDPCommunicationErrorException: 'service-failed',
    InvalidIdentityTokenException: [
      [/no openidconnect provider/i, 'oidc-provider-missing'],
      // Met now and then where many jobs begin at once: https://github.com/aws-actions/configure-aws-credentials/issues/299
      [/verification key/i, 'service-failed'],
      [/audience/i, 'audience-wrong'],
    ],
    ValidationError: [[/^AssumeRole.*\barn\b/i, 'role-not-assumed']],

    // Credentials and IAM
    CredentialsProviderError: missingCredentials,
    MissingAuthenticationTokenException: 'credentials-missing',
    ExpiredTokenException: [
      [/^AssumeRole/, 'service-failed'],
      [ELSE, 'credentials-expired'],
    ],
    InvalidSignatureException: SIGNATURE,
    SignatureDoesNotMatch: SIGNATURE,
    IncompleteSignatureException: 'credentials-rejected',
    UnrecognizedClientException: 'credentials-rejected',
    InvalidClientTokenId: 'credentials-rejected',
    OptInRequired: 'credentials-rejected',
    RequestExpired: 'clock-wrong',
    RequestTimeTooSkewed: 'clock-wrong',
    AccessDeniedException: [
      [/^AssumeRole/, 'role-not-assumed'],
      [ELSE, deniedByPolicy],
    ],

    // What there is not
    UnknownOperationException: 'operation-unknown',
    // As cognito-local says it.
    Unsupported: 'operation-unknown',
    OperationNotEnabledException: 'replica-pool',
    InvalidUserPoolConfigurationException: 'user-pool-misconfigured',
    FeatureUnavailableInTierException: 'plan-without-feature',
    ResourceNotFoundException: [
      [/group not found/i, 'group-not-found'],
      [/client .*does not exist/i, 'app-client-not-found'],
      [/user pool .*does not exist/i, 'user-pool-not-found'],
    ],

    // The user
    AliasExistsException: 'alias-taken',
    UnsupportedUserStateException: 'user-creation-not-allowed',
    PreconditionNotMetException: 'user-creation-not-allowed',
    InvalidPasswordException: 'password-too-weak',
    PasswordHistoryPolicyViolationException: 'password-too-weak',
    CodeDeliveryFailureException: 'message-not-sent',
    InvalidEmailRoleAccessPolicyException: 'message-not-sent',
    InvalidSmsRoleAccessPolicyException: 'message-not-sent',
    InvalidSmsRoleTrustRelationshipException: 'message-not-sent',
    UserNotConfirmedException: notReady('unconfirmed'),
    PasswordResetRequiredException: notReady('reset-required'),
    UserNotFoundException: [
      [/^((Admin)?(InitiateAuth|RespondToAuthChallenge)|The login page):/, 'user-unknown'],
      [/^(GetTokensFromRefreshToken|RevokeToken):/, 'refresh-token-rejected'],
      [ELSE, 'user-vanished'],
    ],
    LimitExceededException: [
      [/daily (email|sms)/i, 'message-not-sent'],
      [/attempt limit/i, 'attempts-exhausted'],
    ],
    ConcurrentModificationException: 'concurrent-change',
    UserLambdaValidationException: failedTrigger,
    UnexpectedLambdaException: failedTrigger,
    InvalidLambdaResponseException: failedTrigger,

    // Authenticator apps and tokens
    CodeMismatchException: 'totp-code-rejected',
    EnableSoftwareTokenMFAException: 'totp-code-rejected',
    ExpiredCodeException: [
      [/already been used/i, 'totp-code-used'],
      [ELSE, 'totp-code-rejected'],
    ],
    SoftwareTokenMFANotFoundException: 'totp-disabled',
    MFAMethodNotFoundException: 'totp-disabled',
    UnauthorizedException: 'client-secret-wrong',
    RefreshTokenReuseException: 'refresh-token-rejected',
    UnsupportedTokenTypeException: 'refresh-token-rejected',
    UnsupportedOperationException: [[/^RevokeToken:/, 'revocation-disabled']],

    // What can mean anything
    InvalidParameterException: [
      [/username (should|cannot) be/i, usernameFormat],
      [/validation errors? detected/i, malformedInput],
      [/attribute (\S+ )?is required|attributes given, .* missing/i, missingAttributes],
      [/conform to the schema|type for attribute|non-mutable attribute/i, refusedAttributes],
      [/invalid (email address|phone number) format/i, refusedAttributes],
      [/invalid scope/i, 'scope-unknown'],
      [/not configured for secret/i, 'client-secret-not-wanted'],
      [/not enabled for (this|the) client|auth method not supported|only custom auth/i, 'auth-flow-disabled'],
      [/custom auth lambda trigger is not configured/i, 'user-pool-misconfigured'],
    ],
    NotAuthorizedException: [
      [/incorrect username or password/i, 'sign-in-rejected'],
      [/configured (with|for) secret/i, 'client-secret-needed'],
      [/secret ?hash|verify secret/i, 'client-secret-wrong'],
      [/invalid session/i, 'session-invalid'],
      [/attempts exceeded/i, 'sign-in-locked'],
      [/security reasons/i, 'sign-in-blocked'],
      [/user is (disabled|not enabled)/i, notReady('disabled')],
      [/temporary password has expired|user account has expired/i, notReady('temporary-password-expired')],
      [/not authorized to get auth details/i, notReady('federated')],
      [/unauthorized attribute/i, 'user-attributes-not-writable'],
      [/sign ?up is not permitted/i, 'sign-up-disabled'],
      [/current status is confirmed/i, 'user-confirmed-already'],
      [/refresh token/i, 'refresh-token-rejected'],
      [/required scopes/i, 'access-token-unscoped'],
      // There is nothing else in the request that it could be about.
      [/^(DeleteUser|ConfirmDevice|ForgetDevice):/, 'access-token-rejected'],
    ],

    // OAuth
    invalid_client: 'client-rejected',
    unauthorized_client: [
      [CODE_GRANT, 'code-grant-disabled'],
      [ELSE, 'grant-disabled'],
    ],
    invalid_grant: [
      [CODE_GRANT, 'code-rejected'],
      [ELSE, 'grant-disabled'],
    ],
    redirect_mismatch: 'redirect-uri-wrong',
    unsupported_grant_type: 'grant-disabled',
    invalid_scope: 'scope-unknown',

    // The service and the connection
    ForbiddenException: 'waf-blocked',
    TooManyRequestsException: 'throttled',
    ThrottlingException: 'throttled',
    InternalErrorException: 'service-failed',
    InternalFailure: 'service-failed',
    ServiceUnavailable: 'service-failed',
  }),
);
