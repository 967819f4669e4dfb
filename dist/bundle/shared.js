export const id = "shared";
export const ids = ["shared"];
export const modules = {

/***/ 3643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ formatFinalMessage)
/* harmony export */ });
/* harmony import */ var _action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8029);
/** Hints for runs to which GitHub gives no secrets. */

/**
 * Formats the last message of a step. If a secret may be missing, it says that GitHub withheld the secrets.
 *
 * @param troubleshooting where `docs/troubleshooting.md` can be read
 */
async function formatFinalMessage(error, troubleshooting, whySecretsAreWithheld) {
    // Inputs can be invalid without being empty.
    const isMissing = (0,_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .hasTrait */ .jp)(error, 'mayBeMissingSecret') && !('isAnyEmpty' in error.failure && !error.failure.isAnyEmpty);
    const reason = isMissing ? await whySecretsAreWithheld() : undefined;
    return (0,_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMessage */ .hw)(error, troubleshooting, reason && HINTS[reason]);
}
const HINTS = {
    fork: "A pull request from a fork gets no secrets and no OIDC tokens. Run it from a branch of this repository, or skip the job there (if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository).",
    dependabot: 'A run by Dependabot gets only the Dependabot secrets: add the missing ones under Settings > Secrets and variables > Dependabot.',
};


/***/ }),

/***/ 7555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ checkDependents),
/* harmony export */   X: () => (/* binding */ checkValues)
/* harmony export */ });
/* harmony import */ var _lists_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4521);
/* harmony import */ var _reading_placeholders_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5177);
/* harmony import */ var _rules_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1671);
/** Checks that apply to every input, before its format is checked. */



/** No password policy of Cognito allows fewer characters. */
const MIN_PASSWORD_LENGTH = 6;
/** Finds placeholders and damaged secrets. */
function checkValues(reader, names) {
    for (const name of names) {
        const isSecret = _rules_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_RULES */ .bK[name].secret === true;
        const text = reader.text(name);
        reader.addProblem(name, (0,_reading_placeholders_js__WEBPACK_IMPORTED_MODULE_0__/* .placeholderProblem */ .V6)(text, isSecret));
        if (name !== 'password' || text.length < MIN_PASSWORD_LENGTH) {
            reader.addProblem(name, (0,_reading_placeholders_js__WEBPACK_IMPORTED_MODULE_0__/* .lostValueProblem */ .tx)(text));
        }
        if (name === 'username' || name === 'password') {
            reader.addNotice(name, (0,_reading_placeholders_js__WEBPACK_IMPORTED_MODULE_0__/* .doubtAbout */ .ce)(text));
        }
        if (isSecret && reader.isBlank(name)) {
            reader.addMissing(name, `is only white space. Save the secret again, or remove ${name}.`);
        }
        if (isSecret && !_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_RULES */ .bK[name].hasLines && /[\r\n]/.test(text)) {
            reader.addProblem(name, 'contains a line break. Save the secret again, on one line.');
        }
    }
}
/** Finds inputs that do not belong to the value of another input, or that are missing with it. */
function checkDependents(reader, other, value) {
    // An invalid value says nothing about the inputs that depend on it.
    if (reader.hasProblem(other)) {
        return;
    }
    for (const name of (0,_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .inputsFor */ .pz)(_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .MODES */ .FN)) {
        const rule = _rules_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_RULES */ .bK[name];
        const modes = _rules_js__WEBPACK_IMPORTED_MODULE_1__/* .MODES */ .FN.filter((mode) => rule.for.includes(mode));
        const allowed = other === 'mode' ? modes : rule.onlyWith?.[other];
        const required = other === 'mode' ? rule.requiredFor : rule.requiredWith?.[other];
        if (allowed?.includes(value) === false && reader.text(name) !== (rule.default ?? '')) {
            const values = (0,_lists_js__WEBPACK_IMPORTED_MODULE_2__/* .orList */ .A)(allowed);
            const fix = `Set ${other}: ${values}, or remove ${name}.`;
            reader.addProblem(name, `belongs to ${other} ${values}, but ${other} is ${value}. ${fix}`);
        }
        const isOptional = rule.optionalWith?.['auth-flow'].includes(reader.text('auth-flow')) === true;
        if (required?.includes(value) && !isOptional) {
            reader.require(name, `${other === 'mode' ? 'in' : 'with'} ${other} ${value}`);
        }
    }
}


/***/ }),

/***/ 7396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N8: () => (/* binding */ ENV_PREFIX),
/* harmony export */   Pi: () => (/* binding */ PROBE_URL),
/* harmony export */   VT: () => (/* binding */ ORIGIN),
/* harmony export */   h9: () => (/* binding */ ENV_FILE),
/* harmony export */   nt: () => (/* binding */ PROXY_TO),
/* harmony export */   wE: () => (/* binding */ TOKEN_HEADER),
/* harmony export */   xG: () => (/* binding */ ROLE_ARN),
/* harmony export */   yM: () => (/* binding */ SIGV4_SERVICE)
/* harmony export */ });
/* harmony import */ var _mistakes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3318);

