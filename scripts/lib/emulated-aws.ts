/** The AWS account of the examples: the strict emulator with a user pool, an app client and the role of the workflows. */
import { type Emulator, startEmulator } from 'cognito-emulator';
import type { AppClient } from 'cognito-emulator/app-client';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import type { UserPool } from 'cognito-emulator/user-pool';
import { oidcVariables } from '../../__tests__/support/oidc-variables.ts';

export interface EmulatedAws {
  readonly emulator: Emulator;
  readonly pool: UserPool;
  readonly client: AppClient;
  /** The ARN of the role that the jobs may assume. */
  readonly role: string;
  /** The environment of a job with `permissions: id-token: write`. */
  readonly env: Readonly<Record<string, string>>;
  /** The repository's variables. */
  readonly vars: Readonly<Record<string, string>>;
}

/** @param settings of the user pool, whose users sign in with their e-mail addresses by default */
export async function startEmulatedAws(
  settings: PoolRequest = { usernameAttributes: ['email'] },
): Promise<EmulatedAws> {
  const emulator = await startEmulator();
  const pool = emulator.createPool(settings);
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  const { arn: role } = emulator.addRole({ arn: 'arn:aws:iam::123456789012:role/api-tests' });
  return {
    emulator,
    pool,
    client,
    role,
    env: { AWS_ENDPOINT_URL: emulator.url, ...oidcVariables(emulator.oidc) },
    vars: { AWS_ROLE: role, AWS_REGION: pool.settings.region, USER_POOL_ID: pool.id, CLIENT_ID: client.id },
  };
}
