import { Members } from './members.ts';
import { username, userPoolId } from './model.ts';
import { poolAccount } from './principals.ts';
import { Refusal, resourceNotFound, userNotFound } from './refusals.ts';
import type { Service } from './service.ts';
import { type Headers, type Signer, verifySignature } from './signature.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

export type OperationRequest = { readonly operation: string; readonly headers: Headers; readonly body: Buffer };

/** The answer's JSON, or undefined for an answer without a body. */
export type OperationOutput = object | undefined;

/** One operation of the API. The service model says of each whether it is signed with IAM credentials. */
export type Operation = {
  readonly auth: 'signed' | 'unsigned';
  readonly run: (request: OperationRequest, service: Service) => OperationOutput;
};

const parseMembers = <Input>(request: OperationRequest, read: (members: Members) => Input): Input => {
  const members = new Members(parseJson(request.body));
  const input = read(members);
  members.assertValid();
  return input;
};

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refusal('SerializationException', 'Unable to parse the request body as JSON.');
  }
};

/** IAM's word comes before the service's: a caller without the permission learns nothing of the pool. */
const assertAllowed = (operation: string, poolId: string, { principal, region }: Signer): void => {
  if (principal.denied.includes(operation)) {
    const action = `cognito-idp:${operation}`;
    const resource = `arn:aws:cognito-idp:${region}:${principal.account}:userpool/${poolId}`;
    throw new Refusal(
      'AccessDeniedException',
      `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    );
  }
};

/** A pool exists only in its own region and account. */
const findPool = (poolId: string, { principal, region }: Signer, service: Service): UserPool => {
  const pool = service.pools.get(poolId);
  if (pool === undefined || pool.settings.region !== region || principal.account !== poolAccount) {
    throw resourceNotFound(`User pool ${poolId} does not exist.`);
  }
  return pool;
};

/** An operation on one user pool that has to be signed and that IAM has to allow. */
export const signedOperation = <Input>(
  read: (members: Members) => Input,
  handle: (input: Input, pool: UserPool, service: Service) => OperationOutput,
): Operation => ({
  auth: 'signed',
  run: (request, service) => {
    const signer = verifySignature(request, service.principals, service.now());
    const input = parseMembers(request, (members) => ({
      poolId: members.required('UserPoolId', userPoolId),
      own: read(members),
    }));
    assertAllowed(request.operation, input.poolId, signer);
    return handle(input.own, findPool(input.poolId, signer, service), service);
  },
});

/** An operation that has to be signed and that IAM has to allow, on no user pool that there is already. */
export const accountOperation = <Input>(
  read: (members: Members) => Input,
  handle: (input: Input, signer: Signer, service: Service) => OperationOutput,
): Operation => ({
  auth: 'signed',
  run: (request, service) => {
    const signer = verifySignature(request, service.principals, service.now());
    const input = parseMembers(request, read);
    assertAllowed(request.operation, '*', signer);
    return handle(input, signer, service);
  },
});

/** An operation that takes no AWS credentials: what it may do follows from what is in its body. */
export const unsignedOperation = <Input>(
  read: (members: Members) => Input,
  handle: (input: Input, service: Service) => OperationOutput,
): Operation => ({
  auth: 'unsigned',
  run: (request, service) => handle(parseMembers(request, read), service),
});

/** Reads the member that names the user of an Admin operation. */
export const readUsername = (members: Members): { readonly username: string } => ({
  username: members.required('Username', username),
});

/** @throws Refusal `UserNotFoundException` where the pool has no user whom an Admin operation can call so. */
export const existingUser = (pool: UserPool, name: string): User => {
  const user = pool.findByAdminName(name);
  if (user === undefined) {
    throw userNotFound();
  }
  return user;
};
