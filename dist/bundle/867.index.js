export const id = 867;
export const ids = [867,596];
export const modules = {

/***/ 1720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ connectAdapters)
});

// EXTERNAL MODULE: ./build/cognito/connect.js + 11 modules
var connect = __webpack_require__(5851);
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
// EXTERNAL MODULE: ./build/failures/action-error.js + 11 modules
var action_error = __webpack_require__(8701);
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

/***/ 2335:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OL: () => (/* binding */ randomBase32),
/* harmony export */   Ox: () => (/* binding */ USERNAME_FORMATS),
/* harmony export */   e: () => (/* binding */ isEphemeralUsername),
/* harmony export */   go: () => (/* binding */ USERNAME_PREFIXES),
/* harmony export */   wU: () => (/* binding */ generateEphemeralUser)
/* harmony export */ });
const USERNAME_FORMATS = ['email', 'plain', 'phone-number'];
/** Makes up a user that nobody else can have: its name holds 130 random bits (40 in the form of a phone number). */
function generateEphemeralUser(rule, run, random) {
    const username = generateUsername(rule, run, random);
    const temporaryPassword = generatePassword(rule.passwordLength, random);
    return {
        username,
        temporaryPassword,
        // User pools with a password history refuse a password that the user had before.
        permanentPassword: generatePassword(rule.passwordLength, random, temporaryPassword),
        attributes: { ...contactAttributes(rule, username), ...rule.userAttributes },
    };
}
/** Whether a username is one that this action made up: by the whole pattern, never by a prefix alone. */
function isEphemeralUsername(username, usernameFormat) {
    return RECOGNISERS[usernameFormat].test(username);
}
/** An unassigned country code (ITU-T E.164): the number can be nobody's. */
const PHONE_PREFIX = '+999';
/** What the usernames of a format begin with: to search for them. Whether one that is found is ephemeral, is for the recogniser to say. */
const USERNAME_PREFIXES = {
    email: ['gha-', 'success+gha-'],
    plain: ['gha-'],
    'phone-number': [PHONE_PREFIX],
};
const NAME = 'gha-\\d+-\\d+-[a-z2-7]{26}';
const RECOGNISERS = {
    // The mailbox simulator's label belongs to its domain: neither counts without the other.
    email: new RegExp(`^(${NAME}@(?!simulator\\.amazonses\\.com$)|success\\+${NAME}@(?=simulator\\.amazonses\\.com$))[^@\\s]+$`),
    plain: new RegExp(`^${NAME}$`),
    'phone-number': /^\+999\d{12}$/,
};
/**
 * Amazon SES's mailbox simulator takes any label behind `success+` and accepts the mail.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
const MAILBOX_SIMULATOR = 'simulator.amazonses.com';
function generateUsername({ usernameFormat, emailDomain }, run, random) {
    if (usernameFormat === 'phone-number') {
        return PHONE_PREFIX + draw('0123456789', 12, random);
    }
    const name = `gha-${run.runId}-${run.runAttempt}-${randomBase32(random)}`;
    if (usernameFormat === 'plain') {
        return name;
    }
    return emailDomain === MAILBOX_SIMULATOR ? `success+${name}@${emailDomain}` : `${name}@${emailDomain}`;
}
/** APIs tend to turn away users whose address is not verified, and these addresses have no mailbox to verify them with. */
function contactAttributes({ usernameFormat, createWith }, username) {
    if (usernameFormat === 'plain') {
        return {};
    }
    const name = usernameFormat === 'email' ? 'email' : 'phone_number';
    return { [name]: username, ...(createWith === 'admin' ? { [`${name}_verified`]: 'true' } : {}) };
}
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The symbols are unreserved in URIs (RFC 3986 section 2.3), and symbols to Cognito's password policy; none is special to shells or JSON. */
const PASSWORD_CHARACTERS = `${LETTERS}0123456789-_.~`;
const EVERY_CLASS = [/[A-Z]/, /[a-z]/, /[0-9]/, /[-_.~]/];
/**
 * A password that meets any usual policy and needs no quoting anywhere. It begins with a letter: a shell expands a leading `~`,
 * and programs read a leading `-` as an option.
 */
function generatePassword(length, random, other) {
    for (;;) {
        const password = draw(LETTERS, 1, random) + draw(PASSWORD_CHARACTERS, length - 1, random);
        if (password !== other && EVERY_CLASS.every((characters) => characters.test(password))) {
            return password;
        }
    }
}
/** 130 random bits, as 26 characters that every name may have: a-z and 2-7. */
function randomBase32(random) {
    return draw('abcdefghijklmnopqrstuvwxyz234567', 26, random);
}
function draw(characters, count, random) {
    return Array.from({ length: count }, () => characters.charAt(random.integerBelow(characters.length))).join('');
}


/***/ }),

/***/ 3643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ formatFinalMessage)
/* harmony export */ });
/* harmony import */ var _action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8701);
/**
 * Whether a failure may come from GitHub, which gives some runs no secrets: then the message says so.
 */

