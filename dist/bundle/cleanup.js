export const id = "cleanup";
export const ids = ["cleanup"];
export const modules = {

/***/ 5116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ runCleanup)
});

// EXTERNAL MODULE: ./build/failures/action-error.js
var action_error = __webpack_require__(8029);
// EXTERNAL MODULE: ./build/proxy/tally.js
var tally = __webpack_require__(5425);
// EXTERNAL MODULE: ./build/tokens.js
var tokens = __webpack_require__(1816);
;// CONCATENATED MODULE: ./build/cleanup/delete-identities.js

/**
 * Deletes the identities of ephemeral users. A failure is no warning: nobody can use an identity without its user.
 *
 * @param ids those that are known; empty if the users file with them was lost
 * @returns what was done, for the log
 */
async function deleteIdentities({ identityPool, userPool }, ids, cognito) {
    const pool = `identity pool ${identityPool.identityPoolId}`;
    const isOne = ids.length === 1;
    const stay = `${isOne ? 'The identity of the ephemeral user stays' : 'The identities of the ephemeral users stay'} in ${pool}, where nobody can use ${isOne ? 'it' : 'them'}.`;
    if (ids.length === 0) {
        return `${stay} The users file does not list them.`;
    }
    try {
        const connected = await cognito.identityPool(identityPool, userPool);
        await connected.deleteIdentities(ids);
        return `Deleted ${isOne ? 'the identity of the ephemeral user' : `${ids.length} identities of ephemeral users`} from ${pool}.`;
    }
    catch (error) {
        return `${stay} ${(0,action_error/* describeProblem */.BJ)(error)}`;
    }
}

// EXTERNAL MODULE: ./build/platform/parallel.js
var parallel = __webpack_require__(3351);
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
/** Deletes an ephemeral user. Never rejects. */
async function deleteEphemeralUser(username, session, deps) {
    const { credentials, timeLimit } = deps;
    if (session === undefined) {
        return await deleteNewUser(username, deps);
    }
    if (credentials.error === undefined) {
        try {
            const timeoutMs = Math.min(CREDENTIALS_TIMEOUT_MS, timeLimit.remainingMs() / 2);
            return await timeLimit.within(timeoutMs, () => deleteWithCredentials(username, deps));
        }
        catch (error) {
            credentials.error = error;
        }
    }
    return await deleteWithUserToken(username, session, credentials.error, deps);
}
/**
 * Deletes a user with its own access token, whatever its name is now. If the token is rejected, the user was deleted
 * before. With a token that lacks the scope to delete its user, tests cannot change the user's name either. Never
 * rejects.
 */
async function deleteRenamedUser(session, deps) {
    const outcome = await deleteByToken(session, deps).catch((error) => (0,action_error/* isFailure */.N6)(error, 'access-token-rejected') || (0,action_error/* isFailure */.N6)(error, 'access-token-unscoped') ? 'not-found' : 'may-exist');
    return { outcome };
}
/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html, which needs no AWS credentials */
function deleteByToken(session, deps) {
    return withUserToken(session, deps, (appClient, accessToken) => appClient.deleteSignedInUser(accessToken));
}
async function deleteWithUserToken(username, session, credentialsError, deps) {
    try {
        const outcome = await deleteByToken(session, deps);
        return outcome === 'deleted'
            ? { outcome: 'deleted-by-token', credentialsProblem: (0,action_error/* describeProblem */.BJ)(credentialsError) }
            : { outcome };
    }
    catch (error) {
        // AWS credentials of another account do not find the user pool either, so the app client has to confirm it.
        const isAppClientGone = (0,action_error/* isServiceError */.gi)(error, NOT_FOUND) && !(0,action_error/* isFailure */.N6)(error, 'device-unknown');
        if ((0,action_error/* isFailure */.N6)(error, 'user-pool-not-found') || (isAppClientGone && (0,action_error/* isServiceError */.gi)(credentialsError, NOT_FOUND))) {
            return { outcome: 'pool-gone' };
        }
        if (!(0,action_error/* hasTrait */.jp)(credentialsError, 'isTransient')) {
            return { outcome: 'failed', errors: [credentialsError, error] };
        }
        // The endpoint may have recovered in the meantime.
        return await deleteWithCredentials(username, deps).catch((secondError) => ({
            outcome: 'failed',
            errors: [secondError, error],
        }));
    }
}
/** Without a user pool or app client. A missing user has an exception of its own. */
const NOT_FOUND = 'ResourceNotFoundException';
async function deleteWithCredentials(username, { cognito, userPool }) {
    const outcome = await cognito.userPool(userPool).deleteUser(username);
    return { outcome: outcome === 'no-longer-found' ? 'deleted' : outcome };
}
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 5_000;
/** Deletes a user that nobody has signed in as. Cognito may not find such a user for a while although it exists. */
async function deleteNewUser(username, deps) {
    const { cognito, userPool, credentials, clock, lookUntil, timeLimit } = deps;
    let isNoLongerFound = false;
    try {
        for (let pauseMs = FIRST_PAUSE_MS;; pauseMs = Math.min(pauseMs + FIRST_PAUSE_MS, MAX_PAUSE_MS)) {
            if ((0,action_error/* hasTrait */.jp)(credentials.error, 'affectsAllUsers')) {
                throw credentials.error;
            }
            const outcome = await cognito.userPool(userPool).deleteUser(username);
            if (outcome === 'deleted') {
                return { outcome };
            }
            isNoLongerFound ||= outcome === 'no-longer-found';
            if (clock.elapsed() >= lookUntil || timeLimit.remainingMs() <= pauseMs) {
                return { outcome: isNoLongerFound ? 'deleted' : 'may-exist' };
            }
            await timeLimit.sleep(pauseMs);
        }
    }
    catch (error) {
        credentials.error = error;
        return { outcome: 'failed', errors: [error] };
    }
}

