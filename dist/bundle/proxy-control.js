export const id = "proxy-control";
export const ids = ["proxy-control"];
export const modules = {

/***/ 7463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   startProxy: () => (/* binding */ startProxy)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(481);
/* harmony import */ var _failures_action_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8029);
/* harmony import */ var _failures_error_name_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8010);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9368);
/* harmony import */ var _platform_proxies_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4446);
/** Starts the proxy's process from main. */







/** A busy machine can take many seconds to start a process. */
const TIMEOUT_MS = 30_000;
/**
 * By default, the heap for short-lived objects grows to 48 MB under load. With 6 MB, memory stays flat, and the proxy
 * needs no more CPU.
 */
const NODE_ARGUMENTS = ['--max-semi-space-size=2'];
/**
 * The only variables that the process gets, because any other may be a secret of the job. `RUNNER_TRACKING_ID` lets the
 * runner end it with the job. The others concern Node.js, TLS and the operating system.
 */
const PASSED_VARIABLES = /^(?:RUNNER_TRACKING_ID|NODE_(?:OPTIONS|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED|USE_SYSTEM_CA)|SSL_CERT_(?:FILE|DIR)|(?:LD|DYLD)_LIBRARY_PATH|TZ|SystemRoot|windir|TEMP|TMP|TMPDIR|HOME|USERPROFILE)$/i;
/** Starts the process, which takes a while to load. */
function startProxy(config) {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_VARIABLES.test(name)));
    // The entries of the bundle are side by side.
    const entry = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(process.argv[1] ?? ''), '..', 'proxy', 'index.js');
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(process.execPath, [...NODE_ARGUMENTS, entry], {
        // It must outlive main, and hold none of its pipes, for whose end the runner waits.
        detached: true,
        stdio: ['pipe', 'pipe', 'ignore'],
        windowsHide: true,
        env,
    });
    const answers = new Answers(child);
    const send = (line) => child.stdin?.write(`${JSON.stringify(line)}\n`);
    const { port, stopKey } = config;
    send({ port });
    const firstAnswer = answers.next();
    // Main may fail before it waits for this.
    firstAnswer.catch(() => undefined);
    return {
        async serve(session, onListening) {
            const answer = await firstAnswer;
            const errorName = (0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .textIn */ .r7)(answer, 'errorName');
            if (errorName !== '') {
                throw new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ({ code: 'proxy-port-taken', port, errorName });
            }
            const running = { port: Number((0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .fieldOf */ ._F)(answer, 'port')), stopKey };
            onListening(running);
            send({ ...config, ...session, proxies: (0,_platform_proxies_js__WEBPACK_IMPORTED_MODULE_4__/* .readProxies */ .rq)() });
            await answers.next();
            answers.close();
            return running;
        },
    };
}
/** The lines that the process answers. */
class Answers {
    #child;
    #failed;
    #lines;
    /** Throws an `ActionError` if this process may open no more files. */
    constructor(child) {
        this.#child = child;
        this.#failed = new Promise((_, fail) => {
            child.once('error', (error) => fail(notStarted((0,_failures_error_name_js__WEBPACK_IMPORTED_MODULE_6__/* .nameOf */ .Vb)(error))));
            child.stdin?.once('error', (error) => fail(notStarted((0,_failures_error_name_js__WEBPACK_IMPORTED_MODULE_6__/* .nameOf */ .Vb)(error))));
        });
        this.#failed.catch(() => undefined);
        if (!child.stdout) {
            throw notStarted('EMFILE');
        }
        this.#lines = (0,node_readline__WEBPACK_IMPORTED_MODULE_2__.createInterface)({ input: child.stdout })[Symbol.asyncIterator]();
    }
    /** Rejects with an `ActionError` if the process ends or does not answer in time. */
    async next() {
        const timeout = new Promise((_, fail) => {
            setTimeout(() => fail(notStarted('ETIMEDOUT')), TIMEOUT_MS).unref();
        });
        const { value, done } = await Promise.race([this.#lines.next(), this.#failed, timeout]);
        if (done === true) {
            throw notStarted('unexpected end');
        }
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .qF)(value);
    }
    /** Lets go of the process. */
    close() {
        this.#child.stdin?.destroy();
        this.#child.stdout?.destroy();
        this.#child.unref();
    }
}
function notStarted(errorName) {
    return new _failures_action_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ({ code: 'proxy-not-started', errorName });
}


/***/ })

};
