import { randomBytes, randomUUID } from 'node:crypto';
import { exchange, type Protocol } from '../exchange.ts';
import { formOf, type HttpRequest, type HttpResponse } from '../http-server.ts';
import { password, readMembers, username } from '../members.ts';
import { assert, notAuthorized, notEmulated, Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import { type Attempt, checkPassword, identifyUser } from '../sign-in/attempt.ts';
import { challengeAfterPassword } from '../sign-in/continue-sign-in.ts';
import { assertNoCredentials } from '../signature.ts';
import type { UserPool } from '../user-pool.ts';
import {
  AUTHORIZATION_PARAMETERS,
  type PageRequest,
  readAuthorizationRequest,
  readPageRequest,
} from './authorization-request.ts';
import * as pages from './pages.ts';
import { CSRF_COOKIE_NAME, pageWith, readCookies, redirectTo, refusedByPage, SESSION_COOKIE_NAME } from './pages.ts';
import { assertExpected } from './token-endpoint.ts';

const FIELDS = ['_csrf', 'username', 'password', 'cognitoAsfData', 'signInSubmitButton'];
const COOKIES = [CSRF_COOKIE_NAME, 'csrf-state', 'csrf-state-legacy', SESSION_COOKIE_NAME];

/** The page to show after a redirect whose URL does not identify it. */
export type NextPage =
  | { readonly kind: 'login'; readonly message: string }
  | { readonly kind: 'challenge'; readonly challengeName: string };

const throttled = new Refusal('TooManyRequestsException', 'Rate exceeded', 429);

function assertWithinQuotas({ operation, service }: PageRequest, pool: UserPool, name?: string): void {
  const user = name === undefined ? {} : { user: `${pool.id} ${pool.findBySignInName(name)?.sub ?? name}` };
  assert(service.quotas.admits({ operation, region: pool.settings.region, ...user }, service.now()), () => throttled);
}

/** @throws Refusal for cookies of another origin, which no browser would send, after recording the violation. */
function assertKnownCookies({ request, operation, service: { violations } }: PageRequest): void {
  const foreign = [...readCookies(request.headers).keys()].filter((name) => !COOKIES.includes(name));
  violations.push(...foreign.map((name) => `${operation} was sent with the cookie ${name}.`));
  const message = 'There is a cookie that this domain does not have.';
  assert(foreign.length === 0, () => refusedByPage(400, 'ForeignCookieException', message));
}

/**
 * Reads the login form. `fingerprint` is the browser data that the page's script collects for threat protection.
 *
 * @throws Refusal for a request that is not the login form, and, like the API, for an invalid username or password.
 */
function readLoginForm({ request, operation, service }: PageRequest) {
  const form = formOf(request);
  const noForm = () => refusedByPage(415, 'UnsupportedMediaTypeException', 'The login page takes forms alone.');
  assert(form !== undefined, noForm);
  const refuse = () => refusedByPage(400, 'UnexpectedFieldException', 'There is a field that the form does not have.');
  assertExpected(form, FIELDS, operation, service, refuse);
  // Requires the token of the cookie in the form, too ("double submit cookie"). The status is not documented.
  const token = readCookies(request.headers).get(CSRF_COOKIE_NAME);
  if (!token || form.get('_csrf') !== token) {
    service.violations.push('POST login was sent without the token of its cookie.');
    throw refusedByPage(403, 'InvalidCsrfTokenException', 'The form is not of this page.');
  }
  const body = { Username: form.get('username'), Password: form.get('password') };
  return { ...readMembers({ username, password }, body), fingerprint: form.get('cognitoAsfData') ?? '' };
}

/** Returns the CSRF token of the browser's cookie, or a new token and its cookie. */
function csrfOf({ request }: PageRequest) {
  const known = readCookies(request.headers).get(CSRF_COOKIE_NAME);
  const csrfToken = known || randomUUID();
  return { csrfToken, cookies: known ? [] : [pages.csrfCookie(csrfToken)] };
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
    const form = { action: actionOf(pages.challengePathOf(next.challengeName), page), csrfToken };
    return pageWith(200, pages.challengePage(next.challengeName, form), cookies);
  }
  return pageWith(200, pages.loginPage({ action: actionOf('/login', page), csrfToken }, next?.message), cookies);
}

