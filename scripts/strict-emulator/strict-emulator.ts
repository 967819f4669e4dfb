/**
 * The tests' strict emulator, for those who start it and ask about it: see server.ts.
 */
import { join } from 'node:path';
import { type BackgroundProcess, startInBackground } from '../cognito-local/background-process.ts';

export interface StrictEmulator {
  /** What `AWS_ENDPOINT_URL` wants, and the `domain` of the user pool. */
  readonly endpoint: string;
  /** AWS credentials of the pool's owner: it checks signatures. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly userPoolId: string;
  /** The app client of the pool's users, who sign in by SRP. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The app client that signs in for itself. */
  readonly machineClientId: string;
  readonly machineClientSecret: string;
}

export interface Findings {
  /** How many users the pool has. */
  readonly users: number;
  /** How often somebody did what the real service would let pass and should not be done. */
  readonly violations: number;
}

/**
 * Starts the emulator, and waits until it answers. The URL is the one to ask about it.
 *
 * @throws {Error} when it does not start
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
 * Asks a running emulator what it is.
 *
 * @throws {Error} when something is missing in the answer
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
 * Asks a running emulator what it has and saw by now.
 *
 * @throws {Error} when something is missing in the answer
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
    throw new Error(`the strict emulator did not tell its ${name}`);
  }
  return value;
}

function count(fields: ReadonlyMap<string, unknown>, name: string): number {
  const value = fields.get(name);
  if (typeof value !== 'number') {
    throw new Error(`the strict emulator did not tell its ${name}`);
  }
  return value;
}
