/** The texts are real ones of AWS, GitHub's OIDC and OAuth: at least one for each pattern of a failure's record. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  toActionError,
  toOAuthError,
  toUnsentError,
  unreadableAnswer,
} from '../../../../src/cognito/errors/failures.ts';
import {
  appClientTarget,
  domainTarget,
  identityPoolTarget,
  roleTarget,
  userPoolTarget,
} from '../../../../src/cognito/targets.ts';
import { ActionError, hasTrait } from '../../../../src/failures/action-error.ts';
import { RECORDS } from '../../../../src/failures/failure.ts';
import { ANY_MESSAGE } from '../../../../src/failures/record.ts';
import { type Call, OAUTH } from '../../../../src/failures/service-failure.ts';

const USER_POOL = userPoolTarget({ region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123' });
const APP_CLIENT = appClientTarget({ region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: 'a-secret' });
const ROLE = roleTarget({ arn: 'arn:aws:iam::111122223333:role/api-tests' }, 'eu-west-1');
const TOKEN_ENDPOINT = domainTarget({ domain: 'https://auth.example.com', clientId: '4kfr83e5pagh' });

const IDENTITY_POOL = identityPoolTarget({
  region: 'eu-west-1',
  identityPoolId: 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d',
});

interface ThrownError {
  readonly name: string;
  readonly message?: string;
  readonly status?: number;
  readonly code?: string;
}

function callOf(operation: string, about?: string): Call {
  if (operation === 'AssumeRoleWithWebIdentity') {
    return { operation, about, target: ROLE };
  }
  if (/^(GetId|GetCredentialsForIdentity|DeleteIdentities)$/.test(operation)) {
    return { operation, about, target: IDENTITY_POOL };
  }
  const isSigned = operation.startsWith('Admin') || operation === 'ListUsers';
  return { operation, about, target: isSigned ? USER_POOL : APP_CLIENT };
}

function translate(call: Call, thrown: ThrownError): ActionError {
  return toActionError(errorOf(thrown), call);
}

function errorOf({ name, message = '', status, code }: ThrownError): Error {
  const $metadata = status === undefined ? {} : { httpStatusCode: status, requestId: 'b7c4-11' };
  return Object.assign(new Error(message), { name, $metadata, ...(code === undefined ? {} : { code }) });
}

/**
 * The errors that mean a code, as `Operation ErrorName: message`, with the auth flow or challenge after a slash. Those
 * that are the example of a record are proven beside the records.
 */
