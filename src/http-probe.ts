/**
 * The API under test, by axios.
 */
import { ActionError } from './errors.ts';
import type { ProbedApi, ProbeRequest } from './ports.ts';

const TIMEOUT_IN_MS = 15_000;

export function connectProbedApi(): ProbedApi {
  return { call };
}

async function call({ url, method, headers }: ProbeRequest): Promise<number> {
  const { default: axios } = await import(/* webpackMode: "eager" */ 'axios');
  try {
    const { status, data } = await axios.request<{ destroy(): void }>({
      method,
      url,
      headers: { ...headers },
      timeout: TIMEOUT_IN_MS,
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
    const errorName =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'Error';
    throw new ActionError({ code: 'probe-unanswered', url: url.replace(/[?#].*$/, ''), errorName });
  }
}