const ROLE_ARN = {
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    description: 'the ARN of a role, like arn:aws:iam::111122223333:role/api-tests',
    hint: 'Find it in the IAM console > Roles > the role > ARN.',
    mistakes: [
        { pattern: /^arn:[\w-]+:sts::\d*:assumed-role\//, problem: 'is the ARN of a role session' },
        { pattern: /^arn:[\w-]+:iam::\d*:user\//, problem: 'is the ARN of a user' },
        { pattern: /^arn:[\w-]+:iam::\d*:(?:oidc|saml)-provider\//, problem: 'is the ARN of an identity provider' },
        { pattern: /^arn:[\w-]+:iam::(?!\d{12}:)[^:]*:role\//, problem: 'has an account ID that is not 12 digits' },
        { pattern: /^arn:/, problem: 'is the ARN of another resource' },
    ],
};
const COMPLETE_URL = 'a complete URL, like https://api.example.com/orders';
const PROBE_URL = {
    pattern: /^https?:\/\//i,
    accepts: (text) => {
        const url = URL.parse(text);
        return url !== null && url.username === '' && url.password === '';
    },
    description: 'an http:// or https:// URL, without a username and password in it',
    mistakes: [
        { pattern: /^\//, problem: 'is a path', expected: COMPLETE_URL },
        { pattern: /^(?!https?:\/\/)/i, problem: 'does not start with https://', expected: COMPLETE_URL },
    ],
};
/**
 * Browsers give an origin to a scheme, host and port. A slash at the end is accepted, because people copy it from the
 * address bar.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6454#section-6.2
 */
const ORIGIN = {
    pattern: /^(?:https:\/\/[^\s/\\?#@*,{}<>$]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)\/?$/i,
    accepts: (origin) => URL.canParse(origin),
    description: 'the origin of a web app, like https://app.example.com or http://localhost:3000',
    mistakes: [
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WHITE_SPACE */ .XE,
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WILDCARD */ .bs,
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .TEMPLATE */ .nE,
        { pattern: /,/, problem: 'contains a comma' },
        { pattern: /^\//, problem: 'is a path' },
        { pattern: /^file:/i, problem: 'is a file' },
        { pattern: /^(?!https?:\/\/)/i, problem: 'does not start with https://' },
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .USERNAME_IN_URL */ .xv,
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .PLAIN_HTTP */ .mY,
        {
            pattern: /^(?<origin>https?:\/\/[^\s/\\?#@]+)[/\\?#]/i,
            problem: 'has a path',
            expected: 'only its origin: $<origin>',
        },
    ],
};
const A_TOKEN_HEADER = 'like Authorization: Bearer {token}';
/** The fields by which HTTP/1.1 delimits messages and routes them. An API reads no token from them. */
const HTTP_FIELD = /^(?:host|connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade):/i;
/** A placeholder of another template language. A part of it would stay in the header. */
const WRONG_PLACEHOLDER = /[$#%{]\{(?:token|id-token|access-token)\}|\{(?:token|id-token|access-token)\}\}/;
/** Values are visible ASCII characters: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const TOKEN_HEADER = {
    pattern: /^(?<name>[\w-]+):\s*(?<template>(?!\s)[ -~]*\{(?:token|id-token|access-token)\}[ -~]*)$/,
    accepts: (header) => !HTTP_FIELD.test(header) && !WRONG_PLACEHOLDER.test(header),
    description: `a header with a placeholder, ${A_TOKEN_HEADER}`,
    mistakes: [
        { pattern: HTTP_FIELD, problem: 'is a header that HTTP itself uses', expected: `another one, ${A_TOKEN_HEADER}` },
        { pattern: /[^ -~]/, problem: 'contains a line break or a character that headers cannot have' },
        { pattern: /^[^:]*$/, problem: 'has no colon' },
        {
            pattern: WRONG_PLACEHOLDER,
            problem: 'has the wrong brackets around the placeholder',
            expected: `written with single braces and without $, ${A_TOKEN_HEADER}`,
        },
        {
            pattern: /^(?!.*\{(?:token|id-token|access-token)\})/,
            problem: 'has no placeholder',
            expected: `a header with {token}, {id-token} or {access-token}, ${A_TOKEN_HEADER}`,
        },
    ],
};
/** An origin, with a path in front of all paths of the API. Only loopback addresses may be without TLS. */
const PROXY_TO = {
    pattern: /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/]))[^\s?#{}<>]*$/i,
    accepts: (text) => {
        const url = URL.parse(text);
        return url !== null && url.username === '' && url.password === '' && !/[*$,]/.test(url.host);
    },
    description: 'the base URL of the API under test, like https://api.example.com, without a username, query or fragment',
    mistakes: [
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WHITE_SPACE */ .XE,
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .USERNAME_IN_URL */ .xv,
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WILDCARD */ .bs,
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .TEMPLATE */ .nE,
        { pattern: /^wss?:/i, problem: 'is the URL of a WebSocket', expected: 'an https:// URL' },
        { pattern: /^\//, problem: 'is a path', expected: 'a base URL, like https://api.example.com/v1' },
        {
            pattern: /^(?!https?:\/\/)/i,
            problem: 'does not start with https://',
            expected: 'a base URL, like https://api.example.com/v1',
        },
        { pattern: /[?#]/, problem: 'has a query or fragment' },
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .PLAIN_HTTP */ .mY,
    ],
};
const SIGV4_SERVICE = {
    pattern: /^[a-z0-9][a-z0-9-]*$/,
    description: 'the name of a service in signatures, like execute-api or lambda',
};
const ENV_FILE = { pattern: /^dotenv$/, description: 'dotenv' };
/** `INPUT_USERNAME` would become an input of later actions. The runner reserves the others. */
const ENV_PREFIX = {
    pattern: /^(?!GITHUB_|RUNNER_|INPUT_)[A-Za-z_][A-Za-z0-9_]*$/i,
    description: 'letters, digits and _, and must not start with a digit, GITHUB_, RUNNER_ or INPUT_',
};


/***/ }),

/***/ 3318:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ap: () => (/* binding */ ARN),
/* harmony export */   XE: () => (/* binding */ WHITE_SPACE),
/* harmony export */   bs: () => (/* binding */ WILDCARD),
/* harmony export */   mY: () => (/* binding */ PLAIN_HTTP),
/* harmony export */   mq: () => (/* binding */ QUOTATION_MARKS),
/* harmony export */   nE: () => (/* binding */ TEMPLATE),
/* harmony export */   xv: () => (/* binding */ USERNAME_IN_URL)
/* harmony export */ });
/* harmony import */ var _reading_placeholders_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5177);

const WHITE_SPACE = { pattern: /\s/, problem: 'contains white space' };
const QUOTATION_MARKS = { pattern: _reading_placeholders_js__WEBPACK_IMPORTED_MODULE_0__/* .IN_QUOTATION_MARKS */ .Gn, problem: 'has quotation marks around it' };
const WILDCARD = { pattern: /\*/, problem: 'contains a wildcard' };
const TEMPLATE = { pattern: /[{}<>$]/, problem: 'contains a placeholder' };
const USERNAME_IN_URL = { pattern: /^[a-z]+:\/\/[^/?#]*@/i, problem: 'contains a username' };
const ARN = { pattern: /^arn:/, problem: 'is an ARN' };
const PLAIN_HTTP = {
    pattern: /^http:\/\/(?!(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/?]))/i,
    problem: 'starts with http://',
    expected: 'an https:// URL: http:// works only for localhost',
};


/***/ }),

/***/ 7603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PS: () => (/* binding */ USER_POOL_ID),
/* harmony export */   U6: () => (/* binding */ CLIENT_ID),
/* harmony export */   V2: () => (/* binding */ DOMAIN),
/* harmony export */   Zg: () => (/* binding */ REGION),
/* harmony export */   _q: () => (/* binding */ REDIRECT_URI),
/* harmony export */   a9: () => (/* binding */ IDENTITY_POOL_ID),
/* harmony export */   iW: () => (/* binding */ SCOPES),
/* harmony export */   p$: () => (/* binding */ CLIENT_SECRET)
/* harmony export */ });
/* harmony import */ var _mistakes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3318);

/** ClientIdType. */
const CLIENT_ID = {
    pattern: /^[\w+]{1,128}$/,
    description: 'the ID of an app client, which consists of letters and digits',
    hint: 'Find it in the Cognito console > user pool > App clients.',
    mistakes: [
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .ARN */ .Ap,
        { pattern: /^[a-z]+(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/, problem: 'looks like the ID of a user pool' },
        { pattern: /^(?:\s*[0-9a-z]){26}$/, problem: 'contains white space' },
        { pattern: /^(?=.{1,128}$)[\w\s+=,.@-]*[a-z][\w\s+=,.@-]*$/i, problem: 'looks like the name of an app client' },
    ],
};
/** ClientSecretType. */
const CLIENT_SECRET = {
    pattern: /^[\w+]+$/,
    description: 'letters, digits, _ and + only',
    hint: 'Find it in the Cognito console > user pool > App clients > the client.',
    mistakes: [_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .QUOTATION_MARKS */ .mq, _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WHITE_SPACE */ .XE],
    // Emulators generate UUIDs or Base64, for example.
    atEndpoint: { pattern: /^\S+$/, description: 'one word', mistakes: [_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WHITE_SPACE */ .XE] },
};
/**
 * UserPoolIdType, but with a region before the last `_`, unlike the name of a user pool. Regions of AWS end in a digit;
 * the region of cognito-local is `local`.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
 */
const USER_POOL_ID = {
    pattern: /^(?=.{1,55}$)(?<region>[\w-]*\d|local)_[0-9a-zA-Z]+$/,
    description: 'the ID of a user pool, like eu-west-1_AbCdEf123',
    hint: 'Find it in the Cognito console > user pool > Overview > User pool ID.',
    mistakes: [
        { ..._mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .ARN */ .Ap, pattern: /^arn:.*:userpool\/(?<id>[\w-]+_[0-9a-zA-Z]+)$/, expected: 'the ID at its end: $<id>' },
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .ARN */ .Ap,
        {
            pattern: /^(?:https?:\/\/)?cognito-idp\.[\w.-]+\/(?<id>[\w-]+_[0-9a-zA-Z]+)(?:\/.*)?$/,
            problem: 'is a URL',
            expected: 'the ID in it: $<id>',
        },
        { pattern: /^https?:/, problem: 'is a URL' },
        { pattern: /^[\w-]+:[0-9a-f-]{36}$/, problem: 'is the ID of an identity pool' },
        { pattern: /^[0-9a-z]{26}$/, problem: 'looks like the ID of an app client' },
        { pattern: /^(?=.*[A-Z])(?=.*[a-z0-9])[0-9a-zA-Z]{9}$/, problem: 'does not start with a region and _' },
    ],
};
/**
 * IdentityPoolId: a region and a UUID.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
 */
const IDENTITY_POOL_ID = {
    pattern: /^(?<region>[a-z][a-z0-9-]*):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    description: 'the ID of an identity pool, like eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d',
    hint: 'Find it in the Cognito console > Identity pools > the identity pool > Identity pool ID.',
    mistakes: [
        { ..._mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .ARN */ .Ap, pattern: /^arn:.*:identitypool\/(?<id>[a-z0-9-]+:[0-9a-f-]{36})$/, expected: 'the ID at its end: $<id>' },
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .ARN */ .Ap,
        { pattern: /^[a-z]+(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/, problem: 'is the ID of a user pool' },
        { pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, problem: 'does not start with a region and a colon' },
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WHITE_SPACE */ .XE,
        { pattern: /^[\w-]+$/, problem: 'looks like the name of an identity pool' },
    ],
};
/** Accepts any host name label, because emulators have their own regions, but no availability zone. */
const REGION = {
    pattern: /^(?!.*\d[a-z]$)[a-z0-9-]+$/,
    description: 'a region code, like eu-west-1',
    mistakes: [
        {
            pattern: /^[a-z]+(?:-[a-z]+)+-\d+[a-z]$/,
            problem: 'is an availability zone',
            expected: 'its region, without the letter at the end',
        },
    ],
};
/** A prefix, a host, or an origin. Only loopback addresses may be without TLS. */
const DOMAIN = {
    pattern: /^(https:\/\/[a-z0-9.-]+(:\d+)?\/?|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/?|[a-z0-9-]+(\.[a-z0-9-]+)*)$/i,
    // Rejects ports above 65535.
    accepts: (domain) => !domain.includes('://') || URL.canParse(domain),
    description: 'the prefix, host or https:// URL of a user pool domain, without a path',
    hint: 'Find it in the Cognito console > user pool > Domain.',
    mistakes: [
        { pattern: /cognito-idp\./, problem: 'is an address of the Cognito API' },
        {
            pattern: /^(?:\w+:\/\/)?[^/:]+(?::\d+)?\/./,
            problem: 'has a path',
            expected: 'an origin, like https://auth.example.com, unless AWS_ENDPOINT_URL names an emulator',
        },
        { ..._mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .PLAIN_HTTP */ .mY, expected: `${_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .PLAIN_HTTP */ .mY.expected}, or for an emulator in AWS_ENDPOINT_URL` },
    ],
    // Emulators have their domains on any host, without TLS, and under a path, like http://localhost:4566/_aws/pool.
    atEndpoint: {
        pattern: /^(https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?|[a-z0-9-]+(\.[a-z0-9-]+)*)$/i,
        accepts: (domain) => !domain.includes('://') || URL.canParse(domain),
        description: 'the prefix, host or URL of a user pool domain',
    },
};
/**
 * An absolute URI without a fragment (RFC 6749 section 3.1.2). Mobile apps use schemes of their own.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html
 */
const REDIRECT_URI = {
    pattern: /^(?:(?!http:)[a-z][a-z0-9+.-]*:\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/?]))[^\s#]*$/i,
    accepts: (uri) => URL.canParse(uri),
    description: "exactly one of the app client's callback URLs, like https://example.com/callback",
    hint: 'Find it in the Cognito console > user pool > App clients > the client > Login pages.',
    mistakes: [
        { pattern: /^\//, problem: 'is a path' },
        { pattern: /^(?![a-z][a-z0-9+.-]*:\/)/i, problem: 'has no scheme' },
        { pattern: /#/, problem: 'has a fragment (#)' },
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WHITE_SPACE */ .XE,
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .PLAIN_HTTP */ .mY,
    ],
};
/** RFC 6749 section 3.3, except for several scopes in one. A name like `orders/read,write` is one scope. */
const SCOPES = {
    pattern: /^(?!.*[,;](?:[^,;]*\/|$)|[^/]*[,;])[\x21\x23-\x5b\x5d-\x7e]+$/,
    description: 'a scope, like orders/read',
    separator: /\s/,
    separators: 'spaces or lines, not by commas or semicolons',
};


/***/ }),

/***/ 2308:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HF: () => (/* binding */ USERNAME),
/* harmony export */   aZ: () => (/* binding */ REFRESH_TOKEN),
/* harmony export */   dC: () => (/* binding */ TOTP_SECRET),
/* harmony export */   fd: () => (/* binding */ GROUPS),
/* harmony export */   iM: () => (/* binding */ EMAIL_DOMAIN),
/* harmony export */   nA: () => (/* binding */ DEVICE_KEY)
/* harmony export */ });
/* harmony import */ var _mistakes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3318);

/** UsernameType. It also matches the aliases that a user can sign in with: e-mail addresses and phone numbers. */
const USERNAME = {
    pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
    description: 'letters, digits, symbols and punctuation marks only',
    mistakes: [_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WHITE_SPACE */ .XE, { pattern: /\p{C}/u, problem: 'contains an invisible character' }],
};
/**
 * Base32 (RFC 4648 section 6) as authenticator apps show it: in groups, in upper or lower case. Cognito's minimum is 16
 * characters.
 */
const TOTP_SECRET = {
    pattern: /^([A-Z2-7]\s*){16,}(=\s*)*$/i,
    description: 'base32: 16 or more of A-Z and 2-7',
    mistakes: [
        {
            pattern: /^\d{3}\s?\d{3}$/,
            problem: 'is a 6-digit code',
            expected: 'the base32 secret that generates such codes',
        },
        { pattern: /^[a-z2-7\s=]+-[a-z2-7\s=-]*$/i, problem: 'contains dashes' },
        { pattern: /^otpauth:/, problem: 'is a URL', expected: 'the part of it between secret= and the next &' },
        _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .QUOTATION_MARKS */ .mq,
    ],
};
/** TokenModelType, and the other characters of base64, which emulators use in their tokens. */
const REFRESH_TOKEN_CHARACTERS = {
    pattern: /^[\w.=+/~-]+$/,
    description: 'only the token: letters, digits and . - _ = + / ~',
    mistakes: [_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .QUOTATION_MARKS */ .mq, _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WHITE_SPACE */ .XE],
};
const SIGNED_TOKEN = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;
const REFRESH_TOKEN = {
    ...REFRESH_TOKEN_CHARACTERS,
    accepts: (token) => !SIGNED_TOKEN.test(token),
    mistakes: [
        ...REFRESH_TOKEN_CHARACTERS.mistakes,
        {
            pattern: SIGNED_TOKEN,
            problem: 'is an ID token or access token',
            expected: 'the refresh token of the same sign-in (REFRESH_TOKEN)',
        },
    ],
    // The refresh tokens of some emulators are signed, too.
    atEndpoint: REFRESH_TOKEN_CHARACTERS,
};
/** DeviceKeyType. */
const DEVICE_KEY = {
    pattern: /^(?=.{1,55}$)[\w-]+_[0-9a-f-]+$/,
    description: 'a device key, like eu-west-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    mistakes: [_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .QUOTATION_MARKS */ .mq, _mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .WHITE_SPACE */ .XE],
};
/** A username has at most 128 characters, and up to 65 of them come before the domain. */
const EMAIL_DOMAIN = {
    pattern: /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i,
    description: 'a domain name of at most 63 characters, like example.com',
    mistakes: [{ pattern: /@/, problem: 'contains an @', expected: 'only the part after it, like example.com' }],
};
/** GroupNameType. */
const GROUPS = {
    pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
    description: 'the name of a group: at most 128 characters, without white space, joined emoji or invisible characters',
    separator: /[,\n]/,
    separators: 'lines or commas',
};


/***/ }),

