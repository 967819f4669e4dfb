/**
 * An example of everything that the action says: a failure of each code and a notice of each. `docs/troubleshooting.md` shows their messages.
 * Those of services are made of an error as the service gives it, so that what a message shows can really be met.
 */
import { toActionError, toOAuthError } from '../../../src/cognito/errors/failures.ts';
import { formFailure, type PageVisit, pageFailure, redirectFailure } from '../../../src/cognito/login-answers.ts';
import { appClientTarget, domainTarget, roleTarget, userPoolTarget } from '../../../src/cognito/targets.ts';
import { ActionError, describeProblem, formatMessage, withCode } from '../../../src/failures/action-error.ts';
import type { ErrorCode, Failure, OwnCode } from '../../../src/failures/failure.ts';
import type { Call, CallTarget } from '../../../src/failures/service-failure.ts';
import { type NoticeCode, type NoticeFacts, noticesFor } from '../../../src/outputs/notices.ts';
import { type Given, type InvalidInputs, invalidityOf, parse } from '../given-inputs.ts';

export const TROUBLESHOOTING = 'docs/troubleshooting.md';

/** The message of each example, by its code, with the place to read on. */
export function exampleMessages(): ReadonlyMap<string, string> {
  return new Map([
    ...examples(SERVICE_FAILURES, (error) => formatMessage(error, TROUBLESHOOTING)),
    ...examples<Failure>(OWN_FAILURES, (failure) => formatMessage(new ActionError(failure), TROUBLESHOOTING)),
    ...examples(NOTICES, noticeOf),
  ]);
}

function examples<Example>(
  byCode: Readonly<Record<string, Example>>,
  say: (example: Example) => string,
): readonly (readonly [code: string, message: string])[] {
  return Object.entries(byCode).map(([code, example]) => [code, say(example)]);
}

/** AWS's are longer. */
const REQUEST_ID = '5f0c8a1e';
const REGION = 'eu-west-1';
const USER_POOL_ID = 'eu-west-1_AbCdEf123';
const CLIENT_ID = '1example23456789';
const USER_POOL = userPoolTarget({ region: REGION, userPoolId: USER_POOL_ID });
const APP_CLIENT = appClientTarget({ region: REGION, clientId: CLIENT_ID, clientSecret: 'a-secret' });
const ROLE = roleTarget({ arn: 'arn:aws:iam::111122223333:role/api-tests' }, REGION);
const DOMAIN = 'https://my-app.auth.eu-west-1.amazoncognito.com';
const TOKEN_ENDPOINT = domainTarget({ domain: DOMAIN, clientId: CLIENT_ID });

const CREATE_USER = callOf('AdminCreateUser', USER_POOL);
const SET_PASSWORD = callOf('AdminSetUserPassword', USER_POOL);
const SIGN_UP = callOf('SignUp', APP_CLIENT);
const SIGN_IN = callOf('InitiateAuth', APP_CLIENT, 'USER_PASSWORD_AUTH');
const ANSWER_TOTP = callOf('RespondToAuthChallenge', APP_CLIENT, 'SOFTWARE_TOKEN_MFA');
const ENROL_TOTP = callOf('AssociateSoftwareToken', APP_CLIENT);
const REFRESH = callOf('GetTokensFromRefreshToken', APP_CLIENT);
const ASSUME_ROLE = callOf('AssumeRoleWithWebIdentity', ROLE);
const CLIENT_CREDENTIALS = callOf('The client credentials grant', TOKEN_ENDPOINT);

const LOGIN_PAGE = callOf('The login page', TOKEN_ENDPOINT);
const CODE_GRANT = callOf('The authorization code grant', TOKEN_ENDPOINT);

