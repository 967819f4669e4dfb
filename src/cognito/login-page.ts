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
import { createHash, randomBytes } from 'node:crypto';
import type { Call } from '../failures/service-failure.ts';
import type { Clock } from '../platform/ports.ts';
import type { LoginPage, LoginPageRequest, UnparsedTokens } from '../platform/ports-cognito.ts';
import { REQUEST_TIMEOUT_MS } from '../platform/retry.ts';
import { secretsOfToken } from '../tokens.ts';
import { CookieJar } from './cookie-jar.ts';
import { grantedTokens } from './granted-tokens.ts';
import {
  callbackFailure,
  isLoginForm,
  type PageVisit,
  pageFailure,
  redirectFailure,
  refusedForm,
} from './login-answers.ts';
import { type DomainResponse, sendRequest } from './oauth-http.ts';
import { domainTarget } from './targets.ts';
import type { DomainOptions } from './token-endpoint.ts';

export interface LoginPageOptions extends DomainOptions {
  readonly clock: Pick<Clock, 'signalAfter'>;
}

/** Authorize, login page, form, the page that a refused form can lead to, token endpoint; and one more for each way to be led there. */
const MAX_REQUESTS = 8;
const MAX_REDIRECTS = 3;

export function connectLoginPage(options: LoginPageOptions): LoginPage {
  return {
    // What got lost begins anew: no form is sent twice, and no code.
    signIn: (request) =>
      options.retry.run((signal) => new HostedUiSession(request, signal, options).signIn(), { requests: MAX_REQUESTS }),
  };
}

/** One sign-in, as one browser would do it. */
class HostedUiSession {
  readonly #request: LoginPageRequest;
  readonly #signal: AbortSignal;
  readonly #options: LoginPageOptions;
  readonly #cookies: CookieJar;
  readonly #call: Call;
  readonly #verifier = randomBytes(32).toString('base64url');
  readonly #state = randomBytes(16).toString('base64url');

  constructor(request: LoginPageRequest, signal: AbortSignal, options: LoginPageOptions) {
    this.#request = request;
    this.#signal = signal;
    this.#options = options;
    this.#cookies = new CookieJar(options.mask);
    this.#call = { operation: 'The login page', target: domainTarget(request) };
    options.mask(this.#verifier);
  }

  async signIn(): Promise<UnparsedTokens> {
    const page = await this.#open(this.#authorizeUrl());
    if (!isLoginForm(page)) {
      throw pageFailure(page, this.#call);
    }
    return this.#exchange(this.#codeIn(await this.#sendForm(page)));
  }

  #authorizeUrl(): URL {
    const { domain, clientId, redirectUri, scopes } = this.#request;
    const url = new URL('/oauth2/authorize', domain);
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

  /** Gets a page, led there by the domain itself. */
  async #open(url: URL): Promise<PageVisit> {
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
  async #sendForm({ url }: PageVisit): Promise<PageVisit> {
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

  #codeIn(seen: PageVisit): string {
    const parameters = parametersOf(seen.answer.location);
    const code = parameters.get('code') ?? '';
    this.#options.mask(code);
    if (code === '' || parameters.get('state') !== this.#state) {
      throw callbackFailure(seen, this.#call);
    }
    return code;
  }

  async #exchange(code: string): Promise<UnparsedTokens> {
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
    const tokens = await grantedTokens(domain, form, { signal: this.#signalOfRequest(), agents, call });
    Object.values(tokens).flatMap(secretsOfToken).forEach(mask);
    return tokens;
  }

  async #visit(url: URL, form?: Readonly<Record<string, string>>): Promise<PageVisit> {
    const { agents } = this.#options;
    const answer = await sendRequest(
      { url: url.href, headers: this.#cookies.headers, ...(form === undefined ? {} : { form }) },
      { signal: this.#signalOfRequest(), agents, call: this.#call },
    );
    this.#cookies.take(answer.cookies);
    const isRedirect = answer.status >= 300 && answer.status < 400 && answer.location !== '';
    return { url, answer, redirectUrl: isRedirect ? (URL.parse(answer.location, url.href) ?? url) : undefined };
  }

  /** Whether an answer hands the user over to the application: that address is read, and never called. */
  #isCallback({ location }: DomainResponse): boolean {
    const { redirectUri } = this.#request;
    return location.startsWith(redirectUri) && /^[?&]/.test(location.slice(redirectUri.length));
  }

  #signalOfRequest(): AbortSignal {
    return AbortSignal.any([this.#signal, this.#options.clock.signalAfter(REQUEST_TIMEOUT_MS)]);
  }
}

function parametersOf(location: string): URLSearchParams {
  return new URLSearchParams(location.slice(location.indexOf('?') + 1));
}
