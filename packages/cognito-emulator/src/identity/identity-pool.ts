import { randomUUID } from 'node:crypto';
import type { AppClient } from '../app-client.ts';
import type { UserPool } from '../user-pool.ts';

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
export interface Identity {
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
