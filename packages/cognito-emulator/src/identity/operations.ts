import { readJwt } from '../jwt.ts';
import { listOf, optional, text, textMap } from '../members.ts';
import { assertAllowed, type Operation, parseMembers, unsignedOperation } from '../operation.ts';
import { POOL_ACCOUNT } from '../principals.ts';
import { assert, notAuthorized, type Refusal, resourceNotFound } from '../refusals.ts';
import type { Service } from '../service.ts';
import { verifySignature } from '../signature.ts';
import { type IdentityPool, providerNameOf, resolveRole } from './identity-pool.ts';

function invalidLogin(reason: string): Refusal {
  return notAuthorized(`Invalid login token. ${reason}`);
}

/**
 * Verifies the logins of a request: form, audience, issuer, signature and expiry of the token. A deleted user's token is
 * accepted until it expires, because the identity pool does not ask the user pool (ServerSideTokenCheck is off by
 * default).
 *
 * @returns undefined without logins.
 * @throws Refusal `NotAuthorizedException` for an invalid token, or one of another user pool or app client.
 */
function verifyLogins(logins: ReadonlyMap<string, string>, identityPool: IdentityPool, { pools, now }: Service) {
  const [first] = logins;
  if (first === undefined) {
    return undefined;
  }
  const [provider, token] = first;
  const { claims, isSignedBy } = readJwt(token);
  const { iss, aud, sub, exp } = claims;
  const isJwt = token.split('.').length === 3 && iss !== undefined;
  assert(isJwt, invalidLogin, 'Not a valid OpenId Connect identity token.');
  assert(aud !== undefined, invalidLogin, 'Missing a required claim: aud');
  assert(iss === `https://${provider}`, invalidLogin, "Issuer doesn't match providerName");
  const pool = [...pools.values()].find((candidate) => providerNameOf(candidate) === provider);
  assert(pool !== undefined && isSignedBy(pool.keys.id), invalidLogin, "Couldn't verify signed token.");
  const seconds = Math.floor(now() / 1000);
  const expiry = typeof exp === 'number' ? exp : 0;
  assert(seconds < expiry, invalidLogin, `Token expired: ${seconds} >= ${expiry}`);
  const foreign = 'Token is not from a supported provider of this identity pool.';
  assert(identityPool.accepts(provider, aud), notAuthorized, foreign);
  return { provider, sub: String(sub), claims };
}

const SERVICE_NAME = 'cognito-identity';

/** The shapes of the service model. Identity pools and identities have IDs of the same form. */
const id = text({ minLength: 1, maxLength: 55, pattern: String.raw`[\w-]+:[0-9a-f-]+` });
const roleArn = text({ minLength: 20, maxLength: 2048 });
const logins = optional(textMap, new Map());

/** The enhanced flow gives credentials for an hour. */
const SESSION_MS = 60 * 60 * 1000;

const getId = unsignedOperation({ identityPoolId: id, logins }, (input, service) => {
  const identityPool = service.identityPools.get(input.identityPoolId);
  assert(identityPool !== undefined, resourceNotFound, `IdentityPool '${input.identityPoolId}' not found.`);
  const login = verifyLogins(input.logins, identityPool, service);
  assert(login !== undefined, notAuthorized, 'Unauthenticated access is not supported for this identity pool.');
  return { IdentityId: identityPool.identityOf(login.provider, login.sub).id };
});

const getCredentialsForIdentity = unsignedOperation(
  { identityId: id, logins, customRoleArn: optional(roleArn) },
  ({ identityId, logins, customRoleArn }, service) => {
    const identityPool = poolOfIdentity(identityId, service);
    const identity = identityPool?.find(identityId);
    const isThere = identityPool !== undefined && identity !== undefined;
    assert(isThere, resourceNotFound, `Identity '${identityId}' not found.`);
    const login = verifyLogins(logins, identityPool, service);
    assert(login !== undefined, notAuthorized, `Access to Identity '${identityId}' is forbidden.`);
    if (login.provider !== identity.provider || login.sub !== identity.sub) {
      throw notAuthorized(
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      );
    }
    const role = resolveRole(identityPool, { claims: login.claims, identityId }, customRoleArn, service);
    const expiresAt = service.now() + SESSION_MS;
    const name = role.arn.slice(role.arn.lastIndexOf('/') + 1);
    const arn = `arn:aws:sts::${POOL_ACCOUNT}:assumed-role/${name}/CognitoIdentityCredentials`;
    // The role's policy allows the API under test, and nothing of Cognito.
    const principal = service.principals.create({ sessionToken: true, denied: ['*'], arn, expiresAt });
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
function poolOfIdentity(identityId: string, { identityPools }: Service): IdentityPool | undefined {
  return [...identityPools.values()].find((identityPool) => identityPool.find(identityId) !== undefined);
}

/** Identities of another account are reported as unprocessed, with status 200. */
const deleteIdentities: Operation = (request, service) => {
  const signer = verifySignature(request, service.principals, service.now(), SERVICE_NAME);
  const { identityIdsToDelete: ids } = parseMembers(request, { identityIdsToDelete: listOf(id) });
  for (const identityId of ids) {
    assertAllowed(request.operation, signer, `identitypool/${poolOfIdentity(identityId, service)?.id ?? '*'}`);
  }
  if (signer.principal.account !== POOL_ACCOUNT) {
    return { UnprocessedIdentityIds: ids.map((IdentityId) => ({ IdentityId, ErrorCode: 'AccessDenied' })) };
  }
  for (const identityId of ids) {
    poolOfIdentity(identityId, service)?.delete(identityId);
  }
  return { UnprocessedIdentityIds: [] };
};

export const identityOperations: ReadonlyMap<string, Operation> = new Map([
  ['DeleteIdentities', deleteIdentities],
  ['GetCredentialsForIdentity', getCredentialsForIdentity],
  ['GetId', getId],
]);
