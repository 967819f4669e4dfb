export const id = 414;
export const ids = [414,596];
export const modules = {

/***/ 1720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ connectAdapters)
});

// EXTERNAL MODULE: ./build/cognito/connect.js + 11 modules
var connect = __webpack_require__(4793);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/platform/clock.js

const clock = {
    now: () => new Date(),
    // `performance` would load node:perf_hooks for this alone.
    elapsed: () => Number(process.hrtime.bigint()) / 1e6,
    sleep: (milliseconds, signal) => (0,promises_.setTimeout)(milliseconds, undefined, signal === undefined ? {} : { signal }),
    signalAfter: (milliseconds) => AbortSignal.timeout(Math.ceil(milliseconds)),
};

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./build/failures/action-error.js + 1 modules
var action_error = __webpack_require__(5766);
// EXTERNAL MODULE: ./build/platform/early-connection.js + 1 modules
var early_connection = __webpack_require__(1174);
;// CONCATENATED MODULE: ./build/platform/http-agents.js
/**
 * The connections of every call: kept alive, made within 5 seconds, and by the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, in
 * either case.
 *
 * @see https://nodejs.org/api/http.html#built-in-proxy-support
 */





const CONNECT_TIMEOUT_MS = 5_000;
function createHttpAgentsProvider() {
    let agents;
    return () => {
        agents ??= createHttpAgents();
        return agents;
    };
}
function createHttpAgents() {
    // Not the whole environment: Node.js prints the options of an agent under NODE_DEBUG.
    const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
    const proxyEnv = Object.fromEntries(names.map((name) => [name, process.env[name]]));
    const options = { keepAlive: true, proxyEnv };
    try {
        return { httpAgent: new ConnectTimeoutHttpAgent(options), httpsAgent: new ConnectTimeoutHttpsAgent(options) };
    }
    catch {
        // What Node.js says quotes the URL, password and all.
        throw new action_error/* ActionError */.lZ({ code: 'proxy-unusable' });
    }
}
class ConnectTimeoutHttpAgent extends external_node_http_.Agent {
    createConnection(options, connected) {
        return endingUnlessConnected(super.createConnection(options, connected));
    }
}
class ConnectTimeoutHttpsAgent extends external_node_https_.Agent {
    createConnection(options, connected) {
        const early = (0,early_connection/* takeEarlyConnection */.ZG)(String(options.host), Number(options.port));
        return endingUnlessConnected(early ?? super.createConnection(options, connected));
    }
}
/** A tunnel through a proxy comes without a stream at first: the time that the call has is its limit. */
function endingUnlessConnected(stream) {
    if (stream instanceof external_node_net_.Socket && stream.connecting) {
        const timer = setTimeout(() => {
            stream.destroy(Object.assign(new Error('No connection in time.'), { code: 'ETIMEDOUT' }));
        }, CONNECT_TIMEOUT_MS);
        const settle = () => clearTimeout(timer);
        stream.once('connect', settle).once('close', settle);
    }
    return stream;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/platform/random.js

/** Node's cryptographic source. */
const random = { integerBelow: (limit) => (0,external_node_crypto_.randomInt)(limit) };

// EXTERNAL MODULE: ./build/platform/retry.js
var platform_retry = __webpack_require__(2532);
// EXTERNAL MODULE: ./build/platform/runner.js
var platform_runner = __webpack_require__(2854);
;// CONCATENATED MODULE: ./build/platform/time-limit.js
/**
 * How long the step may go on: until its deadline, or until somebody cancels the run.
 */

/** A call whose effect must be known may still take this long after the run was cancelled. The runner kills the step after 10 seconds. */
const GRACE_MS = 5_000;
class TimeLimit {
    #clock;
    #interrupted = new AbortController();
    #graceOver = new AbortController();
    #hurried = new AbortController();
    #seconds = Number.POSITIVE_INFINITY;
    /** By the clock that only goes forward. */
    #deadline = Number.POSITIVE_INFINITY;
    /** Of work that may have a part of the time alone. */
    #deadlineOfPart;
    constructor(clock) {
        this.#clock = clock;
    }
    /** Sets the deadline, counted from now. */
    set(seconds) {
        this.#seconds = seconds;
        this.#deadline = this.#after(seconds);
    }
    remainingMs() {
        return Math.max(0, Math.min(this.#deadline, this.#deadlineOfPart ?? this.#deadline) - this.#clock.elapsed());
    }
    /** Somebody wants the step to end: nothing new is begun from here on. */
    interrupt() {
        this.#interrupted.abort();
        this.#clock.signalAfter(GRACE_MS).addEventListener('abort', () => this.#graceOver.abort());
    }
    /**
     * Somebody wants the step to end, and it has work that must not be left: what is under way ends, to be begun anew with less time. Work that
     * may have a part of it gets half.
     */
    hurry(seconds) {
        this.#deadline = Math.min(this.#deadline, this.#after(seconds));
        if (this.#deadlineOfPart !== undefined) {
            this.#deadlineOfPart = Math.min(this.#deadlineOfPart, this.#after(seconds / 2));
        }
        this.#hurried.abort();
        this.#hurried = new AbortController();
    }
    /** Aborts when the run is cancelled; for work that has to come to an end, 5 seconds later. */
    signal(finishOnCancel) {
        const cancelled = finishOnCancel ? this.#graceOver : this.#interrupted;
        return AbortSignal.any([cancelled.signal, this.#hurried.signal]);
    }
    /** @throws {ActionError} `interrupted`, or `out-of-time` where no more is left than is needed */
    assertTimeLeft(millisecondsNeeded = 0) {
        if (this.#interrupted.signal.aborted) {
            throw new action_error/* ActionError */.lZ({ code: 'interrupted' });
        }
        if (this.remainingMs() <= millisecondsNeeded) {
            throw new action_error/* ActionError */.lZ({ code: 'out-of-time', seconds: this.#seconds });
        }
    }
    /** Waits. Rejects with an `ActionError` where the wait would outlast the limit, or the run is cancelled in the meantime. */
    async sleep(milliseconds) {
        this.assertTimeLeft(milliseconds);
        const woken = this.signal(false);
        try {
            await this.#clock.sleep(milliseconds, woken);
        }
        catch (error) {
            if (!woken.aborted) {
                throw error;
            }
        }
        this.assertTimeLeft();
    }
    /** Does work that may take so much of the time that is left, and no more. */
    async within(seconds, work) {
        this.#deadlineOfPart = this.#after(seconds);
        try {
            return await work();
        }
        finally {
            this.#deadlineOfPart = undefined;
        }
    }
    /** Waits after a failure. Where there is no time for it, the failure is what it rejects with: it tells more than that time is up. */
    async sleepAfter(failure, milliseconds) {
        try {
            await this.sleep(milliseconds);
        }
        catch (limit) {
            throw (0,action_error/* isFailure */.N6)(limit, 'out-of-time') ? failure : limit;
        }
    }
    #after(seconds) {
        return this.#clock.elapsed() + seconds * 1000;
    }
}

;// CONCATENATED MODULE: ./build/adapters.js
/**
 * The real adapters that every entry builds on.
 */







/** @param createRetry who tries again; the sweep does so itself */
function connectAdapters(createRetry = (deps) => new platform_retry/* Retry */.fz(deps)) {
    const runner = (0,platform_runner.connectRunner)();
    const timeLimit = new TimeLimit(clock);
    const retry = createRetry({ timeLimit, random: random, clock: clock, report: runner.info });
    const agents = createHttpAgentsProvider();
    const { mask, run } = runner;
    const cognito = (0,connect.connectCognito)({ run, agents, fetchIdToken: platform_runner.fetchIdToken, retry, mask });
    return { runner, clock: clock, random: random, timeLimit, retry, agents, cognito };
}


/***/ }),

/***/ 6047:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ runCleanup)
});

// EXTERNAL MODULE: ./build/failures/action-error.js + 1 modules
var action_error = __webpack_require__(5766);
;// CONCATENATED MODULE: ./build/cleanup/user-session.js

/** An access token must outlive the call. */
const VALIDITY_MARGIN_MS = 10_000;
/**
 * Makes a call with a user's own access token, and with a refreshed one if that has expired or is rejected. Rejects
 * with the error of the call or of the refresh.
 */
function withUserToken({ region, clientId, accessToken, refreshToken, expiresAt, deviceKey }, { cognito, clock, clientSecret }, call) {
    const appClient = cognito.appClient({ region, clientId, clientSecret });
    const callAfterRefresh = async () => {
        const refreshed = await appClient.refreshTokens({ refreshToken, deviceKey, clientMetadata: {} });
        return call(appClient, refreshed.accessToken);
    };
    const isValid = Date.parse(expiresAt) - clock.now().getTime() > VALIDITY_MARGIN_MS;
    if (!isValid) {
        return callAfterRefresh();
    }
    return call(appClient, accessToken).catch((rejection) => {
        // The token may have expired although this machine's clock says otherwise.
        if (!(0,action_error/* isFailure */.N6)(rejection, 'access-token-rejected')) {
            throw rejection;
        }
        return callAfterRefresh().catch((error) => {
            throw (0,action_error/* isFailure */.N6)(error, 'refresh-token-rejected') ? rejection : error;
        });
    });
}

;// CONCATENATED MODULE: ./build/cleanup/delete-user.js
/** Deletes an ephemeral user with AWS credentials, or else with the user's own access token. */


/** A hanging endpoint must leave time for the user's own access token: half of the time if there is less than 40 s. */
const CREDENTIALS_TIMEOUT_SECONDS = 20;
/**
 * Deletes an ephemeral user.
 *
 * @returns what was done, for the log
 * @throws {ActionError} `user-left-behind`
 */
async function deleteEphemeralUser(user, deps) {
    const { userSession } = user;
    if (userSession === undefined) {
        return await deleteWithCredentials(user, deps).catch((error) => {
            throw leftBehind(user, [error]);
        });
    }
    try {
        const halfSeconds = deps.timeLimit.remainingMs() / 1000 / 2;
        const seconds = Math.min(CREDENTIALS_TIMEOUT_SECONDS, halfSeconds);
        return await deps.timeLimit.within(seconds, () => deleteWithCredentials(user, deps));
    }
    catch (error) {
        return await deleteWithUserToken(user, userSession, error, deps);
    }
}
/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html, which needs no AWS credentials */
async function deleteWithUserToken(user, session, credentialsError, deps) {
    const { userPoolId } = user.userPool;
    try {
        const outcome = await withUserToken(session, deps, (appClient, accessToken) => appClient.deleteSignedInUser(accessToken));
        return outcome === 'deleted'
            ? `Deleted the ephemeral user from user pool ${userPoolId} with its own access token. ${(0,action_error/* describeProblem */.BJ)(credentialsError)}`
            : notFoundText(userPoolId);
    }
    catch (error) {
        if (!(0,action_error/* hasTrait */.jp)(credentialsError, 'isTransient')) {
            throw leftBehind(user, [credentialsError, error]);
        }
        // The endpoint may have recovered in the meantime.
        return await deleteWithCredentials(user, deps).catch((secondError) => {
            throw leftBehind(user, [secondError, error]);
        });
    }
}
/** A user whose creation was never confirmed may appear only after the first attempt to delete it. */
const LATE_APPEARANCE_MS = 2_000;
async function deleteWithCredentials(user, { cognito, timeLimit }) {
    const { username, creation } = user;
    const { userPoolId } = user.userPool;
    const userPool = cognito.userPool(user.userPool);
    let outcome = await userPool.deleteUser(username);
    if (outcome === 'not-found' && creation === 'begun') {
        await timeLimit.sleep(LATE_APPEARANCE_MS);
        outcome = await userPool.deleteUser(username);
    }
    return outcome === 'deleted' ? `Deleted the ephemeral user from user pool ${userPoolId}.` : notFoundText(userPoolId);
}
function notFoundText(userPoolId) {
    return `The ephemeral user is not in user pool ${userPoolId}: nothing to delete.`;
}
function leftBehind({ userPool, creation }, errors) {
    const { userPoolId } = userPool;
    // Cognito rejects the token of a deleted user in the same words as that of a user who was signed out.
    const isCertain = creation === 'confirmed' && !errors.some((error) => (0,action_error/* isFailure */.N6)(error, 'access-token-rejected'));
    return new action_error/* ActionError */.lZ({
        code: 'user-left-behind',
        userPoolId,
        reason: errors.map(action_error/* describeProblem */.BJ).join(' '),
        isCertain,
        hasRole: userPool.role !== undefined,
    });
}

// EXTERNAL MODULE: ./build/cleanup/state.js
var cleanup_state = __webpack_require__(9258);
;// CONCATENATED MODULE: ./build/cleanup/run-cleanup.js




/**
 * Performs all cleanup tasks in the state. A task that fails is logged as a warning, and the next one follows.
 *
 * @throws {ActionError} `state-unreadable`
 */
async function runCleanup(deps) {
    const { runner } = deps;
    const state = (0,cleanup_state/* readState */.u)(runner);
    if (state === undefined || state.tasks.length === 0) {
        runner.info('Nothing to clean up.');
        return;
    }
    deps.cognito.useEndpoints(state.endpoints);
    const rows = [];
    for (const task of state.tasks) {
        try {
            const result = await perform(task, deps);
            runner.info(result);
            rows.push([SUMMARY_NAMES[task.kind], result]);
        }
        catch (error) {
            const message = (0,action_error/* formatMessage */.hw)(error, runner.action.troubleshooting);
            runner.warning(message);
            rows.push([SUMMARY_NAMES[task.kind], message]);
        }
    }
    if (state.jobSummary) {
        await runner.writeSummary('Cognito cleanup', rows);
    }
}
const SUMMARY_NAMES = {
    'delete-user': 'Ephemeral user',
    'keep-user': 'Ephemeral user',
    'forget-device': 'Device',
    'revoke-token': 'Refresh token',
    'remove-file': 'Postman environment',
};
/** @returns what was done, for the log */
async function perform(task, { runner, cognito, clock, timeLimit }) {
    // The state must not hold the client secret, because later steps can read it. The input is gone in post if its value
    // came from the job's environment.
    const clientSecret = runner.readInput('client-secret').trim() || undefined;
    switch (task.kind) {
        case 'keep-user':
            return `Kept the ephemeral user in user pool ${task.userPoolId}: delete-user is false.`;
        case 'delete-user':
            return deleteEphemeralUser(task, { cognito, clock, timeLimit, clientSecret });
        case 'forget-device': {
            const { deviceKey } = task;
            const outcome = await withUserToken(task, { cognito, clock, clientSecret }, (appClient, accessToken) => appClient.forgetDevice(accessToken, deviceKey));
            return outcome === 'forgotten'
                ? 'Forgot the device of the stored user.'
                : 'The device of the stored user does not exist: nothing to forget.';
        }
        case 'revoke-token':
            await cognito
                .appClient({ region: task.region, clientId: task.clientId, clientSecret })
                .revokeToken(task.refreshToken);
            return 'Revoked the refresh token of the stored user.';
        case 'remove-file':
            return (await runner.removeFile(task.path)) === 'removed'
                ? 'Removed the Postman environment.'
                : 'The Postman environment does not exist: nothing to remove.';
    }
}


/***/ }),

