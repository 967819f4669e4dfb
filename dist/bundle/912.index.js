export const id = 912;
export const ids = [912,596];
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
/** Generates a user with a unique name: it contains 130 random bits, or 40 as a phone number. */
function generateEphemeralUser(rule, run, random) {
    const username = generateUsername(rule, run, random);
    const temporaryPassword = generatePassword(rule.passwordLength, random);
    return {
        username,
        temporaryPassword,
        // User pools with a password history reject a password that the user had before.
        permanentPassword: generatePassword(rule.passwordLength, random, temporaryPassword),
        attributes: { ...contactAttributes(rule, username), ...rule.userAttributes },
    };
}
/** Recognises the usernames that this action generates by the whole pattern, never by the prefix alone. */
function isEphemeralUsername(username, usernameFormat) {
    return USERNAME_PATTERNS[usernameFormat].test(username);
}
/** An unassigned country code (ITU-T E.164), so that the number belongs to nobody. */
const PHONE_PREFIX = '+999';
/** Prefixes to search for ephemeral users with. A match can be another user: check it with `isEphemeralUsername`. */
const USERNAME_PREFIXES = {
    email: ['gha-', 'success+gha-'],
    plain: ['gha-'],
    'phone-number': [PHONE_PREFIX],
};
const NAME_PATTERN = 'gha-\\d+-\\d+-[a-z2-7]{26}';
const USERNAME_PATTERNS = {
    // The prefix `success+` and the domain of the mailbox simulator only count together.
    email: new RegExp(`^(${NAME_PATTERN}@(?!simulator\\.amazonses\\.com$)|success\\+${NAME_PATTERN}@(?=simulator\\.amazonses\\.com$))[^@\\s]+$`),
    plain: new RegExp(`^${NAME_PATTERN}$`),
    'phone-number': /^\+999\d{12}$/,
};
/**
 * Amazon SES's mailbox simulator accepts mail to `success+` with any label.
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
/**
 * Returns the username as an e-mail address or phone number, marked as verified where Cognito allows it. APIs often
 * reject users with unverified addresses, and a generated address cannot be verified otherwise.
 */
function contactAttributes({ usernameFormat, createWith }, username) {
    if (usernameFormat === 'plain') {
        return {};
    }
    const name = usernameFormat === 'email' ? 'email' : 'phone_number';
    return { [name]: username, ...(createWith === 'admin' ? { [`${name}_verified`]: 'true' } : {}) };
}
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/**
 * The symbols are unreserved in URIs (RFC 3986 section 2.3), need no escaping in shells or JSON, and satisfy Cognito's
 * password policy.
 */
const PASSWORD_CHARACTERS = `${LETTERS}0123456789-_.~`;
const CHARACTER_CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[-_.~]/];
/**
 * Generates a password that meets any usual policy and needs no quoting. It starts with a letter, because shells expand
 * a leading `~` and programs parse a leading `-` as an option.
 */
function generatePassword(length, random, previous) {
    for (;;) {
        const password = draw(LETTERS, 1, random) + draw(PASSWORD_CHARACTERS, length - 1, random);
        if (password !== previous && CHARACTER_CLASSES.every((characterClass) => characterClass.test(password))) {
            return password;
        }
    }
}
/** Returns 130 random bits as 26 characters of a-z and 2-7, which are valid in every kind of name. */
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
/* harmony import */ var _action_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5766);
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
    fork: "A pull request from a fork gets no secrets and no OIDC tokens. Run it from a branch of this repository, or skip this step there (if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository).",
    dependabot: 'A run by Dependabot gets only the Dependabot secrets: add the missing ones under Settings > Secrets and variables > Dependabot.',
};


/***/ }),

/***/ 550:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ checkDependents),
  X: () => (/* binding */ checkValues)
});

// EXTERNAL MODULE: ./build/lists.js
var lists = __webpack_require__(4521);
// EXTERNAL MODULE: ./build/inputs/reading/quote.js
var quote = __webpack_require__(4847);
;// CONCATENATED MODULE: ./build/inputs/reading/placeholders.js
/**
 * Recognises values that still have to be replaced: expressions, shell variables, placeholders copied from a README.
 */

