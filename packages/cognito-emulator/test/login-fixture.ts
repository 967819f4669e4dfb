/** Sets up user pools with a login page, and a browser without scripts. */
import { createHash } from 'node:crypto';
import type { AppClient, AppClientRequest } from '../src/app-client.ts';
import type { Emulator } from '../src/index.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { StoredUser } from '../src/user-pool.ts';

export const redirectUri = 'https://app.example.com/callback';

/** The user of every pool. */
export const credentials = { username: 'ada', password: 'Correct-1' };

const scopes = ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin', 'orders/read', 'orders/write'];

export interface LoginOptions {
  readonly pool?: PoolRequest;
  readonly client?: AppClientRequest;
  readonly user?: Partial<StoredUser>;
}

export function setUpLogin(emulator: Emulator, options: LoginOptions = {}) {
  const pool = emulator.createPool({ domain: 'my-prefix', ...options.pool });
  const client = pool.createClient({ oauthFlows: ['code'], scopes, callbackUrls: [redirectUri], ...options.client });
  const attributes = { email: 'ada@example.com', email_verified: 'true', name: 'Ada' };
  pool.addUser({ ...credentials, attributes, ...options.user });
  return { pool, client, authorizeUrl: (more: Parameters = {}) => authorizeUrl(emulator, client, more) };
}

/** Also opens the login page. */
export async function openLogin(emulator: Emulator, options: LoginOptions = {}, more: Parameters = {}) {
  const login = setUpLogin(emulator, options);
  const browser = new Browser();
  return { ...login, browser, page: await browser.open(login.authorizeUrl(more)) };
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** `undefined` omits a parameter. */
export type Parameters = Readonly<Record<string, string | undefined>>;

function formOf(parameters: Parameters): URLSearchParams {
  return new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Returns the URL of an authorization request. */
export function authorizeUrl(domain: Pick<Emulator, 'url'>, client: Pick<AppClient, 'id'>, more: Parameters = {}): URL {
  const url = new URL('/oauth2/authorize', domain.url);
  url.search = formOf({
    response_type: 'code',
    client_id: client.id,
    redirect_uri: redirectUri,
    state: 'a state',
    code_challenge: challengeOf('v'.repeat(43)),
    code_challenge_method: 'S256',
    ...more,
  }).toString();
  return url;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly url: URL;
}

/** Returns the target of a redirect. */
export function locationOf({ headers, url }: Answer): URL {
  return new URL(headers.get('location') ?? '', url);
}

/** Returns the forms of a page with action, name and prefilled fields. */
export function formsOf({ html }: Answer) {
  return [...html.matchAll(/<form action="([^"]*)" method="POST" name="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(
    ([, action = '', name = '', content = '']) => ({
      action: action.replaceAll('&amp;', '&'),
      name,
      fields: Object.fromEntries(
        [...content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
          ([, field = '', value = '']): [string, string] => [field, value],
        ),
      ),
    }),
  );
}

/** Returns the error messages of the forms on a page, without duplicates. */
export function messagesOf({ html }: Answer): (string | undefined)[] {
  const shown = html.matchAll(/<p id="loginErrorMessage"[^>]*>([^<]*)<\/p>/g);
  return [...new Set(Array.from(shown, ([, message]) => message))];
}

/** A browser that stores cookies and submits forms, but follows no redirects. */
export class Browser {
  readonly cookies = new Map<string, string>();

  async go(url: URL, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0 && !headers.has('cookie')) {
      headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      this.#keep(cookie);
    }
    return { status: response.status, headers: response.headers, html: await response.text(), url };
  }

  /** Requests the authorize endpoint and the login page that it redirects to. */
  async open(url: URL): Promise<Answer> {
    return this.go(locationOf(await this.go(url)));
  }

  /** Submits the first form of a page with additional fields. */
  submit(page: Answer, fields: Parameters, init: RequestInit = {}): Promise<Answer> {
    const [form] = formsOf(page);
    const body = formOf({ ...form?.fields, ...fields });
    return this.go(new URL(form?.action ?? '', page.url), { method: 'POST', body, ...init });
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(cookie) ?? [];
    const expires = /; Expires=([^;]*)/.exec(cookie)?.[1];
    if (expires !== undefined && Date.parse(expires) < Date.now()) {
      this.cookies.delete(name);
    } else {
      this.cookies.set(name, value);
    }
  }
}

/** Signs in at the login page and returns the answer to the form. */
export async function enter(url: URL, fields: Readonly<Record<string, string>> = credentials): Promise<Answer> {
  const browser = new Browser();
  return browser.submit(await browser.open(url), fields);
}

export function codeOf(answer: Answer): string {
  return locationOf(answer).searchParams.get('code') ?? '';
}

/** Exchanges a code at the token endpoint, like a public client. */
export async function exchangeCode(
  domain: Pick<Emulator, 'url'>,
  client: Pick<AppClient, 'id'>,
  more: Parameters,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly data: Readonly<Record<string, unknown>> }> {
  const body = formOf({
    grant_type: 'authorization_code',
    client_id: client.id,
    redirect_uri: redirectUri,
    code_verifier: 'v'.repeat(43),
    ...more,
  });
  const response = await fetch(`${domain.url}/oauth2/token`, { method: 'POST', headers, body });
  return { status: response.status, data: JSON.parse(await response.text()) };
}
