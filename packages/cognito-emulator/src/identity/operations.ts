import type { JsonObject } from '../json.ts';
import { readJwt } from '../jwt.ts';
import { listOf, optional, text, textMap } from '../members.ts';
import { assertAllowed, type Operation, parseMembers, unsignedOperation } from '../operation.ts';
import { createPrincipal, POOL_ACCOUNT } from '../principals.ts';
import { assert, notAuthorized, type Refusal, resourceNotFound } from '../refusals.ts';
import type { Service } from '../service.ts';
import { verifySignature } from '../signature.ts';
import { type IdentityPool, providerNameOf, resolveRole, sessionArnOf } from './identity-pool.ts';

/** A login that the identity pool accepts. */
interface Login {
  readonly provider: string;
  readonly sub: string;
  readonly claims: JsonObject;
}

function invalidLogin(reason: string): Refusal {
  return notAuthorized(`Invalid login token. ${reason}`);
}

/** Verifies the token of a user pool: its form, audience, issuer, signature and expiry. */
function verifyToken(provider: string, token: string, { pools, now }: Service): JsonObject {
  const { claims, isSignedBy } = readJwt(token);
  if (token.split('.').length !== 3 || claims['iss'] === undefined) {
    throw invalidLogin('Not a valid OpenId Connect identity token.');
  }
  assert(claims['aud'] !== undefined, invalidLogin, 'Missing a required claim: aud');
  assert(claims['iss'] === `https://${provider}`, invalidLogin, "Issuer doesn't match providerName");
  const pool = [...pools.values()].find((candidate) => providerNameOf(candidate) === provider);
  assert(pool !== undefined && isSignedBy(pool.keys.id), invalidLogin, "Couldn't verify signed token.");
  const seconds = Math.floor(now() / 1000);
  const expiry = typeof claims['exp'] === 'number' ? claims['exp'] : 0;
  assert(seconds < expiry, invalidLogin, `Token expired: ${seconds} >= ${expiry}`);
  return claims;
}

/**
 * Verifies the logins of a request. A deleted user's token is accepted until it expires, because the identity pool does
 * not ask the user pool (ServerSideTokenCheck is off by default).
 *
 * @returns undefined without logins.
 * @throws Refusal `NotAuthorizedException` for an invalid token, or one of another user pool or app client.
 */
function verifyLogins(
  logins: ReadonlyMap<string, string>,
  identityPool: IdentityPool,
  service: Service,
): Login | undefined {
  const [first] = logins;
  if (first === undefined) {
    return undefined;
  }
  const [provider, token] = first;
  const claims = verifyToken(provider, token, service);
  if (!identityPool.accepts(provider, claims['aud'])) {
    throw notAuthorized('Token is not from a supported provider of this identity pool.');
  }
  return { provider, sub: String(claims['sub']), claims };
}

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
