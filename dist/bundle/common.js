export const id = "common";
export const ids = ["common"];
export const modules = {

/***/ 8029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BJ: () => (/* binding */ describeProblem),
/* harmony export */   Fi: () => (/* binding */ createCallError),
/* harmony export */   N6: () => (/* binding */ isFailure),
/* harmony export */   R0: () => (/* binding */ isUnreachable),
/* harmony export */   SM: () => (/* binding */ withCode),
/* harmony export */   gi: () => (/* binding */ isServiceError),
/* harmony export */   hw: () => (/* binding */ formatMessage),
/* harmony export */   jp: () => (/* binding */ hasTrait),
/* harmony export */   l6: () => (/* binding */ withIntroduction),
/* harmony export */   lZ: () => (/* binding */ ActionError),
/* harmony export */   z6: () => (/* binding */ asActionError)
/* harmony export */ });
/* harmony import */ var _error_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8010);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7923);
/* harmony import */ var _service_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6406);
/** The error that says what to change, and the messages for everything that was thrown. */



/** The only error that the action's own code throws. Its message is safe to log. */
class ActionError extends Error {
    name = 'ActionError';
    failure;
    /** @param introduction sentences in front of the problem */
    constructor(failure, introduction = '') {
        super(sentences(introduction, problemOf(failure), textOf('fix', failure)));
        this.failure = failure;
    }
}
/** Creates the error for a failed call whose code needs no details. */
function createCallError(code, evidence) {
    return new ActionError(plainFailure(code, evidence));
}
function plainFailure(code, evidence) {
    return { ...evidence, code };
}
function isFailure(error, code) {
    return error instanceof ActionError && error.failure.code === code;
}
function hasTrait(error, trait) {
    return error instanceof ActionError && _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .RECORDS */ .f[error.failure.code].traits?.includes(trait) === true;
}
/** Returns true for a failed call with this error name. */
function isServiceError(error, errorName) {
    return error instanceof ActionError && 'call' in error.failure && error.failure.errorName === errorName;
}
/** Returns true for a transient failure without an answer of AWS: another way to connect may help. */
function isUnreachable(error) {
    // AWS gives every answer a request ID.
    return hasTrait(error, 'isTransient') && !('requestId' in error.failure && error.failure.requestId !== undefined);
}
/** Returns the error under another code, for callers that know more than the service said. */
function withCode(error, code) {
    const { failure } = error;
    if (!('call' in failure)) {
        return error;
    }
    const { call, errorName, httpStatus, requestId, isClockSuspect = false } = failure;
    return createCallError(code, { call, errorName, httpStatus, requestId, isClockSuspect });
}
/** Returns the error with sentences in front of its message, for callers that know its consequence. */
function withIntroduction(error, introduction) {
    return new ActionError(asActionError(error).failure, introduction);
}
/**
 * Formats the message for anything that was thrown, with a link to read on. Of a foreign error it shows only the name,
 * because its text may hold secrets.
 *
 * @param troubleshooting where `docs/troubleshooting.md` can be read
 * @param hint one more thing to change
 */
function formatMessage(error, troubleshooting, hint = '') {
    const { message, failure } = asActionError(error);
    return sentences(message, hint, `See ${troubleshooting}#${failure.code}`);
}
/** Returns the problem without the fix. */
function describeProblem(error) {
    return problemOf(asActionError(error).failure);
}
/** Returns the error itself, or `unexpected` for any other error. */
function asActionError(error) {
    return error instanceof ActionError ? error : new ActionError({ code: 'unexpected', errorName: (0,_error_name_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(error) });
}
function problemOf(failure) {
    const problem = textOf('problem', failure);
    return 'call' in failure ? `${(0,_service_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .callText */ .WT)(failure.call)} failed: ${problem} (${(0,_service_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .evidenceText */ .rS)(failure)}).` : problem;
}
function textOf(part, failure) {
    const record = _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .RECORDS */ .f[failure.code];
    const text = record[part];
    return typeof text === 'function' ? text(failure) : text;
}
function sentences(...all) {
    return all.filter((sentence) => sentence !== '').join(' ');
}


/***/ }),

/***/ 8010:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ai: () => (/* binding */ vettedName),
/* harmony export */   NE: () => (/* binding */ CERTIFICATE_ERROR),
/* harmony export */   Vb: () => (/* binding */ nameOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
/** Names of errors. They come from outside, so text that does not look like a name is never shown. */

/** Names that say nothing: the error's `code` says more, for instance `ECONNREFUSED`. */
const GENERIC_NAMES = ['Error', 'TypeError', 'AggregateError', 'AxiosError', 'TimeoutError', ''];
/** Returns the name that AWS or Node.js gives to an error. */
function nameOf(error) {
    const name = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textIn */ .r7)(error, 'name');
    return vettedName((GENERIC_NAMES.includes(name) && (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textIn */ .r7)(error, 'code')) || name);
}
function vettedName(name) {
    return /^[A-Za-z][\w.]{0,63}$/.test(name) ? name : 'unknown error';
}
/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE_ERROR = /^(UNABLE_TO_|CERT_|ERR_TLS_CERT_)|SELF_SIGNED_CERT/;


/***/ }),

/***/ 7923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ ERROR_CODES),
  f: () => (/* binding */ RECORDS)
});

// EXTERNAL MODULE: ./build/failures/record.js
var record = __webpack_require__(5333);
;// CONCATENATED MODULE: ./build/failures/records/details.js
/**
 * Reads details from messages of services. Only words from closed lists may be shown: the rest can echo what was sent.
 */
/** `getaddrinfo ENOTFOUND proxy.example.com`, in the words of Node.js */
function readLookedUpHost(message) {
    return { lookedUp: /^getaddrinfo ENOTFOUND ([\w.-]{1,253})$/.exec(message)?.[1] };
}
/** `Username should be either an email or a phone number.`, `Username cannot be of email format, since …` */
function readUsernameFormats(message) {
    const required = ['email', 'phone-number'].filter((format) => message.includes(format.replace('-', ' ')));
    return { formats: /should be/i.test(message) ? required : ['plain'] };
}
/** `name: The attribute is required`, `name.formatted: The attribute name.formatted is required`, `name is missing` */
function readMissingAttributes(message) {
    const required = [...message.matchAll(/([\w:.-]+): The attribute (?:[\w:.-]+ )?is required/gi)].map(([, name = '']) => SCIM_NAMES.get(name) ?? name);
    const [, missing = ''] = /given, (.*) (?:is|are) missing/i.exec(message) ?? [];
    return { attributes: attributeNames([...required, ...missing.split(/, | and /)]) };
}
/**
 * `custom:tier: Attribute does not exist in the schema`, `Type for attribute {custom:tier}`, `Invalid phone number`,
 * `Attribute value for picture must not be null`
 */
