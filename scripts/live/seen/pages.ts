/** Observes answers of the user pool domain: token endpoint and login page. The AWS SDK covers neither. */
import type { Side } from '../side.ts';
import { fieldsOf } from './fields.ts';
import type { Fact, Observation } from './observation.ts';
import type { Redaction } from './redaction.ts';

const TIME_LIMIT_MS = 20_000;
/** Statuses of servers without the path. */
const NOT_OFFERED_STATUS = new Set([404, 501]);

export interface PageRequest {
  readonly url: URL;
  /** The form of a POST request. Without it, the request is a GET. */
  readonly form?: Readonly<Record<string, string>>;
}

/** Sends a request without following redirects, and observes the answer. */
export async function observePage({ url, form }: PageRequest, { endpoint, redaction }: Side): Promise<Observation> {
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  const status = String(response.status);
  const body = await response.text();
  const facts = { status, ...bodyFacts(response.headers.get('content-type') ?? '', body), ...redirect(response, url) };
  if (endpoint !== undefined && NOT_OFFERED_STATUS.has(response.status)) {
    return { kind: 'not-offered', reason: `${status} at ${url.pathname}` };
  }
  const shown = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, redacted(fact, redaction)]));
  return { kind: 'seen', facts: shown, said: [status, shown['error'] ?? shown['redirect'] ?? ''].join(' ').trim() };
}

function bodyFacts(contentType: string, body: string): Record<string, Fact> {
  const type = contentType.split(';')[0]?.trim() ?? '';
  if (type === 'text/html') {
    const inputs = [...body.matchAll(/<input[^>]*\sname="([^"]+)"/g)].map(([, name]) => name ?? '');
    return { 'content type': type, 'form fields': [...new Set(inputs)] };
  }
  const json = parsed(body);
  const error = json !== undefined && 'error' in json ? { error: String(json.error) } : {};
  return { 'content type': type, ...error, ...(json && { fields: fieldsOf(json) }) };
}

function parsed(body: string): object | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the target of a redirect with the names of its parameters, and the code of an error. */
function redirect({ headers }: Response, from: URL): Record<string, Fact> {
  const location = headers.get('location');
  if (location === null) {
    return {};
  }
  const to = new URL(location, from);
  const place = to.origin === from.origin ? to.pathname : `${to.origin}${to.pathname}`;
  const errors = ['error', 'error_description'].flatMap((name) => to.searchParams.get(name) ?? []);
  return {
    redirect: [place, ...errors].join(' '),
    'redirect parameters': [...new Set(to.searchParams.keys())],
    cookies: headers.getSetCookie().map((cookie) => cookie.split('=')[0] ?? ''),
  };
}

function redacted(fact: Fact, redaction: Redaction): Fact {
  return typeof fact === 'string' ? redaction.apply(fact) : fact.map((name) => redaction.apply(name));
}
