/**
 * The API that a template in examples/aws deploys, as a local server: it runs the template's function for the requests
 * that are authorized. Answers like API Gateway.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { listen } from 'cognito-emulator/loopback';
import { handlerIn } from '../../__tests__/support/cloudformation.ts';
import { root } from './root.ts';

export interface EchoApi {
  readonly url: string;
  /** Answers 500 to authorized requests from now on, like an API that is broken behind its authorizer. */
  break(): void;
  close(): void;
}

/** What API Gateway tells the function of the caller, or its answer to a request that is not authorized. */
export type Authorization = { readonly context: object } | { readonly status: 401 | 403; readonly message: string };

export type Authorize = (request: IncomingMessage, body: Buffer) => Authorization | Promise<Authorization>;

/** Starts the API of a template on a free port of the loopback address. */
export async function startEchoApi(template: string, authorize: Authorize): Promise<EchoApi> {
  const echo = handlerIn(join(root, 'examples', 'aws', template), 'Echo');
  let isBroken = false;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const authorization = await authorize(request, body);
    if ('status' in authorization) {
      respond(response, authorization.status, authorization.message);
      return;
    }
    if (isBroken) {
      respond(response, 500, 'Internal server error');
      return;
    }
    const { method: httpMethod, url: path } = request;
    const {
      statusCode,
      headers,
      body: text,
    } = await echo({
      httpMethod,
      path,
      body: body.length === 0 ? null : body.toString(),
      requestContext: authorization.context,
    });
    response.writeHead(statusCode, headers).end(text);
  };

  const server = createServer((request, response) => void answer(request, response));
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    break() {
      isBroken = true;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function respond(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message }));
}