const SERVICE_FAILURES: Readonly<Record<Exclude<ErrorCode, OwnCode>, ActionError>> = {
  'credentials-missing': unanswered(CREATE_USER, 'CredentialsProviderError'),
  'credentials-rejected': refused(CREATE_USER, 'UnrecognizedClientException'),
  'credentials-expired': refused(CREATE_USER, 'ExpiredTokenException'),
  'machine-misconfigured': unanswered(
    CREATE_USER,
    'EndpointError',
    'Invalid Configuration: FIPS and custom endpoint are not supported',
  ),
  'clock-wrong': refused(
    CREATE_USER,
    'InvalidSignatureException',
    'Signature expired: 20260925T100000Z is now earlier than',
  ),
  'access-denied': refused(CREATE_USER, 'AccessDeniedException', 'because no identity-based policy allows the action'),
  'role-not-assumed': refused(ASSUME_ROLE, 'AccessDenied', '', 403),
  'oidc-provider-missing': refused(
    ASSUME_ROLE,
    'InvalidIdentityToken',
    'No OpenIDConnect provider found in your account',
  ),
  'audience-wrong': refused(ASSUME_ROLE, 'InvalidIdentityToken', 'Incorrect token audience'),

  'user-pool-not-found': refused(CREATE_USER, 'ResourceNotFoundException', 'User pool does not exist.'),
  'app-client-not-found': refused(SIGN_IN, 'ResourceNotFoundException', 'User pool client does not exist.'),
  'group-not-found': refused(
    callOf('AdminAddUserToGroup', USER_POOL, 'group admins'),
    'ResourceNotFoundException',
    'Group not found.',
  ),
  'username-format-wrong': refused(
    CREATE_USER,
    'InvalidParameterException',
    'Username cannot be of email format, since user pool is configured for email alias.',
  ),
  'user-attributes-missing': refused(
    SIGN_UP,
    'InvalidParameterException',
    'Attributes did not conform to the schema: given_name: The attribute is required\n',
  ),
  'user-attributes-refused': refused(
    CREATE_USER,
    'InvalidParameterException',
    'Attributes did not conform to the schema: custom:tier: Attribute does not exist in the schema.\n',
  ),
  'user-attributes-not-writable': refused(
    SIGN_UP,
    'NotAuthorizedException',
    'A client attempted to write unauthorized attribute',
  ),
  'alias-taken': refused(CREATE_USER, 'AliasExistsException'),
  'user-creation-not-allowed': refused(CREATE_USER, 'UnsupportedUserStateException'),
  'user-vanished': refused(SET_PASSWORD, 'UserNotFoundException'),
  'signed-up-elsewhere': withCode(
    refused(callOf('AdminConfirmSignUp', USER_POOL), 'UserNotFoundException'),
    'signed-up-elsewhere',
  ),
  'password-too-weak': refused(CREATE_USER, 'InvalidPasswordException'),
  'value-malformed': refused(
    SIGN_IN,
    'InvalidParameterException',
    "1 validation error detected: Value '…' at 'password' failed to satisfy constraint",
  ),
  'sign-up-disabled': refused(SIGN_UP, 'NotAuthorizedException', 'SignUp is not permitted for this user pool'),
  'message-not-sent': refused(SIGN_UP, 'CodeDeliveryFailureException'),
  'user-confirmed-already': refused(
    callOf('AdminConfirmSignUp', USER_POOL),
    'NotAuthorizedException',
    'User cannot be confirmed. Current status is CONFIRMED',
  ),
  'user-pool-misconfigured': refused(SIGN_IN, 'InvalidUserPoolConfigurationException'),
  'replica-pool': refused(CREATE_USER, 'OperationNotEnabledException'),

  'sign-in-rejected': refused(SIGN_IN, 'NotAuthorizedException', 'Incorrect username or password.'),
  'user-unknown': refused(SIGN_IN, 'UserNotFoundException', 'User does not exist.'),
  'ephemeral-user-rejected': withCode(refused(SIGN_IN, 'NotAuthorizedException'), 'ephemeral-user-rejected'),
  'sign-in-locked': refused(SIGN_IN, 'NotAuthorizedException', 'Password attempts exceeded'),
  'sign-in-blocked': refused(SIGN_IN, 'NotAuthorizedException', 'Unable to login because of security reasons.'),
  'user-not-ready': refused(SIGN_IN, 'UserNotConfirmedException'),
  'attempts-exhausted': refused(
    SIGN_IN,
    'LimitExceededException',
    'Attempt limit exceeded, please try after some time.',
  ),
  'auth-flow-disabled': refused(
    SIGN_IN,
    'InvalidParameterException',
    'USER_PASSWORD_AUTH flow not enabled for this client',
  ),
  'plan-without-feature': refused(callOf('InitiateAuth', APP_CLIENT, 'USER_AUTH'), 'FeatureUnavailableInTierException'),
  'client-secret-needed': refused(
    SIGN_IN,
    'NotAuthorizedException',
    'Client is configured with secret but SECRET_HASH was not received',
  ),
  'client-secret-wrong': refused(SIGN_IN, 'NotAuthorizedException', 'Unable to verify secret hash for client'),
  'client-secret-not-wanted': refused(
    SIGN_IN,
    'InvalidParameterException',
    'Client is not configured for secret but secret hash was received',
  ),
  'totp-code-rejected': refused(ANSWER_TOTP, 'CodeMismatchException'),
  'totp-code-used': refused(ANSWER_TOTP, 'ExpiredCodeException', 'Your software token has already been used once.'),
  'totp-disabled': refused(ENROL_TOTP, 'SoftwareTokenMFANotFoundException'),
  'session-invalid': refused(ANSWER_TOTP, 'NotAuthorizedException', 'Invalid session for the user.'),
  'lambda-trigger-failed': refused(CREATE_USER, 'UserLambdaValidationException', 'PreSignUp failed with error …'),

  'redirect-uri-wrong': toOAuthError({ status: 302, error: 'redirect_mismatch', requestId: REQUEST_ID }, LOGIN_PAGE),
  'code-grant-disabled': toOAuthError({ status: 302, error: 'unauthorized_client', requestId: REQUEST_ID }, LOGIN_PAGE),
  'code-rejected': toOAuthError({ status: 400, error: 'invalid_grant' }, CODE_GRANT),
  'login-page-challenge': formFailure(pageOf('/mfa', '<form>'), pageOf('/login', '').answer, LOGIN_PAGE),
  'managed-login': pageFailure(pageOf('/login', '<div id="root">'), LOGIN_PAGE),
  'login-pages-unavailable': pageFailure(pageOf('/login', 'Login pages unavailable', 403), LOGIN_PAGE),
  'login-elsewhere': leadElsewhere(),

  'refresh-token-rejected': refused(REFRESH, 'NotAuthorizedException', 'Invalid Refresh Token'),
  'access-token-rejected': refused(callOf('DeleteUser', APP_CLIENT), 'NotAuthorizedException'),
  'access-token-unscoped': refused(
    callOf('DeleteUser', APP_CLIENT),
    'NotAuthorizedException',
    'Access Token does not have required scopes',
  ),
  'revocation-disabled': refused(callOf('RevokeToken', APP_CLIENT), 'UnsupportedOperationException'),
  'client-rejected': toOAuthError({ status: 400, error: 'invalid_client' }, CLIENT_CREDENTIALS),
  'grant-disabled': toOAuthError({ status: 400, error: 'unauthorized_client' }, CLIENT_CREDENTIALS),
  'scope-unknown': toOAuthError({ status: 400, error: 'invalid_scope' }, CLIENT_CREDENTIALS),
  'token-endpoint-missing': toOAuthError({ status: 404, error: undefined }, CLIENT_CREDENTIALS),

  'waf-blocked': refused(SIGN_IN, 'ForbiddenException', 'Request not allowed due to WAF block.', 403),
  throttled: refused(CREATE_USER, 'TooManyRequestsException'),
  'network-failed': unanswered(CREATE_USER, 'ETIMEDOUT'),
  'host-unreachable': unanswered(CREATE_USER, 'ECONNREFUSED'),
  'host-unknown': unanswered(CREATE_USER, 'ENOTFOUND'),
  'certificate-untrusted': unanswered(CREATE_USER, 'SELF_SIGNED_CERT_IN_CHAIN'),
  'proxy-failed': unanswered(CREATE_USER, 'ERR_PROXY_TUNNEL'),
  'answer-unreadable': refused(CREATE_USER, 'SyntaxError', '', 200),
  'operation-unknown': refused(callOf('ListUsers', USER_POOL), 'UnknownOperationException'),
  'concurrent-change': refused(ENROL_TOTP, 'ConcurrentModificationException'),
  'service-failed': refused(CREATE_USER, 'InternalErrorException', '', 500),
  'call-refused': refused(SIGN_IN, 'InvalidParameterException', 'Something new.'),
};

