/** Parses the tokens of a sign-in. */

import type { NewDevice, UnparsedTokens } from './cognito/types.ts';
import { ActionError } from './failures/action-error.ts';
import { fieldOf, parseJson, textIn } from './json.ts';

/** The tokens of a user, after a sign-in or a refresh. */
export interface UserTokens {
  readonly kind: 'user';
  /** Undefined after a sign-in at the login page without the scope `openid`. */
  readonly idToken: string | undefined;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The earlier expiry of ID token and access token. */
  readonly expiresAt: Date;
  /** The claim `sub`: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.2 */
  readonly sub: string;
  /**
   * The user pool's immutable name for the user; empty if the token does not contain it.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
   */
  readonly poolUsername: string;
  /**
   * ARNs of the roles of the user's groups, which the user may ask an identity pool for.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
   */
  readonly roles: readonly string[];
  /** The unconfirmed device of a sign-in to a user pool that remembers devices. */
  readonly newDevice: NewDevice | undefined;
}

/** The token of the client credentials grant. */
export interface ClientTokens {
  readonly kind: 'client';
  readonly accessToken: string;
  readonly expiresAt: Date;
}

export type Tokens = UserTokens | ClientTokens;

/** The service that issued the tokens: Cognito's API, or the token endpoint of a user pool domain. */
type TokenOrigin = 'user pool' | 'token endpoint';

/**
 * Parses a user's tokens. Does not verify signatures: the tokens come from Cognito over TLS, and verifying them is the
 * job of the API under test.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
export function parseUserTokens(tokens: UnparsedTokens): UserTokens {
  const reader = new TokenReader('user pool');
  const idClaims = reader.claims(tokens.idToken, 'ID token');
  return userTokens(tokens, reader, { idClaims, accessClaims: reader.claims(tokens.accessToken, 'access token') });
}

/**
 * Parses the tokens of a sign-in at the login page, or of their refresh. Only the scope `openid` gives an ID token.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
export function parseScopedTokens(tokens: UnparsedTokens, source: TokenOrigin): UserTokens {
  const reader = new TokenReader(source);
  const accessClaims = reader.claims(tokens.accessToken, 'access token');
  const hasIdToken = tokens.idToken !== '' || textIn(accessClaims, 'scope').split(' ').includes('openid');
  const idClaims = hasIdToken ? reader.claims(tokens.idToken, 'ID token') : undefined;
  return userTokens(tokens, reader, { idClaims, accessClaims });
}

interface UserClaims {
  /** Undefined without an ID token. */
  readonly idClaims: object | undefined;
  readonly accessClaims: object;
}

function userTokens(
  { idToken, accessToken, refreshToken, newDevice }: UnparsedTokens,
  reader: TokenReader,
  { idClaims, accessClaims }: UserClaims,
): UserTokens {
  if (refreshToken === '') {
    throw reader.failure('there is no refresh token');
  }
  const [claims, name, usernameClaim] =
    idClaims === undefined ? [accessClaims, 'access token', 'username'] : [idClaims, 'ID token', 'cognito:username'];
  const expiresAtSeconds = Math.min(
    reader.seconds(claims, 'exp', name),
    reader.seconds(accessClaims, 'exp', 'access token'),
  );
  return {
    kind: 'user',
    idToken: idClaims === undefined ? undefined : idToken,
    accessToken,
    refreshToken,
    expiresAt: new Date(expiresAtSeconds * 1000),
    sub: reader.text(claims, 'sub', name),
    poolUsername: textIn(claims, usernameClaim),
    roles: rolesIn(idClaims),
    newDevice,
  };
}

/** Ignores a claim of another type, which a trigger may have set. */
function rolesIn(idClaims: object | undefined): readonly string[] {
  const roles = fieldOf(idClaims, 'cognito:roles');
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}

/**
 * Parses the access token of an app client.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
export function parseClientTokens(accessToken: string, source: TokenOrigin): ClientTokens {
  const reader = new TokenReader(source);
  const claims = reader.claims(accessToken, 'access token');
  return { kind: 'client', accessToken, expiresAt: new Date(reader.seconds(claims, 'exp', 'access token') * 1000) };
}

/** Masks of shorter parts would hide words of the log, and such parts hold no secret. */
const MIN_SECRET_PART_LENGTH = 8;

/**
 * Returns the token and its parts, except for short ones and the header, which all tokens of a user pool share. A mask
 * of the token alone would not hide a payload that a tool prints.
 */
export function secretsOfToken(token: string): string[] {
  const parts = token.split('.').slice(1);
  return [token, ...parts.filter((part) => part.length >= MIN_SECRET_PART_LENGTH)];
}

/** The clocks of a service's servers may differ. */
const MAX_DIFFERENCE_SECONDS = 60;

/** Returns false if a date cannot be the one at which a token was issued. Tokens without its claims fit any date. */
export function mayBeIssuedAt(token: string, httpDate: string): boolean {
  const claims = claimsIn(token.split('.')[1] ?? '');
  const [issued, expired] = [fieldOf(claims, 'iat'), fieldOf(claims, 'exp')];
  const seconds = Date.parse(httpDate) / 1000;
  return !(
    (typeof issued === 'number' && seconds < issued - MAX_DIFFERENCE_SECONDS) ||
    (typeof expired === 'number' && seconds > expired)
  );
}

function claimsIn(payload: string): unknown {
  return parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
}

/** The latest valid Date: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MAX_DATE_SECONDS = 8.64e12;

/** Decodes tokens, and names their source in failures. */
class TokenReader {
  readonly #source: TokenOrigin;

  constructor(source: TokenOrigin) {
    this.#source = source;
  }

  /** Decodes the claims of a JWT: https://www.rfc-editor.org/rfc/rfc7519#section-3 */
  claims(token: string, name: string): object {
    if (token === '') {
      throw this.failure(`there is no ${name}`);
    }
    const payload = token.split('.')[1];
    if (payload === undefined) {
      throw this.failure(`the ${name} is not a JWT`);
    }
    const claims = claimsIn(payload);
    if (typeof claims !== 'object' || claims === null) {
      throw this.failure(`the ${name} has no claims`);
    }
    return claims;
  }

  /** Reads a claim in seconds since 1970. */
  seconds(claims: object, claim: string, name: string): number {
    const value = fieldOf(claims, claim);
    if (typeof value !== 'number' || Math.abs(value) > MAX_DATE_SECONDS) {
      throw this.failure(`the ${name} has no claim ${claim}`);
    }
    return value;
  }

  text(claims: object, claim: string, name: string): string {
    const value = fieldOf(claims, claim);
    if (typeof value !== 'string') {
      throw this.failure(`the ${name} has no claim ${claim}`);
    }
    return value;
  }

  failure(reason: string): ActionError {
    return new ActionError({ code: 'tokens-unreadable', reason, source: this.#source });
  }
}
