import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
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

/** AWS load balancers keep idle connections for a minute; the default of Node.js is five seconds. */
const KEEP_ALIVE_TIMEOUT_MS = 60_000;

/** Returns the form that a request sends, if it sends one. */
export function formOf({ headers, body }: Pick<HttpRequest, 'headers' | 'body'>): URLSearchParams | undefined {
  const [mediaType = ''] = headers.get('content-type')?.split(';') ?? [];
  const isForm = mediaType.trim().toLowerCase() === 'application/x-www-form-urlencoded';
  return isForm ? new URLSearchParams(body.toString()) : undefined;
}

/** Escapes text for HTML and XML. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
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
  response.writeHead(200, { 'Content-Type': 'text/html' });
  const endless = function* () {
    while (true) {
      yield ' '.repeat(16_384);
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
    ...(date !== '' && { Date: date }),
    // A body can be empty, and is truncated all the same.
    'Content-Length': Buffer.byteLength(answer.body) + (answer.isTruncated ? 1 : 0),
  });
  if (answer.isTruncated) {
    response.write(answer.body.slice(0, answer.body.length / 2), () => socket.end());
  } else {
    response.end(answer.body);
  }
}

/**
 * Serves HTTP, or HTTPS for `localhost`, on a free port of the loopback interface. `date` returns the Date header,
 * or an empty string for none.
 *
 * @param tls a private key and its certificate in PEM
 */
export async function startHttpServer(
  respond: (request: HttpRequest) => Promise<HttpAnswer>,
  date: () => string,
  tls: { readonly key: string; readonly cert: string } | undefined,
) {
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
      // Joins repeated headers as signatures cover them. `headers` of Node.js drops some of them.
      headers: new Map(Object.entries(message.headersDistinct).map(([name, values = []]) => [name, values.join(',')])),
      body: Buffer.concat(await message.toArray()),
      connection: connections.get(message.socket) ?? 0,
      abandoned: abandoned.signal,
    };
    send(response, await respond(request), date());
  };

  // A client that disconnects while it sends gets no answer.
  const listener: RequestListener = (message, response) => {
    serve(message, response).catch(() => message.socket.destroy());
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
    connectionCount += 1;
    connections.set(socket, connectionCount);
  });

  const port = await listen(server);
  return {
    url: tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
