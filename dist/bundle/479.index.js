export const id = 479;
export const ids = [479];
export const modules = {

/***/ 9258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ writeState),
/* harmony export */   u: () => (/* binding */ readState)
/* harmony export */ });
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8701);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
/**
 * What main leaves for its post step. It travels through a file of the runner's and an environment variable, and later steps can
 * read that file: it holds what cleaning up needs, and nothing more.
 */


/** Replaces what was written before. */
function writeState(runner, state) {
    runner.writeState(JSON.stringify(state));
}
/**
 * The last state that main wrote, or undefined if it wrote none.
 *
 * @throws {ActionError} `state-unreadable`
 */
function readState(runner) {
    const text = runner.readState();
    if (text === '') {
        return undefined;
    }
    const state = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(text);
    if (!isState(state)) {
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'state-unreadable' });
    }
    return state;
}
function isState(value) {
    const tasks = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'tasks');
    return (isEndpoints((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'endpoints')) &&
        typeof (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'jobSummary') === 'boolean' &&
        Array.isArray(tasks) &&
        tasks.every(isCleanupTask));
}
function isEndpoints(value) {
    return typeof value === 'object' && value !== null && hasTexts(value, ...Object.keys(value));
}
function isCleanupTask(value) {
    const kind = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'kind');
    return ((kind === 'delete-user' && isUserToDelete(value)) ||
        (kind === 'keep-user' && hasTexts(value, 'userPoolId')) ||
        (kind === 'forget-device' && isUserSession(value) && hasTexts(value, 'deviceKey')) ||
        (kind === 'revoke-token' && hasTexts(value, 'region', 'clientId', 'refreshToken')) ||
        (kind === 'remove-file' && hasTexts(value, 'path')));
}
function isUserToDelete(value) {
    const userPool = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'userPool');
    const role = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(userPool, 'role');
    const creation = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'creation');
    const userSession = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'userSession');
    return (hasTexts(userPool, 'region', 'userPoolId') &&
        (role === undefined || hasTexts(role, 'arn', 'audience')) &&
        hasTexts(value, 'username') &&
        (creation === 'begun' || creation === 'confirmed') &&
        (userSession === undefined || isUserSession(userSession)));
}
function isUserSession(value) {
    return (hasTexts(value, 'region', 'clientId', 'accessToken', 'refreshToken', 'expiresAt') &&
        ['undefined', 'string'].includes(typeof (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'deviceKey')));
}
function hasTexts(value, ...names) {
    return names.every((name) => typeof (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, name) === 'string');
}


/***/ }),

/***/ 8586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ grantedTokens)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9368);
/* harmony import */ var _errors_failures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1463);
/* harmony import */ var _oauth_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4144);
/**
 * What the token endpoint of a user pool domain answers to a grant.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */



/** Rejects with an `ActionError`. The tokens are not masked yet. */
async function grantedTokens(domain, form, connection) {
    const { status, body } = await (0,_oauth_http_js__WEBPACK_IMPORTED_MODULE_1__/* .sendRequest */ .w)({ url: `${domain}/oauth2/token`, form }, connection);
    // Nothing where it is no JSON: whatever stands between the runner and Cognito answers in HTML, and the status says enough.
    const answer = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(body);
    if (status === 200 && typeof (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .fieldOf */ ._F)(answer, 'access_token') === 'string') {
        return {
            idToken: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textIn */ .r7)(answer, 'id_token'),
            accessToken: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textIn */ .r7)(answer, 'access_token'),
            refreshToken: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textIn */ .r7)(answer, 'refresh_token'),
        };
    }
    throw (0,_errors_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .toOAuthError */ .TA)({ status, error: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .fieldOf */ ._F)(answer, 'error') }, connection.call);
}


/***/ }),

/***/ 4144:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ sendRequest)
/* harmony export */ });
/* harmony import */ var _errors_failures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1463);

/** Rejects with an `ActionError` where no answer came. */
async function sendRequest({ url, form, headers = {} }, { signal, agents, call }) {
    // Not needed in every mode, and not cheap.
    const { default: axios } = await Promise.all(/* import() */[__webpack_require__.e(702), __webpack_require__.e(668)]).then(__webpack_require__.bind(__webpack_require__, 5702));
    try {
        const answer = await axios.request({
            method: form === undefined ? 'GET' : 'POST',
            url,
            headers: {
                ...headers,
                ...(form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
            },
            ...(form === undefined ? {} : { data: new URLSearchParams(form).toString() }),
            signal,
            ...agents(),
            maxRedirects: 0,
            responseType: 'text',
            validateStatus: () => true,
        });
        const { status, data, headers: sent } = answer;
        return {
            status,
            body: typeof data === 'string' ? data : '',
            location: textOf(sent['location']),
            cookies: sent['set-cookie'] ?? [],
            requestId: requestIdIn(textOf(sent['x-amz-cognito-request-id'])),
        };
    }
    catch (error) {
        // An axios error carries the request, header and all.
        throw (0,_errors_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .toActionError */ .ie)(error, call);
    }
}
function textOf(header) {
    return typeof header === 'string' ? header : '';
}
function requestIdIn(header) {
    return /^[\w-]{1,64}$/.exec(header)?.[0];
}


/***/ }),

/***/ 899:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ connectTokenEndpoint)
/* harmony export */ });
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1816);
/* harmony import */ var _granted_tokens_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8586);
/* harmony import */ var _targets_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9346);
/**
 * The token endpoint of a user pool domain: the client credentials grant.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */



function connectTokenEndpoint({ retry, mask, agents }) {
    return {
        fetchAccessToken: (request) => retry.run(async (signal) => {
            const call = { operation: 'The client credentials grant', target: (0,_targets_js__WEBPACK_IMPORTED_MODULE_2__/* .domainTarget */ .Yp)(request) };
            const { accessToken } = await (0,_granted_tokens_js__WEBPACK_IMPORTED_MODULE_1__/* .grantedTokens */ .S)(request.domain, formOf(request), { signal, agents, call });
            (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .secretsOfToken */ .aU)(accessToken).forEach(mask);
            return accessToken;
        }),
    };
}
function formOf({ clientId, clientSecret, scopes, clientMetadata }) {
    return {
        grant_type: 'client_credentials',
        // Not by a Basic header: AWS and RFC 6749 section 2.3.1 disagree on how a secret with a + stands in it.
        client_id: clientId,
        client_secret: clientSecret,
        ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
        ...(Object.keys(clientMetadata).length === 0 ? {} : { aws_client_metadata: JSON.stringify(clientMetadata) }),
    };
}


