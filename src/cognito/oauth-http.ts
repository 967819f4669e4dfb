/**
 * Requests to a user pool domain, none of whose redirects is followed.
 */
import type { Call } from '../failures/service-failure.ts';
import type { ProvideHttpAgents } from '../platform/http-agents.ts';
import { toActionError } from './errors/failures.ts';

export interface DomainRequest {
  readonly url: string;
  /** The fields of a form that is posted; without them the request is a GET. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DomainResponse {
  readonly status: number;
  readonly body: string;
  /** Empty where there is none. */
  readonly location: string;
  readonly cookies: readonly string[];
  /** AWS's ID of the request, for its support. */
  readonly requestId: string | undefined;
}

export interface DomainConnection {
  readonly signal: AbortSignal;
  readonly agents: ProvideHttpAgents;
  readonly call: Call;
}

/** Rejects with an `ActionError` where no answer came. */
export async function sendRequest(
  { url, form, headers = {} }: DomainRequest,
  { signal, agents, call }: DomainConnection,
): Promise<DomainResponse> {
  // Not needed in every mode, and not cheap.
  const { default: axios } = await import('axios');
  try {
    const answer = await axios.request<unknown>({
      method: form === undefined ? 'GET' : 'POST',
      url,
      headers: {
        ...headers,
        ...(form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { data: new URLSearchParams(form).toString() }),
      signal,
      ...agents(),
      maxRedirects: 0,
      responseType: 'text',
      validateStatus: () => true,
    });
    const { status, data, headers: sent } = answer;
    return {
      status,
      body: typeof data === 'string' ? data : '',
      location: textOf(sent['location']),
      cookies: sent['set-cookie'] ?? [],
      requestId: requestIdIn(textOf(sent['x-amz-cognito-request-id'])),
    };
  } catch (error) {
    // An axios error carries the request, header and all.
    throw toActionError(error, call);
  }
}

function textOf(header: unknown): string {
  return typeof header === 'string' ? header : '';
}

function requestIdIn(header: string): string | undefined {
  return /^[\w-]{1,64}$/.exec(header)?.[0];
}
