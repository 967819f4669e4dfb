/**
 * HTTP agents for all calls: connections are kept alive, must be established within 5 seconds, and go through the proxy
 * of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (upper or lower case).
 */
import http, { type ClientRequestArgs, Agent as HttpAgent } from 'node:http';
import https, { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ActionError } from '../failures/action-error.ts';
import { takeEarlyConnection } from './early-connection.ts';
import { type Proxies, readProxies, setProxies } from './proxies.ts';

const CONNECT_TIMEOUT_MS = 5_000;

interface HttpAgents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/**
 * Returns the agents of this process, the same ones on each call until the proxy variables change.
 *
 * @throws {ActionError} `proxy-unusable`
 */
export type ProvideHttpAgents = () => HttpAgents;

interface AgentSettings {
  readonly idleTimeoutMs?: number;
}

/** @param idleTimeoutMs how long an unused connection is kept; by default until the server closes it */
export function createHttpAgentsProvider({ idleTimeoutMs }: AgentSettings = {}): ProvideHttpAgents {
  const agents = new Map<string, HttpAgents>();
  return () => {
    const proxies = readProxies();
    // For GitHub's OIDC client, which reads them itself.
    setProxies(proxies);
    const key = JSON.stringify(proxies);
    const current = agents.get(key) ?? createHttpAgents(proxies, idleTimeoutMs);
    agents.set(key, current);
    return current;
  };
}

/** Connects requests without an agent directly, for instance to a metadata service, also with `--use-env-proxy`. */
export function resetGlobalAgents(): void {
  http.globalAgent = new HttpAgent({ keepAlive: true });
  https.globalAgent = new HttpsAgent({ keepAlive: true });
}

/** @param proxyEnv no other variables, because Node.js prints agent options under NODE_DEBUG */
function createHttpAgents(proxyEnv: Proxies, timeout: number | undefined): HttpAgents {
  const options = { keepAlive: true, proxyEnv, ...(timeout === undefined ? {} : { timeout }) };
  try {
    return { httpAgent: new ConnectTimeoutHttpAgent(options), httpsAgent: new ConnectTimeoutHttpsAgent(options) };
  } catch {
    // The message of Node.js quotes the URL, which may hold a password.
    throw new ActionError({ code: 'proxy-unusable' });
  }
}

type OnConnection = (error: Error | null, stream: Duplex) => void;

class ConnectTimeoutHttpAgent extends HttpAgent {
  override createConnection(options: ClientRequestArgs, onConnection?: OnConnection) {
    return withConnectTimeout(super.createConnection(options, onConnection));
  }
}

class ConnectTimeoutHttpsAgent extends HttpsAgent {
  override createConnection(options: ClientRequestArgs, onConnection?: OnConnection) {
    // Post opens it before it knows that main used a proxy.
    const early = this.options.proxyEnv?.['HTTPS_PROXY']
      ? undefined
      : takeEarlyConnection(String(options.host), Number(options.port));
    return withConnectTimeout(early ?? super.createConnection(options, onConnection));
  }
}

/** A tunnel through a proxy has no stream yet. Only the time limit of the call applies to it. */
function withConnectTimeout<Stream extends Duplex | null | undefined>(stream: Stream): Stream {
  if (stream instanceof Socket && stream.connecting) {
    const timer = setTimeout(() => {
      stream.destroy(Object.assign(new Error('The connection timed out.'), { code: 'ETIMEDOUT' }));
    }, CONNECT_TIMEOUT_MS);
    const stop = () => clearTimeout(timer);
    stream.once('connect', stop).once('close', stop);
  }
  return stream;
}
