import { escapeMarkup, type HttpResponse } from '../http-server.ts';
import { Refusal } from '../refusals.ts';

/** The pages of a user pool domain. Names and IDs that programs rely on are Cognito's; the texts are not. */

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

function loginForm(form: Form, message: string | undefined): string {
  return [
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
}

/** The classic hosted UI contains the form twice, for small and for large screens. */
export function loginPage(form: Form, message?: string): string {
  const content = loginForm(form, message);
  const small = `<div class="modal-content-mobile visible-xs visible-sm">${content}</div>`;
  return page('Signin', `${small}\n<div class="modal-content-mobile visible-md visible-lg">${content}</div>`);
}

/** A script renders managed login, so the page has no form that a program could submit. */
export function managedLoginPage(csrfToken: string): string {
  return page('Sign-in', `<div id="root"></div>${hidden('csrf', csrfToken)}<script type="module">render()</script>`);
}

const CODE_FIELD = '<input name="authentication_code" type="text" inputmode="numeric" required>';

/** The pages of the challenges. Their paths and field names are not documented. */
const CHALLENGES: ReadonlyMap<string, { readonly path: string; readonly title: string; readonly fields: string }> =
  new Map([
    ['SMS_MFA', { path: '/mfa', title: 'Enter the code from the text message', fields: CODE_FIELD }],
    ['EMAIL_OTP', { path: '/emailMfa', title: 'Enter the code from the e-mail', fields: CODE_FIELD }],
    ['SOFTWARE_TOKEN_MFA', { path: '/softwareTokenMfa', title: 'Enter the authenticator code', fields: CODE_FIELD }],
    [
      'SELECT_MFA_TYPE',
      {
        path: '/selectMfa',
        title: 'Choose how to get a code',
        fields: '<select name="mfa_type"><option>SOFTWARE_TOKEN_MFA</option><option>SMS_MFA</option></select>',
      },
    ],
    ['MFA_SETUP', { path: '/mfaSetup', title: 'Set up an authenticator app', fields: CODE_FIELD }],
    [
      'NEW_PASSWORD_REQUIRED',
      {
        path: '/changePassword',
        title: 'Change password',
        fields:
          '<input name="new_password" type="password" required><input name="confirm_password" type="password" required>',
      },
    ],
  ]);

export const challengePaths: readonly string[] = [...CHALLENGES.values()].map(({ path }) => path);

export function challengePathOf(challengeName: string): string {
  return CHALLENGES.get(challengeName)?.path ?? '/error';
}

export function challengePage(challengeName: string, form: Form): string {
  const { title = '', fields = '' } = CHALLENGES.get(challengeName) ?? {};
  return page(
    title,
    `<h1>${title}</h1>${formStart('cognitoChallengeForm', form)}${fields}<button>Send</button></form>`,
  );
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
  const query = new URLSearchParams({ error, client_id: clientId });
  return new PageRefusal(error, redirectTo(`/error?${query}`));
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

/** Redirects an error to the client, with the parameters in Cognito's order. */
export function refusedToClient(
  { redirectUri, state }: { readonly redirectUri: string; readonly state: string | undefined },
  error: string,
  description?: string,
): PageRefusal {
  return new PageRefusal(error, redirectTo(callback(redirectUri, { error_description: description, state, error })));
}