function readRefusedAttributes(message) {
    const names = [
        ...message.matchAll(/(?:schema: |attributes: |\n)(?:user\.)?([\w:-]+): |attribute (?:\{|value for )([\w:-]+)|invalid (email|phone number)/gi),
    ].map(([, before = '', after = '', formatted = '']) => before || after || formatted.replaceAll(' ', '_'));
    return { attributes: attributeNames(names) };
}
/** The names of some missing attributes: https://www.rfc-editor.org/rfc/rfc7643#section-4.1 */
const SCIM_NAMES = new Map([
    ['name.formatted', 'name'],
    ['name.givenName', 'given_name'],
    ['name.familyName', 'family_name'],
    ['name.middleName', 'middle_name'],
    ['phoneNumbers', 'phone_number'],
    ['emails', 'email'],
    ['addresses', 'address'],
]);
/** https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims */
const ATTRIBUTE = /^(address|birthdate|email|email_verified|family_name|gender|given_name|locale|middle_name|name|nickname|phone_number|phone_number_verified|picture|preferred_username|profile|sub|updated_at|website|zoneinfo|custom:[\w-]{1,20})$/;
function attributeNames(names) {
    return [...new Set(names.filter((name) => ATTRIBUTE.test(name)))];
}
const TRIGGER = /\b(PreSignUp|PostConfirmation|PreAuthentication|PostAuthentication|PreTokenGeneration|CustomMessage|UserMigration|DefineAuthChallenge|CreateAuthChallenge|VerifyAuthChallengeResponse|CustomSMSSender|CustomEmailSender|InboundFederation)\b/;
/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
function readTrigger(message) {
    return { trigger: TRIGGER.exec(message)?.[0] };
}
/** `Unable to send the message. User pool does not have SMS configuration to send messages.` */
function readDeliveryFailure(message) {
    const [, reason] = DELIVERY_FAILURES.find(([wording]) => wording.test(message)) ?? [];
    return { reason };
}
const DELIVERY_FAILURES = [
    [/not have sms configuration/i, 'the user pool has no SMS settings'],
    [/invalid phone number/i, 'the phone number is not valid, or SMS cannot reach it'],
];
const POLICY = /\b(session policy|resource-based policy|permissions boundary|service control policy|resource control policy|VPC endpoint policy)\b/;
/**
 * `because no session policy allows …`, `with an explicit deny in a service control policy`. Undefined for the caller's
 * own policy, which AWS does not always mention. The action can be one that Cognito needs itself, in another service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function readDenial(message) {
    const [, action] = DENIED_ACTION.exec(message) ?? [];
    return { policy: POLICY.exec(message)?.[0], action };
}
/** The form of an IAM action, such as `kms:CreateGrant`. */
const DENIED_ACTION = /not authorized to perform: ([a-z][a-z\d-]{1,30}:[A-Z][A-Za-z\d]{1,60})(?![\w:])/;
/** `1 validation error detected: Value '…' at 'password' failed to satisfy constraint: …` */
function readMalformedInput(message) {
    const [, field = ''] = / at '(\w+)/.exec(message) ?? [];
    return { input: INPUTS_BY_FIELD.get(field) };
}
const INPUTS_BY_FIELD = new Map([
    ['userPoolId', 'user-pool-id'],
    ['clientId', 'client-id'],
    ['secretHash', 'client-secret'],
    ['clientSecret', 'client-secret'],
    ['secret', 'client-secret'],
    ['scopes', 'scopes'],
    ['deviceKey', 'device-key'],
    ['username', 'username'],
    ['password', 'password'],
    ['temporaryPassword', 'password'],
    ['groupName', 'groups'],
    ['userAttributes', 'user-attributes'],
    ['clientMetadata', 'client-metadata'],
    ['refreshToken', 'refresh-token'],
    ['token', 'refresh-token'],
]);

// EXTERNAL MODULE: ./build/failures/service-failure.js
var service_failure = __webpack_require__(6406);
;// CONCATENATED MODULE: ./build/failures/records/examples.js

const EXAMPLE_USER_POOL_ID = 'eu-west-1_AbCdEf123';
const EXAMPLE_CLIENT_ID = '1example23456789';
const HOST = 'cognito-idp.eu-west-1.amazonaws.com';
const USER_POOL = {
    kind: 'user-pool',
    name: `user pool ${EXAMPLE_USER_POOL_ID} in eu-west-1`,
    host: HOST,
    arn: `arn:aws:cognito-idp:eu-west-1:ACCOUNT:userpool/${EXAMPLE_USER_POOL_ID}`,
};
const APP_CLIENT = { kind: 'app-client', name: `app client ${EXAMPLE_CLIENT_ID} in eu-west-1`, host: HOST };
const DOMAIN = 'my-app.auth.eu-west-1.amazoncognito.com';
const USER_POOL_DOMAIN = {
    kind: 'user-pool-domain',
    name: `https://${DOMAIN} for app client ${EXAMPLE_CLIENT_ID}`,
    host: DOMAIN,
};
const ROLE = {
    kind: 'role',
    name: 'role arn:aws:iam::111122223333:role/api-tests',
    host: 'sts.eu-west-1.amazonaws.com',
};
const EXAMPLE_IDENTITY_POOL_ID = 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
const IDENTITY_POOL = {
    kind: 'identity-pool',
    name: `identity pool ${EXAMPLE_IDENTITY_POOL_ID}`,
    host: 'cognito-identity.eu-west-1.amazonaws.com',
    arn: `arn:aws:cognito-identity:eu-west-1:ACCOUNT:identitypool/${EXAMPLE_IDENTITY_POOL_ID}`,
};
const onUserPool = (operation, about) => ({ operation, about, target: USER_POOL });
const onAppClient = (operation, about) => ({ operation, about, target: APP_CLIENT });
const CREATE_USER = onUserPool('AdminCreateUser');
const SIGN_UP = onAppClient('SignUp');
const SIGN_IN = onAppClient('InitiateAuth', 'USER_PASSWORD_AUTH');
const ANSWER_TOTP = onAppClient('RespondToAuthChallenge', 'SOFTWARE_TOKEN_MFA');
const ASSUME_ROLE = { operation: 'AssumeRoleWithWebIdentity', target: ROLE };
const CLIENT_CREDENTIALS = { operation: service_failure/* OAUTH */.Ip.clientGrant, target: USER_POOL_DOMAIN };
const LOGIN_PAGE = { operation: service_failure/* OAUTH */.Ip.loginPage, target: USER_POOL_DOMAIN };
const CODE_GRANT = { operation: service_failure/* OAUTH */.Ip.codeGrant, target: USER_POOL_DOMAIN };
const GET_ID = { operation: 'GetId', target: IDENTITY_POOL };
const GET_CREDENTIALS = { operation: 'GetCredentialsForIdentity', target: IDENTITY_POOL };
/** Evidence of a call that was answered, with a shorter request ID than those of AWS. */
function answered(call, errorName, httpStatus = 400) {
    return { call, errorName, httpStatus, requestId: '5f0c8a1e' };
}
/** A call that the service refused. */
function refused(call, errorName, errorMessage = '', status = 400) {
    return { ...answered(call, errorName, status), errorMessage };
}
/** A call that the token endpoint refused, whose request ID is not shown. */
function refusedGrant(call, errorName, status = 400) {
    return { ...refused(call, errorName, '', status), requestId: undefined };
}
/** A call that was not answered, or never sent. */
function unanswered(call, errorName, errorMessage = '') {
    return { call, errorName, httpStatus: undefined, requestId: undefined, errorMessage };
}

;// CONCATENATED MODULE: ./build/failures/records/role-refusals.js
/** Reasons of AWS STS for refusing a session of a role that the job may assume. */
const ROLE_REFUSALS = {
    region: {
        problem: 'AWS STS is not active in this region',
        fix: 'Activate it in the account of role-to-assume: IAM console > Account settings > Security Token Service (STS) > Endpoints.',
    },
    claim: {
        problem: 'the OIDC token lacks a claim that AWS requires, such as sub, so it does not come from GitHub',
        fix: 'Check that no step changed ACTIONS_ID_TOKEN_REQUEST_URL, and that the runner is one of GitHub Actions.',
    },
    thumbprint: {
        problem: "the thumbprint in the account's IAM identity provider is not that of the OIDC provider's certificate",
        fix: 'Run the job again. If it fails again, update the thumbprint: aws iam update-open-id-connect-provider-thumbprint.',
    },
    size: {
        problem: 'the policies and tags of the session are too large',
        fix: 'Put fewer or shorter session tags in the OIDC token.',
    },
    duration: {
        problem: 'the role does not allow sessions of this length',
        fix: 'Lower duration_seconds of the profile in the AWS config file of the runner, or raise the maximum session duration of the role.',
    },
};

;// CONCATENATED MODULE: ./build/failures/records/access.js
/** Failures of AWS credentials, IAM and roles. */




/** Calls of AWS STS, also those that fetch the job's own credentials. */
const ASSUMING = /^AssumeRole/;
const CLOCK = /signature (expired|not yet current)/i;
const ACCESS_FAILURES = {
    'credentials-missing': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('CredentialsProviderError'), (0,record.on)('MissingAuthenticationTokenException')],
        traits: ['affectsAllUsers', 'hadNoEffect', 'mayBeMissingSecret'],
        problem: 'there are no AWS credentials in this job',
        fix: "Run aws-actions/configure-aws-credentials with role-to-assume before this step, or set this action's own input role-to-assume. If it is set, the variable behind it is empty. Both need permissions: id-token: write in the job.",
        example: unanswered(CREATE_USER, 'CredentialsProviderError'),
    }),
    'credentials-rejected': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('InvalidSignatureException'),
            (0,record.on)('SignatureDoesNotMatch'),
            (0,record.on)('IncompleteSignatureException'),
            (0,record.on)('UnrecognizedClientException'),
            (0,record.on)('InvalidClientTokenId'),
            (0,record.on)('OptInRequired'),
        ],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: 'AWS does not accept the credentials',
        fix: 'Check that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the job belong together and still exist, and that the region is enabled for their account.',
        example: refused(CREATE_USER, 'UnrecognizedClientException'),
    }),
    'credentials-expired': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ExpiredTokenException')],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: 'the credentials have expired',
        fix: "Run aws-actions/configure-aws-credentials closer to this step or with a longer role-duration-seconds, or set this action's own input role-to-assume, which gets new credentials in each step.",
        example: refused(CREATE_USER, 'ExpiredTokenException'),
    }),
    'clock-wrong': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('InvalidSignatureException', CLOCK),
            (0,record.on)('SignatureDoesNotMatch', CLOCK),
            (0,record.on)('RequestExpired'),
            (0,record.on)('RequestTimeTooSkewed'),
        ],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: "the runner's clock is wrong by several minutes",
        fix: "Correct the runner's clock, best with NTP. AWS accepts a difference of at most 5 minutes.",
        example: refused(CREATE_USER, 'InvalidSignatureException', 'Signature expired: 20260925T100000Z is now'),
    }),
    /** `action`: the denied IAM action, if the message names one. */
    'access-denied': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('AccessDeniedException', record/* ANY_MESSAGE */.$$, readDenial)],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: ({ call, policy, action }) => `IAM does not allow ${isOwnAction(call, action) ? 'it' : action}${policy === undefined ? '' : `, due to the ${policy}`}`,
        fix: ({ call, policy, action }) => {
            const { operation, target } = call;
            const input = NEEDED_BY.get(operation);
            const own = `${serviceOf(target)}:${operation}${input === undefined ? '' : `, which ${input} needs,`} on ${target.arn ?? 'the user pool'}`;
            return `Allow ${isOwnAction(call, action) ? own : `${action}, which ${operation} needs here,`} ${policy === undefined
                ? "for the role or user whose credentials this job uses. It must belong to the user pool's account"
                : `in that ${policy}, too`}.`;
        },
        example: refused(CREATE_USER, 'AccessDeniedException', 'because no identity-based policy allows the action'),
    }),
    'machine-misconfigured': (0,record/* callFailure */.zL)({
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: ({ setting }) => SETTINGS[setting ?? 'unknown'].problem,
        fix: ({ setting }) => SETTINGS[setting ?? 'unknown'].fix,
        example: unanswered(CREATE_USER, 'EndpointError', 'FIPS and custom endpoint are not supported'),
    }),
    'role-not-assumed': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('AccessDenied'),
            (0,record.on)('AccessDeniedException', ASSUMING),
            (0,record.on)('IDPRejectedClaimException'),
            (0,record.on)('ValidationError', /^AssumeRole.*\barn\b/i),
        ],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: 'AWS does not let this job assume the role',
        fix: "Check role-to-assume, and the role's trust policy: principal token.actions.githubusercontent.com, action sts:AssumeRoleWithWebIdentity, and a condition on token.actions.githubusercontent.com:sub that matches this repository, branch and environment (repo:OWNER/NAME:…, or repo:OWNER@ID/NAME@ID:… if the repository was created, renamed or transferred since 15 July 2026).",
        example: refused(ASSUME_ROLE, 'AccessDenied', '', 403),
    }),
    'role-session-refused': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('RegionDisabledException', record/* ANY_MESSAGE */.$$, () => ({ reason: 'region' })),
            (0,record.on)('InvalidIdentityTokenException', /required claim/i, () => ({ reason: 'claim' })),
            (0,record.on)('InvalidIdentityTokenException', /thumbprint/i, () => ({ reason: 'thumbprint' })),
            (0,record.on)('PackedPolicyTooLargeException', record/* ANY_MESSAGE */.$$, () => ({ reason: 'size' })),
            (0,record.on)('ValidationError', /^AssumeRole.*DurationSeconds/i, () => ({ reason: 'duration' })),
        ],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: ({ reason }) => ROLE_REFUSALS[reason].problem,
        fix: ({ reason }) => ROLE_REFUSALS[reason].fix,
        example: refused(ASSUME_ROLE, 'RegionDisabledException', '', 403),
    }),
    'oidc-provider-missing': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidIdentityTokenException', /no openidconnect provider/i)],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: "the AWS account does not know GitHub's OIDC tokens",
        fix: 'Create the IAM identity provider https://token.actions.githubusercontent.com with audience sts.amazonaws.com in the account of role-to-assume, or correct the account number in role-to-assume.',
        example: refused(ASSUME_ROLE, 'InvalidIdentityToken', 'No OpenIDConnect provider found in your account'),
    }),
    'audience-wrong': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidIdentityTokenException', /audience/i)],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: "the audience of GitHub's OIDC token is wrong for the AWS account",
        fix: "Add the value of audience (default sts.amazonaws.com) to the audiences of the account's IAM identity provider for token.actions.githubusercontent.com, or set audience to one that it lists. The role's trust policy (:aud) must name it too.",
        example: refused(ASSUME_ROLE, 'InvalidIdentityToken', 'Incorrect token audience'),
    }),
    'id-token-unavailable': (0,record/* failure */.V2)({
        traits: ['affectsAllUsers', 'hadNoEffect', 'mayBeMissingSecret'],
        problem: 'role-to-assume needs an OIDC token from GitHub, but this job has no permission to get one.',
        fix: 'Add permissions: id-token: write (and contents: read for a checkout) to the job. In a reusable workflow, add it to the calling job too.',
        example: {},
    }),
    'id-token-refused': (0,record/* failure */.V2)({
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: ({ status }) => `GitHub refuses the OIDC token that role-to-assume needs (HTTP ${status}).`,
        fix: 'Check that the job has permissions: id-token: write, and that no earlier step changed ACTIONS_ID_TOKEN_REQUEST_TOKEN or ACTIONS_ID_TOKEN_REQUEST_URL. If they are right, run the job again.',
        example: { status: 403 },
    }),
    'id-token-failed': (0,record/* failure */.V2)({
        traits: ['isTransient', 'hadNoEffect'],
        problem: 'GitHub did not return the OIDC token that role-to-assume needs.',
        fix: 'Run the job again. If it fails again, see githubstatus.com, and check the proxy of a self-hosted runner.',
        example: {},
    }),
};
/** The IAM actions that only some uses of the action need, and what needs them. */
const NEEDED_BY = new Map([
    ['AdminAddUserToGroup', 'the input groups'],
    ['AdminInitiateAuth', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
    ['AdminRespondToAuthChallenge', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
    ['AdminConfirmSignUp', 'create-with: sign-up'],
    ['ListUsers', 'the sweep'],
    ['DeleteIdentities', 'identity-pool-id'],
]);
function isOwnAction({ operation, target }, action) {
    return action === undefined || action === `${serviceOf(target)}:${operation}`;
}
function serviceOf({ kind }) {
    return kind === 'identity-pool' ? 'cognito-identity' : 'cognito-idp';
}
const SETTINGS = {
    AWS_ACCESS_KEY_ID: forbiddenCharacter('AWS_ACCESS_KEY_ID'),
    AWS_SECRET_ACCESS_KEY: forbiddenCharacter('AWS_SECRET_ACCESS_KEY'),
    AWS_SESSION_TOKEN: forbiddenCharacter('AWS_SESSION_TOKEN'),
    AWS_PROFILE: {
        problem: 'the profile that AWS_PROFILE names gives no credentials',
        fix: 'Remove AWS_PROFILE from the env of the job: it hides AWS_ACCESS_KEY_ID. Or correct the profile in the AWS files of the runner.',
    },
    AWS_WEB_IDENTITY_TOKEN_FILE: unreadable('AWS_WEB_IDENTITY_TOKEN_FILE'),
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: unreadable('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'),
    AWS_CONTAINER_CREDENTIALS_FULL_URI: unreadable('AWS_CONTAINER_CREDENTIALS_FULL_URI'),
    AWS_DEFAULTS_MODE: {
        problem: 'AWS_DEFAULTS_MODE is not one of the modes of AWS',
        fix: 'Correct AWS_DEFAULTS_MODE (or defaults_mode in the AWS config file of the runner), for instance to standard. Or remove it.',
    },
    AWS_USE_FIPS_ENDPOINT: unsupportedEndpoint('AWS_USE_FIPS_ENDPOINT'),
    AWS_USE_DUALSTACK_ENDPOINT: unsupportedEndpoint('AWS_USE_DUALSTACK_ENDPOINT'),
    unknown: {
        problem: 'something on this machine stops the call from being sent',
        fix: 'Check the environment variables of the job that begin with AWS_, and the files in ~/.aws of the runner. If they are right, please report it as a bug.',
    },
};
function forbiddenCharacter(setting) {
    return {
        problem: `${setting} has a line break or another character that is not allowed`,
        fix: `Store the secret again without it, for instance with printf %s "$VALUE" | gh secret set ${setting} in a shell.`,
    };
}
function unreadable(setting) {
    return {
        problem: `the file or address in ${setting} cannot be read`,
        fix: `Correct or remove ${setting}, or set this action's own input role-to-assume, which does not need it.`,
    };
}
function unsupportedEndpoint(setting) {
    return {
        problem: `${setting} does not work with this region or endpoint`,
        fix: `Remove ${setting} (or its line in the AWS config file of the runner), or remove AWS_ENDPOINT_URL.`,
    };
}

;// CONCATENATED MODULE: ./build/failures/records/wrong-clock.js
/** Names the clock first if it is suspect and the call depends on it: SRP proofs and TOTP codes contain the time. */
function orWrongClock(problem, fix) {
    const dependsOnClock = ({ call: { about = '' }, isClockSuspect = false }) => isClockSuspect && /^(PASSWORD_VERIFIER|SOFTWARE_TOKEN_MFA)$/.test(about);
    return {
        problem: (evidence) => dependsOnClock(evidence) ? `the runner's clock is wrong, or ${problem}` : problem,
        fix: (evidence) => dependsOnClock(evidence) ? `Correct the runner's clock, best with NTP. ${fix}` : fix,
    };
}

;// CONCATENATED MODULE: ./build/failures/records/challenges.js
/** Failures of the challenges of a sign-in. */



const NOT_AUTHORIZED = 'NotAuthorizedException';
const PARAMETER = 'InvalidParameterException';
const INCORRECT = /incorrect username or password/i;
const START_CUSTOM = onAppClient('InitiateAuth', 'CUSTOM_AUTH');
const TOTP_REJECTED = orWrongClock("the code of the user's authenticator app is wrong", 'Check that totp-secret is the base32 secret of the app that this user set up last.');
const CHALLENGE_FAILURES = {
    /** `choices`: what Cognito offered to choose from. `isEphemeral`: the user was created for this run. */
    'challenge-unsupported': (0,record/* failure */.V2)({
        problem: ({ challenge, choices, clientId }) => `Signing in at app client ${clientId} stopped at the challenge ${challenge}${choices.length === 0 ? '' : ` (offered: ${choices.join(', ')})`}, which this action does not answer.`,
        fix: ({ challenge, isEphemeral }) => challengeAdvice(challenge, isEphemeral),
        example: { challenge: 'NEW_PASSWORD_REQUIRED', choices: [], clientId: EXAMPLE_CLIENT_ID, isEphemeral: false },
    }),
    'custom-auth-missing': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(PARAMETER, /custom auth lambda trigger is not configured/i)],
        problem: 'the user pool has no Lambda triggers for custom challenges',
        fix: 'Remove auth-flow: CUSTOM_AUTH and challenge-answers, or add the triggers to the user pool: define, create and verify auth challenge.',
        example: refused(START_CUSTOM, PARAMETER, 'Custom auth lambda trigger is not configured for the user pool.'),
    }),
    'custom-auth-rejected': (0,record/* callFailure */.zL)({
        matches: [
            (0,record/* about */.Cv)('CUSTOM_AUTH', (0,record.on)(NOT_AUTHORIZED, INCORRECT)),
            (0,record/* about */.Cv)('CUSTOM_AUTH', (0,record.on)(PARAMETER, /missing required parameter srp_a/i)),
        ],
        traits: ['mayBeMissingSecret'],
        problem: 'the user pool refuses the sign-in before its first custom challenge',
        fix: 'In mode stored, check username; set password and user-pool-id if the password comes first (SRP), and remove password if it does not. In mode ephemeral, read the log of the define auth challenge trigger.',
        example: refused(START_CUSTOM, NOT_AUTHORIZED, 'Incorrect username or password.'),
    }),
    'challenge-answer-rejected': (0,record/* callFailure */.zL)({
        matches: [(0,record/* about */.Cv)('CUSTOM_CHALLENGE', (0,record.on)(NOT_AUTHORIZED, INCORRECT))],
        problem: 'the user pool does not accept the answer to a custom challenge',
        fix: 'Correct challenge-answers: one answer a line, in the order of the challenges.',
        example: refused(onAppClient('RespondToAuthChallenge', 'CUSTOM_CHALLENGE'), NOT_AUTHORIZED, 'Incorrect username or password.'),
    }),
    /** `line`: of the last answer that was given. */
    'challenge-answer-wrong': (0,record/* failure */.V2)({
        problem: ({ clientId, line }) => `Signing in at app client ${clientId} stopped at a custom challenge: the user pool asked it again after line ${line} of challenge-answers.`,
        fix: 'Correct that line: one answer a line, in the order of the challenges. If this was another challenge that looks the same, add its answer as a line.',
        example: { clientId: EXAMPLE_CLIENT_ID, line: 1 },
    }),
    'challenge-answer-missing': (0,record/* failure */.V2)({
        traits: ['mayBeMissingSecret'],
        problem: ({ clientId, line }) => `Signing in at app client ${clientId} stopped at custom challenge ${line + 1}: challenge-answers has only ${line === 1 ? '1 line' : `${line} lines`}.`,
        fix: 'Add its answer as a line: one answer a line, in the order of the challenges.',
        example: { clientId: EXAMPLE_CLIENT_ID, line: 1 },
    }),
    'totp-secret-needed': (0,record/* failure */.V2)({
        traits: ['mayBeMissingSecret'],
        problem: ({ clientId }) => `Signing in at app client ${clientId} stopped at the challenge SOFTWARE_TOKEN_MFA: the user signs in with an authenticator app.`,
        fix: 'Set totp-secret to the base32 secret that was shown when the app was set up.',
        example: { clientId: EXAMPLE_CLIENT_ID },
    }),
    'totp-code-rejected': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('CodeMismatchException'), (0,record.on)('EnableSoftwareTokenMFAException'), (0,record.on)('ExpiredCodeException')],
        problem: TOTP_REJECTED.problem,
        fix: (evidence) => evidence.call.operation === 'VerifySoftwareToken'
            ? "The code depends on the runner's clock: correct that, best with NTP."
            : TOTP_REJECTED.fix(evidence),
        example: refused(ANSWER_TOTP, 'CodeMismatchException'),
    }),
    'totp-code-used': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ExpiredCodeException', /already been used/i)],
        problem: "the code of the user's authenticator app was already used",
        fix: 'Give each job that runs at the same time its own user: Cognito accepts a code only once, and the next one comes after 30 seconds.',
        example: refused(ANSWER_TOTP, 'ExpiredCodeException', 'Your software token has already been used once.'),
    }),
    'totp-disabled': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('SoftwareTokenMFANotFoundException'), (0,record.on)('MFAMethodNotFoundException')],
        problem: 'the user pool does not allow authenticator apps',
        fix: 'Switch authenticator apps on in the MFA settings of the user pool, or switch MFA off.',
        example: refused(onAppClient('AssociateSoftwareToken'), 'SoftwareTokenMFANotFoundException'),
    }),
};
function challengeAdvice(challenge, isEphemeral) {
    switch (challenge) {
        case 'NEW_PASSWORD_REQUIRED':
            return 'The user has a temporary password: set a permanent one with aws cognito-idp admin-set-user-password --user-pool-id … --username … --password … --permanent.';
        case 'MFA_SETUP':
            return isEphemeral
                ? 'Switch authenticator apps on in the MFA settings of the user pool, so that the user can set one up.'
                : 'Set up an authenticator app for the user once, and give its secret as totp-secret.';
        case 'SMS_MFA':
        case 'SMS_OTP':
        case 'EMAIL_OTP':
        case 'SELECT_MFA_TYPE':
            return isEphemeral
                ? 'Allow only authenticator apps for MFA in the user pool, no SMS and e-mail. Or sign in a stored user (mode: stored) with totp-secret.'
                : 'Set up an authenticator app for the user, make it the preferred MFA method, and give its secret as totp-secret.';
        case 'SELECT_CHALLENGE':
        case 'WEB_AUTHN':
            return 'Allow passwords among the first factors of the user pool, or set auth-flow: USER_PASSWORD_AUTH.';
        case 'CUSTOM_CHALLENGE':
            return 'Set auth-flow: CUSTOM_AUTH, and the answers as challenge-answers.';
        case 'SRP_A':
        case 'PASSWORD_VERIFIER':
            return 'Set password and user-pool-id: the Lambda triggers of the user pool have the password verified first (SRP).';
        case 'DEVICE_SRP_AUTH':
        case 'DEVICE_PASSWORD_VERIFIER':
            return 'Switch device tracking off in the user pool.';
        default:
            return 'Use a user who signs in with a password and, at most, a code of an authenticator app (totp-secret).';
    }
}

