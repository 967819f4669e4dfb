/**
 * The probe: calls the API under test before the tests do, so that an API without a guard, or a guard that wants another token, is found
 * here and not taken for a result.
 */
import { ActionError } from '../failures/action-error.ts';
import type { ProbeHeader, ProbeInputs } from '../inputs/probe.ts';
import type { ProbeApi } from '../platform/ports.ts';
import type { Tokens } from '../tokens.ts';

/** What was asked, and the HTTP statuses of the two calls. */
export interface ProbeResult {
  readonly inputs: ProbeInputs;
  readonly withoutToken: number;
  readonly withToken: number;
}

/**
 * Calls the API without a token, which it must refuse, and with one, which it must not. Rejects with an `ActionError`: `probe-unguarded`,
 * `probe-refused`, or that no answer came.
 */
export async function runProbe(inputs: ProbeInputs, tokens: Tokens, api: ProbeApi): Promise<ProbeResult> {
  const { header, ...request } = inputs;
  const { method, displayUrl: url } = request;
  const withoutToken = await api.call({ ...request, headers: {} });
  if (!isRefusal(withoutToken)) {
    throw new ActionError({ code: 'probe-unguarded', method, url, status: withoutToken });
  }
  const withToken = await api.call({ ...request, headers: headersOf(header, tokens) });
  if (isRefusal(withToken)) {
    throw new ActionError({ code: 'probe-refused', method, url, status: withToken });
  }
  return { inputs, withoutToken, withToken };
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403;
}

function headersOf({ name, template }: ProbeHeader, tokens: Tokens): Record<string, string> {
  const { idToken = '' } = tokens.kind === 'user' ? tokens : {};
  const value = template
    .replaceAll('{token}', idToken || tokens.accessToken)
    .replaceAll('{id-token}', idToken)
    .replaceAll('{access-token}', tokens.accessToken);
  return { [name]: value };
}

/** `401 without a token, 200 with one` */
export function statusesText({ withoutToken, withToken }: ProbeResult): string {
  return `${withoutToken} without a token, ${withToken} with one`;
}
