import { hash, randomBytes, randomUUID } from 'node:crypto';
import type { AppClient } from './app-client.ts';
import type { Device } from './devices.ts';
import { signJwt } from './jwt.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

/** The scope for the operations of a user on themselves. */
export const OWN_SCOPE = 'aws.cognito.signin.user.admin';

/** How a user signed in. */
type SignInMethod =
  /** Through the public or the Admin API, with a device if the pool tracks devices. */
  | { readonly kind: 'public' | 'admin'; readonly device: Device | undefined }
  /** At the login page, which does not track devices. */
  | {
      readonly kind: 'login-page';
      readonly device: undefined;
      readonly scopes: readonly string[];
      readonly nonce: string | undefined;
      readonly authenticatedAt: number;
    };

/** A sign-in of a user, which a refresh token represents. Times are milliseconds since 1970. */
export interface SignIn {
  readonly user: User;
  readonly client: AppClient;
  readonly signInMethod: SignInMethod;
  readonly refreshToken: string;
  /** Identifies the sign-in in all of its tokens, so that revoking the refresh token revokes them all. */
  readonly originJti: string;
  readonly eventId: string;
  readonly signedInAt: number;
  readonly expiresAt: number;
  isRevoked: boolean;
  /** When the refresh token was first exchanged for a new one. Set with refresh token rotation only. */
  rotatedAt: number | undefined;
}

/** The IAM role of a group. The group with the lowest precedence decides on the preferred role. */
export interface GroupRole {
  readonly arn: string;
  readonly precedence: number;
}

/**
 * Returns the user attributes in an ID token: all of them, unless `email` or `phone` limits them (developer guide,
 * "Scopes, M2M, and resource servers"). Attributes are strings; only the two verification flags become JSON booleans.
 */
function attributeClaims(user: User, scopes: readonly string[]): object {
  const narrow = ['email', 'phone'].filter((scope) => scopes.includes(scope));
  const areAllShown = narrow.length === 0 || scopes.includes('profile');
  const shown = [...user.attributes].filter(([name]) => areAllShown || narrow.some((scope) => name.startsWith(scope)));
  const isFlag = (name: string) => name === 'email_verified' || name === 'phone_number_verified';
  return Object.fromEntries(
    shown.map(([name, value]) => [name, isFlag(name) ? value.toLowerCase() === 'true' : value]),
  );
}

/** Returns the roles of the user's groups (developer guide, "Using role-based access control"). */
function roleClaims({ groupRoles }: UserPool, { groups }: User): object {
  const roles = groups.flatMap((group) => groupRoles.get(group) ?? []);
  const lowest = Math.min(...roles.map(({ precedence }) => precedence));
  const preferred = new Set(roles.filter(({ precedence }) => precedence === lowest).map(({ arn }) => arn));
  const [preferredRole] = preferred;
  return {
    ...(roles.length > 0 && { 'cognito:roles': [...new Set(roles.map(({ arn }) => arn))] }),
    ...(preferred.size === 1 && { 'cognito:preferred_role': preferredRole }),
  };
}

/**
 * Issues an ID token and an access token (developer guide, "Using the ID token", "Using the access token"). The access
 * token has no `aud`. After a sign-in through the API, it has only Cognito's own scope; after a sign-in at the login
 * page, it has the requested scopes, and there is no ID token without `openid`.
 */