;// CONCATENATED MODULE: ./build/failures/records/cleanup.js
/** Failures of the post step and of the sweep. */


const DELETE_SELF = onAppClient('DeleteUser');
const ADMIN_DELETE = `AdminDeleteUser on user pool ${EXAMPLE_USER_POOL_ID} in eu-west-1 failed:`;
const CLEANUP_FAILURES = {
    /**
     * `count`: the users left, of `total`. `isCertain`: they exist; main may have ended before that was known. `hasRole`:
     * post could assume a role. `isUnreachable`: another way to connect may help.
     */
    'user-left-behind': (0,record/* failure */.V2)({
        problem: ({ userPoolId, count, total, reason, isCertain }) => total === 1
            ? `An ephemeral user ${isCertain ? 'stays' : 'may stay'} in user pool ${userPoolId}: ${reason}`
            : `${count} of ${total} ephemeral users ${isCertain ? 'stay' : 'may stay'} in user pool ${userPoolId}: ${reason}`,
        fix: ({ hasRole, count }) => `${hasRole ? 'Run' : "Set this action's own input role-to-assume, so that the post step has its own credentials. Run"} the sweep (org/cognito-token-action/sweep): it deletes the ${count === 1 ? 'user' : 'users'}.`,
        example: {
            userPoolId: EXAMPLE_USER_POOL_ID,
            count: 1,
            total: 1,
            reason: `${ADMIN_DELETE} there are no AWS credentials in this job (CredentialsProviderError).`,
            isCertain: true,
            hasRole: false,
            isUnreachable: false,
        },
    }),
    'access-token-unscoped': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('NotAuthorizedException', /required scopes/i)],
        problem: "the user's own access token does not have the scope aws.cognito.signin.user.admin",
        fix: ({ call }) => call.operation === 'DeleteUser'
            ? 'With auth-flow: AUTHORIZATION_CODE, add this scope to scopes. With another, let the pre token generation trigger of the user pool keep it. Or set role-to-assume, so that the post step has credentials to delete the user with.'
            : 'Let the pre token generation trigger of the user pool keep this scope.',
        example: refused(DELETE_SELF, 'NotAuthorizedException', 'Access Token does not have required scopes'),
    }),
    'access-token-rejected': (0,record/* callFailure */.zL)({
        // Nothing else in these requests can be unauthorized.
        matches: [(0,record.on)('NotAuthorizedException', /^(DeleteUser|ConfirmDevice|ForgetDevice):/)],
        problem: "Cognito does not accept the user's own access token any more",
        fix: ({ call }) => `Something signed the user out, disabled it or revoked its tokens. ${call.operation === 'DeleteUser'
            ? 'Set role-to-assume, so that the post step has credentials to delete it with.'
            : 'To remove the device, call aws cognito-idp admin-forget-device.'}`,
        example: refused(DELETE_SELF, 'NotAuthorizedException'),
    }),
    'revocation-disabled': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('UnsupportedOperationException', /^RevokeToken:/)],
        problem: 'the app client does not allow refresh tokens to be revoked',
        fix: 'Set revoke-token: false, or EnableTokenRevocation: true in the app client.',
        example: refused(onAppClient('RevokeToken'), 'UnsupportedOperationException'),
    }),
    'state-unreadable': (0,record/* failure */.V2)({
        problem: 'The state that main left for this post step cannot be read, so nothing was cleaned up.',
        fix: 'Run the sweep (org/cognito-token-action/sweep): it deletes users that stay.',
        example: {},
    }),
    'file-not-removed': (0,record/* failure */.V2)({
        problem: ({ path, errorName }) => `The file ${path}, which holds tokens, cannot be removed (${errorName}).`,
        fix: 'Delete it, and check that no later step keeps it open or changes its owner.',
        example: { path: '/home/runner/work/_temp/cognito-token-….json', errorName: 'EPERM' },
    }),
    /** `reason`: the problem of the last failure. */
    'sweep-incomplete': (0,record/* failure */.V2)({
        problem: ({ userPoolId, found, failed, reason }) => `${failed} of ${found} leftover users in user pool ${userPoolId} could not be deleted. The last error: ${reason}`,
        fix: 'The next sweep tries again. The log has the reason for each user.',
        example: {
            userPoolId: EXAMPLE_USER_POOL_ID,
            found: 12,
            failed: 1,
            reason: `${ADMIN_DELETE} the request quota of the account in this region is used up (TooManyRequestsException, HTTP 400, request 5f0c8a1e).`,
        },
    }),
    'sweep-interrupted': (0,record/* failure */.V2)({
        problem: 'The run was cancelled before the sweep had finished.',
        fix: 'The next sweep continues.',
        example: {},
    }),
    /** The sweep found no leftovers, but users of another format. */
    'username-format-elsewhere': (0,record/* failure */.V2)({
        problem: ({ usernameFormat, userPoolId, format }) => `The sweep found no leftover users with username-format: ${usernameFormat}, but user pool ${userPoolId} has users of this action in the format ${format}.`,
        fix: ({ format }) => `Set username-format: ${format}, as in the jobs that create them.`,
        example: { userPoolId: EXAMPLE_USER_POOL_ID, usernameFormat: 'email', format: 'plain' },
    }),
};

// EXTERNAL MODULE: ./build/failures/error-name.js
var error_name = __webpack_require__(8010);
;// CONCATENATED MODULE: ./build/failures/records/connection.js
/**
 * Failures of calls without an answer of Cognito's, or without a known reason.
 *
 * @see https://nodejs.org/api/errors.html#common-system-errors
 */




const CONNECTION_FAILURES = {
    'network-failed': (0,record/* callFailure */.zL)({
        matches: [
            (0,record/* onNoAnswer */.h2)(/^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTCONN|ERR_STREAM_PREMATURE_CLOSE)$/),
            (0,record/* onNoAnswer */.h2)(/^(TimeoutError|AbortError|CanceledError)$/),
        ],
        traits: ['isTransient'],
        problem: 'no answer came',
        fix: reachabilityAdvice,
        example: unanswered(CREATE_USER, 'ETIMEDOUT'),
    }),
    'host-unreachable': (0,record/* callFailure */.zL)({
        matches: [(0,record/* onNoAnswer */.h2)(/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EAI_\w+)$/)],
        traits: ['isTransient', 'hadNoEffect'],
        problem: 'there is no connection to the host',
        fix: reachabilityAdvice,
        example: unanswered(CREATE_USER, 'ECONNREFUSED'),
    }),
    /** `lookedUp`: the host in the error of Node.js, which is that of the proxy if there is one. */
    'host-unknown': (0,record/* callFailure */.zL)({
        matches: [{ ...(0,record/* onNoAnswer */.h2)(/^ENOTFOUND$/), read: readLookedUpHost }],
        traits: ['isTransient', 'mayBeMisspelled', 'hadNoEffect'],
        problem: 'there is no host with this name',
        fix: ({ call: { target }, lookedUp }) => lookedUp === undefined || target.host.replace(/:\d+$/, '') === lookedUp
            ? `Check ${INPUTS_OF_HOST[target.kind]}: the runner has to find the address of ${hostText(target)}.`
            : `Check ${target.kind === 'credentials' ? 'the AWS_ variables of the job, and ' : ''}HTTPS_PROXY and HTTP_PROXY: the runner has to find the address of ${lookedUp}.`,
        example: unanswered(CREATE_USER, 'ENOTFOUND'),
    }),
    'certificate-untrusted': (0,record/* callFailure */.zL)({
        matches: [(0,record/* onNoAnswer */.h2)(error_name/* CERTIFICATE_ERROR */.NE)],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: ({ call: { target } }) => `the certificate of ${target.host} is not trusted`,
        fix: "If a proxy decrypts TLS, set NODE_EXTRA_CA_CERTS in the job's env to the file with the proxy's CA certificate.",
        example: unanswered(CREATE_USER, 'SELF_SIGNED_CERT_IN_CHAIN'),
    }),
    'proxy-failed': (0,record/* callFailure */.zL)({
        matches: [(0,record/* onNoAnswer */.h2)(/^ERR_PROXY_TUNNEL$/)],
        traits: ['isTransient', 'hadNoEffect'],
        problem: 'the proxy does not let the call through',
        fix: ({ call: { target } }) => `Check HTTPS_PROXY with its username and password, allow ${target.host} in the proxy, or add it to NO_PROXY.`,
        example: unanswered(CREATE_USER, 'ERR_PROXY_TUNNEL'),
    }),
    'proxy-unusable': (0,record/* failure */.V2)({
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: 'HTTPS_PROXY or HTTP_PROXY is not the URL of a proxy.',
        fix: 'Correct it: http://host:port without quotation marks, or http://username:password@host:port with special characters of the password percent-encoded (@ as %40).',
        example: {},
    }),
    /** `setting`: an environment variable, or one of the AWS config file. */
    'endpoint-unusable': (0,record/* failure */.V2)({
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: ({ setting }) => `${setting} is not a URL.`,
        fix: 'Correct it, for instance to http://localhost:4566. Or remove it, to call AWS itself.',
        example: { setting: 'AWS_ENDPOINT_URL' },
    }),
    'answer-unreadable': (0,record/* callFailure */.zL)({
        matches: [
            // The peer does not speak TLS or HTTP; and the names that the SDK and our own parsers give to malformed answers.
            (0,record/* onNoAnswer */.h2)(/^(EPROTO|ERR_SSL_\w+|HPE_\w+|SyntaxError|SrpError|Z_\w+|ZSTD_\w+|ERR__ERROR_\w+)$/),
            (0,record/* onNoAnswer */.h2)(/^ERR_BAD_RESPONSE$/, /maxContentLength/),
            // An answer of AWS STS without credentials, such as a page of a proxy. The SDK throws a plain Error.
            (0,record/* onNoAnswer */.h2)(/^/, /^\w+: Invalid response from STS/),
        ],
        traits: ['isTransient'],
        problem: 'the answer does not come from AWS',
        fix: ({ call: { target } }) => `Check what is between the runner and ${hostText(target)}, for instance a proxy in HTTPS_PROXY that answers with its own page.`,
        example: refused(CREATE_USER, 'SyntaxError', '', 200),
    }),
    'waf-blocked': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ForbiddenException')],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: 'AWS WAF blocked the request',
        fix: "Allow the runner's addresses in the web ACL of the user pool, without a CAPTCHA or challenge.",
        example: refused(SIGN_IN, 'ForbiddenException', 'Request not allowed due to WAF block.', 403),
    }),
    throttled: (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('TooManyRequestsException'), (0,record.on)('ThrottlingException')],
        traits: ['isTransient'],
        problem: 'the request quota of the account in this region is used up',
        fix: 'Run fewer jobs at once, raise timeout-seconds so that there is more time for retries, or raise the quota, which costs money.',
        example: refused(CREATE_USER, 'TooManyRequestsException'),
    }),
    'service-failed': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('InternalErrorException'),
            (0,record.on)('InternalFailure'),
            (0,record.on)('ServiceUnavailable'),
            (0,record.on)('IDPCommunicationErrorException'),
            (0,record.on)('ExternalServiceException'),
            // Happens when many jobs start at once: https://github.com/aws-actions/configure-aws-credentials/issues/299
            (0,record.on)('InvalidIdentityTokenException', /verification key/i),
            (0,record.on)('ExpiredTokenException', /^AssumeRole/),
        ],
        traits: ['isTransient'],
        problem: 'AWS failed internally',
        fix: 'Run the job again. If it fails again, see health.aws.amazon.com.',
        example: refused(CREATE_USER, 'InternalErrorException', '', 500),
    }),
    'operation-unknown': (0,record/* callFailure */.zL)({
        // cognito-local says `Unsupported`.
        matches: [(0,record.on)('UnknownOperationException'), (0,record.on)('Unsupported')],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: 'the endpoint does not know this operation',
        fix: 'Check AWS_ENDPOINT_URL: not every emulator has every operation.',
        example: refused(onUserPool('ListUsers'), 'UnknownOperationException'),
    }),
    'concurrent-change': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ConcurrentModificationException'), (0,record.on)('ResourceConflictException')],
        traits: ['isTransient'],
        problem: 'something else changed the user at the same moment',
        fix: 'Run the job again, and keep other jobs and Lambda triggers from changing this user meanwhile.',
        example: refused(onAppClient('AssociateSoftwareToken'), 'ConcurrentModificationException'),
    }),
    /** Every other refusal, also with an unknown wording of a known name. */
    'call-refused': (0,record/* callFailure */.zL)({
        problem: 'AWS refused it for a reason that this action does not know',
        fix: ({ call }) => `Possible causes: ${possibleCauses(call.operation)}. Look up the error name in AWS's API reference of this operation, and please report it.`,
        example: refused(SIGN_IN, 'InvalidParameterException', 'Something new.'),
    }),
};
function reachabilityAdvice({ call }) {
    return `Check that the runner reaches ${hostText(call.target)}, and the proxy in HTTPS_PROXY, if there is one.`;
}
function hostText({ kind, host }) {
    const isCustom = kind !== 'user-pool-domain' &&
        kind !== 'credentials' &&
        !/^(cognito-idp|cognito-identity|sts)(-fips)?\./.test(host);
    return isCustom ? `${host} (from AWS_ENDPOINT_URL)` : host;
}
const INPUTS_OF_HOST = {
    'user-pool': 'user-pool-id and aws-region',
    'app-client': 'user-pool-id and aws-region',
    'user-pool-domain': 'domain (and aws-region, if domain is a prefix)',
    'identity-pool': 'identity-pool-id',
    role: 'aws-region',
    credentials: 'the AWS_ variables of the job',
};
function possibleCauses(operation) {
    switch (operation.replace(/^Admin/, '')) {
        case 'CreateUser':
        case 'SignUp':
            return 'username-format, user-attributes, or the settings and Lambda triggers of the user pool';
        case 'InitiateAuth':
        case 'RespondToAuthChallenge':
            return 'username, password, client-id, client-secret, auth-flow, the state of the user, or a Lambda trigger of the user pool';
        case 'GetTokensFromRefreshToken':
        case 'RevokeToken':
            return 'the refresh token (expired, revoked, of another app client), client-id or client-secret';
        case 'GetId':
        case 'GetCredentialsForIdentity':
            return 'identity-pool-id, identity-role, or the identity providers and roles of the identity pool';
        case 'AssumeRoleWithWebIdentity':
            return "role-to-assume, audience, the role's trust policy, or the account's IAM identity provider for GitHub";
        default:
            return 'an input of this step, the settings of the user pool or app client, or an endpoint that is not Cognito';
    }
}