const EXPRESSION = /\$\{\{.*?\}\}/s;
/** @see https://docs.github.com/actions/reference/workflows-and-actions/expressions */
const EXPRESSION_FIX = 'Write it under with: in the workflow. GitHub does not expand it in the value of a variable, secret or input.';
/** Matches variables of sh, PowerShell and cmd.exe. `$` alone counts only before capitals, unlike in most passwords. */
const SHELL_VARIABLE = /^(?:\$(?=[A-Z_][A-Z0-9_]*$)|\$\{(?=\w+\}$)|\$env:|%(?=\w+%$))(?<variable>[A-Za-z_]\w*)[}%]?$/;
const README_PLACEHOLDER = /^<[^<>]+>$/;
/** Matches what `terraform output` prints, for example. */
const IN_QUOTATION_MARKS = /^(?<mark>["']).*\k<mark>$/s;
/** @returns the problem of a placeholder, to follow the input's name; undefined for any other value */
function placeholderProblem(text, isSecret) {
    if (EXPRESSION.test(text)) {
        return `contains an expression (\${{ ... }}) that GitHub did not expand. ${EXPRESSION_FIX}`;
    }
    // A password can look like the other placeholders.
    if (isSecret) {
        return undefined;
    }
    const variable = SHELL_VARIABLE.exec(text)?.groups?.['variable'];
    if (variable !== undefined) {
        const expressions = ['vars', 'env'].map((context) => `\${{ ${context}.${variable} }}`);
        return `is ${(0,quote/* quote */.h)(text)}, but shell variables do not work under with. Write ${expressions.join(' or ')}.`;
    }
    if (README_PLACEHOLDER.test(text)) {
        return 'is a placeholder. Replace it with your own value, without < and >.';
    }
    return IN_QUOTATION_MARKS.test(text)
        ? 'has quotation marks around it. Remove them: they count as part of the value.'
        : undefined;
}

// EXTERNAL MODULE: ./build/inputs/rules.js
var rules = __webpack_require__(1671);
;// CONCATENATED MODULE: ./build/inputs/checks.js
/** Checks that apply to every input, before its format is checked. */



/** Finds placeholders and damaged secrets. */
function checkValues(reader, names) {
    for (const name of names) {
        const isSecret = rules/* INPUT_RULES */.bK[name].secret === true;
        reader.addProblem(name, placeholderProblem(reader.text(name), isSecret));
        if (isSecret && reader.isBlank(name)) {
            reader.addMissing(name, `is only white space. Save the secret again, or remove ${name}.`);
        }
        if (isSecret && /[\r\n]/.test(reader.text(name))) {
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
    for (const name of (0,rules/* inputsFor */.pz)(rules/* MODES */.FN)) {
        const rule = rules/* INPUT_RULES */.bK[name];
        const modes = rules/* MODES */.FN.filter((mode) => rule.for.includes(mode));
        const allowed = other === 'mode' ? modes : rule.onlyWith?.[other];
        const required = other === 'mode' ? rule.requiredFor : rule.requiredWith?.[other];
        if (allowed?.includes(value) === false && reader.text(name) !== (rule.default ?? '')) {
            const values = (0,lists/* orList */.A)(allowed);
            const fix = `Set ${other}: ${values}, or remove ${name}.`;
            reader.addProblem(name, `belongs to ${other} ${values}, but ${other} is ${value}. ${fix}`);
        }
        if (required?.includes(value)) {
            reader.require(name, `${other === 'mode' ? 'in' : 'with'} ${other} ${value}`);
        }
    }
}


/***/ }),

/***/ 9416:
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
const WHITE_SPACE = { pattern: /\s/, problem: 'contains white space' };
const QUOTATION_MARKS = { pattern: /^(?<mark>["']).*\k<mark>$/, problem: 'has quotation marks around it' };
const ARN = { pattern: /^arn:/, problem: 'is an ARN' };
const PLAIN_HTTP = {
    pattern: /^http:\/\/(?!(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/?]))/i,
    problem: 'starts with http://',
    expected: 'an https:// URL: http:// works only for localhost',
};
/** ClientIdType. */
const CLIENT_ID = {
    pattern: /^[\w+]{1,128}$/,
    description: 'the ID of an app client, which consists of letters and digits',
    hint: 'Find it in the Cognito console > user pool > App clients.',
    mistakes: [
        ARN,
        { pattern: /^[a-z]+(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/, problem: 'looks like the ID of a user pool' },
        { pattern: /^(?=.{1,128}$)[\w\s+=,.@-]*[a-z][\w\s+=,.@-]*$/i, problem: 'looks like the name of an app client' },
    ],
};
/** ClientSecretType. */
const CLIENT_SECRET = {
    pattern: /^[\w+]+$/,
    description: 'letters, digits, _ and + only',
    hint: 'Find it in the Cognito console > user pool > App clients > the client.',
    mistakes: [QUOTATION_MARKS, WHITE_SPACE],
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
        { ...ARN, pattern: /^arn:.*:userpool\/(?<id>[\w-]+_[0-9a-zA-Z]+)$/, expected: 'the ID at its end: $<id>' },
        ARN,
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
/** UsernameType. It also matches the aliases that a user can sign in with: e-mail addresses and phone numbers. */
const USERNAME = {
    pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
    description: 'letters, digits, symbols and punctuation marks only',
    mistakes: [WHITE_SPACE, { pattern: /\p{C}/u, problem: 'contains an invisible character' }],
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
        { pattern: /^otpauth:/, problem: 'is a URL', expected: 'the part of it between secret= and the next &' },
        QUOTATION_MARKS,
    ],
};
/** TokenModelType, and the other characters of base64, which emulators use in their tokens. */
const REFRESH_TOKEN = {
    pattern: /^[\w.=+/~-]+$/,
    description: 'only the token: letters, digits and . - _ = + / ~',
    mistakes: [QUOTATION_MARKS, WHITE_SPACE],
};
/** DeviceKeyType. */
const DEVICE_KEY = {
    pattern: /^(?=.{1,55}$)[\w-]+_[0-9a-f-]+$/,
    description: 'a device key, like eu-west-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    mistakes: [QUOTATION_MARKS, WHITE_SPACE],
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
            expected: 'an origin, like https://auth.example.com',
        },
        PLAIN_HTTP,
    ],
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
        WHITE_SPACE,
        PLAIN_HTTP,
    ],
};
/** RFC 6749 section 3.3. */
const SCOPES = {
    pattern: /^[\x21\x23-\x5b\x5d-\x7e]+$/,
    description: 'a scope, like orders/read',
    separator: /\s/,
    separators: 'spaces or lines',
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
    description: 'the name of a group, without white space',
    separator: /[,\n]/,
    separators: 'lines or commas',
};
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
        { pattern: /^(?![a-z][a-z0-9+.-]*:\/\/)/i, problem: 'has no scheme', expected: COMPLETE_URL },
    ],
};
const PROBE_HEADER = {
    pattern: /^(?<name>[\w-]+):\s*(?<template>.*\{(?:token|id-token|access-token)\}.*)$/,
    description: 'a header with a placeholder, like Authorization: Bearer {token}',
};
const ENV_PREFIX = {
    pattern: /^(?!GITHUB_|RUNNER_)[A-Za-z_][A-Za-z0-9_]*$/i,
    description: 'letters, digits and _, and must not start with a digit, GITHUB_ or RUNNER_',
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

/***/ 3008:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ InputReader)
});

