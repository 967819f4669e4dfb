import { randomBytes } from 'node:crypto';
import type { Service } from '../service.ts';
import type { Headers } from '../signature.ts';
import { refusedByPage } from './pages.ts';

export const CSRF_COOKIE_NAME = 'XSRF-TOKEN';
const SESSION_COOKIE_NAME = 'cognito';
const KNOWN_NAMES = [CSRF_COOKIE_NAME, 'csrf-state', 'csrf-state-legacy', SESSION_COOKIE_NAME];

const STATE_LIFETIME_MS = 5 * 60 * 1000;
const SESSION_LIFETIME_SECONDS = 60 * 60;

/** `Mon, 17-Nov-2025 07:46:56 GMT`, an obsolete HTTP date format (RFC 6265, section 5.1.1). */
function expiry(milliseconds: number): string {
  return new Date(milliseconds).toUTCString().replace(/^(\w+, \d+) (\w+) /, '$1-$2-');
}

export function csrfCookie(token: string): string {
  return `${CSRF_COOKIE_NAME}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

/** The cookies hold the nonce, or two quotation marks without one. */
export function stateCookies(nonce = '""', now: number): string[] {
  return [
    `csrf-state=${nonce}; Expires=${expiry(now + STATE_LIFETIME_MS)}; Path=/; Secure; HttpOnly; SameSite=None`,
    `csrf-state-legacy=${nonce}; Expires=${expiry(now + STATE_LIFETIME_MS)}; Path=/; Secure; HttpOnly`,
  ];
}

/** Expires the CSRF token of the form, sets another one, and keeps the user signed in at the login page for an hour. */
export function signedInCookies(nextCsrfToken: string, host: string, now: number): string[] {
  const session = randomBytes(300).toString('base64');
  const expires = expiry(now + SESSION_LIFETIME_SECONDS * 1000);
  const [domain = ''] = host.split(':');
  return [
    `${CSRF_COOKIE_NAME}=""; Expires=${expiry(10_000)}; Path=/; Secure; HttpOnly; SameSite=Lax`,
    csrfCookie(nextCsrfToken),
    `${SESSION_COOKIE_NAME}="${session}"; Version=1; Domain=${domain}; Max-Age=${SESSION_LIFETIME_SECONDS}; Expires=${expires}; Path=/; Secure; HttpOnly; SameSite=Lax`,
  ];
}

/** Parses the Cookie header (RFC 6265, section 4.2.1). Removes quotation marks around values. */
export function readCookies(headers: Headers): ReadonlyMap<string, string> {
  return new Map(
    (headers.get('cookie') ?? '').split(';').flatMap((pair): [string, string][] => {
      const [name = '', ...value] = pair.trim().split('=');
      return name === '' ? [] : [[name, value.join('=').replace(/^"(.*)"$/, '$1')]];
    }),
  );
}

/** @throws Refusal for cookies of another origin, which no browser would send, after recording the violation. */
export function assertKnownCookies(headers: Headers, operation: string, { violations }: Service): void {
  const foreign = [...readCookies(headers).keys()].filter((name) => !KNOWN_NAMES.includes(name));
  if (foreign.length > 0) {
    violations.push(...foreign.map((name) => `${operation} was sent with the cookie ${name}.`));
    throw refusedByPage(400, 'ForeignCookieException', 'There is a cookie that this domain does not have.');
  }
}

/** True if the browser is already signed in, so that Cognito would not ask for a password. */
export function isSignedIn(headers: Headers): boolean {
  return readCookies(headers).get(SESSION_COOKIE_NAME) !== undefined;
}