const PLAIN_ERRORS: Readonly<Record<string, readonly string[]>> = {
  'client-secret-needed': [
    'SignUp NotAuthorizedException: Client 4kf is configured for secret but secret was not received',
  ],
  'client-secret-wrong': [
    'RevokeToken UnauthorizedException: Unauthorized',
    'GetClientToken NotAuthorizedException: Unable to verify secret for client 4kf',
  ],
  'auth-flow-disabled': [
    'InitiateAuth InvalidParameterException: USER_SRP_AUTH is not enabled for the client.',
    'InitiateAuth InvalidParameterException: Initiate Auth method not supported.',
    'AdminInitiateAuth UnsupportedOperationException: ',
    'InitiateAuth InvalidParameterException: Only custom auth (lambda driven) is enabled for this client.',
  ],
  'scope-unknown': ['GetClientToken InvalidParameterException: Invalid scope requested: orders/destroy'],
  'call-refused': [
    'AdminDeleteUser NotAuthorizedException: Something else.',
    // The user was never created, so it cannot have vanished.
    'AdminCreateUser UserNotFoundException: User does not exist.',
    'GetTokensFromRefreshToken NotAuthorizedException: Something else.',
  ],
  // A wording of emulators.
  'sign-in-rejected': ['AdminInitiateAuth InvalidPasswordException: Invalid password'],
  'totp-code-rejected': [
    'VerifySoftwareToken EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA',
    'RespondToAuthChallenge ExpiredCodeException: Invalid code provided, please request a code again.',
  ],
  'totp-disabled': [
    'AdminRespondToAuthChallenge MFAMethodNotFoundException: No MFA mechanism registered for the account.',
  ],
  'concurrent-change': ['GetId ResourceConflictException: canary'],
  'user-creation-not-allowed': ['AdminCreateUser PreconditionNotMetException: A precondition was not met'],
  // Emulators have wordings of their own: cognito-local, MiniStack, moto.
  'user-pool-not-found': ['InitiateAuth ResourceNotFoundException: User pool eu-west-1_A does not exist.'],
  'group-not-found': [
    'AdminAddUserToGroup ResourceNotFoundException: Group admins not found.',
    'AdminAddUserToGroup ResourceNotFoundException: admins',
  ],
  'app-client-not-found': [
    'InitiateAuth ResourceNotFoundException: Client 4kf not found.',
    'SignUp ResourceNotFoundException: 4kf',
    'GetClientToken ResourceNotFoundException: 4kf',
    'RevokeToken ResourceNotFoundException: 4kf',
  ],
  'refresh-token-rejected': [
    'GetTokensFromRefreshToken UserNotFoundException: User does not exist.',
    'RevokeToken UnsupportedTokenTypeException: Unsupported token type',
  ],
  throttled: ['AssumeRoleWithWebIdentity Throttling: Rate exceeded'],
  'service-failed': [
    'AdminCreateUser InternalErrorException: Something went wrong',
    "AssumeRoleWithWebIdentity InvalidIdentityToken: Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
    'AssumeRoleWithWebIdentity ExpiredTokenException: Token expired: current date/time must be before the expiration date/time',
    'AssumeRoleWithWebIdentity IDPCommunicationError: Error communicating with IDP',
    'GetId ExternalServiceException: canary',
  ],
  'credentials-missing': ['AdminCreateUser MissingAuthenticationTokenException: Missing Authentication Token'],
  'credentials-rejected': [
    'AdminCreateUser InvalidSignatureException: The request signature we calculated does not match the signature you provided.',
  ],
  'clock-wrong': [
    'AdminCreateUser InvalidSignatureException: Signature not yet current: 20201002T065532Z is still later than 20201002T062118Z (20201002T061618Z + 5 min.)',
  ],
  'role-not-assumed': [
    'AssumeRoleWithWebIdentity ValidationError: Request ARN is invalid',
    'AssumeRoleWithWebIdentity IDPRejectedClaimException: The identity provider rejected the claim',
  ],
  'custom-auth-rejected': ['InitiateAuth/CUSTOM_AUTH InvalidParameterException: Missing required parameter SRP_A'],
  'password-compromised': [
    'InitiateAuth InvalidPasswordException: Provided password cannot be used for security reasons.',
  ],
  'identity-provider-missing': [
    "GetCredentialsForIdentity NotAuthorizedException: Logins don't match. Please include at least one valid login for this identity or identity pool.",
    'GetId NotAuthorizedException: Unauthenticated access is not supported for this identity pool.',
  ],
};

const NO_SMS =
  'Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages.';

