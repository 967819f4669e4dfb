/**
 * What every act plays on: emulated Cognitos with a user pool each, a consumer's project with its API running, and one temporary
 * folder that holds all that is written.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BackgroundProcess,
  killInBackground,
  startInBackground,
  stopInBackground,
} from '../cognito-local/background-process.ts';
import { jwksUri, startCognitoLocal } from '../cognito-local/cognito-local.ts';
import { DUMMY_CREDENTIALS, PoolOwner, type UserPool } from '../cognito-local/user-pool.ts';
import { root } from '../lib/root.ts';
import {
  describeStrictEmulator,
  type StrictEmulator,
  startStrictEmulator,
} from '../strict-emulator/strict-emulator.ts';
import { Screen } from './screen.ts';

/** A collection that expects what the API does not do; the project has it beside its own. */
export const FAILING_COLLECTION = 'failing-test.postman_collection.json';

/** The group in cognito-local's pool whose users see everybody's orders. */
export const ADMINS = 'admins';

/** A user pool in an emulated Cognito, and an instance of the project's API that trusts it. */
export interface Service extends UserPool {
  /** Where the emulated Cognito answers. */
  readonly endpoint: string;
  /** AWS credentials of the pool's owner. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Where the API answers. */
  readonly baseUrl: string;
}

export interface StrictService extends Service, StrictEmulator {
  /** Where the emulator tells what it has and saw. */
  readonly descriptionUrl: string;
}

/** The stage is a service itself: that of cognito-local, where most acts play. */
export interface Stage extends Service {
  /** The strict emulator, for what cognito-local cannot. */
  readonly strict: StrictService;
  readonly screen: Screen;
  readonly folder: string;
  /** The copy of `examples/` that a consumer would have. */
  readonly project: string;
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

  screen.step("examples/: a consumer's project, copied as a consumer would");
  const project = await copyProject(folder);
  screen.seen(`is in ${project}`);

  screen.step("cognito-local: the third party's emulator of Cognito");
  const emulatorFolder = join(folder, 'cognito-local');
  await mkdir(emulatorFolder);
  const emulator = await started(startCognitoLocal(emulatorFolder));
  screen.seen(`answers at ${emulator.url}`);
  const poolOwner = new PoolOwner(emulator.url);
  const pool = await poolOwner.createUserPool('demo');
  await poolOwner.createGroup(pool.userPoolId, ADMINS);
  screen.seen(`has user pool ${pool.userPoolId} with app client ${pool.clientId} and group ${ADMINS}`);
  const api = await startApi(project, emulator.url, pool);
  screen.seen(`the project's API, which trusts this pool, answers at ${api.url}`);

  screen.step('The strict emulator of the tests, for what cognito-local cannot');
  const { url: descriptionUrl } = await started(startStrictEmulator(folder));
  const strict = await describeStrictEmulator(descriptionUrl);
  screen.seen(`answers at ${strict.endpoint}, as token endpoint too`);
  screen.seen(`has user pool ${strict.userPoolId}, whose app clients have a secret`);
  const strictApi = await startApi(project, strict.endpoint, strict);
  screen.seen(`the project's API, which trusts this pool, answers at ${strictApi.url}`);

  return {
    ...pool,
    ...DUMMY_CREDENTIALS,
    endpoint: emulator.url,
    baseUrl: api.url,
    strict: { ...strict, descriptionUrl, baseUrl: strictApi.url },
    screen,
    folder,
    project,
    poolOwner,
    storedUsernames: new Set(),
    secrets: new Set([strict.clientSecret, strict.machineClientSecret, strict.secretAccessKey]),
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

/** Remembers a server that starts, so that it is stopped in the end. */
async function started(starting: Promise<BackgroundProcess>): Promise<BackgroundProcess> {
  const server = await starting;
  running.add(server);
  return server;
}

function startApi(project: string, endpoint: string, { userPoolId, clientId }: UserPool): Promise<BackgroundProcess> {
  return started(
    startInBackground({
      args: ['api/server.ts'],
      cwd: project,
      env: {
        PORT: '0',
        USER_POOL_ID: userPoolId,
        CLIENT_ID: clientId,
        COGNITO_JWKS_URI: jwksUri(endpoint, userPoolId),
      },
      outputFile: join(project, '..', `api-${userPoolId}.log`),
      ready: /listening on (http:\/\/127\.0\.0\.1:\d+)/,
    }),
  );
}

async function copyProject(folder: string): Promise<string> {
  const project = join(folder, 'project');
  await cp(join(root, 'examples'), project, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|tmp)$/.test(source),
  });
  await cp(join(import.meta.dirname, FAILING_COLLECTION), join(project, 'newman', FAILING_COLLECTION));
  // Instead of an `npm ci` of its own. A junction needs no rights on Windows; elsewhere it is a symbolic link.
  await symlink(join(root, 'node_modules'), join(project, 'node_modules'), 'junction');
  return project;
}