/***/ }),

/***/ 5963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ getTokens)
});

;// CONCATENATED MODULE: ./build/cleanup/plan.js
/** The file goes first: it holds tokens, and takes no call. */
function planCleanup(config, endpoints, checkpoint) {
    const { postmanPath } = config;
    const file = postmanPath === undefined ? [] : [{ kind: 'remove-file', path: postmanPath }];
    return {
        endpoints,
        tasks: [...file, ...userCleanUps(config, checkpoint)],
        jobSummary: config.outputOptions.jobSummary,
    };
}
function userCleanUps(config, checkpoint) {
    switch (config.mode) {
        case 'ephemeral':
            return checkpoint.at === 'user-refused' ? [] : [afterEphemeralUser(config, checkpoint)];
        case 'stored':
            return config.revokeToken ? afterStoredUser(config, checkpoint) : [];
        case 'refresh':
        case 'client-credentials':
            return [];
    }
}
/** A user that is to be kept is deleted too unless it is handed over, since nobody would know its password. */
function afterEphemeralUser(config, checkpoint) {
    const { userPool, user, deleteUser } = config;
    if (checkpoint.at === 'outputs-written' && !deleteUser) {
        return { kind: 'keep-user', userPoolId: userPool.userPoolId };
    }
    return {
        kind: 'delete-user',
        userPool,
        username: usernameIn(checkpoint) || user.username,
        creation: checkpoint.at === 'before-sign-in' ? 'begun' : 'confirmed',
        userSession: userSessionOf(config, checkpoint),
    };
}
/** Where users sign in by e-mail address or phone number, they can change it, and what the user pool calls them stays. */
function usernameIn(checkpoint) {
    return checkpoint.at === 'user-created' ? checkpoint.username : (userTokensIn(checkpoint)?.poolUsername ?? '');
}
function userTokensIn(checkpoint) {
    return 'signedIn' in checkpoint && checkpoint.signedIn.tokens.kind === 'user'
        ? checkpoint.signedIn.tokens
        : undefined;
}
function userSessionOf({ appClient }, checkpoint) {
    const tokens = userTokensIn(checkpoint);
    if (tokens === undefined) {
        return undefined;
    }
    const { region, clientId } = appClient;
    const { accessToken, refreshToken, expiresAt, newDevice } = tokens;
    return {
        region,
        clientId,
        accessToken,
        refreshToken,
        expiresAt: expiresAt.toISOString(),
        deviceKey: newDevice?.key,
    };
}
/** A revoked refresh token takes the access token with it, which the device is forgotten with. */
function afterStoredUser(config, checkpoint) {
    const session = userSessionOf(config, checkpoint);
    if (session === undefined) {
        return [];
    }
    const { region, clientId, refreshToken, deviceKey } = session;
    const device = deviceKey === undefined ? [] : [{ kind: 'forget-device', ...session, deviceKey }];
    return [...device, { kind: 'revoke-token', region, clientId, refreshToken }];
}

// EXTERNAL MODULE: ./build/cleanup/state.js
var state = __webpack_require__(9258);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/ephemeral-user.js
var ephemeral_user = __webpack_require__(2335);
// EXTERNAL MODULE: ./build/tokens.js
var build_tokens = __webpack_require__(1816);
;// CONCATENATED MODULE: ./build/config.js
/**
 * What main is going to do: the inputs, and everything that can be derived before the first call.
 */



function resolveConfig(inputs, run, random) {
    const postmanPath = inputs.outputOptions.postmanEnvironment
        ? (0,external_node_path_.join)(run.temporaryFolder, `cognito-token-${(0,ephemeral_user/* randomBase32 */.OL)(random)}.postman_environment.json`)
        : undefined;
    return inputs.mode === 'ephemeral'
        ? { ...inputs, postmanPath, user: (0,ephemeral_user/* generateEphemeralUser */.wU)(inputs, run, random) }
        : { ...inputs, postmanPath };
}
/** The secrets that config made, and the parts of a token that came as an input; whole inputs are masked already. */
function secretsOfConfig(config) {
    switch (config.mode) {
        case 'ephemeral':
            return [config.user.username, config.user.temporaryPassword, config.user.permanentPassword];
        case 'refresh':
            return (0,build_tokens/* secretsOfToken */.aU)(config.refreshToken);
        default:
            return [];
    }
}

// EXTERNAL MODULE: ./build/inputs/checks.js
var checks = __webpack_require__(7555);
// EXTERNAL MODULE: ./build/inputs/forms.js
var inputs_forms = __webpack_require__(7019);
// EXTERNAL MODULE: ./build/inputs/user-pool.js
var user_pool = __webpack_require__(6080);
;// CONCATENATED MODULE: ./build/inputs/domain.js
/**
 * The inputs of a user pool domain, where OAuth 2.0 is spoken.
 */


/**
 * The origin of a user pool domain that is given as prefix, host or URL.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
function readDomain(reader, knownRegion) {
    const domain = reader.value('domain');
    if (reader.hasProblem('domain')) {
        return domain;
    }
    if (domain.includes('://')) {
        return new URL(domain).origin;
    }
    if (domain.includes('.')) {
        return `https://${domain}`;
    }
    const region = (0,user_pool/* requireRegion */.CI)(reader, knownRegion);
    // GovCloud has endpoints with FIPS cryptography alone.
    const service = region.startsWith('us-gov-') ? 'auth-fips' : 'auth';
    return `https://${domain}.${service}.${region}.amazoncognito.com`;
}
/** Empty for all that the app client allows. */
function readScopes(reader) {
    return reader.list('scopes', inputs_forms/* SCOPES */.iW);
}

;// CONCATENATED MODULE: ./build/inputs/probe.js

const PROBE_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Undefined where no probe is asked for. */
function readProbe(reader, mode) {
    const url = reader.optional('probe-url');
    const method = reader.choice('probe-method', PROBE_METHODS);
    const header = reader.value('probe-header');
    if (mode === 'client-credentials') {
        checkIdToken(reader, 'mode client-credentials gives no ID token.');
    }
    const { name = '', template = '' } = inputs_forms/* PROBE_HEADER */.Py.pattern.exec(header)?.groups ?? {};
    return url === undefined ? undefined : { url, displayUrl: withoutQuery(url), method, header: { name, template } };
}
/** Notes a header that wants an ID token where there will be none. */
function checkIdToken(reader, whyNone) {
    if (reader.value('probe-header').includes('{id-token}')) {
        reader.note('probe-header', `has {id-token}, but ${whyNone}`);
    }
}
/** Of a URL that is none, nothing: what is wrong with it is noted by its form. */
function withoutQuery(url) {
    const { origin, pathname } = URL.parse(url) ?? { origin: '', pathname: '' };
    return `${origin}${pathname}`;
}