/**
 * The message that a step ends with: where something is missing that GitHub withheld, it says that, too.
 *
 * @param troubleshooting where `docs/troubleshooting.md` can be read
 */
async function formatFinalMessage(error, troubleshooting, whySecretsAreWithheld) {
    // Inputs can be wrong with none of them missing.
    const isMissing = (0,_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .hasTrait */ .jp)(error, 'mayBeMissingSecret') && !('isAnyEmpty' in error.failure && !error.failure.isAnyEmpty);
    const reason = isMissing ? await whySecretsAreWithheld() : undefined;
    return (0,_action_error_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMessage */ .hw)(error, troubleshooting, reason && HINTS[reason]);
}
const HINTS = {
    fork: "A pull request from a fork gets no secrets and no OIDC tokens. Run it from a branch of this repository, or skip this step there (if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository).",
    dependabot: 'A run by Dependabot gets only the Dependabot secrets: add the missing ones under Settings > Secrets and variables > Dependabot.',
};


/***/ }),

/***/ 7555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ checkInputs),
/* harmony export */   u: () => (/* binding */ checkMeaning)
/* harmony export */ });
/* harmony import */ var _lists_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4521);
/* harmony import */ var _rules_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1671);
/**
 * What can be wrong with an input whatever it is for, and is looked at before its form.
 */


/** Notes inputs that are missing, of another mode, blank, or no value yet. Without a purpose, what depends on it is left aside. */
function checkInputs(reader, names, purpose) {
    for (const name of names) {
        const rule = _rules_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUT_RULES */ .bK[name];
        if (purpose !== undefined && !rule.for.includes(purpose)) {
            const modes = _rules_js__WEBPACK_IMPORTED_MODULE_0__/* .MODES */ .FN.filter((mode) => rule.for.includes(mode));
            checkMeaning(reader, name, 'mode', purpose, modes);
            continue;
        }
        if (purpose !== undefined && rule.requiredFor?.includes(purpose)) {
            reader.require(name, purpose === 'sweep' ? '' : `in mode ${purpose}`);
        }
        reader.checkPlaceholder(name);
        if (rule.secret === true) {
            checkSecret(reader, name);
        }
    }
}
/**
 * Notes an input that has a meaning only where another one has other values, unless it is at its default. From another one that is wrong
 * nothing follows.
 */
function checkMeaning(reader, name, other, value, meaningful) {
    if (!reader.hasProblem(other) &&
        !meaningful.includes(value) &&
        reader.text(name) !== (_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUT_RULES */ .bK[name].default ?? '')) {
        const values = (0,_lists_js__WEBPACK_IMPORTED_MODULE_1__/* .orList */ .A)(meaningful);
        reader.note(name, `belongs to ${other} ${values}, but ${other} is ${value}. Set ${other}: ${values}, or remove ${name}.`);
    }
}
function checkSecret(reader, name) {
    if (reader.isBlank(name)) {
        reader.noteEmpty(name, `is only white space. Save the secret again, or remove ${name}.`);
    }
    if (/[\r\n]/.test(reader.text(name))) {
        reader.note(name, 'has a line break inside. Save the secret again, as one line.');
    }
}


/***/ }),

