import {
  AdminDeleteUserCommand,
  DeleteUserCommand,
  GetUserCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { AppClient, AppClientRequest } from '../src/app-client.ts';
import type { UserPool } from '../src/user-pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refresh, refusalOf, sdkFor, signIn } from './sdk.ts';

const given = emulatorPerTest();

type SignedIn = {
  pool: UserPool;
  client: AppClient;
  sdk: ReturnType<typeof sdkFor>;
  tokens: { AccessToken: string; IdToken: string; RefreshToken: string };
};

const signedIn = async (settings: AppClientRequest = {}): Promise<SignedIn> => {
  const pool = given.emulator.createPool({ usernameAttributes: ['email'] });
  pool.addUser({
    username: 'ada@example.com',
    password: 'Correct-1',
    attributes: { email_verified: 'true', name: 'Ada' },
    groups: ['testers'],
  });
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], ...settings });
  const sdk = sdkFor(given.emulator);
  const { AuthenticationResult } = await signIn(sdk, client.id, { USERNAME: 'ada@example.com', PASSWORD: 'Correct-1' });
  const { AccessToken = '', IdToken = '', RefreshToken = '' } = AuthenticationResult ?? {};
  return { pool, client, sdk, tokens: { AccessToken, IdToken, RefreshToken } };
};

const revoke = ({ sdk, client, tokens }: SignedIn, more: object = {}): Promise<unknown> =>
  sdk.send(new RevokeTokenCommand({ Token: tokens.RefreshToken, ClientId: client.id, ...more }));

/** Creates AWS's token verifier with the key set that the emulator serves. */
const verifierFor = async ({ pool, client }: SignedIn, tokenUse: 'id' | 'access') => {
  const verifier = CognitoJwtVerifier.create({ userPoolId: pool.id, tokenUse, clientId: client.id });
  const response = await fetch(`${given.emulator.url}/${pool.id}/.well-known/jwks.json`);
  verifier.cacheJwks(JSON.parse(await response.text()));
  return verifier;
};