/***/ 5884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ formatProblem)
/* harmony export */ });
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4847);
/**
 * Describes the format of an input and its usual mistakes, and words the problem of a value that does not have it.
 */

/** @returns the problem of the value, to follow the input's name; undefined if it has the format */
function formatProblem(text, format, canQuote) {
    const { pattern, accepts, description, hint, mistakes } = format;
    if (pattern.test(text) && accepts?.(text) !== false) {
        return undefined;
    }
    const mistake = mistakes?.find((candidate) => candidate.pattern.test(text));
    const problem = mistake?.problem ?? (canQuote ? `is ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .h)(text)}` : undefined);
    if (mistake?.expected === undefined) {
        return (0,_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .mustBe */ .J)(problem, description, hint);
    }
    const groups = mistake.pattern.exec(text)?.groups ?? {};
    return (0,_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .mustBe */ .J)(problem, mistake.expected.replaceAll(/\$<(\w+)>/g, (_, group) => groups[group] ?? ''));
}


/***/ }),

/***/ 5177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gn: () => (/* binding */ IN_QUOTATION_MARKS),
/* harmony export */   V6: () => (/* binding */ placeholderProblem),
/* harmony export */   ce: () => (/* binding */ doubtAbout),
/* harmony export */   sO: () => (/* binding */ wrongBracketsProblem),
/* harmony export */   tx: () => (/* binding */ lostValueProblem)
/* harmony export */ });
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4847);
/**
 * Recognises values that still have to be replaced: expressions, shell variables, placeholders copied from a README.
 */