/** Errors that have details besides their code. */
const DETAILED_ERRORS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'value-malformed': {
    "AdminSetUserPassword InvalidParameterException: 1 validation error detected: Value 'canary' at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+":
      { input: 'password' },
    "AdminCreateUser InvalidParameterException: 2 validation errors detected: Value 'canary' at 'userAttributes.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 32; Value 'canary' at 'username' failed":
      { input: 'user-attributes' },
  },
  'user-not-ready': {
    'InitiateAuth NotAuthorizedException: User disabled': { state: 'disabled' },
    'InitiateAuth NotAuthorizedException: User account has expired, it must be reset by an administrator.': {
      state: 'temporary-password-expired',
    },
  },
  'username-format-wrong': {
    'AdminCreateUser InvalidParameterException: Username should be a phone number.': { formats: ['phone-number'] },
    'AdminCreateUser InvalidParameterException: Username cannot be of phone number format, since user pool is configured for phone number alias.':
      { formats: ['plain'] },
  },
  'user-attributes-missing': {
    'RespondToAuthChallenge InvalidParameterException: Invalid attributes given, name and address is missing': {
      attributes: ['name', 'address'],
    },
    'SignUp InvalidParameterException: Attributes did not conform to the schema: name.givenName: The attribute name.givenName is required\n':
      { attributes: ['given_name'] },
    'SignUp InvalidParameterException: Attributes did not conform to the schema: name.formatted: The attribute name.formatted is required\nphoneNumbers: The attribute phoneNumbers is required\nemails: The attribute emails is required\naddresses: The attribute addresses is required\nname.familyName: The attribute name.familyName is required\nbirthdate: The attribute birthdate is required\n':
      { attributes: ['name', 'phone_number', 'email', 'address', 'family_name', 'birthdate'] },
  },
  'user-attributes-refused': {
    'AdminCreateUser InvalidParameterException: Attributes did not conform to the schema: custom:tier: Attribute does not exist in the schema.\n':
      { attributes: ['custom:tier'] },
    'AdminCreateUser InvalidParameterException: Type for attribute {canary} could not be determined': {
      attributes: [],
    },
    'AdminCreateUser InvalidParameterException: Invalid email address format.': { attributes: ['email'] },
    'AdminCreateUser InvalidParameterException: Invalid phone number format.': { attributes: ['phone_number'] },
    'AdminCreateUser InvalidParameterException: Invalid user attributes: user.custom:foo: Attribute does not exist in the schema.\n':
      { attributes: ['custom:foo'] },
    'SignUp InvalidParameterException: Attribute value for picture must not be null': { attributes: ['picture'] },
  },
  'message-not-sent': {
    ...sharing({ reason: undefined }, [
      'SignUp InvalidEmailRoleAccessPolicyException: Not authorized to send e-mail',
      'SignUp InvalidSmsRoleTrustRelationshipException: Role does not have a trust relationship',
      'SignUp LimitExceededException: Exceeded daily email limit for the operation or the account.',
      'SignUp InvalidParameterException: Cannot send code to either email or phone number',
    ]),
    ...sharing({ reason: 'the user pool has no SMS settings' }, [
      `InitiateAuth InvalidParameterException: ${NO_SMS}`,
      `InitiateAuth InvalidSmsRoleAccessPolicyException: ${NO_SMS}`,
    ]),
    'SignUp CodeDeliveryFailureException: Invalid phone number provided: canary': {
      reason: 'the phone number is not valid, or SMS cannot reach it',
    },
  },
  'lambda-trigger-failed': {
    'InitiateAuth UnexpectedLambdaException: PostAuthentication invocation failed due to error Socket timeout while invoking Lambda function.':
      { trigger: 'PostAuthentication' },
    'InitiateAuth UserNotFoundException: Exception migrating user in app client 4kf': { trigger: 'UserMigration' },
  },
  'access-denied': {
    [accessDenied(' with an explicit deny in a service control policy')]: {
      policy: 'service control policy',
      action: 'cognito-idp:AdminCreateUser',
    },
    'AdminCreateUser AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/canary/canary is not authorized to perform: kms:CreateGrant on resource: canary because no identity-based policy allows the kms:CreateGrant action':
      { policy: undefined, action: 'kms:CreateGrant' },
    // Not of the form of an IAM action.
    ...sharing(
      { policy: undefined, action: undefined },
      ['kms:canary', 'kms:Canary:Engine', 'Kms:Canary', '***'].map(
        (text) => `AdminCreateUser AccessDeniedException: not authorized to perform: ${text} on resource: x`,
      ),
    ),
    'GetId AccessDeniedException: User: anonymous is not authorized to perform: cognito-identity:GetId on resource: * with an explicit deny in a resource control policy':
      { policy: 'resource control policy', action: 'cognito-identity:GetId' },
  },
  'role-session-refused': {
    "AssumeRoleWithWebIdentity InvalidIdentityToken: OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint":
      { reason: 'thumbprint' },
    'AssumeRoleWithWebIdentity PackedPolicyTooLarge: Packed policy consumes 104% of allotted space, please use smaller policy.':
      { reason: 'size' },
    'AssumeRole ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.': {
      reason: 'duration',
    },
  },
};

const OF_AWS = [
  ...Object.entries(PLAIN_ERRORS).flatMap(([code, errors]) => errors.map((error) => [error, code, {}] as const)),
  ...Object.entries(DETAILED_ERRORS).flatMap(([code, errors]) =>
    Object.entries(errors).map(([error, details]) => [error, code, details] as const),
  ),
];

function sharing(details: object, errors: readonly string[]): Readonly<Record<string, object>> {
  return Object.fromEntries(errors.map((error) => [error, details]));
}

function accessDenied(reason: string): string {
  return (
    'AdminCreateUser AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/canary/canary is not authorized to perform: ' +
    `cognito-idp:AdminCreateUser on resource: arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEf123${reason}`
  );
}

/** Translates an error that is written as in these tables. */
function translateText(error: string): { call: Call; name: string; error: ActionError } {
  const [, operation = '', about, name = '', message = ''] = /^(\w+)(?:\/(\w+))? (\w+): (.*)$/s.exec(error) ?? [];
  const call = callOf(operation, about);
  return { call, name, error: translate(call, { name, message, status: 400 }) };
}