/** Answers a form with a page or with a redirect to that page, depending on the pool's settings. */
function continueWith(next: NextPage, page: PageRequest): HttpResponse {
  const { service, clientId, search } = page;
  if (service.findClient(clientId)?.pool.settings.loginAnswer !== 'redirect') {
    return render(next, page);
  }
  const { csrfToken, cookies } = csrfOf(page);
  service.nextPages.set(csrfToken, next);
  const path = next.kind === 'login' ? '/login' : pages.challengePathOf(next.challengeName);
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

/** The authorize endpoint redirects to the login page. */
function authorize(page: PageRequest): HttpResponse {
  const { request, service, origin, search } = page;
  const { pool, nonce, codeChallenge, state } = readAuthorizationRequest(page);
  // Cognito accepts requests without PKCE or state, but others could use such a code.
  const weaknesses = [codeChallenge === undefined && 'code_challenge', !state && 'state'].filter(Boolean);
  service.violations.push(...weaknesses.map((name) => `A code was asked for without ${name}.`));
  assertWithinQuotas(page, pool);
  const isSignedIn = readCookies(request.headers).has(SESSION_COOKIE_NAME);
  assert(!isSignedIn, notEmulated, 'a browser that is signed in already');
  const location = `${pool.settings.loginLocation === 'url' ? origin : ''}/login?${search}`;
  return redirectTo(location, [pages.csrfCookie(randomUUID()), ...pages.stateCookies(nonce, service.now())]);
}

function showLogin(page: PageRequest): HttpResponse {
  const { pool, client } = readAuthorizationRequest(page);
  assertWithinQuotas(page, pool);
  if (pool.settings.managedLoginVersion === 1) {
    const next = takeNextPage(page);
    return render(next?.kind === 'login' ? next : undefined, page);
  }
  const unavailable = 'Login pages unavailable. Please contact an administrator.';
  assert(client.settings.brandingStyle, () => refusedByPage(403, 'LoginPagesUnavailable', unavailable));
  const { csrfToken, cookies } = csrfOf(page);
  return pageWith(200, pages.managedLoginPage(csrfToken), cookies);
}

/** Handles a submitted form: redirects to the redirect URI with a code, or continues with a challenge. */
function submitLogin(page: PageRequest): HttpResponse {
  const { request, service } = page;
  const { pool, client, redirectUri, scopes, state, nonce, codeChallenge } = readAuthorizationRequest(page);
  assert(pool.settings.managedLoginVersion === 1, notEmulated, 'the form of managed login');
  const form = readLoginForm(page);
  assertWithinQuotas(page, pool, form.username);
  const now = service.now();
  const attempt: Attempt = { api: 'public', pool, client, parameters: new Map(), sessions: service.sessions, now };
  const user = checkPassword(identifyUser(attempt, form.username), form.password, now);
  const lacksFingerprint = pool.settings.refusesWithoutFingerprint && form.fingerprint === '';
  assert(!lacksFingerprint, notAuthorized, 'Unable to login because of security reasons.');
  const challenge = challengeAfterPassword(attempt, user);
  if (challenge !== undefined) {
    return continueWith({ kind: 'challenge', challengeName: challenge.ChallengeName }, page);
  }
  pool.triggers.run('PostAuthentication_Authentication', user.username);
  const grant = { client, user, redirectUri, scopes, nonce, codeChallenge, authenticatedAt: now };
  const location = pages.callback(redirectUri, { code: service.authorizationCodes.issue(grant), state });
  const session = randomBytes(300).toString('base64');
  const host = request.headers.get('host') ?? '';
  return redirectTo(location, pages.signedInCookies(randomUUID(), session, host, now));
}

function showChallenge(page: PageRequest): HttpResponse {
  const next = takeNextPage(page);
  assert(next?.kind === 'challenge', () => pages.refusedOnDomain('invalid_request', page.clientId));
  return render(next, page);
}

export function isDomainPageRequest({ target }: HttpRequest): boolean {
  return ['/oauth2/authorize', '/login', '/error', ...pages.challengePaths].includes(target.split('?')[0] ?? '');
}

function act(page: PageRequest): HttpResponse {
  const { request, operation, service, path, query } = page;
  assertNoCredentials(operation, request.headers, service);
  assertKnownCookies(page);
  if (operation === 'POST login') {
    return submitLogin(page);
  }
  if (request.method === 'POST' && pages.challengePaths.includes(path)) {
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
      return pageWith(400, pages.errorPage(query.get('error') ?? ''));
    default:
      return showChallenge(page);
  }
}

/** The login page shows what was wrong with a form. All other errors lead to the error page or are answered by one. */
function answerTo(refusal: Refusal, page: PageRequest): HttpResponse {
  if (refusal instanceof pages.PageRefusal) {
    return refusal.answer;
  }
  if (refusal.status !== 400) {
    return pageWith(refusal.status, pages.errorPage(refusal.message));
  }
  return page.operation === 'POST login'
    ? continueWith({ kind: 'login', message: refusal.message }, page)
    : pages.refusedOnDomain(refusal.name, page.clientId).answer;
}

function isHttpResponse(output: object | undefined): output is HttpResponse {
  return output !== undefined && 'status' in output && 'headers' in output && 'body' in output;
}

function withRequestId(answer: HttpResponse, requestId: string): HttpResponse {
  return { ...answer, headers: { ...answer.headers, 'x-amz-cognito-request-id': requestId } };
}

/** Answers a request for a page of a user pool domain. */
export function answerDomainPage(request: HttpRequest, service: Service, scheme: string) {
  const page = readPageRequest(request, service, scheme);
  const protocol: Protocol = {
    success: (output, requestId) =>
      withRequestId(isHttpResponse(output) ? output : pageWith(200, JSON.stringify(output)), requestId),
    refused: (refusal, requestId) => withRequestId(answerTo(refusal, page), requestId),
    failure: new Refusal('InternalErrorException', 'Something went wrong.', 500),
    throttled,
  };
  return exchange({ operation: page.operation, signed: false }, () => act(page), protocol, service);
}
