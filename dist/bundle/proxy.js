export const id = "proxy";
export const ids = ["proxy"];
export const modules = {

/***/ 8288:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
/* harmony import */ var _platform_clock_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(152);
/* harmony import */ var _platform_http_agents_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3039);
/* harmony import */ var _platform_proxies_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4446);
/* harmony import */ var _platform_random_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2895);
/* harmony import */ var _platform_retry_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2532);
/* harmony import */ var _platform_time_limit_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9967);
/* harmony import */ var _proxy_run_proxy_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(957);
/* harmony import */ var _sign_in_progress_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1569);
/** The entry of the proxy's process. It loads Cognito's adapters only when tokens are to be renewed. */










/** Connections that are older may be closed by the target just as they are used again. */
const IDLE_TIMEOUT_MS = 1_000;
const exit = () => process.exit(0);
for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, exit);
}
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|::1)$/;
const agents = (0,_platform_http_agents_js__WEBPACK_IMPORTED_MODULE_3__/* .createHttpAgentsProvider */ .u)({ idleTimeoutMs: IDLE_TIMEOUT_MS });
const silent = () => undefined;
let connected;
await (0,_proxy_run_proxy_js__WEBPACK_IMPORTED_MODULE_8__/* .runProxy */ .e)({
    input: process.stdin,
    output: process.stdout,
    clock: _platform_clock_js__WEBPACK_IMPORTED_MODULE_2__/* .clock */ .p,
    random: _platform_random_js__WEBPACK_IMPORTED_MODULE_5__/* .random */ .y,
    useConnection({ serviceTime }, proxies) {
        (0,_platform_proxies_js__WEBPACK_IMPORTED_MODULE_4__/* .setProxies */ .RC)(proxies);
        _platform_clock_js__WEBPACK_IMPORTED_MODULE_2__/* .clock */ .p.sync(serviceTime ?? '');
    },
    connect(settings) {
        connected ??= connect(settings).catch((error) => {
            // A file may not open while too many are open.
            connected = undefined;
            throw error;
        });
        return connected;
    },
    // A target on this machine is not behind the proxy of the environment.
    agentFor: ({ protocol, hostname }) => LOOPBACK.test(hostname)
        ? new (protocol === 'https:' ? node_https__WEBPACK_IMPORTED_MODULE_1__ : node_http__WEBPACK_IMPORTED_MODULE_0__).Agent({ keepAlive: true, timeout: IDLE_TIMEOUT_MS })
        : agents().httpsAgent,
    exit,
});
async function connect({ run, endpoints }) {
    const [{ connectCognito }, { connectTokenEndpoint }] = await Promise.all([
        Promise.all(/* import() | cognito */[__webpack_require__.e("cognito"), __webpack_require__.e("common")]).then(__webpack_require__.bind(__webpack_require__, 3124)),
        Promise.all(/* import() | cognito */[__webpack_require__.e("cognito"), __webpack_require__.e("common")]).then(__webpack_require__.bind(__webpack_require__, 899)),
    ]);
    const timeLimit = new _platform_time_limit_js__WEBPACK_IMPORTED_MODULE_7__/* .TimeLimit */ .h(_platform_clock_js__WEBPACK_IMPORTED_MODULE_2__/* .clock */ .p);
    // The token source tries again itself.
    const retry = (0,_platform_retry_js__WEBPACK_IMPORTED_MODULE_6__/* .createRetryCall */ .FW)({ timeLimit, random: _platform_random_js__WEBPACK_IMPORTED_MODULE_5__/* .random */ .y, clock: _platform_clock_js__WEBPACK_IMPORTED_MODULE_2__/* .clock */ .p, pacerFor: silent, report: silent }, _platform_retry_js__WEBPACK_IMPORTED_MODULE_6__/* .noRetry */ .sb);
    // Nothing is logged here, so there is nothing to mask.
    const calls = { retry, mask: silent, clock: _platform_clock_js__WEBPACK_IMPORTED_MODULE_2__/* .clock */ .p };
    const fetchIdToken = () => Promise.resolve(undefined);
    const deps = { ...calls, agents: (0,_platform_http_agents_js__WEBPACK_IMPORTED_MODULE_3__/* .createHttpAgentsProvider */ .u)() };
    const cognito = connectCognito({ run, fetchIdToken, ...deps });
    if (Object.keys(endpoints).length > 0) {
        cognito.useEndpoints(endpoints);
    }
    return { cognito, tokenEndpoint: connectTokenEndpoint(deps), progress: new _sign_in_progress_js__WEBPACK_IMPORTED_MODULE_9__/* .Progress */ .k(_platform_clock_js__WEBPACK_IMPORTED_MODULE_2__/* .clock */ .p, silent) };
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ runProxy)
});

// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(481);
// EXTERNAL MODULE: ./build/failures/error-name.js
var error_name = __webpack_require__(8010);
// EXTERNAL MODULE: ./build/failures/action-error.js
var action_error = __webpack_require__(8029);
// EXTERNAL MODULE: ./build/token-header.js
var token_header = __webpack_require__(9079);
;// CONCATENATED MODULE: ./build/proxy/headers.js
/** The fields of a message may have 64 KB. API Gateway allows 10, and load balancers 64. */
const PARSER_OPTIONS = { maxHeaderSize: 65_536, insecureHTTPParser: false };
/** No limit but the size. By default, Node.js drops all fields after the first 1,000 without an error. */
const MAX_HEADERS_COUNT = 0;
/** @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'transfer-encoding', 'upgrade'];
/** `Connection` must not remove these: they frame and route the message. */
const PROTECTED = ['content-length', 'host'];
/** @param rawHeaders names and values in turns, as Node.js has them */
function fieldsOf(rawHeaders) {
    const fields = [];
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
        fields.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
    }
    return fields;
}
function trailersOf({ rawTrailers }) {
    return fieldsOf(rawTrailers);
}
/** HTTP/1.0 has no interim responses. @see https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1 */
function expectsContinue({ headers, httpVersionMinor }) {
    return httpVersionMinor > 0 && headers.expect?.toLowerCase() === '100-continue';
}
/** Removes the fields that apply to one connection only. */
function endToEndFields(rawHeaders) {
    const fields = fieldsOf(rawHeaders);
    const options = fields.flatMap(([name, value]) => (isNamed(name, 'connection') ? value.split(',') : []));
    const named = options.map((option) => option.trim().toLowerCase()).filter((name) => !PROTECTED.includes(name));
    const removed = new Set([...HOP_BY_HOP, ...named]);
    return fields.filter(([name]) => !removed.has(name.toLowerCase()));
}
function replaceValue(fields, name, replace) {
    return fields.map(([key, value]) => [key, isNamed(key, name) ? replace(value) : value]);
}
function withoutField(fields, name) {
    return fields.filter(([key]) => !isNamed(key, name));
}
function isNamed(key, name) {
    return key.length === name.length && key.toLowerCase() === name;
}
/** Node.js frames the body of any other method as chunked if it has no length. */
const METHODS_WITHOUT_BODY = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'DELETE', 'CONNECT'];
/** Returns the fields of a request at the target, without those that authorize it. */
function requestFields(request, host) {
    const fields = replaceValue(endToEndFields(request.rawHeaders), 'host', () => host);
    if (request.headers['transfer-encoding'] !== undefined) {
        return [...fields, ['Transfer-Encoding', 'chunked']];
    }
    const needsLength = request.headers['content-length'] === undefined && !METHODS_WITHOUT_BODY.includes(request.method ?? '');
    return [...withoutField(fields, 'trailer'), ...(needsLength ? [['Content-Length', '0']] : [])];
}

;// CONCATENATED MODULE: ./build/proxy/authorization.js



