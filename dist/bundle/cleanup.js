export const id = "cleanup";
export const ids = ["cleanup"];
export const modules = {

/***/ 95:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ runCleanup)
});

// EXTERNAL MODULE: ./build/failures/action-error.js + 1 modules
var action_error = __webpack_require__(5766);
// EXTERNAL MODULE: ./build/proxy/tally.js
var tally = __webpack_require__(5425);
// EXTERNAL MODULE: ./build/tokens.js
var build_tokens = __webpack_require__(1816);
;// CONCATENATED MODULE: ./build/cleanup/delete-identity.js

/**
 * Deletes the identity of an ephemeral user. A failure is no warning: nobody can use an identity without its user.
 *
 * @returns what was done, for the log
 */
async function deleteIdentity({ identityPool, identityId, userPool }, cognito) {
    const { identityPoolId } = identityPool;
    try {
        const connected = await cognito.identityPool(identityPool, userPool);
        await connected.deleteIdentity(identityId);
        return `Deleted the identity of the ephemeral user from identity pool ${identityPoolId}.`;
    }
    catch (error) {
        return `The identity of the ephemeral user stays in identity pool ${identityPoolId}, where nobody can use it. ${(0,action_error/* describeProblem */.BJ)(error)}`;
    }
}

// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
;// CONCATENATED MODULE: ./build/cleanup/user-session.js

/** The newest refresh token of each sign-in. With refresh token rotation, it replaces the one in the state. */
class NewestRefreshTokens {
    #successors = new Map();
    of(savedToken) {
        return this.#successors.get(savedToken) ?? savedToken;
    }
    /** @param newest empty without rotation */
    replace(savedToken, newest) {
        if (newest !== '') {
            this.#successors.set(savedToken, newest);
        }
    }
}
/** An access token must outlive the call. */
const VALIDITY_MARGIN_MS = 10_000;
/**
 * Makes a call with a user's own access token, and with a refreshed one if that is rejected. Refreshes first if the
 * token has expired by this machine's clock. Rejects with the error of the call or of the refresh.
 */
function withUserToken({ region, clientId, accessToken, refreshToken, expiresAt, deviceKey }, { cognito, clock, timeLimit, clientSecret, newestRefreshTokens }, call) {
    const appClient = cognito.appClient({ region, clientId, clientSecret });
    const callWithSaved = () => call(appClient, accessToken);
    const callAfterRefresh = async () => {
        // A refresh that hangs must leave time for the saved token.
        const refreshed = await timeLimit
            .within(timeLimit.remainingMs() / 2, () => appClient.refreshTokens({ refreshToken: newestRefreshTokens.of(refreshToken), deviceKey, clientMetadata: {} }))
            .catch(rethrowLostSecret);
        newestRefreshTokens.replace(refreshToken, refreshed.refreshToken);
        return call(appClient, refreshed.accessToken);
    };
    const isValid = Date.parse(expiresAt) - clock.now().getTime() > VALIDITY_MARGIN_MS;
    // The service decides whether the token has expired, because the clock of this machine may be wrong.
    const [first, second] = isValid ? [callWithSaved, callAfterRefresh] : [callAfterRefresh, callWithSaved];
    return first().catch((firstError) => {
        if (isValid && !(0,action_error/* isFailure */.N6)(firstError, 'access-token-rejected')) {
            throw firstError;
        }
        return second().catch((secondError) => {
            const [rejection, refreshError] = isValid ? [firstError, secondError] : [secondError, firstError];
            throw (0,action_error/* isFailure */.N6)(refreshError, 'refresh-token-rejected') ? rejection : refreshError;
        });
    });
}
/** Explains a missing client secret: the user signed in with it, so the runner did not pass it to the post step. */
function rethrowLostSecret(error) {
    throw (0,action_error/* isFailure */.N6)(error, 'client-secret-needed') ? (0,action_error/* withCode */.SM)(error, 'client-secret-lost') : error;
}

