/** The AWS account of the examples: the strict emulator with a user pool, an app client and the role of the workflows. */
import type { Server } from 'node:http';
import { startEmulator } from 'cognito-emulator';
import { listen } from 'cognito-emulator/loopback';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import { oidcVariables } from '../../__tests__/support/oidc-variables.ts';

export type EmulatedAws = Awaited<ReturnType<typeof startEmulatedAws>>;

/** @param settings of the user pool, whose users sign in with their e-mail addresses by default */
export async function startEmulatedAws(settings: PoolRequest = { usernameAttributes: ['email'] }) {
  const emulator = await startEmulator();
  const pool = emulator.createPool(settings);
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  const { arn: role } = emulator.addRole({ arn: 'arn:aws:iam::123456789012:role/api-tests' });
  const identityPool = emulator.createIdentityPool({ providers: [{ pool, client }] });
  const servers: Server[] = [];
  return {
    emulator,
    pool,
    client,
    /** The ARN of the role that the jobs may assume. */
    role,
    /** The environment of a job with `permissions: id-token: write`. */
    env: { AWS_ENDPOINT_URL: emulator.url, ...oidcVariables(emulator.oidc) },
    /** The repository's variables. */
    vars: {
      AWS_ROLE: role,
      AWS_REGION: pool.settings.region,
      USER_POOL_ID: pool.id,
      CLIENT_ID: client.id,
      IAM_CLIENT_ID: client.id,
      IDENTITY_POOL_ID: identityPool.id,
    },
    /** Starts a server, which `close` stops. Returns its URL. */
    async serve(server: Server): Promise<string> {
      servers.push(server);
      return `http://127.0.0.1:${await listen(server)}`;
    },
    async close(): Promise<void> {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
      await emulator.close();
    },
  };
}
