/** The services that `npm run live` can ask: AWS, an endpoint, or an emulator that is started for the run. */
import { join } from 'node:path';
import { startEmulator } from 'cognito-emulator';
import { startCognitoLocal } from '../cognito-local/cognito-local.ts';
import { type BackgroundProcess, killAtExit, startInBackground, stopInBackground } from '../lib/background-process.ts';

export const REHEARSALS = ['strict-emulator', 'moto', 'cognito-local'] as const;

export type Rehearsal = (typeof REHEARSALS)[number];

export interface Service {
  /** Undefined for AWS. */
  readonly endpoint: string | undefined;
  /** The region and credentials of an emulator. For others, the SDK reads them. */
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  stop?(): Promise<void>;
}

/** @param folder for the data and the log of the emulator */
export async function startRehearsal(rehearsal: Rehearsal, folder: string): Promise<Service> {
  if (rehearsal === 'strict-emulator') {
    const emulator = await startEmulator();
    const { url: endpoint, credentials } = emulator;
    return { endpoint, region: 'eu-west-1', credentials, stop: () => emulator.close() };
  }
  const server = await killAtExit(rehearsal === 'moto' ? startMoto(folder) : startCognitoLocal(folder));
  return {
    endpoint: server.url,
    // The user pools of cognito-local are in the region `local`.
    region: rehearsal === 'moto' ? 'eu-west-1' : 'local',
    credentials: { accessKeyId: 'any-access-key-id', secretAccessKey: 'any-secret-access-key' },
    stop: () => stopInBackground(server),
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