;// CONCATENATED MODULE: ./build/failures/records/identity-pool.js
/** Failures of getting AWS credentials from an identity pool. */


const identity_pool_NOT_AUTHORIZED = 'NotAuthorizedException';
const CONSOLE = 'Cognito console > Identity pools > the identity pool > User access';
const TRUST_POLICY = 'principal {"Federated": "cognito-identity.amazonaws.com"}, action sts:AssumeRoleWithWebIdentity, condition cognito-identity.amazonaws.com:aud = the ID of this identity pool';
const IDENTITY_POOL_FAILURES = {
    'identity-pool-not-found': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ResourceNotFoundException', /^GetId:/)],
        problem: 'its region, the part of the ID before the colon, has no such identity pool',
        fix: 'Copy identity-pool-id again, with its region: Cognito console > Identity pools > Identity pool ID.',
        example: refused(GET_ID, 'ResourceNotFoundException', "IdentityPool 'eu-west-1:…' not found."),
    }),
    'identity-provider-missing': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)(identity_pool_NOT_AUTHORIZED, /not from a supported provider/i),
            (0,record.on)(identity_pool_NOT_AUTHORIZED, /logins don't match/i),
            (0,record.on)(identity_pool_NOT_AUTHORIZED, /unauthenticated access is not supported/i),
        ],
        problem: 'the identity pool does not accept users of this user pool and app client',
        fix: `Add an identity provider with user-pool-id and client-id to the identity pool (${CONSOLE}; CognitoIdentityProviders in CloudFormation).`,
        example: refused(GET_ID, identity_pool_NOT_AUTHORIZED, 'Token is not from a supported provider of this identity pool.'),
    }),
    'identity-provider-mismatch': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(identity_pool_NOT_AUTHORIZED, /invalid login token.*issuer/i)],
        problem: 'the ID token comes from another user pool, or another region, than user-pool-id says',
        fix: 'Set user-pool-id to the user pool of client-id.',
        example: refused(GET_ID, identity_pool_NOT_AUTHORIZED, "Invalid login token. Issuer doesn't match providerName"),
    }),
    'identity-token-rejected': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(identity_pool_NOT_AUTHORIZED, /invalid login token/i)],
        problem: 'the identity pool does not accept the ID token',
        fix: 'Run the job again. If it fails again, check that user-pool-id still exists, and that its ID tokens live longer than the step takes.',
        example: refused(GET_ID, identity_pool_NOT_AUTHORIZED, "Invalid login token. Couldn't verify signed token."),
    }),
    'identity-role-missing': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidIdentityPoolConfigurationException')],
        problem: 'the identity pool has no role for signed-in users, or the role does not trust it',
        fix: `Set the authenticated role (${CONSOLE}). If there is one, correct its trust policy: ${TRUST_POLICY}.`,
        example: refused(GET_CREDENTIALS, 'InvalidIdentityPoolConfigurationException', 'Invalid identity pool configuration. Check assigned IAM roles for this pool.'),
    }),
    'identity-role-untrusting': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(identity_pool_NOT_AUTHORIZED, /access to identity .* is forbidden/i)],
        problem: "the role's trust policy does not let the identity pool assume it for this user",
        fix: `Correct the trust policy of the role: ${TRUST_POLICY}, and cognito-identity.amazonaws.com:amr = authenticated.`,
        example: refused(GET_CREDENTIALS, identity_pool_NOT_AUTHORIZED, "Access to Identity 'eu-west-1:…' is forbidden."),
    }),
    'identity-role-denied': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(identity_pool_NOT_AUTHORIZED, /ambiguous role mapping/i)],
        problem: 'the role mapping of the identity pool gives this user no role',
        fix: 'Add the user to a group that has a role (input groups in mode ephemeral), or let the identity pool use its authenticated role for all others (AmbiguousRoleResolution: AuthenticatedRole).',
        example: refused(GET_CREDENTIALS, identity_pool_NOT_AUTHORIZED, 'The ambiguous role mapping rules denied this request'),
    }),
    /** `hasOthers`: the ID token lists other roles. */
    'identity-role-not-offered': (0,record/* failure */.V2)({
        problem: ({ hasOthers }) => `The user may not ask for the role in identity-role: the ID token lists ${hasOthers ? 'only other roles' : 'no role'} (claim cognito:roles).`,
        fix: 'Add the user to a group that has this role (input groups in mode ephemeral), or remove identity-role: then the identity pool chooses.',
        example: { hasOthers: false },
    }),
    'identity-without-id-token': (0,record/* failure */.V2)({
        problem: 'identity-pool-id needs an ID token, but there is only an access token.',
        fix: ({ mode }) => mode === 'refresh'
            ? 'Use a refresh token of a sign-in with the scope openid.'
            : 'Add openid to the scopes of the app client (AllowedOAuthScopes) and to the input scopes, if it is set.',
        example: { mode: 'ephemeral' },
    }),
};

;// CONCATENATED MODULE: ./build/failures/records/login-page.js
/** Failures of the user pool's own login page, and of the authorization code grant behind it. */



const OTHER_AUTH_FLOW = 'Or set another auth-flow, and have a pre token generation trigger (version 2 or 3) add the scopes.';
const PAGE = { call: LOGIN_PAGE, errorName: undefined, httpStatus: 200, requestId: undefined };
/** The operations of the authorization code grant. */
const CODE_GRANT_ONLY = new RegExp(`^(${service_failure/* OAUTH */.Ip.loginPage}|${service_failure/* OAUTH */.Ip.codeGrant}):`);
const LOGIN_PAGE_FAILURES = {
    'redirect-uri-wrong': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('redirect_mismatch')],
        traits: ['hadNoEffect'],
        problem: "redirect-uri is not one of the app client's callback URLs",
        fix: 'Set redirect-uri to exactly one of the Allowed callback URLs of the app client (CallbackURLs): the port, upper case and a slash at the end matter.',
        example: refused(LOGIN_PAGE, 'redirect_mismatch', '', 302),
    }),
    'code-grant-disabled': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('unauthorized_client', CODE_GRANT_ONLY)],
        traits: ['hadNoEffect'],
        problem: 'the app client may not use the authorization code grant, or is not of this user pool domain',
        fix: 'Check client-id and domain. In the login pages settings of the app client, allow the OAuth grant type authorization code (AllowedOAuthFlows: [code], AllowedOAuthFlowsUserPoolClient: true).',
        example: refused(LOGIN_PAGE, 'unauthorized_client', '', 302),
    }),
    'code-rejected': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('invalid_grant', CODE_GRANT_ONLY)],
        problem: 'the token endpoint does not accept the code that the login page gave',
        fix: 'Run the job again: a code works only once, within 5 minutes. If it fails again, let the app client read all attributes of its scopes (ReadAttributes).',
        example: refusedGrant(CODE_GRANT, 'invalid_grant'),
    }),
    /** `challenge`: as Cognito's API names it; undefined where the page does not say. */
    'login-page-challenge': (0,record/* callFailure */.zL)({
        problem: ({ challenge }) => `the login page asks the user for more than a password${challenge === undefined ? '' : `: ${challenge}`}`,
        fix: ({ challenge }) => challenge === 'NEW_PASSWORD_REQUIRED'
            ? 'Set a permanent password: aws cognito-idp admin-set-user-password --permanent. The other auth flows do not answer this challenge either.'
            : 'Sign in a user without a second factor there; or set auth-flow: USER_PASSWORD_AUTH, which can answer the challenge of an authenticator app. Its tokens have no custom scopes, unless a pre token generation trigger (version 2 or 3) adds them.',
        example: { ...PAGE, challenge: 'SMS_MFA' },
    }),
    'managed-login': (0,record/* callFailure */.zL)({
        traits: ['hadNoEffect'],
        problem: 'the user pool domain has managed login, whose page works only in browsers',
        fix: `Set the branding version of the domain to Hosted UI (classic) (ManagedLoginVersion: 1), best on a domain dedicated to tests. ${OTHER_AUTH_FLOW}`,
        example: PAGE,
    }),
    'login-pages-unavailable': (0,record/* callFailure */.zL)({
        traits: ['hadNoEffect'],
        problem: 'the user pool domain has no login page for this app client',
        fix: `Managed login needs a branding style for each app client, and this action cannot use its page: set the branding version of the domain to Hosted UI (classic) (ManagedLoginVersion: 1). ${OTHER_AUTH_FLOW}`,
        example: answered(LOGIN_PAGE, undefined, 403),
    }),
    'login-elsewhere': (0,record/* callFailure */.zL)({
        traits: ['hadNoEffect'],
        problem: 'the user pool domain sends the user to another host',
        fix: 'Let the app client sign users in with the user pool itself (SupportedIdentityProviders: [COGNITO]), not only with an identity provider; and check the proxy, if there is one.',
        example: answered(LOGIN_PAGE, undefined, 302),
    }),
};

;// CONCATENATED MODULE: ./build/failures/records/probe.js
/** Failures of the probe. */

const URL = 'https://api.example.com/orders';
const FORBIDDEN_ADVICE = 'The API may ask for a group (groups), or for a scope (auth-flow: AUTHORIZATION_CODE and scopes). A REST API of API Gateway also answers 403 for a path or method that it does not have. ';
const REFUSED_ADVICE = "Check the authorizer's user pool and app client, and which token and header it expects (token-header, with {id-token} or {access-token}).";
const PROBE_FAILURES = {
    'probe-unguarded': (0,record/* failure */.V2)({
        problem: ({ method, url, status }) => `The probe ${method} ${url} without a token was answered with HTTP ${status}, not 401 or 403: ${status < 300 ? 'the API lets everybody in' : 'a protected route does not answer like this'}.`,
        fix: ({ status }) => status < 300
            ? 'Add an authorizer to this route, or point probe-url at one that has it.'
            : 'Check probe-url and probe-method, and that the API works.',
        example: { method: 'GET', url: URL, status: 200 },
    }),
    'probe-refused': (0,record/* failure */.V2)({
        problem: ({ method, url, status }) => `The probe ${method} ${url} with a token was answered with HTTP ${status}: ${status === 403 ? 'this user may not use the route' : 'the authorizer does not accept it'}.`,
        fix: ({ status }) => `${status === 403 ? FORBIDDEN_ADVICE : ''}${REFUSED_ADVICE}`,
        example: { method: 'GET', url: URL, status: 401 },
    }),
    'probe-busy': (0,record/* failure */.V2)({
        problem: ({ method, url, status }) => `The probe ${method} ${url} was answered with HTTP ${status} for 15 seconds.`,
        fix: 'Check that the API works and is not throttled. Its log says why.',
        example: { method: 'GET', url: URL, status: 503 },
    }),
    'probe-unanswered': (0,record/* failure */.V2)({
        problem: ({ url, errorName }) => `The probe of ${url} got no answer (${errorName}).`,
        fix: 'Check probe-url, and that the API runs and the runner reaches it.',
        example: { url: URL, errorName: 'ECONNREFUSED' },
    }),
    'probe-certificate-untrusted': (0,record/* failure */.V2)({
        problem: ({ url, errorName }) => `The probe of ${url} found a certificate that is not trusted (${errorName}).`,
        fix: "Set NODE_EXTRA_CA_CERTS in the job's env to the file with the CA certificate of the API, or of the proxy in front of it.",
        example: { url: URL, errorName: 'SELF_SIGNED_CERT_IN_CHAIN' },
    }),
};

;// CONCATENATED MODULE: ./build/failures/records/proxy.js
/** Failures of the proxy: in main, in its answers to the tests, and in post. */

const ORIGIN = 'https://api.example.com';
const PROXY_FAILURES = {
    'proxy-port-taken': (0,record/* failure */.V2)({
        problem: ({ port, errorName }) => `The proxy cannot listen on port ${port} (${errorName}).`,
        fix: 'Set proxy-port to a free port above 1023, or leave it out: PROXY_URL then has a free one.',
        example: { port: 8080, errorName: 'EADDRINUSE' },
    }),
    'proxy-not-started': (0,record/* failure */.V2)({
        problem: ({ errorName }) => `The process of the proxy did not start (${errorName}).`,
        fix: "Check NODE_OPTIONS in the job's env, and that the runner may start processes.",
        example: { errorName: 'EAGAIN' },
    }),
    /** The proxy answers it with HTTP 502. */
    'proxy-target-unanswered': (0,record/* failure */.V2)({
        problem: ({ origin, errorName }) => `The proxy got no answer from ${origin} (${errorName}).`,
        fix: 'Check proxy-to, and that the API runs and the runner reaches it.',
        example: { origin: ORIGIN, errorName: 'ECONNREFUSED' },
    }),
    /** The proxy answers it with HTTP 502. */
    'proxy-certificate-untrusted': (0,record/* failure */.V2)({
        problem: ({ origin, errorName }) => `The certificate of ${origin} is not trusted (${errorName}).`,
        fix: "Set NODE_EXTRA_CA_CERTS in the job's env to the file with the CA certificate of the API, or of the proxy in front of it.",
        example: { origin: ORIGIN, errorName: 'SELF_SIGNED_CERT_IN_CHAIN' },
    }),
    /** The proxy answers it with HTTP 504. */
    'proxy-target-slow': (0,record/* failure */.V2)({
        problem: ({ origin, seconds }) => `${origin} sent nothing for ${seconds} seconds.`,
        fix: 'Check that the API works. Its log says why it is slow.',
        example: { origin: ORIGIN, seconds: 60 },
    }),
    /** The proxy answers it with HTTP 400, 413, 421 or 501. */
    'proxy-request-refused': (0,record/* failure */.V2)({
        problem: ({ reason }) => REFUSALS[reason].problem,
        fix: ({ reason }) => REFUSALS[reason].fix,
        example: { reason: 'host' },
    }),
    /** A warning of post. */
    'proxy-ended': (0,record/* failure */.V2)({
        problem: ({ port, errorName }) => `The proxy on port ${port} had ended before the job did, so later requests got no answer (${errorName}).`,
        fix: 'Check that no step kills processes of the runner. The proxy ends by itself after 24 hours.',
        example: { port: 40123, errorName: 'ECONNREFUSED' },
    }),
};
const REFUSALS = {
    host: {
        problem: 'The proxy serves only requests to its own address.',
        fix: 'Use PROXY_URL as it is, and set no Host header.',
    },
    upgrade: {
        problem: 'The proxy forwards no WebSocket, tunnel or other upgrade.',
        fix: "Connect to the API's own URL, with the token of the outputs.",
    },
    message: {
        problem: 'The proxy does not forward a request with two Host headers, or with another transfer coding than chunked.',
        fix: 'Send one Host header, and the body with Content-Length or chunked.',
    },
    body: {
        problem: 'The proxy signs no body of more than 10 MB.',
        fix: "Send it to the API's own URL, signed by the test.",
    },
};

;// CONCATENATED MODULE: ./build/failures/records/sign-in.js
/** Failures of signing in, without those of its challenges. */




