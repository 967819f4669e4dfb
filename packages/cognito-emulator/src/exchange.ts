import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Delay, FaultKind } from './faults.ts';
import type { HttpAnswer, HttpResponse } from './http-server.ts';
import type { Principal } from './principals.ts';
import { Refusal } from './refusals.ts';
import type { Service } from './service.ts';

/** The outcome of a request, as tests see it. */
export interface Outcome {
  /** An API operation, `oauth2/token`, `AssumeRoleWithWebIdentity`, `github-oidc` or a page, such as `POST login`. */
  readonly operation: string;
  /** True if the request carries a signature, valid or not. */
  readonly signed: boolean;
  /** The holder of the access key ID in the request. `error` shows if the signature is invalid. */
  readonly principal?: Principal;
  /** The status that was sent, even if the answer was lost. Absent without an answer, and until there is one. */
  readonly status?: number;
  /** The exception name or the OAuth error. */
  readonly error?: string;
  readonly fault?: FaultKind;
  /** True if the client disconnected while it waited for a delayed answer. */
  readonly abandoned?: true;
  /** The request ID in the answer. Only AWS services send one. */
  readonly requestId?: string;
}

/** A request under way: its outcome so far, and the delay after which `finish` returns the answer. */
export interface Exchange {
  readonly outcome: Outcome;
  readonly delay?: Delay;
  readonly finish: () => { readonly answer: HttpAnswer; readonly outcome: Outcome };
}

/** Writes the answers of an emulated service in its own format. */
export interface Protocol {
  readonly success: (output: object | undefined, requestId: string) => HttpResponse;
  readonly refused: (refusal: Refusal, requestId: string) => HttpResponse;
  readonly failure: Refusal;
  readonly throttled: Refusal;
}

function page(status: number, title: string, location?: string): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'text/html', ...(location !== undefined && { Location: location }) },
    body: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`,
  };
}

/** Searches the headers and the body, because STS sends the ID in its XML. */
function mentions({ headers, body }: HttpResponse, requestId: string): boolean {
  return Object.values(headers).includes(requestId) || body.includes(requestId);
}

/** Waits until a delay is over. Rejects if the emulator closes before. */
export async function waitFor(delay: Delay, closing: AbortSignal): Promise<void> {
  if ('until' in delay) {
    await Promise.race([Promise.allSettled([delay.until]), once(closing, 'abort')]);
    closing.throwIfAborted();
  } else {
    await pause(delay.milliseconds, undefined, { signal: closing, ref: false });
  }
}

/**
 * Handles a request, unless an injected fault prevents this.
 *
 * @param act returns the output, and throws a Refusal if the service refuses the request.
 */
export function exchange(
  received: Pick<Outcome, 'operation' | 'signed' | 'principal'>,
  act: () => object | undefined,
  protocol: Protocol,
  { faults }: Service,
): Exchange {
  const requestId = randomUUID();
  const fault = faults.take(received.operation);
  const refuse = (refusal: Refusal) => ({ answer: protocol.refused(refusal, requestId), error: refusal.name });
  const createAnswer = (): { readonly answer: HttpResponse; readonly error?: string } => {
    switch (fault?.kind) {
      case 'error-500':
        return refuse(protocol.failure);
      case 'throttled':
        return refuse(protocol.throttled);
      case 'error-503':
        return { answer: page(503, '503 Service Temporarily Unavailable') };
      case 'html':
        return { answer: page(200, 'Sign in to the network') };
      case 'page': {
        const { status, location, body } = fault;
        const answer = page(status, `${status} ${STATUS_CODES[status]}`, location);
        return { answer: { ...answer, body: body ?? answer.body } };
      }
      case 'refused':
        return refuse(new Refusal(fault.exception, fault.message, fault.status));
      case 'answered':
        return { answer: { ...protocol.success(fault.output ?? {}, requestId), ...(!fault.output && { body: '' }) } };
      default:
        try {
          return { answer: protocol.success(act(), requestId) };
        } catch (error) {
          // Reports a bug in the emulator with a status that no client retries.
          return refuse(error instanceof Refusal ? error : new Refusal('EmulatorFailureException', String(error), 501));
        }
    }
  };

  const known = { ...received, ...(fault && { fault: fault.kind }) };
  const finish = (): ReturnType<Exchange['finish']> => {
    switch (fault?.kind) {
      case 'reset':
      case 'hang':
      case 'endless':
      case 'switching-protocols':
        return { answer: fault.kind, outcome: known };
    }
    const { answer, ...result } = createAnswer();
    const outcome = { ...known, status: answer.status, ...result };
    const seen = { ...outcome, ...(mentions(answer, requestId) && { requestId }) };
    switch (fault?.kind) {
      case 'lose-answer':
        return { answer: 'reset', outcome };
      case 'truncated':
        return { answer: { ...answer, isTruncated: true }, outcome: seen };
      case 'broken-encoding': {
        const headers = { ...answer.headers, 'Content-Encoding': fault.encoding };
        return { answer: { ...answer, headers }, outcome: seen };
      }
      default:
        return { answer, outcome: seen };
    }
  };
  if (fault?.kind === 'late') {
    return { outcome: known, delay: fault, finish };
  }
  const finished = finish();
  return { outcome: finished.outcome, ...(fault?.kind === 'slow' && { delay: fault }), finish: () => finished };
}
