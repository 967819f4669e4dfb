import type { HttpResponse } from '../http-server.ts';
import { Refusal } from '../refusals.ts';
import { errorPage } from './pages.ts';

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