;// CONCATENATED MODULE: ./build/inputs/auth-flow.js



const API_FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'];
const LOGIN_PAGE_FLOW = 'AUTHORIZATION_CODE';
const AUTH_FLOWS = [...API_FLOWS, LOGIN_PAGE_FLOW];
/** Auth flows that are known from elsewhere. */
const ADVICE = new Map([
    ['ADMIN_NO_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH is its newer name.'],
    ['REFRESH_TOKEN_AUTH', 'For a refresh token set mode: refresh, and remove auth-flow.'],
    ['REFRESH_TOKEN', 'For a refresh token set mode: refresh, and remove auth-flow.'],
    ['CUSTOM_AUTH', 'This action cannot answer custom challenges.'],
]);
/** @param userPool whose ID may be empty where the auth flow does not need it */
function readAuthFlow(reader, userPool) {
    const name = reader.choice('auth-flow', AUTH_FLOWS, ADVICE);
    for (const input of ['domain', 'redirect-uri', 'scopes']) {
        (0,checks/* checkMeaning */.u)(reader, input, 'auth-flow', name, [LOGIN_PAGE_FLOW]);
    }
    (0,checks/* checkMeaning */.u)(reader, 'client-metadata', 'auth-flow', name, API_FLOWS);
    switch (name) {
        case 'USER_SRP_AUTH':
            reader.require('user-pool-id', `with auth-flow ${name}`);
            return { name, userPoolId: userPool.userPoolId };
        case 'ADMIN_USER_PASSWORD_AUTH':
            reader.require('user-pool-id', `with auth-flow ${name}`);
            return { name, userPool };
        case LOGIN_PAGE_FLOW:
            reader.require('domain', `with auth-flow ${name}`);
            reader.require('redirect-uri', `with auth-flow ${name}`);
            return {
                name,
                domain: readDomain(reader, userPool.region),
                redirectUri: reader.value('redirect-uri'),
                scopes: readUserScopes(reader),
            };
        default:
            return { name };
    }
}
function readUserScopes(reader) {
    const scopes = readScopes(reader);
    if (scopes.length > 0 && !scopes.includes('openid')) {
        checkIdToken(reader, 'without openid among scopes there is no ID token. Add openid to scopes, or write {access-token}.');
    }
    return scopes;
}

// EXTERNAL MODULE: ./build/lists.js
var lists = __webpack_require__(4521);
;// CONCATENATED MODULE: ./build/inputs/client-credentials.js
/**
 * The inputs of an app client that signs in for itself.
 */


/**
 * Those of OpenID Connect, and that of a signed-in user.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
const SCOPES_OF_USERS = ['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin'];
function readTokenSource(reader, knownRegion) {
    if (reader.text('domain') !== '') {
        return { kind: 'token-endpoint', domain: readDomain(reader, knownRegion) };
    }
    if (knownRegion === undefined) {
        reader.noteEmpty('domain', 'is empty, and so is aws-region. Set domain; or aws-region, where the app client has the auth flow ALLOW_CLIENT_TOKEN_AUTH.');
    }
    return { kind: 'api', region: knownRegion ?? '' };
}
/** Empty for all that the app client allows. */
function readClientScopes(reader) {
    const scopes = readScopes(reader);
    const ofUsers = scopes.filter((scope) => SCOPES_OF_USERS.includes(scope));
    if (ofUsers.length > 0) {
        const names = (0,lists/* andList */.c)(ofUsers);
        reader.note('scopes', `has ${names}, which only users get. Remove ${names}: an app client gets scopes of resource servers, like orders/read.`);
    }
    return scopes;
}

// EXTERNAL MODULE: ./build/inputs/reading/reader.js + 4 modules
var reading_reader = __webpack_require__(2030);
// EXTERNAL MODULE: ./build/inputs/rules.js
var rules = __webpack_require__(1671);
;// CONCATENATED MODULE: ./build/inputs/action.js
/**
 * What makes the inputs valid, and what they mean: strings in, a union by `mode` out.
 */









/**
 * Parses the inputs as they were given. One that is empty counts as not set.
 *
 * @throws {ActionError} `inputs-invalid`, which says everything that is wrong
 */
function parseInputs(readInput, regionOfJob) {
    const reader = new reading_reader/* InputReader */.i(readInput);
    const inputs = readInputs(reader, regionOfJob);
    reader.assertValid();
    return inputs;
}
function readInputs(reader, regionOfJob) {
    reader.checkPlaceholder('mode');
    const mode = reader.choice('mode', rules/* MODES */.FN);
    (0,checks/* checkInputs */.s)(reader, (0,rules/* inputsFor */.pz)(rules/* MODES */.FN), reader.hasProblem('mode') ? undefined : mode);
    const userPoolId = reader.optional('user-pool-id');
    const clientId = reader.value('client-id');
    const knownRegion = (0,user_pool/* readRegion */.XP)(reader, regionOfJob);
    const common = {
        outputOptions: {
            probe: readProbe(reader, mode),
            postmanEnvironment: reader.flag('postman-environment'),
            envPrefix: reader.optional('env-prefix'),
            jobSummary: reader.flag('job-summary'),
        },
        timeoutSeconds: reader.wholeNumber('timeout-seconds', 1, 3600),
        trimmedSecrets: (0,rules/* secretInputsFor */.Fx)([mode]).filter((name) => reader.hasWhiteSpaceAround(name)),
    };
    if (mode === 'client-credentials') {
        return {
            mode,
            ...common,
            clientId,
            clientSecret: reader.value('client-secret'),
            tokenSource: readTokenSource(reader, knownRegion),
            scopes: readClientScopes(reader),
            clientMetadata: reader.pairs('client-metadata'),
        };
    }
    const region = (0,user_pool/* requireRegion */.CI)(reader, knownRegion);
    const appClient = { region, clientId, clientSecret: reader.optional('client-secret') };
    switch (mode) {
        case 'ephemeral':
            return readEphemeral(reader, { ...common, appClient });
        case 'stored':
            return readStored(reader, { ...common, appClient });
        case 'refresh':
            return {
                mode,
                ...common,
                appClient,
                userPoolId,
                refreshToken: reader.value('refresh-token'),
                deviceKey: reader.optional('device-key'),
                clientMetadata: reader.pairs('client-metadata'),
            };
    }
}
function readEphemeral(reader, common) {
    const userPool = (0,user_pool/* readUserPool */.If)(reader, common.appClient.region);
    const usernameFormat = reader.choice('username-format', ephemeral_user/* USERNAME_FORMATS */.Ox);
    (0,checks/* checkMeaning */.u)(reader, 'email-domain', 'username-format', usernameFormat, ['email']);
    return {
        mode: 'ephemeral',
        ...common,
        userPool,
        authFlow: readAuthFlow(reader, userPool),
        usernameFormat,
        createWith: reader.choice('create-with', ['admin', 'sign-up']),
        emailDomain: reader.value('email-domain').toLowerCase(),
        passwordLength: reader.wholeNumber('password-length', 8, 256),
        userAttributes: reader.pairs('user-attributes'),
        groups: reader.list('groups', inputs_forms/* GROUPS */.fd),
        clientMetadata: reader.pairs('client-metadata'),
        deleteUser: reader.flag('delete-user'),
    };
}
function readStored(reader, common) {
    return {
        mode: 'stored',
        ...common,
        userPoolId: reader.optional('user-pool-id'),
        authFlow: readAuthFlow(reader, (0,user_pool/* readUserPool */.If)(reader, common.appClient.region)),
        username: reader.value('username'),
        password: reader.value('password'),
        totpSecret: reader.optional('totp-secret'),
        clientMetadata: reader.pairs('client-metadata'),
        revokeToken: reader.flag('revoke-token'),
    };
}

