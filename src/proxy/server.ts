/** The proxy's server on the loopback interface. */
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ActionError, formatMessage } from '../failures/action-error.ts';
import type { ProxyRefusal } from '../failures/failure.ts';
import type { Forward } from './forwarding.ts';
import { MAX_HEADERS_COUNT, PARSER_OPTIONS } from './headers.ts';
import { MAX_WAIT_FIELD, STOP_HOST, type StoppedProxy } from './stop.ts';
import type { Tally } from './tally.ts';

const REFUSED = 'proxy-request-refused';
const LOOPBACK = '127.0.0.1';

/**
 * Starts a server that listens, but serves nothing yet.
 *
 * @param port 0 for a free one
 */
export async function listen(port: number): Promise<{ server: Server; port: number }> {
  const server = createServer({
    // Clients close their connections themselves. A limit could close one just as it is used again.
    keepAliveTimeout: 0,
    // An upload may take long.
    requestTimeout: 0,
    headersTimeout: 60_000,
    ...PARSER_OPTIONS,
  });
  server.maxHeadersCount = MAX_HEADERS_COUNT;
  await new Promise<void>((listening, fail) => {
    server.once('error', fail);
    server.listen(port, LOOPBACK, listening);
  });
  const address = server.address();
  return { server, port: isAddress(address) ? address.port : port };
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

interface ServiceOptions {
  readonly port: number;
  readonly stopKey: string;
  readonly forward: Forward;
  readonly troubleshooting: string;
  readonly tally: Tally;
  /** Does not reject. */
  stop(maxWaitMs: number): Promise<StoppedProxy>;
  /** Called once the answer of `stop` is sent, or cannot be sent. */
  onStopped(): void;
}

/** Serves requests from now on. */
export function serve(server: Server, options: ServiceOptions): void {
  const { port, stopKey, forward, troubleshooting, tally } = options;
  const names = [LOOPBACK, 'localhost'];
  const hosts = names.flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
  const isOwn = (host: string) => hosts.includes(host.toLowerCase());

  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const { host = '', authorization = '' } = request.headers;
    if (host === STOP_HOST && isEqual(authorization, stopKey)) {
      // Nothing listens any more when the answer arrives, although the process takes a while to end.
      server.close();
      response.once('close', options.onStopped);
      const maxWaitMs = Number(request.headers[MAX_WAIT_FIELD.toLowerCase()] ?? 0);
      void options.stop(maxWaitMs).then((stopped) => sendJson(response, 200, stopped));
      return;
    }
    const [, authority = host, path = request.url ?? ''] = /^http:\/\/([^/?#]*)(.*)$/i.exec(request.url ?? '') ?? [];
    const reason = isOwn(host) && isOwn(authority) ? refusalReason(request) : 'host';
    if (reason === undefined) {
      void forward(request, response, path.startsWith('/') || path === '*' ? path : `/${path}`);
    } else {
      tally.countFailure(REFUSED);
      sendFailure(response, new ActionError({ code: REFUSED, reason }), troubleshooting);
    }
  };
  server.on('request', onRequest);
  // Only the target knows whether it accepts these expectations.
  server.on('checkContinue', onRequest);
  server.on('checkExpectation', onRequest);
  server.on('connect', (_, socket) => {
    tally.countFailure(REFUSED);
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}

function refusalReason({ headers, headersDistinct }: IncomingMessage): ProxyRefusal | undefined {
  // A server may ignore an upgrade. Java's HttpClient offers HTTP/2 with its first requests, and would fail with 501.
  if (headers.upgrade !== undefined && headers.upgrade.toLowerCase() !== 'h2c') {
    return 'upgrade';
  }
  const hasOtherCoding = !/^(chunked)?$/i.test(headers['transfer-encoding'] ?? '');
  return headersDistinct['host']?.length !== 1 || hasOtherCoding ? 'message' : undefined;
}

const STATUSES: Readonly<Record<ProxyRefusal, number>> = { host: 421, upgrade: 501, message: 400, body: 413 };

/** Answers with the failure's message as JSON. Cuts off an answer that has begun. */
export function sendFailure(response: ServerResponse, error: ActionError, troubleshooting: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { failure } = error;
  const ownStatus = failure.code === 'proxy-target-slow' ? 504 : 502;
  const status = failure.code === REFUSED ? STATUSES[failure.reason] : ownStatus;
  sendJson(response, status, { code: failure.code, message: formatMessage(error, troubleshooting) });
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  const body = `${JSON.stringify(value)}\n`;
  const fields = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  // By default, Node.js would send the reason phrase of an answer that could not be passed on.
  response.writeHead(status, STATUS_CODES[status] ?? '', fields);
  response.end(body);
}

function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
