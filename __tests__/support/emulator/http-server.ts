import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Headers } from './signature.ts';

export type HttpRequest = {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Counts the TCP connections from 1, so that requests on one kept-alive connection can be told. */
  readonly connection: number;
};

export type HttpResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** `reset`: the connection is reset in place of an answer. */
export type HttpAnswer = HttpResponse | 'reset';

export type HttpServer = { readonly url: string; readonly close: () => Promise<void> };

/** Load balancers of AWS keep idle connections for a minute; Node would close them after five seconds. */
const keepAliveMilliseconds = 60_000;

/** Signatures need the headers as they were sent, so Node's own folding of repeated headers is not used. */
const readHeaders = ({ rawHeaders }: IncomingMessage): Headers => {
  const headers = new Map<string, string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return headers;
};

const readBody = async (message: IncomingMessage): Promise<Buffer> => Buffer.concat(await message.toArray());

const send = (response: ServerResponse, answer: HttpAnswer, now: number): void => {
  if (answer === 'reset') {
    response.req.socket.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, {
    ...answer.headers,
    Date: new Date(now).toUTCString(),
    'Content-Length': Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
};

/** Serves HTTP on a free port of the loopback interface. The Date header is the emulator's own clock. */
export const startHttpServer = async (
  respond: (request: HttpRequest) => HttpAnswer,
  now: () => number,
): Promise<HttpServer> => {
  const connections = new WeakMap<Socket, number>();
  let connectionCount = 0;

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = {
      method: message.method ?? '',
      target: message.url ?? '',
      headers: readHeaders(message),
      body: await readBody(message),
      connection: connections.get(message.socket) ?? 0,
    };
    send(response, respond(request), now());
  };

  // A client that goes away while it sends leaves nobody to answer.
  const server = createServer((message, response) => {
    serve(message, response).catch(() => message.socket.destroy());
  });
  server.keepAliveTimeout = keepAliveMilliseconds;
  server.on('connection', (socket: Socket) => {
    connectionCount += 1;
    connections.set(socket, connectionCount);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The emulator has no port.');
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
};
