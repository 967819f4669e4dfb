/**
 * The API that examples/aws/iam-api.yaml deploys, as a local server: it verifies the signature of each request, and
 * runs the template's function. Answers like API Gateway.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Emulator } from 'cognito-emulator';
import { listen } from 'cognito-emulator/loopback';
import { Refusal } from 'cognito-emulator/refusals';
import { handlerIn } from '../../__tests__/support/inline-code.ts';
import { root } from './root.ts';

const TEMPLATE = join(root, 'examples', 'aws', 'iam-api.yaml');
/** The end of the ARN of the sessions that an identity pool opens. */
const SIGNED_IN_USER = /:assumed-role\/[\w-]+\/CognitoIdentityCredentials$/;

export interface IamApi {
  readonly url: string;
  /** Answers 500 to signed requests from now on, like an API that is broken behind its authorizer. */
  break(): void;
  close(): void;
}

/** Starts the API on a free port of the loopback address. */
export async function startIamApi(emulator: Emulator): Promise<IamApi> {
  const echo = handlerIn(TEMPLATE, 'Echo');
  let isBroken = false;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const problem = problemOf(request, body, emulator);
    if (problem !== undefined) {
      respond(response, 403, { message: problem });
      return;
    }
    if (isBroken) {
      respond(response, 500, { message: 'Internal server error' });
      return;
    }
    const identity = { cognitoIdentityId: 'eu-west-1:an-identity', cognitoAuthenticationType: 'authenticated' };
    const event = {
      httpMethod: request.method,
      path: request.url,
      body: body.toString(),
      requestContext: { identity },
    };
    const { statusCode, headers, body: text } = await echo(event);
    response.writeHead(statusCode, headers).end(text);
  };

  const server = createServer((request, response) => void answer(request, response));
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    break: () => {
      isBroken = true;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function problemOf(request: IncomingMessage, body: Buffer, emulator: Emulator): string | undefined {
  const { method = '', url: target = '' } = request;
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  try {
    const { principal } = emulator.verifySignature({ method, target, headers, body }, 'execute-api');
    return SIGNED_IN_USER.test(principal.arn)
      ? undefined
      : `User: ${principal.arn} is not authorized to perform: execute-api:Invoke`;
  } catch (error) {
    if (error instanceof Refusal) {
      return error.message;
    }
    throw error;
  }
}

function respond(response: ServerResponse, status: number, answer: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
}
