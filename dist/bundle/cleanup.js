export const id = "cleanup";
export const ids = ["cleanup"];
export const modules = {

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
        const refreshed = await appClient
            .refreshTokens({ refreshToken, deviceKey, clientMetadata: {} })
            .catch(rethrowLostSecret);
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
        return await deleteWithCredentials(user, deps).catch((error) => {
            throw leftBehind(user, [error]);
        });
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
                .revokeToken(task.refreshToken)
                .catch(rethrowLostSecret);
            return 'Revoked the refresh token of the stored user.';
        case 'remove-file':
            return (await runner.removeFile(task.path)) === 'removed'
                ? 'Removed the Postman environment.'
                : 'The Postman environment does not exist: nothing to remove.';
    }
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




/** Leaves 10 seconds of the promised minute for loading and exiting. */
const TIMEOUT_SECONDS = 50;
/** The runner kills a cancelled step 10 seconds after the first signal. */
const CANCELLED_TIMEOUT_SECONDS = 7;
const { runner, cognito, clock, timeLimit } = (0,_adapters_js__WEBPACK_IMPORTED_MODULE_0__/* .connectAdapters */ .T)();
timeLimit.set(TIMEOUT_SECONDS);
await (0,_platform_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .runEntry */ .C)({
    run: () => (0,_cleanup_run_cleanup_js__WEBPACK_IMPORTED_MODULE_1__/* .runCleanup */ .K)({ runner, cognito, clock, timeLimit }),
    // A failed clean-up does not fail the job: its tests decide that.
    reportError: (error) => runner.warning((0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_2__/* .formatMessage */ .hw)(error, runner.action.troubleshooting)),
    // This is the last chance to delete the user.
    onCancel: () => timeLimit.shorten(CANCELLED_TIMEOUT_SECONDS),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