const OWN_FAILURES: { readonly [Code in OwnCode]: Failure & { readonly code: Code } } = {
  'inputs-invalid': invalidInputs({ mode: 'stored', username: 'ada', 'aws-region': REGION }),
  'challenge-unsupported': {
    code: 'challenge-unsupported',
    challenge: 'NEW_PASSWORD_REQUIRED',
    choices: [],
    clientId: CLIENT_ID,
    isEphemeral: false,
  },
  'totp-secret-needed': { code: 'totp-secret-needed', clientId: CLIENT_ID },
  'probe-unguarded': { code: 'probe-unguarded', method: 'GET', url: 'https://api.example.com/orders', status: 200 },
  'probe-refused': { code: 'probe-refused', method: 'GET', url: 'https://api.example.com/orders', status: 401 },
  'probe-busy': { code: 'probe-busy', method: 'GET', url: 'https://api.example.com/orders', status: 503 },
  'probe-certificate-untrusted': {
    code: 'probe-certificate-untrusted',
    url: 'https://api.example.com/orders',
    errorName: 'SELF_SIGNED_CERT_IN_CHAIN',
  },
  'probe-unanswered': { code: 'probe-unanswered', url: 'https://api.example.com/orders', errorName: 'ECONNREFUSED' },
  'id-token-unavailable': { code: 'id-token-unavailable' },
  'id-token-refused': { code: 'id-token-refused', status: 403 },
  'id-token-failed': { code: 'id-token-failed' },
  'out-of-time': { code: 'out-of-time', seconds: 60 },
  interrupted: { code: 'interrupted' },
  'proxy-unusable': { code: 'proxy-unusable' },
  'endpoint-unusable': { code: 'endpoint-unusable', variable: 'AWS_ENDPOINT_URL' },
  'user-left-behind': {
    code: 'user-left-behind',
    userPoolId: USER_POOL_ID,
    reason: describeProblem(unanswered(callOf('AdminDeleteUser', USER_POOL), 'CredentialsProviderError')),
    isCertain: true,
    hasRole: false,
  },
  'sweep-incomplete': {
    code: 'sweep-incomplete',
    userPoolId: USER_POOL_ID,
    found: 12,
    failed: 1,
    reason: describeProblem(refused(callOf('AdminDeleteUser', USER_POOL), 'TooManyRequestsException')),
  },
  'sweep-interrupted': { code: 'sweep-interrupted' },
  'username-format-elsewhere': {
    code: 'username-format-elsewhere',
    userPoolId: USER_POOL_ID,
    usernameFormat: 'email',
    format: 'plain',
  },
  'tokens-unreadable': { code: 'tokens-unreadable', reason: 'the ID token is not a JWT', source: 'user pool' },
  'state-unreadable': { code: 'state-unreadable' },
  'file-not-written': {
    code: 'file-not-written',
    path: '/home/runner/work/_temp/cognito-token-….json',
    errorName: 'ENOSPC',
  },
  'file-not-removed': {
    code: 'file-not-removed',
    path: '/home/runner/work/_temp/cognito-token-….json',
    errorName: 'EPERM',
  },
  'runner-file-not-written': { code: 'runner-file-not-written', variable: 'GITHUB_OUTPUT', errorName: 'ENOSPC' },
  'summary-not-written': { code: 'summary-not-written', errorName: 'Error' },
  unexpected: { code: 'unexpected', errorName: 'RangeError' },
};