/** @see https://docs.github.com/actions/reference/workflows-and-actions/expressions */
const EXPRESSION_FIX = 'Write it under with: in the workflow. GitHub does not expand it in the value of a variable, secret or input.';
const WRONG_BRACKETS = /^\$?\{{1,2}\s*(?:vars|secrets|env|steps|needs|inputs|github)\.[\w.-]+\s*\}{1,2}$/;
/** Matches variables of sh, PowerShell and cmd.exe. `$` alone counts only before capitals, unlike in most passwords. */
const SHELL_VARIABLE = /^(?:\$(?=[A-Z_][A-Z0-9_]*$)|\$\{(?=\w+\}$)|\$env:|%(?=\w+%$))(?<variable>[A-Za-z_]\w*)[}%]?$/;
const README_PLACEHOLDER = /^<[^<>]+>$/;
/** Matches what `terraform output` prints, for example. */
const IN_QUOTATION_MARKS = /^(?<mark>["']).*\k<mark>$/s;
/** @returns the problem of a placeholder, to follow the input's name; undefined for any other value */
function placeholderProblem(text, isSecret) {
    const start = text.indexOf('${{');
    if (start >= 0 && text.includes('}}', start)) {
        return `contains an expression (\${{ ... }}) that GitHub did not expand. ${EXPRESSION_FIX}`;
    }
    const bracketsProblem = wrongBracketsProblem(text);
    if (bracketsProblem !== undefined) {
        return bracketsProblem;
    }
    // A password can look like the other placeholders.
    if (isSecret) {
        return undefined;
    }
    const variable = SHELL_VARIABLE.exec(text)?.groups?.['variable'];
    if (variable !== undefined) {
        const expressions = ['vars', 'env'].map((context) => `\${{ ${context}.${variable} }}`);
        return `is ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .h)(text)}, but shell variables do not work under with. Write ${expressions.join(' or ')}.`;
    }
    if (README_PLACEHOLDER.test(text)) {
        return 'is a placeholder. Replace it with your own value, without < and >.';
    }
    return IN_QUOTATION_MARKS.test(text)
        ? 'has quotation marks around it. Remove them: they count as part of the value.'
        : undefined;
}
/** @returns the problem of an expression that has too few braces, or is written as for another template language */
function wrongBracketsProblem(text) {
    return WRONG_BRACKETS.test(text)
        ? `is an expression with the wrong brackets. Expressions are written \${{ … }}.`
        : undefined;
}
/** Values that replaced the intended one on its way into the workflow. */
const LOST_VALUES = [
    [/^\*\*\*$/, 'is three asterisks, which GitHub shows in place of a secret. Use the secret itself.'],
    [
        /^Array$/,
        "is Array, which GitHub writes in place of a list. Use join(LIST, ',') or toJSON(LIST) in the expression.",
    ],
    [
        /^(?:Object|\[object Object\])$/,
        'is Object, which stands in place of an object. Use one of its fields or toJSON(OBJECT) in the expression.',
    ],
    [/^(?:null|\[\])$/, 'is null or [], which toJSON writes in place of an empty value. Remove it, or use join(LIST).'],
];
/** @returns the problem of a value that GitHub or a tool wrote in place of the intended one */
function lostValueProblem(text) {
    return LOST_VALUES.find(([pattern]) => pattern.test(text))?.[1];
}
const LIKELY_MISTAKES = [
    [IN_QUOTATION_MARKS, 'has quotation marks around it, which count as part of the value.'],
    [/^(?:[A-Z][A-Z0-9_]+|username|password)=[^=]/, 'looks like NAME=value. Save only the value.'],
    [/^[{[]\s*"/, 'looks like JSON. Save only the value.'],
    [/\p{Cf}/u, 'contains an invisible character.'],
];
/** @returns a probable mistake in a username or password, which may nevertheless be right */
function doubtAbout(text) {
    return LIKELY_MISTAKES.find(([pattern]) => pattern.test(text))?.[1] ?? lostValueProblem(text);
}


/***/ }),

/***/ 4847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ mustBe),
/* harmony export */   h: () => (/* binding */ quote)
/* harmony export */ });
/**
 * Words what a value is and what it must be. The runner masks a secret only as a whole, so a secret in the wrong input
 * is safe to quote in full, but not in part. Only the beginning of a long value is quoted, which may be a token or key.
 */
const MAX_CHARACTERS = 32;
const CHARACTERS_OF_LONG_VALUES = 4;
/** @returns the value in quotation marks, on one line */
function quote(text) {
    return text.length <= MAX_CHARACTERS && !/\p{C}/u.test(text)
        ? `"${text}"`
        : `${JSON.stringify(`${text.slice(0, CHARACTERS_OF_LONG_VALUES)}…`)} (${text.length} characters)`;
}
/** @returns for example `is "abc", but must be true or false. Did you mean true?` */
function mustBe(problem, expected, hint) {
    return [problem && `${problem}, but`, `must be ${expected}.`, hint].filter((part) => part !== undefined).join(' ');
}


