import { ActionError, isFailure } from '../failures/action-error.ts';
import { CERTIFICATE_ERROR, nameOf } from '../failures/error-name.ts';
import type { ProvideHttpAgents } from './http-agents.ts';
import type { ProbeApi, ProbeRequest } from './ports.ts';
import type { RetryCall } from './retry.ts';
import type { TimeLimit } from './time-limit.ts';

/** Long enough for a cold start. An API that is down for longer is a finding of the probe. */
const PROBE_TIMEOUT_MS = 15_000;

interface ProbeApiOptions {
  readonly retry: RetryCall;
  readonly timeLimit: TimeLimit;
  readonly agents: ProvideHttpAgents;
}

export function connectProbeApi({ retry, timeLimit, agents }: ProbeApiOptions): ProbeApi {
  return {
    call: (request) =>
      timeLimit.within(PROBE_TIMEOUT_MS, () =>
        retry((signal) => fetchStatus(request, signal, agents), {
          shouldRetry: (error) =>
            isFailure(error, 'probe-busy') || (isFailure(error, 'probe-unanswered') && isRepeatable(request, error)),
        }),
      ),
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];

/** These errors mean that the request was never sent. */
const NOT_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

function isRepeatable({ method }: ProbeRequest, { failure }: ActionError): boolean {
  return IDEMPOTENT_METHODS.includes(method) || ('errorName' in failure && NOT_SENT.includes(failure.errorName ?? ''));
}

async function fetchStatus(
  { url, displayUrl, method, headers }: ProbeRequest,
  signal: AbortSignal,
  agents: ProvideHttpAgents,
): Promise<number> {
  const { default: axios } = await import(/* webpackChunkName: "axios" */ 'axios');
  const request = {
    method,
    url,
    headers: { ...headers },
    signal,
    ...agents(),
    // A redirect is the API's answer. Its target is not the API.
    maxRedirects: 0,
    validateStatus: () => true,
    // Leaves the body unread: only the status matters.
    responseType: 'stream',
  } as const;
  const { status, data } = await axios.request<{ destroy(): void }>(request).catch((error: unknown) => {
    // An axios error holds the request with its token.
    const errorName = nameOf(error);
    const code = CERTIFICATE_ERROR.test(errorName) ? 'probe-certificate-untrusted' : 'probe-unanswered';
    throw new ActionError({ code, url: displayUrl, errorName });
  });
  data.destroy();
  if (status === 429 || status >= 500) {
    throw new ActionError({ code: 'probe-busy', method, url: displayUrl, status });
  }
  return status;
}
