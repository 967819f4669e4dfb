/** The options of `npm run live`, and the service that they choose: AWS, an endpoint, or an emulator that is started. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator } from 'cognito-emulator';
import { startCognitoLocal } from '../cognito-local/cognito-local.ts';
import { type BackgroundProcess, killAtExit, startInBackground, stopInBackground } from '../lib/background-process.ts';
import { CONTRACT_AREAS, STORIES_AREA } from './tests.ts';

const AREAS = [...CONTRACT_AREAS, STORIES_AREA];
const REHEARSALS = ['strict-emulator', 'moto', 'cognito-local'] as const;

type Rehearsal = (typeof REHEARSALS)[number];

export interface Service {
  /** Undefined for AWS. */
  readonly endpoint: string | undefined;
  /** The region and credentials of an emulator. For others, the SDK reads them. */
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  stop?(): Promise<void>;
}

export type Options = ReturnType<typeof readOptions>;

/** @throws {Error} if an option is unknown or has an invalid value */
export function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      endpoint: { type: 'string' },
      rehearse: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      'requests-only': { type: 'boolean' },
      report: { type: 'string' },
      sweep: { type: 'boolean', default: false },
      'fail-on-difference': { type: 'boolean', default: false },
    },
  });
  const isAws = values.endpoint === undefined && values.rehearse === undefined;
  const only = values.only.map((area) => oneOf(AREAS, area, '--only'));
  return {
    /** Without user and password, because it is printed. */
    endpoint: values.endpoint === undefined ? undefined : new URL(values.endpoint).origin,
    rehearsal: values.rehearse === undefined ? undefined : oneOf(REHEARSALS, values.rehearse, '--rehearse'),
    /** Areas of the contract, and the jobs that use the action. */
    areas: AREAS.filter(
      (area) => (only.length === 0 || only.includes(area)) && !(values['requests-only'] && area === STORIES_AREA),
    ),
    report: values.report ?? (isAws ? 'docs/verified.md' : 'build/tried.md'),
    /** First removes user pools that an earlier run left behind. */
    sweep: values.sweep,
    failOnDifference: values['fail-on-difference'],
  };
}

function oneOf<V extends string>(values: readonly V[], given: string, option: string): V {
  const found = values.find((value) => value === given);
  if (found === undefined) {
    throw new Error(`${option} is one of ${values.join(', ')}`);
  }
  return found;
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