/***/ 7019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HF: () => (/* binding */ USERNAME),
/* harmony export */   N8: () => (/* binding */ ENV_PREFIX),
/* harmony export */   PS: () => (/* binding */ USER_POOL_ID),
/* harmony export */   Pi: () => (/* binding */ PROBE_URL),
/* harmony export */   Py: () => (/* binding */ PROBE_HEADER),
/* harmony export */   U6: () => (/* binding */ CLIENT_ID),
/* harmony export */   V2: () => (/* binding */ DOMAIN),
/* harmony export */   Zg: () => (/* binding */ REGION),
/* harmony export */   _q: () => (/* binding */ REDIRECT_URI),
/* harmony export */   aZ: () => (/* binding */ REFRESH_TOKEN),
/* harmony export */   dC: () => (/* binding */ TOTP_SECRET),
/* harmony export */   fd: () => (/* binding */ GROUPS),
/* harmony export */   iM: () => (/* binding */ EMAIL_DOMAIN),
/* harmony export */   iW: () => (/* binding */ SCOPES),
/* harmony export */   nA: () => (/* binding */ DEVICE_KEY),
/* harmony export */   p$: () => (/* binding */ CLIENT_SECRET),
/* harmony export */   xG: () => (/* binding */ ROLE_ARN)
/* harmony export */ });
const WHITE_SPACE_INSIDE = { pattern: /\s/, seen: 'has white space inside' };
const IN_QUOTATION_MARKS = { pattern: /^(?<mark>["']).*\k<mark>$/, seen: 'has quotation marks around it' };
/** ClientIdType. */
const CLIENT_ID = {
    pattern: /^[\w+]{1,128}$/,
    words: 'the ID of an app client, of letters and digits',
    hint: 'Find it in the Cognito console > user pool > App clients.',
    mistakes: [
        { pattern: /^arn:/, seen: 'is an ARN' },
        { pattern: /^[a-z]+(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/, seen: 'looks like the ID of a user pool' },
        { pattern: /^(?=.{1,128}$)[\w\s+=,.@-]*[a-z][\w\s+=,.@-]*$/i, seen: 'looks like the name of an app client' },
    ],
};
/** ClientSecretType. */
const CLIENT_SECRET = {
    pattern: /^[\w+]+$/,
    words: 'letters, digits, _ and + only',
    hint: 'Find it in the Cognito console > user pool > App clients > the client.',
    mistakes: [IN_QUOTATION_MARKS, WHITE_SPACE_INSIDE],
};
/**
 * UserPoolIdType, but with a region before its last `_`, so that it is told from the name of a pool. AWS's regions end in a digit;
 * cognito-local's is `local`.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
 */
const USER_POOL_ID = {
    pattern: /^(?=.{1,55}$)(?<region>[\w-]*\d|local)_[0-9a-zA-Z]+$/,
    words: 'the ID of a user pool, like eu-west-1_AbCdEf123',
    hint: 'Find it in the Cognito console > user pool > Overview > User pool ID.',
    mistakes: [
        {
            pattern: /^arn:.*:userpool\/(?<id>[\w-]+_[0-9a-zA-Z]+)$/,
            seen: 'is an ARN',
            rather: 'the ID at its end: $<id>',
        },
        { pattern: /^arn:/, seen: 'is an ARN' },
        {
            pattern: /^(?:https?:\/\/)?cognito-idp\.[\w.-]+\/(?<id>[\w-]+_[0-9a-zA-Z]+)(?:\/.*)?$/,
            seen: 'is a URL',
            rather: 'the ID in it: $<id>',
        },
        { pattern: /^https?:/, seen: 'is a URL' },
        { pattern: /^[\w-]+:[0-9a-f-]{36}$/, seen: 'is the ID of an identity pool' },
        { pattern: /^[0-9a-z]{26}$/, seen: 'looks like the ID of an app client' },
        { pattern: /^(?=.*[A-Z])(?=.*[a-z0-9])[0-9a-zA-Z]{9}$/, seen: 'has no region and _ in front' },
    ],
};
/** What can stand in a host name, since emulators have regions of their own; but no availability zone, which has a letter behind the digit. */
const REGION = {
    pattern: /^(?!.*\d[a-z]$)[a-z0-9-]+$/,
    words: 'the code of a region, like eu-west-1',
    mistakes: [
        {
            pattern: /^[a-z]+(?:-[a-z]+)+-\d+[a-z]$/,
            seen: 'is an availability zone',
            rather: 'the region, without the letter at the end',
        },
    ],
};
/** UsernameType. What a user signs in with instead, an e-mail address or phone number, has none of the others either. */
const USERNAME = {
    pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
    words: 'letters, digits, symbols and punctuation marks only',
    mistakes: [WHITE_SPACE_INSIDE, { pattern: /\p{C}/u, seen: 'has an invisible character inside' }],
};
/** Base32 (RFC 4648 section 6) as authenticator apps show it, in groups and in any case; 16 characters are Cognito's least. */
const TOTP_SECRET = {
    pattern: /^([A-Z2-7]\s*){16,}(=\s*)*$/i,
    words: 'base32: 16 or more of A-Z and 2-7',
    mistakes: [
        {
            pattern: /^\d{3}\s?\d{3}$/,
            seen: 'is a code of 6 digits',
            rather: 'the secret in base32 that the app makes such codes from',
        },
        { pattern: /^otpauth:/, seen: 'is a URL', rather: 'the part of it between secret= and the next &' },
        IN_QUOTATION_MARKS,
    ],
};
/** TokenModelType, and base64's other characters, since emulators have tokens of their own. */
const REFRESH_TOKEN = {
    pattern: /^[\w.=+/~-]+$/,
    words: 'the token alone: letters, digits and . - _ = + / ~',
    mistakes: [IN_QUOTATION_MARKS, WHITE_SPACE_INSIDE],
};
/** DeviceKeyType. */
const DEVICE_KEY = {
    pattern: /^(?=.{1,55}$)[\w-]+_[0-9a-f-]+$/,
    words: 'the key of a device, like eu-west-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    mistakes: [IN_QUOTATION_MARKS, WHITE_SPACE_INSIDE],
};
/** A prefix, a host, or an origin; without TLS on this machine only. */
const DOMAIN = {
    pattern: /^(https:\/\/[a-z0-9.-]+(:\d+)?\/?|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/?|[a-z0-9-]+(\.[a-z0-9-]+)*)$/i,
    // A port can be too large.
    accepts: (domain) => !domain.includes('://') || URL.canParse(domain),
    words: 'the prefix, host or https:// URL of a user pool domain, without a path',
    hint: 'Find it in the Cognito console > user pool > Domain.',
    mistakes: [
        { pattern: /cognito-idp\./, seen: 'is an address of the Cognito API' },
        {
            pattern: /^(?:\w+:\/\/)?[^/:]+(?::\d+)?\/./,
            seen: 'has a path',
            rather: 'without one, like https://auth.example.com',
        },
        {
            pattern: /^http:\/\//,
            seen: 'begins with http://',
            rather: 'an https:// URL: http:// works on this machine only',
        },
    ],
};
/**
 * An absolute URI without a fragment (RFC 6749 section 3.1.2). Apps have schemes of their own.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html
 */
const REDIRECT_URI = {
    pattern: /^(?:(?!http:)[a-z][a-z0-9+.-]*:\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/?]))[^\s#]*$/i,
    accepts: (uri) => URL.canParse(uri),
    words: 'a callback URL of the app client, to the letter, like https://example.com/callback',
    hint: 'Find it in the Cognito console > user pool > App clients > the client > Login pages.',
    mistakes: [
        { pattern: /^\//, seen: 'is a path' },
        { pattern: /^(?![a-z][a-z0-9+.-]*:\/)/i, seen: 'has no scheme' },
        { pattern: /#/, seen: 'has a fragment (#)' },
        WHITE_SPACE_INSIDE,
        {
            pattern: /^http:\/\/(?!(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/?]))/i,
            seen: 'begins with http://',
            rather: 'an https:// URL: http:// works on this machine only',
        },
    ],
};
/** RFC 6749 section 3.3. */
const SCOPES = {
    pattern: /^[\x21\x23-\x5b\x5d-\x7e]+$/,
    words: 'a scope, like orders/read',
    separator: /\s/,
    separators: 'spaces or lines',
};
/** At most 63 characters: a username has 128, and up to 65 of them stand before the domain. */
const EMAIL_DOMAIN = {
    pattern: /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i,
    words: 'a domain name of at most 63 characters, like example.com',
    mistakes: [{ pattern: /@/, seen: 'has an @', rather: 'only the part behind it, like example.com' }],
};
/** GroupNameType. */
const GROUPS = {
    pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
    words: 'the name of a group, without white space',
    separator: /[,\n]/,
    separators: 'lines or commas',
};
const ROLE_ARN = {
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    words: 'the ARN of a role, like arn:aws:iam::111122223333:role/api-tests',
    hint: 'Find it in the IAM console > Roles > the role > ARN.',
    mistakes: [
        { pattern: /^arn:[\w-]+:sts::\d*:assumed-role\//, seen: 'is the ARN of a role session' },
        { pattern: /^arn:[\w-]+:iam::\d*:user\//, seen: 'is the ARN of a user' },
        { pattern: /^arn:[\w-]+:iam::\d*:(?:oidc|saml)-provider\//, seen: 'is the ARN of an identity provider' },
        { pattern: /^arn:[\w-]+:iam::(?!\d{12}:)[^:]*:role\//, seen: 'has an account ID that is not 12 digits' },
        { pattern: /^arn:/, seen: 'is the ARN of something else' },
    ],
};
const PROBE_URL = {
    pattern: /^https?:\/\//i,
    accepts: (text) => {
        const url = URL.parse(text);
        return url !== null && url.username === '' && url.password === '';
    },
    words: 'an http:// or https:// URL, without a username and password in it',
    mistakes: [
        { pattern: /^\//, seen: 'is a path', rather: 'a whole URL, like https://api.example.com/orders' },
        {
            pattern: /^(?![a-z][a-z0-9+.-]*:\/\/)/i,
            seen: 'has no scheme',
            rather: 'a whole URL, like https://api.example.com/orders',
        },
    ],
};
const PROBE_HEADER = {
    pattern: /^(?<name>[\w-]+):\s*(?<template>.*\{(?:token|id-token|access-token)\}.*)$/,
    words: 'a header with a placeholder, like Authorization: Bearer {token}',
};
const ENV_PREFIX = {
    pattern: /^(?!GITHUB_|RUNNER_)[A-Za-z_][A-Za-z0-9_]*$/i,
    words: 'letters, digits and _, and may not begin with a digit, GITHUB_ or RUNNER_',
};


/***/ }),

/***/ 2501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ problemOfForm)
/* harmony export */ });
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4847);
/**
 * What an input has to look like, and what people write in its place. Every message says what is seen, and what must be there.
 */

/** What is wrong with a value, to be put behind the input's name, or undefined. */
function problemOfForm(text, form, mayQuote) {
    const { pattern, accepts, words, hint, mistakes } = form;
    if (pattern.test(text) && accepts?.(text) !== false) {
        return undefined;
    }
    const mistake = mistakes?.find((candidate) => candidate.pattern.test(text));
    if (mistake === undefined) {
        return (0,_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .withHint */ .mu)(`${(0,_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .mustBe */ .Jq)(text, mayQuote)} ${words}.`, hint);
    }
    const { seen, rather } = mistake;
    if (rather === undefined) {
        return (0,_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .withHint */ .mu)(`${seen}, but must be ${words}.`, hint);
    }
    const parts = mistake.pattern.exec(text)?.groups ?? {};
    return `${seen}, but must be ${rather.replaceAll(/\$<(\w+)>/g, (_, part) => parts[part] ?? '')}.`;
}


/***/ }),

/***/ 4847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jq: () => (/* binding */ mustBe),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   mu: () => (/* binding */ withHint)
/* harmony export */ });
/**
 * What a message may show of a value. The runner masks a secret as a whole: in the wrong input, it is safe to show as it stands, and no part of
 * it is. Tokens, client secrets and keys are longer than what is worth showing.
 */