function tokenAuthorization({ name, template }, getTokenSet) {
    return {
        fieldName: name.toLowerCase(),
        async authorize({ fields }) {
            const { tokens } = await getTokenSet();
            return { fields: [...fields, [name, (0,token_header/* tokenHeaderValue */.o)(template, tokens)]] };
        },
    };
}
/** The signature replaces these fields, and the body is sent with its length. */
const REPLACED_FIELDS = [
    'x-amz-date',
    'x-amz-security-token',
    'x-amz-content-sha256',
    'transfer-encoding',
    'trailer',
    'expect',
    'content-length',
];
/** Signs the request and its body, which therefore has to be read first. */
function signatureAuthorization({ host, scope, getTokenSet, sign }) {
    return {
        fieldName: 'authorization',
        async authorize({ request, response, path, fields: given }) {
            if (expectsContinue(request)) {
                response.writeContinue();
            }
            const body = await readBody(request);
            const kept = REPLACED_FIELDS.reduce(withoutField, given);
            const hasLength = given.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
            const fields = [...kept, ...(hasLength ? [['Content-Length', String(body.length)]] : [])];
            const unsigned = { method: request.method ?? '', host, path, fields, body };
            return { fields: [...fields, ...(await sign(unsigned, await getTokenSet(), scope))], body };
        },
    };
}
const MAX_BODY_LENGTH = 10_000_000;
async function readBody(request) {
    const chunks = [];
    let length = 0;
    // The connection stays open, so that the client can read the refusal.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        length += chunk.length;
        if (length > MAX_BODY_LENGTH) {
            throw new action_error/* ActionError */.lZ({ code: 'proxy-request-refused', reason: 'body' });
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
;// CONCATENATED MODULE: ./build/proxy/target.js
/** The one origin that the proxy forwards to, and how URLs of both sides correspond. */
/** @param baseUrl `https://api.example.com/v1` */
function parseTarget(baseUrl) {
    const { protocol, hostname, port, host, origin, pathname } = new URL(baseUrl);
    return {
        protocol: protocol === 'http:' ? protocol : 'https:',
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port,
        host,
        origin,
        basePath: pathname.replace(/\/+$/, ''),
    };
}
/** Appends the path and query of a request to the base path, byte for byte. `*` stands for the whole server. */
function pathAtTarget(path, { basePath }) {
    return path === '*' ? path : `${basePath}${path}`;
}
/**
 * Makes a `Location` that points to the target point to the proxy. Leaves any other as it is.
 *
 * @param proxyOrigin as the client knows it
 */
function locationAtProxy(location, { origin, basePath }, proxyOrigin) {
    const authority = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i.exec(location)?.[0] ?? '';
    const isRelative = authority === '';
    if (isRelative ? !location.startsWith('/') : URL.parse(authority, origin)?.origin !== origin) {
        return location;
    }
    const path = location.slice(authority.length);
    const rest = path.slice(basePath.length);
    if (!path.startsWith(basePath) || (basePath !== '' && !/^(?:[/?#]|$)/.test(rest))) {
        return location;
    }
    // A path that begins with two slashes would name another host.
    return isRelative && !rest.startsWith('//') ? rest || '/' : `${proxyOrigin}${rest}`;
}

;// CONCATENATED MODULE: ./build/proxy/forwarding.js
/**
 * Forwards requests to the target and its answers back. The header fields are Node's `rawHeaders`, so order, case and
 * duplicates stay. Bodies, trailers and interim responses are passed on as they come.
 */






/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'];
/** @returns a function that forwards one request to a path and query, and does not reject */
function createForwarder(options) {
    const { target, authorization } = options;
    return async (request, response, pathAndQuery) => {
        const isAuthorized = request.headers[authorization.fieldName] !== undefined;
        const path = pathAtTarget(pathAndQuery, target);
        const fields = requestFields(request, target.host);
        try {
            const authorized = isAuthorized ? { fields } : await authorization.authorize({ request, response, path, fields });
            if (!response.destroyed) {
                new Exchange(request, response, options, !isAuthorized).start(path, authorized);
            }
        }
        catch (error) {
            request.resume();
            fail(response, error, options);
        }
    };
}
/** One request to the target and its answer. */
class Exchange {
    #request;
    #response;
    #options;
    #hasOurToken;
    #startedAt;
    #isContinued = false;
    constructor(request, response, options, hasOurToken) {
        this.#request = request;
        this.#response = response;
        this.#options = options;
        this.#hasOurToken = hasOurToken;
        this.#startedAt = options.clock.elapsed();
    }
    start(path, authorized) {
        const { target, agent, timeoutMs } = this.#options;
        const { method } = this.#request;
        const outgoing = (target.protocol === 'https:' ? external_node_https_ : external_node_http_).request({
            host: target.hostname,
            port: target.port,
            method,
            path,
            headers: authorized.fields.flat(),
            // Node.js would add a Connection field.
            setDefaultHeaders: false,
            agent,
            timeout: timeoutMs,
            ...PARSER_OPTIONS,
        });
        outgoing.maxHeadersCount = MAX_HEADERS_COUNT;
        let answer;
        outgoing.once('response', (incoming) => {
            answer = incoming;
            this.#passOn(incoming, outgoing);
        });
        outgoing.once('upgrade', (_, socket) => {
            socket.destroy();
            // No other event says so.
            fail(this.#response, unexpectedUpgrade(), this.#options);
        });
        outgoing.on('information', (interim) => this.#passOnInterim(interim));
        outgoing.on('timeout', () => {
            const isBodyComplete = authorized.body !== undefined || !this.#hasBody() || this.#request.readableEnded;
            if (isBodyComplete || this.#isClientWaiting() || outgoing.writableNeedDrain) {
                const seconds = timeoutMs / 1000;
                (answer ?? outgoing).destroy(new action_error/* ActionError */.lZ({ code: 'proxy-target-slow', origin: target.origin, seconds }));
            }
        });
        outgoing.on('error', (error) => {
            // The target had closed a kept connection before the request reached it. An abort by the client looks alike.
            const isUnread = outgoing.reusedSocket && (0,error_name/* nameOf */.Vb)(error) === 'ECONNRESET' && answer === undefined;
            if (isUnread && !this.#response.destroyed && !this.#hasBody() && IDEMPOTENT_METHODS.includes(method ?? '')) {
                this.start(path, authorized);
            }
            else if (answer === undefined) {
                fail(this.#response, error, this.#options);
            }
        });
        // Reads the rest of the body, so that the connection can be used again.
        outgoing.once('close', () => this.#request.unpipe(outgoing).resume());
        this.#response.on('error', () => outgoing.destroy());
        this.#response.once('close', () => {
            if (!this.#response.writableFinished) {
                outgoing.destroy();
            }
        });
        this.#sendBody(outgoing, authorized.body);
    }
    /** Returns true if the client sends its body only when the target says 100, which it has not said yet. */
    #isClientWaiting() {
        return expectsContinue(this.#request) && !this.#isContinued && !this.#request.readableDidRead;
    }
    #hasBody() {
        const { headers } = this.#request;
        return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    }
    /** @param whole the body, if it has been read */
    #sendBody(outgoing, whole) {
        const request = this.#request;
        if (whole !== undefined || !this.#hasBody()) {
            outgoing.end(whole);
            return;
        }
        request.pipe(outgoing, { end: false });
        request.once('end', () => {
            if (request.rawTrailers.length > 0) {
                outgoing.addTrailers(trailersOf(request));
            }
            outgoing.end();
        });
    }
    #passOnInterim({ statusCode, statusMessage, rawHeaders }) {
        const response = this.#response;
        // HTTP/1.0 has no interim responses, and a pipelined response has no socket before its turn.
        if (this.#request.httpVersionMinor === 0 || response.headersSent) {
            return;
        }
        if (statusCode === 100) {
            this.#isContinued = true;
            response.writeContinue();
            return;
        }
        const lines = endToEndFields(rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
        response.socket?.write(`HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`, 'latin1');
    }
    #passOn(answer, outgoing) {
        const { tally, clock } = this.#options;
        const { statusCode = 502, statusMessage = '' } = answer;
        const response = this.#response;
        const elapsedMs = clock.elapsed() - this.#startedAt;
        const count = () => tally.countAnswer(statusCode, elapsedMs, this.#hasOurToken);
        answer.once('error', (error) => {
            outgoing.destroy();
            if (response.destroyed) {
                count();
            }
            fail(response, error, this.#options);
        });
        // Node.js takes it for a final answer if it names no protocol.
        if (statusCode === 101) {
            answer.destroy(unexpectedUpgrade());
            return;
        }
        try {
            response.sendDate = false;
            if (this.#request.httpVersionMinor > 0) {
                // Node.js adds no field of its own then.
                response.removeHeader('connection');
            }
            response.writeHead(statusCode, statusMessage, this.#answerFields(answer).flat());
        }
        catch (error) {
            answer.destroy(error instanceof Error ? error : new Error('unknown'));
            return;
        }
        answer.pipe(response, { end: false });
        answer.once('end', () => {
            count();
            if (answer.rawTrailers.length > 0) {
                response.addTrailers(trailersOf(answer));
            }
            response.end();
        });
    }
    #answerFields(answer) {
        const { headers, httpVersionMinor, method } = this.#request;
        const fields = endToEndFields(answer.rawHeaders);
        const isChunked = answer.headers['transfer-encoding'] !== undefined &&
            httpVersionMinor > 0 &&
            method !== 'HEAD' &&
            ![204, 304].includes(answer.statusCode ?? 0);
        const origin = `http://${headers.host}`;
        const located = replaceValue(fields, 'location', (value) => locationAtProxy(value, this.#options.target, origin));
        return isChunked ? located : withoutField(located, 'trailer');
    }
}
function unexpectedUpgrade() {
    return Object.assign(new Error('not asked for'), { name: 'UnexpectedUpgrade' });
}
/** Answers with a failure, unless the client is gone. */
function fail(response, error, { tally, target, onFailure }) {
    if (!response.destroyed) {
        const failure = error instanceof action_error/* ActionError */.lZ ? error : targetFailure(error, target);
        tally.countFailure(failure.failure.code);
        onFailure(response, failure);
    }
}
function targetFailure(error, { origin }) {
    const errorName = (0,error_name/* nameOf */.Vb)(error);
    const code = error_name/* CERTIFICATE_ERROR */.NE.test(errorName) ? 'proxy-certificate-untrusted' : 'proxy-target-unanswered';
    return new action_error/* ActionError */.lZ({ code, origin, errorName });
}

// EXTERNAL MODULE: ./build/sign-in/client-credentials.js
var client_credentials = __webpack_require__(9646);
// EXTERNAL MODULE: ./build/sign-in/refresh.js
var refresh = __webpack_require__(7091);
// EXTERNAL MODULE: ./build/tokens.js
var build_tokens = __webpack_require__(1816);
;// CONCATENATED MODULE: ./build/proxy/renewal.js



/** Reads the token set that main got. */
function firstTokenSet({ tokens: settings, identity }) {
    const tokens = settings.kind === 'user'
        ? (0,build_tokens/* parseScopedTokens */.Kf)(settings, 'user pool')
        : (0,build_tokens/* parseClientTokens */.LD)(settings.accessToken, 'token endpoint');
    const credentials = identity && { ...identity.credentials, expiresAt: new Date(identity.credentials.expiresAt) };
    return tokenSetOf(tokens, credentials);
}
function tokenSetOf(tokens, credentials) {
    return { tokens, credentials, expiresAt: (credentials ?? tokens).expiresAt };
}
/** @param connect is called for each renewal */
function createRenewal({ tokens: settings, identity }, connect) {
    if (settings.kind === 'client') {
        return {
            renew: async () => tokenSetOf((await (0,client_credentials/* signInClient */._)(settings, await connect())).tokens, undefined),
            rotation: () => undefined,
        };
    }
    const { refreshToken: saved } = settings;
    // With rotation, each refresh token works once, also if no AWS credentials follow.
    let newest = saved;
    return {
        async renew() {
            const deps = await connect();
            const { tokens } = await (0,refresh/* refresh */.O)({ ...settings, refreshToken: newest }, deps);
            newest = tokens.refreshToken;
            return tokenSetOf(tokens, identity && (await fetchCredentials(identity, tokens.idToken, deps)));
        },
        rotation: () => (newest === saved ? undefined : { saved, newest }),
    };
}
async function fetchCredentials({ target, userPoolId, identityId, roleArn }, idToken = '', { cognito }) {
    const identityPool = await cognito.identityPool(target);
    return identityPool.fetchCredentials(identityId, { userPoolId, idToken }, roleArn);
}

// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
;// CONCATENATED MODULE: ./build/proxy/renewer.js


/** A request carries a token that lives this much longer, or half of its life if that is less. */
const MIN_VALIDITY_MS = 30_000;
/**
 * Renewal starts this long before a request would have to wait for it, so that a call can time out three times. But it
 * does not start in the first quarter of the life.
 */
const RENEWAL_MARGIN_MS = 60_000;
/** A token lives at least this long, although a wrong clock may say otherwise. */
const MIN_LIFE_MS = 10_000;
/** The life of a renewed token that has expired by a wrong clock. Cognito issues none for a shorter time. */
const LIFE_BY_WRONG_CLOCK_MS = 300_000;
/** How late a machine notices that it slept, or that a renewal for a request has failed. */
const MAX_SLEEP_MS = 15_000;
/** After a longer sleep of the machine, AWS may reject the time of signatures. A renewal corrects it. */
const MAX_LOST_MS = 60_000;
const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 15_000;
/** Keeps tokens fresh: renews them ahead of time, one renewal at a time, and goes on trying after a failure. */
class Renewer {
    #deps;
    #backoffMs;
    #current;
    #lifeMs = 0;
    #obtainedAt = { monotonicMs: 0, machineMs: 0 };
    #requiredMs = 0;
    /** Renewal starts when this much is left. */
    #renewalMs = 0;
    #renewal;
    /** The failure of the last renewal. Undefined if it succeeded. */
    #failure;
    #failedAttempts = 0;
    /** @param first was just obtained */
    constructor(first, deps) {
        this.#deps = deps;
        this.#backoffMs = (0,retry/* exponentialBackoff */.Ed)(deps.random, FIRST_BACKOFF_MS, MAX_BACKOFF_MS);
        this.#current = first;
        this.#startLife(MIN_LIFE_MS);
    }
    /** Resolves to a fresh value. Waits for a renewal if that is needed, and rejects with its `ActionError`. */
    async get() {
        if (!this.#isFresh() || this.#hasLostTime()) {
            await (this.#failure === undefined ? this.#renew() : this.#renewal);
        }
        if (!this.#isFresh() && this.#failure !== undefined) {
            throw this.#failure;
        }
        return this.#current;
    }
    /** Renews ahead of time until the process ends. */
    async keepFresh() {
        for (;;) {
            const value = this.#current;
            const untilRenewalMs = this.#untilRenewalMs();
            await this.#deps.clock.sleep(Math.min(untilRenewalMs, MAX_SLEEP_MS));
            // A request may have renewed it meanwhile.
            if (untilRenewalMs <= MAX_SLEEP_MS && this.#current === value) {
                await this.#renew();
            }
        }
    }
    /** Resolves when the renewal under way has ended. No other follows. */
    async end() {
        await this.#renewal;
        this.#renewal = Promise.resolve();
    }
    #renew() {
        this.#renewal ??= this.#tryRenewal().finally(() => {
            this.#renewal = undefined;
        });
        return this.#renewal;
    }
    async #tryRenewal() {
        const { renew, tally } = this.#deps;
        try {
            this.#current = await renew();
            this.#startLife(LIFE_BY_WRONG_CLOCK_MS);
            this.#failure = undefined;
            this.#failedAttempts = 0;
            tally.countRefresh();
        }
        catch (error) {
            this.#failure = (0,action_error/* asActionError */.z6)(error);
            this.#failedAttempts++;
            tally.countFailedRefresh(this.#failure.failure.code);
        }
    }
    #untilRenewalMs() {
        return this.#failure === undefined
            ? Math.max(0, this.#hasLostTime() ? 0 : this.#remainingMs() - this.#renewalMs)
            : this.#backoffMs(this.#failedAttempts);
    }
    #isFresh() {
        return this.#remainingMs() > this.#requiredMs;
    }
    /** @param lifeIfExpiredMs used if the value has expired by the clock */
    #startLife(lifeIfExpiredMs) {
        const { clock } = this.#deps;
        const leftMs = this.#current.expiresAt.getTime() - clock.now().getTime();
        const lifeMs = Math.max(MIN_LIFE_MS, leftMs > 0 ? leftMs : lifeIfExpiredMs);
        this.#obtainedAt = instant(clock);
        this.#lifeMs = lifeMs;
        this.#requiredMs = Math.min(MIN_VALIDITY_MS, lifeMs / 2);
        this.#renewalMs = Math.min(this.#requiredMs + RENEWAL_MARGIN_MS, (lifeMs * 3) / 4);
    }
    #remainingMs() {
        const { monotonicMs, machineMs } = this.#age();
        return this.#lifeMs - Math.max(monotonicMs, machineMs);
    }
    /** Returns true if the machine has slept, or its clock was set forward. */
    #hasLostTime() {
        const { monotonicMs, machineMs } = this.#age();
        return machineMs - monotonicMs > MAX_LOST_MS;
    }
    #age() {
        const { monotonicMs, machineMs } = instant(this.#deps.clock);
        return {
            monotonicMs: monotonicMs - this.#obtainedAt.monotonicMs,
            machineMs: machineMs - this.#obtainedAt.machineMs,
        };
    }
}
function instant(clock) {
    return { monotonicMs: clock.elapsed(), machineMs: clock.now().getTime() - clock.driftMs() };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/proxy/stop.js
var stop = __webpack_require__(8971);
;// CONCATENATED MODULE: ./build/proxy/server.js
/** The proxy's server on the loopback interface. */





const REFUSED = 'proxy-request-refused';
const LOOPBACK = '127.0.0.1';
/**
 * Starts a server that listens, but serves nothing yet.
 *
 * @param port 0 for a free one
 */
async function listen(port) {
    const server = (0,external_node_http_.createServer)({
        // Clients close their connections themselves. A limit could close one just as it is used again.
        keepAliveTimeout: 0,
        // An upload may take long.
        requestTimeout: 0,
        headersTimeout: 60_000,
        ...PARSER_OPTIONS,
    });
    server.maxHeadersCount = MAX_HEADERS_COUNT;
    await new Promise((listening, fail) => {
        server.once('error', fail);
        server.listen(port, LOOPBACK, listening);
    });
    const address = server.address();
    return { server, port: isAddress(address) ? address.port : port };
}
function isAddress(address) {
    return typeof address === 'object' && address !== null;
}
/** Serves requests from now on. */
function serve(server, options) {
    const { port, stopKey, forward, troubleshooting, tally } = options;
    const names = [LOOPBACK, 'localhost'];
    const hosts = names.flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
    const isOwn = (host) => hosts.includes(host.toLowerCase());
    const onRequest = (request, response) => {
        const { host = '', authorization = '' } = request.headers;
        if (host === stop.STOP_HOST && isEqual(authorization, stopKey)) {
            // Nothing listens any more when the answer arrives, although the process takes a while to end.
            server.close();
            response.once('close', options.onStopped);
            const maxWaitMs = Number(request.headers[stop.MAX_WAIT_FIELD.toLowerCase()] ?? 0);
            void options.stop(maxWaitMs).then((stopped) => sendJson(response, 200, stopped));
            return;
        }
        const [, authority = host, path = request.url ?? ''] = /^http:\/\/([^/?#]*)(.*)$/i.exec(request.url ?? '') ?? [];
        const reason = isOwn(host) && isOwn(authority) ? refusalReason(request) : 'host';
        if (reason === undefined) {
            void forward(request, response, path.startsWith('/') || path === '*' ? path : `/${path}`);
        }
        else {
            tally.countFailure(REFUSED);
            sendFailure(response, new action_error/* ActionError */.lZ({ code: REFUSED, reason }), troubleshooting);
        }
    };
    server.on('request', onRequest);
    // Only the target knows whether it accepts these expectations.
    server.on('checkContinue', onRequest);
    server.on('checkExpectation', onRequest);
    server.on('connect', (_, socket) => {
        tally.countFailure(REFUSED);
        socket.on('error', () => socket.destroy());
        socket.end('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
}
function refusalReason({ headers, headersDistinct }) {
    // A server may ignore an upgrade. Java's HttpClient offers HTTP/2 with its first requests, and would fail with 501.
    if (headers.upgrade !== undefined && headers.upgrade.toLowerCase() !== 'h2c') {
        return 'upgrade';
    }
    const hasOtherCoding = !/^(chunked)?$/i.test(headers['transfer-encoding'] ?? '');
    return headersDistinct['host']?.length !== 1 || hasOtherCoding ? 'message' : undefined;
}
const STATUSES = { host: 421, upgrade: 501, message: 400, body: 413 };
/** Answers with the failure's message as JSON. Cuts off an answer that has begun. */
function sendFailure(response, error, troubleshooting) {
    if (response.headersSent) {
        response.destroy();
        return;
    }
    const { failure } = error;
    const ownStatus = failure.code === 'proxy-target-slow' ? 504 : 502;
    const status = failure.code === REFUSED ? STATUSES[failure.reason] : ownStatus;
    sendJson(response, status, { code: failure.code, message: (0,action_error/* formatMessage */.hw)(error, troubleshooting) });
}
function sendJson(response, status, value) {
    const body = `${JSON.stringify(value)}\n`;
    const fields = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    // By default, Node.js would send the reason phrase of an answer that could not be passed on.
    response.writeHead(status, external_node_http_.STATUS_CODES[status] ?? '', fields);
    response.end(body);
}
function isEqual(given, expected) {
    const [one, other] = [Buffer.from(given), Buffer.from(expected)];
    return one.length === other.length && (0,external_node_crypto_.timingSafeEqual)(one, other);
}

// EXTERNAL MODULE: ./build/proxy/tally.js
var proxy_tally = __webpack_require__(5425);
;// CONCATENATED MODULE: ./build/proxy/run-proxy.js









/** As long as a self-hosted runner's job may reasonably take. GitHub's own end after 6 hours. */
const MAX_LIFE_MS = 24 * 60 * 60 * 1000;
/** Load balancers wait as long, and API Gateway half as long. */
const TARGET_TIMEOUT_MS = 60_000;
async function runProxy(deps) {
    const { input, output, clock, exit } = deps;
    const answer = (line) => output.write(`${JSON.stringify(line)}\n`);
    const lines = (0,external_node_readline_.createInterface)({ input })[Symbol.asyncIterator]();
    const nextLine = async () => {
        const { value, done } = await lines.next();
        return done === true ? exit() : value;
    };
    const { port: wantedPort } = JSON.parse(await nextLine());
    const listening = await listen(wantedPort).catch((error) => {
        answer({ errorName: (0,error_name/* nameOf */.Vb)(error) });
    });
    if (listening === undefined) {
        return;
    }
    answer({ port: listening.port });
    const settings = JSON.parse(await nextLine());
    await start(listening.server, listening.port, settings, deps);
    void clock.sleep(MAX_LIFE_MS).then(exit);
    answer({ isServing: true });
}
async function start(server, port, settings, deps) {
    const { stopKey, troubleshooting } = settings;
    const { clock, random } = deps;
    deps.useConnection(settings.connection, settings.proxies);
    const target = parseTarget(settings.target);
    const tally = new proxy_tally/* Tally */.F();
    const { renew, rotation } = createRenewal(settings, () => deps.connect(settings.connection));
    const renewer = new Renewer(firstTokenSet(settings), { renew, clock, random, tally });
    void renewer.keepFresh();
    const forward = createForwarder({
        target,
        agent: deps.agentFor(target),
        authorization: await createAuthorization(settings, target, renewer, clock),
        clock,
        tally,
        timeoutMs: TARGET_TIMEOUT_MS,
        onFailure: (response, error) => sendFailure(response, error, troubleshooting),
    });
    serve(server, {
        port,
        stopKey,
        forward,
        troubleshooting,
        tally,
        async stop(maxWaitMs) {
            // A renewal that is under way may have used up the refresh token that post has.
            await Promise.race([renewer.end(), clock.sleep(maxWaitMs)]);
            return { report: tally.report(), rotation: rotation() };
        },
        onStopped: () => deps.exit(),
    });
}
async function createAuthorization({ header, service, identity }, target, renewer, clock) {
    const getTokenSet = () => renewer.get();
    if (identity === undefined) {
        return tokenAuthorization(header, getTokenSet);
    }
    // Loaded on demand, because few APIs are behind IAM authorization.
    const { sign, signingScope } = await Promise.all(/* import() | signing */[__webpack_require__.e("cognito"), __webpack_require__.e("signing")]).then(__webpack_require__.bind(__webpack_require__, 2176));
    return signatureAuthorization({
        host: target.host,
        scope: signingScope(target, service, identity.target.region),
        getTokenSet,
        sign: async (request, { credentials }, scope) => credentials === undefined ? [] : sign(request, credentials, scope, clock.now()),
    });
}


/***/ })

};
