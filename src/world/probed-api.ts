/**
 * The API under test, by axios.
 */
import { ActionError } from '../failures/action-error.ts';
import { nameOf } from '../failures/error-name.ts';
import { withoutQuery } from '../hand-over/probe.ts';
import type { ProvideHttpAgents } from './http-agents.ts';
import type { ProbedApi, ProbeRequest } from './ports.ts';
import type { Retry } from './retry.ts';

export function connectProbedApi(retry: Retry, agents: ProvideHttpAgents): ProbedApi {
  return { call: (request) => retry.run((signal) => call(request, signal, agents)) };
}

async function call(
  { url, method, headers }: ProbeRequest,
  signal: AbortSignal,
  agents: ProvideHttpAgents,
): Promise<number> {
  const { default: axios } = await import(/* webpackMode: "eager" */ 'axios');
  try {
    const { status, data } = await axios.request<{ destroy(): void }>({
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
    });
    data.destroy();
    return status;
  } catch (error) {
    // An axios error carries the request with its token.
    throw new ActionError({ code: 'probe-unanswered', url: withoutQuery(url), errorName: nameOf(error) });
  }
}