/** Codes of Node.js by our codes. */
const NODE_CODES = {
  'network-failed': ['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ECONNABORTED'],
  'host-unreachable': ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'],
  'host-unknown': ['ENOTFOUND'],
  'answer-unreadable': ['EPROTO', 'HPE_INVALID_CONSTANT'],
  'certificate-untrusted': [
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ],
  'proxy-failed': ['ERR_PROXY_TUNNEL'],
};

const OF_THE_NETWORK: readonly (readonly [ThrownError, string])[] = [
  ...Object.entries(NODE_CODES).flatMap(([meaning, codes]) =>
    codes.map((code) => [{ name: 'AxiosError', code }, meaning] as const),
  ),
  [{ name: 'CanceledError', code: 'ERR_CANCELED' }, 'network-failed'],
  [{ name: 'TimeoutError' }, 'network-failed'],
  [{ name: 'AbortError' }, 'network-failed'],
  // A refusal that breaks off.
  [{ name: 'Error', code: 'ECONNRESET', status: 400 }, 'answer-unreadable'],
  [{ name: 'SyntaxError', status: 200 }, 'answer-unreadable'],
  [{ name: 'SyntaxError', status: 503 }, 'service-failed'],
  [{ name: 'SrpError' }, 'answer-unreadable'],
  [{ name: 'Unknown', status: 404 }, 'answer-unreadable'],
  // As cognito-local says it.
  [{ name: 'Unsupported', status: 500 }, 'operation-unknown'],
  [{ name: 'ForbiddenException', message: 'Request not allowed due to WAF captcha.', status: 403 }, 'waf-blocked'],
  // A load balancer's page.
  [{ name: 'SyntaxError', status: 429 }, 'throttled'],
  [{ name: 'SomethingNew', status: 300 }, 'call-refused'],
  [{ name: 'SomethingNew', status: 403 }, 'call-refused'],
  [{ name: 'SomethingNew', status: 407 }, 'proxy-failed'],
  [{ name: 'SomethingNew', status: 408 }, 'answer-unreadable'],
];

const NO_FILE = { name: 'Error', code: 'ENOENT', message: "ENOENT: no such file or directory, open '/canary'" };
const SIGNATURE_MISMATCH = {
  name: 'InvalidSignatureException',
  message: 'The request signature we calculated does not match the signature you provided.',
};

/** The environment variable to blame, if the error says enough, variables, and an error before anything is sent. */
const OF_THIS_MACHINE: readonly (readonly [string | undefined, Readonly<Record<string, string>>, ThrownError])[] = [
  [
    'AWS_PROFILE',
    { AWS_PROFILE: 'canary', AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' },
    { name: 'CredentialsProviderError', message: 'Could not load credentials from any providers' },
  ],
  ['AWS_SECRET_ACCESS_KEY', { AWS_SECRET_ACCESS_KEY: 'canary\n' }, SIGNATURE_MISMATCH],
  [
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    { AWS_WEB_IDENTITY_TOKEN_FILE: '/canary' },
    { name: 'Error', code: 'EISDIR', message: 'EISDIR: illegal operation on a directory, read' },
  ],
  [
    'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/canary' },
    { name: 'Error', code: 'EACCES', message: "EACCES: permission denied, open '/canary'" },
  ],
  ['AWS_PROFILE', { AWS_PROFILE: 'canary' }, NO_FILE],
  [
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'canary' },
    { name: 'TypeError', code: 'ERR_INVALID_URL', message: 'Invalid URL' },
  ],
  ...Object.entries({
    AWS_USE_FIPS_ENDPOINT: 'Invalid Configuration: FIPS and custom endpoint are not supported',
    AWS_USE_DUALSTACK_ENDPOINT: 'Invalid Configuration: Dualstack and custom endpoint are not supported',
    AWS_DEFAULTS_MODE: 'Invalid parameter for "defaultsMode", expect in-region, standard, got canary',
    AWS_SESSION_TOKEN: 'Invalid character in header content ["x-amz-security-token"]',
    AWS_ACCESS_KEY_ID: 'Invalid character in header content ["authorization"]',
  }).map(([setting, message]) => [setting, {}, { name: 'Error', message }] as const),
  [undefined, {}, NO_FILE],
  [undefined, { AWS_PROFILE: 'canary', AWS_SECRET_ACCESS_KEY: 'canary\n' }, { name: 'SomethingNew' }],
];

