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

/** What was asked, and the HTTP statuses of the two calls. */
export interface Probed {
  readonly inputs: ProbeInputs;
  readonly withoutToken: number;
  readonly withToken: number;
}

/**
 * Calls the API without a token, which it must refuse, and with one, which it must not. Rejects with an `ActionError`: `probe-unguarded`,
 * `probe-refused`, or that no answer came.
 */
export async function probeApi(inputs: ProbeInputs, tokens: ProbeTokens, api: ProbedApi): Promise<Probed> {
  const { url, shownUrl, method } = inputs;
  const withoutToken = await api.call({ url, shownUrl, method, headers: {} });
  if (!isRefusal(withoutToken)) {
    throw new ActionError({ code: 'probe-unguarded', method, url: shownUrl, status: withoutToken });
  }
  const withToken = await api.call({ url, shownUrl, method, headers: headersOf(inputs, tokens) });
  if (isRefusal(withToken)) {
    throw new ActionError({ code: 'probe-refused', method, url: shownUrl, status: withToken });
  }
  return { inputs, withoutToken, withToken };
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

/** `401 without a token, 200 with one` */
export function statusesText({ withoutToken, withToken }: Probed): string {
  return `${withoutToken} without a token, ${withToken} with one`;
}