const sign_in_NOT_AUTHORIZED = 'NotAuthorizedException';
const SECRET_HASH = /secret ?hash|verify secret/i;
const SIGN_IN_FAILURES = {
    'auth-flow-disabled': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('InvalidParameterException', /not enabled for (this|the) client|auth method not supported|only custom auth/i),
            (0,record.on)('UnsupportedOperationException', /^(Admin)?InitiateAuth:/),
        ],
        problem: ({ call: { about: flow } }) => `the app client does not allow the auth flow${flow === undefined ? '' : ` ${flow}`}`,
        fix: ({ call: { about: flow, operation } }) => operation === 'GetClientToken'
            ? "Set ALLOW_CLIENT_TOKEN_AUTH, and no other flow, in the app client's authentication flows (ExplicitAuthFlows). If it has the OAuth grant client credentials instead, set domain."
            : `Add ${flow === undefined ? 'ALLOW_ and its name' : `ALLOW_${flow}`} to the app client's authentication flows (ExplicitAuthFlows)${flow === 'REFRESH_TOKEN_AUTH' ? '' : ', or set auth-flow to one that it allows'}.`,
        example: refused(SIGN_IN, 'InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'),
    }),
    'plan-without-feature': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('FeatureUnavailableInTierException')],
        problem: "the user pool's feature plan does not have what this auth flow needs",
        fix: 'Set auth-flow: USER_PASSWORD_AUTH, or switch the user pool to the feature plan Essentials (UserPoolTier).',
        example: refused(onAppClient('InitiateAuth', 'USER_AUTH'), 'FeatureUnavailableInTierException'),
    }),
    'client-secret-needed': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)(sign_in_NOT_AUTHORIZED, /configured (with|for) secret/i),
            // In its older wording, Cognito complains about a secret hash that was never sent.
            (0,record/* withoutSecret */.Nt)((0,record.on)(sign_in_NOT_AUTHORIZED, SECRET_HASH)),
            (0,record/* withoutSecret */.Nt)((0,record.on)('UnauthorizedException')),
        ],
        traits: ['hadNoEffect', 'mayBeMissingSecret'],
        problem: 'the app client has a client secret, but this step has none',
        fix: 'Set client-secret, from a secret of the repository or environment.',
        example: refused(SIGN_IN, sign_in_NOT_AUTHORIZED, 'Client is configured with secret but SECRET_HASH was not received'),
    }),
    'client-secret-lost': (0,record/* callFailure */.zL)({
        traits: ['hadNoEffect'],
        problem: 'the app client has a client secret, but GitHub gave this post step none, although the sign-in had one',
        fix: 'Inputs are empty in the post step of a nested composite action. Use this action in the workflow itself, or in a composite action that the workflow uses directly.',
        example: answered(onAppClient('RevokeToken'), sign_in_NOT_AUTHORIZED),
    }),
    'client-secret-wrong': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(sign_in_NOT_AUTHORIZED, SECRET_HASH), (0,record.on)('UnauthorizedException')],
        traits: ['hadNoEffect'],
        problem: 'the client secret does not belong to the app client',
        fix: 'Check that client-secret and client-id are of the same app client, and that the secret has not been rotated.',
        example: refused(SIGN_IN, sign_in_NOT_AUTHORIZED, 'Unable to verify secret hash for client'),
    }),
    'client-secret-not-wanted': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidParameterException', /not configured for secret/i)],
        traits: ['hadNoEffect'],
        problem: 'the app client has no client secret',
        fix: ({ call }) => call.operation === 'GetClientToken'
            ? 'Set client-id to the app client that client-secret is of: mode client-credentials needs one with a client secret.'
            : 'Remove client-secret, or set client-id to the app client that has it.',
        example: refused(SIGN_IN, 'InvalidParameterException', 'Client is not configured for secret'),
    }),
    'sign-in-rejected': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)(sign_in_NOT_AUTHORIZED, /incorrect username or password/i),
            // As cognito-local says it.
            (0,record.on)('InvalidPasswordException', /^(Admin)?(InitiateAuth|RespondToAuthChallenge):/),
        ],
        ...orWrongClock('Cognito does not accept this username and password', "Check the secrets that username and password come from, and that client-id belongs to the user's user pool."),
        example: refused(SIGN_IN, sign_in_NOT_AUTHORIZED, 'Incorrect username or password.'),
    }),
    'user-unknown': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('UserNotFoundException', new RegExp(`^((Admin)?(InitiateAuth|RespondToAuthChallenge)|${service_failure/* OAUTH */.Ip.loginPage}):`)),
        ],
        problem: 'the user pool of the app client has no such user',
        fix: "Check the secret that username comes from, and that client-id belongs to the user's user pool.",
        example: refused(SIGN_IN, 'UserNotFoundException'),
    }),
    'ephemeral-user-rejected': (0,record/* callFailure */.zL)({
        ...orWrongClock('Cognito does not accept the user that was just created', 'Check client-id and user-pool-id: most likely client-id is an app client of another user pool.'),
        example: answered(SIGN_IN, sign_in_NOT_AUTHORIZED),
    }),
    'sign-in-locked': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(sign_in_NOT_AUTHORIZED, /attempts exceeded/i)],
        problem: 'too many wrong passwords have locked this user temporarily',
        fix: 'Correct the secret that password comes from, then wait: the lock doubles with each failure, up to 15 minutes.',
        example: refused(SIGN_IN, sign_in_NOT_AUTHORIZED, 'Password attempts exceeded'),
    }),
    'sign-in-blocked': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(sign_in_NOT_AUTHORIZED, /security reasons/i)],
        problem: "the user pool's threat protection blocked the sign-in",
        fix: ({ call }) => `Add the runner's addresses to the always-allow list of the user pool's threat protection, or use a user pool without it for tests.${call.operation === service_failure/* OAUTH */.Ip.loginPage
            ? ' At the login page it also expects the fingerprint of a browser, which this action does not have.'
            : ''}`,
        example: refused(SIGN_IN, sign_in_NOT_AUTHORIZED, 'Unable to login because of security reasons.'),
    }),
    'user-not-ready': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('UserNotConfirmedException', record/* ANY_MESSAGE */.$$, () => ({ state: 'unconfirmed' })),
            (0,record.on)('PasswordResetRequiredException', record/* ANY_MESSAGE */.$$, () => ({ state: 'reset-required' })),
            (0,record.on)(sign_in_NOT_AUTHORIZED, /user (is )?(disabled|not enabled)/i, () => ({ state: 'disabled' })),
            (0,record.on)(sign_in_NOT_AUTHORIZED, /(temporary password|user account) has expired/i, () => ({
                state: 'temporary-password-expired',
            })),
            (0,record.on)(sign_in_NOT_AUTHORIZED, /not authorized to get auth details/i, () => ({ state: 'federated' })),
        ],
        problem: ({ state }) => USER_STATES[state].problem,
        fix: ({ state }) => USER_STATES[state].fix,
        example: refused(SIGN_IN, 'UserNotConfirmedException'),
    }),
    'attempts-exhausted': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('LimitExceededException', /attempt limit/i)],
        problem: "the user has reached Cognito's hourly limit of attempts",
        fix: 'Wait an hour, or sign in another user.',
        example: refused(SIGN_IN, 'LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
    }),
    'session-invalid': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(sign_in_NOT_AUTHORIZED, /invalid session/i)],
        problem: 'the session of the sign-in was already used or has expired',
        fix: 'Run the job again. If it happens again, raise the authentication flow session duration of the app client (AuthSessionValidity).',
        example: refused(ANSWER_TOTP, sign_in_NOT_AUTHORIZED, 'Invalid session for the user.'),
    }),
};
const SET_PASSWORD = 'Set a permanent password: aws cognito-idp admin-set-user-password --permanent.';
const USER_STATES = {
    disabled: { problem: 'the user is disabled', fix: 'Enable the user: aws cognito-idp admin-enable-user.' },
    unconfirmed: {
        problem: 'the user signed up and was never confirmed',
        fix: 'Confirm the user: aws cognito-idp admin-confirm-sign-up.',
    },
    'reset-required': { problem: 'the user has to reset the password', fix: SET_PASSWORD },
    'temporary-password-expired': { problem: 'the temporary password of the user has expired', fix: SET_PASSWORD },
    federated: {
        problem: 'the user comes from an identity provider, and has no password in the user pool',
        fix: 'Sign in a user who has a password in the user pool itself.',
    },
};

;// CONCATENATED MODULE: ./build/failures/records/tokens.js
/** Failures of refresh tokens and of the client credentials grant. */



const REFRESH = onAppClient('GetTokensFromRefreshToken');
const TOKEN_FAILURES = {
    'refresh-token-rejected': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('NotAuthorizedException', /refresh token/i),
            (0,record.on)('UnsupportedTokenTypeException'),
            (0,record.on)('UserNotFoundException', /^(GetTokensFromRefreshToken|RevokeToken):/),
        ],
        problem: 'Cognito does not accept the refresh token',
        fix: 'Get a new one from the app client in client-id: this one is of another app client, was revoked, has expired, or its user was deleted. If the user pool remembers devices, set device-key to the one that the refresh token belongs to.',
        example: refused(REFRESH, 'NotAuthorizedException', 'Invalid Refresh Token'),
    }),
    'refresh-token-reused': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('RefreshTokenReuseException')],
        problem: 'this refresh token was already exchanged for a newer one, because the app client has refresh token rotation',
        fix: 'Use the newest refresh token: whoever refreshes must keep the REFRESH_TOKEN that comes with the new tokens. One that is kept as a secret works once: use mode: stored.',
        example: refused(REFRESH, 'RefreshTokenReuseException'),
    }),
    'device-unknown': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ResourceNotFoundException', /^\w+: device .*(does not exist|not found)/i)],
        problem: 'the user has no device with this device key',
        fix: 'Set device-key to the DEVICE_KEY of the sign-in that the refresh token comes from. If the device was forgotten, sign in again.',
        example: refused(REFRESH, 'ResourceNotFoundException', 'Device does not exist.'),
    }),
    'tokens-unreadable': (0,record/* failure */.V2)({
        problem: ({ source, reason }) => `The ${source} returned tokens that cannot be read: ${reason}.`,
        fix: ({ source }) => source === 'user pool'
            ? 'Check that AWS_ENDPOINT_URL, if it is set, names a Cognito endpoint.'
            : 'Check that domain is that of a Cognito user pool.',
        example: { reason: 'the ID token is not a JWT', source: 'user pool' },
    }),
    'client-rejected': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('invalid_client')],
        problem: 'no app client of this user pool domain has this client-id and client-secret',
        fix: 'Check client-id, client-secret and domain: all three must belong to the same user pool.',
        example: refusedGrant(CLIENT_CREDENTIALS, 'invalid_client'),
    }),
    'grant-disabled': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('unauthorized_client'), (0,record.on)('invalid_grant'), (0,record.on)('unsupported_grant_type')],
        problem: 'the app client may not use the client credentials grant',
        fix: 'In the login pages settings of the app client, make client credentials the only OAuth grant type (AllowedOAuthFlows: [client_credentials], AllowedOAuthFlowsUserPoolClient: true), with a custom scope. If it has the auth flow ALLOW_CLIENT_TOKEN_AUTH instead, remove domain and set aws-region.',
        example: refusedGrant(CLIENT_CREDENTIALS, 'unauthorized_client'),
    }),
    'scope-unknown': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('invalid_scope'), (0,record.on)('InvalidParameterException', /invalid scope/i)],
        problem: 'the app client does not allow one of the requested scopes',
        fix: ({ call }) => `Correct scopes: ${call.operation === service_failure/* OAUTH */.Ip.loginPage
            ? 'each must be an OpenID Connect scope or a custom scope of the app client. With email, phone or profile, add openid.'
            : "each is a resource server's identifier, a slash and the scope's name, and must be a custom scope of the app client."} Without scopes, the token has all scopes that the app client allows.`,
        example: refusedGrant(CLIENT_CREDENTIALS, 'invalid_scope'),
    }),
    'token-endpoint-missing': (0,record/* callFailure */.zL)({
        problem: ({ call }) => `there is no ${call.operation === service_failure/* OAUTH */.Ip.loginPage ? 'login page' : 'token endpoint'} at this address`,
        fix: 'Check domain: the prefix or host in the Cognito console under Branding > Domain, without a path.',
        example: refusedGrant(CLIENT_CREDENTIALS, undefined, 404),
    }),
    'domain-forbidden': (0,record/* callFailure */.zL)({
        traits: ['hadNoEffect'],
        problem: 'the server at this address refuses the request, without saying why',
        fix: 'Check domain: the prefix or host in the Cognito console under Branding > Domain, not the host of your API. If it is right, AWS WAF or a proxy blocks the runner: allow its addresses there.',
        example: refusedGrant(CLIENT_CREDENTIALS, undefined, 403),
    }),
};

// EXTERNAL MODULE: ./build/lists.js
var lists = __webpack_require__(4521);
;// CONCATENATED MODULE: ./build/failures/records/user-pool.js
/** Failures of the user pool's settings, and of creating a user in it. */