/***/ 9258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ writeState),
/* harmony export */   u: () => (/* binding */ readState)
/* harmony export */ });
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5766);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
/**
 * The state that main saves for its post step. It holds only what cleanup needs, because later steps can read the file
 * in which the runner keeps it.
 */


/** Saves the state, which replaces the one saved before. */
function writeState(runner, state) {
    runner.writeState(JSON.stringify(state));
}
/**
 * Returns the state that main saved last, or undefined if it saved none.
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

/***/ 434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ runEntry)
/* harmony export */ });
async function runEntry({ run, reportError, onCancel }) {
    // Whoever read what this prints is gone, and the work is to be done all the same.
    process.stdout.on('error', () => undefined);
    // The last resort for what nobody caught: Node.js would print it whole, and an error of a connection carries its request.
    process.on('uncaughtException', (error) => {
        void Promise.resolve(reportError(error)).finally(endProcess);
    });
    for (const signal of ['SIGINT', 'SIGTERM']) {
        process.on(signal, onCancel);
    }
    try {
        await run();
    }
    catch (error) {
        await reportError(error);
    }
    return await endProcess();
}
/** Ends the process once all that it printed is written. A call that was given up could hold it for minutes. */
async function endProcess() {
    await new Promise((written) => process.stdout.write('', written));
    if (process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap')) {
        // Node.js would wait for the system's answer, which may take a minute. Another program in its place does not.
        becomeAnotherProgram();
    }
    process.exit();
}
function becomeAnotherProgram() {
    try {
        process.execve?.('/bin/sh', ['sh', '-c', 'exit "$0"', String(process.exitCode ?? 0)], {});
    }
    catch {
        // Windows cannot, and says so only when it is asked: https://nodejs.org/api/process.html#processexecvefile-args-env
    }
}


