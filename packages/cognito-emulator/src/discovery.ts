import type { HttpAnswer, HttpRequest } from './http-server.ts';
import type { PoolKeys } from './jwt.ts';
import type { UserPool } from './user-pool.ts';

function json(status: number, value: object): HttpAnswer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

/** Returns the JSON Web Key Set of a pool (RFC 7517) with the members that Cognito uses. */
function keySet({ id, access }: PoolKeys): object {
  const keys = [id, access].map(({ keyId, publicKey }) => {
    const { e, n } = publicKey.export({ format: 'jwk' });
    return { alg: 'RS256', e, kid: keyId, kty: 'RSA', n, use: 'sig' };
  });
  return { keys };
}

/**
 * Names Cognito's issuer, which is that of the tokens, but the emulator's own URLs for the key set and, if the pool has
 * a domain, for the endpoints.
 */
function openIdConfiguration(pool: UserPool, emulatorUrl: string): object {
  return {
    ...(pool.settings.domain !== '' && {
      authorization_endpoint: `${emulatorUrl}/oauth2/authorize`,
      token_endpoint: `${emulatorUrl}/oauth2/token`,
    }),
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: pool.issuer,
    jwks_uri: `${emulatorUrl}/${pool.id}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
}

/** Answers `GET /<pool ID>/.well-known/…`, which token verifiers read. */
export function answerDiscovery(
  { method, target }: HttpRequest,
  pools: ReadonlyMap<string, UserPool>,
  emulatorUrl: string,
): HttpAnswer {
  const [, poolId = '', document] = /^\/([^/]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(target) ?? [];
  const pool = pools.get(poolId);
  if (method !== 'GET' || pool === undefined) {
    return json(404, { message: `User pool ${poolId} does not exist.` });
  }
  return json(200, document === 'jwks.json' ? keySet(pool.keys) : openIdConfiguration(pool, emulatorUrl));
}