// EXTERNAL MODULE: ./build/failures/action-error.js + 11 modules
var action_error = __webpack_require__(8701);
;// CONCATENATED MODULE: ./build/outputs/notices.js
/**
 * What works, and could be better: said to the user as a notice, when everything else went well. Each code is a heading in
 * `docs/troubleshooting.md`.
 */


function noticesFor({ action, deviceFailure, probeResult, trimmedSecrets, isExported }) {
    const notices = [];
    const note = (code, text) => notices.push(`${text} See ${action.troubleshooting}#${code}`);
    if (deviceFailure !== undefined) {
        note('device-not-confirmed', `The tokens are good, but cannot be refreshed: the user pool remembers devices, and the device of this sign-in was not confirmed. ${(0,action_error/* describeProblem */.BJ)(deviceFailure)}`);
    }
    if (probeResult?.withToken === 404) {
        note('probe-not-found', `The probe of ${probeResult.inputs.displayUrl} with a token was answered with HTTP 404: the path may not exist. Check probe-url and probe-method.`);
    }
    if (probeResult !== undefined && isInClear(probeResult.inputs.url)) {
        note('probe-in-clear', `The probe of ${probeResult.inputs.displayUrl} sends the token over http://, where anybody on the way can read it. Use https://.`);
    }
    if (trimmedSecrets.length > 0) {
        note('secret-trimmed', `White space around ${(0,lists/* andList */.c)(trimmedSecrets)} was removed: the secret was probably stored with a line break at its end. Store it again without one, for instance with printf %s "$VALUE" | gh secret set NAME in a shell.`);
    }
    if (!action.stepHasId && !isExported) {
        note('step-without-id', 'This step has no id, so no later step can read its outputs. Give it one, for instance id: cognito.');
    }
    if (action.ref !== '' && !isVersion(action.ref)) {
        note('version-not-pinned', `This action is used at ${action.ref}, which looks like a branch: it can change without notice. Use a version (@v1) or, better, its full commit ID.`);
    }
    return notices;
}
/** Without TLS, and not on this machine. */
function isInClear(url) {
    return /^http:/i.test(url) && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}
/** A tag of a version or a commit; everything else is taken for a branch, which anybody who may push can change. */
function isVersion(ref) {
    return /^(v?\d+(\.\d+){0,2}|v?\d+\.\d+\.\d+[-+][\w.-]+|[0-9a-f]{40})$/.test(ref);
}

;// CONCATENATED MODULE: ./build/outputs/outputs.js
/**
 * What the step hands over: the outputs, as `action.yml` names them. The secrets among them have been masked where they were born.
 */
