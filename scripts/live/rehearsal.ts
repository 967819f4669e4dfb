/**
 * Starts a stand-in for AWS for one run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from 'cognito-emulator';
import { killInBackground, stopInBackground } from '../cognito-local/background-process.ts';
import { startCognitoLocal } from '../cognito-local/cognito-local.ts';
import type { Rehearsal } from './options.ts';
import type { SideOptions } from './side.ts';

export interface RunningService extends SideOptions {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export function startRehearsal(rehearsal: Rehearsal): Promise<RunningService> {
  switch (rehearsal) {
    case 'strict-emulator':
      return rehearseOnStrictEmulator();
    case 'cognito-local':
      return rehearseOnCognitoLocal();
  }
}

async function rehearseOnStrictEmulator(): Promise<RunningService> {
  const emulator = await startEmulator();
  return {
    endpoint: emulator.url,
    region: 'eu-west-1',
    credentials: emulator.credentials,
    stop: () => emulator.close(),
  };
}

/** moto accepts any credentials. */
const ANY_CREDENTIALS = { accessKeyId: 'any-access-key-id', secretAccessKey: 'any-secret-access-key' };

/** The user pools of cognito-local are in the region `local`. */
async function rehearseOnCognitoLocal(): Promise<RunningService> {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-local-'));
  const server = await startCognitoLocal(folder);
  process.once('exit', () => killInBackground(server));
  return {
    endpoint: server.url,
    region: 'local',
    credentials: ANY_CREDENTIALS,
    stop: async () => {
      await stopInBackground(server);
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
