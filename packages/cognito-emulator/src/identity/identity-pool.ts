import { randomUUID } from 'node:crypto';
import type { AppClient } from '../app-client.ts';
import type { JsonObject } from '../json.ts';
import { POOL_ACCOUNT } from '../principals.ts';
import { assert, notAuthorized, Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import type { UserPool } from '../user-pool.ts';

/** An IAM role whose trust policy names `cognito-identity.amazonaws.com`. */
export interface IdentityRole {
  readonly arn: string;
  /** The condition on `aud` in the trust policy: the ID of an identity pool. `any` has no condition. */
  readonly trusts: string | 'any';
  /** The condition on `amr` in the trust policy. */
  readonly amr: 'authenticated' | 'unauthenticated';
}

/** The ARN of the role that an identity pool has by default. */
export const DEFAULT_ROLE_ARN = `arn:aws:iam::${POOL_ACCOUNT}:role/signed-in-users`;

export interface IdentityPoolRequest {
  readonly region?: string;
  /** The user pools and app clients whose users the identity pool accepts. */
  readonly providers?: readonly { readonly pool: UserPool; readonly client: AppClient }[];
  /** ARN of the role for signed-in users. `false` for none; defaults to a role that trusts the identity pool. */
  readonly authenticatedRole?: string | false;
  /**
   * Takes the preferred role of the ID token instead of the authenticated role. `orElse` is AmbiguousRoleResolution.
   */
  readonly roleMapping?: { readonly kind: 'token'; readonly orElse: 'AuthenticatedRole' | 'Deny' };
}

/** The name of a user pool in Logins: its issuer without the scheme. */
export function providerNameOf(pool: UserPool): string {
  return pool.issuer.replace('https://', '');
}

export class IdentityPool {
  readonly id: string;
  readonly settings: IdentityPoolRequest;
  readonly #region: string;
  /** The users, by ID. `provider` is the name of their user pool, as in Logins. */
  readonly #identities = new Map<string, { readonly id: string; readonly provider: string; readonly sub: string }>();

  constructor(request: IdentityPoolRequest) {
    this.settings = request;
    this.#region = request.region ?? 'eu-west-1';
    this.id = this.#newId();
  }

  /** In order of creation. */
  get identities() {
    return [...this.#identities.values()];
  }

  accepts(provider: string, clientId: unknown): boolean {
    const { providers = [] } = this.settings;
    return providers.some(({ pool, client }) => providerNameOf(pool) === provider && client.id === clientId);
  }

  find(identityId: string) {
    return this.#identities.get(identityId);
  }

  /** Returns the identity of a user, and creates it on the first call. */
  identityOf(provider: string, sub: string) {
    const known = this.identities.find((identity) => identity.provider === provider && identity.sub === sub);
    const identity = known ?? { id: this.#newId(), provider, sub };
    this.#identities.set(identity.id, identity);
    return identity;
  }

  delete(identityId: string): void {
    this.#identities.delete(identityId);
  }

  #newId(): string {
    return `${this.#region}:${randomUUID()}`;
  }
}

function invalidConfiguration(): Refusal {
  return new Refusal(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  );
}

/** Returns the role's ARN, if the pool has a role for the user (developer guide, "Using role-based access control"). */
function roleArnFor({ settings }: IdentityPool, claims: JsonObject, customRole: string | undefined) {
  const { roleMapping, authenticatedRole } = settings;
  if (customRole !== undefined) {
    const offered = claims['cognito:roles'];
    // The text of AWS is not known.
    const message = `Access to Role '${customRole}' is forbidden.`;
    assert(Array.isArray(offered) && offered.includes(customRole), notAuthorized, message);
    return customRole;
  }
  const preferred = claims['cognito:preferred_role'];
  if (roleMapping !== undefined && typeof preferred === 'string') {
    return preferred;
  }
  assert(roleMapping?.orElse !== 'Deny', notAuthorized, 'The ambiguous role mapping rules denied this request');
  return authenticatedRole;
}

/**
 * Returns the role whose credentials an identity gets.
 *
 * @throws Refusal if the pool has none for the user, or the role's trust policy does not let the pool assume it.
 */
export function resolveRole(
  identityPool: IdentityPool,
  { claims, identityId }: { readonly claims: JsonObject; readonly identityId: string },
  customRole: string | undefined,
  { identityRoles }: Service,
): IdentityRole {
  const role = identityRoles.get(roleArnFor(identityPool, claims, customRole) || '');
  assert(role !== undefined && (role.trusts === 'any' || role.trusts === identityPool.id), invalidConfiguration);
  assert(role.amr === 'authenticated', notAuthorized, `Access to Identity '${identityId}' is forbidden.`);
  return role;
}
