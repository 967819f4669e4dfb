/**
 * Starts the strict emulator as a process (server.ts), and reads its description.
 */
import { join } from 'node:path';
import { type BackgroundProcess, startInBackground } from '../cognito-local/background-process.ts';

export interface StrictEmulator {
  /** The value for `AWS_ENDPOINT_URL` and for the input `domain`. */
  readonly endpoint: string;
  /** AWS credentials of the pool's owner. The emulator checks signatures. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly userPoolId: string;
  /** The app client for users, who sign in with SRP. */
  readonly clientId: string;
  readonly clientSecret: string;
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
 * Starts the emulator, and waits until it answers. Its URL is that of its description.
 *
 * @throws {Error} if it does not start
 */
export function startStrictEmulator(folder: string): Promise<BackgroundProcess> {
  return startInBackground({
    args: [join(import.meta.dirname, 'server.ts')],
    cwd: folder,
    env: {},
    outputFile: join(folder, 'strict-emulator.log'),
    ready: /described at (http:\/\/127\.0\.0\.1:\d+)/,
  });
}

/**
 * Reads the endpoint, IDs and secrets of a running emulator.
 *
 * @throws {Error} if a field is missing
 */
export async function describeStrictEmulator(url: string): Promise<StrictEmulator> {
  const fields = await ask(url);
  return {
    endpoint: text(fields, 'endpoint'),
    accessKeyId: text(fields, 'accessKeyId'),
    secretAccessKey: text(fields, 'secretAccessKey'),
    userPoolId: text(fields, 'userPoolId'),
    clientId: text(fields, 'clientId'),
    clientSecret: text(fields, 'clientSecret'),
    machineClientId: text(fields, 'machineClientId'),
    machineClientSecret: text(fields, 'machineClientSecret'),
  };
}

/**
 * Reads the current numbers of users and violations of a running emulator.
 *
 * @throws {Error} if a field is missing
 */
export async function readFindings(url: string): Promise<Findings> {
  const fields = await ask(url);
  return { users: count(fields, 'users'), violations: count(fields, 'violations') };
}

async function ask(url: string): Promise<ReadonlyMap<string, unknown>> {
  const response = await fetch(url);
  const answer: unknown = await response.json();
  return new Map<string, unknown>(typeof answer === 'object' && answer !== null ? Object.entries(answer) : []);
}

function text(fields: ReadonlyMap<string, unknown>, name: string): string {
  const value = fields.get(name);
  if (typeof value !== 'string') {
    throw new Error(`the description of the strict emulator has no ${name}`);
  }
  return value;
}

function count(fields: ReadonlyMap<string, unknown>, name: string): number {
  const value = fields.get(name);
  if (typeof value !== 'number') {
    throw new Error(`the description of the strict emulator has no ${name}`);
  }
  return value;
}