const user_pool_PARAMETER = 'InvalidParameterException';
const MIGRATING = /exception migrating user/i;
const OF_APP_CLIENT = /^((Admin)?(InitiateAuth|RespondToAuthChallenge)|SignUp|Get\w+Token|RevokeToken): (?!device )/i;
const ADD_TO_GROUP = onUserPool('AdminAddUserToGroup', 'group admins');
const CREATING = ['AdminCreateUser', 'AdminSetUserPassword', 'SignUp'];
const CONFIRM_SIGN_UP = onUserPool('AdminConfirmSignUp');
const USER_POOL_FAILURES = {
    'user-pool-not-found': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ResourceNotFoundException', /user pool (?!client\b).*does not exist/i)],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: 'the account of the credentials has no such user pool in this region',
        fix: "Check user-pool-id, and that the credentials (configure-aws-credentials or role-to-assume) belong to the user pool's account.",
        example: refused(CREATE_USER, 'ResourceNotFoundException', 'User pool eu-west-1_AbCdEf123 does not exist.'),
    }),
    'app-client-not-found': (0,record/* callFailure */.zL)({
        // Emulators have wordings of their own.
        matches: [(0,record.on)('ResourceNotFoundException', OF_APP_CLIENT)],
        traits: ['hadNoEffect'],
        problem: ({ call: { target } }) => `${target.kind === 'user-pool' ? 'the user pool has' : 'this region has'} no such app client`,
        fix: ({ call: { target } }) => `Check that client-id is the ID, not the name, of ${target.kind === 'user-pool'
            ? 'an app client of user-pool-id'
            : 'the app client, and that aws-region (or user-pool-id) names its region'}.`,
        example: refused(SIGN_IN, 'ResourceNotFoundException', 'User pool client 1example23456789 does not exist.'),
    }),
    'replica-pool': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('OperationNotEnabledException')],
        traits: ['affectsAllUsers', 'hadNoEffect'],
        problem: 'this region has only a replica of the user pool, where users cannot be created',
        fix: 'Set user-pool-id (and aws-region) to the user pool of the primary region.',
        example: refused(CREATE_USER, 'OperationNotEnabledException'),
    }),
    'user-pool-misconfigured': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidUserPoolConfigurationException')],
        problem: 'the settings of the user pool contradict each other',
        fix: 'AWS does not say which. Check MFA first, with its e-mail and SMS settings, then the Lambda triggers.',
        example: refused(SIGN_IN, 'InvalidUserPoolConfigurationException'),
    }),
    'group-not-found': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('ResourceNotFoundException', /^AdminAddUserToGroup:/)],
        problem: 'the user pool does not have this group',
        fix: 'Correct groups (names are case-sensitive), or create the group in the user pool.',
        example: refused(ADD_TO_GROUP, 'ResourceNotFoundException', 'Group not found.'),
    }),
    /** `formats`: the values of the input username-format that can be right. */
    'username-format-wrong': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(user_pool_PARAMETER, /username (should|cannot) be/i, readUsernameFormats)],
        traits: ['hadNoEffect'],
        problem: 'the user pool requires usernames in another format',
        fix: ({ formats }) => `Set username-format: ${(0,lists/* orList */.A)(formats)}.`,
        example: refused(CREATE_USER, user_pool_PARAMETER, 'Username cannot be of email format, since user pool is configured for'),
    }),
    /** `input`: the input that the value came from. */
    'value-malformed': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(user_pool_PARAMETER, /validation errors? detected/i, readMalformedInput)],
        traits: ['hadNoEffect'],
        problem: ({ input }) => `Cognito does not accept the format of ${input === undefined ? 'a value' : `the value in ${input}`}`,
        fix: ({ call, input }) => malformedAdvice(input, call.operation),
        example: refused(SIGN_IN, user_pool_PARAMETER, "1 validation error detected: Value '…' at 'password' failed to satisfy"),
    }),
    'user-attributes-missing': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)(user_pool_PARAMETER, /attribute (\S+ )?is required|attributes given, .* missing/i, readMissingAttributes)],
        traits: ['hadNoEffect'],
        problem: ({ attributes }) => `the user pool requires user attributes that are missing${attributes.length === 0 ? '' : `: ${(0,lists/* andList */.c)(attributes)}`}`,
        fix: ({ attributes }) => `Add ${(0,lists/* andList */.c)(attributes) || 'them'} to user-attributes as name=value, one on each line.`,
        example: refused(SIGN_UP, user_pool_PARAMETER, 'given_name: The attribute is required'),
    }),
    'user-attributes-refused': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)(user_pool_PARAMETER, /(to|in) the schema|type for attribute|non-mutable attribute/i, readRefusedAttributes),
            (0,record.on)(user_pool_PARAMETER, /attribute value for .* must not be null/i, readRefusedAttributes),
            (0,record.on)(user_pool_PARAMETER, /invalid (email address|phone number) format/i, readRefusedAttributes),
        ],
        traits: ['hadNoEffect'],
        problem: ({ attributes }) => `the user pool does not accept ${attributes.length === 0 ? 'a user attribute' : `the user attribute ${(0,lists/* andList */.c)(attributes)}`}`,
        fix: "Correct user-attributes: remove names that the user pool's schema does not have (custom names begin with custom:), and give values in Cognito's format (birthdate YYYY-MM-DD, phone_number + and digits).",
        example: refused(CREATE_USER, user_pool_PARAMETER, 'Attributes did not conform to the schema: custom:tier: Attribute does not'),
    }),
    'user-attributes-not-writable': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('NotAuthorizedException', /unauthorized attribute/i)],
        traits: ['hadNoEffect'],
        problem: 'the app client may not write one of the user attributes',
        fix: "Allow the names in user-attributes in the app client's attribute write permissions (WriteAttributes), or set create-with: admin, which does not need them.",
        example: refused(SIGN_UP, 'NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
    }),
    'alias-taken': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('AliasExistsException')],
        traits: ['hadNoEffect'],
        problem: 'another user of the user pool has this e-mail address or phone number',
        fix: 'Remove email and phone_number from user-attributes, or give values that no other user of the user pool has.',
        example: refused(CREATE_USER, 'AliasExistsException'),
    }),
    'user-creation-not-allowed': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('UnsupportedUserStateException'), (0,record.on)('PreconditionNotMetException')],
        problem: 'the settings of the user pool do not allow this user to be created',
        fix: 'AWS does not say why. Check the Lambda triggers of the user pool, its MFA and message settings, and whether a required attribute is immutable (then set it in user-attributes).',
        example: refused(CREATE_USER, 'UnsupportedUserStateException'),
    }),
    'user-vanished': (0,record/* callFailure */.zL)({
        matches: [{ ...(0,record.on)('UserNotFoundException'), when: ({ call }) => call.operation !== 'AdminCreateUser' }],
        problem: 'the user pool does not know the user that was just created',
        fix: 'Something may delete users while jobs run: a sweep with a small max-age-hours, a Lambda trigger, a script. If not, run the job again.',
        example: refused(onUserPool('AdminSetUserPassword'), 'UserNotFoundException'),
    }),
    'signed-up-elsewhere': (0,record/* callFailure */.zL)({
        problem: 'the user that just signed up is not in this user pool',
        fix: 'Correct client-id or user-pool-id: client-id is an app client of another user pool. The user is in that user pool. A sweep there deletes it.',
        example: answered(CONFIRM_SIGN_UP, 'UserNotFoundException'),
    }),
    'password-too-weak': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidPasswordException'), (0,record.on)('PasswordHistoryPolicyViolationException')],
        traits: ['hadNoEffect'],
        problem: "the password does not meet the user pool's policy",
        fix: "Raise password-length to the policy's minimum length (at most 99).",
        example: refused(CREATE_USER, 'InvalidPasswordException'),
    }),
    'password-compromised': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('InvalidPasswordException', /security reasons/i)],
        traits: ['hadNoEffect'],
        problem: "the user pool's threat protection knows the password from leaks elsewhere",
        fix: ({ call }) => CREATING.includes(call.operation)
            ? 'Run the job again: the action generates another password.'
            : 'Give the user another password: aws cognito-idp admin-set-user-password --permanent.',
        example: refused(CREATE_USER, 'InvalidPasswordException', 'Provided password cannot be used for security reasons.'),
    }),
    'sign-up-disabled': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('NotAuthorizedException', /sign ?up is not permitted/i)],
        traits: ['hadNoEffect'],
        problem: 'the user pool does not allow users to sign up',
        fix: 'Set create-with: admin, or allow self-registration in the user pool (AllowAdminCreateUserOnly: false).',
        example: refused(SIGN_UP, 'NotAuthorizedException', 'SignUp is not permitted for this user pool'),
    }),
    'message-not-sent': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('CodeDeliveryFailureException', record/* ANY_MESSAGE */.$$, readDeliveryFailure),
            (0,record.on)('InvalidEmailRoleAccessPolicyException', record/* ANY_MESSAGE */.$$, readDeliveryFailure),
            (0,record.on)('InvalidSmsRoleAccessPolicyException', record/* ANY_MESSAGE */.$$, readDeliveryFailure),
            (0,record.on)('InvalidSmsRoleTrustRelationshipException', record/* ANY_MESSAGE */.$$, readDeliveryFailure),
            (0,record.on)('LimitExceededException', /daily (email|sms)/i, readDeliveryFailure),
            (0,record.on)(user_pool_PARAMETER, /cannot send code|unable to send|sms configuration/i, readDeliveryFailure),
        ],
        problem: ({ reason }) => `Cognito cannot send the user its message${reason === undefined ? '' : `: ${reason}`}`,
        fix: ({ call }) => call.operation === 'SignUp'
            ? 'Set create-with: admin, which sends none; or correct the e-mail or SMS settings of the user pool (without Amazon SES, all user pools of the AWS account together send 50 e-mails a day) and set email-domain: simulator.amazonses.com.'
            : 'Correct the e-mail or SMS settings of the user pool, or have its users sign in with an authenticator app instead.',
        example: refused(SIGN_UP, 'CodeDeliveryFailureException'),
    }),
    'user-confirmed-already': (0,record/* callFailure */.zL)({
        matches: [(0,record.on)('NotAuthorizedException', /current status is confirmed/i)],
        problem: 'the user is already confirmed',
        fix: 'You need not change anything.',
        example: refused(CONFIRM_SIGN_UP, 'NotAuthorizedException', 'Current status is CONFIRMED'),
    }),
    'lambda-trigger-failed': (0,record/* callFailure */.zL)({
        matches: [
            (0,record.on)('UserLambdaValidationException', record/* ANY_MESSAGE */.$$, readTrigger),
            (0,record.on)('UnexpectedLambdaException', record/* ANY_MESSAGE */.$$, readTrigger),
            (0,record.on)('InvalidLambdaResponseException', record/* ANY_MESSAGE */.$$, readTrigger),
            (0,record.on)('UserNotFoundException', MIGRATING, () => ({ trigger: 'UserMigration' })),
            (0,record.on)('NotAuthorizedException', MIGRATING, () => ({ trigger: 'UserMigration' })),
        ],
        problem: ({ trigger }) => `${trigger === undefined ? 'a Lambda trigger' : `the Lambda trigger ${trigger}`} of the user pool failed or refused the user`,
        fix: 'Read the log of its function in CloudWatch. If the function expects client metadata, set client-metadata.',
        example: refused(CREATE_USER, 'UserLambdaValidationException', 'PreSignUp failed with error …'),
    }),
};
function malformedAdvice(input, operation) {
    if (CREATING.includes(operation) && (input === 'username' || input === 'password')) {
        return 'The action generated this value: please report it as a bug.';
    }
    return input === 'user-attributes'
        ? 'Correct user-attributes: names have 32 characters at most, values 2048.'
        : `Correct ${input ?? 'the inputs that this operation uses'}. The usual reason is white space or an invisible character.`;
}

;// CONCATENATED MODULE: ./build/failures/records/workflow.js
/** Failures of the inputs, of the run and of the runner's files. */

const WORKFLOW_FAILURES = {
    /** `isAnyEmpty`: something that is required is empty. */
    'inputs-invalid': (0,record/* failure */.V2)({
        traits: ['mayBeMissingSecret'],
        problem: ({ problems }) => `Invalid inputs: ${problems.join(' ')}`,
        fix: ({ isAnyEmpty, isInComposite }) => (isAnyEmpty ? reasonOfEmptyInput(isInComposite) : ''),
        example: {
            problems: [
                'client-id is required in mode stored, but is empty.',
                'password is required in mode stored, but is empty.',
            ],
            isAnyEmpty: true,
            isInComposite: false,
        },
    }),
    'out-of-time': (0,record/* failure */.V2)({
        problem: ({ seconds, step }) => step === 'main'
            ? `Timed out after ${seconds} seconds before there were tokens.`
            : 'The post step ran out of time: earlier calls took too long.',
        fix: ({ step }) => step === 'main'
            ? 'Raise timeout-seconds. The log says what took how long. Waiting for the next code of an authenticator app takes up to 31 seconds.'
            : 'The log above names the calls that got no answer.',
        example: { seconds: 60, step: 'main' },
    }),
    interrupted: (0,record/* failure */.V2)({
        problem: 'The run was cancelled before there were tokens.',
        fix: 'The post step cleans up.',
        example: {},
    }),
    /** `problems`: the message of each failed check. */
    'check-failed': (0,record/* failure */.V2)({
        traits: ['mayBeMissingSecret'],
        problem: ({ problems }) => `The check of the set-up found ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`,
        fix: ({ problems }) => problems.map((problem, index) => `(${index + 1}) ${problem}`).join(' '),
        example: {
            problems: [
                'InitiateAuth (USER_PASSWORD_AUTH) on app client 1h57kf5cpq17m0eml12EXAMPLE in eu-west-1 failed: the app client does not allow the auth flow USER_PASSWORD_AUTH (InvalidParameterException, HTTP 400).',
            ],
        },
    }),
    /** A file that the action writes itself. `errorName` is that of Node.js, such as `ENOSPC`. */
    'file-not-written': (0,record/* failure */.V2)({
        problem: ({ path, errorName }) => `The file ${path} cannot be written (${errorName}).`,
        fix: "Check that the runner's temporary folder (RUNNER_TEMP) exists and is writable, and that the disk is not full.",
        example: { path: '/home/runner/work/_temp/cognito-token-….json', errorName: 'ENOSPC' },
    }),
    /** A file that the runner reads, named by an environment variable. */
    'runner-file-not-written': (0,record/* failure */.V2)({
        problem: ({ variable, errorName }) => `The runner's file in ${variable} cannot be written (${errorName}).`,
        fix: "Check that the runner's disk is not full, and that no earlier step removed its files or changed their owner.",
        example: { variable: 'GITHUB_OUTPUT', errorName: 'ENOSPC' },
    }),
    'summary-not-written': (0,record/* failure */.V2)({
        problem: ({ errorName }) => `The job summary cannot be written (${errorName}).`,
        fix: 'The outputs are set. If this runner has no job summaries, set job-summary: false.',
        example: { errorName: 'Error' },
    }),
    unexpected: (0,record/* failure */.V2)({
        problem: ({ errorName }) => `The action failed unexpectedly (${errorName}).`,
        fix: 'Please report it as a bug.',
        example: { errorName: 'RangeError' },
    }),
};
function reasonOfEmptyInput(isInComposite) {
    const composite = `the composite action around this step must pass it on, like client-id: \${{ inputs.client-id }}. If it does, `;
    return `If you did set it, ${isInComposite ? composite : ''}its expression is empty: the repository and the job's environment have no variable or secret of that name, or the step of that id has no such output.`;
}

;// CONCATENATED MODULE: ./build/failures/records/index.js
/** All failures, in the order in which an error is compared with their matches. */












const FAILURES = {
    ...WORKFLOW_FAILURES,
    ...ACCESS_FAILURES,
    ...USER_POOL_FAILURES,
    ...CHALLENGE_FAILURES,
    ...SIGN_IN_FAILURES,
    ...LOGIN_PAGE_FAILURES,
    ...TOKEN_FAILURES,
    ...IDENTITY_POOL_FAILURES,
    ...CONNECTION_FAILURES,
    ...CLEANUP_FAILURES,
    ...PROBE_FAILURES,
    ...PROXY_FAILURES,
};

;// CONCATENATED MODULE: ./build/failures/failure.js

const RECORDS = FAILURES;
const ERROR_CODES = Object.keys(FAILURES).filter(isErrorCode);
function isErrorCode(text) {
    return Object.hasOwn(FAILURES, text);
}


/***/ }),

/***/ 5333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ ANY_MESSAGE),
/* harmony export */   Cv: () => (/* binding */ about),
/* harmony export */   Nt: () => (/* binding */ withoutSecret),
/* harmony export */   V2: () => (/* binding */ failure),
/* harmony export */   h2: () => (/* binding */ onNoAnswer),
/* harmony export */   on: () => (/* binding */ on),
/* harmony export */   zL: () => (/* binding */ callFailure)
/* harmony export */ });
/** Matches every message of an error name. Records with another wording for that name take precedence. */
const ANY_MESSAGE = /^/;
/** A failure that the action's own code throws. */
function failure(record) {
    return { ...record, matches: [] };
}
/** A failed call. Without `matches`, it is found by HTTP status, or by the code that made the call. */
function callFailure(record) {
    const matches = (record.matches ?? []).map(({ read, ...pattern }) => ({
        ...pattern,
        read: (evidence, message) => ({ ...evidence, ...read(message) }),
    }));
    return { ...record, matches };
}
function on(name, wording = ANY_MESSAGE, read = () => ({})) {
    return { name, wording, read };
}
/** An error without an answer, by the name that Node.js, the SDK or axios gives it. */
function onNoAnswer(name, wording = ANY_MESSAGE) {
    return { name, wording, when: ({ httpStatus }) => httpStatus === undefined, read: () => ({}) };
}
/** Restricts a pattern to calls of this auth flow or challenge. */
function about(subject, pattern) {
    return { ...pattern, when: ({ call }) => call.about === subject };
}
/** Restricts a pattern to calls on an app client without its client secret. */
function withoutSecret(pattern) {
    return { ...pattern, when: ({ call }) => call.target.withoutSecret === true };
}


/***/ }),

/***/ 6406:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ip: () => (/* binding */ OAUTH),
/* harmony export */   WT: () => (/* binding */ callText),
/* harmony export */   rS: () => (/* binding */ evidenceText)
/* harmony export */ });
/** The evidence of a failed call: what was called, and what may be shown of the answer. */
/** The requests of OAuth 2.0, for which AWS has no operation names. */
const OAUTH = {
    loginPage: 'The login page',
    codeGrant: 'The authorization code grant',
    clientGrant: 'The client credentials grant',
};
/** `InitiateAuth (USER_SRP_AUTH) on app client 4kfr83e5pagh in eu-west-1` */
function callText({ operation, about, target }) {
    return `${operation}${about === undefined ? '' : ` (${about})`} on ${target.name}`;
}
/** `NotAuthorizedException, HTTP 400, request 5f0c8a1e`: error name, HTTP status and request ID, if there are any. */
function evidenceText({ errorName, httpStatus, requestId }) {
    const parts = [errorName, httpStatus && `HTTP ${httpStatus}`, requestId && `request ${requestId}`];
    return parts.filter(Boolean).join(', ');
}


/***/ }),

/***/ 9368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sl: () => (/* binding */ isTextList),
/* harmony export */   _F: () => (/* binding */ fieldOf),
/* harmony export */   fx: () => (/* binding */ hasTexts),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   r7: () => (/* binding */ textIn)
/* harmony export */ });
/** Reads values of unknown type: parsed JSON and thrown errors. */
/** @returns undefined if the text is not JSON. The parser's own error would quote the text, which may be a secret. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** @returns undefined if the value is not an object, or has no such field */
function fieldOf(value, name) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
/** @returns an empty string if the field is not a string */
function textIn(value, name) {
    const field = fieldOf(value, name);
    return typeof field === 'string' ? field : '';
}
/** Returns true for an array of strings, which may be empty. */
function isTextList(value) {
    return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
/** Returns true for an object with these fields, all strings. */
function hasTexts(value, ...names) {
    return names.every((name) => typeof fieldOf(value, name) === 'string');
}


/***/ }),