/***/ }),

/***/ 5013:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ InputReader)
});

// EXTERNAL MODULE: ./build/failures/action-error.js
var action_error = __webpack_require__(8029);
// EXTERNAL MODULE: ./build/lists.js
var lists = __webpack_require__(4521);
// EXTERNAL MODULE: ./build/inputs/rules.js
var rules = __webpack_require__(1671);
// EXTERNAL MODULE: ./build/inputs/reading/format.js
var reading_format = __webpack_require__(5884);
// EXTERNAL MODULE: ./build/inputs/reading/placeholders.js
var placeholders = __webpack_require__(5177);
;// CONCATENATED MODULE: ./build/inputs/reading/lists.js

const JSON_TEXT = /^[{[].*[}\]]$/s;
/** Splits at the first `=`. */
const PAIR = /^(?<name>[^=]*[^=\s])\s*=(?<value>.*)$/;
const YAML_PAIR = /^[^\s=]+:(\s|$)/;
const YAML_LIST_ITEM = /^-\s/;
const SECOND_PAIR = /[,;\s][\w:-]+=[^=\s]/;
function isJsonArray(text) {
    return text.startsWith('[') && text.endsWith(']') && /[,"']/.test(text);
}
/** Trims the entries, and drops empty ones and duplicates. */
function parseList(text, format) {
    const { pattern, description, separator, separators } = format;
    const fix = `Separate entries by ${separators}.`;
    if (isJsonArray(text)) {
        return { value: [], problems: [`is a JSON array, but must be plain text. ${fix}`] };
    }
    const entries = text
        .split(separator)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
    const problems = entries.flatMap((entry, index) => pattern.test(entry) ? [] : [`, entry ${index + 1}: expected ${description}. ${fix}`]);
    return { value: [...new Set(entries)], problems };
}
/** Parses lines of `name=value`. Trims names and values, and ignores empty lines. */
function parsePairs(text) {
    if (JSON_TEXT.test(text)) {
        return { value: {}, problems: ['is JSON, but must be lines of name=value.'] };
    }
    const pairs = new Map();
    const problems = [];
    const doubts = [];
    for (const [index, line] of text.split('\n').entries()) {
        const pair = line.trim();
        const { name, value } = PAIR.exec(pair)?.groups ?? {};
        if (YAML_LIST_ITEM.test(pair)) {
            problems.push(`, line ${index + 1}: expected name=value, without the dash in front.`);
        }
        else if (YAML_PAIR.test(pair)) {
            problems.push(`, line ${index + 1}: expected name=value, with = instead of the colon.`);
        }
        else if (name === undefined || value === undefined) {
            problems.push(...(pair === '' ? [] : [`, line ${index + 1}: expected name=value.`]));
        }
        else if (pairs.has(name)) {
            problems.push(`, line ${index + 1}: an earlier line has the same name.`);
        }
        else {
            pairs.set(name, value.trim());
            const doubt = valueDoubt(value.trim());
            doubts.push(...(doubt === undefined ? [] : [`, line ${index + 1}: the value ${doubt}`]));
        }
    }
    return { value: Object.fromEntries(pairs), problems, doubts };
}
/** Parses lines of one entry each and trims them. Reports empty lines: they would change which entry is the second. */
function parseLines(text) {
    if (isJsonArray(text)) {
        return { value: [], problems: ['is a JSON array, but must be plain text with one answer a line.'] };
    }
    const lines = text === '' ? [] : text.split('\n').map((line) => line.trim());
    const about = (index, problem, subject = '') => problem === undefined ? [] : [`, line ${index + 1}: ${subject}${problem}`];
    return {
        value: lines,
        problems: lines.flatMap((line, index) => about(index, lineProblem(line))),
        doubts: lines.flatMap((line, index) => about(index, lineDoubt(line), 'the answer ')),
    };
}
function lineProblem(line) {
    if (line === '') {
        return 'is empty. Remove it, or save the secret that it comes from.';
    }
    if (YAML_LIST_ITEM.test(line)) {
        return 'expected an answer, without the dash in front.';
    }
    return (0,placeholders/* wrongBracketsProblem */.sO)(line) ?? (0,placeholders/* lostValueProblem */.tx)(line);
}
function lineDoubt(line) {
    return /\\n/.test(line) ? 'contains \\n, which is not a line break.' : (0,placeholders/* doubtAbout */.ce)(line);
}
function valueDoubt(value) {
    if (placeholders/* IN_QUOTATION_MARKS */.Gn.test(value)) {
        return 'has quotation marks around it, which count as part of it.';
    }
    return SECOND_PAIR.test(value)
        ? 'seems to contain another name=value. Write each pair on a line of its own.'
        : (0,placeholders/* lostValueProblem */.tx)(value);
}

;// CONCATENATED MODULE: ./node_modules/leven/index.js
const array = [];
const characterCodeCache = [];

function leven(first, second, options) {
	if (first === second) {
		return 0;
	}

	const maxDistance = options?.maxDistance;
	const swap = first;

	// Swapping the strings if `a` is longer than `b` so we know which one is the
	// shortest & which one is the longest
	if (first.length > second.length) {
		first = second;
		second = swap;
	}

	let firstLength = first.length;
	let secondLength = second.length;

	// Performing suffix trimming:
	// We can linearly drop suffix common to both strings since they
	// don't increase distance at all
	// Note: `~-` is the bitwise way to perform a `- 1` operation
	while (firstLength > 0 && (first.charCodeAt(~-firstLength) === second.charCodeAt(~-secondLength))) {
		firstLength--;
		secondLength--;
	}

	// Performing prefix trimming
	// We can linearly drop prefix common to both strings since they
	// don't increase distance at all
	let start = 0;

	while (start < firstLength && (first.charCodeAt(start) === second.charCodeAt(start))) {
		start++;
	}

	firstLength -= start;
	secondLength -= start;

	// Early termination after trimming: if difference in length exceeds max distance
	if (maxDistance !== undefined && secondLength - firstLength > maxDistance) {
		return maxDistance;
	}

	if (firstLength === 0) {
		return maxDistance !== undefined && secondLength > maxDistance
			? maxDistance
			: secondLength;
	}

	let bCharacterCode;
	let result;
	let temporary;
	let temporary2;
	let index = 0;
	let index2 = 0;

	while (index < firstLength) {
		characterCodeCache[index] = first.charCodeAt(start + index);
		array[index] = ++index;
	}

	while (index2 < secondLength) {
		bCharacterCode = second.charCodeAt(start + index2);
		temporary = index2++;
		result = index2;

		for (index = 0; index < firstLength; index++) {
			temporary2 = bCharacterCode === characterCodeCache[index] ? temporary : temporary + 1;
			temporary = array[index];
			// eslint-disable-next-line no-multi-assign
			result = array[index] = temporary > result
				? (temporary2 > result ? result + 1 : temporary2)
				: (temporary2 > temporary ? temporary + 1 : temporary2);
		}

		// Early termination: if all values in current row exceed maxDistance
		if (maxDistance !== undefined) {
			let rowMinimum = result;
			for (index = 0; index < firstLength; index++) {
				if (array[index] < rowMinimum) {
					rowMinimum = array[index];
				}
			}

			if (rowMinimum > maxDistance) {
				return maxDistance;
			}
		}
	}

	// Bound arrays to avoid retaining large previous sizes
	array.length = firstLength;
	characterCodeCache.length = firstLength;

	return maxDistance !== undefined && result > maxDistance ? maxDistance : result;
}

function closestMatch(target, candidates, options) {
	if (!Array.isArray(candidates) || candidates.length === 0) {
		return undefined;
	}

	const userMax = options?.maxDistance;
	const targetLength = target.length;

	// Exact match fast-path
	for (const candidate of candidates) {
		if (candidate === target) {
			return candidate;
		}
	}

	if (userMax === 0) {
		return undefined;
	}

	let best;
	let bestDist = Number.POSITIVE_INFINITY;
	const seen = new Set();

	for (const candidate of candidates) {
		if (seen.has(candidate)) {
			continue;
		}

		seen.add(candidate);

		const lengthDiff = Math.abs(candidate.length - targetLength);
		if (lengthDiff >= bestDist) {
			continue;
		}

		if (userMax !== undefined && lengthDiff > userMax) {
			continue;
		}

		const cap = Number.isFinite(bestDist)
			? (userMax === undefined ? bestDist : Math.min(bestDist, userMax))
			: userMax;

		const distance = cap === undefined
			? leven(target, candidate)
			: leven(target, candidate, {maxDistance: cap});

		// Skip candidates that exceed the user's maximum distance
		if (userMax !== undefined && distance > userMax) {
			continue;
		}

		// If we got a capped result that equals the cap, we need the actual distance
		// for accurate comparison, but only if the cap was due to userMax
		let actualD = distance;
		if (cap !== undefined && distance === cap && cap === userMax) {
			actualD = leven(target, candidate);
		}

		if (actualD < bestDist) {
			bestDist = actualD;
			best = candidate;
			if (bestDist === 0) {
				break;
			}
		}
	}

	if (userMax !== undefined && bestDist > userMax) {
		return undefined;
	}

	return best;
}

;// CONCATENATED MODULE: ./build/inputs/reading/near-miss.js

/** Shorter texts resemble too many choices. */
const MIN_CHARACTERS = 3;
/** Swapping two letters takes two edits. */
const MAX_EDITS = 2;
const CHARACTERS_PER_EDIT = 4;
/** @returns the most similar choice, if any is similar. Case, hyphens, underscores and white space do not matter. */
function nearMiss(text, choices) {
    const given = lettersOf(text);
    const similar = choices.filter((choice) => isSimilar(given, lettersOf(choice)));
    const closest = closestMatch(given, similar.map(lettersOf));
    return similar.find((choice) => lettersOf(choice) === closest);
}
/**
 * Finds missing names in place of which a similar, unknown name was given.
 *
 * Some of the given names can belong to other programs, so a similar name is longer than half of the missing one.
 */
function misspelledNames(given, known, missing, otherNames) {
    const misspelled = new Map();
    for (const text of given.filter((name) => !known.includes(name))) {
        const other = otherNames.get(text);
        const name = other !== undefined && missing.includes(other) ? other : nearMiss(text, missing);
        if (name !== undefined && 2 * text.length > name.length) {
            misspelled.set(name, text);
        }
    }
    return misspelled;
}
/** Accepts a part of the choice, the choice with additions shorter than itself, and typos. */
function isSimilar(given, choice) {
    const isPart = choice.includes(given);
    const isExtended = given.includes(choice) && given.length < 2 * choice.length;
    const maxEdits = Math.min(MAX_EDITS, Math.ceil(choice.length / CHARACTERS_PER_EDIT));
    return given.length >= MIN_CHARACTERS && (isPart || isExtended || leven(given, choice) <= maxEdits);
}
function lettersOf(text) {
    return text.toLowerCase().replace(/[-_\s]/g, '');
}

// EXTERNAL MODULE: ./build/inputs/reading/quote.js
var quote = __webpack_require__(4847);
;// CONCATENATED MODULE: ./build/inputs/reading/reader.js







/** The spellings of YAML 1.2's core schema: https://yaml.org/spec/1.2.2/#10212-boolean */
const BOOLEAN = /^(true|True|TRUE|false|False|FALSE)$/;
const BOOLEAN_ADVICE = new Map([
    ...['yes', 'y', 'on', '1', 'enabled'].map((word) => [word, 'Did you mean true?']),
    ...['no', 'n', 'off', '0', 'disabled'].map((word) => [word, 'Did you mean false?']),
]);
/** Reads inputs and collects their problems. */
class InputReader {
    context;
    #source;
    #purposes;
    #problems = new Map();
    #missing = new Set();
    #notices = [];
    constructor(source, purposes) {
        this.context = source.inputContext;
        this.#source = source;
        this.#purposes = purposes;
    }
    /**
     * Returns the result of `read` if it found no problem. Probable mistakes in valid inputs become notices, misspelled
     * names of inputs become warnings.
     *
     * A problem does not end `read`, so that one message can list all of them. Meanwhile the reader returns a stand-in of
     * the right type for an invalid value: the text itself, `NaN`, the first choice. No stand-in leaves this function.
     *
     * @param purposes the action's modes, or the sweep
     * @throws {ActionError} `inputs-invalid`, with all problems in the order of the table of inputs
     */
    static readValid(source, purposes, read) {
        const reader = new InputReader(source, purposes);
        const inputs = read(reader);
        reader.assertValid();
        const link = `See ${source.action.troubleshooting}#inputs-unusual`;
        for (const text of reader.#notices) {
            source.notice(`${text} ${link}`);
        }
        for (const text of reader.#misspelled().values()) {
            source.warning(`${text} ${link}`);
        }
        return inputs;
    }
    /** @throws {ActionError} `inputs-invalid`, with all problems so far in the order of the table of inputs */
    assertValid() {
        const problems = rules/* INPUT_NAMES */.Qh.flatMap((name) => this.#problems.get(name) ?? []);
        if (problems.length > 0) {
            const misspelled = this.#misspelled();
            throw new action_error/* ActionError */.lZ({
                code: 'inputs-invalid',
                problems: [...problems, ...misspelled.values()],
                isAnyEmpty: [...this.#missing].some((name) => !misspelled.has(name)),
                isInComposite: this.context.isInComposite,
            });
        }
    }
    /** Returns the trimmed input, or its default if nothing is left. An input without a default can be empty. */
    text(name) {
        return this.#source.readInput(name).trim() || (rules/* INPUT_RULES */.bK[name].default ?? '');
    }
    /** Is true for an input that consists of white space. */
    isBlank(name) {
        return this.#source.readInput(name) !== '' && this.#source.readInput(name).trim() === '';
    }
    hasWhiteSpaceAround(name) {
        return this.#source.readInput(name) !== this.#source.readInput(name).trim();
    }
    hasProblem(name) {
        return this.#problems.has(name);
    }
    /** Adds problems, each to follow the input's name, unless the input already has one, which may be their cause. */
    addProblem(name, ...problems) {
        const sentences = sentencesOn(name, problems);
        if (sentences.length > 0 && !this.hasProblem(name)) {
            this.#problems.set(name, sentences);
        }
    }
    /** Adds probable mistakes, each to follow the input's name. */
    addNotice(name, ...doubts) {
        this.#notices.push(...sentencesOn(name, doubts));
    }
    /** Adds the problem of a missing value, which is often a secret that GitHub withholds. */
    addMissing(name, problem) {
        this.#missing.add(name);
        this.addProblem(name, problem);
    }
    /** @param condition for example `in mode stored`; empty if the input is always required */
    require(name, condition) {
        if (this.text(name) === '') {
            const required = `is required ${condition}`.trim();
            this.addMissing(name, `${required}, but is ${this.isBlank(name) ? 'only white space' : 'empty'}.`);
        }
    }
    /** Reads an input that is required or has a default. */
    value(name) {
        const text = this.text(name);
        const ownFormat = rules/* INPUT_RULES */.bK[name].format;
        const format = (this.context.hasEndpoint && ownFormat?.atEndpoint) || ownFormat;
        if (format !== undefined && text !== '') {
            this.addProblem(name, (0,reading_format/* formatProblem */.V)(text, format, this.#canQuote(name)));
        }
        return text;
    }
    optional(name) {
        return this.value(name) || undefined;
    }
    /** @param advice a sentence for each well-known wrong value, by its lower-case spelling */
    choice(name, choices, advice = new Map()) {
        const text = this.text(name);
        const choice = choices.find((candidate) => candidate === text);
        if (choice === undefined) {
            const suggestion = nearMiss(text, choices);
            const hint = advice.get(text.toLowerCase()) ?? (suggestion && `Did you mean ${suggestion}?`);
            this.addProblem(name, (0,quote/* mustBe */.J)(this.#quoted(name), (0,lists/* orList */.A)(choices), hint));
        }
        return choice ?? choices[0];
    }
    boolean(name) {
        const text = this.text(name);
        const value = BOOLEAN.test(text) ? text.toLowerCase() : this.choice(name, ['true', 'false'], BOOLEAN_ADVICE);
        return value === 'true';
    }
    integer(name, min, max) {
        const text = this.text(name);
        const value = Number(text);
        if (!/^\d+$/.test(text) || value < min || value > max) {
            this.addProblem(name, (0,quote/* mustBe */.J)(this.#quoted(name), `a whole number from ${min} to ${max}`));
        }
        return value;
    }
    list(name, format) {
        const { value, problems } = parseList(this.text(name), format);
        this.addProblem(name, ...problems);
        return value;
    }
    /** Reads a list with one entry a line, whose order counts. */
    lines(name) {
        const { value, problems, doubts = [] } = parseLines(this.#source.readInput(name).trimEnd());
        this.addProblem(name, ...problems);
        this.addNotice(name, ...doubts);
        return value;
    }
    /** Reads lines of `name=value`. */
    pairs(name) {
        const { value, problems, doubts = [] } = parsePairs(this.text(name));
        this.addProblem(name, ...problems);
        this.addNotice(name, ...doubts);
        return value;
    }
    /** Returns a sentence for each unset input in place of which a similar, unknown name was given. */
    #misspelled() {
        const unset = (0,rules/* inputsFor */.pz)(this.#purposes).filter((name) => this.text(name) === (rules/* INPUT_RULES */.bK[name].default ?? ''));
        const misspelled = misspelledNames(this.context.names, rules/* INPUT_NAMES */.Qh, unset, rules/* OTHER_NAMES */.yb);
        return new Map([...misspelled].map(([name, given]) => [name, `\`${given}\` is not an input. Did you mean \`${name}\`?`]));
    }
    #quoted(name) {
        return this.#canQuote(name) ? `is ${(0,quote/* quote */.h)(this.text(name))}` : undefined;
    }
    /** Is false for trimmed values: the runner's mask of a secret includes the white space, so it does not match them. */
    #canQuote(name) {
        const { secret, mayHoldSecret } = rules/* INPUT_RULES */.bK[name];
        return secret !== true && mayHoldSecret !== true && !this.hasWhiteSpaceAround(name);
    }
}
function sentencesOn(name, problems) {
    return problems
        .filter((problem) => problem !== undefined)
        .map((problem) => (problem.startsWith(',') ? `${name}${problem}` : `${name} ${problem}`));
}


/***/ }),

/***/ 1671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ MODES),
/* harmony export */   Fx: () => (/* binding */ secretInputsFor),
/* harmony export */   HR: () => (/* binding */ AUTH_FLOWS),
/* harmony export */   Qh: () => (/* binding */ INPUT_NAMES),
/* harmony export */   bK: () => (/* binding */ INPUT_RULES),
/* harmony export */   pz: () => (/* binding */ inputsFor),
/* harmony export */   yb: () => (/* binding */ OTHER_NAMES)
/* harmony export */ });
/* harmony import */ var _formats_job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7396);
/* harmony import */ var _formats_user_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2308);
/* harmony import */ var _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7603);
/**
 * The table of all inputs of the action and its sweep. A unit test compares `action.yml`, `sweep/action.yml` and the
 * READMEs with it.
 */



