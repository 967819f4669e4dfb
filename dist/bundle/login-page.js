export const id = "login-page";
export const ids = ["login-page"];
export const modules = {

/***/ 9871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectLoginPage: () => (/* binding */ connectLoginPage)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/failures/service-failure.js
var service_failure = __webpack_require__(6406);
// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
// EXTERNAL MODULE: ./build/tokens.js
var build_tokens = __webpack_require__(1816);
;// CONCATENATED MODULE: ./build/cognito/cookie-jar.js
/** Shorter values, such as `en` in `lang=en`, are no secrets, and masking them would garble the log. */
const MIN_SECRET_LENGTH = 8;
/**
 * The cookies of one origin during one sign-in. Ignores paths and domains, because only that origin gets the cookies.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5
 */
class CookieJar {
    #cookies = new Map();
    #mask;
    constructor(mask) {
        this.#mask = mask;
    }
    /**
     * Stores cookies and masks their values.
     *
     * @param setCookie the `Set-Cookie` headers of a response
     */
    store(setCookie) {
        for (const cookie of setCookie) {
            const [, name, value = ''] = /^\s*([^=;]+)=([^;]*)/.exec(cookie) ?? [];
            if (name === undefined) {
                continue;
            }
            this.#cookies.set(name, value);
            const secret = withoutQuotes(value);
            if (secret.length >= MIN_SECRET_LENGTH) {
                this.#mask(secret);
            }
        }
    }
    /** Returns the value of a cookie, or an empty string if there is none. */
    value(name) {
        return withoutQuotes(this.#cookies.get(name) ?? '');
    }
    /** The `Cookie` header of the next request, if there are any cookies. */
    get headers() {
        const pairs = [...this.#cookies].map((pair) => pair.join('='));
        return pairs.length === 0 ? {} : { Cookie: pairs.join('; ') };
    }
}
function withoutQuotes(value) {
    return value.replace(/^"(.*)"$/, '$1');
}

// EXTERNAL MODULE: ./build/failures/action-error.js
var action_error = __webpack_require__(8029);
// EXTERNAL MODULE: ./build/cognito/errors/failures.js + 2 modules
var failures = __webpack_require__(7733);
;// CONCATENATED MODULE: ./build/cognito/login-answers.js
/** Failures of the hosted login pages, told apart by what their answers contain. Messages quote nothing of a page. */


/** Recognizes the login form of the classic hosted UI. */
function isLoginForm({ answer: { status, body } }) {
    return status === 200 && body.includes('cognitoSignInForm') && body.includes('_csrf');
}
/** Returns the failure of a redirect to the domain's error page or to another origin, or undefined. */
function redirectFailure({ url, answer, redirectUrl }, call) {
    if (redirectUrl?.origin !== url.origin) {
        return createFailure('login-elsewhere', answer, call);
    }
    return redirectUrl.pathname === '/error' ? oauthError(answer, redirectUrl.searchParams, call) : undefined;
}
/** Returns the failure of a redirect to the redirect URI that has no code, or whose state is not ours. */
function callbackFailure({ answer, redirectUrl }, call) {
    const parameters = redirectUrl?.searchParams ?? new URLSearchParams();
    return parameters.has('error')
        ? oauthError(answer, parameters, call)
        : createFailure('answer-unreadable', answer, call);
}
function oauthError(answer, parameters, call) {
    const { status, requestId } = answer;
    const error = parameters.get('error');
    if (/not enabled for oauth/i.test(error ?? '')) {
        return createFailure('code-grant-disabled', answer, call);
    }
    // Cognito reports an unknown scope as `invalid_request` and describes it as `invalid_scope`.
    const isScopeError = parameters.get('error_description') === 'invalid_scope';
    return (0,failures/* toOAuthError */.TA)({ status, error: isScopeError ? 'invalid_scope' : error, requestId }, call);
}
/** Returns the failure of a page that is not the login form. */
function pageFailure({ url, answer }, call) {
    const { status, body, requestId } = answer;
    if (/login pages unavailable/i.test(body)) {
        return createFailure('login-pages-unavailable', answer, call);
    }
    const isFromCognito = requestId !== undefined || body.includes('name="csrf"');
    if (status === 200 && isFromCognito && url.pathname === '/login') {
        return createFailure('managed-login', { status }, call);
    }
    return (0,failures/* toOAuthError */.TA)({ status, error: undefined, requestId }, call);
}
/**
 * Returns the failure of a submitted form that did not lead to a code.
 *
 * @param page the page after the form, redirects followed
 * @param answer the answer to the form itself
 */
function formFailure(page, answer, call) {
    const { body, status } = page.answer;
    if (isLoginForm(page)) {
        return signInFailure(body, answer, call);
    }
    if (status !== 200 || !body.includes('<form')) {
        return pageFailure(page, call);
    }
    const [, challenge] = CHALLENGES.find(([mark]) => mark.test(`${page.url.pathname} ${body}`)) ?? [];
    return new action_error/* ActionError */.lZ({ ...evidenceOf({ status: answer.status }, call), code: 'login-page-challenge', challenge });
}
/** Reads the message above the login form. A message in another language or wording still means a rejected sign-in. */
function signInFailure(body, answer, call) {
    const [, message = ''] = /id="loginErrorMessage"[^>]*>([^<]*)</.exec(body) ?? [];
    const [, name = 'NotAuthorizedException'] = EXCEPTIONS.find(([wording]) => wording.test(message)) ?? [];
    const { status, requestId } = answer;
    const failure = (0,failures/* toOAuthError */.TA)({ status, error: name, message, requestId }, call);
    const isKnown = !(0,action_error/* isFailure */.N6)(failure, 'answer-unreadable') && !(0,action_error/* isFailure */.N6)(failure, 'call-refused');
    return isKnown ? failure : createFailure('sign-in-rejected', answer, call);
}
const EXCEPTIONS = [
    [/does not exist/i, 'UserNotFoundException'],
    [/not confirmed/i, 'UserNotConfirmedException'],
    [/password reset required/i, 'PasswordResetRequiredException'],
    [/failed with error/i, 'UserLambdaValidationException'],
    [/invocation failed/i, 'UnexpectedLambdaException'],
    [/lambda (function )?output/i, 'InvalidLambdaResponseException'],
];
/** Challenges by marks in path and field names. They are guesses, because AWS documents neither. */
const CHALLENGES = [
    [/new_?password|changePassword/i, 'NEW_PASSWORD_REQUIRED'],
    [/selectMfa|mfa_type/i, 'SELECT_MFA_TYPE'],
    [/mfaSetup|associateSoftwareToken|mfa_?setup/i, 'MFA_SETUP'],
    [/softwareToken|totpCode/i, 'SOFTWARE_TOKEN_MFA'],
    [/emailMfa|email_?otp/i, 'EMAIL_OTP'],
    [/\/mfa\b|authentication_code/i, 'SMS_MFA'],
];
function createFailure(code, answer, call) {
    return (0,action_error/* createCallError */.Fi)(code, evidenceOf(answer, call));
}
function evidenceOf({ status, requestId }, call) {
    return { call, errorName: undefined, httpStatus: status, requestId };
}

// EXTERNAL MODULE: ./build/cognito/oauth-http.js
var oauth_http = __webpack_require__(4144);
// EXTERNAL MODULE: ./build/cognito/targets.js
var targets = __webpack_require__(9346);
;// CONCATENATED MODULE: ./build/cognito/login-page.js
/**
 * Signs a user in at the user pool's login page (the classic hosted UI) over plain HTTP: authorize, login page, form,
 * code, token endpoint. AWS does not document the page for programs.
 *
 * oauth4webapi would cover only the two OAuth 2.0 requests, not the page and its cookies. It also needs `fetch`, which
 * cannot use our HTTP agents, and is 100 kB compared with 14 kB for this code.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1
 * @see https://www.rfc-editor.org/rfc/rfc7636
 */








const MAX_REDIRECTS = 3;
/** Authorize, login page, form, the page after a refused form and token endpoint, plus the redirects in between. */
const MAX_REQUESTS = 5 + MAX_REDIRECTS;
function connectLoginPage(options) {
    return {
        /**
         * Signs a user in as a browser would. The ID token is empty without the scope `openid`. Rejects with an
         * `ActionError`. Each attempt starts a new session, because forms and codes work once.
         */
        signIn: (request) => options.retry((signal) => new HostedUiSession(request, signal, options).signIn(), {
            requestsPerAttempt: MAX_REQUESTS,
            operation: service_failure/* OAUTH */.Ip.loginPage,
        }),
        /** Exchanges a code for tokens. Rejects with an `ActionError`: `code-rejected` if only the code is wrong. */
        exchangeCode: (request, code) => options.retry((signal) => new HostedUiSession(request, signal, options).exchange(code)),
    };
}
class HostedUiSession {
    #request;
    #signal;
    #options;
    #cookies;
    #call;
    #verifier = (0,external_node_crypto_.randomBytes)(32).toString('base64url');
    #state = (0,external_node_crypto_.randomBytes)(16).toString('base64url');
    constructor(request, signal, options) {
        this.#request = request;
        this.#signal = signal;
        this.#options = options;
        this.#cookies = new CookieJar(options.mask);
        this.#call = { operation: service_failure/* OAUTH */.Ip.loginPage, target: (0,targets/* domainTarget */.Yp)(request) };
        options.mask(this.#verifier);
    }
    async signIn() {
        const page = await this.#open(this.#authorizeUrl());
        if (!isLoginForm(page)) {
            throw pageFailure(page, this.#call);
        }
        return this.exchange(this.#codeIn(await this.#submitForm(page)));
    }
    async exchange(code) {
        const { domain, clientId, clientSecret, redirectUri } = this.#request;
        const form = {
            grant_type: 'authorization_code',
            code,
            redirect_uri: redirectUri,
            client_id: clientId,
            code_verifier: this.#verifier,
            ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
        };
        const tokens = await (0,oauth_http/* requestTokens */.I)(domain, form, this.#connection(service_failure/* OAUTH */.Ip.codeGrant));
        Object.values(tokens).flatMap(build_tokens/* secretsOfToken */.aU).forEach(this.#options.mask);
        return tokens;
    }
    #authorizeUrl() {
        const { domain, clientId, redirectUri, scopes } = this.#request;
        const url = new URL(`${domain}/oauth2/authorize`);
        url.search = new URLSearchParams({
            response_type: 'code',
            client_id: clientId,
            redirect_uri: redirectUri,
            ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
            state: this.#state,
            code_challenge: (0,external_node_crypto_.createHash)('sha256').update(this.#verifier).digest('base64url'),
            code_challenge_method: 'S256',
        }).toString();
        return url;
    }
    /** Fetches a page and follows redirects within the domain. */
    async #open(url) {
        let visit = await this.#visit(url);
        for (let redirects = 0; visit.redirectUrl !== undefined; redirects++) {
            if (this.#isCallback(visit.answer)) {
                throw callbackFailure(visit, this.#call);
            }
            const failure = redirectFailure(visit, this.#call);
            if (failure !== undefined || redirects === MAX_REDIRECTS) {
                throw failure ?? pageFailure(visit, this.#call);
            }
            visit = await this.#visit(visit.redirectUrl);
        }
        return visit;
    }
    /** Submits the login form and returns the redirect to the redirect URI. */
    async #submitForm({ url }) {
        const { username, password } = this.#request;
        // Double-submit protection: the hidden field repeats the cookie.
        const _csrf = this.#cookies.value('XSRF-TOKEN');
        const visit = await this.#visit(url, { _csrf, username, password, cognitoAsfData: '' });
        const { answer, redirectUrl } = visit;
        if (this.#isCallback(answer)) {
            return visit;
        }
        if (redirectUrl === undefined) {
            throw formFailure(visit, answer, this.#call);
        }
        throw redirectFailure(visit, this.#call) ?? formFailure(await this.#open(redirectUrl), answer, this.#call);
    }
    #codeIn(visit) {
        const { location } = visit.answer;
        const parameters = new URLSearchParams(location.slice(location.indexOf('?') + 1));
        const code = parameters.get('code') ?? '';
        this.#options.mask(code);
        if (code === '' || parameters.get('state') !== this.#state) {
            throw callbackFailure(visit, this.#call);
        }
        return code;
    }
    async #visit(url, form) {
        const request = { url: url.href, headers: this.#cookies.headers, form };
        const answer = await (0,oauth_http/* sendRequest */.w)(request, this.#connection());
        this.#cookies.store(answer.cookies);
        const isRedirect = answer.status >= 300 && answer.status < 400 && answer.location !== '';
        return { url, answer, redirectUrl: isRedirect ? (URL.parse(answer.location, url.href) ?? url) : undefined };
    }
    /** Recognizes a redirect to the application. Its URL is read and never called. */
    #isCallback({ location }) {
        const { redirectUri } = this.#request;
        return location.startsWith(redirectUri) && /^[?&]/.test(location.slice(redirectUri.length));
    }
    #connection(operation = service_failure/* OAUTH */.Ip.loginPage) {
        const { agents, clock } = this.#options;
        const signal = AbortSignal.any([this.#signal, clock.signalAfter(retry/* REQUEST_TIMEOUT_MS */.j2)]);
        return { signal, agents, clock, call: { ...this.#call, operation } };
    }
}


/***/ })

};
