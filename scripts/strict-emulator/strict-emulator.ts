/**
 * Runs the strict emulator as a process, for features that cognito-local lacks: app clients with a secret, SRP and a
 * token endpoint.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { type BackgroundProcess, startInBackground } from '../lib/background-process.ts';
import { root } from '../lib/root.ts';

/**
 * Starts the emulator with a user pool, and waits until it answers.
 *
 * @param folder for its output, which has secrets. The caller removes it.
 * @throws {Error} if it does not start
 */
export function startStrictEmulator(folder: string): Promise<BackgroundProcess> {
  const command = join(root, 'packages', 'cognito-emulator', 'src', 'cli.ts');
  return startInBackground({
    args: [command, '--pool', 'email', '--client', 'secret', '--client', 'machine'],
    cwd: folder,
    env: {},
    outputFile: outputFile(folder),
    ready: /"AWS_ENDPOINT_URL":"(http:\/\/127\.0\.0\.1:\d+)".*\n/,
  });
}

/** Returns the endpoint, IDs and secrets of the emulator that was started with this folder. */
export function describeStrictEmulator(folder: string) {
  const [description = ''] = readFileSync(outputFile(folder), 'utf8').split('\n');
  const fields = new Map<string, string>(Object.entries(JSON.parse(description)));
  const text = (name: string) => fields.get(name) ?? '';
  return {
    /** The value for `AWS_ENDPOINT_URL` and for the input `domain`. */
    endpoint: text('AWS_ENDPOINT_URL'),
    region: text('AWS_REGION'),
    /** AWS credentials of the pool's owner. The emulator checks signatures. */
    accessKeyId: text('AWS_ACCESS_KEY_ID'),
    secretAccessKey: text('AWS_SECRET_ACCESS_KEY'),
    userPoolId: text('USER_POOL_ID'),
    /** The app client for users, who sign in with SRP or at the login page. */
    clientId: text('CLIENT_ID'),
    clientSecret: text('CLIENT_SECRET'),
    /** The app client for client credentials. */
    machineClientId: text('MACHINE_CLIENT_ID'),
    machineClientSecret: text('MACHINE_CLIENT_SECRET'),
  };
}

/** Returns the current numbers of users and violations of the emulator that was started with this folder. */
export async function readFindings(folder: string) {
  const { endpoint, region, accessKeyId, secretAccessKey, userPoolId } = describeStrictEmulator(folder);
  const violations = readFileSync(outputFile(folder), 'utf8').match(/^violation: /gm) ?? [];
  const sdk = new CognitoIdentityProvider({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  const { Users: users = [] } = await sdk.listUsers({ UserPoolId: userPoolId });
  sdk.destroy();
  return {
    users: users.length,
    /** The number of requests that Cognito would accept but that the action should not make. */
    violations: violations.length,
  };
}

function outputFile(folder: string): string {
  return join(folder, 'strict-emulator.log');
}