/***/ 4521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ orList),
/* harmony export */   c: () => (/* binding */ andList)
/* harmony export */ });
/** Formats lists for sentences. British English has no comma before the last word. */
/** `a`, `a or b`, `a, b or c`. */
function orList(words) {
    return listOf(words, 'disjunction');
}
/** `a`, `a and b`, `a, b and c`. */
function andList(words) {
    return listOf(words, 'conjunction');
}
/** Creates the format on use, because the first one takes 20 ms and only messages need it. */
function listOf(words, type) {
    return new Intl.ListFormat('en-GB', { type }).format(words);
}


/***/ }),

/***/ 152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ clock),
/* harmony export */   t: () => (/* binding */ MAX_TRUNCATED_MS)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

/** HTTP dates are truncated to seconds. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
const HTTP_DATE = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;
const MAX_TRUNCATED_MS = 999;
/** The service's time minus the monotonic clock, in milliseconds. */
let serviceOffset;
// Avoids loading node:perf_hooks.
const elapsed = () => Number(process.hrtime.bigint()) / 1e6;
const serviceTime = () => (serviceOffset === undefined ? undefined : new Date(serviceOffset + elapsed()));
const clock = {
    now: () => serviceTime() ?? new Date(),
    serviceTime,
    driftMs: () => clock.now().getTime() - Date.now(),
    sync(httpDate) {
        const time = HTTP_DATE.test(httpDate) ? Date.parse(httpDate) : Number.NaN;
        if (!Number.isNaN(time)) {
            serviceOffset = time + MAX_TRUNCATED_MS - elapsed();
        }
    },
    elapsed,
    sleep: (milliseconds, signal) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, signal === undefined ? {} : { signal }),
    signalAfter(milliseconds) {
        const timeout = new AbortController();
        // AbortSignal.timeout would let the process end while a call waits for the rest of an answer.
        setTimeout(() => timeout.abort(new DOMException('The time is up.', 'TimeoutError')), Math.ceil(milliseconds));
        return timeout.signal;
    },
};


/***/ }),

/***/ 3039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ resetGlobalAgents),
/* harmony export */   u: () => (/* binding */ createHttpAgentsProvider)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7030);
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8029);
/* harmony import */ var _early_connection_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1174);
/* harmony import */ var _proxies_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4446);
/**
 * HTTP agents for all calls: connections are kept alive, must be established within 5 seconds, and go through the proxy
 * of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (upper or lower case).
 */






const CONNECT_TIMEOUT_MS = 5_000;
/** @param idleTimeoutMs how long an unused connection is kept; by default until the server closes it */
function createHttpAgentsProvider({ idleTimeoutMs } = {}) {
    const agents = new Map();
    return () => {
        const proxies = (0,_proxies_js__WEBPACK_IMPORTED_MODULE_5__/* .readProxies */ .rq)();
        // For GitHub's OIDC client, which reads them itself.
        (0,_proxies_js__WEBPACK_IMPORTED_MODULE_5__/* .setProxies */ .RC)(proxies);
        const key = JSON.stringify(proxies);
        const current = agents.get(key) ?? createHttpAgents(proxies, idleTimeoutMs);
        agents.set(key, current);
        return current;
    };
}
/** Connects requests without an agent directly, for instance to a metadata service, also with `--use-env-proxy`. */
function resetGlobalAgents() {
    node_http__WEBPACK_IMPORTED_MODULE_0__.globalAgent = new node_http__WEBPACK_IMPORTED_MODULE_0__.Agent({ keepAlive: true });
    node_https__WEBPACK_IMPORTED_MODULE_1__.globalAgent = new node_https__WEBPACK_IMPORTED_MODULE_1__.Agent({ keepAlive: true });
}
/** @param proxyEnv no other variables, because Node.js prints agent options under NODE_DEBUG */
function createHttpAgents(proxyEnv, timeout) {
    const options = { keepAlive: true, proxyEnv, ...(timeout === undefined ? {} : { timeout }) };
    try {
        return { httpAgent: new ConnectTimeoutHttpAgent(options), httpsAgent: new ConnectTimeoutHttpsAgent(options) };
    }
    catch {
        // The message of Node.js quotes the URL, which may hold a password.
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ({ code: 'proxy-unusable' });
    }
}
class ConnectTimeoutHttpAgent extends node_http__WEBPACK_IMPORTED_MODULE_0__.Agent {
    createConnection(options, onConnection) {
        return withConnectTimeout(super.createConnection(options, onConnection));
    }
}
class ConnectTimeoutHttpsAgent extends node_https__WEBPACK_IMPORTED_MODULE_1__.Agent {
    createConnection(options, onConnection) {
        // Post opens it before it knows that main used a proxy.
        const early = this.options.proxyEnv?.['HTTPS_PROXY']
            ? undefined
            : (0,_early_connection_js__WEBPACK_IMPORTED_MODULE_4__/* .takeEarlyConnection */ .ZG)(String(options.host), Number(options.port));
        return withConnectTimeout(early ?? super.createConnection(options, onConnection));
    }
}
/** A tunnel through a proxy has no stream yet. Only the time limit of the call applies to it. */
function withConnectTimeout(stream) {
    if (stream instanceof node_net__WEBPACK_IMPORTED_MODULE_2__.Socket && stream.connecting) {
        const timer = setTimeout(() => {
            stream.destroy(Object.assign(new Error('The connection timed out.'), { code: 'ETIMEDOUT' }));
        }, CONNECT_TIMEOUT_MS);
        const stop = () => clearTimeout(timer);
        stream.once('connect', stop).once('close', stop);
    }
    return stream;
}


/***/ }),

/***/ 4446:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RC: () => (/* binding */ setProxies),
/* harmony export */   bD: () => (/* binding */ PROXY_VARIABLES),
/* harmony export */   rq: () => (/* binding */ readProxies)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8029);
/**
 * The proxy variables, in the one form that Node.js, axios and GitHub's OIDC client read alike.
 *
 * @see https://nodejs.org/api/http.html#built-in-proxy-support
 */


const PROXY_VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'];
/**
 * Reads the proxy variables that are set, under their names in upper case.
 *
 * @throws {ActionError} `proxy-unusable`
 */
function readProxies() {
    return Object.fromEntries(PROXY_VARIABLES.flatMap((name) => {
        // Lower case wins, as in Node.js and curl.
        const value = (process.env[name.toLowerCase()] || process.env[name] || '').trim();
        return value === '' ? [] : [[name, name === 'NO_PROXY' ? completeNoProxy(value) : proxyUrl(value).href]];
    }));
}
/** Makes the whole process use these proxies and no others. */
function setProxies(proxies) {
    for (const name of PROXY_VARIABLES) {
        delete process.env[name.toLowerCase()];
        delete process.env[name];
    }
    Object.assign(process.env, proxies);
}
function proxyUrl(value) {
    const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`);
    // A password with a slash makes the username the host, which messages name.
    const isUsable = url && !`${url.pathname}${url.search}${url.hash}`.includes('@');
    if (!isUsable || !/^https?:$/.test(url.protocol) || !/^([\w.-]+|\[.*\])$/.test(url.hostname)) {
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ({ code: 'proxy-unusable' });
    }
    return url;
}
/** Adds what other tools understand and Node.js does not: subdomains of `example.com`, and `10.0.0.0/8`. */
function completeNoProxy(value) {
    const entries = value.split(/[\s,]+/).filter(Boolean);
    return [...new Set(entries.flatMap((entry) => [entry, ...equivalentOf(entry)]))].join(',');
}
function equivalentOf(entry) {
    const [, address = '', bits = ''] = /^([\d.]+)\/(\d\d?)$/.exec(entry) ?? [];
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(address) && Number(bits) <= 32) {
        const size = 2 ** (32 - Number(bits));
        const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
        const first = number - (number % size);
        return [`${formatIPv4(first)}-${formatIPv4(first + size - 1)}`];
    }
    return /^\w[\w.-]*$/.test(entry) && /[a-z]/i.test(entry) ? [`.${entry}`] : [];
}
function formatIPv4(address) {
    return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}


/***/ }),

/***/ 2895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ random)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

const random = { integerBelow: (limit) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomInt)(limit) };


/***/ }),

/***/ 2532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ed: () => (/* binding */ exponentialBackoff),
/* harmony export */   FW: () => (/* binding */ createRetryCall),
/* harmony export */   L5: () => (/* binding */ retry),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   j2: () => (/* binding */ REQUEST_TIMEOUT_MS),
/* harmony export */   sb: () => (/* binding */ noRetry)
/* harmony export */ });
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8029);

/**
 * Runs an operation until it succeeds or the policy ends it. Rejects with the last failure, which says more than a bare
 * timeout, or with `interrupted`.
 *
 * @param operation receives the failure of the attempt before it
 */
async function retry(operation, { shouldRetry, maxAttempts = Number.POSITIVE_INFINITY, delayMs = () => 0, timeLimit, onRetry }) {
    let lastFailure;
    for (let attempt = 1;; attempt++) {
        timeLimit?.assertTimeLeft(0, lastFailure);
        try {
            return await operation(lastFailure);
        }
        catch (error) {
            if (attempt >= maxAttempts || !shouldRetry(error, attempt)) {
                throw error;
            }
            lastFailure = error;
        }
        const milliseconds = delayMs(attempt, lastFailure);
        onRetry?.(lastFailure, milliseconds);
        await timeLimit?.sleep(milliseconds, lastFailure);
    }
}
function isTransient(error) {
    return (0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .hasTrait */ .jp)(error, 'isTransient');
}
/**
 * Returns delays that double from attempt to attempt, with full jitter, so that jobs that failed together do not retry
 * together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
function exponentialBackoff(random, firstMs, maxMs = Number.POSITIVE_INFINITY) {
    return (attempt) => random.integerBelow(Math.min(maxMs, firstMs * 2 ** (attempt - 1)));
}
/** The limit for one request, connecting included. */
const REQUEST_TIMEOUT_MS = 15_000;
const FIRST_BACKOFF_MS = 400;
const MAX_BACKOFF_MS = 3_000;
/** A host name that is still unknown after this time does not exist. The next attempt is at most 3 seconds later. */
const MAX_UNKNOWN_HOST_MS = 6_000;
/** After this time without success, one line in the log explains the delay. Calls in parallel share a line. */
const REPORT_AFTER_MS = 5_000;
/** For callers that retry themselves. A call under way may go on for 5 seconds after the run is cancelled. */
const noRetry = { maxAttempts: 1, finishOnCancel: true };
/** @param overrides win over the policy of each call */
function createRetryCall({ timeLimit, random, clock, pacerFor, report }, overrides) {
    const delayMs = exponentialBackoff(random, FIRST_BACKOFF_MS, MAX_BACKOFF_MS);
    let lastReportAt = Number.NEGATIVE_INFINITY;
    return (call, policy) => {
        const { finishOnCancel = false, requestsPerAttempt = 1, shouldRetry = isTransient, operation, ...rest } = { ...policy, ...overrides };
        const attemptMs = requestsPerAttempt * REQUEST_TIMEOUT_MS;
        const pacer = operation === undefined ? undefined : pacerFor(operation);
        let firstAttemptAt;
        const elapsedMs = () => clock.elapsed() - (firstAttemptAt ?? clock.elapsed());
        let isReported = false;
        const attempt = async (lastFailure) => {
            if (pacer !== undefined) {
                await pacer.nextSlot(lastFailure);
            }
            firstAttemptAt ??= clock.elapsed();
            const remainingMs = timeLimit.remainingMs();
            const timeout = clock.signalAfter(Math.min(remainingMs, attemptMs));
            try {
                return await call(AbortSignal.any([timeout, timeLimit.signal(finishOnCancel)]));
            }
            catch (error) {
                if ((0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailure */ .N6)(error, 'throttled')) {
                    pacer?.slowDown();
                }
                // A truncated attempt says nothing about the server, so the earlier error is kept.
                throw remainingMs < attemptMs && timeout.aborted ? (lastFailure ?? error) : error;
            }
        };
        return retry(attempt, {
            ...rest,
            shouldRetry: (error, number) => shouldRetry(error, number) && !((0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .hasTrait */ .jp)(error, 'mayBeMisspelled') && elapsedMs() >= MAX_UNKNOWN_HOST_MS),
            delayMs,
            timeLimit,
            onRetry(error) {
                const now = clock.elapsed();
                if (!isReported && elapsedMs() >= REPORT_AFTER_MS && now - lastReportAt >= REPORT_AFTER_MS) {
                    isReported = true;
                    lastReportAt = now;
                    report(`Still retrying: ${(0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .describeProblem */ .BJ)(error)}`);
                }
            },
        });
    };
}


/***/ }),

/***/ 9967:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ TimeLimit)
/* harmony export */ });
/* harmony import */ var node_async_hooks__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6698);
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8029);


/** Extra time for calls with side effects after the run is cancelled. The runner kills the process after 10 seconds. */
const GRACE_MS = 5_000;
/** The deadline of the process, and its cancellation. Deadlines are times of the monotonic clock. */
class TimeLimit {
    #clock;
    #interrupted = new AbortController();
    #graceOver = new AbortController();
    #shortened = new AbortController();
    #seconds = Number.POSITIVE_INFINITY;
    #step = 'main';
    #deadline = Number.POSITIVE_INFINITY;
    /** The async context carries a share to every call of its work, so nested and parallel shares are separate. */
    #share = new node_async_hooks__WEBPACK_IMPORTED_MODULE_0__.AsyncLocalStorage();
    #activeShares = new Set();
    constructor(clock) {
        this.#clock = clock;
    }
    /** Sets the deadline, in seconds from now. The step is for messages. */
    set(seconds, step = 'main') {
        this.#seconds = seconds;
        this.#step = step;
        this.#deadline = this.#fromNow(seconds);
    }
    /** Returns the milliseconds until the deadline, or until the end of the caller's share. */
    remainingMs() {
        const deadline = Math.min(this.#deadline, this.#share.getStore()?.deadline ?? this.#deadline);
        return Math.max(0, deadline - this.#clock.elapsed());
    }
    /** Cancels the run: no new call starts. */
    interrupt() {
        this.#interrupted.abort();
        this.#clock.signalAfter(GRACE_MS).addEventListener('abort', () => this.#graceOver.abort());
    }
    /**
     * Brings the deadline forward for work that must finish although the run is cancelled. Aborts the current attempts;
     * they are retried under the shorter deadline. Work with a share keeps half of the time of the work around it.
     */
    shorten(seconds) {
        this.#deadline = Math.min(this.#deadline, this.#fromNow(seconds));
        for (const share of this.#activeShares) {
            share.deadline = Math.min(share.deadline, this.#fromNow(seconds / 2 ** share.depth));
        }
        this.#shortened.abort();
        this.#shortened = new AbortController();
    }
    /** Returns a signal that aborts on cancellation: at once, or 5 seconds later with `finishOnCancel`. */
    signal(finishOnCancel) {
        const cancelled = finishOnCancel ? this.#graceOver : this.#interrupted;
        return AbortSignal.any([cancelled.signal, this.#shortened.signal]);
    }
    /**
     * @param neededMs the time that the caller needs at least
     * @param lastFailure thrown in place of `out-of-time`, because it says more than a bare timeout
     * @throws {ActionError} `interrupted` or `out-of-time`
     */
    assertTimeLeft(neededMs = 0, lastFailure) {
        if (this.#interrupted.signal.aborted) {
            throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ({ code: 'interrupted' });
        }
        if (this.remainingMs() <= neededMs) {
            throw lastFailure ?? new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ({ code: 'out-of-time', seconds: this.#seconds, step: this.#step });
        }
    }
    /** Sleeps, unless the time limit would end first. Rejects like {@link assertTimeLeft}, also on cancellation. */
    async sleep(milliseconds, lastFailure) {
        this.assertTimeLeft(milliseconds, lastFailure);
        const woken = this.signal(false);
        try {
            await this.#clock.sleep(milliseconds, woken);
        }
        catch (error) {
            if (!woken.aborted) {
                throw error;
            }
        }
        this.assertTimeLeft(0, lastFailure);
    }
    /**
     * Runs work that may use at most `milliseconds` of the remaining time. Shares may be nested.
     *
     * @param work gets a function that takes the remaining time away, so that it starts no new call
     */
    async within(milliseconds, work) {
        const deadline = this.#clock.elapsed() + Math.min(milliseconds, this.remainingMs());
        const share = { deadline, depth: (this.#share.getStore()?.depth ?? 0) + 1 };
        this.#activeShares.add(share);
        try {
            return await this.#share.run(share, () => work(() => {
                share.deadline = this.#clock.elapsed();
            }));
        }
        finally {
            this.#activeShares.delete(share);
        }
    }
    #fromNow(seconds) {
        return this.#clock.elapsed() + seconds * 1000;
    }
}


/***/ }),

/***/ 8971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MAX_WAIT_FIELD: () => (/* binding */ MAX_WAIT_FIELD),
/* harmony export */   STOP_HOST: () => (/* binding */ STOP_HOST),
/* harmony export */   stopProxy: () => (/* binding */ stopProxy)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8029);
/* harmony import */ var _failures_error_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8010);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9368);
/** Stops the proxy from the post step. */




/** Requests to stop have a host of their own, so that they take no path from the API. A browser cannot send it. */
const STOP_HOST = 'stop.invalid';
/** Names how long the proxy may wait for a renewal before it answers, in milliseconds. */
const MAX_WAIT_FIELD = 'X-Max-Wait-Ms';
/** Leaves a cancelled post step more than half of its 7 seconds. */
const MAX_TIMEOUT_MS = 3_000;
/**
 * Ends the proxy. No process is killed: the process behind an ID may be another one by now.
 *
 * @param remainingMs how long it may take at most
 * @throws {ActionError} `proxy-ended`
 */
async function stopProxy({ port, stopKey }, remainingMs) {
    const timeoutMs = Math.ceil(Math.min(remainingMs, MAX_TIMEOUT_MS));
    try {
        const stopped = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(await askToStop(port, stopKey, timeoutMs));
        if (!isStoppedProxy(stopped)) {
            throw Object.assign(new Error('not the proxy'), { name: 'UnknownAnswer' });
        }
        return stopped;
    }
    catch (error) {
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ({ code: 'proxy-ended', port, errorName: (0,_failures_error_name_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(error) });
    }
}
function askToStop(port, stopKey, timeoutMs) {
    return new Promise((resolve, reject) => {
        const call = (0,node_http__WEBPACK_IMPORTED_MODULE_0__.request)({
            host: '127.0.0.1',
            port,
            method: 'POST',
            headers: { Host: STOP_HOST, Authorization: stopKey, 'Content-Length': 0, [MAX_WAIT_FIELD]: timeoutMs / 2 },
            // A direct connection, also with --use-env-proxy.
            agent: new node_http__WEBPACK_IMPORTED_MODULE_0__.Agent(),
            signal: AbortSignal.timeout(timeoutMs),
        });
        call.once('error', reject);
        call.once('response', (answer) => {
            const chunks = [];
            answer.on('data', (chunk) => chunks.push(chunk));
            answer.once('error', reject);
            answer.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        });
        call.end();
    });
}
function isStoppedProxy(value) {
    const rotation = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .fieldOf */ ._F)(value, 'rotation');
    return isReport((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .fieldOf */ ._F)(value, 'report')) && (rotation === undefined || (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .hasTexts */ .fx)(rotation, 'saved', 'newest'));
}
function isReport(value) {
    const numbers = ['tokensRefused', 'failures', 'refreshes', 'failedRefreshes', 'slowestMs'];
    return ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isTextList */ .Sl)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .fieldOf */ ._F)(value, 'reasons')) &&
        numbers.every((name) => typeof (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .fieldOf */ ._F)(value, name) === 'number') &&
        Object.values((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .fieldOf */ ._F)(value, 'answers') ?? {}).every((count) => typeof count === 'number'));
}


/***/ }),

/***/ 5425:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ formatReport),
/* harmony export */   F: () => (/* binding */ Tally)
/* harmony export */ });
/** The proxy's account of what it did, for the log of the post step. It holds no URL, header or body. */
class Tally {
    #answers = new Map();
    #tokensRefused = 0;
    #failures = 0;
    #refreshes = 0;
    #failedRefreshes = 0;
    #reasons = new Set();
    #slowestMs = 0;
    /** @param hasOurToken true if the proxy authorized the request */
    countAnswer(status, milliseconds, hasOurToken) {
        const statusClass = `${Math.floor(status / 100)}xx`;
        this.#answers.set(statusClass, (this.#answers.get(statusClass) ?? 0) + 1);
        this.#tokensRefused += status === 401 && hasOurToken ? 1 : 0;
        this.#slowestMs = Math.max(this.#slowestMs, milliseconds);
    }
    countFailure(reason) {
        this.#failures++;
        this.#reasons.add(reason);
    }
    countRefresh() {
        this.#refreshes++;
    }
    countFailedRefresh(reason) {
        this.#failedRefreshes++;
        this.#reasons.add(reason);
    }
    report() {
        return {
            answers: Object.fromEntries([...this.#answers].toSorted()),
            tokensRefused: this.#tokensRefused,
            failures: this.#failures,
            refreshes: this.#refreshes,
            failedRefreshes: this.#failedRefreshes,
            reasons: [...this.#reasons],
            slowestMs: Math.round(this.#slowestMs),
        };
    }
}
/** `Stopped the proxy. Requests: 12 (2xx: 10, 4xx: 2). Token refreshes: 1. Slowest answer: 81 ms.` */
function formatReport({ answers, tokensRefused, failures, refreshes, failedRefreshes, reasons, slowestMs, }) {
    const counts = Object.values(answers);
    const total = counts.reduce((sum, count) => sum + count, failures);
    const classes = [
        ...Object.entries(answers).map(([statusClass, count]) => `${statusClass}: ${count}`),
        ...(failures === 0 ? [] : [`failed: ${failures}`]),
    ];
    const refusals = tokensRefused === 1 ? 'once' : `${tokensRefused} times`;
    const refreshed = `Token refreshes: ${refreshes}${failedRefreshes === 0 ? '' : `, failed: ${failedRefreshes}`}.`;
    return [
        `Stopped the proxy. Requests: ${total}${classes.length === 0 ? '' : ` (${classes.join(', ')})`}.`,
        ...(tokensRefused === 0 ? [] : [`The API refused the proxy's token ${refusals} (HTTP 401).`]),
        refreshed,
        ...(reasons.length === 0 ? [] : [`Reasons of failures: ${reasons.join(', ')}.`]),
        ...(counts.length === 0 ? [] : [`Slowest answer: ${slowestMs} ms.`]),
    ].join(' ');
}


