import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Delay, FaultKind, MetFault } from './faults.ts';
import type { HttpAnswer, HttpResponse } from './http-server.ts';
import type { Principal } from './principals.ts';
import { Refusal } from './refusals.ts';
import type { Service } from './service.ts';

/** What became of a request, for tests to look at. */
export type Outcome = {
  /** Of the API, or `oauth2/token`, `AssumeRoleWithWebIdentity`, `github-oidc`; of the login page, see `operationOf`. */
  readonly operation: string;
  /** Whether the request carried a signature, be it a right one. */
  readonly signed: boolean;
  /** Whose key the request names. Whether it also holds that key shows in `error`. */
  readonly principal?: Principal;
  /** Of the answer, be it lost on the way; absent where there was none, and until there is one. */
  readonly status?: number;
  /** The exception's name, or the OAuth error. */
  readonly error?: string;
  readonly fault?: FaultKind;
  /** The client went away while it waited for an answer that took time. */
  readonly abandoned?: true;
  /** The ID that the answer names, by which AWS's support finds the call. Other services than AWS's name none. */
  readonly requestId?: string;
};

export type Exchange = { readonly answer: HttpAnswer; readonly outcome: Outcome };

/** What happens to a request as time passes. */
export type Course =
  /** It was acted on when it came, if it is at all; the answer goes out at once, or after a time. */
  | (Exchange & { readonly kind: 'settled'; readonly answeredAfter?: Delay })
  /** It will be acted on after a time. */
  | {
      readonly kind: 'late';
      readonly outcome: Outcome;
      readonly actedOnAfter: Delay;
      readonly act: () => Exchange;
    };

/** How one of the emulated services says what became of a request. */
export type Protocol = {
  readonly success: (output: object | undefined, requestId: string) => HttpResponse;
  readonly refused: (refusal: Refusal, requestId: string) => HttpResponse;
  readonly failure: Refusal;
  readonly throttled: Refusal;
};

type Answered = { readonly answer: HttpResponse; readonly status: number; readonly error?: string };

const page = (status: number, title: string, location?: string): Answered => ({
  status,
  answer: {
    status,
    headers: { 'Content-Type': 'text/html', ...(location !== undefined && { Location: location }) },
    body: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`,
  },
});

/** In a header, or in the XML of STS. */
const names = ({ headers, body }: HttpResponse, requestId: string): boolean =>
  Object.values(headers).includes(requestId) || body.includes(requestId);

/** A mistake of the emulator itself is answered by a status that no client retries. */
const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal('EmulatorFailureException', String(error), 501);

/**
 * Answers a request: acts on it, unless a fault keeps it from that.
 *
 * @param act gives the output. It throws a Refusal for what the service refuses.
 */
export const exchange = (
  received: { readonly operation: string; readonly signed: boolean; readonly principal?: Principal },
  act: () => object | undefined,
  protocol: Protocol,
  { faults }: Service,
): Course => {
  const requestId = randomUUID();
  const succeed = (output: object | undefined): Answered => {
    const answer = protocol.success(output, requestId);
    return { answer, status: answer.status };
  };
  const refuse = (refusal: Refusal): Answered => {
    const answer = protocol.refused(refusal, requestId);
    return { answer, status: answer.status, error: refusal.name };
  };
  const answered = (output: object | undefined): Answered =>
    output === undefined ? { answer: { ...protocol.success({}, requestId), body: '' }, status: 200 } : succeed(output);
  const answerWith = (fault: MetFault | undefined): Answered => {
    switch (fault?.kind) {
      case 'error-500':
        return refuse(protocol.failure);
      case 'throttled':
        return refuse(protocol.throttled);
      case 'error-503':
        return page(503, '503 Service Temporarily Unavailable');
      case 'html':
        return page(200, 'Sign in to the network');
      case 'page':
        return page(fault.status, `${fault.status} ${STATUS_CODES[fault.status]}`, fault.location);
      case 'refused':
        return refuse(new Refusal(fault.exception, fault.message, fault.status));
      case 'answered':
        return answered(fault.output);
      default:
        try {
          return succeed(act());
        } catch (error) {
          return refuse(asRefusal(error));
        }
    }
  };

  const fault = faults.take(received.operation);
  const known = { ...received, ...(fault && { fault: fault.kind }) };
  const settle = (): Exchange => {
    if (fault?.kind === 'reset' || fault?.kind === 'hang') {
      return { answer: fault.kind, outcome: known };
    }
    const { answer, ...result } = answerWith(fault);
    if (fault?.kind === 'lose-answer') {
      return { answer: 'reset', outcome: { ...known, ...result } };
    }
    return { answer, outcome: { ...known, ...result, ...(names(answer, requestId) && { requestId }) } };
  };
  return fault?.kind === 'late'
    ? { kind: 'late', outcome: known, actedOnAfter: fault, act: settle }
    : { kind: 'settled', ...settle(), ...(fault?.kind === 'slow' && { answeredAfter: fault }) };
};
