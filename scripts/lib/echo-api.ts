/**
 * The API that a template in examples/aws deploys: it runs the template's function for the requests that are
 * authorized. Answers like API Gateway.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Emulator } from 'cognito-emulator';
import { Refusal } from 'cognito-emulator/refusals';
import { handlerIn } from '../../__tests__/support/cloudformation.ts';
import { root } from './root.ts';

/** What API Gateway tells the function of the caller, or its answer to a request that is not authorized. */
type Authorization = { readonly context: object } | { readonly status: 401 | 403; readonly message: string };

/** The end of the ARN of the sessions that an identity pool opens. */
const SIGNED_IN_USER = /:assumed-role\/[\w-]+\/CognitoIdentityCredentials$/;

export function createEchoApi(
  template: string,
  authorize: (request: IncomingMessage, body: Buffer) => Authorization | Promise<Authorization>,
): Server {
  const echo = handlerIn(join(root, 'examples', 'aws', template), 'Echo');
  return createServer(async (request, response) => {
    const body = await buffer(request);
    const authorization = await authorize(request, body);
    if ('status' in authorization) {
      const { status, message } = authorization;
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message }));
      return;
    }
    const answer = await echo({
      httpMethod: request.method,
      path: request.url,
      body: body.length === 0 ? null : body.toString(),
      requestContext: authorization.context,
    });
    response.writeHead(answer.statusCode, answer.headers).end(answer.body);
  });
}

/** Creates the API of examples/aws/iam-api.yaml, which verifies the signature of each request. */
export function createIamApi({ emulator }: { readonly emulator: Emulator }): Server {
  return createEchoApi('iam-api.yaml', ({ method = '', url: target = '', headers: received }, body) => {
    const headers = new Map(Object.entries(received).map(([name, value]) => [name, String(value)]));
    try {
      const { arn } = emulator.verifySignature({ method, target, headers, body }, 'execute-api').principal;
      const identity = { cognitoIdentityId: 'eu-west-1:an-identity', cognitoAuthenticationType: 'authenticated' };
      return SIGNED_IN_USER.test(arn)
        ? { context: { identity } }
        : { status: 403, message: `User: ${arn} is not authorized to perform: execute-api:Invoke` };
    } catch (error) {
      if (error instanceof Refusal) {
        return { status: 403, message: error.message };
      }
      throw error;
    }
  });
}
