/** An identity pool for the users of a fixture. */
import type { IdentityPool, IdentityPoolRequest } from 'cognito-emulator/identity/identity-pool';
import type { Fixture } from './fixture.ts';

/** Creates an identity pool that accepts the users of the fixture's user pool and app client. */
export function createIdentityPool(
  { emulator, pool, client }: Pick<Fixture, 'emulator' | 'pool' | 'client'>,
  request: IdentityPoolRequest = {},
): IdentityPool {
  return emulator.createIdentityPool({ providers: [{ pool, client }], ...request });
}

/** The calls of main for an identity pool. */
export const IDENTITY_CALLS: readonly string[] = ['GetId', 'GetCredentialsForIdentity'];