;// CONCATENATED MODULE: ./build/cleanup/delete-user.js
/** Deletes an ephemeral user with AWS credentials, or else with the user's own access token. */



/** A hanging endpoint must leave time for the user's own access token: half of the time if there is less than 40 s. */
const CREDENTIALS_TIMEOUT_MS = 20_000;
/**
 * Deletes an ephemeral user.
 *
 * @returns what was done, for the log
 * @throws {ActionError} `user-left-behind`
 */
async function deleteEphemeralUser(user, deps) {
    const { userSession } = user;
    if (userSession === undefined) {
        return await deleteNewUser(user, deps);
    }
    try {
        const timeoutMs = Math.min(CREDENTIALS_TIMEOUT_MS, deps.timeLimit.remainingMs() / 2);
        return await deps.timeLimit.within(timeoutMs, () => deleteWithCredentials(user, deps));
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
        // AWS credentials of another account do not find the user pool either, so the app client has to confirm it.
        if ((0,action_error/* isFailure */.N6)(error, 'user-pool-not-found') ||
            ((0,action_error/* isServiceError */.gi)(error, NOT_FOUND) && (0,action_error/* isServiceError */.gi)(credentialsError, NOT_FOUND))) {
            return poolGoneText(userPoolId);
        }
        if (!(0,action_error/* hasTrait */.jp)(credentialsError, 'isTransient')) {
            throw leftBehind(user, [credentialsError, error]);
        }
        // The endpoint may have recovered in the meantime.
        return await deleteWithCredentials(user, deps).catch((secondError) => {
            throw leftBehind(user, [secondError, error]);
        });
    }
}
async function deleteWithCredentials(user, { cognito }) {
    const { userPoolId } = user.userPool;
    const outcome = await cognito.userPool(user.userPool).deleteUser(user.username);
    return outcome === 'not-found' ? notFoundText(userPoolId) : deletedText(userPoolId);
}
/** The pauses between attempts to find a new user: Lambda triggers may delay its creation by 15 seconds. */
const NEW_USER_PAUSES_MS = [1_000, 2_000, 3_000, 4_000, 5_000, 5_000];
/** Deletes a user that nobody has signed in as. Cognito may not find such a user for a while although it exists. */
async function deleteNewUser(user, { cognito, timeLimit }) {
    const { userPoolId } = user.userPool;
    const userPool = cognito.userPool(user.userPool);
    const missing = new action_error/* ActionError */.lZ({
        code: 'user-left-behind',
        userPoolId,
        reason: 'Cognito does not find it, but it may still appear.',
        isCertain: false,
        hasRole: true,
        isUnreachable: false,
    });
    let isNoLongerFound = false;
    const attempt = async () => {
        const outcome = await userPool.deleteUser(user.username);
        isNoLongerFound ||= outcome === 'no-longer-found';
        if (outcome !== 'deleted') {
            throw missing;
        }
        return deletedText(userPoolId);
    };
    try {
        return await (0,retry/* retry */.L5)(attempt, {
            shouldRetry: (error) => error === missing,
            maxAttempts: NEW_USER_PAUSES_MS.length + 1,
            delayMs: (failures) => NEW_USER_PAUSES_MS[failures - 1] ?? 0,
            timeLimit,
        });
    }
    catch (error) {
        if (error !== missing) {
            throw leftBehind(user, [error]);
        }
        if (isNoLongerFound) {
            return deletedText(userPoolId);
        }
        throw missing;
    }
}
/** Without a user pool or app client. A missing user has an exception of its own. */
const NOT_FOUND = 'ResourceNotFoundException';
function deletedText(userPoolId) {
    return `Deleted the ephemeral user from user pool ${userPoolId}.`;
}
function notFoundText(userPoolId) {
    return `The ephemeral user is not in user pool ${userPoolId}: nothing to delete.`;
}
function poolGoneText(userPoolId) {
    return `User pool ${userPoolId} does not exist any more, so its ephemeral user does not either: nothing to delete.`;
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
        isUnreachable: errors.some(action_error/* isUnreachable */.R0),
    });
}

