/**
 * What every act plays on: an emulated Cognito with a user pool, a consumer's project with its API running, and one temporary
 * folder that holds all that is written.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type BackgroundProcess,
  killInBackground,
  startInBackground,
  stopInBackground,
} from '../cognito-local/background-process.ts';
import { jwksUri, startCognitoLocal } from '../cognito-local/cognito-local.ts';
import { PoolOwner, type UserPool } from '../cognito-local/user-pool.ts';
import { Screen } from './screen.ts';

/** A collection that expects what the API does not do; the project has it beside its own. */
export const FAILING_COLLECTION = 'failing-test.postman_collection.json';

const REPOSITORY_ROOT = resolve(import.meta.dirname, '..', '..');

export interface Stage extends UserPool {
  readonly screen: Screen;
  readonly folder: string;
  /** The copy of `examples/` that a consumer would have. */
  readonly project: string;
  /** Where the project's API answers. */
  readonly baseUrl: string;
  /** Where the emulated Cognito answers. */
  readonly endpoint: string;
  readonly poolOwner: PoolOwner;
  /** The usernames of the users that are meant to stay. */
  readonly storedUsernames: Set<string>;
  /** Every secret that the acts came to know. */
  readonly secrets: Set<string>;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** Stops the servers. */
  stopServers(): Promise<void>;
}

/** The servers that are to go with this process, should it end before it stopped them. */
const running = new Set<BackgroundProcess>();

/** Makes the folder that all of the demo writes to, and sees to it that it and the servers are gone when this process is. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-token-action-demo-'));
  process.once('exit', () => {
    running.forEach(killInBackground);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  // What the steps of a job put into the system's temporary folder goes here too.
  for (const variable of ['TMPDIR', 'TEMP', 'TMP']) {
    process.env[variable] = folder;
  }
  return folder;
}

/**
 * Starts the servers and prepares the project.
 *
 * @throws {Error} when a server does not start
 */
export async function setStage(folder: string, interrupted: AbortSignal): Promise<Stage> {
  const screen = new Screen();
  screen.act('Setting the stage');

  screen.step("cognito-local: the third party's emulator of Cognito");
  const emulatorFolder = join(folder, 'cognito-local');
  await mkdir(emulatorFolder);
  const emulator = await startCognitoLocal(emulatorFolder);
  running.add(emulator);
  screen.seen(`answers at ${emulator.url}`);
  const poolOwner = new PoolOwner(emulator.url);
  const pool = await poolOwner.createUserPool('demo');
  screen.seen(`has user pool ${pool.userPoolId} with app client ${pool.clientId}`);

  screen.step("examples/: a consumer's project, copied as a consumer would");
  const project = await copyProject(folder);
  const api = await startInBackground({
    args: ['api/server.ts'],
    cwd: project,
    env: {
      PORT: '0',
      USER_POOL_ID: pool.userPoolId,
      CLIENT_ID: pool.clientId,
      COGNITO_JWKS_URI: jwksUri(emulator.url, pool.userPoolId),
    },
    outputFile: join(folder, 'api.log'),
    ready: /listening on (http:\/\/127\.0\.0\.1:\d+)/,
  });
  running.add(api);
  screen.seen(`its API answers at ${api.url}, and trusts the pool's keys`);

  return {
    ...pool,
    screen,
    folder,
    project,
    baseUrl: api.url,
    endpoint: emulator.url,
    poolOwner,
    storedUsernames: new Set(),
    secrets: new Set(),
    interrupted,
    async stopServers() {
      poolOwner.close();
      for (const server of running) {
        await stopInBackground(server);
        running.delete(server);
      }
    },
  };
}

async function copyProject(folder: string): Promise<string> {
  const project = join(folder, 'project');
  await cp(join(REPOSITORY_ROOT, 'examples'), project, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|tmp)$/.test(source),
  });
  await cp(join(import.meta.dirname, FAILING_COLLECTION), join(project, 'newman', FAILING_COLLECTION));
  // Instead of an `npm ci` of its own. A junction needs no rights on Windows; elsewhere it is a symbolic link.
  await symlink(join(REPOSITORY_ROOT, 'node_modules'), join(project, 'node_modules'), 'junction');
  return project;
}
