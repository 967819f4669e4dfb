import { randomUUID } from 'node:crypto';
import type { HttpResponse } from '../http-server.ts';
import { assert, notAuthorized, notEmulated, Refusal } from '../refusals.ts';
import { type Attempt, checkPassword, identifyUser } from '../sign-in/attempt.ts';
import { challengeAfterPassword } from '../sign-in/continue-sign-in.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';
import {
  AUTHORIZATION_PARAMETERS,
  type AuthorizationRequest,
  type PageRequest,
  readAuthorizationRequest,
  recordWeaknesses,
} from './authorization-request.ts';
import { CSRF_COOKIE_NAME, csrfCookie, isSignedIn, readCookies, signedInCookies, stateCookies } from './cookies.ts';
import { type LoginForm, readLoginForm } from './login-form.ts';
import { callback, pageWith, redirectTo, refusedByPage, refusedOnDomain } from './page-answers.ts';
import { challengePage, challengePathOf, loginPage, managedLoginPage } from './pages.ts';

/** The page to show after a redirect whose URL does not identify it. */
export type NextPage =
  | { readonly kind: 'login'; readonly message: string }
  | { readonly kind: 'challenge'; readonly challengeName: string };

export const throttled = new Refusal('TooManyRequestsException', 'Rate exceeded', 429);

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

export function showLoginError(message: string, page: PageRequest): HttpResponse {
  return continueWith({ kind: 'login', message }, page);
}

/** The authorize endpoint redirects to the login page. */
export function authorize(page: PageRequest): HttpResponse {
  const { request, service, origin, search } = page;
  const authorization = readAuthorizationRequest(page);
  recordWeaknesses(authorization, service);
  const { pool, nonce } = authorization;
  assertWithinQuotas(page, pool);
  assert(!isSignedIn(request.headers), notEmulated, 'a browser that is signed in already');
  const location = `${pool.settings.loginLocation === 'url' ? origin : ''}/login?${search}`;
  return redirectTo(location, [csrfCookie(randomUUID()), ...stateCookies(nonce, service.now())]);
}

export function showLogin(page: PageRequest): HttpResponse {
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
export function submitLogin(page: PageRequest): HttpResponse {
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

export function showChallenge(page: PageRequest): HttpResponse {
  const next = takeNextPage(page);
  assert(next?.kind === 'challenge', () => refusedOnDomain('invalid_request', page.clientId));
  return render(next, page);
}
