export const id = "sweep";
export const ids = ["sweep"];
export const modules = {

/***/ 3992:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _adapters_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1720);
/* harmony import */ var _failures_withheld_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3643);
/* harmony import */ var _platform_entry_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(434);
/* harmony import */ var _platform_retry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2532);
/* harmony import */ var _platform_runner_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6013);
/* harmony import */ var _sweep_sweep_users_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6925);






const adapters = (0,_adapters_js__WEBPACK_IMPORTED_MODULE_0__/* .connectAdapters */ .T)(_platform_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .noRetry */ .sb);
const { runner, timeLimit } = adapters;
await (0,_platform_entry_js__WEBPACK_IMPORTED_MODULE_5__/* .runEntry */ .C)({
    run: () => (0,_sweep_sweep_users_js__WEBPACK_IMPORTED_MODULE_4__/* .sweepUsers */ .j)(adapters),
    reportError: async (error) => {
        (0,_platform_runner_js__WEBPACK_IMPORTED_MODULE_3__.failStep)(await (0,_failures_withheld_js__WEBPACK_IMPORTED_MODULE_1__/* .formatFinalMessage */ .V)(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
    },
    onCancel: () => timeLimit.interrupt(),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6925:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ sweepUsers)
});

// EXTERNAL MODULE: ./build/failures/action-error.js + 1 modules
var action_error = __webpack_require__(5766);
// EXTERNAL MODULE: ./build/ephemeral-user.js
var ephemeral_user = __webpack_require__(2335);
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
/**
 * Cognito's quota for user changes, which the whole account shares in a region and which AWS does not raise.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const MAX_DELETES_PER_SECOND = 25;
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
        deletesPerSecond: reader.integer('deletes-per-second', 1, MAX_DELETES_PER_SECOND),
        jobSummary: reader.boolean('job-summary'),
    };
}

// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
;// CONCATENATED MODULE: ./build/sweep/leftovers.js
/**
 * Which users of a pool are leftovers: how to search for them, and how to tell them from users who look like them.
 */

/** Where the name stands that a user signs in with: which of them depends on the user pool. */
const FIELDS = {
    email: ['username', 'email'],
    plain: ['username'],
    'phone-number': ['username', 'phone-number'],
};
/**
 * The searches that together find every leftover, each of them in one search alone. Cognito filters by the beginning of one field, so
 * there is one for each field and each beginning. Without a filter, every user of the pool would have to be read, 60 in a call.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html
 */
function leftoverSearches(usernameFormat) {
    return FIELDS[usernameFormat].flatMap((field) => ephemeral_user/* USERNAME_PREFIXES */.go[usernameFormat].map((prefix) => ({ field, prefix })));
}
/** Whether a user whom a search found is a leftover. What Cognito filtered by is checked again: lists lag behind, and ignore case. */
function isLeftover(user, search, rule) {
    return isEphemeralUser(user, search, rule.usernameFormat) && user.createdAt <= rule.createdUntil;
}
/** The same, whatever the age. */
function isEphemeralUser(user, search, usernameFormat) {
    const name = signInName(user, search.field);
    return name.startsWith(search.prefix) && (0,ephemeral_user/* isEphemeralUsername */.e)(name, usernameFormat);
}
/** Where users of another format stand whom the searches of this one do not find: the likeliest other one. */
function searchElsewhere(usernameFormat) {
    return usernameFormat === 'email'
        ? { format: 'plain', search: { field: 'username', prefix: 'gha-' } }
        : { format: 'email', search: { field: 'email', prefix: 'gha-' } };
}
/**
 * The name that the user signs in with, if it is this field; else empty. Where users sign in by e-mail or phone number, Cognito gives them
 * their `sub` for username. In all other pools, an e-mail address or phone number is only what somebody has, and proves nothing.
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

;// CONCATENATED MODULE: ./build/sweep/pace.js
/** Gives what waits for the next turn, until the last one is one interval ago. */
function createPacer(perSecond, { clock, timeLimit }) {
    let next = Number.NEGATIVE_INFINITY;
    return async () => {
        // A timer may end a moment early by the clock.
        for (let wait = next - clock.elapsed(); wait > 0; wait = next - clock.elapsed()) {
            await timeLimit.sleep(Math.ceil(wait));
        }
        next = clock.elapsed() + 1000 / perSecond;
    };
}

;// CONCATENATED MODULE: ./build/sweep/passes.js
/**
 * The leftovers of a user pool, pass by pass: who deletes while paging may be given page tokens that skip users, repeat or come empty. A pass is
 * the last one when it finds nobody whose turn it is.
 */


/** Gives each leftover its turn, and another one in a later pass where it was settled for now. Rejects with what `take` rejects with. */
async function takeLeftovers(context, take) {
    const done = new Set();
    /** In an earlier pass, and not for good. A pass in between may not list them. */
    const tried = new Set();
    let turns;
    do {
        turns = 0;
        const triedNow = new Set();
        for await (const user of findLeftovers(context)) {
            const { username } = user;
            if (done.has(username) || triedNow.has(username)) {
                continue;
            }
            turns++;
            const isSecond = tried.has(username);
            const settled = await take(user, isSecond ? 'second' : 'first');
            (settled === 'for-good' || isSecond ? done : triedNow).add(username);
        }
        for (const username of triedNow) {
            tried.add(username);
        }
    } while (turns > 0 && !context.inputs.dryRun);
}
/** One pass. */
async function* findLeftovers(context) {
    for (const search of leftoverSearches(context.rule.usernameFormat)) {
        for await (const user of findUsers(search, context)) {
            if (isLeftover(user, search, context.rule)) {
                yield user;
            }
        }
    }
}
/** Page by page: one may be empty although more follow. A token that is empty or comes again leads nowhere. */
async function* findUsers(search, context) {
    const seen = new Set([undefined, '']);
    let pageToken;
    do {
        seen.add(pageToken);
        const page = await (0,retry/* retry */.L5)(() => context.userPool.listUsers(search, { pageToken }), context.retryPolicy);
        yield* page.users;
        pageToken = page.nextPageToken;
    } while (!seen.has(pageToken));
}

;// CONCATENATED MODULE: ./build/sweep/retry-policy.js

const FIRST_BACKOFF_MS = 1_000;
/** Makes 6 attempts, with pauses of up to 1, 2, 4, 8 and 16 seconds: the sweep has no deadline. */
function createSweepRetryPolicy(random, timeLimit) {
    return {
        shouldRetry: retry/* isTransient */.dg,
        maxAttempts: 6,
        delayMs: (0,retry/* exponentialBackoff */.Ed)(random, FIRST_BACKOFF_MS),
        timeLimit,
    };
}

;// CONCATENATED MODULE: ./build/sweep/tally.js
/**
 * What a sweep has come to: its counts, and the words for them. It knows no names of users, so that it stays small.
 */
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
    /** Recognised and old enough. */
    get found() {
        return this.#found;
    }
    /** Found and not deleted, for whatever reason; nobody is to be in a dry run. */
    get failed() {
        return this.#inputs.dryRun ? 0 : this.#found - this.#deleted;
    }
    get failedInARow() {
        return this.#failedInARow;
    }
    /** Why the last try to delete a user failed that did; undefined where each was deleted in the end. */
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
/**
 * What the sweep does: deletes the ephemeral users that nobody cleaned up after, for instance because their runner was killed. It goes page by
 * page and user by user, so that its memory does not grow with the user pool.
 */








/** So many users in a row, each of them tried again and again: the cause is not in them. */
const MAX_FAILURES_IN_A_ROW = 10;
const HOUR_MS = 3_600_000;
const PROGRESS_INTERVAL_MS = 30_000;
/** Rejects with an `ActionError` when it could not go on, and when a user stays: a green schedule goes unread. */
async function sweepUsers(deps) {
    const { runner, clock } = deps;
    const inputs = parseSweepInputs(runner);
    const createdUntil = new Date(clock.now().getTime() - inputs.maxAgeHours * HOUR_MS);
    const rule = { usernameFormat: inputs.usernameFormat, createdUntil };
    const userPool = deps.cognito.userPool(inputs.userPool);
    const tally = new SweepTally(inputs);
    const retryPolicy = createSweepRetryPolicy(deps.random, deps.timeLimit);
    const sweep = { ...deps, retryPolicy, inputs, userPool, rule, tally };
    try {
        await deleteLeftovers(sweep);
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
    if (found === 0) {
        await lookElsewhere(sweep);
    }
}
async function deleteLeftovers(sweep) {
    const { inputs, tally, runner, clock } = sweep;
    const turnToDelete = createPacer(inputs.deletesPerSecond, sweep);
    let reportedAt = clock.elapsed();
    await takeLeftovers(sweep, async (user, turn) => {
        if (turn === 'first') {
            tally.countFound(user);
        }
        const settled = inputs.dryRun ? 'for-good' : await deleteUser(user, turnToDelete, sweep);
        const now = clock.elapsed();
        if (now - reportedAt >= PROGRESS_INTERVAL_MS) {
            runner.info(tally.sentence());
            reportedAt = now;
        }
        return settled;
    });
}
/** Deletes one user, each try in its turn. Rejects where it makes no sense to go on with the others. */
async function deleteUser({ username }, turn, sweep) {
    const { userPool, tally, runner } = sweep;
    try {
        await (0,retry/* retry */.L5)(async () => {
            await turn();
            // One who is not there any more counts as deleted: by a try whose answer got lost, or just now by the post step of its own job.
            await userPool.deleteUser(username);
        }, sweep.retryPolicy);
        tally.countDeleted();
        return 'for-good';
    }
    catch (error) {
        if (!(error instanceof action_error/* ActionError */.lZ) || (0,action_error/* isFailure */.N6)(error, 'interrupted') || (0,action_error/* hasTrait */.jp)(error, 'stopsSweep')) {
            throw error;
        }
        tally.countFailed(error);
        runner.info(`A user could not be deleted. ${(0,action_error/* formatMessage */.hw)(error, runner.action.troubleshooting)}`);
        if (tally.failedInARow === MAX_FAILURES_IN_A_ROW) {
            throw error;
        }
        return (0,action_error/* hasTrait */.jp)(error, 'isTransient') ? 'for-now' : 'for-good';
    }
}
/** A sweep with another `username-format` than that of the jobs finds nothing, and a green schedule goes unread. */
async function lookElsewhere(sweep) {
    const { inputs, userPool, runner } = sweep;
    const { usernameFormat } = inputs;
    const { format, search } = searchElsewhere(usernameFormat);
    const { users } = await (0,retry/* retry */.L5)(() => userPool.listUsers(search, { limit: 1 }), sweep.retryPolicy);
    if (users.some((user) => isEphemeralUser(user, search, format))) {
        const { userPoolId } = inputs.userPool;
        const failure = new action_error/* ActionError */.lZ({ code: 'username-format-elsewhere', userPoolId, usernameFormat, format });
        runner.warning((0,action_error/* formatMessage */.hw)(failure, runner.action.troubleshooting));
    }
}


/***/ })

};
