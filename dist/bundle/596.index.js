export const id = 596;
export const ids = [596];
export const modules = {

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
