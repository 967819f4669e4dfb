/**
 * The connection to Cognito's API, opened while the rest of the step loads: it takes two round trips, and loading takes as long. Only where
 * the address is plain from the environment; whoever asks for it and finds none opens one as ever.
 */
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';

type Environment = Readonly<Record<string, string | undefined>>;

/** By a proxy, or to an endpoint of another kind, a connection is made when it is needed. */
const OTHER_WAYS = /^(?:https?_proxy|aws_use_(?:fips|dualstack)_endpoint)$/i;

let opened: { readonly host: string; readonly port: number; readonly socket: TLSSocket } | undefined;

/** Begins to open it, and gives it if so. What fails here fails again, and is told, where the connection is needed. */
export function connectEarly(environment: Environment = process.env): TLSSocket | undefined {
  const url = earlyUrl(environment);
  if (url === undefined) {
    return undefined;
  }
  const { hostname: host } = url;
  const port = Number(url.port || 443);
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = connect({ host, port, ...name, ALPNProtocols: ['http/1.1'] });
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  opened = { host, port, socket };
  return socket;
}

/** Gives the connection to that host once, if it is there still. */
export function takeEarlyConnection(host: string, port: number): TLSSocket | undefined {
  if (opened?.host !== host || opened.port !== port) {
    return undefined;
  }
  const { socket } = opened;
  opened = undefined;
  return socket.destroyed ? undefined : socket;
}

/** The address as the SDK finds it, if it has TLS. Regions of other partitions have other host names. */
export function earlyUrl(environment: Environment): URL | undefined {
  if (Object.entries(environment).some(([name, value]) => value && OTHER_WAYS.test(name))) {
    return undefined;
  }
  const { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: own, AWS_ENDPOINT_URL: common } = environment;
  const region = /^(?!cn-)[a-z]{2}-[a-z]+-\d(?=_)/.exec(environment['INPUT_USER-POOL-ID'] ?? '')?.[0];
  const url = URL.parse(own || common || (region && `https://cognito-idp.${region}.amazonaws.com`) || '');
  return url?.protocol === 'https:' ? url : undefined;
}
