/** A proxy in this process with a target that speaks raw HTTP, and a client that sends bytes. */
import { Agent, createServer, type RequestListener } from 'node:http';
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
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

export interface ForwardingOptions {
  readonly basePath?: string;
  readonly timeoutMs?: number;
  readonly authorization?: Authorization;
}

export interface Forwarding {
  readonly port: number;
  readonly targetPort: number;
  readonly tally: Tally;
  readonly stopped: Promise<void>;
  /** Opens a connection to the proxy, and sends these bytes (Latin-1). */
  open(text: string): ProxyClient;
}

export const STOP_KEY = 'the-stop-key';
const TIMEOUT_MS = 20_000;
const expiresAt = new Date(8.64e15);
const tokenSet: TokenSet = {
  tokens: { kind: 'client', accessToken: 'fresh', expiresAt },
  credentials: undefined,
  expiresAt,
};
const HEADER = { name: 'Authorization', template: 'Bearer {token}' };
const FRESH = tokenAuthorization(HEADER, () => Promise.resolve(tokenSet));

/** Authorizes no request. */
export const REFUSING = tokenAuthorization(HEADER, () => Promise.reject(refusal()));

/** Signs requests, but adds no field. */
export const SIGNING = signatureAuthorization({
  host: '127.0.0.1',
  scope: { service: 'execute-api', region: 'eu-west-1' },
  getTokenSet: () => Promise.resolve(tokenSet),
  sign: () => Promise.resolve([]),
});

/** Returns a function that starts a proxy in front of a server. Both end with the test. */
export function useForwarding(): (target: Server, options?: ForwardingOptions) => Promise<Forwarding> {
  const startServer = useServers();
  const onTestEnd = useCleanup();
  return async (targetServer, { basePath = '', timeoutMs = TIMEOUT_MS, authorization = FRESH } = {}) => {
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
    const stopped = new Promise<void>((resolve) => {
      serve(server, {
        port,
        stopKey: STOP_KEY,
        forward,
        troubleshooting: 'docs/troubleshooting.md',
        tally,
        stop: () => Promise.resolve({ report: tally.report(), rotation: undefined }),
        onStopped: resolve,
      });
    });
    const open = (text: string) => {
      const client = new ProxyClient(port, text.replaceAll('Host: proxy', `Host: 127.0.0.1:${port}`));
      onTestEnd(() => client.socket.destroy());
      return client;
    };
    return { port, targetPort, tally, stopped, open };
  };
}

/** A client that keeps every byte that it receives. */
export class ProxyClient {
  readonly socket: Socket;
  received = '';
  readonly #closed: Promise<void>;
  readonly #waiting = new Set<() => void>();

  constructor(port: number, text: string) {
    this.socket = connect(port, '127.0.0.1', () => this.socket.write(text, 'latin1'));
    this.socket.on('data', (chunk) => {
      this.received += chunk.toString('latin1');
      for (const check of this.#waiting) {
        check();
      }
    });
    this.socket.on('error', () => this.socket.destroy());
    this.#closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
  }

  /** Resolves once these bytes have come. Rejects if the connection is closed before. */
  async until(text: string): Promise<string> {
    const found = new Promise<void>((resolve) => {
      const check = () => {
        if (this.received.includes(text)) {
          this.#waiting.delete(check);
          resolve();
        }
      };
      this.#waiting.add(check);
      check();
    });
    await Promise.race([found, this.#closed]);
    if (!this.received.includes(text)) {
      throw new Error(`closed after ${JSON.stringify(this.received)}`);
    }
    return this.received;
  }

  /** Resolves to everything that came, once the connection is closed. */
  async toEnd(): Promise<string> {
    await this.#closed;
    return this.received;
  }
}

export interface RawTarget {
  readonly server: Server;
  /** The bytes that each connection sent, in Latin-1. */
  readonly connections: string[];
}

/** A target that answers each request, which ends with these bytes, with these bytes. */
export function rawTarget(requestEnd: string, answer: string): RawTarget {
  const connections: string[] = [];
  const server = createTcpServer((socket) => {
    const index = connections.push('') - 1;
    let unanswered = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      connections[index] += chunk.toString('latin1');
      unanswered += chunk.toString('latin1');
      if (unanswered.endsWith(requestEnd)) {
        unanswered = '';
        socket.write(answer, 'latin1');
      }
    });
  });
  return { server, connections };
}

export function httpTarget(listener: RequestListener): Server {
  return createServer(listener);
}

export function refusal(): ActionError {
  return new ActionError({ code: 'tokens-unreadable', reason: 'there is no ID token', source: 'user pool' });
}
