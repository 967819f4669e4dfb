/**
 * The tokens that a sign-in gives, and the checks that parse them.
 */
import { ActionError } from './failures/action-error.ts';
import type { FailuresWithFacts } from './failures/failure.ts';
import { fieldOf, parseJson, textIn } from './json.ts';
import type { NewDevice, UnparsedTokens } from './platform/ports-cognito.ts';

/** Of a user that was signed in or whose tokens were refreshed. */
export interface UserTokens {
  readonly kind: 'user';
  /** Undefined where the user signed in at the login page without the scope `openid`. */
  readonly idToken: string | undefined;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the first of ID token and access token ends. */
  readonly expiresAt: Date;
  /** The user's ID in the user pool: claim `sub`, https://www.rfc-editor.org/rfc/rfc7519#section-4.1.2 */
  readonly sub: string;
  /**
   * The user pool's own name for the user, which never changes; empty where the token does not have it.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
   */
  readonly poolUsername: string;
  /** Of a sign-in in a user pool that remembers devices; it is not confirmed yet. */
  readonly newDevice: NewDevice | undefined;
}

/** Of an app client that acts for itself. */
export interface ClientTokens {
  readonly kind: 'client';
  readonly accessToken: string;
  readonly expiresAt: Date;
}

export type Tokens = UserTokens | ClientTokens;

/**
 * Parses what Cognito answered to a user. The signatures are not checked: the tokens come from Cognito itself over TLS, and it is the API
 * under test that has to judge them.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
export function parseUserTokens(tokens: UnparsedTokens): UserTokens {
  const read = new TokenReader('user pool');
  const idClaims = read.claims(tokens.idToken, 'ID token');
  return userTokens(tokens, read, { idClaims, accessClaims: read.claims(tokens.accessToken, 'access token') });
}

/**
 * The same of a sign-in at the login page, and of what is refreshed from it: there is an ID token only with the scope `openid`.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
export function parseScopedTokens(tokens: UnparsedTokens, source: TokenOrigin): UserTokens {
  const read = new TokenReader(source);
  const accessClaims = read.claims(tokens.accessToken, 'access token');
  const hasIdToken = tokens.idToken !== '' || textIn(accessClaims, 'scope').split(' ').includes('openid');
  const idClaims = hasIdToken ? read.claims(tokens.idToken, 'ID token') : undefined;
  return userTokens(tokens, read, { idClaims, accessClaims });
}

interface ClaimsOfUser {
  /** Undefined where there is no ID token. */
  readonly idClaims: object | undefined;
  readonly accessClaims: object;
}

function userTokens(
  { idToken, accessToken, refreshToken, newDevice }: UnparsedTokens,
  read: TokenReader,
  { idClaims, accessClaims }: ClaimsOfUser,
): UserTokens {
  if (refreshToken === '') {
    throw read.failure('there is no refresh token');
  }
  const [claims, name, usernameClaim] =
    idClaims === undefined ? [accessClaims, 'access token', 'username'] : [idClaims, 'ID token', 'cognito:username'];
  const expiresAtSeconds = Math.min(
    read.seconds(claims, 'exp', name),
    read.seconds(accessClaims, 'exp', 'access token'),
  );
  return {
    kind: 'user',
    idToken: idClaims === undefined ? undefined : idToken,
    accessToken,
    refreshToken,
    expiresAt: new Date(expiresAtSeconds * 1000),
    sub: read.text(claims, 'sub', name),
    poolUsername: textIn(claims, usernameClaim),
    newDevice,
  };
}

/**
 * Parses what Cognito answered to an app client.
 *
 * @throws {ActionError} `tokens-unreadable`
 */
export function parseClientTokens(accessToken: string, source: TokenOrigin): ClientTokens {
  const read = new TokenReader(source);
  const claims = read.claims(accessToken, 'access token');
  return { kind: 'client', accessToken, expiresAt: new Date(read.seconds(claims, 'exp', 'access token') * 1000) };
}

/**
 * The secrets in a token: the whole, and each part but the header, which all tokens of a user pool share. A tool that prints a payload
 * alone would slip past a mask of the whole.
 */
export function secretsOfToken(token: string): string[] {
  return [token, ...token.split('.').slice(1)];
}

/** The last date that there is: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MAX_DATE_SECONDS = 8.64e12;

/** Who gave tokens: Cognito's API, or the token endpoint of a user pool domain. */
type TokenOrigin = FailuresWithFacts['tokens-unreadable']['source'];

/** Reads the tokens of one source, and fails in its name. */
class TokenReader {
  readonly #source: TokenOrigin;

  constructor(source: TokenOrigin) {
    this.#source = source;
  }

  /** The claims of a JWT in compact form: https://www.rfc-editor.org/rfc/rfc7519#section-3 */
  claims(token: string, name: string): object {
    if (token === '') {
      throw this.failure(`there is no ${name}`);
    }
    const payload = token.split('.')[1];
    if (payload === undefined) {
      throw this.failure(`the ${name} is not a JWT`);
    }
    const claims = parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null) {
      throw this.failure(`the ${name} has no claims`);
    }
    return claims;
  }

  /** A claim that is a number of seconds since 1970. */
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
