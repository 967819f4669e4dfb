export const id = 871;
export const ids = [871];
export const modules = {

/***/ 9871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectLoginPage: () => (/* binding */ connectLoginPage)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
// EXTERNAL MODULE: ./build/tokens.js
var build_tokens = __webpack_require__(1816);
;// CONCATENATED MODULE: ./build/cognito/cookie-jar.js
/** A shorter value, as of `lang=en`, is no secret, and its mask would take words out of the whole log. */
const MIN_SECRET_LENGTH = 8;
/**
 * The cookies of one origin, as long as one sign-in takes. It heeds neither path nor domain: they go to nobody else.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5
 */
class CookieJar {
    #cookies = new Map();
    #mask;
    constructor(mask) {
        this.#mask = mask;
    }
    /** @param setCookie the header `Set-Cookie` of an answer */
    take(setCookie) {
        for (const cookie of setCookie) {
            const [, name = '', value = ''] = /^\s*([^=;]+)=([^;]*)/.exec(cookie) ?? [];
            this.#cookies.set(name, value);
            const secret = withoutQuotes(value);
            if (secret.length >= MIN_SECRET_LENGTH) {
                this.#mask(secret);
            }
        }
    }
    /** Empty where there is no such cookie. */
    value(name) {
        return withoutQuotes(this.#cookies.get(name) ?? '');
    }
    /** The header `Cookie` of the next request; none where there are no cookies. */
    get headers() {
        const pairs = [...this.#cookies].map((pair) => pair.join('='));
        return pairs.length === 0 ? {} : { Cookie: pairs.join('; ') };
    }
}
function withoutQuotes(value) {
    return value.replace(/^"(.*)"$/, '$1');
}

// EXTERNAL MODULE: ./build/cognito/granted-tokens.js
var granted_tokens = __webpack_require__(8586);
// EXTERNAL MODULE: ./build/failures/action-error.js + 11 modules
var action_error = __webpack_require__(8701);
// EXTERNAL MODULE: ./build/cognito/errors/failures.js + 3 modules
var failures = __webpack_require__(1463);
;// CONCATENATED MODULE: ./build/cognito/login-answers.js
/**
 * What the pages of a user pool domain mean, where they are not the one hoped for. Nothing that they say is shown, but names from closed lists.
 */


/** The form of the classic hosted UI, with its name and its hidden field. */
function isLoginForm({ answer: { status, body } }) {
    return status === 200 && body.includes('cognitoSignInForm') && body.includes('_csrf');
}
/** Where the domain leads to its own error page, or to somebody else. */
function redirectFailure({ url, answer, redirectUrl }, call) {
    if (redirectUrl?.origin !== url.origin) {
        return createFailure(answer, call, { code: 'login-elsewhere' });
    }
    return redirectUrl.pathname === '/error' ? oauthError(answer, redirectUrl.searchParams, call) : undefined;
}
/** What the redirect URI is told in place of a code. One without an error, or with another's state, is no answer of Cognito's. */
function callbackFailure({ answer, redirectUrl }, call) {
    const parameters = redirectUrl?.searchParams ?? new URLSearchParams();
    return parameters.has('error')
        ? oauthError(answer, parameters, call)
        : createFailure(answer, call, { code: 'answer-unreadable' });
}
function oauthError(answer, parameters, call) {
    const { status, requestId } = answer;
    const error = parameters.get('error');
    if (/not enabled for oauth/i.test(error ?? '')) {
        return createFailure(answer, call, { code: 'code-grant-disabled' });
    }
    // An unknown scope is `invalid_request`, and its description has the better name.
    const isOfScope = parameters.get('error_description') === 'invalid_scope';
    return (0,failures/* toOAuthError */.TA)({ status, error: isOfScope ? 'invalid_scope' : error, requestId }, call);
}
/** A page that is not the login page. */
function pageFailure({ url, answer }, call) {
    const { status, body, requestId } = answer;
    if (/login pages unavailable/i.test(body)) {
        return createFailure(answer, call, { code: 'login-pages-unavailable' });
    }
    const isOfCognito = requestId !== undefined || body.includes('name="csrf"');
    if (status === 200 && isOfCognito && url.pathname === '/login') {
        return createFailure({ status }, call, { code: 'managed-login' });
    }
    return (0,failures/* toOAuthError */.TA)({ status, error: undefined, requestId }, call);
}
/**
 * What Cognito makes of a form that did not lead to a code.
 *
 * @param shown the page that it shows then
 * @param answer to the form
 */
function refusedForm(shown, answer, call) {
    if (isLoginForm(shown)) {
        return refusedSignIn(shown.answer.body, answer, call);
    }
    const { body, status } = shown.answer;
    if (status !== 200 || !body.includes('<form')) {
        return pageFailure(shown, call);
    }
    return createFailure({ status: answer.status }, call, {
        code: 'login-page-challenge',
        challenge: challengeIn(`${shown.url.pathname} ${body}`),
    });
}
/** What the login page says above its form, in the words of the API. Another language or wording is a refusal all the same. */
function refusedSignIn(body, answer, call) {
    const [, message = ''] = /id="loginErrorMessage"[^>]*>([^<]*)</.exec(body) ?? [];
    const [, name = 'NotAuthorizedException'] = EXCEPTIONS.find(([wording]) => wording.test(message)) ?? [];
    const { status, requestId } = answer;
    const failure = (0,failures/* toOAuthError */.TA)({ status, error: name, message, requestId }, call);
    const isKnown = !(0,action_error/* isFailure */.N6)(failure, 'answer-unreadable') && !(0,action_error/* isFailure */.N6)(failure, 'call-refused');
    return isKnown ? failure : createFailure(answer, call, { code: 'sign-in-rejected' });
}
const EXCEPTIONS = [
    [/does not exist/i, 'UserNotFoundException'],
    [/not confirmed/i, 'UserNotConfirmedException'],
    [/password reset required/i, 'PasswordResetRequiredException'],
    [/failed with error/i, 'UserLambdaValidationException'],
    [/invocation failed/i, 'UnexpectedLambdaException'],
    [/lambda function output/i, 'InvalidLambdaResponseException'],
];
/** By path and fields, none of which AWS has documented. */
function challengeIn(page) {
    return CHALLENGES.find(([mark]) => mark.test(page))?.[1];
}
const CHALLENGES = [
    [/new_?password|changePassword/i, 'NEW_PASSWORD_REQUIRED'],
    [/selectMfa|mfa_type/i, 'SELECT_MFA_TYPE'],
    [/mfaSetup|associateSoftwareToken|mfa_?setup/i, 'MFA_SETUP'],
    [/softwareToken/i, 'SOFTWARE_TOKEN_MFA'],
    [/emailMfa|email_?otp/i, 'EMAIL_OTP'],
    [/\/mfa\b|authentication_code/i, 'SMS_MFA'],
];
function createFailure({ status, requestId }, call, refusal) {
    return new action_error/* ActionError */.lZ({ call, errorName: undefined, httpStatus: status, requestId, ...refusal });
}

// EXTERNAL MODULE: ./build/cognito/oauth-http.js
var oauth_http = __webpack_require__(4144);
// EXTERNAL MODULE: ./build/cognito/targets.js
var targets = __webpack_require__(9346);
;// CONCATENATED MODULE: ./build/cognito/login-page.js
/**
 * The user pool's own login page (the classic hosted UI), walked by plain HTTP: authorize, login page, form, code, token endpoint. AWS has not
 * documented the page for programs.
 *
 * A library does less of it than it costs: oauth4webapi knows the two requests of OAuth 2.0 (no page, no cookies), is 100 kB where all of this is
 * 14 kB, and speaks `fetch`, which our HTTP agents, with their proxies and time limits, do not serve.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1
 * @see https://www.rfc-editor.org/rfc/rfc7636
 */








/** Authorize, login page, form, the page that a refused form can lead to, token endpoint; and one more for each way to be led there. */
const MAX_REQUESTS = 8;
const MAX_REDIRECTS = 3;
function connectLoginPage(options) {
    return {
        // What got lost begins anew: no form is sent twice, and no code.
        signIn: (request) => options.retry.run((signal) => new HostedUiSession(request, signal, options).signIn(), { requests: MAX_REQUESTS }),
    };
}
/** One sign-in, as one browser would do it. */
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
        this.#call = { operation: 'The login page', target: (0,targets/* domainTarget */.Yp)(request) };
        options.mask(this.#verifier);
    }
    async signIn() {
        const page = await this.#open(this.#authorizeUrl());
        if (!isLoginForm(page)) {
            throw pageFailure(page, this.#call);
        }
        return this.#exchange(this.#codeIn(await this.#sendForm(page)));
    }
    #authorizeUrl() {
        const { domain, clientId, redirectUri, scopes } = this.#request;
        const url = new URL('/oauth2/authorize', domain);
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
    /** Gets a page, led there by the domain itself. */
    async #open(url) {
        let seen = await this.#visit(url);
        for (let redirects = 0; seen.redirectUrl !== undefined; redirects++) {
            if (this.#isCallback(seen.answer)) {
                throw callbackFailure(seen, this.#call);
            }
            const failure = redirectFailure(seen, this.#call);
            if (failure !== undefined || redirects === MAX_REDIRECTS) {
                throw failure ?? pageFailure(seen, this.#call);
            }
            seen = await this.#visit(seen.redirectUrl);
        }
        return seen;
    }
    /** Gives the answer that leads to the redirect URI. */
    async #sendForm({ url }) {
        const { username, password } = this.#request;
        // The hidden field repeats the cookie: "double submit".
        const _csrf = this.#cookies.value('XSRF-TOKEN');
        const seen = await this.#visit(url, { _csrf, username, password, cognitoAsfData: '' });
        if (this.#isCallback(seen.answer)) {
            return seen;
        }
        if (seen.redirectUrl === undefined) {
            throw refusedForm(seen, seen.answer, this.#call);
        }
        throw redirectFailure(seen, this.#call) ?? refusedForm(await this.#open(seen.redirectUrl), seen.answer, this.#call);
    }
    #codeIn(seen) {
        const parameters = parametersOf(seen.answer.location);
        const code = parameters.get('code') ?? '';
        this.#options.mask(code);
        if (code === '' || parameters.get('state') !== this.#state) {
            throw callbackFailure(seen, this.#call);
        }
        return code;
    }
    async #exchange(code) {
        const { domain, clientId, clientSecret, redirectUri } = this.#request;
        const form = {
            grant_type: 'authorization_code',
            code,
            redirect_uri: redirectUri,
            client_id: clientId,
            code_verifier: this.#verifier,
            ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
        };
        const { agents, mask } = this.#options;
        const call = { operation: 'The authorization code grant', target: this.#call.target };
        const tokens = await (0,granted_tokens/* grantedTokens */.S)(domain, form, { signal: this.#signalOfRequest(), agents, call });
        Object.values(tokens).flatMap(build_tokens/* secretsOfToken */.aU).forEach(mask);
        return tokens;
    }
    async #visit(url, form) {
        const { agents } = this.#options;
        const answer = await (0,oauth_http/* sendRequest */.w)({ url: url.href, headers: this.#cookies.headers, ...(form === undefined ? {} : { form }) }, { signal: this.#signalOfRequest(), agents, call: this.#call });
        this.#cookies.take(answer.cookies);
        const isRedirect = answer.status >= 300 && answer.status < 400 && answer.location !== '';
        return { url, answer, redirectUrl: isRedirect ? (URL.parse(answer.location, url.href) ?? url) : undefined };
    }
    /** Whether an answer hands the user over to the application: that address is read, and never called. */
    #isCallback({ location }) {
        const { redirectUri } = this.#request;
        return location.startsWith(redirectUri) && /^[?&]/.test(location.slice(redirectUri.length));
    }
    #signalOfRequest() {
        return AbortSignal.any([this.#signal, this.#options.clock.signalAfter(retry/* REQUEST_TIMEOUT_MS */.j2)]);
    }
}
function parametersOf(location) {
    return new URLSearchParams(location.slice(location.indexOf('?') + 1));
}


/***/ })

};
