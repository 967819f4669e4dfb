export const id = 756;
export const ids = [756];
export const modules = {

/***/ 4656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n: () => (/* binding */ cleanUp)
});

// EXTERNAL MODULE: ./build/failures/action-error.js + 11 modules
var action_error = __webpack_require__(8701);
;// CONCATENATED MODULE: ./build/clean-up/own-session.js
/**
 * What a user's own access token does, as long as it is good; after that, one that its refresh token gives.
 */

/** An access token that ends while the call is under way is none. */
const VALIDITY_MARGIN_IN_MS = 10_000;
/** Rejects as the call does, or as refreshing does. */
function withOwnToken({ region, clientId, accessToken, refreshToken, expiresAt, deviceKey }, { cognito, clock, clientSecret }, call) {
    const appClient = cognito.appClient({ region, clientId, clientSecret });
    const callAfterRefresh = async () => {
        const refreshed = await appClient.refreshTokens({ refreshToken, deviceKey, clientMetadata: {} });
        return call(appClient, refreshed.accessToken);
    };
    const isValid = Date.parse(expiresAt) - clock.now().getTime() > VALIDITY_MARGIN_IN_MS;
    if (!isValid) {
        return callAfterRefresh();
    }
    return call(appClient, accessToken).catch((refusal) => {
        // The clock of this machine may be wrong, and the token expired.
        if (!(0,action_error/* isFailure */.N6)(refusal, 'access-token-rejected')) {
            throw refusal;
        }
        return callAfterRefresh().catch((error) => {
            throw (0,action_error/* isFailure */.N6)(error, 'refresh-token-rejected') ? refusal : error;
        });
    });
}

;// CONCATENATED MODULE: ./build/clean-up/delete-user.js
/**
 * Deletes an ephemeral user, by whatever still has the right to: the job's or the role's credentials, else the user's own access token.
 */


/** What credentials may take where the user's own access token can do it as well, or half the time: an endpoint that hangs is not to use it up. */
const SECONDS_FOR_CREDENTIALS = 20;
/** Rejects with an `ActionError` `user-left-behind`. Gives what was done, for people to read. */
async function deleteEphemeralUser(user, world) {
    const { ownSession } = user;
    if (ownSession === undefined) {
        return await deleteByCredentials(user, world).catch((error) => {
            throw leftBehind(user, [error]);
        });
    }
    try {
        const seconds = Math.min(SECONDS_FOR_CREDENTIALS, world.timeLimit.millisecondsLeft() / 2000);
        return await world.timeLimit.within(seconds, () => deleteByCredentials(user, world));
    }
    catch (error) {
        return await deleteWithoutCredentials(user, ownSession, error, world);
    }
}
async function deleteWithoutCredentials(user, session, reason, world) {
    const { userPoolId } = user.userPool;
    try {
        const outcome = await deleteByOwnToken(session, world);
        return outcome === 'deleted'
            ? `Deleted the ephemeral user from user pool ${userPoolId} with its own access token, because ${(0,action_error/* findingOf */.hD)(reason)}`
            : notThere(userPoolId);
    }
    catch (error) {
        if (!(0,action_error/* means */.pG)(reason, 'passing')) {
            throw leftBehind(user, [reason, error]);
        }
        // What hung or had a fault may have come to itself since.
        return await deleteByCredentials(user, world).catch((again) => {
            throw leftBehind(user, [again, error]);
        });
    }
}
/** A user whose creation nobody confirmed can appear after post looked for it the first time. */
const LATE_APPEARANCE_IN_MS = 2_000;
async function deleteByCredentials(user, { cognito, timeLimit }) {
    const { username, creation } = user;
    const { userPoolId } = user.userPool;
    const userPool = cognito.userPool(user.userPool);
    let outcome = await userPool.deleteUser(username);
    if (outcome === 'not-found' && creation === 'begun') {
        await timeLimit.sleep(LATE_APPEARANCE_IN_MS);
        outcome = await userPool.deleteUser(username);
    }
    return outcome === 'deleted' ? `Deleted the ephemeral user from user pool ${userPoolId}.` : notThere(userPoolId);
}
function notThere(userPoolId) {
    return `The ephemeral user is not in user pool ${userPoolId}: nothing to delete.`;
}
/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html, which needs no AWS credentials */
function deleteByOwnToken(session, world) {
    return withOwnToken(session, world, (appClient, accessToken) => appClient.deleteOwnUser(accessToken));
}
function leftBehind({ userPool, creation }, errors) {
    const { userPoolId } = userPool;
    // Cognito says the same of the token of a user who was signed out and of one who is gone.
    const isCertain = creation === 'confirmed' && !errors.some((error) => (0,action_error/* isFailure */.N6)(error, 'access-token-rejected'));
    return new action_error/* ActionError */.lZ({
        code: 'user-left-behind',
        userPoolId,
        reason: errors.map(action_error/* findingOf */.hD).join(' '),
        isCertain,
        hasRole: userPool.role !== undefined,
    });
}

// EXTERNAL MODULE: ./build/clean-up/state.js
var clean_up_state = __webpack_require__(9877);
;// CONCATENATED MODULE: ./build/clean-up/clean-up.js
/**
 * What the post step does: takes away what main left behind. A ladder, in which each reason not to act is one line of log.
 */




