import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { listen } from './loopback.ts';
import type { Headers } from './signature.ts';

export interface HttpRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Number of the TCP connection, from 1, which identifies requests that share a kept-alive connection. */
  readonly connection: number;
  /** Aborts if the connection closes before the answer is sent. */
  readonly abandoned: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** A header with several values is sent once per value. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
  /** Closes the connection within the body. */
  readonly isTruncated?: true;
}

/**
 * `reset` resets the connection, `hang` never answers, `endless` sends a body until the client disconnects,
 * `switching-protocols` is status 101.
 */
export type HttpAnswer = HttpResponse | 'reset' | 'hang' | 'endless' | 'switching-protocols';

/** A private key and its certificate in PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

interface HttpServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** AWS load balancers keep idle connections for a minute; the default of Node.js is five seconds. */
const KEEP_ALIVE_TIMEOUT_MS = 60_000;

/** Joins repeated headers as signatures cover them. `headers` of Node.js drops some of them. */
function readHeaders({ headersDistinct }: IncomingMessage): Headers {
  return new Map(Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(',')]));
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await message.toArray());
}

/**
 * Node.js can reset plain TCP connections only. Destroying a TLS socket skips the closing alert, which clients treat as
 * a reset.
 */
function reset(socket: Socket): void {
  if (socket instanceof TLSSocket) {
    socket.destroy();
  } else {
    socket.resetAndDestroy();
  }
}

/** Sends spaces, which may begin a JSON or XML document, as fast as the client reads them. */
function sendEndlessBody(response: ServerResponse): void {
  const chunk = ' '.repeat(16_384);
  response.writeHead(200, { 'Content-Type': 'text/html' });
  const endless = function* () {
    while (true) {
      yield chunk;
    }
  };
  // The client ends the stream by disconnecting, which is an error for the pipeline.
  pipeline(endless, response, () => undefined);
}

function send(response: ServerResponse, answer: HttpAnswer, date: string): void {
  const { socket } = response.req;
  switch (answer) {
    case 'reset':
      reset(socket);
      return;
    case 'hang':
      return;
    case 'endless':
      sendEndlessBody(response);
      return;
    case 'switching-protocols':
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      return;
  }
  for (const [name, value] of Object.entries(answer.headers)) {
    response.setHeader(name, value);
  }
  response.sendDate = false;
  response.writeHead(answer.status, {
    ...(date === '' ? {} : { Date: date }),
    // A body can be empty, and is truncated all the same.
    'Content-Length': Buffer.byteLength(answer.body) + (answer.isTruncated ? 1 : 0),
  });
  if (answer.isTruncated) {
    response.write(answer.body.slice(0, answer.body.length / 2), () => socket.end());
    return;
  }
  response.end(answer.body);
}

function createServerFor(tls: TlsIdentity | undefined, listener: RequestListener): Server {
  return tls === undefined ? createServer(listener) : createTlsServer({ ...tls }, listener);
}

/**
 * Serves HTTP, or HTTPS for `localhost`, on a free port of the loopback interface. `date` returns the Date header,
 * or an empty string for none.
 */
export async function startHttpServer(
  respond: (request: HttpRequest) => Promise<HttpAnswer>,
  date: () => string,
  tls: TlsIdentity | undefined,
): Promise<HttpServer> {
  const connections = new WeakMap<Socket, number>();
  let connectionCount = 0;

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const abandoned = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) {
        abandoned.abort();
      }
    });
    const request = {
      method: message.method ?? '',
      target: message.url ?? '',
      headers: readHeaders(message),
      body: await readBody(message),
      connection: connections.get(message.socket) ?? 0,
      abandoned: abandoned.signal,
    };
    send(response, await respond(request), date());
  };

  // A client that disconnects while it sends gets no answer.
  const server = createServerFor(tls, (message, response) => {
    serve(message, response).catch(() => message.socket.destroy());
  });
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
    connectionCount += 1;
    connections.set(socket, connectionCount);
  });

  const port = await listen(server);
  return {
    url: tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** Cross-origin requests (CORS), which AWS's APIs accept from every web page. */

const EVERY_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

/** True for the question of a browser that precedes a call: https://fetch.spec.whatwg.org/#cors-preflight-fetch */
export function isPreflight({ method, target, headers }: HttpRequest): boolean {
  return method === 'OPTIONS' && target === '/' && headers.has('access-control-request-method');
}

export function answerPreflight({ headers }: HttpRequest): HttpAnswer {
  return {
    status: 200,
    headers: {
      ...EVERY_ORIGIN,
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': headers.get('access-control-request-headers') ?? '',
      'Access-Control-Max-Age': '172800',
    },
    body: '',
  };
}

/** Lets the page of another origin read the answer of the API. */
export function readableAcrossOrigins({ target, headers }: HttpRequest, answer: HttpAnswer): HttpAnswer {
  return typeof answer === 'string' || target !== '/' || !headers.has('origin')
    ? answer
    : { ...answer, headers: { ...answer.headers, ...EVERY_ORIGIN } };
}

export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