/***/ }),

/***/ 9646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ signInClient)
/* harmony export */ });
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1816);

/** Mode `client-credentials`: fetches an access token for the app client itself. */
async function signInClient(config, deps) {
    const accessToken = await deps.progress.run('fetch token', () => fetchToken(config, deps));
    const source = config.tokenSource.kind === 'api' ? 'user pool' : 'token endpoint';
    return { user: undefined, tokens: (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .parseClientTokens */ .LD)(accessToken, source) };
}
function fetchToken(config, { cognito, tokenEndpoint }) {
    const { clientId, clientSecret, tokenSource, scopes, clientMetadata } = config;
    const request = { clientSecret, scopes, clientMetadata };
    return tokenSource.kind === 'api'
        ? cognito.appClient({ region: tokenSource.region, clientId, clientSecret }).fetchClientToken(request)
        : tokenEndpoint.fetchAccessToken({ ...request, domain: tokenSource.domain, clientId });
}


/***/ }),

/***/ 1569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ Progress)
/* harmony export */ });
/** Tells that a long task goes on. */
const REPORT_INTERVAL_MS = 5_000;
/** Logs each task of main with its duration, and keeps the durations for the job summary. */
class Progress {
    #clock;
    #report;
    #timings = [];
    constructor(clock, report) {
        this.#clock = clock;
        this.#report = report;
    }
    /** The tasks that succeeded, in the order in which they ended. */
    get timings() {
        return this.#timings;
    }
    /** Logs why a task takes longer. */
    report(line) {
        this.#report(line);
    }
    /** Runs a task. Once it succeeds, logs `probe (12 ms): 401 without a token, 200 with one`, or `sign in (52 ms)`. */
    async run(name, task, describe) {
        const start = this.#clock.elapsed();
        const result = await task();
        const milliseconds = Math.round(this.#clock.elapsed() - start);
        this.#timings.push({ name, milliseconds });
        this.#report(`${name} (${milliseconds} ms)${describe === undefined ? '' : `: ${describe(result)}`}`);
        return result;
    }
    /**
     * Runs a task for many users. Logs every 5 seconds how far it is, and none of the tasks of each user.
     *
     * @param task gets the progress for the tasks of each user
     */
    async runMany(name, describe, task) {
        let isOver = false;
        const reportLater = () => {
            this.#clock.signalAfter(REPORT_INTERVAL_MS).addEventListener('abort', () => {
                if (!isOver) {
                    this.#report(describe());
                    reportLater();
                }
            });
        };
        reportLater();
        try {
            return await this.run(name, () => task(new Progress(this.#clock, () => undefined)));
        }
        finally {
            isOver = true;
        }
    }
}


/***/ }),

/***/ 7091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ refresh)
/* harmony export */ });
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1816);

/** Mode `refresh`: exchanges a refresh token for new tokens. */
async function refresh({ appClient, refreshToken, deviceKey, clientMetadata }, { cognito, progress }) {
    const answer = await progress.run('refresh', () => cognito.appClient(appClient).refreshTokens({ refreshToken, deviceKey, clientMetadata }));
    // Without rotation, the given refresh token stays valid.
    const tokens = (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .parseScopedTokens */ .Kf)({ ...answer, refreshToken: answer.refreshToken || refreshToken }, 'user pool');
    return { user: undefined, tokens };
}


/***/ }),

/***/ 9079:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ tokenHeaderValue)
/* harmony export */ });
/** `{token}` is the ID token if there is one, else the access token. */
function tokenHeaderValue(template, tokens) {
    const { idToken = '' } = tokens.kind === 'user' ? tokens : {};
    return template
        .replaceAll('{token}', idToken || tokens.accessToken)
        .replaceAll('{id-token}', idToken)
        .replaceAll('{access-token}', tokens.accessToken);
}


/***/ }),

/***/ 1816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BM: () => (/* binding */ parseUserTokens),
/* harmony export */   Kf: () => (/* binding */ parseScopedTokens),
/* harmony export */   LD: () => (/* binding */ parseClientTokens),
/* harmony export */   V5: () => (/* binding */ mayBeIssuedAt),
/* harmony export */   aU: () => (/* binding */ secretsOfToken)
/* harmony export */ });
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8029);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
/** Parses the tokens of a sign-in. */


/**
 * Parses a user's tokens. Does not verify signatures: the tokens come from Cognito over TLS, and verifying them is the
 * job of the API under test.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
function parseUserTokens(tokens) {
    const reader = new TokenReader('user pool');
    const idClaims = reader.claims(tokens.idToken, 'ID token');
    return userTokens(tokens, reader, { idClaims, accessClaims: reader.claims(tokens.accessToken, 'access token') });
}
/**
 * Parses the tokens of a sign-in at the login page, or of their refresh. Only the scope `openid` gives an ID token.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
function parseScopedTokens(tokens, source) {
    const reader = new TokenReader(source);
    const accessClaims = reader.claims(tokens.accessToken, 'access token');
    const hasIdToken = tokens.idToken !== '' || (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(accessClaims, 'scope').split(' ').includes('openid');
    const idClaims = hasIdToken ? reader.claims(tokens.idToken, 'ID token') : undefined;
    return userTokens(tokens, reader, { idClaims, accessClaims });
}
function userTokens({ idToken, accessToken, refreshToken, newDevice }, reader, { idClaims, accessClaims }) {
    if (refreshToken === '') {
        throw reader.failure('there is no refresh token');
    }
    const [claims, name, usernameClaim] = idClaims === undefined ? [accessClaims, 'access token', 'username'] : [idClaims, 'ID token', 'cognito:username'];
    const expiresAtSeconds = Math.min(reader.seconds(claims, 'exp', name), reader.seconds(accessClaims, 'exp', 'access token'));
    return {
        kind: 'user',
        idToken: idClaims === undefined ? undefined : idToken,
        accessToken,
        refreshToken,
        expiresAt: new Date(expiresAtSeconds * 1000),
        sub: reader.text(claims, 'sub', name),
        poolUsername: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(claims, usernameClaim),
        roles: rolesIn(idClaims),
        newDevice,
    };
}
/** Ignores a claim of another type, which a trigger may have set. */
function rolesIn(idClaims) {
    const roles = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(idClaims, 'cognito:roles');
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}
/**
 * Parses the access token of an app client.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
function parseClientTokens(accessToken, source) {
    const reader = new TokenReader(source);
    const claims = reader.claims(accessToken, 'access token');
    return { kind: 'client', accessToken, expiresAt: new Date(reader.seconds(claims, 'exp', 'access token') * 1000) };
}
/** Masks of shorter parts would hide words of the log, and such parts hold no secret. */
const MIN_SECRET_PART_LENGTH = 8;
/**
 * Returns the token and its parts, except for short ones and the header, which all tokens of a user pool share. A mask
 * of the token alone would not hide a payload that a tool prints.
 */
function secretsOfToken(token) {
    const parts = token.split('.').slice(1);
    return [token, ...parts.filter((part) => part.length >= MIN_SECRET_PART_LENGTH)];
}
/** The clocks of a service's servers may differ. */
const MAX_DIFFERENCE_SECONDS = 60;
/** Returns false if a date cannot be the one at which a token was issued. Tokens without its claims fit any date. */
function mayBeIssuedAt(token, httpDate) {
    const claims = claimsIn(token.split('.')[1] ?? '');
    const [issued, expired] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(claims, 'iat'), (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(claims, 'exp')];
    const seconds = Date.parse(httpDate) / 1000;
    return !((typeof issued === 'number' && seconds < issued - MAX_DIFFERENCE_SECONDS) ||
        (typeof expired === 'number' && seconds > expired));
}
function claimsIn(payload) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(Buffer.from(payload, 'base64url').toString('utf8'));
}
/** The latest valid Date: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MAX_DATE_SECONDS = 8.64e12;
/** Decodes tokens, and names their source in failures. */
class TokenReader {
    #source;
    constructor(source) {
        this.#source = source;
    }
    /** Decodes the claims of a JWT: https://www.rfc-editor.org/rfc/rfc7519#section-3 */
    claims(token, name) {
        if (token === '') {
            throw this.failure(`there is no ${name}`);
        }
        const payload = token.split('.')[1];
        if (payload === undefined) {
            throw this.failure(`the ${name} is not a JWT`);
        }
        const claims = claimsIn(payload);
        if (typeof claims !== 'object' || claims === null) {
            throw this.failure(`the ${name} has no claims`);
        }
        return claims;
    }
    /** Reads a claim in seconds since 1970. */
    seconds(claims, claim, name) {
        const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(claims, claim);
        if (typeof value !== 'number' || Math.abs(value) > MAX_DATE_SECONDS) {
            throw this.failure(`the ${name} has no claim ${claim}`);
        }
        return value;
    }
    text(claims, claim, name) {
        const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(claims, claim);
        if (typeof value !== 'string') {
            throw this.failure(`the ${name} has no claim ${claim}`);
        }
        return value;
    }
    failure(reason) {
        return new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'tokens-unreadable', reason, source: this.#source });
    }
}


/***/ })

};
