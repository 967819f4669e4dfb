/** Tokens that expire, and an access token that a trigger has changed. */
import { DeleteUserCommand, GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import { decodeClaims } from '../src/decode-claims.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refresh, refusalOf, sdkFor, signIn } from './sdk.ts';

const given = emulatorPerTest();

async function signedIn(settings: AppClientRequest = {}) {
  const pool = given.emulator.createPool();
  pool.addUser({ username: 'ada', password: 'Correct-1' });
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], ...settings });
  const sdk = sdkFor(given.emulator);
  const { AuthenticationResult } = await signIn(sdk, client.id, { USERNAME: 'ada', PASSWORD: 'Correct-1' });
  const { AccessToken = '', RefreshToken = '' } = AuthenticationResult ?? {};
  return { pool, client, sdk, AccessToken, RefreshToken };
}

describe('REFRESH_TOKEN_AUTH', () => {
  it('returns tokens with the time of the sign-in and that of the refresh', async () => {
    const { client, sdk, AccessToken, RefreshToken } = await signedIn();
    const seconds = Math.floor(given.now / 1000);
    expect(decodeClaims(AccessToken)).toMatchObject({ auth_time: seconds, iat: seconds });
    given.now += 10_000;
    const { AuthenticationResult } = await refresh(sdk, client.id, { REFRESH_TOKEN: RefreshToken });
    expect(decodeClaims(AuthenticationResult?.AccessToken)).toMatchObject({ auth_time: seconds, iat: seconds + 10 });
  });

  it('refuses an expired token', async () => {
    const { client, sdk, RefreshToken } = await signedIn();
    given.now += 30 * 24 * 60 * 60 * 1000;
    expect(await refusalOf(refresh(sdk, client.id, { REFRESH_TOKEN: RefreshToken }))).toBe(
      'NotAuthorizedException: Refresh Token has expired',
    );
  });
});

describe('an access token', () => {
  it('is refused once it has expired', async () => {
    const { sdk, AccessToken } = await signedIn();
    given.now += 60 * 60 * 1000;
    expect(await refusalOf(sdk.send(new GetUserCommand({ AccessToken })))).toBe(
      'NotAuthorizedException: Access Token has expired',
    );
  });

  it('cannot read or delete its user without Cognito’s own scope, which a trigger can remove', async () => {
    const { pool, sdk, AccessToken } = await signedIn({ userScopes: ['orders/read'] });
    const refusal = 'NotAuthorizedException: Access Token does not have required scopes';
    expect(await refusalOf(sdk.send(new GetUserCommand({ AccessToken })))).toBe(refusal);
    expect(await refusalOf(sdk.send(new DeleteUserCommand({ AccessToken })))).toBe(refusal);
    expect(pool.users).toHaveLength(1);
  });
});
