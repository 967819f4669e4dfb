/**
 * Starts a stand-in for AWS for one run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from 'cognito-emulator';
import { startCognitoLocal } from '../cognito-local/cognito-local.ts';
import {
  type BackgroundProcess,
  killInBackground,
  startInBackground,
  stopInBackground,
} from '../lib/background-process.ts';
import type { Rehearsal } from './options.ts';

export interface RunningService {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  stop(): Promise<void>;
}

export function startRehearsal(rehearsal: Rehearsal): Promise<RunningService> {
  switch (rehearsal) {
    case 'strict-emulator':
      return rehearseOnStrictEmulator();
    case 'moto':
      return rehearse(startMoto, 'eu-west-1');
    case 'cognito-local':
      // Its user pools are in the region `local`.
      return rehearse(startCognitoLocal, 'local');
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

/** moto and cognito-local accept any credentials. */
const ANY_CREDENTIALS = { accessKeyId: 'any-access-key-id', secretAccessKey: 'any-secret-access-key' };

async function rehearse(
  start: (folder: string) => Promise<BackgroundProcess>,
  region: string,
): Promise<RunningService> {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  const server = await start(folder);
  process.once('exit', () => killInBackground(server));
  return {
    endpoint: server.url,
    region,
    credentials: ANY_CREDENTIALS,
    stop: async () => {
      await stopInBackground(server);
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Starts moto, which `pip install 'moto[server]'` installs. */
function startMoto(folder: string): Promise<BackgroundProcess> {
  return startInBackground({
    command: 'moto_server',
    args: ['-p', '0'],
    cwd: folder,
    env: { HOME: process.env['HOME'] ?? folder },
    outputFile: join(folder, 'moto.log'),
    ready: /Running on (http:\/\/127\.0\.0\.1:\d+)/,
  });
}
