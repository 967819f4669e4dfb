/**
 * The environment of all scenarios: two emulators with a user pool each, a consumer's project with a running API, and
 * one temporary folder for all files.
 */
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { jwksUri, startCognitoLocal } from '../cognito-local/cognito-local.ts';
import { DUMMY_CREDENTIALS, PoolOwner, type UserPool } from '../cognito-local/user-pool.ts';
import { copyWithoutPackages, EXAMPLES } from '../gallery/folders.ts';
import { type BackgroundProcess, killAtExit, stopInBackground } from '../lib/background-process.ts';
import { startOrdersApi } from '../lib/orders-api.ts';
import { root } from '../lib/root.ts';
import {
  describeStrictEmulator,
  type StrictEmulator,
  startStrictEmulator,
} from '../strict-emulator/strict-emulator.ts';
import { Screen } from './screen.ts';

/** A collection whose test fails, next to the project's own. */
export const FAILING_COLLECTION = 'failing-test.postman_collection.json';

/** The group in cognito-local's pool whose users can read all orders. */
export const ADMINS = 'admins';

/** A user pool in an emulator, and an instance of the project's API that trusts it. */
export interface Service extends UserPool {
  /** The URL of the emulator. */
  readonly endpoint: string;
  /** AWS credentials of the pool's owner. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The URL of the API. */
  readonly baseUrl: string;
}

export interface StrictService extends Service, StrictEmulator {}

/** Extends the service of cognito-local, which most scenarios use. */
export interface DemoEnvironment extends Service {
  /** The strict emulator, for features that cognito-local lacks. */
  readonly strict: StrictService;
  readonly screen: Screen;
  readonly folder: string;
  /** The copy of `examples/`. */
  readonly project: string;
  readonly poolOwner: PoolOwner;
  /** The usernames that must stay in the pool. */
  readonly storedUsernames: Set<string>;
  /** The secrets of all scenarios so far. */
  readonly secrets: Set<string>;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
  stopServers(): Promise<void>;
}

/**
 * Starts the servers and copies the project.
 *
 * @throws {Error} if a server does not start
 */
export async function startEnvironment(folder: string, interrupted: AbortSignal): Promise<DemoEnvironment> {
  const screen = new Screen();
  const servers: BackgroundProcess[] = [];
  const start = async (starting: Promise<BackgroundProcess>) => {
    const server = await killAtExit(starting);
    servers.push(server);
    return server;
  };
  const startApi = (endpoint: string, pool: UserPool) =>
    start(startOrdersApi({ ...pool, jwksUri: jwksUri(endpoint, pool.userPoolId), folder }));
  screen.scenario('Setup');

  screen.step("Copy examples/ as a consumer's project");
  const project = copyProject(folder);
  screen.checked(`copied to ${project}`);

  screen.step('Start cognito-local, a third-party emulator of Cognito');
  const emulatorFolder = join(folder, 'cognito-local');
  mkdirSync(emulatorFolder);
  const emulator = await start(startCognitoLocal(emulatorFolder));
  screen.checked(`answers at ${emulator.url}`);
  const poolOwner = new PoolOwner(emulator.url);
  const pool = await poolOwner.createUserPool('demo');
  await poolOwner.createGroup(pool.userPoolId, ADMINS);
  screen.checked(`has user pool ${pool.userPoolId} with app client ${pool.clientId} and group ${ADMINS}`);
  const api = await startApi(emulator.url, pool);
  screen.checked(`the project's API, which trusts this pool, answers at ${api.url}`);

  screen.step("Start the tests' strict emulator, for features that cognito-local lacks");
  await start(startStrictEmulator(folder));
  const strict = describeStrictEmulator(folder);
  screen.checked(`answers at ${strict.endpoint}, which is also the token endpoint`);
  screen.checked(`has user pool ${strict.userPoolId}, whose app clients have secrets`);
  const strictApi = await startApi(strict.endpoint, strict);
  screen.checked(`the project's API, which trusts this pool, answers at ${strictApi.url}`);

  return {
    ...pool,
    ...DUMMY_CREDENTIALS,
    endpoint: emulator.url,
    baseUrl: api.url,
    strict: { ...strict, baseUrl: strictApi.url },
    screen,
    folder,
    project,
    poolOwner,
    storedUsernames: new Set(),
    secrets: new Set([strict.clientSecret, strict.machineClientSecret, strict.secretAccessKey]),
    interrupted,
    async stopServers() {
      poolOwner.close();
      for (const server of servers) {
        await stopInBackground(server);
      }
    },
  };
}

function copyProject(folder: string): string {
  const project = join(folder, 'project');
  copyWithoutPackages(EXAMPLES, project);
  cpSync(join(import.meta.dirname, FAILING_COLLECTION), join(project, 'newman', FAILING_COLLECTION));
  // Saves an `npm ci`. On Windows, a junction needs no extra rights; elsewhere the type is ignored.
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction');
  return project;
}