// EXTERNAL MODULE: ./build/failures/action-error.js + 1 modules
var action_error = __webpack_require__(5766);
// EXTERNAL MODULE: ./build/lists.js
var lists = __webpack_require__(4521);
// EXTERNAL MODULE: ./build/inputs/rules.js
var rules = __webpack_require__(1671);
// EXTERNAL MODULE: ./build/inputs/reading/format.js
var reading_format = __webpack_require__(5884);
;// CONCATENATED MODULE: ./build/inputs/reading/lists.js
const JSON_ARRAY = /^\[.*[,"'].*\]$/s;
const JSON_TEXT = /^[{[].*[}\]]$/s;
/** Splits at the first `=`. */
const PAIR = /^(?<name>[^=]*[^=\s])\s*=(?<value>.*)$/;
const YAML_PAIR = /^[^\s=]+:(\s|$)/;
/** Trims the entries, and drops empty ones and duplicates. */
function parseList(text, format) {
    const { pattern, description, separator, separators } = format;
    const fix = `Separate entries by ${separators}.`;
    if (JSON_ARRAY.test(text)) {
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
    for (const [index, line] of text.split('\n').entries()) {
        const pair = line.trim();
        const { name, value } = PAIR.exec(pair)?.groups ?? {};
        if (YAML_PAIR.test(pair)) {
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
        }
    }
    return { value: Object.fromEntries(pairs), problems };
}

// EXTERNAL MODULE: ./node_modules/leven/index.js
var leven = __webpack_require__(7785);
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
    const closest = (0,leven/* closestMatch */.h)(given, similar.map(lettersOf));
    return similar.find((choice) => lettersOf(choice) === closest);
}
/** Accepts a part of the choice, the choice with additions shorter than itself, and typos. */
function isSimilar(given, choice) {
    const isPart = choice.includes(given);
    const isExtended = given.includes(choice) && given.length < 2 * choice.length;
    const maxEdits = Math.min(MAX_EDITS, Math.ceil(choice.length / CHARACTERS_PER_EDIT));
    return given.length >= MIN_CHARACTERS && (isPart || isExtended || (0,leven/* default */.A)(given, choice) <= maxEdits);
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
    #getInput;
    #problems = new Map();
    #isAnyEmpty = false;
    constructor(getInput) {
        this.#getInput = getInput;
    }
    /**
     * Returns the result of `read` if it found no problem.
     *
     * A problem does not end `read`, so that one message can list all of them. Meanwhile the reader returns a stand-in of
     * the right type for an invalid value: the text itself, `NaN`, the first choice. No stand-in leaves this function.
     *
     * @throws {ActionError} `inputs-invalid`, with all problems in the order of the table of inputs
     */
    static readValid(getInput, read) {
        const reader = new InputReader(getInput);
        const inputs = read(reader);
        const problems = rules/* INPUT_NAMES */.Qh.flatMap((name) => reader.#problems.get(name) ?? []);
        if (problems.length > 0) {
            throw new action_error/* ActionError */.lZ({ code: 'inputs-invalid', problems, isAnyEmpty: reader.#isAnyEmpty });
        }
        return inputs;
    }
    /** Returns the trimmed input, or its default if nothing is left. An input without a default can be empty. */
    text(name) {
        return this.#getInput(name).trim() || (rules/* INPUT_RULES */.bK[name].default ?? '');
    }
    /** Is true for an input that consists of white space. */
    isBlank(name) {
        return this.#getInput(name) !== '' && this.#getInput(name).trim() === '';
    }
    hasWhiteSpaceAround(name) {
        return this.#getInput(name) !== this.#getInput(name).trim();
    }
    hasProblem(name) {
        return this.#problems.has(name);
    }
    /** Adds problems, each to follow the input's name, unless the input already has one, which may be their cause. */
    addProblem(name, ...problems) {
        const found = problems.filter((problem) => problem !== undefined);
        if (found.length > 0 && !this.hasProblem(name)) {
            const sentences = found.map((problem) => (problem.startsWith(',') ? `${name}${problem}` : `${name} ${problem}`));
            this.#problems.set(name, sentences);
        }
    }
    /** Adds the problem of a missing value, which is often a secret that GitHub withholds. */
    addMissing(name, problem) {
        this.#isAnyEmpty = true;
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
        const { format } = rules/* INPUT_RULES */.bK[name];
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
    /** Reads lines of `name=value`. */
    pairs(name) {
        const { value, problems } = parsePairs(this.text(name));
        this.addProblem(name, ...problems);
        return value;
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


/***/ }),

/***/ 1671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ MODES),
/* harmony export */   Fx: () => (/* binding */ secretInputsFor),
/* harmony export */   HR: () => (/* binding */ AUTH_FLOWS),
/* harmony export */   Qh: () => (/* binding */ INPUT_NAMES),
/* harmony export */   bK: () => (/* binding */ INPUT_RULES),
/* harmony export */   pz: () => (/* binding */ inputsFor)
/* harmony export */ });
/* harmony import */ var _formats_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9416);
/**
 * The table of all inputs of the action and its sweep. A unit test compares `action.yml`, `sweep/action.yml` and the
 * READMEs with it.
 */

const MODES = ['ephemeral', 'stored', 'refresh', 'client-credentials'];
const API_FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'];
const LOGIN_PAGE_FLOW = 'AUTHORIZATION_CODE';
const AUTH_FLOWS = [...API_FLOWS, LOGIN_PAGE_FLOW];
const EVERYWHERE = [...MODES, 'sweep'];
const USERS = ['ephemeral', 'stored'];
const OAUTH = [...USERS, 'client-credentials'];
const WITH_LOGIN_PAGE = { 'auth-flow': [LOGIN_PAGE_FLOW] };
const REQUIRED_WITH_LOGIN_PAGE = { onlyWith: WITH_LOGIN_PAGE, requiredWith: WITH_LOGIN_PAGE };
const RULES = {
    mode: { for: MODES, default: 'ephemeral' },
    'client-id': { for: MODES, requiredFor: MODES, format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .CLIENT_ID */ .U6 },
    'client-secret': { for: MODES, requiredFor: ['client-credentials'], format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .CLIENT_SECRET */ .p$, secret: true },
    'user-pool-id': {
        for: ['ephemeral', 'stored', 'refresh', 'sweep'],
        requiredFor: ['ephemeral', 'sweep'],
        requiredWith: { 'auth-flow': ['USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH'] },
        format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .USER_POOL_ID */ .PS,
    },
    'aws-region': { for: EVERYWHERE, format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .REGION */ .Zg },
    'auth-flow': { for: USERS, default: 'USER_PASSWORD_AUTH' },
    username: { for: ['stored'], requiredFor: ['stored'], format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .USERNAME */ .HF, secret: true },
    password: { for: ['stored'], requiredFor: ['stored'], secret: true },
    'totp-secret': { for: ['stored'], format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .TOTP_SECRET */ .dC, secret: true },
    'refresh-token': { for: ['refresh'], requiredFor: ['refresh'], format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .REFRESH_TOKEN */ .aZ, secret: true },
    'device-key': { for: ['refresh'], format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .DEVICE_KEY */ .nA, secret: true },
    domain: { for: OAUTH, ...REQUIRED_WITH_LOGIN_PAGE, format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .DOMAIN */ .V2, mayHoldSecret: true },
    'redirect-uri': { for: USERS, ...REQUIRED_WITH_LOGIN_PAGE, format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .REDIRECT_URI */ ._q },
    scopes: { for: OAUTH, onlyWith: WITH_LOGIN_PAGE },
    'username-format': { for: ['ephemeral', 'sweep'], default: 'email' },
    'create-with': { for: ['ephemeral'], default: 'admin' },
    'email-domain': {
        for: ['ephemeral'],
        onlyWith: { 'username-format': ['email'] },
        default: 'example.com',
        format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .EMAIL_DOMAIN */ .iM,
    },
    'password-length': { for: ['ephemeral'], default: '64' },
    'user-attributes': { for: ['ephemeral'] },
    groups: { for: ['ephemeral'] },
    'client-metadata': { for: MODES, onlyWith: { 'auth-flow': API_FLOWS } },
    'max-age-hours': { for: ['sweep'], default: '24' },
    'dry-run': { for: ['sweep'], default: 'false' },
    'deletes-per-second': { for: ['sweep'], default: '10' },
    'role-to-assume': { for: [...USERS, 'sweep'], format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .ROLE_ARN */ .xG },
    audience: { for: [...USERS, 'sweep'], default: 'sts.amazonaws.com' },
    'delete-user': { for: ['ephemeral'], default: 'true' },
    'revoke-token': { for: ['stored'], default: 'true' },
    'probe-url': { for: MODES, format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .PROBE_URL */ .Pi, mayHoldSecret: true },
    'probe-method': { for: MODES, default: 'GET' },
    'probe-header': {
        for: MODES,
        default: 'Authorization: Bearer {token}',
        format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .PROBE_HEADER */ .Py,
        mayHoldSecret: true,
    },
    'postman-environment': { for: MODES, default: 'false' },
    'env-prefix': { for: MODES, format: _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .ENV_PREFIX */ .N8 },
    'job-summary': { for: EVERYWHERE, default: 'false' },
    'timeout-seconds': { for: MODES, default: '60' },
};
const INPUT_RULES = RULES;
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
/* harmony import */ var _formats_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9416);
/* harmony import */ var _reading_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5884);