/** In the order of `action.yml`. Each mode has its own. */
function createOutputs({ user, tokens }, { deviceKey, postmanPath }) {
    const userTokens = tokens.kind === 'user' ? tokens : undefined;
    const values = {
        USERNAME: user?.username,
        PASSWORD: user?.password,
        ID_TOKEN: userTokens?.idToken,
        ACCESS_TOKEN: tokens.accessToken,
        REFRESH_TOKEN: userTokens?.refreshToken,
        EXPIRES_AT: tokens.expiresAt.toISOString(),
        SUB: userTokens?.sub,
        POSTMAN_ENVIRONMENT: postmanPath,
        DEVICE_KEY: deviceKey,
    };
    return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
/** With a prefix, each becomes an environment variable as well. */
function writeOutputs(runner, outputs, envPrefix) {
    for (const [name, value] of outputs) {
        runner.writeOutput(name, value);
    }
    for (const [name, value] of envPrefix === undefined ? [] : outputs) {
        runner.exportVariable(`${envPrefix}${name}`, value);
    }
}

;// CONCATENATED MODULE: ./build/outputs/postman.js
const VARIABLES = new Map([
    ['USERNAME', { key: 'username', type: 'secret' }],
    ['PASSWORD', { key: 'password', type: 'secret' }],
    ['ID_TOKEN', { key: 'idToken', type: 'secret' }],
    ['ACCESS_TOKEN', { key: 'accessToken', type: 'secret' }],
    ['REFRESH_TOKEN', { key: 'refreshToken', type: 'secret' }],
    ['EXPIRES_AT', { key: 'expiresAt', type: 'default' }],
    ['SUB', { key: 'sub', type: 'default' }],
]);
/** The text of the environment's file. */
function postmanEnvironment(outputs) {
    const values = outputs.flatMap(([name, value]) => {
        const variable = VARIABLES.get(name);
        return variable === undefined ? [] : [{ ...variable, value, enabled: true }];
    });
    return `${JSON.stringify({ name: 'cognito-token-action', values, _postman_variable_scope: 'environment' }, null, 2)}\n`;
}

;// CONCATENATED MODULE: ./build/outputs/probe.js
/**
 * The probe: calls the API under test before the tests do, so that an API without a guard, or a guard that wants another token, is found
 * here and not taken for a result.
 */

/**
 * Calls the API without a token, which it must refuse, and with one, which it must not. Rejects with an `ActionError`: `probe-unguarded`,
 * `probe-refused`, or that no answer came.
 */
async function runProbe(inputs, tokens, api) {
    const { header, ...request } = inputs;
    const { method, displayUrl: url } = request;
    const withoutToken = await api.call({ ...request, headers: {} });
    if (!isRefusal(withoutToken)) {
        throw new action_error/* ActionError */.lZ({ code: 'probe-unguarded', method, url, status: withoutToken });
    }
    const withToken = await api.call({ ...request, headers: headersOf(header, tokens) });
    if (isRefusal(withToken)) {
        throw new action_error/* ActionError */.lZ({ code: 'probe-refused', method, url, status: withToken });
    }
    return { inputs, withoutToken, withToken };
}
function isRefusal(status) {
    return status === 401 || status === 403;
}
function headersOf({ name, template }, tokens) {
    const { idToken = '' } = tokens.kind === 'user' ? tokens : {};
    const value = template
        .replaceAll('{token}', idToken || tokens.accessToken)
        .replaceAll('{id-token}', idToken)
        .replaceAll('{access-token}', tokens.accessToken);
    return { [name]: value };
}
/** `401 without a token, 200 with one` */
function statusesText({ withoutToken, withToken }) {
    return `${withoutToken} without a token, ${withToken} with one`;
}

;// CONCATENATED MODULE: ./build/outputs/summary.js

function summaryRows({ config, tokens, timings, probeResult }) {
    return [
        ['Mode', config.mode],
        ...modeRows(config),
        ['Tokens valid until', tokens.expiresAt.toISOString()],
        ...(probeResult === undefined
            ? []
            : [
                [
                    'Probe',
                    `${probeResult.inputs.method} ${probeResult.inputs.displayUrl}: ${statusesText(probeResult)}`,
                ],
            ]),
        ...timings.map(({ name, milliseconds }) => [`Duration: ${name}`, `${milliseconds} ms`]),
    ];
}
function modeRows(config) {
    switch (config.mode) {
        case 'ephemeral':
            return [
                ['Auth flow', config.authFlow.name],
                ['User pool', config.userPool.userPoolId],
                ['App client', config.appClient.clientId],
                ['Groups', config.groups.join(', ') || 'none'],
                ['After the job', config.deleteUser ? 'the user is deleted' : 'the user stays'],
            ];
        case 'stored':
            return [
                ['Auth flow', config.authFlow.name],
                ...userPoolRow(config.userPoolId),
                ['App client', config.appClient.clientId],
                ['After the job', config.revokeToken ? 'the refresh token is revoked' : 'the refresh token stays valid'],
            ];
        case 'refresh':
            return [...userPoolRow(config.userPoolId), ['App client', config.appClient.clientId]];
        case 'client-credentials':
            return [
                ['App client', config.clientId],
                ['Scopes', config.scopes.join(' ') || 'all that the app client allows'],
            ];
    }
}
function userPoolRow(userPoolId) {
    return userPoolId === undefined ? [] : [['User pool', userPoolId]];
}

;// CONCATENATED MODULE: ./build/sign-in/device.js

/** Takes half of the time that is left at the most: the tokens are there, and to be handed over. Rejects only where the run was cancelled. */
async function confirmDevice(config, { tokens }, { cognito, timeLimit, progress }) {
    if (config.mode === 'refresh') {
        return { deviceKey: config.deviceKey, failure: undefined };
    }
    if (config.mode === 'client-credentials' || tokens.kind === 'client' || tokens.newDevice === undefined) {
        return { deviceKey: undefined, failure: undefined };
    }
    const { accessToken, newDevice } = tokens;
    const appClient = cognito.appClient(config.appClient);
    try {
        await progress.run('confirm device', () => timeLimit.within(timeLimit.remainingMs() / 2000, () => appClient.confirmDevice(accessToken, newDevice)));
        return { deviceKey: newDevice.key, failure: undefined };
    }
    catch (error) {
        if ((0,action_error/* isFailure */.N6)(error, 'interrupted')) {
            throw error;
        }
        return { deviceKey: undefined, failure: error };
    }
}

;// CONCATENATED MODULE: ./build/sign-in/client-credentials.js

async function signInClient(config, deps) {
    const { tokenSource } = config;
    const accessToken = await deps.progress.run('fetch token', () => fetchToken(config, deps));
    const source = tokenSource.kind === 'api' ? 'user pool' : 'token endpoint';
    return { user: undefined, tokens: (0,build_tokens/* parseClientTokens */.LD)(accessToken, source) };
}
function fetchToken(config, { cognito, tokenEndpoint }) {
    const { clientId, clientSecret, tokenSource, scopes, clientMetadata } = config;
    const request = { clientSecret, scopes, clientMetadata };
    return tokenSource.kind === 'api'
        ? cognito.appClient({ region: tokenSource.region, clientId, clientSecret }).fetchClientToken(request)
        : tokenEndpoint.fetchAccessToken({ ...request, domain: tokenSource.domain, clientId });
}

// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
// EXTERNAL MODULE: ./node_modules/otpauth/dist/otpauth.node.mjs
var otpauth_node = __webpack_require__(107);
;// CONCATENATED MODULE: ./build/cognito/totp.js
/**
 * The codes of an authenticator app: RFC 6238 with HMAC-SHA1, six digits and 30 seconds, the only form that Cognito takes.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */

const PERIOD_SECONDS = 30;
/**
 * The code of the 30 seconds that `now` lies in. The secret is base32 as people paste it: in either case, with white space, with or
 * without padding. Throws a `TypeError` when it is not base32.
 */
function totpCode(secret, now) {
    return otpauth_node/* TOTP */._k.generate({
        secret: otpauth_node/* Secret */.zh.fromBase32(secret.replaceAll(/\s/g, '')),
        algorithm: 'SHA1',
        digits: 6,
        period: PERIOD_SECONDS,
        timestamp: now.getTime(),
    });
}
/** How long the code of `now` stays the same, in milliseconds: 1 to 30000. Cognito takes each code once. */
function millisecondsToNextCode(now) {
    return otpauth_node/* TOTP */._k.remaining({ period: PERIOD_SECONDS, timestamp: now.getTime() });
}

;// CONCATENATED MODULE: ./build/sign-in/password.js
/**
 * Signs a user in with a password: runs the auth flow and answers the challenges on the way.
 */




/** More than any sign-in has; a service that goes on asking is not to be answered for ever. */
const MAX_CHALLENGES = 8;
/** How often a sign-in begins anew: the answer to a challenge got lost, so that its session is used up. */
const MAX_ATTEMPTS = 4;
/** Rejects with an `ActionError`: a challenge that cannot be answered, or what Cognito refused. */
function signInWithPassword(request, deps) {
    const signIn = new PasswordSignIn(request, deps);
    let hasWaited = false;
    return (0,retry/* tryAgain */.QC)(() => signIn.attempt(), async (error, attempts) => {
        if ((0,action_error/* isFailure */.N6)(error, 'totp-code-used') && !hasWaited) {
            // Another job with the same authenticator app was faster. The session may not outlive the refusal, so this begins anew.
            hasWaited = true;
            await waitForNextCode(deps, error);
        }
        else if (!(0,action_error/* isFailure */.N6)(error, 'session-invalid') || attempts === MAX_ATTEMPTS) {
            throw error;
        }
    });
}
/** The codes of the next window are good a moment after it began, whatever little the clocks differ. */
const CLOCK_MARGIN_MS = 1000;
/** Where there is no time for it, what led here is the failure. */
async function waitForNextCode({ clock, timeLimit, progress }, reason) {
    const milliseconds = millisecondsToNextCode(clock.now()) + CLOCK_MARGIN_MS;
    progress.report(`waiting ${Math.ceil(milliseconds / 1000)} s for the next code: Cognito takes each code once`);
    await (reason === undefined ? timeLimit.sleep(milliseconds) : timeLimit.sleepAfter(reason, milliseconds));
}
/** One sign-in, with what it learns from attempt to attempt. */
class PasswordSignIn {
    #request;
    #deps;
    #appClient;
    #authFlows;
    #totpSecret;
    /** Cognito takes each code once, also across enrolment and sign-in. */
    #usedCode = '';
    constructor(request, deps) {
        this.#request = request;
        this.#deps = deps;
        this.#appClient = deps.cognito.appClient(request.appClient);
        this.#authFlows = authFlowsOf(request, deps.cognito, this.#appClient);
        this.#totpSecret = request.totpSecret;
    }
    async attempt() {
        const { flow, username, password, clientMetadata } = this.#request;
        let response = await this.#authFlows.start({ flow, username, password, clientMetadata });
        for (let answered = 0; response.kind === 'challenge' && answered < MAX_CHALLENGES; answered++) {
            response = await this.#authFlows.answer(await this.#answerTo(response.challenge), clientMetadata);
        }
        if (response.kind === 'challenge') {
            throw this.#unsupported(response.challenge);
        }
        return (0,build_tokens/* parseUserTokens */.BM)(response.tokens);
    }
    /** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
    async #answerTo(challenge) {
        const { session, username } = challenge;
        switch (challenge.name) {
            case 'SOFTWARE_TOKEN_MFA':
                return { name: challenge.name, session, username, code: await this.#nextCode() };
            case 'MFA_SETUP':
                return { name: challenge.name, session: await this.#enrolTotp(challenge, challenge.choices), username };
            case 'SELECT_MFA_TYPE':
                this.#assertOffered(challenge, challenge.choices, 'SOFTWARE_TOKEN_MFA');
                return { name: challenge.name, session, username, choice: 'SOFTWARE_TOKEN_MFA' };
            case 'SELECT_CHALLENGE':
                this.#assertOffered(challenge, challenge.choices, 'PASSWORD');
                return { name: challenge.name, session, username, choice: 'PASSWORD', password: this.#request.password };
            case 'other':
                throw this.#unsupported(challenge);
        }
    }
    /** Makes an authenticator app for the user. Gives the session in which the sign-in goes on. */
    async #enrolTotp(challenge, choices) {
        this.#assertOffered(challenge, choices, 'SOFTWARE_TOKEN_MFA');
        if (!this.#request.mayEnrolTotp) {
            throw this.#unsupported(challenge);
        }
        const { totpSecret, session } = await this.#appClient.associateTotp(challenge.session);
        this.#totpSecret = totpSecret;
        const verified = await this.#appClient.verifyTotp(session, await this.#nextCode());
        return verified.session;
    }
    /** Waits for a code that was not used yet. */
    async #nextCode() {
        if (this.#totpSecret === '') {
            throw new action_error/* ActionError */.lZ({ code: 'totp-secret-needed', clientId: this.#request.appClient.clientId });
        }
        if (this.#codeOfNow() === this.#usedCode) {
            await waitForNextCode(this.#deps);
        }
        return () => {
            this.#usedCode = this.#codeOfNow();
            return this.#usedCode;
        };
    }
    #codeOfNow() {
        return totpCode(this.#totpSecret, this.#deps.clock.now());
    }
    #assertOffered(challenge, choices, choice) {
        if (!choices.includes(choice)) {
            throw this.#unsupported(challenge, choices);
        }
    }
    #unsupported(challenge, choices = []) {
        const name = challenge.name === 'other' ? challenge.wireName : challenge.name;
        const { appClient, mayEnrolTotp: isEphemeral } = this.#request;
        const { clientId } = appClient;
        return new action_error/* ActionError */.lZ({ code: 'challenge-unsupported', challenge: name, choices, clientId, isEphemeral });
    }
}
function authFlowsOf({ flow, appClient }, cognito, unsigned) {
    return flow.name === 'ADMIN_USER_PASSWORD_AUTH'
        ? cognito.userPool(flow.userPool).adminAuthFlows(appClient)
        : unsigned.authFlows;
}

