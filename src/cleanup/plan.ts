/** Plans the cleanup at each checkpoint of main. */
import type { Endpoints } from '../cognito/endpoints.ts';
import { type Config, type EphemeralConfig, FILE_KINDS, type StoredConfig } from '../config.ts';
import type { NonEmpty } from '../platform/parallel.ts';
import type { RunningProxy } from '../proxy/stop.ts';
import type { PoolUser, SignedIn } from '../sign-in/signed-in.ts';
import { digestOf } from './saved-users.ts';
import type { CleanupTask, State, UserSession, UserSessions } from './state.ts';
import { packUsernames } from './usernames.ts';

/** A point that main has reached. Main saves the plan before it creates anything that post has to remove. */
export type Checkpoint =
  | { readonly at: 'before-sign-in' }
  /** `users` are those that exist or may exist. */
  | { readonly at: 'users-changed'; readonly users: readonly PoolUser[] }
  | SignedInCheckpoint;

interface SignedInCheckpoint {
  readonly at: 'signed-in' | 'outputs-written';
  readonly signedIn: NonEmpty<SignedIn>;
  /** The users' identities in the identity pool. Undefined if there are none yet. */
  readonly identityIds?: readonly string[] | undefined;
  /** Undefined without a proxy, or before it listens. */
  readonly proxy?: RunningProxy | undefined;
}

/** The proxy and the files come first: they work with tokens, and it takes no call to Cognito to remove them. */
export function planCleanup(config: Config, endpoints: Endpoints, checkpoint: Checkpoint): State {
  return {
    endpoints,
    tasks: [...proxyTasks(checkpoint), ...fileTasks(config), ...userTasks(config, checkpoint)],
    jobSummary: config.outputOptions.jobSummary,
  };
}

function fileTasks({ files }: Config): CleanupTask[] {
  return FILE_KINDS.flatMap((file) => {
    const path = files[file];
    return path === undefined ? [] : [{ kind: 'remove-file', file, path }];
  });
}

function proxyTasks(checkpoint: Checkpoint): CleanupTask[] {
  const proxy = 'proxy' in checkpoint ? checkpoint.proxy : undefined;
  return proxy === undefined ? [] : [{ kind: 'stop-proxy', ...proxy }];
}

function userTasks(config: Config, checkpoint: Checkpoint): CleanupTask[] {
  switch (config.mode) {
    case 'ephemeral':
      return ephemeralUserTasks(config, checkpoint);
    case 'stored':
      return config.revokeToken ? storedUserTasks(config, checkpoint) : [];
    case 'refresh':
    case 'client-credentials':
      return [];
  }
}

/**
 * Until the outputs are written, users to keep are deleted as well, because nobody would know their passwords. The
 * identities come last, because nobody can use one without its user.
 */
function ephemeralUserTasks(config: EphemeralConfig, checkpoint: Checkpoint): CleanupTask[] {
  const { userPool, deleteUser } = config;
  const users = poolUsersAt(checkpoint, config);
  if (checkpoint.at === 'outputs-written' && !deleteUser) {
    return [{ kind: 'keep-users', userPoolId: userPool.userPoolId, count: users.length }];
  }
  if (users.length === 0) {
    return [];
  }
  return [
    {
      kind: 'delete-users',
      userPool,
      usernames: packUsernames(users.map((user) => nameToDelete(user, users.length))),
      creation: users.every(({ poolUsername }) => poolUsername !== undefined) ? 'confirmed' : 'begun',
      sessions: userSessionsOf(config, checkpoint),
    },
    ...identityTasks(config, checkpoint),
  ];
}

function identityTasks({ userPool, identityPool, files }: EphemeralConfig, checkpoint: Checkpoint): CleanupTask[] {
  const ids = 'identityIds' in checkpoint ? checkpoint.identityIds : undefined;
  if (identityPool === undefined || ids === undefined) {
    return [];
  }
  const identities = files.users === undefined ? { ids } : { path: files.users, digest: digestOf(ids) };
  return [{ kind: 'delete-identities', identityPool: identityPool.target, identities, userPool }];
}

function poolUsersAt(checkpoint: Checkpoint, config: EphemeralConfig): readonly PoolUser[] {
  switch (checkpoint.at) {
    case 'before-sign-in':
      return [];
    case 'users-changed':
      return checkpoint.users;
    default: {
      const [{ tokens }] = checkpoint.signedIn;
      const [{ username }] = config.users;
      return config.users.length === 1
        ? [{ username, poolUsername: tokens.kind === 'user' ? tokens.poolUsername : '' }]
        : config.users.map((user) => ({ username: user.username, poolUsername: user.username }));
    }
  }
}

/**
 * Prefers the user pool's own name, because a user can change the e-mail address or phone number. But many users are
 * deleted by their generated usernames: these share all but the random part, and the state has to stay small.
 */
function nameToDelete({ username, poolUsername }: PoolUser, count: number): string {
  return count === 1 ? poolUsername || username : username;
}

/** The tokens of many users do not fit into the state, so post reads them from the users file before it removes it. */
function userSessionsOf(config: EphemeralConfig, checkpoint: Checkpoint): UserSessions | undefined {
  if (!('signedIn' in checkpoint)) {
    return undefined;
  }
  const { users: path } = config.files;
  const [signedIn] = checkpoint.signedIn;
  const { region, clientId } = config.appClient;
  return path === undefined ? userSessionOf(config, signedIn) : { region, clientId, path };
}

function userSessionOf({ appClient }: EphemeralConfig | StoredConfig, { tokens }: SignedIn): UserSession | undefined {
  if (tokens.kind === 'client') {
    return undefined;
  }
  const { region, clientId } = appClient;
  const { accessToken, refreshToken, expiresAt, newDevice } = tokens;
  return { region, clientId, accessToken, refreshToken, expiresAt: expiresAt.toISOString(), deviceKey: newDevice?.key };
}

/** The device comes first, because revoking the refresh token invalidates the access token that forgets the device. */
function storedUserTasks(config: StoredConfig, checkpoint: Checkpoint): CleanupTask[] {
  const session = 'signedIn' in checkpoint ? userSessionOf(config, checkpoint.signedIn[0]) : undefined;
  if (session === undefined) {
    return [];
  }
  const { region, clientId, refreshToken, deviceKey } = session;
  const deviceTasks: CleanupTask[] = deviceKey === undefined ? [] : [{ kind: 'forget-device', ...session, deviceKey }];
  return [...deviceTasks, { kind: 'revoke-token', region, clientId, refreshToken }];
}
