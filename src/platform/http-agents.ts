/**
 * The connections of every call: kept alive, made within 5 seconds, and by the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, in
 * either case.
 *
 * @see https://nodejs.org/api/http.html#built-in-proxy-support
 */
import { type ClientRequestArgs, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ActionError } from '../failures/action-error.ts';
import { takeEarlyConnection } from './early-connection.ts';

const CONNECT_TIMEOUT_MS = 5_000;

export interface HttpAgents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** Gives the connections of the process, the same ones each time. Throws where the URL of the proxy cannot be used: `proxy-unusable`. */
export type ProvideHttpAgents = () => HttpAgents;

export function createHttpAgentsProvider(): ProvideHttpAgents {
  let agents: HttpAgents | undefined;
  return () => {
    agents ??= createHttpAgents();
    return agents;
  };
}

function createHttpAgents(): HttpAgents {
  // Not the whole environment: Node.js prints the options of an agent under NODE_DEBUG.
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  const proxyEnv = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const options = { keepAlive: true, proxyEnv };
  try {
    return { httpAgent: new ConnectTimeoutHttpAgent(options), httpsAgent: new ConnectTimeoutHttpsAgent(options) };
  } catch {
    // What Node.js says quotes the URL, password and all.
    throw new ActionError({ code: 'proxy-unusable' });
  }
}

type Connected = (error: Error | null, stream: Duplex) => void;

class ConnectTimeoutHttpAgent extends HttpAgent {
  override createConnection(options: ClientRequestArgs, connected?: Connected) {
    return endingUnlessConnected(super.createConnection(options, connected));
  }
}

class ConnectTimeoutHttpsAgent extends HttpsAgent {
  override createConnection(options: ClientRequestArgs, connected?: Connected) {
    const early = takeEarlyConnection(String(options.host), Number(options.port));
    return endingUnlessConnected(early ?? super.createConnection(options, connected));
  }
}

/** A tunnel through a proxy comes without a stream at first: the time that the call has is its limit. */
function endingUnlessConnected<Stream extends Duplex | null | undefined>(stream: Stream): Stream {
  if (stream instanceof Socket && stream.connecting) {
    const timer = setTimeout(() => {
      stream.destroy(Object.assign(new Error('No connection in time.'), { code: 'ETIMEDOUT' }));
    }, CONNECT_TIMEOUT_MS);
    const settle = () => clearTimeout(timer);
    stream.once('connect', settle).once('close', settle);
  }
  return stream;
}
