/**
 * The consumer's AWS account: the strict emulator with a user pool and a role, and the APIs that trust the pool.
 */
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { type Emulator, startEmulator } from 'cognito-emulator';
import { listen } from 'cognito-emulator/loopback';
import type { Principal } from 'cognito-emulator/principals';
import type { UserPool } from 'cognito-emulator/user-pool';
import { type Authorizer, createAuthorizer } from '../../examples/api/authorizer.ts';
import { EXAMPLES } from '../gallery/folders.ts';
import { killInBackground, startInBackground, stopInBackground } from '../lib/background-process.ts';
import { trustIn } from '../lib/orders-api.ts';

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
  const orders = await startInBackground({
    args: [join(EXAMPLES, 'api', 'server.ts')],
    cwd: folder,
    env: {
      PORT: '0',
      USER_POOL_ID: pool.id,
      CLIENT_ID: trust.clientId,
      COGNITO_ISSUER: trust.issuer,
      COGNITO_JWKS_URI: trust.jwksUri,
    },
    outputFile: join(folder, 'api.log'),
    ready: /listening on (http:\/\/127\.0\.0\.1:\d+)/,
  });
  const kill = () => killInBackground(orders);
  process.once('exit', kill);
  const echo = createServer(echoTo(createAuthorizer(trust)));
  return {
    emulator,
    pool,
    clientId: client.id,
    region: pool.settings.region,
    role: emulator.addRole({ arn: ROLE }).arn,
    session: emulator.addPrincipal({ sessionToken: true }),
    ordersUrl: orders.url,
    echoUrl: `http://127.0.0.1:${await listen(echo)}`,
    async close() {
      echo.closeAllConnections();
      echo.close();
      await stopInBackground(orders);
      process.off('exit', kill);
      await emulator.close();
    },
  };
}

/** Answers with the path and the caller. The authorizer of the example API replaces API Gateway's. */
function echoTo(authorizer: Authorizer): RequestListener {
  return ({ method, url, headers }, response) => {
    void authorizer.findUser(headers.authorization).then((user) => {
      const answer =
        user === undefined ? { message: 'Unauthorized' } : { method, path: url, caller: { sub: user.sub } };
      response.writeHead(user === undefined ? 401 : 200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  };
}