/** Takes the region from the user pool ID, else from `aws-region`, else from the job's environment. */
function readRegion(reader, jobRegion) {
    const poolRegion = _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .USER_POOL_ID */ .PS.pattern.exec(reader.value('user-pool-id'))?.groups?.['region'];
    const region = reader.optional('aws-region');
    if (poolRegion !== undefined && region !== undefined && region !== poolRegion) {
        const fix = 'Remove aws-region, or correct user-pool-id.';
        reader.addProblem('aws-region', `is ${region}, but the user pool is in ${poolRegion}. ${fix}`);
    }
    const givenRegion = poolRegion ?? region;
    if (givenRegion === undefined && jobRegion !== undefined && !reader.hasProblem('user-pool-id')) {
        const problem = (0,_reading_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatProblem */ .V)(jobRegion, _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .REGION */ .Zg, true);
        const source = "comes from the job's AWS_REGION or AWS_DEFAULT_REGION";
        reader.addProblem('aws-region', problem && `${source}, which ${problem}`);
    }
    return givenRegion ?? jobRegion;
}
function requireRegion(reader, region) {
    // An invalid mode may not need a region, and an invalid user pool ID may have been meant to contain it.
    if (region === undefined && !reader.hasProblem('mode') && !reader.hasProblem('user-pool-id')) {
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
