/**
 * The consumer's AWS account: the strict emulator with a user pool and a role, and the APIs that trust the pool.
 */
import { type Emulator, startEmulator } from 'cognito-emulator';
import type { Principal } from 'cognito-emulator/principals';
import type { UserPool } from 'cognito-emulator/user-pool';
import { createAuthorizer } from '../../examples/api/authorizer.ts';
import { killAtExit, stopInBackground } from '../lib/background-process.ts';
import { startEchoApi } from '../lib/echo-api.ts';
import { startOrdersApi, trustIn } from '../lib/orders-api.ts';

export interface Aws {
  readonly emulator: Emulator;
  readonly pool: UserPool;
  readonly clientId: string;
  readonly region: string;
  /** The ARN of the role that the jobs may assume. */
  readonly role: string;
  /** The credentials of a session of that role. */
  readonly session: Principal;
  /** The URL of the examples' API. */
  readonly ordersUrl: string;
  /** The URL of the API that the templates in examples/aws deploy. */
  readonly echoUrl: string;
  close(): Promise<void>;
}

const ROLE = 'arn:aws:iam::123456789012:role/api-tests';

/**
 * Starts the emulator and the APIs on free ports of the loopback address.
 *
 * @param folder for the API's log
 */
export async function startAws(folder: string): Promise<Aws> {
  const emulator = await startEmulator();
  const pool = emulator.createPool({ usernameAttributes: ['email'] });
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  const trust = trustIn({ emulator, pool, client });
  const orders = await killAtExit(startOrdersApi({ ...trust, userPoolId: pool.id, folder }));
  const authorizer = createAuthorizer(trust);
  const echo = await startEchoApi('rest-api.yaml', async ({ headers }) => {
    const user = await authorizer.findUser(headers.authorization);
    return user === undefined
      ? { status: 401, message: 'Unauthorized' }
      : { context: { authorizer: { claims: { sub: user.sub } } } };
  });
  return {
    emulator,
    pool,
    clientId: client.id,
    region: pool.settings.region,
    role: emulator.addRole({ arn: ROLE }).arn,
    session: emulator.addPrincipal({ sessionToken: true }),
    ordersUrl: orders.url,
    echoUrl: echo.url,
    async close() {
      echo.close();
      await stopInBackground(orders);
      await emulator.close();
    },
  };
}
