/**
 * What there is to clean up, as main goes along: for the state.
 */
import type { Config, EphemeralConfig, StoredConfig } from '../config.ts';
import type { Endpoints } from '../platform/ports-cognito.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';
import type { UserTokens } from '../tokens.ts';
import type { CleanUp, OwnSession, State } from './state.ts';

/** How far main has come. The plan is written before anything exists that it would have to take away. */
export type Reached =
  | { readonly point: 'before-sign-in' }
  /** `username` is the user pool's own name for the user. */
  | { readonly point: 'user-created'; readonly username: string }
  /** Cognito would not create the user. */
  | { readonly point: 'user-refused' }
  | { readonly point: 'signed-in' | 'handed-over'; readonly signedIn: SignedIn };

/** The file goes first: it holds tokens, and takes no call. */
export function planCleanUp(config: Config, endpoints: Endpoints, reached: Reached): State {
  const { postmanPath } = config;
  const file: CleanUp[] = postmanPath === undefined ? [] : [{ act: 'remove-file', path: postmanPath }];
  return { endpoints, cleanUps: [...file, ...userCleanUps(config, reached)], jobSummary: config.handOver.jobSummary };
}

function userCleanUps(config: Config, reached: Reached): CleanUp[] {
  switch (config.mode) {
    case 'ephemeral':
      return reached.point === 'user-refused' ? [] : [afterEphemeralUser(config, reached)];
    case 'stored':
      return config.revokeToken ? afterStoredUser(config, reached) : [];
    case 'refresh':
    case 'client-credentials':
      return [];
  }
}

/** A user that is to be kept is deleted too unless it is handed over, since nobody would know its password. */
function afterEphemeralUser(config: EphemeralConfig, reached: Reached): CleanUp {
  const { userPool, user, deleteUser } = config;
  if (reached.point === 'handed-over' && !deleteUser) {
    return { act: 'keep-user', userPoolId: userPool.userPoolId };
  }
  return {
    act: 'delete-user',
    userPool,
    username: usernameIn(reached) || user.username,
    creation: reached.point === 'before-sign-in' ? 'begun' : 'confirmed',
    ownSession: ownSessionOf(config, reached),
  };
}

/** Where users sign in by e-mail address or phone number, they can change it, and what the user pool calls them stays. */
function usernameIn(reached: Reached): string {
  return reached.point === 'user-created' ? reached.username : (userTokensIn(reached)?.poolUsername ?? '');
}

function userTokensIn(reached: Reached): UserTokens | undefined {
  return 'signedIn' in reached && reached.signedIn.tokens.kind === 'user' ? reached.signedIn.tokens : undefined;
}

function ownSessionOf({ appClient }: EphemeralConfig | StoredConfig, reached: Reached): OwnSession | undefined {
  const tokens = userTokensIn(reached);
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
function afterStoredUser(config: StoredConfig, reached: Reached): CleanUp[] {
  const session = ownSessionOf(config, reached);
  if (session === undefined) {
    return [];
  }
  const { region, clientId, refreshToken, deviceKey } = session;
  const device: CleanUp[] = deviceKey === undefined ? [] : [{ act: 'forget-device', ...session, deviceKey }];
  return [...device, { act: 'revoke-token', region, clientId, refreshToken }];
}