// EXTERNAL MODULE: ./build/cleanup/usernames.js
var cleanup_usernames = __webpack_require__(8878);
;// CONCATENATED MODULE: ./build/cleanup/delete-users.js
/** Deletes the ephemeral users of a job, and says what became of them. */




/** Enough for Cognito's 25 deletions a second where each takes two seconds. */
const MAX_IN_PARALLEL = 50;
/** How long to look for new users: Lambda triggers may delay their creation by 15 seconds. */
const LOOK_FOR_MS = 20_000;
/**
 * Deletes the users, within the request quotas.
 *
 * @returns what was done, for the log
 * @throws {ActionError} `user-left-behind`, after as many users as possible were deleted
 */
async function deleteEphemeralUsers(task, deps) {
    const { clock, sessions } = deps;
    const deletionDeps = {
        ...deps,
        userPool: task.userPool,
        lookUntil: clock.elapsed() + LOOK_FOR_MS,
        credentials: { error: undefined },
    };
    const usernames = (0,cleanup_usernames/* unpackUsernames */.I)(task.usernames);
    const attempts = await (0,parallel/* inParallel */.H)(usernames, MAX_IN_PARALLEL, async (username) => {
        const session = sessions.get(username);
        return { session, deletion: await deleteEphemeralUser(username, session, deletionDeps) };
    });
    const deletions = usernames.length === 1
        ? attempts.map(({ deletion }) => deletion)
        : await (0,parallel/* inParallel */.H)(attempts, MAX_IN_PARALLEL, (attempt) => lookForRenamed(attempt, deletionDeps));
    const left = deletions.filter(isLeft);
    if (left.length > 0) {
        throw leftBehind(task, left, deletions.length);
    }
    return describeDeletions(deletions.filter(isDone), task.userPool.userPoolId);
}
/**
 * The state names many users by their e-mail addresses or phone numbers, which tests can change. This comes after the
 * deletion of all others, because most users who are not found were deleted by the tests.
 */
async function lookForRenamed({ session, deletion }, deps) {
    return session !== undefined && deletion.outcome === 'not-found' ? await deleteRenamedUser(session, deps) : deletion;
}
function isLeft(deletion) {
    return deletion.outcome === 'may-exist' || deletion.outcome === 'failed';
}
function isDone(deletion) {
    return !isLeft(deletion);
}
/** Returns a sentence for each outcome. */
function describeDeletions(deletions, userPoolId) {
    const outcomes = deletions.map(({ outcome }) => outcome);
    const examples = deletions.filter(({ outcome }, index) => outcomes.indexOf(outcome) === index);
    return examples
        .map((example) => {
        const count = outcomes.filter((outcome) => outcome === example.outcome).length;
        return describeDeletion(example, deletions.length === 1 ? undefined : count, `user pool ${userPoolId}`);
    })
        .join(' ');
}
/** @param count undefined for the only user of a job */
function describeDeletion(deletion, count, pool) {
    const isOne = count === undefined || count === 1;
    const users = count === undefined ? 'the ephemeral user' : `${count} ephemeral user${isOne ? '' : 's'}`;
    switch (deletion.outcome) {
        case 'deleted':
            return `Deleted ${users} from ${pool}.`;
        case 'deleted-by-token':
            return `Deleted ${users} from ${pool} with ${isOne ? 'its own access token' : 'their own access tokens'}. ${deletion.credentialsProblem}`;
        case 'not-found':
            return `${users.replace('the', 'The')} ${isOne ? 'is' : 'are'} not in ${pool}: nothing to delete.`;
        case 'pool-gone':
            return `${pool.replace('user', 'User')} does not exist any more, so its ephemeral ${isOne ? 'user does' : 'users do'} not either: nothing to delete.`;
    }
}
function leftBehind({ userPool, creation }, left, total) {
    const { userPoolId } = userPool;
    const failed = left.filter((deletion) => deletion.outcome === 'failed');
    const [first] = failed;
    const errors = failed.flatMap((deletion) => deletion.errors);
    return new action_error/* ActionError */.lZ({
        code: 'user-left-behind',
        userPoolId,
        count: left.length,
        total,
        reason: first === undefined
            ? `Cognito does not find ${left.length === 1 ? 'it, but it' : 'them, but they'} may still appear.`
            : first.errors.map(action_error/* describeProblem */.BJ).join(' '),
        isCertain: creation === 'confirmed' &&
            failed.length === left.length &&
            // Cognito rejects the token of a deleted user in the same words as that of a user who was signed out.
            !errors.some((error) => (0,action_error/* isFailure */.N6)(error, 'access-token-rejected')),
        hasRole: first === undefined || userPool.role !== undefined,
        isUnreachable: errors.some(action_error/* isUnreachable */.R0),
    });
}

