/**
 * What there is to clean up, as main goes along: for the state.
 */
import type { Config, EphemeralConfig, StoredConfig } from '../config.ts';
import type { Endpoints } from '../platform/ports-cognito.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';
import type { UserTokens } from '../tokens.ts';
import type { CleanupTask, State, UserSession } from './state.ts';

/** How far main has come. The plan is written before anything exists that it would have to take away. */
export type Checkpoint =
  | { readonly at: 'before-sign-in' }
  /** `username` is the user pool's own name for the user. */
  | { readonly at: 'user-created'; readonly username: string }
  /** Cognito would not create the user. */
  | { readonly at: 'user-refused' }
  | { readonly at: 'signed-in' | 'outputs-written'; readonly signedIn: SignedIn };

/** The file goes first: it holds tokens, and takes no call. */
export function planCleanup(config: Config, endpoints: Endpoints, checkpoint: Checkpoint): State {
  const { postmanPath } = config;
  const file: CleanupTask[] = postmanPath === undefined ? [] : [{ kind: 'remove-file', path: postmanPath }];
  return {
    endpoints,
    tasks: [...file, ...userCleanUps(config, checkpoint)],
    jobSummary: config.outputOptions.jobSummary,
  };
}

function userCleanUps(config: Config, checkpoint: Checkpoint): CleanupTask[] {
  switch (config.mode) {
    case 'ephemeral':
      return checkpoint.at === 'user-refused' ? [] : [afterEphemeralUser(config, checkpoint)];
    case 'stored':
      return config.revokeToken ? afterStoredUser(config, checkpoint) : [];
    case 'refresh':
    case 'client-credentials':
      return [];
  }
}

/** A user that is to be kept is deleted too unless it is handed over, since nobody would know its password. */
function afterEphemeralUser(config: EphemeralConfig, checkpoint: Checkpoint): CleanupTask {
  const { userPool, user, deleteUser } = config;
  if (checkpoint.at === 'outputs-written' && !deleteUser) {
    return { kind: 'keep-user', userPoolId: userPool.userPoolId };
  }
  return {
    kind: 'delete-user',
    userPool,
    username: usernameIn(checkpoint) || user.username,
    creation: checkpoint.at === 'before-sign-in' ? 'begun' : 'confirmed',
    userSession: userSessionOf(config, checkpoint),
  };
}

/** Where users sign in by e-mail address or phone number, they can change it, and what the user pool calls them stays. */
function usernameIn(checkpoint: Checkpoint): string {
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

/** A revoked refresh token takes the access token with it, which the device is forgotten with. */
function afterStoredUser(config: StoredConfig, checkpoint: Checkpoint): CleanupTask[] {
  const session = userSessionOf(config, checkpoint);
  if (session === undefined) {
    return [];
  }
  const { region, clientId, refreshToken, deviceKey } = session;
  const device: CleanupTask[] = deviceKey === undefined ? [] : [{ kind: 'forget-device', ...session, deviceKey }];
  return [...device, { kind: 'revoke-token', region, clientId, refreshToken }];
}