export function issueTokens(pool: UserPool, signedIn: SignIn, now: number, nonce?: string) {
  const { client, user, signInMethod } = signedIn;
  const { device } = signInMethod;
  const isOauth = signInMethod.kind === 'login-page';
  const scopes = isOauth ? signInMethod.scopes : [OWN_SCOPE];
  const issuedAt = Math.floor(now / 1000);
  const shared = {
    sub: user.sub,
    ...(user.groups.length > 0 && { 'cognito:groups': user.groups }),
    iss: pool.issuer,
    ...(client.settings.enableTokenRevocation && { origin_jti: signedIn.originJti }),
    event_id: signedIn.eventId,
    auth_time: Math.floor(signedIn.signedInAt / 1000),
    iat: issuedAt,
  };
  const accessClaims = {
    ...shared,
    ...(isOauth && { version: 2 }),
    client_id: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    exp: issuedAt + client.settings.accessTokenValiditySeconds,
    jti: randomUUID(),
    username: user.username,
    ...(device && user.devices.has(device.key) && { device_key: device.key }),
  };
  const AccessToken = signJwt(accessClaims, pool.keys.access);
  // OpenID Connect Core 1.0, section 3.1.3.6.
  const accessTokenHash = hash('sha256', AccessToken, 'buffer').subarray(0, 16).toString('base64url');
  const idClaims = {
    ...attributeClaims(user, scopes),
    ...roleClaims(pool, user),
    ...shared,
    ...(isOauth && { at_hash: accessTokenHash }),
    ...(nonce !== undefined && { nonce }),
    'cognito:username': user.username,
    aud: client.id,
    token_use: 'id',
    exp: issuedAt + client.settings.idTokenValiditySeconds,
    jti: randomUUID(),
  };
  const hasIdToken = !isOauth || scopes.includes('openid');
  return {
    AccessToken,
    ExpiresIn: client.settings.accessTokenValiditySeconds,
    ...(hasIdToken && { IdToken: signJwt(idClaims, pool.keys.id) }),
    TokenType: 'Bearer',
  };
}

/**
 * Issues the access token of a client credentials grant. It belongs to the app client, so it has no user, groups or
 * sign-in, and only scopes of resource servers (developer guide, "Scopes, M2M, and resource servers").
 */
export function issueClientToken(pool: UserPool, client: AppClient, scopes: readonly string[], now: number): string {
  const issuedAt = Math.floor(now / 1000);
  const claims = {
    sub: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: issuedAt,
    iss: pool.issuer,
    exp: issuedAt + client.settings.accessTokenValiditySeconds,
    iat: issuedAt,
    version: 2,
    jti: randomUUID(),
    client_id: client.id,
  };
  return signJwt(claims, pool.keys.access);
}

/**
 * Creates a JWE in compact form (RFC 7516), like Cognito's refresh tokens. The first of its five parts, the protected
 * header, is the same in every token; the others are random here: encrypted key, initialization vector, payload and tag.
 */
function newRefreshToken(): string {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url');
  return [header, ...[256, 12, 750, 16].map((size) => randomBytes(size).toString('base64url'))].join('.');
}

/** Signs a user in and issues a refresh token, an ID token and an access token. */
export function signIn(pool: UserPool, client: AppClient, user: User, signInMethod: SignInMethod, now: number) {
  const oauth = signInMethod.kind === 'login-page' ? signInMethod : undefined;
  const signedIn: SignIn = {
    user,
    client,
    signInMethod,
    refreshToken: newRefreshToken(),
    originJti: randomUUID(),
    eventId: randomUUID(),
    signedInAt: oauth?.authenticatedAt ?? now,
    expiresAt: now + client.settings.refreshTokenValiditySeconds * 1000,
    isRevoked: false,
    rotatedAt: undefined,
  };
  pool.signIns.set(signedIn.refreshToken, signedIn);
  return { ...issueTokens(pool, signedIn, now, oauth?.nonce), RefreshToken: signedIn.refreshToken };
}

/**
 * Issues new tokens for a sign-in, including a refresh token with the remaining lifetime of the old one (developer
 * guide, "Refresh token rotation").
 */
export function rotate(pool: UserPool, signedIn: SignIn, now: number) {
  signedIn.rotatedAt ??= now;
  const successor: SignIn = { ...signedIn, refreshToken: newRefreshToken(), rotatedAt: undefined };
  pool.signIns.set(successor.refreshToken, successor);
  return { ...issueTokens(pool, successor, now), RefreshToken: successor.refreshToken };
}

/** Revokes every refresh token of the sign-in and thereby its ID and access tokens. */
export function revoke(pool: UserPool, { originJti }: SignIn): void {
  for (const signedIn of pool.signIns.values()) {
    signedIn.isRevoked ||= signedIn.originJti === originJti;
  }
}