/** The operation at the user pool domain, HTTP status and `error`, code. */
const OF_OAUTH: readonly (readonly [string, number, unknown, string])[] = [
  [OAUTH.clientGrant, 400, 'invalid_client', 'client-rejected'],
  [OAUTH.clientGrant, 400, 'invalid_grant', 'grant-disabled'],
  [OAUTH.clientGrant, 400, 'unsupported_grant_type', 'grant-disabled'],
  [OAUTH.clientGrant, 400, 'something_new', 'call-refused'],
  [OAUTH.clientGrant, 429, undefined, 'throttled'],
  [OAUTH.clientGrant, 502, undefined, 'service-failed'],
  [OAUTH.clientGrant, 403, undefined, 'domain-forbidden'],
  [OAUTH.clientGrant, 403, 'ForbiddenException', 'waf-blocked'],
  [OAUTH.clientGrant, 404, undefined, 'token-endpoint-missing'],
  [OAUTH.clientGrant, 400, undefined, 'token-endpoint-missing'],
  [OAUTH.clientGrant, 200, undefined, 'answer-unreadable'],
  [OAUTH.loginPage, 400, 'unauthorized_client', 'code-grant-disabled'],
  [OAUTH.loginPage, 400, 'UserNotFoundException', 'user-unknown'],
  [OAUTH.codeGrant, 400, 'unauthorized_client', 'code-grant-disabled'],
];

/** Jest gives each file an environment of its own. */
beforeEach(() => {
  for (const name of Object.keys(process.env).filter((name) => name.startsWith('AWS_'))) {
    delete process.env[name];
  }
});

