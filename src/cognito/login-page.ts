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
import { createHash, randomBytes } from 'node:crypto';
import { type Call, OAUTH } from '../failures/service-failure.ts';
import { REQUEST_TIMEOUT_MS } from '../platform/retry.ts';
import { secretsOfToken } from '../tokens.ts';
import { CookieJar } from './cookie-jar.ts';
import {
  callbackFailure,
  formFailure,
  isLoginForm,
  type PageVisit,
  pageFailure,
  redirectFailure,
} from './login-answers.ts';
import { type DomainConnection, type DomainResponse, requestTokens, sendRequest } from './oauth-http.ts';
import { domainTarget } from './targets.ts';
import type { DomainOptions } from './token-endpoint.ts';
import type { AppClientTarget, UnparsedTokens } from './types.ts';

export interface LoginPageRequest extends Omit<AppClientTarget, 'region'> {
  /** Origin of the user pool domain. */
  readonly domain: string;
  /** Exactly one of the app client's callback URLs. It is never called. */
  readonly redirectUri: string;
  /** Empty for all scopes that the app client allows. */
  readonly scopes: readonly string[];
  readonly username: string;
  readonly password: string;
}

const MAX_REDIRECTS = 3;
/** Authorize, login page, form, the page after a refused form and token endpoint, plus the redirects in between. */
const MAX_REQUESTS = 5 + MAX_REDIRECTS;

export type LoginPage = ReturnType<typeof connectLoginPage>;

export function connectLoginPage(options: DomainOptions) {
  return {
    /**
     * Signs a user in as a browser would. The ID token is empty without the scope `openid`. Rejects with an
     * `ActionError`. Each attempt starts a new session, because forms and codes work once.
     */
    signIn: (request: LoginPageRequest): Promise<UnparsedTokens> =>
      options.retry((signal) => new HostedUiSession(request, signal, options).signIn(), {
        requestsPerAttempt: MAX_REQUESTS,
        operation: OAUTH.loginPage,
      }),
    /** Exchanges a code for tokens. Rejects with an `ActionError`: `code-rejected` if only the code is wrong. */
    exchangeCode: (request: LoginPageRequest, code: string): Promise<UnparsedTokens> =>
      options.retry((signal) => new HostedUiSession(request, signal, options).exchange(code)),
  };
}

class HostedUiSession {
  readonly #request: LoginPageRequest;
  readonly #signal: AbortSignal;
  readonly #options: DomainOptions;
  readonly #cookies: CookieJar;
  readonly #call: Call;
  readonly #verifier = randomBytes(32).toString('base64url');
  readonly #state = randomBytes(16).toString('base64url');

  constructor(request: LoginPageRequest, signal: AbortSignal, options: DomainOptions) {
    this.#request = request;
    this.#signal = signal;
    this.#options = options;
    this.#cookies = new CookieJar(options.mask);
    this.#call = { operation: OAUTH.loginPage, target: domainTarget(request) };
    options.mask(this.#verifier);
  }

  async signIn(): Promise<UnparsedTokens> {
    const page = await this.#open(this.#authorizeUrl());
    if (!isLoginForm(page)) {
      throw pageFailure(page, this.#call);
    }
    return this.exchange(this.#codeIn(await this.#submitForm(page)));
  }

  async exchange(code: string): Promise<UnparsedTokens> {
    const { domain, clientId, clientSecret, redirectUri } = this.#request;
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: clientId,
      code_verifier: this.#verifier,
      ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    };
    const tokens = await requestTokens(domain, form, this.#connection(OAUTH.codeGrant));
    Object.values(tokens).flatMap(secretsOfToken).forEach(this.#options.mask);
    return tokens;
  }

  #authorizeUrl(): URL {
    const { domain, clientId, redirectUri, scopes } = this.#request;
    const url = new URL(`${domain}/oauth2/authorize`);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
      state: this.#state,
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    return url;
  }

  /** Fetches a page and follows redirects within the domain. */
  async #open(url: URL): Promise<PageVisit> {
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
  async #submitForm({ url }: PageVisit): Promise<PageVisit> {
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

  #codeIn(visit: PageVisit): string {
    const { location } = visit.answer;
    const parameters = new URLSearchParams(location.slice(location.indexOf('?') + 1));
    const code = parameters.get('code') ?? '';
    this.#options.mask(code);
    if (code === '' || parameters.get('state') !== this.#state) {
      throw callbackFailure(visit, this.#call);
    }
    return code;
  }

  async #visit(url: URL, form?: Readonly<Record<string, string>>): Promise<PageVisit> {
    const request = { url: url.href, headers: this.#cookies.headers, form };
    const answer = await sendRequest(request, this.#connection());
    this.#cookies.store(answer.cookies);
    const isRedirect = answer.status >= 300 && answer.status < 400 && answer.location !== '';
    return { url, answer, redirectUrl: isRedirect ? (URL.parse(answer.location, url.href) ?? url) : undefined };
  }

  /** Recognizes a redirect to the application. Its URL is read and never called. */
  #isCallback({ location }: DomainResponse): boolean {
    const { redirectUri } = this.#request;
    return location.startsWith(redirectUri) && /^[?&]/.test(location.slice(redirectUri.length));
  }

  #connection(operation: string = OAUTH.loginPage): DomainConnection {
    const { agents, clock } = this.#options;
    const signal = AbortSignal.any([this.#signal, clock.signalAfter(REQUEST_TIMEOUT_MS)]);
    return { signal, agents, clock, call: { ...this.#call, operation } };
  }
}
