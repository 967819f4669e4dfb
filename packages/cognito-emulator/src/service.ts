import type { AppClient } from './app-client.ts';
import { Faults } from './faults.ts';
import type { IdentityPool, IdentityRole } from './identity/identity-pool.ts';
import type { KeySource, SigningKey } from './jwt.ts';
import type { NextPage } from './oauth/login-page.ts';
import { AuthorizationCodes } from './oauth/token-endpoint.ts';
import type { PoolRequest } from './pool-settings.ts';
import { Principals } from './principals.ts';
import { Quotas } from './quotas.ts';
import { assert, clientNotFound } from './refusals.ts';
import { ChallengeSessions } from './sign-in/attempt.ts';
import type { Role } from './sts/roles.ts';
import { UserPool } from './user-pool.ts';

/** The state of the emulated services that operations work on. */
export class Service {
  /** By ID. */
  readonly pools = new Map<string, UserPool>();
  readonly principals = new Principals();
  /** By ARN. */
  readonly roles = new Map<string, Role>();
  /** By ID. */
  readonly identityPools = new Map<string, IdentityPool>();
  /** The roles that trust identity pools, by ARN. */
  readonly identityRoles = new Map<string, IdentityRole>();
  readonly faults = new Faults();
  readonly quotas = new Quotas();
  readonly sessions = new ChallengeSessions();
  readonly authorizationCodes = new AuthorizationCodes();
  /** The pages to show to browsers, by the CSRF token in their cookie. */
  readonly nextPages = new Map<string, NextPage>();
  /** Operations that this endpoint rejects as unknown, like an older release. */
  readonly unknownOperations = new Set<string>();
  /** Requests that the real service accepts and the rules of this project forbid. */
  readonly violations: string[] = [];
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Signs GitHub's OIDC tokens. */
  readonly githubKey: SigningKey;
  readonly #keys: KeySource;

  constructor(now: () => number, keys: KeySource) {
    this.now = now;
    this.githubKey = keys.newKey();
    this.#keys = keys;
  }

  createPool(request: PoolRequest): UserPool {
    const pool = new UserPool(request, this.#keys.newPoolKeys(), this.now);
    this.pools.set(pool.id, pool);
    return pool;
  }

  findClient(clientId: string): { readonly pool: UserPool; readonly client: AppClient } | undefined {
    const pool = [...this.pools.values()].find(({ clients }) => clients.has(clientId));
    const client = pool?.clients.get(clientId);
    return pool && client && { pool, client };
  }

  /** @throws Refusal `ResourceNotFoundException` if no pool has the client. */
  existingClient(clientId: string): { readonly pool: UserPool; readonly client: AppClient } {
    const found = this.findClient(clientId);
    assert(found !== undefined, clientNotFound, clientId);
    return found;
  }
}
