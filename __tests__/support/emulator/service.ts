import type { AppClient } from './app-client.ts';
import { Faults } from './faults.ts';
import type { Principal } from './principals.ts';
import type { PoolKeys } from './signing-keys.ts';
import type { UserPool } from './user-pool.ts';

/** Everything that the emulated service knows, for its operations to work on. */
export class Service {
  /** By ID. */
  readonly pools = new Map<string, UserPool>();
  /** By access key ID. */
  readonly principals = new Map<string, Principal>();
  readonly faults = new Faults();
  /** What the real service lets pass and this project's rules forbid. */
  readonly violations: string[] = [];
  /** The service's clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly newPoolKeys: () => PoolKeys;

  constructor(now: () => number, newPoolKeys: () => PoolKeys) {
    this.now = now;
    this.newPoolKeys = newPoolKeys;
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
}
