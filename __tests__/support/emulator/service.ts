import type { AppClient } from './app-client.ts';
import { Faults } from './faults.ts';
import { AuthorizationCodes } from './oauth/authorization-codes.ts';
import { Browsers } from './oauth/browsers.ts';
import type { Operation } from './operation.ts';
import { Principals } from './principals.ts';
import { Quotas } from './quotas/quotas.ts';
import { clientNotFound } from './refusals.ts';
import { ChallengeSessions } from './sign-in/challenge-sessions.ts';
import type { KeySource, PoolKeys, SigningKey } from './signing-keys.ts';
import type { Role } from './sts/roles.ts';
import type { UserPool } from './user-pool.ts';

/** Everything that the emulated service knows, for its operations to work on. */
export class Service {
  /** By ID. */
  readonly pools = new Map<string, UserPool>();
  readonly principals = new Principals();
  /** By ARN. */
  readonly roles = new Map<string, Role>();
  readonly faults = new Faults();
  readonly quotas = new Quotas();
  readonly sessions = new ChallengeSessions();
  readonly authorizationCodes = new AuthorizationCodes();
  readonly browsers = new Browsers();
  /** By name: operations beside those that the action calls. */
  readonly moreOperations: ReadonlyMap<string, Operation>;
  /** Operations that this endpoint does not know, as one of an older release would not. */
  readonly unknownOperations = new Set<string>();
  /** What the real service lets pass and this project's rules forbid. */
  readonly violations: string[] = [];
  /** The service's clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly newPoolKeys: () => PoolKeys;
  /** Signs GitHub's OIDC tokens. */
  readonly githubKey: SigningKey;

  constructor(
    now: () => number,
    { newPoolKeys, newKey }: KeySource,
    moreOperations: ReadonlyMap<string, Operation> = new Map(),
  ) {
    this.now = now;
    this.moreOperations = moreOperations;
    this.newPoolKeys = newPoolKeys;
    this.githubKey = newKey();
  }

  findClient(clientId: string): { readonly pool: UserPool; readonly client: AppClient } | undefined {
    for (const pool of this.pools.values()) {
      const client = pool.clients.get(clientId);
      if (client) {
        return { pool, client };
      }
    }
    return undefined;
  }

  /** @throws Refusal `ResourceNotFoundException` where no pool has the client. */
  existingClient(clientId: string): { readonly pool: UserPool; readonly client: AppClient } {
    const found = this.findClient(clientId);
    if (found === undefined) {
      throw clientNotFound(clientId);
    }
    return found;
  }
}
