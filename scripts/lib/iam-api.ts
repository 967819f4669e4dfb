/** The API that examples/aws/iam-api.yaml deploys, which verifies the signature of each request. */
import type { IncomingMessage } from 'node:http';
import type { Emulator } from 'cognito-emulator';
import { Refusal } from 'cognito-emulator/refusals';
import { type Authorization, type EchoApi, startEchoApi } from './echo-api.ts';

/** The end of the ARN of the sessions that an identity pool opens. */
const SIGNED_IN_USER = /:assumed-role\/[\w-]+\/CognitoIdentityCredentials$/;

/** Starts the API on a free port of the loopback address. */
export function startIamApi(emulator: Emulator): Promise<EchoApi> {
  return startEchoApi('iam-api.yaml', (request, body) => authorizationOf(request, body, emulator));
}

function authorizationOf(request: IncomingMessage, body: Buffer, emulator: Emulator): Authorization {
  const { method = '', url: target = '' } = request;
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
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
}
