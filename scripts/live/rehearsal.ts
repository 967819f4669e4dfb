/**
 * Starts a stand-in for AWS for one run.
 */
import { join } from 'node:path';
import { startEmulator } from 'cognito-emulator';
import { startCognitoLocal } from '../cognito-local/cognito-local.ts';
import { type BackgroundProcess, killAtExit, startInBackground, stopInBackground } from '../lib/background-process.ts';
import type { Rehearsal } from './options.ts';

export interface RunningService {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  stop(): Promise<void>;
}

/** @param folder for the data and the log of the stand-in */
export function startRehearsal(rehearsal: Rehearsal, folder: string): Promise<RunningService> {
  switch (rehearsal) {
    case 'strict-emulator':
      return rehearseOnStrictEmulator();
    case 'moto':
      return rehearse(startMoto(folder), 'eu-west-1');
    case 'cognito-local':
      // Its user pools are in the region `local`.
      return rehearse(startCognitoLocal(folder), 'local');
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

async function rehearse(starting: Promise<BackgroundProcess>, region: string): Promise<RunningService> {
  const server = await killAtExit(starting);
  return { endpoint: server.url, region, credentials: ANY_CREDENTIALS, stop: () => stopInBackground(server) };
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