describe('an error of a service', () => {
  it.each(OF_AWS)('%s means %s', (text, code, details) => {
    const { call, name: errorName, error } = translateText(text);
    const evidence = { call, errorName, httpStatus: 400, requestId: 'b7c4-11' };
    expect(error.failure).toStrictEqual({ code, ...evidence, ...details });
    expect(error.message).not.toContain('canary');
    expect(error.cause).toBeUndefined();
  });

  it.each(OF_THE_NETWORK)('%j means %s', (thrown, code) => {
    expect(translate(callOf('InitiateAuth'), thrown).failure.code).toBe(code);
  });

  it.each(OF_OAUTH)('%s that is answered with HTTP %i and the error %s means %s', (operation, status, error, code) => {
    expect(toOAuthError({ status, error }, { operation, target: TOKEN_ENDPOINT }).failure.code).toBe(code);
  });

  it('an answer of STS without credentials is unreadable, not a setting of this machine', () => {
    const message = 'Invalid response from STS.assumeRoleWithWebIdentity call with role arn:aws:iam::1:role/canary';
    const { failure } = translate(callOf('AssumeRoleWithWebIdentity'), { name: 'Error', message });
    expect(failure.code).toBe('answer-unreadable');
  });

  it.each(OF_THIS_MACHINE)(
    'a setting of this machine, %s, is to blame with %j for %j',
    (setting, variables, thrown) => {
      Object.assign(process.env, variables);
      const { failure, message } = translate(callOf('AdminCreateUser'), thrown);
      expect(failure).toMatchObject({ code: 'machine-misconfigured', setting });
      expect(message).toContain(setting ?? 'that begin with AWS_');
      expect(message).not.toContain('canary');
    },
  );

  it('without an answer and without a known name is not due to this machine once the request was sent', () => {
    const error = toActionError(new Error('canary'), callOf('AdminCreateUser'), true);
    expect(error.failure.code).toBe('network-failed');
    expect(hasTrait(error, 'isTransient')).toBe(true);
    expect(hasTrait(error, 'hadNoEffect')).toBe(false);
  });

  it('about a header is due to this machine although the request was on its way', () => {
    const error = new Error('Invalid character in header content ["x-amz-security-token"]');
    const { failure } = toActionError(error, callOf('AdminCreateUser'), true);
    expect(failure).toMatchObject({ code: 'machine-misconfigured', setting: 'AWS_SESSION_TOKEN' });
  });

  it.each<[ThrownError, string, Partial<Call>]>([
    [{ name: 'Error', status: 200 }, 'credentials-missing', {}],
    [{ name: 'Error', code: 'ERR_INVALID_CHARS' }, 'machine-misconfigured', {}],
    [{ name: 'NoSyntaxError' }, 'machine-misconfigured', {}],
    [{ name: 'Error', code: 'ERR_INVALID_CHAR' }, 'credentials-missing', {}],
    [{ name: 'Error', code: 'ERR_UNESCAPED_CHARACTERS' }, 'credentials-missing', {}],
    [
      { name: 'TimeoutError' },
      'network-failed',
      {
        operation: 'Getting AWS credentials for AdminCreateUser',
        target: { ...USER_POOL, kind: 'credentials', host: "the service that gives the job's AWS credentials" },
      },
    ],
  ])('before the request was sent, %j means %s', (thrown, code, details) => {
    const call = { operation: 'AdminCreateUser', target: USER_POOL };
    const { failure } = toUnsentError(errorOf(thrown), call);
    expect(failure).toMatchObject({ code, call: { ...call, ...details } });
  });

  it('has the suspicion that the clock is wrong', () => {
    const error = Object.assign(new Error(''), { name: 'TimeoutError', isClockSuspect: true });
    expect(toActionError(error, callOf('InitiateAuth')).failure).toMatchObject({ isClockSuspect: true });
  });

  it('of status 503 comes from a proxy if it has no request ID and cannot be read', () => {
    const error = { name: 'SyntaxError', $metadata: { httpStatusCode: 503 } };
    expect(toActionError(error, callOf('InitiateAuth')).failure.code).toBe('answer-unreadable');
  });

  it('about a signature is due to the secret access key itself if that has no white space', () => {
    process.env['AWS_SECRET_ACCESS_KEY'] = 'canary';
    const { failure } = translate(callOf('AdminCreateUser'), SIGNATURE_MISMATCH);
    expect(failure.code).toBe('credentials-rejected');
  });

  it('before the request was sent keeps what was recognised already', () => {
    for (const failure of [
      translate(callOf('AssumeRoleWithWebIdentity'), { name: 'SyntaxError' }),
      new ActionError({ code: 'id-token-unavailable' }),
    ]) {
      expect(toUnsentError(failure, callOf('AdminCreateUser'))).toBe(failure);
    }
  });

  it.each([
    ['Unable to verify secret hash for client 4kf', undefined, 'client-secret-needed'],
    ['Unable to verify secret hash for client 4kf', 'a-secret', 'client-secret-wrong'],
    ['SecretHash does not match for the client: 4kf', undefined, 'client-secret-needed'],
  ])('%s, where the client secret is %s, is %s', (message, clientSecret, code) => {
    const target = appClientTarget({ region: 'eu-west-1', clientId: '4kf', clientSecret });
    const call = { operation: 'InitiateAuth', target };
    const { failure } = translate(call, { name: 'NotAuthorizedException', message, status: 400 });
    expect(failure.code).toBe(code);
  });

  it.each(namesWithWordings())('%s with an unknown wording means call-refused, not a similar failure', (name) => {
    const { failure } = translate(callOf('DescribeSomething'), { name, message: 'Something new.', status: 400 });
    expect(failure.code).toBe('call-refused');
  });
});

/** Error names that do not mean a failure on their own. */
function namesWithWordings(): string[] {
  const matches = Object.values(RECORDS).flatMap((record) =>
    record.matches.map(({ name, wording }) => ({ name, wording })),
  );
  const sufficient = matches.filter(({ wording }) => wording === ANY_MESSAGE).map(({ name }) => name);
  const names = matches.flatMap(({ name }) => (typeof name === 'string' && !sufficient.includes(name) ? [name] : []));
  return [...new Set(names)];
}

