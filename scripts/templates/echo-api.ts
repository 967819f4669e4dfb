/**
 * A server with the echo function of rest-api.yaml, behind an authorizer that accepts one token. Answers like the
 * deployed stack.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { listen } from 'cognito-emulator/loopback';
import { handlerIn } from '../../__tests__/support/inline-code.ts';
import { root } from '../lib/root.ts';

const TEMPLATE = join(root, 'examples', 'aws', 'rest-api.yaml');

export interface EchoApi {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the API on a free port of the loopback address. */
export async function startEchoApi(token: string): Promise<EchoApi> {
  const echo = handlerIn(TEMPLATE, 'Echo');
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const server = createServer(({ method, url, headers }, response) => {
    if (headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401, { 'Content-Type': 'application/json' }).end('{"message":"Unauthorized"}');
      return;
    }
    const event = { httpMethod: method, path: url, body: null, requestContext: { authorizer: { claims } } };
    void echo(event).then(({ statusCode, headers: answered, body }) =>
      response.writeHead(statusCode, answered).end(body),
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