;// CONCATENATED MODULE: ./build/cleanup/latest-tokens.js
/** Returns the task with the tokens that the proxy got after those of main, which rotation has made invalid. */
function withLatestTokens(task, tokens) {
    if (tokens === undefined) {
        return task;
    }
    switch (task.kind) {
        case 'delete-user':
            return { ...task, userSession: task.userSession && { ...task.userSession, ...tokens } };
        case 'forget-device':
            return { ...task, ...tokens };
        case 'revoke-token':
            return { ...task, refreshToken: tokens.refreshToken };
        default:
            return task;
    }
}

// EXTERNAL MODULE: ./build/cleanup/state.js
var cleanup_state = __webpack_require__(9258);
;// CONCATENATED MODULE: ./build/cleanup/run-cleanup.js








/**
 * Performs all cleanup tasks in the state. A task that fails is logged as a warning, and the next one follows.
 *
 * @throws {ActionError} `state-unreadable`
 */
async function runCleanup(postDeps) {
    const { runner } = postDeps;
    const deps = { ...postDeps, newestRefreshTokens: new NewestRefreshTokens() };
    const state = (0,cleanup_state/* readState */.u)(runner);
    if (state === undefined || state.tasks.length === 0) {
        runner.info('Nothing to clean up.');
        return;
    }
    const own = deps.cognito.useEndpoints(state.endpoints);
    let latestTokens;
    const taskDeps = {
        ...deps,
        async stopProxy(proxy) {
            const stopped = await deps.stopProxy(proxy);
            latestTokens = stopped.tokens;
            secretsOf(latestTokens).forEach(runner.mask);
            return stopped;
        },
    };
    const rows = [];
    for (const [index, task] of state.tasks.entries()) {
        try {
            const result = await performInShare(withLatestTokens(task, latestTokens), state.tasks.length - index, own, taskDeps);
            runner.info(result);
            rows.push([summaryName(task), result]);
        }
        catch (error) {
            const hint = mayConnectOtherwise(error) && own.changed.length > 0
                ? `Between main and this post step, ${own.changed.join(' and ')} changed. Keep the value that main had.`
                : '';
            const message = (0,action_error/* formatMessage */.hw)(error, runner.action.troubleshooting, hint);
            runner.warning(message);
            rows.push([summaryName(task), message]);
        }
    }
    if (state.jobSummary) {
        await runner.writeSummary('Cognito cleanup', rows);
    }
}
function secretsOf(tokens) {
    return tokens === undefined ? [] : [...(0,build_tokens/* secretsOfToken */.aU)(tokens.accessToken), tokens.refreshToken];
}
const SUMMARY_NAMES = {
    'stop-proxy': 'Proxy',
    'delete-user': 'Ephemeral user',
    'keep-user': 'Ephemeral user',
    'forget-device': 'Device',
    'revoke-token': 'Refresh token',
    'delete-identity': 'Identity',
};
const FILE_NAMES = {
    'postman-environment': 'Postman environment',
    'storage-state': 'browser storage state',
};
function summaryName(task) {
    return task.kind === 'remove-file' ? FILE_NAMES[task.file] : SUMMARY_NAMES[task.kind];
}
/** Performs a task in its share of the time, so that a hanging call leaves time for the tasks after it. */
function performInShare(task, tasksLeft, own, deps) {
    const { timeLimit } = deps;
    return tasksLeft === 1
        ? performEitherWay(task, own, deps)
        : timeLimit.within(timeLimit.remainingMs() / tasksLeft, () => performEitherWay(task, own, deps));
}
/** Connects as main did, and by this step's own environment if that fails and they differ. */
async function performEitherWay(task, own, deps) {
    if (own.changed.length === 0) {
        return perform(task, deps);
    }
    try {
        return await deps.timeLimit.within(deps.timeLimit.remainingMs() / 2, () => perform(task, deps));
    }
    catch (error) {
        if (!mayConnectOtherwise(error)) {
            throw error;
        }
        own.use();
        return perform(task, deps);
    }
}
/** Returns true if another way to connect may help. */
function mayConnectOtherwise(error) {
    return ((0,action_error/* isUnreachable */.R0)(error) ||
        (error instanceof action_error/* ActionError */.lZ && 'isUnreachable' in error.failure && error.failure.isUnreachable));
}
/** @returns what was done, for the log */
async function perform(task, deps) {
    const { runner, cognito, newestRefreshTokens, stopProxy } = deps;
    // The state must not hold the client secret, because later steps can read it. The input is gone in post if its value
    // came from the job's environment.
    const clientSecret = runner.readInput('client-secret').trim() || undefined;
    switch (task.kind) {
        case 'stop-proxy':
            return (0,tally/* formatReport */.C)((await stopProxy(task)).report);
        case 'keep-user':
            return `Kept the ephemeral user in user pool ${task.userPoolId}: delete-user is false.`;
        case 'delete-user':
            return deleteEphemeralUser(task, { ...deps, clientSecret });
        case 'forget-device': {
            const { deviceKey } = task;
            const outcome = await withUserToken(task, { ...deps, clientSecret }, (appClient, accessToken) => appClient.forgetDevice(accessToken, deviceKey));
            return outcome === 'forgotten'
                ? 'Forgot the device of the stored user.'
                : 'The device of the stored user does not exist: nothing to forget.';
        }
        case 'revoke-token':
            await cognito
                .appClient({ region: task.region, clientId: task.clientId, clientSecret })
                .revokeToken(newestRefreshTokens.of(task.refreshToken))
                .catch(rethrowLostSecret);
            return 'Revoked the refresh token of the stored user.';
        case 'delete-identity':
            return deleteIdentity(task, cognito);
        case 'remove-file':
            return (await runner.removeFile(task.path)) === 'removed'
                ? `Removed the ${FILE_NAMES[task.file]}.`
                : `The ${FILE_NAMES[task.file]} does not exist: nothing to remove.`;
    }
}


