/**
 * The probe: calls the API under test before the tests do. An unprotected API, or one that rejects the token, would
 * make their results meaningless.
 */
import { ActionError } from '../failures/action-error.ts';
import type { ProbeInputs } from '../inputs/probe.ts';
import type { ProbeApi } from '../platform/ports.ts';
import { tokenHeaderValue } from '../token-header.ts';
import type { Tokens } from '../tokens.ts';

export interface ProbeResult {
  readonly inputs: ProbeInputs;
  /** HTTP status. */
  readonly withoutToken: number;
  /** HTTP status. */
  readonly withToken: number;
}

/**
 * Calls the API without a token, which it must refuse, and with one, which it must not.
 *
 * @throws {ActionError} `probe-unguarded`, `probe-refused`, or the error of a call that failed
 */
export async function runProbe(inputs: ProbeInputs, tokens: Tokens, api: ProbeApi): Promise<ProbeResult> {
  const { header, ...request } = inputs;
  const { method, displayUrl: url } = request;
  const withoutToken = await assertGuarded(inputs, api);
  const withToken = await api.call({
    ...request,
    headers: { [header.name]: tokenHeaderValue(header.template, tokens) },
  });
  if (isRefusal(withToken)) {
    throw new ActionError({ code: 'probe-refused', method, url, status: withToken });
  }
  return { inputs, withoutToken, withToken };
}

/**
 * Calls the API without a token, and returns the HTTP status.
 *
 * @throws {ActionError} `probe-unguarded`, or the error of a call that failed
 */
export async function assertGuarded({ header: _, ...request }: ProbeInputs, api: ProbeApi): Promise<number> {
  const status = await api.call({ ...request, headers: {} });
  if (!isRefusal(status)) {
    throw new ActionError({ code: 'probe-unguarded', method: request.method, url: request.displayUrl, status });
  }
  return status;
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403;
}

/** Formats `401 without a token, 200 with one`. */
export function formatStatuses({ withoutToken, withToken }: ProbeResult): string {
  return `${withoutToken} without a token, ${withToken} with one`;
}
