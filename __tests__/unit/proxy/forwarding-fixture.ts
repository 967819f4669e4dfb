/** A proxy in this process with a target that speaks raw HTTP, and a client that sends bytes. */
import { Agent, type Server as HttpServer } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { ActionError } from '../../../src/failures/action-error.ts';
import { clock } from '../../../src/platform/clock.ts';
import { type Authorization, signatureAuthorization, tokenAuthorization } from '../../../src/proxy/authorization.ts';
import { createForwarder } from '../../../src/proxy/forwarding.ts';
import type { TokenSet } from '../../../src/proxy/renewal.ts';
import { listen, sendFailure, serve } from '../../../src/proxy/server.ts';
import { Tally } from '../../../src/proxy/tally.ts';
import { parseTarget } from '../../../src/proxy/target.ts';
import { useServers } from '../../support/test-servers.ts';
import { useCleanup } from '../../support/use-cleanup.ts';
import { waitUntil } from '../../support/wait-until.ts';

interface ForwardingOptions {
  readonly basePath?: string;
  readonly timeoutMs?: number;
  readonly authorization?: Authorization;
}

interface RawTarget {
  /** The last bytes of each request. */
  readonly requestEnd?: string;
  readonly answer?: string;
}

export const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
export const CLOSE = 'Connection: close\r\n';
/** Requests without their last line break. The client replaces the host by that of the proxy. */
export const GET = 'GET / HTTP/1.1\r\nHost: proxy\r\n';
export const POST = 'POST / HTTP/1.1\r\nHost: proxy\r\n';
export const STOP_KEY = 'the-stop-key';
/** Longer than a test may take, so that none passes only because the target's time is up. */
const NEVER_MS = 600_000;

const expiresAt = new Date(8.64e15);
const tokenSet: TokenSet = {
  tokens: { kind: 'client', accessToken: 'fresh', expiresAt },
  credentials: undefined,
  expiresAt,
};
const HEADER = { name: 'Authorization', template: 'Bearer {token}' };
const FRESH = tokenAuthorization(HEADER, () => Promise.resolve(tokenSet));

export const REFUSAL = new ActionError({
  code: 'tokens-unreadable',
  reason: 'there is no ID token',
  source: 'user pool',
});

/** Authorizes no request. */
export const REFUSING = tokenAuthorization(HEADER, () => Promise.reject(REFUSAL));

/** Signs requests, but adds no field. */
export const SIGNING = signatureAuthorization({
  host: '127.0.0.1',
  scope: { service: 'execute-api', region: 'eu-west-1' },
  getTokenSet: () => Promise.resolve(tokenSet),
  sign: () => Promise.resolve([]),
});

export function useForwarding() {
  const startServer = useServers();
  const onTestEnd = useCleanup();

  /** Starts a proxy in front of a server. Both end with the test. */
  async function startForwarding(targetServer: Server | HttpServer, options: ForwardingOptions = {}) {
    const { basePath = '', timeoutMs = NEVER_MS, authorization = FRESH } = options;
    const targetPort = await startServer(targetServer);
    const { server, port } = await listen(0);
    const tally = new Tally();
    const agent = new Agent({ keepAlive: true });
    onTestEnd(() => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    });
    const forward = createForwarder({
      target: parseTarget(`http://127.0.0.1:${targetPort}${basePath}`),
      agent,
      authorization,
      clock,
      tally,
      timeoutMs,
      onFailure: (response, error) => sendFailure(response, error, 'docs/troubleshooting.md'),
    });
    const stopped = new Promise<void>((onStopped) => {
      const stop = () => Promise.resolve({ report: tally.report(), rotation: undefined });
      const troubleshooting = 'docs/troubleshooting.md';
      serve(server, { port, stopKey: STOP_KEY, forward, troubleshooting, tally, stop, onStopped });
    });
    const open = (text: string) => {
      const client = new ProxyClient(port, text);
      onTestEnd(() => client.socket.destroy());
      return client;
    };
    return { port, targetPort, tally, stopped, open };
  }

  /** Sends bytes through a proxy to a raw target, and returns what each side got until the connection was closed. */
  async function exchange(request: string, options: ForwardingOptions & RawTarget = {}) {
    const { server, connections } = rawTarget(options);
    const forwarding = await startForwarding(server, options);
    const received = await forwarding.open(request).toEnd();
    return { ...forwarding, received, connections };
  }

  return { startForwarding, exchange };
}

class ProxyClient {
  readonly socket: Socket;
  /** The bytes that came since the last ones were sent, in Latin-1. */
  received = '';

  constructor(port: number, text: string) {
    this.socket = connect(port, '127.0.0.1', () => this.send(text));
    this.socket.setEncoding('latin1');
    this.socket.on('data', (chunk) => {
      this.received += chunk;
    });
    this.socket.on('error', () => this.socket.destroy());
  }

  send(text: string): void {
    this.received = '';
    this.socket.write(text.replaceAll('Host: proxy', `Host: 127.0.0.1:${this.socket.remotePort}`), 'latin1');
  }

  /** Resolves once these bytes have come. Rejects if the connection is closed before. */
  async until(text: string): Promise<string> {
    await waitUntil(() => this.received.includes(text) || this.socket.closed);
    if (!this.received.includes(text)) {
      throw new Error(`closed after ${JSON.stringify(this.received)}`);
    }
    return this.received;
  }

  /** Resolves to everything that came, once the connection is closed. */
  async toEnd(): Promise<string> {
    await waitUntil(() => this.socket.closed);
    return this.received;
  }
}

/** A target that answers each request with these bytes. `connections` has what each connection sent, in Latin-1. */
export function rawTarget({ requestEnd = '\r\n\r\n', answer = OK }: RawTarget = {}) {
  const connections: string[] = [];
  const server = createServer((socket) => {
    const index = connections.push('') - 1;
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      const sent = `${connections[index]}${chunk}`;
      connections[index] = sent;
      if (sent.endsWith(requestEnd)) {
        socket.write(answer, 'latin1');
      }
    });
  });
  return { server, connections };
}