;// CONCATENATED MODULE: ./build/sign-in/user.js


/** Rejects with an `ActionError`: a challenge that cannot be answered, or what Cognito refused. */
async function signInUser({ flow, ...request }, deps) {
    if (flow.name !== 'AUTHORIZATION_CODE') {
        return signInWithPassword({ ...request, flow }, deps);
    }
    const { appClient, username, password } = request;
    const { clientId, clientSecret } = appClient;
    const { domain, redirectUri, scopes } = flow;
    const login = { domain, clientId, clientSecret, redirectUri, scopes, username, password };
    return (0,build_tokens/* parseScopedTokens */.Kf)(await deps.loginPage.signIn(login), 'token endpoint');
}

;// CONCATENATED MODULE: ./build/sign-in/ephemeral.js



async function signInEphemeralUser(config, deps) {
    const { user, groups } = config;
    const { progress } = deps;
    const userPool = deps.cognito.userPool(config.userPool);
    const creation = await progress.run('create user', () => create(config, userPool, deps));
    // Nobody else can have this name, so a user that exists already is ours: the answer to an earlier try got lost.
    const username = creation.outcome === 'created' ? creation.username : user.username;
    deps.onUserCreated(username);
    await allSettled([
        progress.run('set password', () => soonAfterCreation(deps, () => makeReady(config, userPool, username)).catch((error) => {
            throw asAfterCreation(error, config, creation);
        })),
        ...groups.map((group) => progress.run(`add to group ${group}`, () => soonAfterCreation(deps, () => userPool.addToGroup(username, group)))),
    ]);
    const tokens = await progress.run('sign in', () => signInAsNewUser(config, deps));
    return {
        user: { username: user.username, password: user.permanentPassword },
        tokens: { ...tokens, poolUsername: tokens.poolUsername || username },
    };
}
/** The username and password are right: if Cognito does not know them, it is asked for the wrong user pool. */
async function signInAsNewUser(config, deps) {
    const { appClient, user, authFlow: flow, clientMetadata } = config;
    const request = {
        appClient,
        flow,
        username: user.username,
        password: user.permanentPassword,
        clientMetadata,
        totpSecret: '',
        mayEnrolTotp: true,
    };
    try {
        return await soonAfterCreation(deps, () => signInUser(request, deps));
    }
    catch (error) {
        const isRejected = (0,action_error/* isFailure */.N6)(error, 'sign-in-rejected') || (0,action_error/* isFailure */.N6)(error, 'user-unknown');
        throw isRejected ? (0,action_error/* withCode */.SM)(error, 'ephemeral-user-rejected') : error;
    }
}
/** What it means that a user is not there once it was created. */
function asAfterCreation(error, { createWith }, creation) {
    if (!(0,action_error/* isFailure */.N6)(error, 'user-vanished')) {
        return error;
    }
    // Then the user that exists is another one, with the same e-mail address or phone number.
    if (creation.outcome === 'already-exists') {
        return (0,action_error/* withCode */.SM)(error, 'alias-taken');
    }
    return createWith === 'sign-up' ? (0,action_error/* withCode */.SM)(error, 'signed-up-elsewhere') : error;
}
const MAX_TRIES = 5;
const PAUSE_MS = 800;
/**
 * Cognito was seen to say for a moment that it does not know a user whom it has just created: tries again for about 3 seconds.
 *
 * @see https://github.com/aws-amplify/amplify-cli/issues/9869
 */
