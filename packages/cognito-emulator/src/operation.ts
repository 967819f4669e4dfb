import type { Headers } from './authorization-header.ts';
import { parseJson } from './json.ts';
import { Members } from './members.ts';
import { username, userPoolId } from './model.ts';
import { POOL_ACCOUNT } from './principals.ts';
import { assert, Refusal, resourceNotFound, userNotFound } from './refusals.ts';
import type { Service } from './service.ts';
import { type Signer, USER_POOL_SERVICE, verifySignature } from './signature.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

export interface OperationRequest {
  readonly operation: string;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** The output as JSON, or `undefined` for an empty body. */
export type OperationOutput = object | undefined;

/** An operation of the API. `auth` is what the service model says: signed with IAM credentials or not. */
export interface Operation {
  readonly auth: 'signed' | 'unsigned';
  readonly run: (request: OperationRequest, service: Service) => OperationOutput;
}

export function parseMembers<Input>(request: OperationRequest, read: (members: Members) => Input): Input {
  const members = new Members(parseJson(request.body.toString()));
  const input = read(members);
  members.assertValid();
  return input;
}

/** IAM decides before the service does, so a caller without permission learns nothing about the pool. */
export function assertAllowed(
  operation: string,
  { principal, region }: Signer,
  { service, resource }: { readonly service: string; readonly resource: string },
): void {
  if (principal.denied.includes(operation) || principal.denied.includes('*')) {
    const action = `${service}:${operation}`;
    const arn = `arn:aws:${service}:${region}:${principal.account}:${resource}`;
    throw new Refusal(
      'AccessDeniedException',
      `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${arn} because no identity-based policy allows the ${action} action`,
    );
  }
}

function resourceOf(poolId: string) {
  return { service: USER_POOL_SERVICE, resource: `userpool/${poolId}` };
}

/** A pool exists in its own region and account only. */
function findPool(poolId: string, { principal, region }: Signer, service: Service): UserPool {
  const pool = service.pools.get(poolId);
  if (pool === undefined || pool.settings.region !== region || principal.account !== POOL_ACCOUNT) {
    throw resourceNotFound(`User pool ${poolId} does not exist.`);
  }
  return pool;
}

/** Creates an operation on one user pool that requires a signature and an IAM permission. */
export function signedOperation<Input>(
  read: (members: Members) => Input,
  handle: (input: Input, pool: UserPool, service: Service) => OperationOutput,
): Operation {
  return {
    auth: 'signed',
    run: (request, service) => {
      const signer = verifySignature(request, service.principals, service.now(), USER_POOL_SERVICE);
      const input = parseMembers(request, (members) => ({
        poolId: members.required('UserPoolId', userPoolId),
        own: read(members),
      }));
      assertAllowed(request.operation, signer, resourceOf(input.poolId));
      return handle(input.own, findPool(input.poolId, signer, service), service);
    },
  };
}

/** Creates an operation that requires a signature and an IAM permission, but no existing user pool. */
export function accountOperation<Input>(
  read: (members: Members) => Input,
  handle: (input: Input, signer: Signer, service: Service) => OperationOutput,
): Operation {
  return {
    auth: 'signed',
    run: (request, service) => {
      const signer = verifySignature(request, service.principals, service.now(), USER_POOL_SERVICE);
      const input = parseMembers(request, read);
      assertAllowed(request.operation, signer, resourceOf('*'));
      return handle(input, signer, service);
    },
  };
}

/** Creates an operation without AWS credentials. The request body authorizes it. */
export function unsignedOperation<Input>(
  read: (members: Members) => Input,
  handle: (input: Input, service: Service) => OperationOutput,
): Operation {
  return {
    auth: 'unsigned',
    run: (request, service) => handle(parseMembers(request, read), service),
  };
}

/** Reads the username of an Admin operation. */
export function readUsername(members: Members): { readonly username: string } {
  return {
    username: members.required('Username', username),
  };
}

/** @throws Refusal `UserNotFoundException` if the pool has no user with this name for Admin operations. */
export function existingUser(pool: UserPool, name: string): User {
  const user = pool.findByAdminName(name);
  assert(user !== undefined, userNotFound);
  return user;
}
