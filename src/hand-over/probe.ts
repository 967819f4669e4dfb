/**
 * The probe: calls the API under test before the tests do, so that an API without a guard, or a guard that wants another token, is found
 * here and not taken for a result.
 */
import { ActionError } from '../failures/action-error.ts';
import type { ProbeInputs } from '../inputs/probe.ts';
import type { ProbedApi } from '../world/ports.ts';

/** What the placeholders stand for. */
export interface ProbeTokens {
  /** Empty where there is none. */
  readonly idToken: string;
  readonly accessToken: string;
}

/**
 * Calls the API without a token, which it must refuse, and with one, which it must not. Rejects with an `ActionError`: `probe-unguarded`,
 * `probe-refused`, or that no answer came.
 *
 * @returns what was seen, for people to read
 */
export async function probeApi(inputs: ProbeInputs, tokens: ProbeTokens, api: ProbedApi): Promise<string> {
  const { url, method } = inputs;
  const without = await api.call({ url, method, headers: {} });
  if (!isRefusal(without)) {
    throw new ActionError({ code: 'probe-unguarded', method, url: withoutQuery(url), status: without });
  }
  const withToken = await api.call({ url, method, headers: headersOf(inputs, tokens) });
  if (isRefusal(withToken)) {
    throw new ActionError({ code: 'probe-refused', method, url: withoutQuery(url), status: withToken });
  }
  return `${method} ${withoutQuery(url)}: ${without} without a token, ${withToken} with one`;
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403;
}

function headersOf({ header }: ProbeInputs, { idToken, accessToken }: ProbeTokens): Record<string, string> {
  const value = header.template
    .replaceAll('{token}', idToken || accessToken)
    .replaceAll('{id-token}', idToken)
    .replaceAll('{access-token}', accessToken);
  return { [header.name]: value };
}

/** The part of a URL that people put no keys into. */
export function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
