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

/** A role to create. It trusts signed-in users of any identity pool by default. */
export type IdentityRoleRequest = Pick<IdentityRole, 'arn'> & Partial<IdentityRole>;

/** The ARN of the role that an identity pool has by default. */
export const DEFAULT_ROLE_ARN = `arn:aws:iam::${POOL_ACCOUNT}:role/signed-in-users`;

/** ARN of the session that Cognito opens with a role. */
export function sessionArnOf({ arn }: IdentityRole): string {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return `arn:aws:sts::${POOL_ACCOUNT}:assumed-role/${name}/CognitoIdentityCredentials`;
}

/** A user pool and app client whose users the identity pool accepts. */
interface IdentityProvider {
  readonly pool: UserPool;
  readonly client: AppClient;
}

/** How the identity pool chooses a role. `default` takes the authenticated role. */
type RoleMapping =
  | { readonly kind: 'default' }
  /** Takes the preferred role of the ID token. `orElse` is AmbiguousRoleResolution. */
  | { readonly kind: 'token'; readonly orElse: 'AuthenticatedRole' | 'Deny' };

export const DEFAULT_MAPPING: RoleMapping = { kind: 'default' };

export interface IdentityPoolRequest {
  readonly region?: string;
  readonly providers?: readonly IdentityProvider[];
  /** ARN of the role for signed-in users. `false` for none; defaults to a role that trusts the identity pool. */
  readonly authenticatedRole?: string | false;
  readonly roleMapping?: RoleMapping;
}

/** A user in an identity pool. */
interface Identity {
  readonly id: string;
  /** Name of the user pool, as in Logins. */
  readonly provider: string;
  readonly sub: string;
}

/** The name of a user pool in Logins: its issuer without the scheme. */
export function providerNameOf(pool: UserPool): string {
  return pool.issuer.replace('https://', '');
}

export class IdentityPool {
  readonly id: string;
  readonly region: string;
  readonly providers: readonly IdentityProvider[];
  readonly authenticatedRole: string | undefined;
  readonly roleMapping: RoleMapping;
  readonly #identities = new Map<string, Identity>();

  constructor({ region, providers, authenticatedRole, roleMapping }: Required<IdentityPoolRequest>) {
    this.id = `${region}:${randomUUID()}`;
    this.region = region;
    this.providers = providers;
    this.authenticatedRole = authenticatedRole === false ? undefined : authenticatedRole;
    this.roleMapping = roleMapping;
  }

  /** In order of creation. */
  get identities(): readonly Identity[] {
    return [...this.#identities.values()];
  }

  accepts(provider: string, clientId: unknown): boolean {
    return this.providers.some(({ pool, client }) => providerNameOf(pool) === provider && client.id === clientId);
  }

  find(identityId: string): Identity | undefined {
    return this.#identities.get(identityId);
  }

  /** Returns the identity of a user, and creates it on the first call. */
  identityOf(provider: string, sub: string): Identity {
    const known = this.identities.find((identity) => identity.provider === provider && identity.sub === sub);
    const identity = known ?? { id: `${this.region}:${randomUUID()}`, provider, sub };
    this.#identities.set(identity.id, identity);
    return identity;
  }

  delete(identityId: string): void {
    this.#identities.delete(identityId);
  }
}

function invalidConfiguration(): Refusal {
  return new Refusal(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  );
}

/** Returns the role's ARN, if the pool has a role for the user (developer guide, "Using role-based access control"). */
function roleArnFor(
  identityPool: IdentityPool,
  claims: JsonObject,
  customRole: string | undefined,
): string | undefined {
  const { roleMapping, authenticatedRole } = identityPool;
  if (customRole !== undefined) {
    const offered = claims['cognito:roles'];
    if (!Array.isArray(offered) || !offered.includes(customRole)) {
      // The text of AWS is not known.
      throw notAuthorized(`Access to Role '${customRole}' is forbidden.`);
    }
    return customRole;
  }
  if (roleMapping.kind === 'token') {
    const preferred = claims['cognito:preferred_role'];
    if (typeof preferred === 'string') {
      return preferred;
    }
    assert(roleMapping.orElse !== 'Deny', notAuthorized, 'The ambiguous role mapping rules denied this request');
  }
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
  const role = identityRoles.get(roleArnFor(identityPool, claims, customRole) ?? '');
  assert(role !== undefined && (role.trusts === 'any' || role.trusts === identityPool.id), invalidConfiguration);
  assert(role.amr === 'authenticated', notAuthorized, `Access to Identity '${identityId}' is forbidden.`);
  return role;
}
