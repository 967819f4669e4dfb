/** HTTP requests to a user pool domain, which never follow a redirect, and the token requests among them. */
import { createCallError } from '../failures/action-error.ts';
import type { Call } from '../failures/service-failure.ts';
import { fieldOf, parseJson, textIn } from '../json.ts';
import type { ProvideHttpAgents } from '../platform/http-agents.ts';
import type { Clock } from '../platform/ports.ts';
import { mayBeIssuedAt } from '../tokens.ts';
import { toActionError, toOAuthError } from './errors/failures.ts';
import { MAX_ANSWER_LENGTH } from './http-handler.ts';
import type { UnparsedTokens } from './types.ts';

interface DomainRequest {
  readonly url: string;
  /** The fields of a POST. Without them the request is a GET. */
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DomainResponse {
  readonly status: number;
  readonly body: string;
  /** Empty without a `Location` header. */
  readonly location: string;
  readonly cookies: readonly string[];
  /** The time of the server. Empty without a `Date` header. */
  readonly date: string;
  /** The request ID for AWS support. */
  readonly requestId: string | undefined;
}

export interface DomainConnection {
  readonly clock: Pick<Clock, 'sync'>;
  readonly signal: AbortSignal;
  readonly agents: ProvideHttpAgents;
  readonly call: Call;
}

/** Sends a request. Rejects with an `ActionError` if no response arrives. */
export async function sendRequest(
  { url, form, headers = {} }: DomainRequest,
  { signal, agents, call }: DomainConnection,
): Promise<DomainResponse> {
  // Loaded on demand, because axios is slow to load and few modes need it.
  const { default: axios } = await import(/* webpackChunkName: "axios" */ 'axios');
  const request =
    form === undefined
      ? { method: 'GET', headers }
      : {
          method: 'POST',
          headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
          data: new URLSearchParams(form).toString(),
        };
  try {
    const response = await axios.request<unknown>({
      ...request,
      url,
      signal,
      ...agents(),
      maxRedirects: 0,
      responseType: 'text',
      maxContentLength: MAX_ANSWER_LENGTH,
      validateStatus: () => true,
    });
    const { status, headers: answered } = response;
    const requestId = /^[\w-]{1,64}$/.exec(textOf(answered['x-amz-cognito-request-id']))?.[0];
    // https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html
    if (answered['x-amzn-waf-action'] !== undefined) {
      throw createCallError('waf-blocked', { call, errorName: undefined, httpStatus: status, requestId });
    }
    return {
      status,
      body: textOf(response.data),
      location: textOf(answered['location']),
      cookies: answered['set-cookie'] ?? [],
      date: textOf(answered['date']),
      requestId,
    };
  } catch (error) {
    // The axios error must not escape: it holds the request with its secrets.
    throw toActionError(error, call, true);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Requests tokens from the token endpoint, and sets the clock by an answer that has some. Rejects with an
 * `ActionError`. The caller masks the tokens.
 *
 * @param form the fields of the grant
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */
export async function requestTokens(
  domain: string,
  form: Readonly<Record<string, string>>,
  connection: DomainConnection,
): Promise<UnparsedTokens> {
  const { status, body, date } = await sendRequest({ url: `${domain}/oauth2/token`, form }, connection);
  // Proxies and load balancers answer in HTML. The status says enough then.
  const answer = parseJson(body);
  if (status === 200 && typeof fieldOf(answer, 'access_token') === 'string') {
    const accessToken = textIn(answer, 'access_token');
    // The domain may be behind a server with a wrong clock. The proxy would then send tokens that have expired.
    if (mayBeIssuedAt(accessToken, date)) {
      connection.clock.sync(date);
    }
    return { idToken: textIn(answer, 'id_token'), accessToken, refreshToken: textIn(answer, 'refresh_token') };
  }
  throw toOAuthError({ status, error: fieldOf(answer, 'error') }, connection.call);
}