const ACTION = { troubleshooting: TROUBLESHOOTING, ref: '', stepHasId: true };

const NOTICES: Readonly<Record<NoticeCode, Partial<NoticeFacts>>> = {
  'device-not-confirmed': {
    deviceFailure: refused(callOf('ConfirmDevice', APP_CLIENT), 'TooManyRequestsException'),
  },
  'probe-not-found': { probeResult: probedAt('https://api.example.com/orders', 404) },
  'probe-in-clear': { probeResult: probedAt('http://api.example.com/orders', 200) },
  'secret-trimmed': { trimmedSecrets: ['password'] },
  'step-without-id': { action: { ...ACTION, stepHasId: false } },
  'version-not-pinned': { action: { ...ACTION, ref: 'main' } },
};

/** The notice that these facts lead to, which is to be the only one. */
function noticeOf(facts: Partial<NoticeFacts>): string {
  const nothing = { deviceFailure: undefined, probeResult: undefined, trimmedSecrets: [], isExported: false };
  return noticesFor({ action: ACTION, ...nothing, ...facts }).join(' ');
}

function probedAt(url: string, withToken: number): NoticeFacts['probeResult'] {
  const header = { name: 'Authorization', template: 'Bearer {token}' };
  return { inputs: { url, displayUrl: url, method: 'GET', header }, withoutToken: 401, withToken };
}

/** What is wrong with these inputs. */
function invalidInputs(given: Given): InvalidInputs {
  const failure = invalidityOf(() => parse(given));
  if (failure === undefined) {
    throw new Error('these inputs are valid');
  }
  return failure;
}

/** A page of the user pool domain. */
function pageOf(path: string, body: string, status = 200): PageVisit {
  const answer = { status, body, location: '', cookies: [], requestId: REQUEST_ID };
  return { url: new URL(path, DOMAIN), answer, redirectUrl: undefined };
}

function leadElsewhere(): ActionError {
  const redirectUrl = new URL('https://idp.example.com/');
  const failure = redirectFailure({ ...pageOf('/oauth2/authorize', '', 302), redirectUrl }, LOGIN_PAGE);
  if (failure === undefined) {
    throw new Error('this is another host');
  }
  return failure;
}

function callOf(operation: string, target: CallTarget, about?: string): Call {
  return { operation, about, target };
}

/** What the table of failures makes of AWS's answer. */
function refused(call: Call, name: string, message = '', httpStatusCode = 400): ActionError {
  const $metadata = { httpStatusCode, requestId: REQUEST_ID };
  return toActionError(Object.assign(new Error(message), { name, $metadata }), call);
}

/** The same of an error before any answer came. */
function unanswered(call: Call, name: string, message = ''): ActionError {
  return toActionError(Object.assign(new Error(message), { name }), call);
}