/***/ }),

/***/ 2854:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   connectRunner: () => (/* binding */ connectRunner),
/* harmony export */   failStep: () => (/* binding */ failStep),
/* harmony export */   fetchIdToken: () => (/* binding */ fetchIdToken)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7264);
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5766);
/* harmony import */ var _failures_error_name_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8010);
/**
 * The runner, by `@actions/core` and the context of `@actions/github`.
 */






/** The one key under which state is kept. */
const STATE = 'state';
/** The runner of the process's own environment. */
function connectRunner() {
    return {
        run: {
            runId: process.env['GITHUB_RUN_ID'] || '0',
            runAttempt: process.env['GITHUB_RUN_ATTEMPT'] || '1',
            awsRegion: process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || undefined,
            temporaryFolder: process.env['RUNNER_TEMP'] || (0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)(),
        },
        action: readActionFacts(),
        whySecretsAreWithheld,
        readInput: (name) => _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .getInput */ .V4(name, { trimWhitespace: false }),
        mask,
        writeOutput: (name, value) => writingTo('GITHUB_OUTPUT', () => _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .setOutput */ .uH(name, value)),
        writeState: (value) => writingTo('GITHUB_STATE', () => _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .saveState */ .LZ(STATE, value)),
        readState: () => _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .getState */ .Gu(STATE),
        exportVariable: (name, value) => writingTo('GITHUB_ENV', () => _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .exportVariable */ .dN(name, value)),
        writePrivateFile,
        removeFile,
        writeSummary,
        info: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .info */ .pq(asText(message)),
        notice: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .notice */ .lm(message),
        warning: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .warning */ .$e(message),
    };
}
/** Ends the step as failed, with one annotation. */
function failStep(message) {
    _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .setFailed */ .C1(message);
}
/** An OIDC token of GitHub for an audience; undefined where the job has no `permissions: id-token: write`. */
async function fetchIdToken(audience) {
    return process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ? await _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .getIDToken */ .V9(audience) : undefined;
}
/** The runner takes `##[` anywhere in a line for a command, and the names of groups may have it. */
function asText(message) {
    return message.replaceAll('##[', '## [').replaceAll(/[\r\n]+/g, ' ');
}
function mask(secret) {
    // The runner warns of an empty one, and one of white space would take the spaces out of the whole log.
    if (secret.trim() !== '') {
        _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .setSecret */ .Pq(secret);
    }
}
/** Writes to a file that the runner reads once the step has ended. */
function writingTo(variable, write) {
    try {
        write();
    }
    catch (error) {
        // The toolkit has no name for a file that is gone.
        const errorName = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(process.env[variable] ?? '') ? (0,_failures_error_name_js__WEBPACK_IMPORTED_MODULE_5__/* .nameOf */ .Vb)(error) : 'ENOENT';
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ({ code: 'runner-file-not-written', variable, errorName });
    }
}
async function writePrivateFile(path, text) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(path, text, { mode: 0o600, flag: 'wx' });
    }
    catch (error) {
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ({ code: 'file-not-written', path, errorName: (0,_failures_error_name_js__WEBPACK_IMPORTED_MODULE_5__/* .nameOf */ .Vb)(error) });
    }
}
async function removeFile(path) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(path);
        return 'removed';
    }
    catch (error) {
        if ((0,_failures_error_name_js__WEBPACK_IMPORTED_MODULE_5__/* .nameOf */ .Vb)(error) === 'ENOENT') {
            return 'not-there';
        }
        throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ({ code: 'file-not-removed', path, errorName: (0,_failures_error_name_js__WEBPACK_IMPORTED_MODULE_5__/* .nameOf */ .Vb)(error) });
    }
}
/** What was done is done: a summary that cannot be written is a warning. */
async function writeSummary(title, rows) {
    const table = rows.map((row) => row.map(escapeHtml));
    try {
        await _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .summary */ .z.addHeading(title, 3).addTable(table).write();
    }
    catch (error) {
        const failure = new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ({ code: 'summary-not-written', errorName: (0,_failures_error_name_js__WEBPACK_IMPORTED_MODULE_5__/* .nameOf */ .Vb)(error) });
        _actions_core__WEBPACK_IMPORTED_MODULE_3__/* .warning */ .$e((0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_4__/* .formatMessage */ .hw)(failure, readActionFacts().troubleshooting));
    }
}
function escapeHtml(text) {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
const TROUBLESHOOTING = 'docs/troubleshooting.md';
/** @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
function readActionFacts() {
    const repository = process.env['GITHUB_ACTION_REPOSITORY'] || '';
    const ref = process.env['GITHUB_ACTION_REF'] || '';
    return {
        troubleshooting: isGitHub() && repository !== '' && ref !== '' ? linkTo(repository, ref) : TROUBLESHOOTING,
        ref,
        // The runner makes up a name that begins with __ for a step without one. Inside a composite action, which alone has this path, the name is that
        // of the step around it: https://github.com/actions/runner/pull/615
        stepHasId: !process.env['GITHUB_ACTION']?.startsWith('__') || Boolean(process.env['GITHUB_ACTION_PATH']),
    };
}
/** Gitea and Forgejo take actions from other servers as well. Their runners do not say from which, and their files have other URLs. */
function isGitHub() {
    return !process.env['GITEA_ACTIONS'] && !process.env['FORGEJO_ACTIONS'];
}
function linkTo(repository, ref) {
    const server = process.env['GITHUB_SERVER_URL'] || 'https://github.com';
    return `${server}/${repository}/blob/${ref.split('/').map(encodeURIComponent).join('/')}/${TROUBLESHOOTING}`;
}
/** Those that run a fork's code, and therefore without secrets; `pull_request_target` is not among them. */
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
/**
 * Pull requests from forks get no secrets at all, runs by Dependabot only Dependabot's own. Asked for in a message alone, so the
 * package with the event's payload, which brings GitHub's whole API client, is loaded then.
 *
 * @see https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions
 */
async function whySecretsAreWithheld() {
    // None where the event's file cannot be read, as on runners of another make: the message does without the hint then.
    const { context } = await Promise.all(/* import() */[__webpack_require__.e(319), __webpack_require__.e(734)]).then(__webpack_require__.bind(__webpack_require__, 9319)).catch(() => ({ context: undefined }));
    if (context?.actor === 'dependabot[bot]') {
        return 'dependabot';
    }
    const head = context?.payload.pull_request?.['head']?.repo?.full_name;
    const base = context?.payload.repository?.full_name;
    return PULL_REQUEST_EVENTS.includes(context?.eventName ?? '') && head !== base ? 'fork' : undefined;
}


/***/ }),

