/**
 * Runs the strict emulator as a process, for features that cognito-local lacks: app clients with a secret, SRP and a
 * token endpoint.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { type BackgroundProcess, startInBackground } from '../lib/background-process.ts';
import { root } from '../lib/root.ts';

export interface StrictEmulator {
  /** The value for `AWS_ENDPOINT_URL` and for the input `domain`. */
  readonly endpoint: string;
  readonly region: string;
  /** AWS credentials of the pool's owner. The emulator checks signatures. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly userPoolId: string;
  /** The app client for users, who sign in with SRP or at the login page. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The callback URL of this app client. */
  readonly redirectUri: string;
  /** The app client for client credentials. */
  readonly machineClientId: string;
  readonly machineClientSecret: string;
}

export interface Findings {
  /** The number of users in the pool. */
  readonly users: number;
  /** The number of requests that Cognito would accept but that the action should not make. */
  readonly violations: number;
}

/**
 * Starts the emulator with a user pool, and waits until it answers.
 *
 * @param folder for its output, which has secrets. The caller removes it.
 * @throws {Error} if it does not start
 */
export function startStrictEmulator(folder: string): Promise<BackgroundProcess> {
  return startInBackground({
    args: [
      join(root, 'packages', 'cognito-emulator', 'src', 'cli.ts'),
      ...['--pool', 'email', '--client', 'secret', '--client', 'machine'],
    ],
    cwd: folder,
    env: {},
    outputFile: outputFile(folder),
    ready: /"AWS_ENDPOINT_URL":"(http:\/\/127\.0\.0\.1:\d+)".*\n/,
  });
}

/**
 * Returns the endpoint, IDs and secrets of the emulator that was started with this folder.
 *
 * @throws {Error} if one is missing
 */
export function describeStrictEmulator(folder: string): StrictEmulator {
  const [description = ''] = readFileSync(outputFile(folder), 'utf8').split('\n');
  const fields = new Map<string, unknown>(Object.entries(JSON.parse(description)));
  const text = (name: string) => {
    const value = fields.get(name);
    if (typeof value !== 'string') {
      throw new Error(`the description of the strict emulator has no ${name}`);
    }
    return value;
  };
  return {
    endpoint: text('AWS_ENDPOINT_URL'),
    region: text('AWS_REGION'),
    accessKeyId: text('AWS_ACCESS_KEY_ID'),
    secretAccessKey: text('AWS_SECRET_ACCESS_KEY'),
    userPoolId: text('USER_POOL_ID'),
    clientId: text('CLIENT_ID'),
    clientSecret: text('CLIENT_SECRET'),
    redirectUri: text('REDIRECT_URI'),
    machineClientId: text('MACHINE_CLIENT_ID'),
    machineClientSecret: text('MACHINE_CLIENT_SECRET'),
  };
}

/** Returns the current numbers of users and violations of the emulator that was started with this folder. */
export async function readFindings(folder: string): Promise<Findings> {
  const { endpoint, region, accessKeyId, secretAccessKey, userPoolId } = describeStrictEmulator(folder);
  const violations = readFileSync(outputFile(folder), 'utf8').match(/^violation: /gm) ?? [];
  const client = new CognitoIdentityProviderClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  try {
    const { Users: users = [] } = await client.send(new ListUsersCommand({ UserPoolId: userPoolId }));
    return { users: users.length, violations: violations.length };
  } finally {
    client.destroy();
  }
}

function outputFile(folder: string): string {
  return join(folder, 'strict-emulator.log');
}
