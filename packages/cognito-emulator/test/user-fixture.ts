import type { AppClientRequest } from '../src/app-client.ts';
import type { Emulator } from '../src/index.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { StoredUser } from '../src/user-pool.ts';
import { ContractClient } from './contract/client.ts';
import { FLOWS, PASSWORD } from './contract/pool.ts';
import { callsOn } from './sdk.ts';

/** The key of an authenticator app: that in RFC 6238, appendix B, in base32. */
export const TOTP_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

interface Requests {
  readonly pool?: PoolRequest;
  /** Allows all flows for users by default. */
  readonly client?: AppClientRequest;
}

/** Creates a user pool and an app client, and their owner's and the client's calls. */
export function setUpClient(emulator: Emulator, requests: Requests = {}) {
  const pool = emulator.createPool(requests.pool);
  const client = pool.createClient({ flows: [...FLOWS, 'ALLOW_CUSTOM_AUTH'], ...requests.client });
  const owner = callsOn(pool, emulator);
  return { pool, client, owner, calls: new ContractClient(owner, client.id, client.secret) };
}

/** Also creates the user `ada`. */
export function setUpUser(
  emulator: Emulator,
  { user, ...requests }: Requests & { readonly user?: Partial<StoredUser> } = {},
) {
  const fixture = setUpClient(emulator, requests);
  fixture.pool.addUser({ username: 'ada', password: PASSWORD, ...user });
  return fixture;
}
