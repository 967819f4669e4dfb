/**
 * Forwards requests to the target and its answers back. The header fields are Node's `rawHeaders`, so order, case and
 * duplicates stay. Bodies, trailers and interim responses are passed on as they come.
 */
import http, { type Agent, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { ActionError } from '../failures/action-error.ts';
import { CERTIFICATE_ERROR, nameOf } from '../failures/error-name.ts';
import type { Clock } from '../platform/ports.ts';
import type { Authorization, AuthorizedRequest } from './authorization.ts';
import {
  endToEndFields,
  expectsContinue,
  type Field,
  MAX_HEADERS_COUNT,
  PARSER_OPTIONS,
  replaceValue,
  requestFields,
  trailersOf,
  withoutField,
} from './headers.ts';
import type { Tally } from './tally.ts';
import { locationAtProxy, pathAtTarget, type Target } from './target.ts';

interface ForwarderOptions {
  readonly target: Target;
  readonly agent: Agent;
  readonly authorization: Authorization;
  readonly clock: Clock;
  readonly tally: Tally;
  /** The target may be silent for this long. */
  readonly timeoutMs: number;
  /** Answers with a failure, unless an answer has begun, which is then cut off. */
  onFailure(response: ServerResponse, error: ActionError): void;
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'];

export type Forward = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/** @returns a function that forwards one request to a path and query, and does not reject */
export function createForwarder(options: ForwarderOptions): Forward {
  const { target, authorization } = options;
  return async (request, response, pathAndQuery) => {
    const isAuthorized = request.headers[authorization.fieldName] !== undefined;
    const path = pathAtTarget(pathAndQuery, target);
    const fields = requestFields(request, target.host);
    try {
      const authorized = isAuthorized ? { fields } : await authorization.authorize({ request, response, path, fields });
      if (!response.destroyed) {
        new Exchange(request, response, options, !isAuthorized).start(path, authorized);
      }
    } catch (error) {
      request.resume();
      fail(response, error, options);
    }
  };
}

/** One request to the target and its answer. */
class Exchange {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #options: ForwarderOptions;
  readonly #hasOurToken: boolean;
  readonly #startedAt: number;
  #isContinued = false;

  constructor(request: IncomingMessage, response: ServerResponse, options: ForwarderOptions, hasOurToken: boolean) {
    this.#request = request;
    this.#response = response;
    this.#options = options;
    this.#hasOurToken = hasOurToken;
    this.#startedAt = options.clock.elapsed();
  }

  start(path: string, authorized: AuthorizedRequest): void {
    const { target, agent, timeoutMs } = this.#options;
    const { method } = this.#request;
    const outgoing = (target.protocol === 'https:' ? https : http).request({
      host: target.hostname,
      port: target.port,
      method,
      path,
      headers: authorized.fields.flat(),
      // Node.js would add a Connection field.
      setDefaultHeaders: false,
      agent,
      timeout: timeoutMs,
      ...PARSER_OPTIONS,
    });
    outgoing.maxHeadersCount = MAX_HEADERS_COUNT;
    let answer: IncomingMessage | undefined;
    outgoing.once('response', (incoming) => {
      answer = incoming;
      this.#passOn(incoming, outgoing);
    });
    outgoing.once('upgrade', (_, socket) => {
      socket.destroy();
      // No other event says so.
      fail(this.#response, unexpectedUpgrade(), this.#options);
    });
    outgoing.on('information', (interim) => this.#passOnInterim(interim));
    outgoing.on('timeout', () => {
      const isBodyComplete = authorized.body !== undefined || !this.#hasBody() || this.#request.readableEnded;
      if (isBodyComplete || this.#isClientWaiting() || outgoing.writableNeedDrain) {
        const seconds = timeoutMs / 1000;
        (answer ?? outgoing).destroy(new ActionError({ code: 'proxy-target-slow', origin: target.origin, seconds }));
      }
    });
    outgoing.on('error', (error) => {
      // The target had closed a kept connection before the request reached it. An abort by the client looks alike.
      const isUnread = outgoing.reusedSocket && nameOf(error) === 'ECONNRESET' && answer === undefined;
      if (isUnread && !this.#response.destroyed && !this.#hasBody() && IDEMPOTENT_METHODS.includes(method ?? '')) {
        this.start(path, authorized);
      } else if (answer === undefined) {
        fail(this.#response, error, this.#options);
      }
    });
    // Reads the rest of the body, so that the connection can be used again.
    outgoing.once('close', () => this.#request.unpipe(outgoing).resume());
    this.#response.on('error', () => outgoing.destroy());
    this.#response.once('close', () => {
      if (!this.#response.writableFinished) {
        outgoing.destroy();
      }
    });
    this.#sendBody(outgoing, authorized.body);
  }

  /** Returns true if the client sends its body only when the target says 100, which it has not said yet. */
  #isClientWaiting(): boolean {
    return expectsContinue(this.#request) && !this.#isContinued && !this.#request.readableDidRead;
  }

  #hasBody(): boolean {
    const { headers } = this.#request;
    return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  }

  /** @param whole the body, if it has been read */
  #sendBody(outgoing: ClientRequest, whole: Buffer | undefined): void {
    const request = this.#request;
    if (whole !== undefined || !this.#hasBody()) {
      outgoing.end(whole);
      return;
    }
    request.pipe(outgoing, { end: false });
    request.once('end', () => {
      if (request.rawTrailers.length > 0) {
        outgoing.addTrailers(trailersOf(request));
      }
      outgoing.end();
    });
  }

  #passOnInterim({ statusCode, statusMessage, rawHeaders }: http.InformationEvent): void {
    const response = this.#response;
    // HTTP/1.0 has no interim responses, and a pipelined response has no socket before its turn.
    if (this.#request.httpVersionMinor === 0 || response.headersSent) {
      return;
    }
    if (statusCode === 100) {
      this.#isContinued = true;
      response.writeContinue();
      return;
    }
    const lines = endToEndFields(rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
    response.socket?.write(`HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`, 'latin1');
  }

  #passOn(answer: IncomingMessage, outgoing: ClientRequest): void {
    const { tally, clock } = this.#options;
    const { statusCode = 502, statusMessage = '' } = answer;
    const response = this.#response;
    const elapsedMs = clock.elapsed() - this.#startedAt;
    const count = () => tally.countAnswer(statusCode, elapsedMs, this.#hasOurToken);
    answer.once('error', (error) => {
      outgoing.destroy();
      if (response.destroyed) {
        count();
      }
      fail(response, error, this.#options);
    });
    // Node.js takes it for a final answer if it names no protocol.
    if (statusCode === 101) {
      answer.destroy(unexpectedUpgrade());
      return;
    }
    try {
      response.sendDate = false;
      if (this.#request.httpVersionMinor > 0) {
        // Node.js adds no field of its own then.
        response.removeHeader('connection');
      }
      response.writeHead(statusCode, statusMessage, this.#answerFields(answer).flat());
    } catch (error) {
      answer.destroy(error instanceof Error ? error : new Error('unknown'));
      return;
    }
    answer.pipe(response, { end: false });
    answer.once('end', () => {
      count();
      if (answer.rawTrailers.length > 0) {
        response.addTrailers(trailersOf(answer));
      }
      response.end();
    });
  }

  #answerFields(answer: IncomingMessage): Field[] {
    const { headers, httpVersionMinor, method } = this.#request;
    const fields = endToEndFields(answer.rawHeaders);
    const isChunked =
      answer.headers['transfer-encoding'] !== undefined &&
      httpVersionMinor > 0 &&
      method !== 'HEAD' &&
      ![204, 304].includes(answer.statusCode ?? 0);
    const origin = `http://${headers.host}`;
    const located = replaceValue(fields, 'location', (value) => locationAtProxy(value, this.#options.target, origin));
    return isChunked ? located : withoutField(located, 'trailer');
  }
}

function unexpectedUpgrade(): Error {
  return Object.assign(new Error('not asked for'), { name: 'UnexpectedUpgrade' });
}

/** Answers with a failure, unless the client is gone. */
function fail(response: ServerResponse, error: unknown, { tally, target, onFailure }: ForwarderOptions): void {
  if (!response.destroyed) {
    const failure = error instanceof ActionError ? error : targetFailure(error, target);
    tally.countFailure(failure.failure.code);
    onFailure(response, failure);
  }
}

function targetFailure(error: unknown, { origin }: Target): ActionError {
  const errorName = nameOf(error);
  const code = CERTIFICATE_ERROR.test(errorName) ? 'proxy-certificate-untrusted' : 'proxy-target-unanswered';
  return new ActionError({ code, origin, errorName });
}
