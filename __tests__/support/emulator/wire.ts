import { randomUUID } from 'node:crypto';
import type { FaultKind } from './faults.ts';
import type { HttpAnswer, HttpRequest } from './http-server.ts';
import type { Operation, OperationOutput, OperationRequest } from './operation.ts';
import { operations } from './operations/table.ts';
import type { Principal } from './principals.ts';
import { Refusal } from './refusals.ts';
import type { Service } from './service.ts';
import { accessKeyIdOf } from './signature.ts';

/** What became of a request, for tests to look at. */
export type ApiOutcome = {
  readonly operation: string;
  /** Whether the request carried a signature, be it a right one. */
  readonly signed: boolean;
  /** Whose key the request names. Whether it also holds that key shows in `error`. */
  readonly principal?: Principal;
  /** Of the answer, be it lost on the way; absent where the request was never acted on. */
  readonly status?: number;
  /** The exception's name. */
  readonly error?: string;
  readonly fault?: FaultKind;
  readonly requestId: string;
};

const contentType = 'application/x-amz-json-1.1';
const targetPrefix = 'AWSCognitoIdentityProviderService.';

/** Whether this is the API's protocol at all: AWS JSON 1.1, as the service model names it. */
const isApiCall = ({ method, target, headers }: HttpRequest): boolean =>
  method === 'POST' &&
  target === '/' &&
  headers.get('content-type') === contentType &&
  headers.get('x-amz-target')?.startsWith(targetPrefix) === true;

const notUnderstood: HttpAnswer = {
  status: 400,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    code: 'BadRequest',
    message: 'The server did not understand the operation that was requested.',
    type: 'client',
  }),
};

/** The real service ignores credentials on these operations; this project's rules forbid sending them at all. */
const assertNoCredentials = ({ operation, headers }: OperationRequest, { violations }: Service): void => {
  for (const name of ['authorization', 'x-amz-security-token']) {
    if (headers.has(name)) {
      violations.push(`${operation} was sent with the header ${name}.`);
      throw new Refusal('CredentialsSentException', `${operation} must be sent without AWS credentials.`);
    }
  }
};

const success = (output: OperationOutput, requestId: string): HttpAnswer => ({
  status: 200,
  headers: { 'Content-Type': contentType, 'x-amzn-RequestId': requestId },
  body: output === undefined ? '' : JSON.stringify(output),
});

const refused = ({ name, message, status }: Refusal, requestId: string): HttpAnswer => ({
  status,
  headers: { 'Content-Type': contentType, 'x-amzn-RequestId': requestId, 'x-amzn-ErrorType': `${name}:` },
  body: JSON.stringify({ __type: name, message }),
});

const findOperation = (name: string): Operation => {
  const operation = operations.get(name);
  if (operation === undefined) {
    throw new Refusal('UnknownOperationException', `The service has no operation ${name}.`);
  }
  return operation;
};

const run = (request: OperationRequest, service: Service): OperationOutput => {
  const operation = findOperation(request.operation);
  if (operation.auth === 'unsigned') {
    assertNoCredentials(request, service);
  }
  return operation.run(request, service);
};

/** A mistake of the emulator itself is answered by a status that no client retries. */
const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal('EmulatorFailureException', String(error), 501);

const serviceFailure = (): Refusal => new Refusal('InternalErrorException', 'Something went wrong.', 500);

type Answered = { readonly answer: HttpAnswer; readonly status: number; readonly error?: string };

const act = (request: OperationRequest, service: Service, requestId: string, fault?: FaultKind): Answered => {
  try {
    if (fault === 'error-500') {
      throw serviceFailure();
    }
    return { answer: success(run(request, service), requestId), status: 200 };
  } catch (error) {
    const refusal = asRefusal(error);
    return { answer: refused(refusal, requestId), status: refusal.status, error: refusal.name };
  }
};

/** Answers one call of the API, and tells what became of it. */
export const answerApiCall = (
  request: HttpRequest,
  service: Service,
): { readonly answer: HttpAnswer; readonly outcome: ApiOutcome } => {
  const { headers, body } = request;
  const operation = headers.get('x-amz-target')?.replace(targetPrefix, '') ?? `${request.method} ${request.target}`;
  const requestId = randomUUID();
  const received = { operation, signed: headers.has('authorization'), requestId };
  if (!isApiCall(request)) {
    return { answer: notUnderstood, outcome: { ...received, status: 400, error: 'BadRequest' } };
  }
  const fault = service.faults.take(operation);
  const principal = service.principals.get(accessKeyIdOf(headers));
  const known = { ...received, ...(fault && { fault }), ...(principal && { principal }) };
  if (fault === 'reset') {
    return { answer: 'reset', outcome: known };
  }
  const { answer, ...result } = act({ operation, headers, body }, service, requestId, fault);
  return { answer: fault === 'lose-answer' ? 'reset' : answer, outcome: { ...known, ...result } };
};
