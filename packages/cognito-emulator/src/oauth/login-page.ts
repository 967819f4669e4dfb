import { randomUUID } from 'node:crypto';
import { exchange, type Protocol, type ScheduledExchange } from '../exchange.ts';
import type { HttpRequest, HttpResponse } from '../http-server.ts';
import { password, readMembers, username } from '../members.ts';
import { assert, notAuthorized, notEmulated, Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import { type Attempt, checkPassword, identifyUser } from '../sign-in/attempt.ts';
import { challengeAfterPassword } from '../sign-in/continue-sign-in.ts';
import { assertNoCredentials } from '../signature.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';
import {
  AUTHORIZATION_PARAMETERS,
  type AuthorizationRequest,
  type PageRequest,
  readAuthorizationRequest,
  recordWeaknesses,
} from './authorization-request.ts';
import {
  assertKnownCookies,
  CSRF_COOKIE_NAME,
  csrfCookie,
  isSignedIn,
  readCookies,
  signedInCookies,
  stateCookies,
} from './cookies.ts';
import {
  callback,
  challengePage,
  challengePathOf,
  challengePaths,
  errorPage,
  loginPage,
  managedLoginPage,
  PageRefusal,
  pageWith,
  redirectTo,
  refusedByPage,
  refusedOnDomain,
} from './pages.ts';
import { assertExpected } from './token-endpoint.ts';

interface LoginForm {
  readonly username: string;
  readonly password: string;
  /** The browser data that the page's script collects for threat protection. */
  readonly fingerprint: string;
}

const FIELDS = ['_csrf', 'username', 'password', 'cognitoAsfData', 'signInSubmitButton'];

/** Requires the token of the cookie in the form, too ("double submit cookie"). The status is not documented. */
function assertFromPage(form: URLSearchParams, { headers }: HttpRequest, { violations }: Service): void {
  const token = readCookies(headers).get(CSRF_COOKIE_NAME);
  if (!token || form.get('_csrf') !== token) {
    violations.push('POST login was sent without the token of its cookie.');
    throw refusedByPage(403, 'InvalidCsrfTokenException', 'The form is not of this page.');
  }
}

/** @throws Refusal for a request that is not the login form, and, like the API, for an invalid username or password. */
function readLoginForm(request: HttpRequest, operation: string, service: Service): LoginForm {
  const [mediaType = ''] = request.headers.get('content-type')?.split(';') ?? [];
  if (mediaType.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw refusedByPage(415, 'UnsupportedMediaTypeException', 'The login page takes forms alone.');
  }
  const form = new URLSearchParams(request.body.toString());
  const refuse = () => refusedByPage(400, 'UnexpectedFieldException', 'There is a field that the form does not have.');
  assertExpected(form, FIELDS, operation, service, refuse);
  assertFromPage(form, request, service);
  const body = { Username: form.get('username'), Password: form.get('password') };
  return { ...readMembers({ username, password }, body), fingerprint: form.get('cognitoAsfData') ?? '' };
}

/** The page to show after a redirect whose URL does not identify it. */
export type NextPage =
  | { readonly kind: 'login'; readonly message: string }
  | { readonly kind: 'challenge'; readonly challengeName: string };

const throttled = new Refusal('TooManyRequestsException', 'Rate exceeded', 429);

function assertWithinQuotas({ operation, service }: PageRequest, pool: UserPool, username?: string): void {
  const user = username === undefined ? {} : { user: `${pool.id} ${pool.findBySignInName(username)?.sub ?? username}` };
  assert(service.quotas.admits({ operation, region: pool.settings.region, ...user }, service.now()), () => throttled);
}

/** Returns the CSRF token of the browser's cookie, or a new token and its cookie. */
function csrfOf({ request }: PageRequest): { readonly csrfToken: string; readonly cookies: readonly string[] } {
  const known = readCookies(request.headers).get(CSRF_COOKIE_NAME);
  const csrfToken = known || randomUUID();
  return { csrfToken, cookies: known ? [] : [csrfCookie(csrfToken)] };
}

/**
 * Returns the path with the parameters that Cognito knows. Like Cognito, it leaves spaces, colons and slashes
 * unencoded.
 */
function actionOf(path: string, { query }: PageRequest): string {
  const pairs = AUTHORIZATION_PARAMETERS.flatMap((name) => {
    const value = query.get(name);
    return value === null
      ? []
      : [`${name}=${encodeURIComponent(value).replaceAll(/%(20|3A|2F)/g, decodeURIComponent)}`];
  });
  return `${path}?${pairs.join('&')}`;
}

function render(next: NextPage | undefined, page: PageRequest): HttpResponse {
  const { csrfToken, cookies } = csrfOf(page);
  if (next?.kind === 'challenge') {
    const form = { action: actionOf(challengePathOf(next.challengeName), page), csrfToken };
    return pageWith(200, challengePage(next.challengeName, form), cookies);
  }
  return pageWith(200, loginPage({ action: actionOf('/login', page), csrfToken }, next?.message), cookies);
}

/** Answers a form with a page or with a redirect to that page, depending on the pool's settings. */
function continueWith(next: NextPage, page: PageRequest): HttpResponse {
  const { service, clientId, search } = page;
  if (service.findClient(clientId)?.pool.settings.loginAnswer !== 'redirect') {
    return render(next, page);
  }
  const { csrfToken, cookies } = csrfOf(page);
  service.nextPages.set(csrfToken, next);
  const path = next.kind === 'login' ? '/login' : challengePathOf(next.challengeName);
  return redirectTo(`${path}?${search}`, cookies);
}

/** Returns the page to show to a browser that was redirected, once. */
function takeNextPage(page: PageRequest): NextPage | undefined {
  const { csrfToken } = csrfOf(page);
  const { nextPages } = page.service;
  const next = nextPages.get(csrfToken);
  nextPages.delete(csrfToken);
  return next;
}

function showLoginError(message: string, page: PageRequest): HttpResponse {
  return continueWith({ kind: 'login', message }, page);
}

/** The authorize endpoint redirects to the login page. */
function authorize(page: PageRequest): HttpResponse {
  const { request, service, origin, search } = page;
  const authorization = readAuthorizationRequest(page);
  recordWeaknesses(authorization, service);
  const { pool, nonce } = authorization;
  assertWithinQuotas(page, pool);
  assert(!isSignedIn(request.headers), notEmulated, 'a browser that is signed in already');
  const location = `${pool.settings.loginLocation === 'url' ? origin : ''}/login?${search}`;
  return redirectTo(location, [csrfCookie(randomUUID()), ...stateCookies(nonce, service.now())]);
}

function showLogin(page: PageRequest): HttpResponse {
  const { pool, client } = readAuthorizationRequest(page);
  assertWithinQuotas(page, pool);
  if (pool.settings.managedLoginVersion === 1) {
    const next = takeNextPage(page);
    return render(next?.kind === 'login' ? next : undefined, page);
  }
  if (!client.settings.brandingStyle) {
    const message = 'Login pages unavailable. Please contact an administrator.';
    throw refusedByPage(403, 'LoginPagesUnavailable', message);
  }
  const { csrfToken, cookies } = csrfOf(page);
  return pageWith(200, managedLoginPage(csrfToken), cookies);
}

/** @throws Refusal with the message that the login page shows. */
function signIn({ pool }: AuthorizationRequest, form: LoginForm, attempt: Attempt): User {
  const user = checkPassword(identifyUser(attempt, form.username), form.password, attempt.now);
  if (pool.settings.refusesWithoutFingerprint && form.fingerprint === '') {
    throw notAuthorized('Unable to login because of security reasons.');
  }
  return user;
}

/** Handles a submitted form: redirects to the redirect URI with a code, or continues with a challenge. */
function submitLogin(page: PageRequest): HttpResponse {
  const { request, operation, service } = page;
  const authorization = readAuthorizationRequest(page);
  const { pool, client, redirectUri, scopes, state, nonce, codeChallenge } = authorization;
  assert(pool.settings.managedLoginVersion === 1, notEmulated, 'the form of managed login');
  const form = readLoginForm(request, operation, service);
  assertWithinQuotas(page, pool, form.username);
  const now = service.now();
  const attempt: Attempt = { api: 'public', pool, client, parameters: new Map(), sessions: service.sessions, now };
  const user = signIn(authorization, form, attempt);
  const challenge = challengeAfterPassword(attempt, user);
  if (challenge !== undefined) {
    return continueWith({ kind: 'challenge', challengeName: challenge.ChallengeName }, page);
  }
  pool.triggers.run('PostAuthentication_Authentication', user.username);
  const grant = { client, user, redirectUri, scopes, nonce, codeChallenge, authenticatedAt: now };
  const location = callback(redirectUri, { code: service.authorizationCodes.issue(grant), state });
  return redirectTo(location, signedInCookies(randomUUID(), request.headers.get('host') ?? '', now));
}

function showChallenge(page: PageRequest): HttpResponse {
  const next = takeNextPage(page);
  assert(next?.kind === 'challenge', () => refusedOnDomain('invalid_request', page.clientId));
  return render(next, page);
}

const PATHS = ['/oauth2/authorize', '/login', '/error', ...challengePaths];

function pathOf({ target }: HttpRequest): string {
  return target.split('?')[0] ?? '';
}

export function isDomainPageRequest(request: HttpRequest): boolean {
  return PATHS.includes(pathOf(request));
}

function act(page: PageRequest): HttpResponse {
  const { request, operation, service, path, query } = page;
  assertNoCredentials(operation, request.headers, service);
  assertKnownCookies(request.headers, operation, service);
  if (request.method === 'POST' && path === '/login') {
    return submitLogin(page);
  }
  if (request.method === 'POST' && challengePaths.includes(path)) {
    throw notEmulated('the answer to a challenge of the login page');
  }
  if (request.method !== 'GET') {
    throw refusedByPage(405, 'MethodNotAllowedException', 'The page has no such method.');
  }
  switch (path) {
    case '/oauth2/authorize':
      return authorize(page);
    case '/login':
      return showLogin(page);
    case '/error':
      return pageWith(400, errorPage(query.get('error') ?? ''));
    default:
      return showChallenge(page);
  }
}

/** The login page shows what was wrong with a form. All other errors lead to the error page or are answered by one. */
function answerTo(refusal: Refusal, page: PageRequest): HttpResponse {
  if (refusal instanceof PageRefusal) {
    return refusal.answer;
  }
  if (refusal.status !== 400) {
    return pageWith(refusal.status, errorPage(refusal.message));
  }
  return page.operation === 'POST login'
    ? showLoginError(refusal.message, page)
    : refusedOnDomain(refusal.name, page.clientId).answer;
}

function isHttpResponse(output: object | undefined): output is HttpResponse {
  return output !== undefined && 'status' in output && 'headers' in output && 'body' in output;
}

function withRequestId(answer: HttpResponse, requestId: string): HttpResponse {
  return { ...answer, headers: { ...answer.headers, 'x-amz-cognito-request-id': requestId } };
}

function protocolFor(page: PageRequest): Protocol {
  return {
    success: (output, requestId) =>
      withRequestId(isHttpResponse(output) ? output : pageWith(200, JSON.stringify(output)), requestId),
    refused: (refusal, requestId) => withRequestId(answerTo(refusal, page), requestId),
    failure: new Refusal('InternalErrorException', 'Something went wrong.', 500),
    throttled,
  };
}

/**
 * Answers a request for a page of a user pool domain.
 *
 * @param scheme `http:` or `https:`, as the emulator is served.
 */
export function answerDomainPage(request: HttpRequest, service: Service, scheme: string): ScheduledExchange {
  const path = pathOf(request);
  const search = request.target.slice(path.length + 1);
  const query = new URLSearchParams(search);
  const page = {
    request,
    // For example `POST login`.
    operation: path === '/oauth2/authorize' ? 'oauth2/authorize' : `${request.method} ${path.slice(1)}`,
    service,
    origin: `${scheme}//${request.headers.get('host')}`,
    path,
    search,
    query,
    clientId: query.get('client_id') ?? '',
  };
  return exchange({ operation: page.operation, signed: false }, () => act(page), protocolFor(page), service);
}
