/** A proxy in front of the emulator that replaces the answers of some operations. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { listen } from 'cognito-emulator/loopback';
import { type Secret, SeenSecrets } from 'cognito-emulator/secrets';

/** The request, which a hostile answer can echo. */
export interface SentRequest {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Number of earlier hostile answers. */
  readonly earlier: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly statusText?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `bytes` replace the whole HTTP response. */
export type HostileAnswer = HttpAnswer | { readonly bytes: string };

export interface HostileProxy {
  readonly url: string;
  /** Number of hostile answers so far. */
  readonly given: number;
  /** The secrets in requests with hostile answers, which the emulator does not receive. */
  readonly secrets: readonly Secret[];
  /** Forwards every request from now on. */
  forwardAll(): void;
  close(): Promise<void>;
}

/**
 * Starts the proxy on a free port of the loopback interface.
 *
 * @param operations as the emulator names them
 */
export async function startHostileProxy(
  target: string,
  operations: readonly string[],
  answer: (sent: SentRequest) => HostileAnswer,
): Promise<HostileProxy> {
  const secrets = new SeenSecrets();
  let hostileOperations = operations;
  let given = 0;

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await message.toArray());
    if (!hostileOperations.includes(operationOf(message, body.toString()))) {
      forward(message, body, response);
      return;
    }
    const headers = Object.entries(message.headers).map(([name, value]): [string, string] => [name, String(value)]);
    secrets.addRequest({ headers: new Map(headers), body });
    send(response, answer({ headers: message.headers, body: body.toString(), earlier: given++ }));
  };

  const forward = ({ url = '', method, headers }: IncomingMessage, body: Buffer, response: ServerResponse): void => {
    const onward = request(`${target}${url}`, { method, headers, agent: false }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    });
    onward.once('error', () => response.destroy());
    onward.end(body);
  };

  const server = createServer((message, response) => {
    serve(message, response).catch(() => message.socket.destroy());
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    get given() {
      return given;
    },
    get secrets() {
      return secrets.all;
    },
    forwardAll: () => {
      hostileOperations = [];
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function operationOf({ url = '', method, headers }: IncomingMessage, body: string): string {
  const [, ofDomain] = /^\/(oauth2\/(?:token|authorize)|login)\b/.exec(url) ?? [];
  if (ofDomain !== undefined) {
    return ofDomain === 'login' ? `${method} login` : ofDomain;
  }
  if (url.startsWith('/github-oidc')) {
    return 'github-oidc';
  }
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target.replace(/^.*\./, '') : (new URLSearchParams(body).get('Action') ?? '');
}

function send(response: ServerResponse, answer: HostileAnswer): void {
  if ('bytes' in answer) {
    response.req.socket.end(answer.bytes);
    return;
  }
  const { status, statusText = '', headers = {}, body } = answer;
  response.writeHead(status, statusText, headers).end(body);
}
