/**
 * The connections of every call: kept alive, and by the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, in either case.
 *
 * @see https://nodejs.org/api/http.html#built-in-proxy-support
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

export interface HttpAgents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

export function makeHttpAgents(): HttpAgents {
  const options = { keepAlive: true, proxyEnv: process.env };
  return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
}
