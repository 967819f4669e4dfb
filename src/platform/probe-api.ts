/**
 * The API under test, by axios.
 */
import { ActionError, isFailure } from '../failures/action-error.ts';
import { CERTIFICATE_ERROR, nameOf } from '../failures/error-name.ts';
import type { ProvideHttpAgents } from './http-agents.ts';
import type { ProbeApi, ProbeRequest } from './ports.ts';
import type { Retry } from './retry.ts';
import type { TimeLimit } from './time-limit.ts';

/** A cold start takes a few seconds; what is down for longer is for its owner to see. */
const PROBE_TIMEOUT_SECONDS = 15;

export interface ProbeApiOptions {
  readonly retry: Pick<Retry, 'run'>;
  readonly timeLimit: TimeLimit;
  readonly agents: ProvideHttpAgents;
}

export function connectProbeApi({ retry, timeLimit, agents }: ProbeApiOptions): ProbeApi {
  return {
    call: (request) =>
      timeLimit.within(PROBE_TIMEOUT_SECONDS, () =>
        retry.run((signal) => statusOf(request, signal, agents), {
          passes: (error) =>
            isFailure(error, 'probe-busy') || (isFailure(error, 'probe-unanswered') && mayRepeat(request, error)),
        }),
      ),
  };
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];

/** Nobody was reached: nothing can have been done. */
const UNREACHED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/** What was perhaps done is not to be done twice. */
function mayRepeat({ method }: ProbeRequest, { failure }: ActionError): boolean {
  return IDEMPOTENT_METHODS.includes(method) || ('errorName' in failure && UNREACHED.includes(failure.errorName ?? ''));
}

async function statusOf(
  { url, displayUrl, method, headers }: ProbeRequest,
  signal: AbortSignal,
  agents: ProvideHttpAgents,
): Promise<number> {
  const { default: axios } = await import('axios');
  const request = {
    method,
    url,
    headers: { ...headers },
    signal,
    ...agents(),
    // A redirect is an answer: what it leads to is not the API.
    maxRedirects: 0,
    validateStatus: () => true,
    // The status is all that counts: nothing of the body is read.
    responseType: 'stream',
  } as const;
  const { status, data } = await axios.request<{ destroy(): void }>(request).catch((error: unknown) => {
    // An axios error carries the request with its token.
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