describe('tokens of a sign-in', () => {
  it('include an ID token with the documented claims', async () => {
    const session = await signedIn({ idTokenValiditySeconds: 300 });
    const verifier = await verifierFor(session, 'id');
    const sub = session.pool.users[0]?.username;
    const seconds = Math.floor(given.now / 1000);
    expect(await verifier.verify(session.tokens.IdToken)).toStrictEqual({
      sub,
      email: 'ada@example.com',
      email_verified: true,
      name: 'Ada',
      'cognito:groups': ['testers'],
      'cognito:username': sub,
      iss: `https://cognito-idp.eu-west-1.amazonaws.com/${session.pool.id}`,
      aud: session.client.id,
      token_use: 'id',
      auth_time: seconds,
      iat: seconds,
      exp: seconds + 300,
      event_id: expect.any(String),
      origin_jti: expect.any(String),
      jti: expect.any(String),
    });
  });

  it('include an access token with the documented claims', async () => {
    const session = await signedIn({ accessTokenValiditySeconds: 600 });
    const verifier = await verifierFor(session, 'access');
    const sub = session.pool.users[0]?.username;
    const seconds = Math.floor(given.now / 1000);
    expect(await verifier.verify(session.tokens.AccessToken)).toStrictEqual({
      sub,
      'cognito:groups': ['testers'],
      username: sub,
      iss: `https://cognito-idp.eu-west-1.amazonaws.com/${session.pool.id}`,
      client_id: session.client.id,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      auth_time: seconds,
      iat: seconds,
      exp: seconds + 600,
      event_id: expect.any(String),
      origin_jti: expect.any(String),
      jti: expect.any(String),
    });
  });

  it('are signed with different keys for ID and access tokens and for each pool', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const kid = (token: string): string =>
      JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
    const tokens = [one, other].flatMap((session) => [session.tokens.IdToken, session.tokens.AccessToken]);
    expect(new Set(tokens.map(kid)).size).toBe(4);
    const verifier = await verifierFor(one, 'id');
    await expect(verifier.verify(other.tokens.IdToken)).rejects.toThrow();
  });

  it('include a refresh token in the form of a JWE', async () => {
    const { tokens } = await signedIn();
    const [header, ...rest] = tokens.RefreshToken.split('.');
    expect(header).toBe('eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ');
    expect(rest.map((part) => part.length)).toStrictEqual([342, 16, 1000, 22]);
  });

  it('have no origin_jti if the client does not enable revocation', async () => {
    const session = await signedIn({ enableTokenRevocation: false });
    const claims = await (await verifierFor(session, 'access')).verify(session.tokens.AccessToken);
    expect(claims).not.toHaveProperty('origin_jti');
  });

  it('can be verified with the discovery document', async () => {
    const { pool } = await signedIn();
    const response = await fetch(`${given.emulator.url}/${pool.id}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: pool.issuer,
      jwks_uri: `${given.emulator.url}/${pool.id}/.well-known/jwks.json`,
    });
    const unknown = await fetch(`${given.emulator.url}/eu-west-1_unknown/.well-known/jwks.json`);
    expect(unknown.status).toBe(404);
  });
});

describe('REFRESH_TOKEN_AUTH', () => {
  it('returns a new ID token and access token of the same sign-in, and no refresh token', async () => {
    const session = await signedIn();
    const verifier = await verifierFor(session, 'access');
    const before = await verifier.verify(session.tokens.AccessToken);
    given.now += 10_000;
    const { AuthenticationResult } = await refresh(session.sdk, session.client.id, {
      REFRESH_TOKEN: session.tokens.RefreshToken,
    });
    expect(AuthenticationResult).not.toHaveProperty('RefreshToken');
    const after = verifier.verifySync(AuthenticationResult?.AccessToken ?? '');
    expect(after).toMatchObject({ auth_time: before.auth_time, iat: before.iat + 10, origin_jti: before.origin_jti });
    expect(after.jti).not.toBe(before.jti);
  });

  it.each<[string, string, (session: SignedIn) => unknown]>([
    ['a revoked token', 'NotAuthorizedException: Refresh Token has been revoked', revoke],
    [
      'an expired token',
      'NotAuthorizedException: Refresh Token has expired',
      () => {
        given.now += 30 * 24 * 60 * 60 * 1000;
      },
    ],
    [
      'a deleted user',
      'UserNotFoundException: User does not exist.',
      ({ sdk, pool }) => sdk.send(new AdminDeleteUserCommand({ UserPoolId: pool.id, Username: 'ada@example.com' })),
    ],
  ])('refuses %s', async (_, refusal, change) => {
    const session = await signedIn();
    await change(session);
    const { sdk, client, tokens } = session;
    expect(await refusalOf(refresh(sdk, client.id, { REFRESH_TOKEN: tokens.RefreshToken }))).toBe(refusal);
  });

  it('refuses an unknown token and one of another client', async () => {
    const { sdk, pool, client, tokens } = await signedIn();
    const other = pool.createClient();
    const invalid = 'NotAuthorizedException: Invalid Refresh Token';
    expect(await refusalOf(refresh(sdk, client.id, { REFRESH_TOKEN: 'a.b.c.d.e' }))).toBe(invalid);
    expect(await refusalOf(refresh(sdk, other.id, { REFRESH_TOKEN: tokens.RefreshToken }))).toBe(invalid);
    expect(await refusalOf(refresh(sdk, client.id, {}))).toBe(
      'InvalidParameterException: Missing required parameter REFRESH_TOKEN',
    );
  });

  it('fails if the app client does not allow the flow', async () => {
    const { sdk, client, tokens } = await signedIn({ flows: ['ALLOW_USER_PASSWORD_AUTH'] });
    expect(await refusalOf(refresh(sdk, client.id, { REFRESH_TOKEN: tokens.RefreshToken }))).toBe(
      'InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client',
    );
  });
});

describe('RevokeToken', () => {
  it.each([1, 2])('succeeds %i times in a row', async (times) => {
    const session = await signedIn();
    for (let time = 1; time <= times; time += 1) {
      await revoke(session);
    }
    expect(given.emulator.requests.at(-1)).toMatchObject({ operation: 'RevokeToken', signed: false, status: 200 });
  });

  it('accepts an unknown token', async () => {
    await expect(revoke(await signedIn(), { Token: 'a.b.c.d.e' })).resolves.toBeDefined();
  });

  it.each<[string, string, AppClientRequest, (session: SignedIn) => object]>([
    ['an access token', 'UnsupportedTokenTypeException', {}, ({ tokens }) => ({ Token: tokens.AccessToken })],
    ['an unknown client', 'UnauthorizedException', {}, () => ({ ClientId: 'unknown' })],
    ['a secret for a public client', 'UnauthorizedException', {}, () => ({ ClientSecret: 's'.repeat(51) })],
    ['another client', 'UnauthorizedException', {}, ({ pool }) => ({ ClientId: pool.createClient().id })],
    ['a client without revocation', 'UnsupportedOperationException', { enableTokenRevocation: false }, () => ({})],
  ])('refuses %s', async (_, exception, settings, change) => {
    const session = await signedIn(settings);
    expect(await refusalOf(revoke(session, change(session)))).toMatch(new RegExp(`^${exception}`));
  });

  it('requires the secret of a confidential client', async () => {
    const { sdk, pool } = await signedIn();
    const { id: ClientId, secret: ClientSecret } = pool.createClient({ secret: true });
    const revokeWith = (more: object) => sdk.send(new RevokeTokenCommand({ Token: 'a.b.c.d.e', ClientId, ...more }));
    expect(await refusalOf(revokeWith({}))).toMatch(/^UnauthorizedException/);
    await expect(revokeWith({ ClientSecret })).resolves.toBeDefined();
  });
});

describe('an access token', () => {
  const getUser = ({ sdk }: SignedIn, AccessToken: string) => sdk.send(new GetUserCommand({ AccessToken }));

  it('identifies its user', async () => {
    const session = await signedIn();
    const user = await getUser(session, session.tokens.AccessToken);
    expect(user.Username).toBe(session.pool.users[0]?.username);
    expect(user.UserAttributes).toContainEqual({ Name: 'email', Value: 'ada@example.com' });
  });

  it('deletes its user, once', async () => {
    const { sdk, pool, tokens } = await signedIn();
    const deleteUser = new DeleteUserCommand({ AccessToken: tokens.AccessToken });
    await sdk.send(deleteUser);
    expect(pool.users).toStrictEqual([]);
    expect(await refusalOf(sdk.send(deleteUser))).toBe('UserNotFoundException: User does not exist.');
  });

  it('cannot read or delete its user without Cognito’s own scope, which a trigger can remove', async () => {
    const { sdk, pool, tokens } = await signedIn({ userScopes: ['orders/read'] });
    const refusal = 'NotAuthorizedException: Access Token does not have required scopes';
    expect(await refusalOf(sdk.send(new GetUserCommand({ AccessToken: tokens.AccessToken })))).toBe(refusal);
    expect(await refusalOf(sdk.send(new DeleteUserCommand({ AccessToken: tokens.AccessToken })))).toBe(refusal);
    expect(pool.users).toHaveLength(1);
  });

  it.each<[string, (session: SignedIn) => string | Promise<string>]>([
    ['Invalid Access Token', () => 'a.b.c'],
    ['Invalid Access Token', ({ tokens }) => tokens.IdToken],
    ['Could not verify signature for Access Token', ({ tokens }) => `${tokens.AccessToken.slice(0, -8)}AAAAAAAA`],
    [
      'Could not verify signature for Access Token',
      ({ tokens }) => {
        const [, payload, signature] = tokens.AccessToken.split('.');
        return [tokens.IdToken.split('.')[0], payload, signature].join('.');
      },
    ],
    [
      'Access Token has expired',
      ({ tokens }) => {
        given.now += 60 * 60 * 1000;
        return tokens.AccessToken;
      },
    ],
    [
      'Access Token has been revoked',
      async (session) => {
        await revoke(session);
        return session.tokens.AccessToken;
      },
    ],
  ])('is refused: %s (case %#)', async (message, tokenOf) => {
    const session = await signedIn();
    expect(await refusalOf(getUser(session, await tokenOf(session)))).toBe(`NotAuthorizedException: ${message}`);
  });
});