/***/ 6756:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _adapters_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1720);
/* harmony import */ var _cleanup_run_cleanup_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6047);
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5766);
/* harmony import */ var _platform_entry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(434);




/** With what comes before and after, post ends within a minute. */
const TIMEOUT_SECONDS = 50;
/** After so long, the runner does not wait much longer for a cancelled step. */
const CANCELLED_TIMEOUT_SECONDS = 7;
const { runner, cognito, clock, timeLimit } = (0,_adapters_js__WEBPACK_IMPORTED_MODULE_0__/* .connectAdapters */ .T)();
timeLimit.set(TIMEOUT_SECONDS);
await (0,_platform_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .runEntry */ .C)({
    run: () => (0,_cleanup_run_cleanup_js__WEBPACK_IMPORTED_MODULE_1__/* .runCleanup */ .K)({ runner, cognito, clock, timeLimit }),
    // Whether the job failed is for its tests to say.
    reportError: (error) => runner.warning((0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_2__/* .formatMessage */ .hw)(error, runner.action.troubleshooting)),
    // Nothing comes after this: whoever is left now, stays.
    onCancel: () => timeLimit.hurry(CANCELLED_TIMEOUT_SECONDS),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 1941:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch)
/* harmony export */ });
/**
 * Takes undici's place in the bundles. `@actions/http-client` imports it for one function that makes a proxy's dispatcher, and only GitHub's
 * API client calls that function, which this action does not use. The real one has 900 kB.
 */
class ProxyAgent {}

const fetch = globalThis.fetch;


/***/ })

};
