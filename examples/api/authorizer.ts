import { JwtVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';

/** The user pool whose tokens the API accepts, and the app client of its users. */
export interface Trust {
  readonly clientId: string;
  readonly issuer: string;
  readonly jwksUri: string;
}

/** A user, from the claims of an ID token. */
export interface User {
  readonly sub: string;
  readonly username: string;
  readonly email: string | null;
  readonly groups: readonly string[];
}

/** An app client, from the claims of an access token. */
export interface Machine {
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** Returns the caller from the `Authorization` header, or `undefined` without a valid token. */
export interface Authorizer {
  findUser(authorizationHeader: string | undefined): Promise<User | undefined>;
  findMachine(authorizationHeader: string | undefined): Promise<Machine | undefined>;
}

// The verifier's own fetcher supports only https, but an emulator on the same machine uses http.
const jwksCache = new SimpleJwksCache({
  fetcher: {
    fetch: async (uri) => {
      const response = await fetch(uri);
      if (!response.ok) {
        throw new Error(`${uri} answered ${response.status}`);
      }
      return response.arrayBuffer();
    },
  },
});

/**
 * Creates an authorizer with the same checks as API Gateway's: signature, issuer, expiry, and the type of the token.
 * Users need an ID token of the app client. Machines need an access token of any app client, because the user pool
 * decides who gets which scope.
 *
 * @param log prints why a token is refused. The caller gets only 401.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export function createAuthorizer({ clientId, issuer, jwksUri }: Trust, log = console.error): Authorizer {
  // The app client is in `aud` of an ID token and in `client_id` of an access token: checked below, with the type.
  const pool = { issuer, jwksUri, audience: null };
  const idTokens = JwtVerifier.create(
    { ...pool, customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { clientId, tokenUse: 'id' }) },
    { jwksCache },
  );
  const accessTokens = JwtVerifier.create(
    {
      ...pool,
      customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { clientId: null, tokenUse: 'access' }),
    },
    { jwksCache },
  );

  return {
    findUser: async (authorizationHeader) => {
      const claims = await verifiedClaims(idTokens, authorizationHeader, log);
      const sub = textClaim(claims?.sub);
      const username = textClaim(claims?.['cognito:username']);
      return sub === null || username === null
        ? undefined
        : { sub, username, email: textClaim(claims?.['email']), groups: textClaims(claims?.['cognito:groups']) };
    },
    findMachine: async (authorizationHeader) => {
      const claims = await verifiedClaims(accessTokens, authorizationHeader, log);
      const client = textClaim(claims?.['client_id']);
      return client === null ? undefined : { clientId: client, scopes: textClaim(claims?.scope)?.split(' ') ?? [] };
    },
  };
}

interface Verifier {
  verify(token: string): Promise<JwtPayload>;
}

async function verifiedClaims(
  verifier: Verifier,
  authorizationHeader: string | undefined,
  log: (line: string) => void,
): Promise<JwtPayload | undefined> {
  const token = /^Bearer +(\S+)$/i.exec(authorizationHeader ?? '')?.[1];
  if (token === undefined) {
    return undefined;
  }
  try {
    return await verifier.verify(token);
  } catch (error) {
    log(`token refused: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function textClaim(claim: unknown): string | null {
  return typeof claim === 'string' ? claim : null;
}

function textClaims(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((item) => typeof item === 'string') : [];
}