/***/ }),

/***/ 6756:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _adapters_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(270);
/* harmony import */ var _cleanup_run_cleanup_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(95);
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5766);
/* harmony import */ var _platform_entry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(434);




/** Leaves 10 seconds of the promised minute for loading and exiting. */
const TIMEOUT_SECONDS = 50;
/** The runner kills a cancelled step 10 seconds after the first signal. */
const CANCELLED_TIMEOUT_SECONDS = 7;
const { runner, cognito, clock, timeLimit } = (0,_adapters_js__WEBPACK_IMPORTED_MODULE_0__/* .connectAdapters */ .T)();
timeLimit.set(TIMEOUT_SECONDS, 'post');
async function stopProxy(proxy) {
    // Loaded on demand, because few jobs have a proxy.
    const stop = await Promise.all(/* import() | proxy-control */[__webpack_require__.e("common"), __webpack_require__.e("proxy-control")]).then(__webpack_require__.bind(__webpack_require__, 8971));
    return stop.stopProxy(proxy);
}
await (0,_platform_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .runEntry */ .C)({
    run: () => (0,_cleanup_run_cleanup_js__WEBPACK_IMPORTED_MODULE_1__/* .runCleanup */ .K)({ runner, cognito, clock, timeLimit, stopProxy }),
    // A failed clean-up does not fail the job: its tests decide that.
    reportError: (error) => runner.warning((0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_2__/* .formatMessage */ .hw)(error, runner.action.troubleshooting)),
    // This is the last chance to delete the user.
    onCancel: () => timeLimit.shorten(CANCELLED_TIMEOUT_SECONDS),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