/** Parts of the message, by the error, that no scenario proves. */
const WORDS: Readonly<Record<string, RegExp>> = {
  'AdminCreateUser InvalidParameterException: Username should be either an email or a phone number.':
    /Set username-format: email or phone-number\./,
  'AdminCreateUser InvalidParameterException: a: The attribute is required, given_name: The attribute is required':
    /: given_name \(.*Add given_name to user-attributes/,
  'AdminAddUserToGroup AccessDeniedException: ':
    /Allow cognito-idp:AdminAddUserToGroup, which the input groups needs, on arn:aws/,
  'AdminInitiateAuth AccessDeniedException: ':
    /Allow cognito-idp:AdminInitiateAuth, which auth-flow: ADMIN_USER_PASSWORD_AUTH needs, on arn:aws/,
  'AdminConfirmSignUp AccessDeniedException: ':
    /Allow cognito-idp:AdminConfirmSignUp, which create-with: sign-up needs, on arn:aws/,
  'ListUsers AccessDeniedException: ': /Allow cognito-idp:ListUsers, which the sweep needs, on arn:aws/,
  [accessDenied('')]:
    /for the role or user whose credentials this job uses\. It must belong to the user pool's account\./,
  [accessDenied(' because no identity-based policy allows')]: /IAM does not allow it \(.*for the role or user whose/,
  [accessDenied(' because no session policy allows')]: /due to the session policy.*in that session policy, too\./,
  'InitiateAuth UserNotConfirmedException: ': /was never confirmed.*admin-confirm-sign-up\./,
  'InitiateAuth PasswordResetRequiredException: ': /has to reset the password.*admin-set-user-password --permanent\./,
  'InitiateAuth NotAuthorizedException: Temporary password has expired':
    /temporary password.*admin-set-user-password --permanent\./,
  'AdminInitiateAuth ResourceNotFoundException: 4kf':
    /the user pool has no such app client.*the ID, not the name, of an app client of user-pool-id\./,
  'AdminCreateUser SomethingNewException: ': /Possible causes: username-format, user-attributes/,
  'SignUp SomethingNewException: ': /Possible causes: username-format, user-attributes/,
  'InitiateAuth SomethingNewException: ': /Possible causes: username, password, client-id.*please report it\./,
  'AdminRespondToAuthChallenge SomethingNewException: ': /Possible causes: username, password, client-id/,
  'RevokeToken SomethingNewException: ': /Possible causes: the refresh token/,
  'AssumeRoleWithWebIdentity SomethingNewException: ': /Possible causes: role-to-assume, audience/,
  'AdminDeleteUser SomethingNewException: ': /Possible causes: an input of this step/,
};

describe('the message', () => {
  it('has the call, the problem, the evidence and the fix', () => {
    const text = 'InitiateAuth/USER_SRP_AUTH NotAuthorizedException: Incorrect username or password.';
    expect(translateText(text).error.message).toBe(
      'InitiateAuth (USER_SRP_AUTH) on app client 4kfr83e5pagh in eu-west-1 failed: Cognito does not accept this username and password ' +
        '(NotAuthorizedException, HTTP 400, request b7c4-11). Check the secrets that username and password come from, ' +
        "and that client-id belongs to the user's user pool.",
    );
  });

  it.each(Object.entries(WORDS))('for %s contains %s', (error, words) => {
    expect(translateText(error).error.message).toMatch(words);
  });

  it.each([
    ['cn-north-1', 'arn:aws-cn:cognito-idp:cn-north-1:', 'cognito-idp.cn-north-1.amazonaws.com.cn'],
    ['eusc-de-east-1', 'arn:aws-eusc:cognito-idp:eusc-de-east-1:', 'cognito-idp.eusc-de-east-1.amazonaws.eu'],
    ['ap-new-1', 'arn:aws:cognito-idp:ap-new-1:', 'cognito-idp.ap-new-1.amazonaws.com'],
  ])('knows the partition of %s', (region, arn, host) => {
    const target = userPoolTarget({ region, userPoolId: `${region}_AbCdEf123` });
    const call = { operation: 'AdminCreateUser', target };
    expect(translate(call, { name: 'AccessDeniedException' }).message).toContain(arn);
    expect(translate(call, { name: 'TimeoutError' }).message).toContain(`reaches ${host}, `);
  });

  it('has the name that Node.js gives to a failed connection', () => {
    const { message } = translate(callOf('InitiateAuth'), { name: 'Error', code: 'ECONNRESET' });
    expect(message).toContain('no answer came (ECONNRESET)');
  });
});

it('an answer without required fields is unreadable, and has its evidence', () => {
  const call = callOf('InitiateAuth');
  const evidence = { call, errorName: 'SyntaxError', httpStatus: 200, requestId: 'b7c4-11' };
  const { failure } = unreadableAnswer({ $metadata: { httpStatusCode: 200, requestId: 'b7c4-11' } }, call);
  expect(failure).toStrictEqual({ code: 'answer-unreadable', ...evidence });
  expect(unreadableAnswer({}, call).failure.code).toBe('answer-unreadable');
});

it('the error of the token endpoint is not shown', () => {
  const call = { operation: OAUTH.clientGrant, target: TOKEN_ENDPOINT };
  expect(toOAuthError({ status: 400, error: 'canary <b>' }, call).message).not.toContain('canary');
});