/** Whatever cannot be cleaned up is a warning, and keeps nothing else from being cleaned up. */
async function cleanUp(world) {
    const { runner } = world;
    const state = (0,clean_up_state/* readState */.u)(runner);
    if (state === undefined || state.cleanUps.length === 0) {
        runner.info('Nothing to clean up.');
        return;
    }
    world.cognito.useEndpoints(state.endpoints);
    const rows = [];
    for (const task of state.cleanUps) {
        try {
            const done = await perform(task, world);
            runner.info(done);
            rows.push([SUMMARY_NAMES[task.act], done]);
        }
        catch (error) {
            const message = (0,action_error/* messageOf */.bD)(error, runner.action.troubleshooting);
            runner.warning(message);
            rows.push([SUMMARY_NAMES[task.act], message]);
        }
    }
    if (state.jobSummary) {
        await runner.writeSummary('Cognito clean-up', rows);
    }
}
const SUMMARY_NAMES = {
    'delete-user': 'Ephemeral user',
    'keep-user': 'Ephemeral user',
    'forget-device': 'Device',
    'revoke-token': 'Refresh token',
    'remove-file': 'Postman environment',
};
/** Gives what was done, for people to read. */
async function perform(task, { runner, cognito, clock, timeLimit }) {
    // The client secret is not in the state, which later steps can read. It is an input still, unless it came from the job's environment.
    const clientSecret = runner.readInput('client-secret').trim() || undefined;
    switch (task.act) {
        case 'keep-user':
            return `The ephemeral user stays in user pool ${task.userPoolId}, because delete-user is false.`;
        case 'delete-user':
            return deleteEphemeralUser(task, { cognito, clock, timeLimit, clientSecret });
        case 'forget-device': {
            const { deviceKey } = task;
            const outcome = await withOwnToken(task, { cognito, clock, clientSecret }, (appClient, accessToken) => appClient.forgetDevice(accessToken, deviceKey));
            return outcome === 'forgotten' ? 'Forgot the device of the stored user.' : 'There is no device to forget.';
        }
        case 'revoke-token':
            await cognito
                .appClient({ region: task.region, clientId: task.clientId, clientSecret })
                .revokeToken(task.refreshToken);
            return 'Revoked the refresh token of the stored user.';
        case 'remove-file':
            return (await runner.removeFile(task.path)) === 'removed'
                ? 'Removed the Postman environment.'
                : 'There is no Postman environment to remove.';
    }
}


/***/ }),

/***/ 9877:
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
    const cleanUps = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'cleanUps');
    return (isEndpoints((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'endpoints')) &&
        typeof (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'jobSummary') === 'boolean' &&
        Array.isArray(cleanUps) &&
        cleanUps.every(isCleanUp));
}
function isEndpoints(value) {
    return typeof value === 'object' && value !== null && hasTexts(value, ...Object.keys(value));
}
function isCleanUp(value) {
    const act = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'act');
    return ((act === 'delete-user' && isUserToDelete(value)) ||
        (act === 'keep-user' && hasTexts(value, 'userPoolId')) ||
        (act === 'forget-device' && isOwnSession(value) && hasTexts(value, 'deviceKey')) ||
        (act === 'revoke-token' && hasTexts(value, 'region', 'clientId', 'refreshToken')) ||
        (act === 'remove-file' && hasTexts(value, 'path')));
}
function isUserToDelete(value) {
    const userPool = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'userPool');
    const role = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(userPool, 'role');
    const creation = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'creation');
    const ownSession = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'ownSession');
    return (hasTexts(userPool, 'region', 'userPoolId') &&
        (role === undefined || hasTexts(role, 'arn', 'audience')) &&
        hasTexts(value, 'username') &&
        (creation === 'begun' || creation === 'confirmed') &&
        (ownSession === undefined || isOwnSession(ownSession)));
}
function isOwnSession(value) {
    return (hasTexts(value, 'region', 'clientId', 'accessToken', 'refreshToken', 'expiresAt') &&
        ['undefined', 'string'].includes(typeof (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, 'deviceKey')));
}
function hasTexts(value, ...names) {
    return names.every((name) => typeof (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldOf */ ._F)(value, name) === 'string');
}


/***/ }),

/***/ 6756:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _adapters_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5969);
/* harmony import */ var _clean_up_clean_up_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4656);
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8701);
/* harmony import */ var _world_step_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9161);




/** With what comes before and after, post ends within a minute. */
const TIMEOUT_SECONDS = 50;
/** After so long, the runner does not wait much longer for a cancelled step. */
const CANCELLED_TIMEOUT_SECONDS = 7;
const { runner, cognito, clock, timeLimit } = (0,_adapters_js__WEBPACK_IMPORTED_MODULE_0__/* .connectAdapters */ .T)();
timeLimit.set(TIMEOUT_SECONDS);
await (0,_world_step_js__WEBPACK_IMPORTED_MODULE_3__/* .runStep */ .e)({
    work: () => (0,_clean_up_clean_up_js__WEBPACK_IMPORTED_MODULE_1__/* .cleanUp */ .n)({ runner, cognito, clock, timeLimit }),
    // Whether the job failed is for its tests to say.
    say: (error) => runner.warning((0,_failures_action_error_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error, runner.action.troubleshooting)),
    // Nothing comes after this: whoever is left now, stays.
    onCancel: () => timeLimit.hurry(CANCELLED_TIMEOUT_SECONDS),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
