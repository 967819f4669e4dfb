import type { AuthFlowType, ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import type { AppClientRequest } from '../src/app-client.ts';
import type { Emulator } from '../src/index.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { StoredUser } from '../src/user-pool.ts';
import { respond, sdkFor, secretHashOf, start } from './sdk.ts';

export const PASSWORD = 'Correct-1';
/** The key of an authenticator app: that in RFC 6238, appendix B, in base32. */
export const TOTP_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

type Parameters = Readonly<Record<string, string>>;

interface Requests {
  readonly pool?: PoolRequest;
  /** Allows all flows for users by default. */
  readonly client?: AppClientRequest;
  readonly user?: Partial<StoredUser>;
}

/** Creates a user pool, an app client and the user `ada`, and functions that sign her in and answer challenges. */
export function setUpUser(
  emulator: Emulator,
  { pool: poolRequest = {}, client: clientRequest = {}, user = {} }: Requests = {},
) {
  const pool = emulator.createPool(poolRequest);
  const client = pool.createClient({
    flows: [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_USER_AUTH',
      'ALLOW_CUSTOM_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
    ...clientRequest,
  });
  pool.addUser({ username: 'ada', password: PASSWORD, ...user });
  const sdk = sdkFor(emulator);
  const named = (username = 'ada') => ({ USERNAME: username, ...secretHashOf(client, username) });
  const begin = (flow: AuthFlowType, more: Parameters = {}) =>
    start(sdk, client, flow, { ...named(more['USERNAME']), ...more });
  return {
    pool,
    client,
    sdk,
    start: begin,
    signIn: (more: Parameters = {}) => begin('USER_PASSWORD_AUTH', { PASSWORD, ...more }),
    refresh: (REFRESH_TOKEN: string) => start(sdk, client, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN }),
    answer: (name: ChallengeNameType, session: string | undefined, more: Parameters = {}) =>
      respond(sdk, client, name, session, { ...named(more['USERNAME']), ...more }),
  };
}
