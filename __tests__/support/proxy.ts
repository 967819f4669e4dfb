/** A forward proxy for CONNECT and for requests in absolute form (RFC 9110, section 9.3.6; RFC 9112, section 3.2.2). */
import { createServer, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from 'cognito-emulator/loopback';

interface ProxyOptions {
  /** The required credentials. Without them, the proxy requires none. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Where all tunnels lead. By default, to the host that they ask for. */
  readonly tunnelTo?: string;
}

/** A request to the proxy. Requests inside a tunnel are not visible. */
interface SeenProxyRequest {
  readonly method: string;
  /** `host:port` for CONNECT, otherwise the whole URL. */
  readonly target: string;
  /** The status of the proxy's answer. For a forwarded request, this is the server's status. */
  readonly status: number;
}

/**
 * Starts a proxy on a free port of the loopback interface.
 *
 * @returns its URL for HTTPS_PROXY and HTTP_PROXY, including required credentials, and its requests in the order of the
 *   answers
 */
export async function startProxy({ credentials, tunnelTo }: ProxyOptions = {}) {
  const requests: SeenProxyRequest[] = [];
  const tunnels = new Set<Socket>();
  const { username = '', password = '' } = credentials ?? {};
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const isAllowed = ({ headers }: IncomingMessage) =>
    credentials === undefined || headers['proxy-authorization'] === authorization;
  /** Records the request, and returns the status of its answer. */
  const record = ({ method = '', url: target = '' }: IncomingMessage, status = 502) => {
    requests.push({ method, target, status });
    return status;
  };

  const proxy = createServer((message, response) => {
    if (!isAllowed(message)) {
      response.writeHead(record(message, 407), { 'Proxy-Authenticate': 'Basic realm="proxy"' }).end();
      return;
    }
    const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = message.headers;
    const onward = request(message.url ?? '', { method: message.method, headers, agent: false }, (answer) => {
      response.writeHead(record(message, answer.statusCode), answer.rawHeaders);
      answer.pipe(response);
    });
    onward.once('error', () => (response.headersSent ? response.destroy() : response.writeHead(record(message)).end()));
    message.pipe(onward);
  });
  proxy.on('connect', (message, client, head) => {
    client.on('error', () => client.destroy());
    if (!isAllowed(message)) {
      client.end(`HTTP/1.1 ${record(message, 407)} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`tunnel://${message.url}`);
    const server = connect({ host: tunnelTo ?? hostname, port: Number(port) }, () => {
      client.write(`HTTP/1.1 ${record(message, 200)} Connection established\r\n\r\n`);
      server.write(head);
      client.pipe(server).pipe(client);
    });
    tunnels.add(server);
    server.on('error', () => client.destroy());
    server.once('close', () => client.destroy());
    client.once('close', () => server.destroy());
  });

  const url = new URL(`http://127.0.0.1:${await listen(proxy)}`);
  Object.assign(url, { username, password });
  return {
    url: url.href,
    requests,
    /** Closes every tunnel and frees the port. */
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
      for (const server of tunnels) {
        server.destroy();
      }
    },
  };
}
