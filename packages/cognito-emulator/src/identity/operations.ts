import { listOf, optional, text, textMap } from '../members.ts';
import { assertAllowed, type Operation, parseMembers, unsignedOperation } from '../operation.ts';
import { createPrincipal, POOL_ACCOUNT } from '../principals.ts';
import { assert, notAuthorized, resourceNotFound } from '../refusals.ts';
import type { Service } from '../service.ts';
import { verifySignature } from '../signature.ts';
import type { IdentityPool } from './identity-pool.ts';
import { sessionArnOf } from './identity-role.ts';
import { verifyLogins } from './logins.ts';
import { resolveRole } from './role-resolution.ts';

const SERVICE_NAME = 'cognito-identity';

/** The shapes of the service model. Identity pools and identities have IDs of the same form. */
const id = text({ minLength: 1, maxLength: 55, pattern: String.raw`[\w-]+:[0-9a-f-]+` });
const roleArn = text({ minLength: 20, maxLength: 2048 });

/** The enhanced flow gives credentials for an hour. */
const SESSION_MS = 60 * 60 * 1000;

const getId: Operation = unsignedOperation(
  { identityPoolId: id, logins: optional(textMap, new Map()) },
  ({ identityPoolId: poolId, logins }, service) => {
    const identityPool = service.identityPools.get(poolId);
    assert(identityPool !== undefined, resourceNotFound, `IdentityPool '${poolId}' not found.`);
    const login = verifyLogins(logins, identityPool, service);
    assert(login !== undefined, notAuthorized, 'Unauthenticated access is not supported for this identity pool.');
    return { IdentityId: identityPool.identityOf(login.provider, login.sub).id };
  },
);

const getCredentialsForIdentity: Operation = unsignedOperation(
  { identityId: id, logins: optional(textMap, new Map()), customRoleArn: optional(roleArn) },
  ({ identityId, logins, customRoleArn }, service) => {
    const identityPool = poolOfIdentity(identityId, service);
    const identity = identityPool?.find(identityId);
    assert(
      identityPool !== undefined && identity !== undefined,
      resourceNotFound,
      `Identity '${identityId}' not found.`,
    );
    const login = verifyLogins(logins, identityPool, service);
    assert(login !== undefined, notAuthorized, `Access to Identity '${identityId}' is forbidden.`);
    if (login.provider !== identity.provider || login.sub !== identity.sub) {
      throw notAuthorized(
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      );
    }
    const role = resolveRole(identityPool, { claims: login.claims, identityId }, customRoleArn, service);
    const expiresAt = service.now() + SESSION_MS;
    // The role's policy allows the API under test, and nothing of Cognito.
    const principal = createPrincipal({ sessionToken: true, denied: ['*'], arn: sessionArnOf(role), expiresAt });
    service.principals.set(principal.accessKeyId, principal);
    return {
      IdentityId: identityId,
      Credentials: {
        AccessKeyId: principal.accessKeyId,
        SecretKey: principal.secretAccessKey,
        SessionToken: principal.sessionToken,
        Expiration: Math.floor(expiresAt / 1000),
      },
    };
  },
);

/** Finds the identity pool of an identity. An identity that was deleted has none. */
function poolOfIdentity(id: string, { identityPools }: Service): IdentityPool | undefined {
  return [...identityPools.values()].find((identityPool) => identityPool.find(id) !== undefined);
}

/** Identities of another account are reported as unprocessed, with status 200. */
const deleteIdentities: Operation = {
  auth: 'signed',
  run: (request, service) => {
    const signer = verifySignature(request, service.principals, service.now(), SERVICE_NAME);
    const { identityIdsToDelete: ids } = parseMembers(request, { identityIdsToDelete: listOf(id) });
    const found = ids.map((id) => ({ id, identityPool: poolOfIdentity(id, service) }));
    for (const { identityPool } of found) {
      assertAllowed(request.operation, signer, {
        service: SERVICE_NAME,
        resource: `identitypool/${identityPool?.id ?? '*'}`,
      });
    }
    const isOwn = signer.principal.account === POOL_ACCOUNT;
    for (const { id, identityPool } of isOwn ? found : []) {
      identityPool?.delete(id);
    }
    return { UnprocessedIdentityIds: isOwn ? [] : ids.map((id) => ({ IdentityId: id, ErrorCode: 'AccessDenied' })) };
  },
};

export const identityOperations: ReadonlyMap<string, Operation> = new Map([
  ['DeleteIdentities', deleteIdentities],
  ['GetCredentialsForIdentity', getCredentialsForIdentity],
  ['GetId', getId],
]);
