import { JwtVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';

/** The user pool and app client whose ID tokens open the API. */
export interface Trust {
  readonly clientId: string;
  readonly issuer: string;
  readonly jwksUri: string;
}

/** Who calls, as the ID token says. */
export interface Caller {
  readonly sub: string;
  readonly username: string;
  readonly email: string | null;
}

/** Tells who calls from the `Authorization` header, or `undefined` if nobody with a valid token does. */
export type Authorize = (authorizationHeader: string | undefined) => Promise<Caller | undefined>;

// The verifier's own fetcher speaks https only; an emulator on the same machine speaks http.
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
 * Makes an authorizer that checks what API Gateway's Cognito authorizer checks: signature, issuer, expiry, app client,
 * and that the token is an ID token.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export function createAuthorizer({ clientId, issuer, jwksUri }: Trust): Authorize {
  const verifier = JwtVerifier.create(
    {
      issuer,
      jwksUri,
      // The app client is in `aud` of an ID token and in `client_id` of an access token: checked below, with the kind.
      audience: null,
      customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { clientId, tokenUse: 'id' }),
    },
    { jwksCache },
  );

  return async (authorizationHeader) => {
    const token = /^Bearer +(\S+)$/i.exec(authorizationHeader ?? '')?.[1];
    if (token === undefined) {
      return undefined;
    }
    try {
      const claims = await verifier.verify(token);
      const sub = textClaim(claims.sub);
      const username = textClaim(claims['cognito:username']);
      return sub === null || username === null ? undefined : { sub, username, email: textClaim(claims['email']) };
    } catch (error) {
      // The caller learns nothing but 401; whoever runs the API learns why.
      process.stderr.write(`token refused: ${error instanceof Error ? error.message : String(error)}\n`);
      return undefined;
    }
  };
}

function textClaim(claim: unknown): string | null {
  return typeof claim === 'string' ? claim : null;
}
