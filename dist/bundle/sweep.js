export const id = "sweep";
export const ids = ["sweep"];
export const modules = {

/***/ 3992:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _adapters_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(270);
/* harmony import */ var _failures_withheld_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3643);
/* harmony import */ var _platform_entry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(434);
/* harmony import */ var _platform_retry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2532);
/* harmony import */ var _platform_runner_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6013);
/* harmony import */ var _sweep_sweep_users_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3317);






const adapters = (0,_adapters_js__WEBPACK_IMPORTED_MODULE_0__/* .connectAdapters */ .T)(_platform_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .noRetry */ .sb);
const { runner, timeLimit } = adapters;
await (0,_platform_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .runEntry */ .C)({
    run: () => (0,_sweep_sweep_users_js__WEBPACK_IMPORTED_MODULE_5__/* .sweepUsers */ .j)(adapters),
    reportError: async (error) => {
        (0,_platform_runner_js__WEBPACK_IMPORTED_MODULE_4__.failStep)(await (0,_failures_withheld_js__WEBPACK_IMPORTED_MODULE_1__/* .formatFinalMessage */ .V)(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
    },
    onCancel: () => timeLimit.interrupt(),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3317:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ sweepUsers)
});

// EXTERNAL MODULE: ./build/failures/action-error.js
var action_error = __webpack_require__(8029);
// EXTERNAL MODULE: ./build/ephemeral-user.js
var ephemeral_user = __webpack_require__(2335);
// EXTERNAL MODULE: ./build/quotas.js
var quotas = __webpack_require__(5535);
// EXTERNAL MODULE: ./build/inputs/checks.js
var checks = __webpack_require__(7555);
// EXTERNAL MODULE: ./build/inputs/reading/reader.js + 3 modules
var reader = __webpack_require__(5013);
// EXTERNAL MODULE: ./build/inputs/rules.js
var rules = __webpack_require__(1671);
// EXTERNAL MODULE: ./build/inputs/user-pool.js
var user_pool = __webpack_require__(6080);
;// CONCATENATED MODULE: ./build/inputs/sweep.js






/** A year. */
const MAX_AGE_HOURS = 8760;
/** @throws {ActionError} `inputs-invalid`, which lists all problems */
function parseSweepInputs(source) {
    return reader/* InputReader */.i.readValid(source, ['sweep'], readSweep);
}
function readSweep(reader) {
    reader.require('user-pool-id', '');
    (0,checks/* checkValues */.X)(reader, (0,rules/* inputsFor */.pz)(['sweep']));
    return {
        userPool: (0,user_pool/* readUserPool */.If)(reader, (0,user_pool/* requireRegion */.CI)(reader, (0,user_pool/* readRegion */.XP)(reader, false))),
        usernameFormat: reader.choice('username-format', ephemeral_user/* USERNAME_FORMATS */.Ox),
        /** Younger users are kept. */
        maxAgeHours: reader.integer('max-age-hours', 0, MAX_AGE_HOURS),
        dryRun: reader.boolean('dry-run'),
        deletesPerSecond: reader.integer('deletes-per-second', 1, quotas/* USER_UPDATES_PER_SECOND */.UT),
        jobSummary: reader.boolean('job-summary'),
    };
}

// EXTERNAL MODULE: ./build/platform/pace.js
var pace = __webpack_require__(7559);
// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
;// CONCATENATED MODULE: ./build/sweep/leftovers.js

/** The fields that may hold the name that a user signs in with. The user pool decides which one does. */
const SIGN_IN_FIELDS = {
    email: ['username', 'email'],
    plain: ['username'],
    'phone-number': ['username', 'phone-number'],
};
/**
 * Returns the searches that together find every leftover exactly once. Cognito filters by the prefix of one field, so
 * there is one search per field and prefix. Without a filter, the sweep would read every user of the pool, 60 per call.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html
 */
function leftoverSearches(usernameFormat) {
    return SIGN_IN_FIELDS[usernameFormat].flatMap((field) => ephemeral_user/* USERNAME_PREFIXES */.go[usernameFormat].map((prefix) => ({ field, prefix })));
}
/** Checks age and username. Repeats Cognito's filter, because its result may be out of date and may ignore case. */
function isLeftover(user, search, rule) {
    return isEphemeralUser(user, search, rule.usernameFormat) && user.createdAt <= rule.createdUntil;
}
/** Checks the username, but not the age. */
function isEphemeralUser(user, search, usernameFormat) {
    const name = signInName(user, search.field);
    return name.startsWith(search.prefix) && (0,ephemeral_user/* isEphemeralUsername */.e)(name, usernameFormat);
}
/** Returns the most likely other format, and a search for users of that format. */
function searchOtherFormat(usernameFormat) {
    return usernameFormat === 'email'
        ? { format: 'plain', search: { field: 'username', prefix: 'gha-' } }
        : { format: 'email', search: { field: 'email', prefix: 'gha-' } };
}
/**
 * Returns the name that the user signs in with if it is in this field, else an empty string. In a pool that signs in by
 * e-mail address or phone number, the username is the `sub`. In other pools, an e-mail address or phone number is an
 * ordinary attribute, which any user may have.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
function signInName({ username, sub, email, phoneNumber }, field) {
    const signsInByUsername = username !== sub;
    switch (field) {
        case 'username':
            return signsInByUsername ? username : '';
        case 'email':
            return signsInByUsername ? '' : email;
        case 'phone-number':
            return signsInByUsername ? '' : phoneNumber;
    }
}

;// CONCATENATED MODULE: ./build/sweep/passes.js


const HOUR_MS = 3_600_000;
/** The latest time of a `Date`. */
const LATEST_MS = 8.64e15;
/**
 * Processes each leftover once, and a second time in a later pass if the first outcome was `retry-later`. Rejects with
 * the error of `process`.
 */
async function processLeftovers(context, process) {
    const done = new Set();
    /** Usernames to retry from all earlier passes: the previous pass may not have listed them. */
    const toRetry = new Set();
    let processed;
    do {
        processed = 0;
        const toRetryNext = new Set();
        for await (const user of findLeftovers(context)) {
            const { username } = user;
            if (done.has(username) || toRetryNext.has(username)) {
                continue;
            }
            processed++;
            const isSecondTry = toRetry.has(username);
            const outcome = await process(user, isSecondTry);
            (outcome === 'done' || isSecondTry ? done : toRetryNext).add(username);
        }
        for (const username of toRetryNext) {
            toRetry.add(username);
        }
    } while (processed > 0 && !context.inputs.dryRun);
}
/** Lists the leftovers in one pass. */
async function* findLeftovers(context) {
    const { usernameFormat, maxAgeHours } = context.inputs;
    for (const search of leftoverSearches(usernameFormat)) {
        for await (const { users, listedAt } of fetchPages(search, context)) {
            // With 0, users are old enough that are younger than the resolution of the service's clock.
            const createdUntil = new Date(maxAgeHours === 0 ? LATEST_MS : listedAt.getTime() - maxAgeHours * HOUR_MS);
            yield* users.filter((user) => isLeftover(user, search, { usernameFormat, createdUntil }));
        }
    }
}
/** Fetches page after page. An empty page may have a successor. An empty or repeated page token ends the search. */
async function* fetchPages(search, context) {
    const seen = new Set([undefined, '']);
    let pageToken;
    do {
        seen.add(pageToken);
        const page = await (0,retry/* retry */.L5)(() => context.userPool.listUsers(search, { pageToken }), context.retryPolicy);
        yield page;
        pageToken = page.nextPageToken;
    } while (!seen.has(pageToken));
}

;// CONCATENATED MODULE: ./build/sweep/retry-policy.js

const FIRST_BACKOFF_MS = 1_000;
/** Makes 6 attempts, with pauses of up to 1, 2, 4, 8 and 16 seconds: the sweep has no deadline. */
function createSweepRetryPolicy(random, timeLimit) {
    return { shouldRetry: retry/* isTransient */.dg, maxAttempts: 6, delayMs: (0,retry/* exponentialBackoff */.Ed)(random, FIRST_BACKOFF_MS), timeLimit };
}

;// CONCATENATED MODULE: ./build/sweep/tally.js
/** Counts the results of a sweep and formats them. Holds no usernames, so that it stays small. */
class SweepTally {
    #inputs;
    #found = 0;
    #deleted = 0;
    #failedInARow = 0;
    #oldest;
    #lastFailure;
    constructor(inputs) {
        this.#inputs = inputs;
    }
    /** The number of users that are recognised and old enough. */
    get found() {
        return this.#found;
    }
    /** The number of users that were found and not deleted. 0 in a dry run. */
    get failed() {
        return this.#inputs.dryRun ? 0 : this.#found - this.#deleted;
    }
    get failedInARow() {
        return this.#failedInARow;
    }
    /** The last failure of a deletion. Undefined if every user was deleted in the end. */
    get lastFailure() {
        return this.failed === 0 ? undefined : this.#lastFailure;
    }
    countFound({ createdAt }) {
        this.#found++;
        this.#oldest = this.#oldest === undefined || createdAt < this.#oldest ? createdAt : this.#oldest;
    }
    countDeleted() {
        this.#deleted++;
        this.#failedInARow = 0;
    }
    countFailed(failure) {
        this.#failedInARow++;
        this.#lastFailure = failure;
    }
    sentence() {
        const { userPool, maxAgeHours, dryRun } = this.#inputs;
        const oldest = this.#oldest === undefined ? '' : ` (oldest: ${this.#oldest.toISOString()})`;
        const found = `Leftover users in user pool ${userPool.userPoolId}, older than max-age-hours (${maxAgeHours}): ${this.#found} found${oldest}`;
        return dryRun
            ? `${found}. This is a dry run: nothing was deleted.`
            : `${found}, ${this.#deleted} deleted, ${this.failed} failed.`;
    }
    writeOutputs(runner) {
        runner.writeOutput('FOUND', String(this.#found));
        runner.writeOutput('DELETED', String(this.#deleted));
        runner.writeOutput('FAILED', String(this.failed));
    }
    summaryRows() {
        const { userPool, usernameFormat, maxAgeHours, dryRun } = this.#inputs;
        return [
            ['User pool', userPool.userPoolId],
            ['Username format', usernameFormat],
            ['Minimum age', `${maxAgeHours} hours`],
            ['Found', String(this.#found)],
            ['Oldest', this.#oldest?.toISOString() ?? 'none'],
            ['Deleted', dryRun ? 'none: a dry run' : String(this.#deleted)],
            ['Failed', String(this.failed)],
        ];
    }
}

;// CONCATENATED MODULE: ./build/sweep/sweep-users.js








/** After this many failed users in a row, the cause is not a single user. */
const MAX_FAILURES_IN_A_ROW = 10;
const PROGRESS_INTERVAL_MS = 30_000;
/** Rejects with an `ActionError` if a user is left, because nobody reads the log of a successful scheduled run. */
async function sweepUsers(deps) {
    const { runner } = deps;
    const inputs = parseSweepInputs(runner);
    const userPool = deps.cognito.userPool(inputs.userPool);
    const tally = new SweepTally(inputs);
    const retryPolicy = createSweepRetryPolicy(deps.random, deps.timeLimit);
    const sweep = { ...deps, retryPolicy, inputs, userPool, tally };
    try {
        // Fails if an endpoint is unusable, before credentials are sent there.
        await deps.cognito.readEndpoints({ ...inputs.userPool, hasIdentityPool: false });
        await deleteLeftovers(sweep);
        if (tally.found === 0) {
            await warnOfOtherFormat(sweep);
        }
    }
    catch (error) {
        throw (0,action_error/* isFailure */.N6)(error, 'interrupted') ? new action_error/* ActionError */.lZ({ code: 'sweep-interrupted' }) : error;
    }
    finally {
        runner.info(tally.sentence());
        tally.writeOutputs(runner);
        if (inputs.jobSummary) {
            await runner.writeSummary('Cognito sweep', tally.summaryRows());
        }
    }
    const { found, failed, lastFailure } = tally;
    if (lastFailure !== undefined) {
        const { userPoolId } = inputs.userPool;
        throw new action_error/* ActionError */.lZ({
            code: 'sweep-incomplete',
            userPoolId,
            found,
            failed,
            reason: (0,action_error/* describeProblem */.BJ)(lastFailure),
        });
    }
}
async function deleteLeftovers(sweep) {
    const { inputs, tally, runner, clock } = sweep;
    const pacer = (0,pace/* createPacer */.g)(inputs.deletesPerSecond, sweep);
    let reportedAt = clock.elapsed();
    await processLeftovers(sweep, async (user, isSecondTry) => {
        if (!isSecondTry) {
            tally.countFound(user);
        }
        const outcome = inputs.dryRun ? 'done' : await deleteUser(user, pacer, sweep);
        const now = clock.elapsed();
        if (now - reportedAt >= PROGRESS_INTERVAL_MS) {
            runner.info(tally.sentence());
            reportedAt = now;
        }
        return outcome;
    });
}
/** Deletes one user. Each attempt waits for its slot. Rejects if the other users would fail too. */
async function deleteUser({ username }, pacer, sweep) {
    const { userPool, tally, runner } = sweep;
    try {
        await (0,retry/* retry */.L5)(async () => {
            await pacer.nextSlot();
            // A missing user counts as deleted: by an attempt whose answer was lost, or by the post step of its job.
            await userPool.deleteUser(username);
        }, sweep.retryPolicy);
        tally.countDeleted();
        return 'done';
    }
    catch (error) {
        if (!(error instanceof action_error/* ActionError */.lZ) || (0,action_error/* isFailure */.N6)(error, 'interrupted') || (0,action_error/* hasTrait */.jp)(error, 'affectsAllUsers')) {
            throw error;
        }
        tally.countFailed(error);
        runner.info(`A user could not be deleted. ${(0,action_error/* formatMessage */.hw)(error, runner.action.troubleshooting)}`);
        if (tally.failedInARow === MAX_FAILURES_IN_A_ROW) {
            throw error;
        }
        return (0,action_error/* hasTrait */.jp)(error, 'isTransient') ? 'retry-later' : 'done';
    }
}
/** Warns if the pool has ephemeral users of another `username-format`, which this sweep does not find. */
async function warnOfOtherFormat(sweep) {
    const { inputs, userPool, runner } = sweep;
    const { usernameFormat } = inputs;
    const { format, search } = searchOtherFormat(usernameFormat);
    const { users } = await (0,retry/* retry */.L5)(() => userPool.listUsers(search, { limit: 1 }), sweep.retryPolicy);
    if (users.some((user) => isEphemeralUser(user, search, format))) {
        const { userPoolId } = inputs.userPool;
        const failure = new action_error/* ActionError */.lZ({ code: 'username-format-elsewhere', userPoolId, usernameFormat, format });
        runner.warning((0,action_error/* formatMessage */.hw)(failure, runner.action.troubleshooting));
    }
}


/***/ })

};
