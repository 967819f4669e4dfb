import { randomBytes, randomInt } from 'node:crypto';
import type { AppClient, AppClientRequest } from '../src/app-client.ts';
import type { Emulator } from '../src/index.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { UserPool } from '../src/user-pool.ts';
import type { SrpClients, SrpSignedIn, SrpSignIn } from './srp-clients.ts';

export interface SrpFixture {
  readonly pool: UserPool;
  readonly client: AppClient;
}

export function setUpSrp(
  emulator: Emulator,
  clientRequest: AppClientRequest = {},
  poolRequest: PoolRequest = {},
): SrpFixture {
  const pool = emulator.createPool(poolRequest);
  return { pool, client: pool.createClient({ flows: ['ALLOW_USER_SRP_AUTH'], ...clientRequest }) };
}

/** Signs in a user, by default `ada`. */
export function srpSignIn(
  emulator: Emulator,
  { pool, client }: SrpFixture,
  more: Partial<SrpSignIn>,
  thread: SrpClients,
): Promise<SrpSignedIn> {
  return thread.signIn({
    library: 'cognito-srp-helper',
    endpoint: emulator.url,
    region: 'eu-west-1',
    poolId: pool.id,
    clientId: client.id,
    clientSecret: client.secret,
    username: 'ada',
    password: 'Correct-1',
    changes: {},
    ...more,
  });
}

function randomText(length: number): string {
  return Array.from({ length }, () => String.fromCodePoint(randomInt(0x21, 0x7f))).join('');
}

/** Signs in random users on two threads: without a client secret, and with one in an e-mail pool. */
export async function signInRandomUsers(
  emulator: Emulator,
  threads: readonly [SrpClients, SrpClients],
  each: number,
): Promise<string[]> {
  const fixtures = [
    setUpSrp(emulator),
    setUpSrp(emulator, { secret: true }, { usernameAttributes: ['email'] }),
  ] as const;
  const signInAt = async (index: 0 | 1): Promise<string[]> => {
    const outcomes: string[] = [];
    for (let round = 1; round <= each; round += 1) {
      const username = `${randomBytes(randomInt(1, 12)).toString('hex')}-${round}@example.com`;
      const password = randomText(randomInt(8, 64));
      fixtures[index].pool.addUser({ username, password });
      const { outcome } = await srpSignIn(emulator, fixtures[index], { username, password }, threads[index]);
      outcomes.push(outcome);
    }
    return outcomes;
  };
  return (await Promise.all([signInAt(0), signInAt(1)])).flat();
}
