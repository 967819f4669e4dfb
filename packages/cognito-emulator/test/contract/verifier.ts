import { expect } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { ContractClient } from './client.ts';
import type { Service } from './service.ts';

/** Returns the origin of the pools' key sets and discovery documents. */
export function issuerOrigin({ endpoint, region }: Service): string {
  return endpoint ?? issuerUrl(region);
}

/** Returns the issuer of a pool's tokens, which is AWS's own whatever endpoint the client calls. */
export function issuerOf({ region }: Service, poolId: string): string {
  return `${issuerUrl(region)}/${poolId}`;
}

function issuerUrl(region: string): string {
  return `https://cognito-idp.${region}.amazonaws.com`;
}

/** Creates AWS's token verifier with the key set that the service publishes. */
export async function verifierFor(service: Service, { pool, id }: ContractClient, tokenUse: 'id' | 'access') {
  const verifier = CognitoJwtVerifier.create({ userPoolId: pool.id, tokenUse, clientId: id });
  const response = await fetch(`${issuerOrigin(service)}/${pool.id}/.well-known/jwks.json`);
  verifier.cacheJwks(JSON.parse(await response.text()));
  return verifier;
}

/** Expects the claims of an access token that belongs to the app client itself. */
export async function expectClientToken(
  token: string,
  scope: string,
  seconds: number,
  client: ContractClient,
  service: Service,
): Promise<void> {
  const claims = (await verifierFor(service, client, 'access')).verifySync(token);
  expect(claims).toStrictEqual({
    sub: client.id,
    client_id: client.id,
    token_use: 'access',
    scope,
    version: 2,
    iss: issuerOf(service, client.pool.id),
    auth_time: expect.any(Number),
    iat: claims.auth_time,
    exp: claims.auth_time + seconds,
    jti: expect.any(String),
  });
}