// EXTERNAL MODULE: ./build/cleanup/saved-users.js
var saved_users = __webpack_require__(6489);
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
    const state = (0,cleanup_state/* readState */.u)(runner);
    if (state === undefined || state.tasks.length === 0) {
        runner.info('Nothing to clean up.');
        return;
    }
    const savedUsers = await (0,saved_users/* readSavedUsers */.s)(runner, state.tasks);
    const deps = { ...postDeps, newestRefreshTokens: new NewestRefreshTokens(), savedUsers };
    const own = deps.cognito.useEndpoints(state.endpoints);
    const rows = [];
    for (const [index, task] of state.tasks.entries()) {
        try {
            const result = await performInShare(task, state.tasks.slice(index), own, deps);
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
const SUMMARY_NAMES = {
    'stop-proxy': 'Proxy',
    'delete-users': 'Ephemeral users',
    'keep-users': 'Ephemeral users',
    'forget-device': 'Device',
    'revoke-token': 'Refresh token',
    'delete-identities': 'Identities',
};
const FILE_NAMES = {
    'postman-environment': 'Postman environment',
    'env-file': 'env file',
    'storage-state': 'browser storage state',
    users: 'users file',
    'users-csv': 'users file (CSV)',
};
function summaryName(task) {
    return task.kind === 'remove-file' ? FILE_NAMES[task.file] : SUMMARY_NAMES[task.kind];
}
/**
 * Performs a task in its share of the time, so that a hanging call leaves time for the tasks after it. Identities have
 * no share: nobody can use them without their users, and many users need most of the time.
 *
 * @param tasksLeft this task and those after it
 */
function performInShare(task, tasksLeft, own, deps) {
    const { timeLimit } = deps;
    const shares = tasksLeft.filter(({ kind }) => kind !== 'delete-identities').length;
    return shares <= 1
        ? performEitherWay(task, own, deps)
        : timeLimit.within(timeLimit.remainingMs() / shares, () => performEitherWay(task, own, deps));
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
    const { runner, cognito, newestRefreshTokens, savedUsers, stopProxy } = deps;
    // The state must not hold the client secret, because later steps can read it. The input is gone in post if its value
    // came from the job's environment.
    const clientSecret = runner.readInput('client-secret').trim() || undefined;
    switch (task.kind) {
        case 'stop-proxy': {
            const { report, rotation } = await stopProxy(task);
            if (rotation !== undefined) {
                (0,tokens/* secretsOfToken */.aU)(rotation.newest).forEach(runner.mask);
                newestRefreshTokens.replace(rotation.saved, rotation.newest);
            }
            return (0,tally/* formatReport */.C)(report);
        }
        case 'keep-users':
            return `Kept ${task.count === 1 ? 'the ephemeral user' : `${task.count} ephemeral users`} in user pool ${task.userPoolId}: delete-user is false.`;
        case 'delete-users':
            return deleteEphemeralUsers(task, { ...deps, sessions: savedUsers.sessions, clientSecret });
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
        case 'delete-identities':
            return deleteIdentities(task, savedUsers.identityIds, cognito);
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
/* harmony import */ var _cleanup_run_cleanup_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5116);
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8029);
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
    return stop.stopProxy(proxy, timeLimit.remainingMs());
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
