/** An emulator for each test, and user pools on it with the calls of their owner and their app client. */
import type { CognitoIdentityProviderClientConfig } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import { type Emulator, startEmulator } from '../src/index.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { StoredUser, UserPool } from '../src/user-pool.ts';
import { ContractClient, ContractPool, FLOWS, PASSWORD } from './contract/pool.ts';
import { createSdk } from './contract/sdk.ts';

/** The key of an authenticator app: that in RFC 6238, appendix B, in base32. */
export const TOTP_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/**
 * Starts an emulator for each test. `now` is its time in milliseconds, by default that of the test's start. It stands
 * still, so that a slow machine does not affect the test.
 */
export function emulatorPerTest(start?: number): { readonly emulator: Emulator; now: number } {
  let emulator: Emulator | undefined;
  const given = {
    now: Number.NaN,
    get emulator(): Emulator {
      if (emulator === undefined) {
        throw new Error('the emulator runs within tests only');
      }
      return emulator;
    },
  };
  beforeEach(async () => {
    given.now = start ?? Date.now();
    emulator = await startEmulator({ now: () => given.now });
  });
  afterEach(() => given.emulator.close());
  return given;
}

/** Creates an AWS SDK client for the emulator, which signs requests and never retries. */
export function sdkFor({ url: endpoint, credentials }: Emulator, config: CognitoIdentityProviderClientConfig = {}) {
  return createSdk({ region: 'eu-west-1', credentials, ...config, endpoint });
}

/** Returns the calls of a user pool's owner, or of another caller with its credentials. */
export function callsOn(
  { id }: Pick<UserPool, 'id'>,
  emulator: Emulator,
  config: CognitoIdentityProviderClientConfig = {},
): ContractPool {
  return new ContractPool(id, sdkFor(emulator, config));
}

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
