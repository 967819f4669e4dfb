import { expect, it } from '@jest/globals';
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
import { emulatorPerTest } from './emulator-per-test.ts';
import { enter, locationOf, redirectUri, setUpLogin } from './login-fixture.ts';

const given = emulatorPerTest();

it.each<[string, boolean, (secret: string) => ClientAuth]>([
  ['a public client', false, () => None()],
  ['a confidential client with HTTP Basic', true, ClientSecretBasic],
  ['a confidential client with its secret in the form', true, ClientSecretPost],
])('openid-client discovers all endpoints and signs a user in as %s', async (_, secret, authenticate) => {
  const { pool, client } = setUpLogin(given.emulator, { client: { secret } });
  const config = await discovery(new URL(pool.issuer), client.id, undefined, authenticate(client.secret ?? ''), {
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
    [customFetch]: (endpoint, { body, ...init }) =>
      fetch(endpoint.replace(new URL(pool.issuer).origin, given.emulator.url), { ...init, body: body ?? null }),
  });
  const [pkceCodeVerifier, expectedState, expectedNonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
  const url = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email orders/read',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const callback = locationOf(await enter(url));
  const checks = { pkceCodeVerifier, expectedState, expectedNonce };
  const tokens = await authorizationCodeGrant(config, callback, checks);
  expect(tokens.claims()).toMatchObject({ aud: client.id, email: 'ada@example.com', token_use: 'id' });
  expect(tokens).toMatchObject({ expires_in: 3600, token_type: 'bearer', refresh_token: expect.any(String) });
  expect(given.emulator.violations).toStrictEqual([]);
});
