import { parseJson } from './json.ts';
import { type Input, invalidMembers, readMembers, type Shape, structure, userPoolId } from './members.ts';
import { POOL_ACCOUNT } from './principals.ts';
import { assert, Refusal, resourceNotFound, userNotFound } from './refusals.ts';
import type { Service } from './service.ts';
import { assertNoCredentials, type Headers, type Signer, verifySignature } from './signature.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

export interface OperationRequest {
  readonly operation: string;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Returns the output as JSON, or `undefined` for an empty body. */
export type Operation = (request: OperationRequest, service: Service) => object | undefined;

/** Operations by their names in X-Amz-Target. */
export type Operations = Readonly<Record<string, Operation>>;

/** The service that requests on user pools are signed for. */
const USER_POOL_SERVICE = 'cognito-idp';

export function parseMembers<S extends Shape>(request: OperationRequest, shape: S): Input<S> {
  return readMembers(shape, parseJson(request.body.toString()));
}

/** IAM decides before the service does, so a caller without permission learns nothing about the pool. */
export function assertAllowed(operation: string, { principal, region, service }: Signer, resource: string): void {
  if (principal.denied.includes(operation) || principal.denied.includes('*')) {
    const action = `${service}:${operation}`;
    const arn = `arn:aws:${service}:${region}:${principal.account}:${resource}`;
    throw new Refusal(
      'AccessDeniedException',
      `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${arn} because no identity-based policy allows the ${action} action`,
    );
  }
}

/** Creates an operation on one user pool that requires a signature and an IAM permission. */
export function signedOperation<S extends Shape>(
  shape: S,
  handle: (input: Input<S>, pool: UserPool, service: Service) => object | undefined,
): Operation {
  return (request, service) => {
    const signer = verifySignature(request, service.principals, service.now(), USER_POOL_SERVICE);
    const body = parseJson(request.body.toString());
    const problems: string[] = [];
    const target = structure({ userPoolId }).read(body, '', problems);
    const input = structure(shape).read(body, '', problems);
    assert(target !== undefined && input !== undefined, () => invalidMembers(problems));
    assertAllowed(request.operation, signer, `userpool/${target.userPoolId}`);
    const pool = service.pools.get(target.userPoolId);
    // A pool exists in its own region and account only.
    const isThere = pool?.settings.region === signer.region && signer.principal.account === POOL_ACCOUNT;
    assert(pool !== undefined && isThere, resourceNotFound, `User pool ${target.userPoolId} does not exist.`);
    return handle(input, pool, service);
  };
}

/** Creates an operation that requires a signature and an IAM permission, but no existing user pool. */
export function accountOperation<S extends Shape>(
  shape: S,
  handle: (input: Input<S>, signer: Signer, service: Service) => object | undefined,
): Operation {
  return (request, service) => {
    const signer = verifySignature(request, service.principals, service.now(), USER_POOL_SERVICE);
    const input = parseMembers(request, shape);
    assertAllowed(request.operation, signer, 'userpool/*');
    return handle(input, signer, service);
  };
}

/** Creates an operation without AWS credentials. The request body authorizes it. */
export function unsignedOperation<S extends Shape>(
  shape: S,
  handle: (input: Input<S>, service: Service) => object | undefined,
): Operation {
  return (request, service) => {
    assertNoCredentials(request.operation, request.headers, service);
    return handle(parseMembers(request, shape), service);
  };
}

/** @throws Refusal `UserNotFoundException` if the pool has no user with this name for Admin operations. */
export function existingUser(pool: UserPool, name: string): User {
  const user = pool.findByAdminName(name);
  assert(user !== undefined, userNotFound);
  return user;
}
