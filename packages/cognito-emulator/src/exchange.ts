import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Delay, FaultKind, RequestFault } from './faults.ts';
import type { HttpAnswer, HttpResponse } from './http-server.ts';
import type { Principal } from './principals.ts';
import { Refusal } from './refusals.ts';
import type { Service } from './service.ts';

/** The outcome of a request, as tests see it. */
export interface Outcome {
  /** An API operation, `oauth2/token`, `AssumeRoleWithWebIdentity`, `github-oidc` or a page, named by `operationOf`. */
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

interface Exchange {
  readonly answer: HttpAnswer;
  readonly outcome: Outcome;
}

/** How a request is handled over time. */
export type ScheduledExchange =
  /** Handled on arrival, if at all; answered at once or after a delay. */
  | (Exchange & { readonly kind: 'settled'; readonly answerDelay?: Delay })
  /** Handled after a delay. */
  | { readonly kind: 'late'; readonly outcome: Outcome; readonly handlingDelay: Delay; readonly act: () => Exchange };

/** Writes the answers of an emulated service in its own format. */
export interface Protocol {
  readonly success: (output: object | undefined, requestId: string) => HttpResponse;
  readonly refused: (refusal: Refusal, requestId: string) => HttpResponse;
  readonly failure: Refusal;
  readonly throttled: Refusal;
}

interface Answered {
  readonly answer: HttpResponse;
  readonly error?: string;
}

function page(status: number, title: string, more: { readonly location?: string; readonly body?: string } = {}) {
  const { location, body } = more;
  return {
    status,
    headers: { 'Content-Type': 'text/html', ...(location !== undefined && { Location: location }) },
    body: body ?? `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`,
  };
}

/** Searches the headers and the body, because STS sends the ID in its XML. */
function mentions({ headers, body }: HttpResponse, requestId: string): boolean {
  return Object.values(headers).includes(requestId) || body.includes(requestId);
}

/** Damages an answer on its way to the client. */
function damaged(answer: HttpResponse, fault: RequestFault | undefined): HttpResponse {
  switch (fault?.kind) {
    case 'truncated':
      return { ...answer, isTruncated: true };
    case 'broken-encoding':
      return { ...answer, headers: { ...answer.headers, 'Content-Encoding': fault.encoding } };
    default:
      return answer;
  }
}

/** Reports a bug in the emulator with a status that no client retries. */
function asRefusal(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal('EmulatorFailureException', String(error), 501);
}

/**
 * Handles a request, unless an injected fault prevents this.
 *
 * @param act returns the output, and throws a Refusal if the service refuses the request.
 */
export function exchange(
  received: { readonly operation: string; readonly signed: boolean; readonly principal?: Principal },
  act: () => object | undefined,
  protocol: Protocol,
  { faults }: Service,
): ScheduledExchange {
  const requestId = randomUUID();
  const fault = faults.take(received.operation);
  const refuse = (refusal: Refusal): Answered => ({
    answer: protocol.refused(refusal, requestId),
    error: refusal.name,
  });
  const createAnswer = (): Answered => {
    switch (fault?.kind) {
      case 'error-500':
        return refuse(protocol.failure);
      case 'throttled':
        return refuse(protocol.throttled);
      case 'error-503':
        return { answer: page(503, '503 Service Temporarily Unavailable') };
      case 'html':
        return { answer: page(200, 'Sign in to the network') };
      case 'page':
        return { answer: page(fault.status, `${fault.status} ${STATUS_CODES[fault.status]}`, fault) };
      case 'refused':
        return refuse(new Refusal(fault.exception, fault.message, fault.status));
      case 'answered':
        return { answer: { ...protocol.success(fault.output ?? {}, requestId), ...(!fault.output && { body: '' }) } };
      default:
        try {
          return { answer: protocol.success(act(), requestId) };
        } catch (error) {
          return refuse(asRefusal(error));
        }
    }
  };

  const known = { ...received, ...(fault && { fault: fault.kind }) };
  const settle = (): Exchange => {
    switch (fault?.kind) {
      case 'reset':
      case 'hang':
      case 'endless':
      case 'switching-protocols':
        return { answer: fault.kind, outcome: known };
    }
    const { answer: intact, ...result } = createAnswer();
    const outcome = { ...known, status: intact.status, ...result };
    if (fault?.kind === 'lose-answer') {
      return { answer: 'reset', outcome };
    }
    const answer = damaged(intact, fault);
    return { answer, outcome: { ...outcome, ...(mentions(answer, requestId) && { requestId }) } };
  };
  return fault?.kind === 'late'
    ? { kind: 'late', outcome: known, handlingDelay: fault, act: settle }
    : { kind: 'settled', ...settle(), ...(fault?.kind === 'slow' && { answerDelay: fault }) };
}

/** The delays of requests, which end when the emulator closes. */
export class Delays {
  readonly #closing = new AbortController();
  readonly #closed = once(this.#closing.signal, 'abort');

  /** Returns the answer when it is due. Rejects when the emulator closes before. */
  async settle(course: ScheduledExchange): Promise<Exchange> {
    if (course.kind === 'late') {
      await this.#wait(course.handlingDelay);
      return course.act();
    }
    if (course.answerDelay !== undefined) {
      await this.#wait(course.answerDelay);
    }
    return course;
  }

  cancel(): void {
    this.#closing.abort();
  }

  async #wait(delay: Delay): Promise<void> {
    const { signal } = this.#closing;
    if ('until' in delay) {
      await Promise.race([Promise.allSettled([delay.until]), this.#closed]);
      signal.throwIfAborted();
    } else {
      await pause(delay.milliseconds, undefined, { signal, ref: false });
    }
  }
}