function soonAfterCreation({ timeLimit }, call) {
    return (0,retry/* tryAgain */.QC)(call, async (error, tries) => {
        const isNotThere = (0,action_error/* isFailure */.N6)(error, 'user-vanished') || (0,action_error/* isFailure */.N6)(error, 'user-unknown');
        if (!isNotThere || tries === MAX_TRIES) {
            throw error;
        }
        await timeLimit.sleepAfter(error, PAUSE_MS);
    });
}
async function create(config, userPool, deps) {
    const { user, createWith, appClient, clientMetadata } = config;
    const { username, attributes } = user;
    const newUser = (password) => ({ username, password, attributes, clientMetadata });
    const creation = createWith === 'admin'
        ? await userPool.createUser(newUser(user.temporaryPassword))
        : await deps.cognito.appClient(appClient).signUp(newUser(user.permanentPassword));
    if (creation.outcome === 'refused') {
        deps.onUserRefused();
        throw creation.failure;
    }
    return creation;
}
/** Brings a new user to where it can sign in with its permanent password. */
function makeReady(config, userPool, username) {
    return config.createWith === 'admin'
        ? userPool.setPermanentPassword(username, config.user.permanentPassword)
        : userPool.confirmSignUp(username, config.clientMetadata);
}
/** Waits for all, also when one fails: nothing may still be under way when the step ends. Then throws what the first one threw. */
async function allSettled(calls) {
    await Promise.allSettled(calls);
    await Promise.all(calls);
}

;// CONCATENATED MODULE: ./build/sign-in/refresh.js

async function refresh({ appClient, refreshToken, deviceKey, clientMetadata }, { cognito, progress }) {
    const answer = await progress.run('refresh', () => cognito.appClient(appClient).refreshTokens({ refreshToken, deviceKey, clientMetadata }));
    // Without rotation the token that was given stays the one.
    const tokens = (0,build_tokens/* parseScopedTokens */.Kf)({ ...answer, refreshToken: answer.refreshToken || refreshToken }, 'user pool');
    return { user: undefined, tokens };
}

;// CONCATENATED MODULE: ./build/sign-in/stored.js

async function signInStoredUser(config, deps) {
    const { appClient, authFlow: flow, username, password, totpSecret = '', clientMetadata } = config;
    const tokens = await deps.progress.run('sign in', () => signInUser({ appClient, flow, username, password, clientMetadata, totpSecret, mayEnrolTotp: false }, deps));
    return { user: { username, password }, tokens };
}

;// CONCATENATED MODULE: ./build/sign-in/index.js




/** Rejects with an `ActionError` when nobody could be signed in. */
function signIn(config, deps) {
    switch (config.mode) {
        case 'ephemeral':
            return signInEphemeralUser(config, deps);
        case 'stored':
            return signInStoredUser(config, deps);
        case 'refresh':
            return refresh(config, deps);
        case 'client-credentials':
            return signInClient(config, deps);
    }
}

