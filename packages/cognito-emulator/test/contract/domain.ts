/** A user pool with a domain: authorize endpoint, login page and token endpoint, and a browser without scripts. */
import { createHash } from 'node:crypto';
import type { ClientRequest, PoolRequest, Texts } from './pool.ts';
import { eventually, type Service } from './service.ts';
import { newDomainPrefix } from './temporary-pools.ts';

export const redirectUri = 'https://app.example.com/callback';

/** The user of every pool. */
export const credentials = { username: 'ada', password: 'Correct-1' };

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** `undefined` omits a parameter. */
export type Parameters = Readonly<Record<string, string | undefined>>;

function formOf(parameters: Parameters): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      form.set(name, value);
    }
  }
  return form;
}

/** Returns the URL of an authorization request. */
export function authorizeUrl(
  domain: { readonly url: string },
  client: { readonly id: string },
  more: Parameters = {},
): URL {
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
  const forms = html.matchAll(/<form action="([^"]*)" method="POST" name="([^"]*)"[^>]*>(.*?)<\/form>/gs);
  return Array.from(forms, ([, action = '', name = '', content = '']) => {
    const fields: Record<string, string> = {};
    for (const [, field = '', value = ''] of content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
      fields[field] = value;
    }
    return { action: action.replaceAll('&amp;', '&'), name, fields };
  });
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
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(cookie) ?? [];
      const [, expires = ''] = /; Expires=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
      if (Date.parse(expires) < Date.now()) {
        this.cookies.delete(name);
      }
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
}

/** Signs in at the login page and returns the answer to the form. */
export async function enter(url: URL, fields: Texts = credentials): Promise<Answer> {
  const browser = new Browser();
  return browser.submit(await browser.open(url), fields);
}

export function codeOf(answer: Answer): string {
  return locationOf(answer).searchParams.get('code') ?? '';
}

/** Exchanges a code at the token endpoint, like a public client. */
export async function exchangeCode(
  domain: { readonly url: string },
  client: { readonly id: string },
  more: Parameters,
  headers: Texts = {},
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

/** An app client for the login page. */
export const PAGE: ClientRequest = {
  ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
  AllowedOAuthFlows: ['code'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin', 'orders/read', 'orders/write'],
  CallbackURLs: [redirectUri],
  SupportedIdentityProviders: ['COGNITO'],
};

/** An app client for client credentials. */
export const MACHINE: ClientRequest = {
  GenerateSecret: true,
  ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
  AllowedOAuthFlows: ['client_credentials'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: ['orders/read', 'orders/write'],
};

export type Domain = Awaited<ReturnType<typeof createDomain>>;

/** Creates a user pool with a domain and the user `ada`. One for all tests of a file, because AWS needs a minute. */
export async function createDomain(service: Service, request: PoolRequest = {}) {
  const pool = await service.createPool(request);
  const prefix = newDomainPrefix();
  await pool.createResourceServer();
  await service.sdk.createUserPoolDomain({ UserPoolId: pool.id, Domain: prefix });
  await pool.addUser('ada', { email: 'ada@example.com', email_verified: 'true', name: 'Ada' });
  const client = await pool.createClient(PAGE);
  const url = service.domainUrl(prefix);
  await untilServed(authorizeUrl({ url }, client));
  return {
    pool,
    /** An app client for the login page. */
    client,
    /** The origin. */
    url,
    authorizeUrl: (of: { readonly id: string } = client, more: Parameters = {}) => authorizeUrl({ url }, of, more),
    /** Creates an app client for the login page. */
    createClient: (more: ClientRequest = {}) => pool.createClient({ ...PAGE, ...more }),
  };
}

/** Waits for a new domain, which AWS serves after up to a minute (developer guide, "Managed login"). */
async function untilServed(page: URL): Promise<void> {
  const statusOf = async () => (await new Browser().go(page)).status;
  await eventually(
    () => statusOf().catch(() => 0),
    (status) => status > 0 && status < 500,
    180_000,
  );
}
