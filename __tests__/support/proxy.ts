/** A forward proxy for CONNECT and for requests in absolute form (RFC 9110, section 9.3.6; RFC 9112, section 3.2.2). */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { listen } from 'cognito-emulator/loopback';

export interface ProxyOptions {
  /** The required credentials. Without them, the proxy requires none. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Where all tunnels lead. By default, to the host that they ask for. */
  readonly tunnelTo?: string;
}

/** A request to the proxy. Requests inside a tunnel are not visible. */
export interface SeenProxyRequest {
  readonly method: string;
  /** `host:port` for CONNECT, otherwise the whole URL. */
  readonly target: string;
  /** The status of the proxy's answer. For a forwarded request, this is the server's status. */
  readonly status: number;
}

export interface RunningProxy {
  /** The URL for HTTPS_PROXY and HTTP_PROXY, including required credentials. */
  readonly url: string;
  /** In the order of the answers. */
  readonly requests: readonly SeenProxyRequest[];
  /** Closes every tunnel and frees the port. */
  close(): Promise<void>;
}

/** Starts a proxy on a free port of the loopback interface. */
export async function startProxy({ credentials, tunnelTo }: ProxyOptions = {}): Promise<RunningProxy> {
  const requests: SeenProxyRequest[] = [];
  const tunnels = new Set<Duplex>();
  const wanted = credentials === undefined ? undefined : basic(credentials.username, credentials.password);
  const isAllowed = ({ headers }: IncomingMessage) => wanted === undefined || headers['proxy-authorization'] === wanted;
  const keep = ({ method = '', url: target = '' }: IncomingMessage, status: number) => {
    requests.push({ method, target, status });
  };

  const forward = (message: IncomingMessage, response: ServerResponse) => {
    const refuse = (status: number, headers = {}) => {
      keep(message, status);
      response.writeHead(status, headers).end();
    };
    if (!isAllowed(message)) {
      refuse(407, { 'Proxy-Authenticate': 'Basic realm="proxy"' });
      return;
    }
    if (message.url === undefined || !URL.canParse(message.url)) {
      refuse(400);
      return;
    }
    const { 'proxy-authorization': _, 'proxy-connection': __, ...forwardedHeaders } = message.headers;
    const onward = request(
      message.url,
      { method: message.method, headers: forwardedHeaders, agent: false },
      (answer) => {
        const { statusCode = 502 } = answer;
        keep(message, statusCode);
        response.writeHead(statusCode, answer.rawHeaders);
        answer.pipe(response);
      },
    );
    onward.once('error', () => (response.headersSent ? response.destroy() : refuse(502)));
    message.pipe(onward);
  };

  const tunnel = (message: IncomingMessage, client: Duplex, head: Buffer) => {
    const refuse = (status: number, lines: string) => {
      keep(message, status);
      client.end(`HTTP/1.1 ${status} Refused\r\n${lines}Content-Length: 0\r\nConnection: close\r\n\r\n`);
    };
    tunnels.add(client);
    client.once('close', () => tunnels.delete(client));
    client.on('error', () => client.destroy());
    const { hostname, port } = new URL(`tunnel://${message.url}`);
    if (!isAllowed(message)) {
      refuse(407, 'Proxy-Authenticate: Basic realm="proxy"\r\n');
      return;
    }
    const server = connect({ host: tunnelTo ?? hostname, port: Number(port) });
    const refuseUnreached = () => refuse(502, '');
    server.once('error', refuseUnreached);
    server.once('connect', () => {
      server.off('error', refuseUnreached);
      keep(message, 200);
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      client.pipe(server).pipe(client);
      server.once('error', () => client.destroy());
      client.once('close', () => server.destroy());
      server.once('close', () => client.destroy());
    });
  };

  const proxy = createServer(forward);
  proxy.on('connect', tunnel);
  const port = await listen(proxy);
  const url = new URL(`http://127.0.0.1:${port}`);
  url.username = encodeURIComponent(credentials?.username ?? '');
  url.password = encodeURIComponent(credentials?.password ?? '');
  return {
    url: url.href,
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        proxy.close((error) => (error ? reject(error) : resolve()));
        proxy.closeAllConnections();
        for (const client of tunnels) {
          client.destroy();
        }
      }),
  };
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