const MAX_CHARACTERS = 32;
const CHARACTERS_OF_LONGER_ONES = 4;
/** A value in quotation marks, on one line; of a long one how it begins. */
function quote(text) {
    return text.length <= MAX_CHARACTERS && !/\p{C}/u.test(text)
        ? `"${text}"`
        : `${JSON.stringify(`${text.slice(0, CHARACTERS_OF_LONGER_ONES)}…`)} (${text.length} characters)`;
}
/** `is "abc", but must be`; without the value where it may not be shown. */
function mustBe(text, mayQuote) {
    return mayQuote ? `is ${quote(text)}, but must be` : 'must be';
}
/** A sentence, and behind it another one if there is one. */
function withHint(sentence, hint) {
    return hint === undefined ? sentence : `${sentence} ${hint}`;
}


/***/ }),

/***/ 2030:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ InputReader)
});

// EXTERNAL MODULE: ./build/failures/action-error.js + 11 modules
var action_error = __webpack_require__(8701);
// EXTERNAL MODULE: ./build/lists.js
var lists = __webpack_require__(4521);
// EXTERNAL MODULE: ./build/inputs/rules.js
var rules = __webpack_require__(1671);
// EXTERNAL MODULE: ./build/inputs/reading/form.js
var reading_form = __webpack_require__(2501);
;// CONCATENATED MODULE: ./build/inputs/reading/list.js
const JSON_ARRAY = /^\[.*[,"'].*\]$/s;
/**
 * The entries without white space around them, without empty ones and without doubles. No message quotes one: it can be a part of a secret.
 */
function parseList(text, form) {
    const { pattern, words, separator, separators } = form;
    const separation = `Separate entries by ${separators}.`;
    if (JSON_ARRAY.test(text)) {
        return { value: [], problems: [`is a JSON array, but must be plain text. ${separation}`] };
    }
    const entries = text
        .split(separator)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
    const problems = entries.flatMap((entry, index) => pattern.test(entry) ? [] : [`, entry ${index + 1}: expected ${words}. ${separation}`]);
    return { value: [...new Set(entries)], problems };
}

// EXTERNAL MODULE: ./node_modules/leven/index.js
var leven = __webpack_require__(7785);
;// CONCATENATED MODULE: ./build/inputs/reading/near-miss.js
/**
 * What was probably meant by a word that is none of those allowed.
 */

/** Two letters are near to anything. */
const MIN_CHARACTERS = 3;
/** Of so many characters one may be wrong. */
const CHARACTERS_PER_ERROR = 4;
/** The one choice that is spelled in another way, begun, in part or with more around it, or with a typing error; else undefined. */
function nearMiss(text, choices) {
    const meant = letters(text);
    if (meant.length < MIN_CHARACTERS) {
        return undefined;
    }
    return (choices.find((choice) => letters(choice) === meant) ??
        onlyOne(choices.filter((choice) => letters(choice).startsWith(meant))) ??
        onlyOne(choices.filter((choice) => letters(choice).includes(meant))) ??
        longest(choices.filter((choice) => isMostOf(meant, letters(choice)))) ??
        misspelled(meant, choices));
}
/** `USER_SRP_AUTH`, `user-srp-auth` and `User SRP auth` are the same. */
function letters(text) {
    return text.toLowerCase().replace(/[-_\s]/g, '');
}
function onlyOne(choices) {
    return choices.length === 1 ? choices[0] : undefined;
}
function longest(choices) {
    return choices.toSorted((one, other) => other.length - one.length)[0];
}
function isMostOf(whole, part) {
    return whole.includes(part) && part.length > whole.length / 2;
}
function misspelled(meant, choices) {
    const closest = (0,leven/* closestMatch */.h)(meant, choices.map(letters));
    return choices.find((choice) => letters(choice) === closest && (0,leven/* default */.A)(meant, closest) <= Math.ceil(closest.length / CHARACTERS_PER_ERROR));
}

;// CONCATENATED MODULE: ./build/inputs/reading/pairs.js
const JSON_TEXT = /^[{[].*[}\]]$/s;
/** The first `=` splits. */
const PAIR = /^(?<name>[^=]*[^=\s])\s*=(?<value>.*)$/;
const YAML_PAIR = /^[^\s=]+:(\s|$)/;
/** White space around names and values is dropped, and empty lines count for nothing. No message quotes one: it can be a part of a secret. */
function parsePairs(text) {
    if (JSON_TEXT.test(text)) {
        return { value: {}, problems: ['is JSON, but must be lines of name=value.'] };
    }
    const pairs = new Map();
    const problems = [];
    for (const [index, line] of text.split('\n').entries()) {
        const pair = line.trim();
        const { name, value } = PAIR.exec(pair)?.groups ?? {};
        if (YAML_PAIR.test(pair)) {
            problems.push(`, line ${index + 1}: expected name=value, with = in place of the colon.`);
        }
        else if (name === undefined || value === undefined) {
            problems.push(...(pair === '' ? [] : [`, line ${index + 1}: expected name=value.`]));
        }
        else if (pairs.has(name)) {
            problems.push(`, line ${index + 1}: an earlier line has the same name.`);
        }
        else {
            pairs.set(name, value.trim());
        }
    }
    return { value: Object.fromEntries(pairs), problems };
}

// EXTERNAL MODULE: ./build/inputs/reading/quote.js
var quote = __webpack_require__(4847);
;// CONCATENATED MODULE: ./build/inputs/reading/placeholders.js
/**
 * Values in whose place something was to put the real one, and nothing did: expressions, shell variables, the blanks of a README.
 */

const EXPRESSION = /\$\{\{.*?\}\}/s;
/** Of sh, PowerShell and cmd.exe. Passwords, too, begin with $, but are not of capitals alone. */
const SHELL_VARIABLE = /^(?:\$(?=[A-Z_][A-Z0-9_]*$)|\$\{(?=\w+\}$)|\$env:|%(?=\w+%$))(?<variable>[A-Za-z_]\w*)[}%]?$/;
const BLANK_OF_A_README = /^<[^<>]+>$/;
/** As `terraform output` prints a value. */
const QUOTED = /^(?<mark>["']).*\k<mark>$/s;
/**
 * GitHub evaluates an expression once, where it stands; the text that comes out is not looked at again.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions
 */
const WHERE_GITHUB_EXPANDS = 'Write it under with: in the workflow. Inside the value of a variable, secret or input it stays text.';
/** What is wrong with a value that nobody put in place, to be put behind the input's name, or undefined. */
function problemOfPlaceholder(text, isSecret) {
    if (EXPRESSION.test(text)) {
        return `holds an expression (\${{ ... }}) that GitHub did not expand. ${WHERE_GITHUB_EXPANDS}`;
    }
    // Anything else could be a password.
    return isSecret ? undefined : problemOfBlank(text);
}
function problemOfBlank(text) {
    const variable = SHELL_VARIABLE.exec(text)?.groups?.['variable'];
    if (variable !== undefined) {
        const expressions = ['vars', 'env'].map((context) => `\${{ ${context}.${variable} }}`);
        return `is ${(0,quote/* quote */.hD)(text)}, but shell variables do not work under with. Write ${expressions.join(' or ')}.`;
    }
    if (BLANK_OF_A_README.test(text)) {
        return 'is a placeholder. Write your own value, without < and >.';
    }
    if (QUOTED.test(text)) {
        return 'has quotation marks around it. Remove them: they count as part of the value.';
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/reading/reader.js









/** What people mean who write these. */
const FLAG_WORDS = new Map([
    ...['yes', 'y', 'on', '1', 'enabled'].map((word) => [word, 'true']),
    ...['no', 'n', 'off', '0', 'disabled'].map((word) => [word, 'false']),
]);
/** Reads inputs one by one and notes every problem on the way, so that all can be said at once. */
class InputReader {
    #given;
    #problems = new Map();
    #isAnyEmpty = false;
    /** @param given the input as it was given, empty when it is not set */
    constructor(given) {
        this.#given = given;
    }
    /** The input as it stands, without white space around it; where nothing is left its default, which may be empty. */
    text(name) {
        return this.#given(name).trim() || (rules/* INPUT_RULES */.bK[name].default ?? '');
    }
    /** Whether it was given, and as white space alone. */
    isBlank(name) {
        return this.#given(name) !== '' && this.#given(name).trim() === '';
    }
    /** Whether it was given with white space around it. */
    hasWhiteSpaceAround(name) {
        return this.#given(name) !== this.#given(name).trim();
    }
    /**
     * Notes what is wrong with an input, in words to be put behind its name. Of one that has a problem already nothing more is said: what
     * follows from a mistake is not a second one.
     */
    note(name, ...problems) {
        const said = problems.filter((problem) => problem !== undefined);
        if (said.length > 0 && !this.hasProblem(name)) {
            this.#problems.set(name, said.map((problem) => (problem.startsWith(',') ? `${name}${problem}` : `${name} ${problem}`)));
        }
    }
    /** The same of something needed that is empty, or nothing but white space: often a secret that GitHub withholds. */
    noteEmpty(name, problem) {
        this.#isAnyEmpty = true;
        this.note(name, problem);
    }
    /** Notes that an input is empty which must not be. `when` stands behind `is required`, and may be empty. */
    require(name, when) {
        if (this.text(name) === '') {
            const required = when === '' ? 'is required' : `is required ${when}`;
            this.noteEmpty(name, `${required}, but is ${this.isBlank(name) ? 'only white space' : 'empty'}.`);
        }
    }
    hasProblem(name) {
        return this.#problems.has(name);
    }
    /** @throws {ActionError} `inputs-invalid`, with every problem, in the order in which they were found */
    assertValid() {
        if (this.#problems.size > 0) {
            const problems = [...this.#problems.values()].flat();
            throw new action_error/* ActionError */.lZ({ code: 'inputs-invalid', problems, isAnyEmpty: this.#isAnyEmpty });
        }
    }
    /** Notes a value that was to be replaced. */
    checkPlaceholder(name) {
        this.note(name, problemOfPlaceholder(this.text(name), rules/* INPUT_RULES */.bK[name].secret === true));
    }
    /** The text of an input that cannot be empty: it is required, or has a default. */
    value(name) {
        const { form } = rules/* INPUT_RULES */.bK[name];
        const text = this.text(name);
        if (form !== undefined && text !== '') {
            this.note(name, (0,reading_form/* problemOfForm */.t)(text, form, this.#mayQuote(name)));
        }
        return text;
    }
    /** The text of one that need not be there. */
    optional(name) {
        return this.value(name) || undefined;
    }
    /** `advice` is for values that have a meaning elsewhere: a sentence in place of the nearest choice. */
    choice(name, choices, advice = new Map()) {
        const text = this.text(name);
        const choice = choices.find((candidate) => candidate === text);
        if (choice === undefined) {
            const hint = advice.get(text) ?? didYouMean(nearMiss(text, choices));
            this.note(name, (0,quote/* withHint */.mu)(`${this.#mustBe(name)} ${(0,lists/* orList */.A)(choices)}.`, hint));
        }
        return choice ?? choices[0];
    }
    /** `true` or `false`, in the spellings of YAML 1.2's core schema: https://yaml.org/spec/1.2.2/#10212-boolean */
    flag(name) {
        const text = this.text(name);
        if (!/^(true|True|TRUE|false|False|FALSE)$/.test(text)) {
            const meant = FLAG_WORDS.get(text.toLowerCase()) ?? nearMiss(text, ['true', 'false']);
            this.note(name, (0,quote/* withHint */.mu)(`${this.#mustBe(name)} true or false.`, didYouMean(meant)));
        }
        return text.toLowerCase() === 'true';
    }
    wholeNumber(name, least, most) {
        const text = this.text(name);
        const value = Number(text);
        if (!/^\d+$/.test(text) || value < least || value > most) {
            this.note(name, `${this.#mustBe(name)} a whole number from ${least} to ${most}.`);
        }
        return value;
    }
    /** The entries of a list, each once. */
    list(name, form) {
        return this.#noted(name, parseList(this.text(name), form));
    }
    /** Lines of `name=value`. */
    pairs(name) {
        return this.#noted(name, parsePairs(this.text(name)));
    }
    #noted(name, { value, problems }) {
        this.note(name, ...problems);
        return value;
    }
    #mustBe(name) {
        return (0,quote/* mustBe */.Jq)(this.text(name), this.#mayQuote(name));
    }
    /** A mask does not fit a secret without the white space that was around it. */
    #mayQuote(name) {
        const { secret, mayHoldSecret } = rules/* INPUT_RULES */.bK[name];
        return secret !== true && mayHoldSecret !== true && !this.hasWhiteSpaceAround(name);
    }
}
function didYouMean(choice) {
    return choice === undefined ? undefined : `Did you mean ${choice}?`;
}


/***/ }),

/***/ 1671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ MODES),
/* harmony export */   Fx: () => (/* binding */ secretInputsFor),
/* harmony export */   bK: () => (/* binding */ INPUT_RULES),
/* harmony export */   pz: () => (/* binding */ inputsFor)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7019);
/**
 * Every input that there is, of the action and of its sweep: where it has a meaning, where it is required, its default, its form, and whether a
 * message may quote it. `action.yml`, `sweep/action.yml` and the READMEs follow this table.
 */

const MODES = ['ephemeral', 'stored', 'refresh', 'client-credentials'];
const EVERYWHERE = [...MODES, 'sweep'];
const USERS = ['ephemeral', 'stored'];
const RULES = {
    mode: { for: MODES, default: 'ephemeral' },
    'client-id': { for: MODES, requiredFor: MODES, form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .CLIENT_ID */ .U6 },
    'client-secret': { for: MODES, requiredFor: ['client-credentials'], form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .CLIENT_SECRET */ .p$, secret: true },
    'user-pool-id': {
        for: ['ephemeral', 'stored', 'refresh', 'sweep'],
        requiredFor: ['ephemeral', 'sweep'],
        form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .USER_POOL_ID */ .PS,
    },
    'aws-region': { for: EVERYWHERE, form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .REGION */ .Zg },
    'auth-flow': { for: USERS, default: 'USER_PASSWORD_AUTH' },
    username: { for: ['stored'], requiredFor: ['stored'], form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .USERNAME */ .HF, secret: true },
    password: { for: ['stored'], requiredFor: ['stored'], secret: true },
    'totp-secret': { for: ['stored'], form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TOTP_SECRET */ .dC, secret: true },
    'refresh-token': { for: ['refresh'], requiredFor: ['refresh'], form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .REFRESH_TOKEN */ .aZ, secret: true },
    'device-key': { for: ['refresh'], form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .DEVICE_KEY */ .nA, secret: true },
    domain: { for: [...USERS, 'client-credentials'], form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .DOMAIN */ .V2, mayHoldSecret: true },
    'redirect-uri': { for: USERS, form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .REDIRECT_URI */ ._q },
    scopes: { for: [...USERS, 'client-credentials'] },
    'username-format': { for: ['ephemeral', 'sweep'], default: 'email' },
    'create-with': { for: ['ephemeral'], default: 'admin' },
    'email-domain': { for: ['ephemeral'], default: 'example.com', form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .EMAIL_DOMAIN */ .iM },
    'password-length': { for: ['ephemeral'], default: '64' },
    'user-attributes': { for: ['ephemeral'] },
    groups: { for: ['ephemeral'] },
    'client-metadata': { for: MODES },
    'max-age-hours': { for: ['sweep'], default: '24' },
    'dry-run': { for: ['sweep'], default: 'false' },
    'deletes-per-second': { for: ['sweep'], default: '10' },
    'role-to-assume': { for: [...USERS, 'sweep'], form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .ROLE_ARN */ .xG },
    audience: { for: [...USERS, 'sweep'], default: 'sts.amazonaws.com' },
    'delete-user': { for: ['ephemeral'], default: 'true' },
    'revoke-token': { for: ['stored'], default: 'true' },
    'probe-url': { for: MODES, form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .PROBE_URL */ .Pi, mayHoldSecret: true },
    'probe-method': { for: MODES, default: 'GET' },
    'probe-header': {
        for: MODES,
        default: 'Authorization: Bearer {token}',
        form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .PROBE_HEADER */ .Py,
        mayHoldSecret: true,
    },
    'postman-environment': { for: MODES, default: 'false' },
    'env-prefix': { for: MODES, form: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .ENV_PREFIX */ .N8 },
    'job-summary': { for: EVERYWHERE, default: 'false' },
    'timeout-seconds': { for: MODES, default: '60' },
};
const INPUT_RULES = RULES;
/** The inputs that have a meaning for any of these, in the order of their `action.yml`. */
function inputsFor(purposes) {
    return Object.keys(INPUT_RULES)
        .filter(isInputName)
        .filter((name) => INPUT_RULES[name].for.some((purpose) => purposes.includes(purpose)));
}
/** The secrets among them. */
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
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7019);
/* harmony import */ var _reading_form_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2501);
/**
 * The inputs that say which user pool is meant and with which role it is called: those of the action and of its sweep are the same.
 */


/** The region that the user pool's ID begins with; else the input; else the job's environment. */
function readRegion(reader, regionOfJob) {
    const regionOfPool = _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .USER_POOL_ID */ .PS.pattern.exec(reader.value('user-pool-id'))?.groups?.['region'];
    const region = reader.optional('aws-region');
    if (regionOfPool !== undefined && region !== undefined && region !== regionOfPool) {
        reader.note('aws-region', `is ${region}, but the user pool is in ${regionOfPool}. Remove aws-region, or correct user-pool-id.`);
    }
    const found = regionOfPool ?? region;
    if (found === undefined && regionOfJob !== undefined && !reader.hasProblem('user-pool-id')) {
        const problem = (0,_reading_form_js__WEBPACK_IMPORTED_MODULE_1__/* .problemOfForm */ .t)(regionOfJob, _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .REGION */ .Zg, true);
        reader.note('aws-region', problem && `comes from the job's AWS_REGION or AWS_DEFAULT_REGION, which ${problem}`);
    }
    return found ?? regionOfJob;
}
/** Notes that there is no region where one is needed. */
function requireRegion(reader, region) {
    // It is not known whether one is needed in a mode that is wrong, and whether there is one in the ID of a user pool that is wrong.
    if (region === undefined && !reader.hasProblem('mode') && !reader.hasProblem('user-pool-id')) {
        reader.noteEmpty('aws-region', 'is empty, and there is no region in user-pool-id, AWS_REGION or AWS_DEFAULT_REGION. Set aws-region.');
    }
    return region ?? '';
}
/** How to call the user pool: without a role, with the job's own credentials. */
function readUserPool(reader, region) {
    const arn = reader.optional('role-to-assume');
    const role = arn === undefined ? undefined : { arn, audience: reader.value('audience') };
    return { region, userPoolId: reader.value('user-pool-id'), role };
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
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8701);
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
