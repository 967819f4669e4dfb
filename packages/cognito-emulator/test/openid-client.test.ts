import { describe, expect, it } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { keySet } from '../src/signing-keys.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { enter, locationOf, redirectUri, setUpLogin } from './login-fixture.ts';

const given = emulatorPerTest();

/** Signs in with the library, which discovers all endpoints from the issuer. */
async function signIn(secret: boolean, authenticate: (secret: string) => ClientAuth, scope: string) {
  const { pool, client } = setUpLogin(given.emulator, { client: { secret } });
  const config = await discovery(new URL(pool.issuer), client.id, undefined, authenticate(client.secret ?? ''), {
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
    [customFetch]: (endpoint, { body, ...init }) =>
      fetch(endpoint.replace(new URL(pool.issuer).origin, given.emulator.url), { ...init, body: body ?? null }),
  });
  const pkceCodeVerifier = randomPKCECodeVerifier();
  const expectedState = randomState();
  // With a nonce, the library requires an ID token.
  const nonce = scope.includes('openid') ? randomNonce() : undefined;
  const url = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state: expectedState,
    ...(nonce !== undefined && { nonce }),
    code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const callback = locationOf(await enter(url));
  const tokens = await authorizationCodeGrant(config, callback, {
    pkceCodeVerifier,
    expectedState,
    ...(nonce !== undefined && { expectedNonce: nonce }),
  });
  return { pool, client, tokens };
}

describe('openid-client', () => {
  it.each<[string, boolean, (secret: string) => ClientAuth]>([
    ['a public client', false, () => None()],
    ['a confidential client with HTTP Basic', true, ClientSecretBasic],
    ['a confidential client with its secret in the form', true, ClientSecretPost],
  ])('signs a user in as %s', async (_, secret, authenticate) => {
    const { pool, client, tokens } = await signIn(secret, authenticate, 'openid email orders/read');
    expect(tokens.claims()).toMatchObject({
      aud: client.id,
      email: 'ada@example.com',
      'cognito:username': 'ada',
      token_use: 'id',
    });
    expect(tokens).toMatchObject({ expires_in: 3600, token_type: 'bearer', refresh_token: expect.any(String) });
    const verifier = CognitoJwtVerifier.create({ userPoolId: pool.id, tokenUse: 'access', clientId: client.id });
    verifier.cacheJwks(JSON.parse(JSON.stringify(keySet(pool.keys))));
    expect(verifier.verifySync(tokens.access_token)).toMatchObject({
      scope: 'openid email orders/read',
      username: 'ada',
      version: 2,
    });
    expect(given.emulator.violations).toStrictEqual([]);
    expect(given.emulator.requests.map(({ operation, status }) => `${operation} ${status}`)).toStrictEqual([
      'oauth2/authorize 302',
      'GET login 200',
      'POST login 302',
      'oauth2/token 200',
    ]);
  });

  it('gets an access token with custom scopes only, and no ID token', async () => {
    const { tokens } = await signIn(false, () => None(), 'orders/read orders/write');
    expect(tokens.claims()).toBeUndefined();
    expect(tokens).not.toHaveProperty('id_token');
  });
});
