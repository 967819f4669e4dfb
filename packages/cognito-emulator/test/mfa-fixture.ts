import type { AppClientRequest } from '../src/app-client.ts';
import type { Emulator } from '../src/index.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { StoredUser } from '../src/user-pool.ts';
import { respond, sdkFor, secretHashOf, start } from './sdk.ts';

/** The key in RFC 6238, appendix B, in base32. */
export const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
export const alreadyUsed = 'ExpiredCodeException: Your software token has already been used once.';

/** Pools that require or allow authenticator apps. */
export const required: PoolRequest = { mfa: 'ON', softwareTokenMfa: true };
export const optional: PoolRequest = { mfa: 'OPTIONAL', softwareTokenMfa: true };

export function code(SOFTWARE_TOKEN_MFA_CODE: string) {
  return { SOFTWARE_TOKEN_MFA_CODE };
}

/** Creates a user `ada` and functions that sign her in up to a challenge and answer it. */
export function setUpMfa(
  emulator: Emulator,
  poolRequest: PoolRequest,
  user: Partial<StoredUser> = {},
  clientRequest: AppClientRequest = {},
) {
  const pool = emulator.createPool(poolRequest);
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'], ...clientRequest });
  pool.addUser({ username: 'ada', password: 'Correct-1', ...user });
  const sdk = sdkFor(emulator);
  const named = { USERNAME: 'ada', ...secretHashOf(client, 'ada') };
  return {
    pool,
    client,
    sdk,
    signIn: () => start(sdk, client, 'USER_PASSWORD_AUTH', { ...named, PASSWORD: 'Correct-1' }),
    answer: (name: Parameters<typeof respond>[2], session: string | undefined, more: Record<string, string>) =>
      respond(sdk, client, name, session, { ...named, ...more }),
  };
}