const MODES = ['ephemeral', 'stored', 'refresh', 'client-credentials'];
const CUSTOM_FLOW = 'CUSTOM_AUTH';
const API_FLOWS = [
    'USER_PASSWORD_AUTH',
    'USER_SRP_AUTH',
    'ADMIN_USER_PASSWORD_AUTH',
    'USER_AUTH',
    CUSTOM_FLOW,
];
const LOGIN_PAGE_FLOW = 'AUTHORIZATION_CODE';
const AUTH_FLOWS = [...API_FLOWS, LOGIN_PAGE_FLOW];
const EVERYWHERE = [...MODES, 'sweep'];
const USERS = ['ephemeral', 'stored'];
const OAUTH = [...USERS, 'client-credentials'];
const WITH_ID_TOKEN = [...USERS, 'refresh'];
const WITH_CUSTOM_FLOW = { 'auth-flow': [CUSTOM_FLOW] };
const WITH_LOGIN_PAGE = { 'auth-flow': [LOGIN_PAGE_FLOW] };
const WITH_SIGNATURES = { 'proxy-auth': ['sigv4'] };
const REQUIRED_WITH_LOGIN_PAGE = { onlyWith: WITH_LOGIN_PAGE, requiredWith: WITH_LOGIN_PAGE };
const RULES = {
    mode: { for: MODES, default: 'ephemeral' },
    'client-id': { for: MODES, requiredFor: MODES, format: _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_2__/* .CLIENT_ID */ .U6 },
    'client-secret': { for: MODES, requiredFor: ['client-credentials'], format: _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_2__/* .CLIENT_SECRET */ .p$, secret: true },
    'user-pool-id': {
        for: ['ephemeral', 'stored', 'refresh', 'sweep'],
        requiredFor: ['ephemeral', 'sweep'],
        requiredWith: { 'auth-flow': ['USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH'] },
        format: _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_2__/* .USER_POOL_ID */ .PS,
    },
    'aws-region': { for: EVERYWHERE, format: _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_2__/* .REGION */ .Zg },
    'auth-flow': { for: USERS, default: 'USER_PASSWORD_AUTH' },
    'challenge-answers': {
        for: USERS,
        onlyWith: WITH_CUSTOM_FLOW,
        requiredWith: WITH_CUSTOM_FLOW,
        secret: true,
        hasLines: true,
    },
    username: { for: ['stored'], requiredFor: ['stored'], format: _formats_user_js__WEBPACK_IMPORTED_MODULE_1__/* .USERNAME */ .HF, secret: true },
    password: { for: ['stored'], requiredFor: ['stored'], optionalWith: WITH_CUSTOM_FLOW, secret: true },
    'totp-secret': { for: ['stored'], format: _formats_user_js__WEBPACK_IMPORTED_MODULE_1__/* .TOTP_SECRET */ .dC, secret: true },
    'refresh-token': { for: ['refresh'], requiredFor: ['refresh'], format: _formats_user_js__WEBPACK_IMPORTED_MODULE_1__/* .REFRESH_TOKEN */ .aZ, secret: true },
    'device-key': { for: ['refresh'], format: _formats_user_js__WEBPACK_IMPORTED_MODULE_1__/* .DEVICE_KEY */ .nA, secret: true },
    domain: { for: OAUTH, ...REQUIRED_WITH_LOGIN_PAGE, format: _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_2__/* .DOMAIN */ .V2, mayHoldSecret: true },
    'redirect-uri': { for: USERS, ...REQUIRED_WITH_LOGIN_PAGE, format: _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_2__/* .REDIRECT_URI */ ._q },
    scopes: { for: OAUTH, onlyWith: WITH_LOGIN_PAGE },
    'username-format': { for: ['ephemeral', 'sweep'], default: 'email' },
    'create-with': { for: ['ephemeral'], default: 'admin' },
    users: { for: ['ephemeral'], default: '1' },
    'email-domain': {
        for: ['ephemeral'],
        onlyWith: { 'username-format': ['email'] },
        default: 'example.com',
        format: _formats_user_js__WEBPACK_IMPORTED_MODULE_1__/* .EMAIL_DOMAIN */ .iM,
    },
    'password-length': { for: ['ephemeral'], default: '64' },
    'user-attributes': { for: ['ephemeral'] },
    groups: { for: ['ephemeral'] },
    'client-metadata': { for: MODES, onlyWith: { 'auth-flow': API_FLOWS } },
    'max-age-hours': { for: ['sweep'], default: '24' },
    'dry-run': { for: ['sweep'], default: 'false' },
    'deletes-per-second': { for: ['sweep'], default: '10' },
    'identity-pool-id': { for: WITH_ID_TOKEN, requiredWith: WITH_SIGNATURES, format: _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_2__/* .IDENTITY_POOL_ID */ .a9 },
    'identity-role': { for: WITH_ID_TOKEN, format: _formats_job_js__WEBPACK_IMPORTED_MODULE_0__/* .ROLE_ARN */ .xG },
    'role-to-assume': { for: [...USERS, 'sweep'], format: _formats_job_js__WEBPACK_IMPORTED_MODULE_0__/* .ROLE_ARN */ .xG },
    audience: { for: [...USERS, 'sweep'], default: 'sts.amazonaws.com' },
    'delete-user': { for: ['ephemeral'], default: 'true' },
    'revoke-token': { for: ['stored'], default: 'true' },
    'probe-url': { for: MODES, format: _formats_job_js__WEBPACK_IMPORTED_MODULE_0__/* .PROBE_URL */ .Pi, mayHoldSecret: true },
    'probe-method': { for: MODES, default: 'GET' },
    'token-header': {
        for: MODES,
        default: 'Authorization: Bearer {token}',
        format: _formats_job_js__WEBPACK_IMPORTED_MODULE_0__/* .TOKEN_HEADER */ .wE,
        mayHoldSecret: true,
    },
    'proxy-to': { for: MODES, format: _formats_job_js__WEBPACK_IMPORTED_MODULE_0__/* .PROXY_TO */ .nt, mayHoldSecret: true },
    'proxy-port': { for: MODES, default: '0' },
    'proxy-auth': { for: MODES, default: 'token' },
    'sigv4-service': { for: MODES, onlyWith: WITH_SIGNATURES, format: _formats_job_js__WEBPACK_IMPORTED_MODULE_0__/* .SIGV4_SERVICE */ .yM },
    'storage-state-origin': { for: ['ephemeral', 'stored', 'refresh'], format: _formats_job_js__WEBPACK_IMPORTED_MODULE_0__/* .ORIGIN */ .VT, mayHoldSecret: true },
    'postman-environment': { for: MODES, default: 'false' },
    'env-file': { for: MODES, format: _formats_job_js__WEBPACK_IMPORTED_MODULE_0__/* .ENV_FILE */ .h9 },
    'env-prefix': { for: MODES, format: _formats_job_js__WEBPACK_IMPORTED_MODULE_0__/* .ENV_PREFIX */ .N8 },
    'job-summary': { for: EVERYWHERE, default: 'false' },
    check: { for: MODES, default: 'false' },
    'timeout-seconds': { for: MODES, default: '60' },
};
const INPUT_RULES = RULES;
/** Other names of inputs: earlier ones, and likely guesses. Their use is reported like that of a misspelled name. */
const OTHER_NAMES = new Map([
    ['probe-header', 'token-header'],
    ['proxy-url', 'proxy-to'],
    ['proxy-target', 'proxy-to'],
    ['proxy-host', 'proxy-to'],
    ['user-count', 'users'],
]);
/** In the order of `action.yml`. */
const INPUT_NAMES = Object.keys(INPUT_RULES).filter(isInputName);
function inputsFor(purposes) {
    return INPUT_NAMES.filter((name) => INPUT_RULES[name].for.some((purpose) => purposes.includes(purpose)));
}
function secretInputsFor(purposes) {
    return inputsFor(purposes).filter((name) => INPUT_RULES[name].secret === true);
}
function isInputName(name) {
    return Object.hasOwn(INPUT_RULES, name);
}