;// CONCATENATED MODULE: ./build/sign-in/progress.js
class Progress {
    #clock;
    #report;
    #timings = [];
    constructor(clock, report) {
        this.#clock = clock;
        this.#report = report;
    }
    /** The steps that came to a good end, in the order in which they did. */
    get timings() {
        return this.#timings;
    }
    /** Tells what the step is doing, where that takes a while. */
    report(what) {
        this.#report(what);
    }
    /** Does a piece of work and notes how long it took, and what it came to where there is something to tell. */
    async run(name, work, describe = () => 'done') {
        const start = this.#clock.elapsed();
        const result = await work();
        const milliseconds = Math.round(this.#clock.elapsed() - start);
        this.#timings.push({ name, milliseconds });
        this.#report(`${name}: ${describe(result)} in ${milliseconds} ms`);
        return result;
    }
}

;// CONCATENATED MODULE: ./build/get-tokens.js
/**
 * What main does: inputs → config → sign-in → tokens → outputs.
 */













/** Rejects with an `ActionError`; what was created by then is in the state, for the post step to remove. */
async function getTokens(deps) {
    const { runner, cognito, probeApi, random, clock, timeLimit } = deps;
    const mask = (secret) => runner.mask(secret);
    for (const name of (0,rules/* secretInputsFor */.Fx)(rules/* MODES */.FN)) {
        const given = runner.readInput(name);
        new Set([given, given.trim()]).forEach(mask);
    }
    const inputs = parseInputs((name) => runner.readInput(name), runner.run.awsRegion);
    const config = resolveConfig(inputs, runner.run, random);
    secretsOfConfig(config).forEach(mask);
    timeLimit.set(config.timeoutSeconds);
    const saveState = (checkpoint) => (0,state/* writeState */.J)(runner, planCleanup(config, cognito.endpoints, checkpoint));
    saveState({ at: 'before-sign-in' });
    const progress = new Progress(clock, (done) => runner.info(done));
    const signedIn = await signIn(config, {
        ...deps,
        progress,
        onUserCreated: (username) => saveState({ at: 'user-created', username }),
        onUserRefused: () => saveState({ at: 'user-refused' }),
    });
    saveState({ at: 'signed-in', signedIn });
    const { tokens } = signedIn;
    const { deviceKey, failure: deviceFailure } = await confirmDevice(config, signedIn, { cognito, timeLimit, progress });
    const { postmanPath, outputOptions } = config;
    const { probe, envPrefix, jobSummary } = outputOptions;
    const probeResult = probe && (await progress.run('probe', () => runProbe(probe, tokens, probeApi), statusesText));
    const outputs = createOutputs(signedIn, { deviceKey, postmanPath });
    if (postmanPath !== undefined) {
        await runner.writePrivateFile(postmanPath, postmanEnvironment(outputs));
    }
    writeOutputs(runner, outputs, envPrefix);
    saveState({ at: 'outputs-written', signedIn });
    runner.info(`The tokens are valid until ${tokens.expiresAt.toISOString()}.`);
    if (jobSummary) {
        await runner.writeSummary('Cognito tokens', summaryRows({ config, tokens, timings: progress.timings, probeResult }));
    }
    const { action } = runner;
    const isExported = envPrefix !== undefined;
    const { trimmedSecrets } = inputs;
    noticesFor({ action, deviceFailure, probeResult, trimmedSecrets, isExported }).forEach(runner.notice);
}


/***/ }),

/***/ 9479:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _adapters_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1720);
/* harmony import */ var _cognito_endpoints_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9862);
/* harmony import */ var _cognito_token_endpoint_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(899);
/* harmony import */ var _failures_withheld_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3643);
/* harmony import */ var _get_tokens_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5963);
/* harmony import */ var _platform_entry_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(434);
/* harmony import */ var _platform_probe_api_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9678);
/* harmony import */ var _platform_runner_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2854);








const adapters = (0,_adapters_js__WEBPACK_IMPORTED_MODULE_0__/* .connectAdapters */ .T)();
const { runner, agents, timeLimit } = adapters;
const calls = { ...adapters, mask: runner.mask };
const tokenEndpoint = (0,_cognito_token_endpoint_js__WEBPACK_IMPORTED_MODULE_2__/* .connectTokenEndpoint */ .p)(calls);
const loginPage = {
    async signIn(request) {
        // Few sign in there: a bundle of its own, loaded when it is used.
        const { connectLoginPage } = await __webpack_require__.e(/* import() */ 871).then(__webpack_require__.bind(__webpack_require__, 9871));
        return connectLoginPage(calls).signIn(request);
    },
};
const probeApi = (0,_platform_probe_api_js__WEBPACK_IMPORTED_MODULE_5__/* .connectProbeApi */ .f)(adapters);
await (0,_platform_entry_js__WEBPACK_IMPORTED_MODULE_7__/* .runEntry */ .C)({
    run: () => {
        // What cannot be used is found before anything is begun that post would have to take away.
        agents();
        (0,_cognito_endpoints_js__WEBPACK_IMPORTED_MODULE_1__/* .assertEndpoints */ .Bp)();
        return (0,_get_tokens_js__WEBPACK_IMPORTED_MODULE_4__/* .getTokens */ .R)({ ...adapters, tokenEndpoint, loginPage, probeApi });
    },
    reportError: async (error) => {
        (0,_platform_runner_js__WEBPACK_IMPORTED_MODULE_6__.failStep)(await (0,_failures_withheld_js__WEBPACK_IMPORTED_MODULE_3__/* .formatFinalMessage */ .V)(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
    },
    // The post step comes all the same.
    onCancel: () => timeLimit.interrupt(),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 9678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ connectProbeApi)
/* harmony export */ });
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8701);
/* harmony import */ var _failures_error_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8010);
/**
 * The API under test, by axios.
 */


/** A cold start takes a few seconds; what is down for longer is for its owner to see. */
const PROBE_TIMEOUT_SECONDS = 15;
function connectProbeApi({ retry, timeLimit, agents }) {
    return {
        call: (request) => timeLimit.within(PROBE_TIMEOUT_SECONDS, () => retry.run((signal) => statusOf(request, signal, agents), {
            passes: (error) => (0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailure */ .N6)(error, 'probe-busy') || ((0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailure */ .N6)(error, 'probe-unanswered') && mayRepeat(request, error)),
        })),
    };
}
/** https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];
/** Nobody was reached: nothing can have been done. */
const UNREACHED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];
/** What was perhaps done is not to be done twice. */
function mayRepeat({ method }, { failure }) {
    return IDEMPOTENT_METHODS.includes(method) || ('errorName' in failure && UNREACHED.includes(failure.errorName ?? ''));
}
async function statusOf({ url, displayUrl, method, headers }, signal, agents) {
    const { default: axios } = await Promise.all(/* import() */[__webpack_require__.e(702), __webpack_require__.e(668)]).then(__webpack_require__.bind(__webpack_require__, 5702));
    const request = {
        method,
        url,
        headers: { ...headers },
        signal,
        ...agents(),
        // A redirect is an answer: what it leads to is not the API.
        maxRedirects: 0,
        validateStatus: () => true,
        // The status is all that counts: nothing of the body is read.
        responseType: 'stream',
    };
    const { status, data } = await axios.request(request).catch((error) => {
        // An axios error carries the request with its token.
        const errorName = (0,_failures_error_name_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(error);
        const code = _failures_error_name_js__WEBPACK_IMPORTED_MODULE_1__/* .CERTIFICATE_ERROR */ .NE.test(errorName) ? 'probe-certificate-untrusted' : 'probe-unanswered';
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code, url: displayUrl, errorName });
    });
    data.destroy();
    if (status === 429 || status >= 500) {
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'probe-busy', method, url: displayUrl, status });
    }
    return status;
}


/***/ })

};
