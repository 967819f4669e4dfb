/** The pages of a user pool domain. Names and IDs that programs rely on are Cognito's; the texts are not. */
import { escapeMarkup, type HttpResponse } from '../http-server.ts';
import { Refusal } from '../refusals.ts';

function page(title: string, content: string): string {
  return `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title></head>\n<body>${content}</body>\n</html>\n`;
}

function hidden(name: string, value = ''): string {
  return `<input type="hidden" name="${name}" value="${escapeMarkup(value)}"/>`;
}

interface Form {
  /** Path and query, possibly with unencoded spaces. */
  readonly action: string;
  readonly csrfToken: string;
}

function formStart(name: string, { action, csrfToken }: Form): string {
  return `<form action="${escapeMarkup(action)}" method="POST" name="${name}" class="cognito-asf">${hidden('_csrf', csrfToken)}`;
}

/** The classic hosted UI contains the form twice, for small and for large screens. */
export function loginPage(form: Form, message?: string): string {
  const content = [
    formStart('cognitoSignInForm', form),
    message === undefined
      ? ''
      : `<p id="loginErrorMessage" class="errorMessage-customizable">${escapeMarkup(message)}</p>`,
    '<label for="signInFormUsername">Username</label>',
    '<input id="signInFormUsername" name="username" type="text" autocapitalize="none" required value="">',
    '<label for="signInFormPassword">Password</label>',
    '<input id="signInFormPassword" name="password" type="password" required>',
    hidden('cognitoAsfData'),
    '<input name="signInSubmitButton" type="Submit" value="Sign in" aria-label="submit"/>',
    '</form>',
  ].join('\n');
  const small = `<div class="modal-content-mobile visible-xs visible-sm">${content}</div>`;
  return page('Signin', `${small}\n<div class="modal-content-mobile visible-md visible-lg">${content}</div>`);
}

/** A script renders managed login, so the page has no form that a program could submit. */
export function managedLoginPage(csrfToken: string): string {
  return page('Sign-in', `<div id="root"></div>${hidden('csrf', csrfToken)}<script type="module">render()</script>`);
}

const CODE_FIELD = '<input name="authentication_code" type="text" inputmode="numeric" required>';
const PASSWORD_FIELDS = ['new_password', 'confirm_password'].map(
  (name) => `<input name="${name}" type="password" required>`,
);
const MFA_FIELD = '<select name="mfa_type"><option>SOFTWARE_TOKEN_MFA</option><option>SMS_MFA</option></select>';

/** The paths, titles and fields of the challenges' pages. They are not documented. */
const CHALLENGES = new Map([
  ['SMS_MFA', ['/mfa', 'Enter the code from the text message', CODE_FIELD]],
  ['EMAIL_OTP', ['/emailMfa', 'Enter the code from the e-mail', CODE_FIELD]],
  ['SOFTWARE_TOKEN_MFA', ['/softwareTokenMfa', 'Enter the authenticator code', CODE_FIELD]],
  ['SELECT_MFA_TYPE', ['/selectMfa', 'Choose how to get a code', MFA_FIELD]],
  ['MFA_SETUP', ['/mfaSetup', 'Set up an authenticator app', CODE_FIELD]],
  ['NEW_PASSWORD_REQUIRED', ['/changePassword', 'Change password', PASSWORD_FIELDS.join('')]],
]);

export const challengePaths: readonly string[] = [...CHALLENGES.values()].map(([path = '']) => path);

export function challengePathOf(challengeName: string): string {
  const [path = '/error'] = CHALLENGES.get(challengeName) ?? [];
  return path;
}

export function challengePage(challengeName: string, form: Form): string {
  const [, title = '', fields = ''] = CHALLENGES.get(challengeName) ?? [];
  const start = formStart('cognitoChallengeForm', form);
  return page(title, `<h1>${title}</h1>${start}${fields}<button>Send</button></form>`);
}

/** Shows errors of the request and of the service. */
export function errorPage(error: string): string {
  return page('Error', `<h1>An error was encountered with the requested page.</h1><pre>${escapeMarkup(error)}</pre>`);
}

const HEADERS = {
  'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
  Pragma: 'no-cache',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

function headersWith(headers: Readonly<Record<string, string>>, cookies: readonly string[]): HttpResponse['headers'] {
  return { ...HEADERS, ...headers, ...(cookies.length > 0 && { 'Set-Cookie': cookies }) };
}

/** @param cookies values of the Set-Cookie header. */
export function redirectTo(location: string, cookies: readonly string[] = []): HttpResponse {
  return { status: 302, headers: headersWith({ Location: location }, cookies), body: '' };
}

export function pageWith(status: number, html: string, cookies: readonly string[] = []): HttpResponse {
  return { status, headers: headersWith({ 'Content-Type': 'text/html;charset=UTF-8' }, cookies), body: html };
}

/** A refusal with an answer of its own. */
export class PageRefusal extends Refusal {
  readonly answer: HttpResponse;

  constructor(error: string, answer: HttpResponse) {
    super(error, error, answer.status);
    this.answer = answer;
  }
}

export function refusedByPage(status: number, error: string, message: string): PageRefusal {
  return new PageRefusal(error, pageWith(status, errorPage(message)));
}

/** Refuses on the domain itself, because the redirect URI is not trusted yet. */
export function refusedOnDomain(error: string, clientId: string): PageRefusal {
  return new PageRefusal(error, redirectTo(`/error?${new URLSearchParams({ error, client_id: clientId })}`));
}

/** Returns the redirect URI with added parameters. */
export function callback(redirectUri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`;
}

export const CSRF_COOKIE_NAME = 'XSRF-TOKEN';
export const SESSION_COOKIE_NAME = 'cognito';

/** `Mon, 17-Nov-2025 07:46:56 GMT`, an obsolete HTTP date format (RFC 6265, section 5.1.1). */
function expiry(milliseconds: number): string {
  return new Date(milliseconds).toUTCString().replace(/^(\w+, \d+) (\w+) /, '$1-$2-');
}

export function csrfCookie(token: string): string {
  return `${CSRF_COOKIE_NAME}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

/** The cookies hold the nonce, or two quotation marks without one, for five minutes. */
export function stateCookies(nonce = '""', now: number): string[] {
  const rest = `${nonce}; Expires=${expiry(now + 5 * 60 * 1000)}; Path=/; Secure; HttpOnly`;
  return [`csrf-state=${rest}; SameSite=None`, `csrf-state-legacy=${rest}`];
}

/** Expires the CSRF token of the form, sets another one, and keeps the user signed in at the login page for an hour. */
export function signedInCookies(nextCsrfToken: string, session: string, host: string, now: number): string[] {
  const seconds = 60 * 60;
  const [domain = ''] = host.split(':');
  return [
    `${CSRF_COOKIE_NAME}=""; Expires=${expiry(10_000)}; Path=/; Secure; HttpOnly; SameSite=Lax`,
    csrfCookie(nextCsrfToken),
    `${SESSION_COOKIE_NAME}="${session}"; Version=1; Domain=${domain}; Max-Age=${seconds}; Expires=${expiry(now + seconds * 1000)}; Path=/; Secure; HttpOnly; SameSite=Lax`,
  ];
}

/** Parses the Cookie header (RFC 6265, section 4.2.1). Removes quotation marks around values. */
export function readCookies(headers: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    (headers.get('cookie') ?? '').split(';').flatMap((pair): [string, string][] => {
      const [name = '', ...value] = pair.trim().split('=');
      return name === '' ? [] : [[name, value.join('=').replace(/^"(.*)"$/, '$1')]];
    }),
  );
}