/***/ }),

/***/ 6080:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CI: () => (/* binding */ requireRegion),
/* harmony export */   If: () => (/* binding */ readUserPool),
/* harmony export */   XP: () => (/* binding */ readRegion)
/* harmony export */ });
/* harmony import */ var _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7603);
/* harmony import */ var _reading_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5884);


/**
 * Takes the region from `aws-region`, else from the user pool ID, else from the job's environment.
 *
 * @param canBeReplica if the user pool may be called in another region: its replica there has the same ID
 */
function readRegion(reader, canBeReplica) {
    const { awsRegion: jobRegion } = reader.context;
    const poolRegion = _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_0__/* .USER_POOL_ID */ .PS.pattern.exec(reader.value('user-pool-id'))?.groups?.['region'];
    const region = reader.optional('aws-region');
    if (poolRegion !== undefined && region !== undefined && region !== poolRegion) {
        const contradiction = `is ${region}, but the user pool is in ${poolRegion}.`;
        if (canBeReplica) {
            reader.addNotice('aws-region', `${contradiction} The calls go to its replica. Without one, remove aws-region.`);
        }
        else {
            reader.addProblem('aws-region', `${contradiction} Remove aws-region, or correct user-pool-id.`);
        }
    }
    const givenRegion = region ?? poolRegion;
    if (givenRegion === undefined && jobRegion !== undefined && !reader.hasProblem('user-pool-id')) {
        const problem = (0,_reading_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatProblem */ .V)(jobRegion, _formats_user_pool_js__WEBPACK_IMPORTED_MODULE_0__/* .REGION */ .Zg, true);
        const source = "comes from the job's AWS_REGION or AWS_DEFAULT_REGION";
        reader.addProblem('aws-region', problem && `${source}, which ${problem}`);
    }
    return givenRegion ?? jobRegion;
}
function requireRegion(reader, region) {
    // An invalid user pool ID may have been meant to contain it.
    if (region === undefined && !reader.hasProblem('user-pool-id')) {
        reader.addMissing('aws-region', 'is empty, and there is no region in user-pool-id, AWS_REGION or AWS_DEFAULT_REGION. Set aws-region.');
    }
    return region ?? '';
}
/** Without `role-to-assume`, the user pool is called with the job's own credentials. */
function readUserPool(reader, region) {
    const arn = reader.optional('role-to-assume');
    const role = arn === undefined ? undefined : { arn, audience: reader.value('audience') };
    return { region, userPoolId: reader.value('user-pool-id'), role };
}


/***/ })

};
