/** Plans the cleanup at each checkpoint of main. */
import type { Endpoints } from '../cognito/endpoints.ts';
import { type Config, type EphemeralConfig, FILE_KINDS, type StoredConfig } from '../config.ts';
import type { RunningProxy } from '../proxy/stop.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';
import type { UserTokens } from '../tokens.ts';
import type { CleanupTask, State, UserSession } from './state.ts';

/** A point that main has reached. Main saves the plan before it creates anything that post has to remove. */
export type Checkpoint =
  | { readonly at: 'before-sign-in' }
  /** `username` is the user pool's own name for the user. */
  | { readonly at: 'user-created'; readonly username: string }
  | { readonly at: 'user-refused' }
  | SignedInCheckpoint;

interface SignedInCheckpoint {
  readonly at: 'signed-in' | 'outputs-written';
  readonly signedIn: SignedIn;
  /** The user's identity in the identity pool. Undefined if there is none yet. */
  readonly identityId?: string | undefined;
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
      return checkpoint.at === 'user-refused' ? [] : ephemeralUserTasks(config, checkpoint);
    case 'stored':
      return config.revokeToken ? storedUserTasks(config, checkpoint) : [];
    case 'refresh':
    case 'client-credentials':
      return [];
  }
}

/**
 * Until the outputs are written, a user to keep is deleted as well, because nobody would know its password. The
 * identity comes last, because nobody can use one without its user.
 */
function ephemeralUserTasks(config: EphemeralConfig, checkpoint: Checkpoint): CleanupTask[] {
  const { userPool, user, deleteUser } = config;
  if (checkpoint.at === 'outputs-written' && !deleteUser) {
    return [{ kind: 'keep-user', userPoolId: userPool.userPoolId }];
  }
  return [
    {
      kind: 'delete-user',
      userPool,
      username: poolUsernameIn(checkpoint) || user.username,
      creation: checkpoint.at === 'before-sign-in' ? 'begun' : 'confirmed',
      userSession: userSessionOf(config, checkpoint),
    },
    ...identityTasks(config, checkpoint),
  ];
}

function identityTasks({ userPool, identityPool }: EphemeralConfig, checkpoint: Checkpoint): CleanupTask[] {
  const identityId = 'identityId' in checkpoint ? checkpoint.identityId : undefined;
  return identityPool === undefined || identityId === undefined
    ? []
    : [{ kind: 'delete-identity', identityPool: identityPool.target, identityId, userPool }];
}

/** Prefers the user pool's own name, because a user can change the e-mail address or phone number. */
function poolUsernameIn(checkpoint: Checkpoint): string {
  return checkpoint.at === 'user-created' ? checkpoint.username : (userTokensIn(checkpoint)?.poolUsername ?? '');
}

function userTokensIn(checkpoint: Checkpoint): UserTokens | undefined {
  return 'signedIn' in checkpoint && checkpoint.signedIn.tokens.kind === 'user'
    ? checkpoint.signedIn.tokens
    : undefined;
}

function userSessionOf({ appClient }: EphemeralConfig | StoredConfig, checkpoint: Checkpoint): UserSession | undefined {
  const tokens = userTokensIn(checkpoint);
  if (tokens === undefined) {
    return undefined;
  }
  const { region, clientId } = appClient;
  const { accessToken, refreshToken, expiresAt, newDevice } = tokens;
  return {
    region,
    clientId,
    accessToken,
    refreshToken,
    expiresAt: expiresAt.toISOString(),
    deviceKey: newDevice?.key,
  };
}

/** The device comes first, because revoking the refresh token invalidates the access token that forgets the device. */
function storedUserTasks(config: StoredConfig, checkpoint: Checkpoint): CleanupTask[] {
  const session = userSessionOf(config, checkpoint);
  if (session === undefined) {
    return [];
  }
  const { region, clientId, refreshToken, deviceKey } = session;
  const deviceTasks: CleanupTask[] = deviceKey === undefined ? [] : [{ kind: 'forget-device', ...session, deviceKey }];
  return [...deviceTasks, { kind: 'revoke-token', region, clientId, refreshToken }];
}
