/** Tokens: claims, refresh, revocation, GetUser and DeleteUser. */
import type { RevokeTokenCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../../src/decode-claims.ts';
import { answers, DISABLED, INVALID_REFRESH_TOKEN, invalid, missing, NO_USER, refusalOf } from './answers.ts';
import type { ClientRequest } from './pool.ts';
import { useService } from './service.ts';

const REVOKED = 'NotAuthorizedException: Refresh Token has been revoked';
/** Has the form of a refresh token. */
const GARBAGE = 'a.b.c.d.e';
const CONFIDENTIAL: ClientRequest = { GenerateSecret: true };
const WITHOUT_REFRESH: ClientRequest = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] };
const ROTATING: ClientRequest = {
  ...WITHOUT_REFRESH,
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
};

/** Has the length of a client secret. */
const WRONG = 'x'.repeat(51);

const service = await useService();

/** Signs `ada` in. */
async function setUp(clientRequest: ClientRequest = {}) {
  const given = await service.setUp({ client: clientRequest });
  return { ...given, tokens: await given.client.tokens() };
}

type SignedIn = Awaited<ReturnType<typeof setUp>>;

describe('tokens of a sign-in', () => {
  it('have the documented claims', async () => {
    const username = 'ada@example.com';
    const units = { AccessToken: 'minutes', IdToken: 'minutes' } as const;
    const { pool, client } = await service.setUp({
      pool: { UsernameAttributes: ['email'] },
      client: { AccessTokenValidity: 10, IdTokenValidity: 5, TokenValidityUnits: units },
      username,
      attributes: { email_verified: 'true', name: 'Ada' },
    });
    await pool.createGroup('testers');
    await pool.addToGroup('testers', username);
    const tokens = await client.tokens({ USERNAME: username });
    const { Username: sub } = await pool.getUser(username);
    const id = (await service.verifierFor(client, 'id')).verifySync(tokens.IdToken);
    const common = {
      sub,
      'cognito:groups': ['testers'],
      iss: service.issuerOf(pool.id),
      auth_time: id.auth_time,
      iat: id.auth_time,
      event_id: id['event_id'],
      origin_jti: id.origin_jti,
      jti: expect.any(String),
    };
    expect(id).toStrictEqual({
      ...common,
      email: username,
      email_verified: true,
      name: 'Ada',
      'cognito:username': sub,
      aud: client.id,
      token_use: 'id',
      exp: id.iat + 300,
    });
    const access = (await service.verifierFor(client, 'access')).verifySync(tokens.AccessToken);
    expect(access).toStrictEqual({
      ...common,
      username: sub,
      client_id: client.id,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      exp: id.iat + 600,
    });
    expect(access.jti).not.toBe(id.jti);
  });

  it('are signed with different keys for ID and access tokens and for each pool', async () => {
    const [one, other] = [await setUp(), await setUp()];
    const kid = (token: string): string =>
      JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
    const all = [one, other].flatMap(({ tokens }) => [tokens.IdToken, tokens.AccessToken]);
    expect(new Set(all.map(kid)).size).toBe(4);
    const verifier = await service.verifierFor(one.client, 'id');
    await expect(verifier.verify(other.tokens.IdToken)).rejects.toThrow();
  });

  it('include a refresh token in the form of a JWE', async () => {
    const { tokens } = await setUp();
    const [header, ...rest] = tokens.RefreshToken.split('.');
    expect(header).toBe('eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ');
    expect(rest.map((part) => part.length)).toStrictEqual([342, 16, expect.any(Number), 22]);
  });

  it('have no origin_jti if the client does not enable revocation', async () => {
    const { tokens } = await setUp({ EnableTokenRevocation: false });
    expect(decodeClaims(tokens.AccessToken)).not.toHaveProperty('origin_jti');
  });
});

describe('REFRESH_TOKEN_AUTH', () => {
  it.each(['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'] as const)(
    'returns a new ID token and access token of the same sign-in, and no refresh token (%s)',
    async (flow) => {
      const { client, tokens } = await setUp();
      const { auth_time, origin_jti, jti } = decodeClaims(tokens.AccessToken);
      const { AuthenticationResult } = await client.initiate(flow, { REFRESH_TOKEN: tokens.RefreshToken });
      expect(AuthenticationResult).not.toHaveProperty('RefreshToken');
      const after = decodeClaims(AuthenticationResult?.AccessToken);
      expect(after).toMatchObject({ auth_time, origin_jti });
      expect(after['jti']).not.toBe(jti);
      expect(decodeClaims((await client.tokens()).AccessToken)['origin_jti']).not.toBe(origin_jti);
    },
  );

  const refresh = ({ client, tokens }: SignedIn) =>
    client.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: tokens.RefreshToken });
  const NOT_ENABLED = invalid('REFRESH_TOKEN_AUTH flow not enabled for this client');
  answers(setUp, {
    'refuses a revoked token': [
      (given) => given.client.revoke(given.tokens.RefreshToken).then(() => refresh(given)),
      REVOKED,
    ],
    'refuses a deleted user': [(given) => given.pool.deleteUser().then(() => refresh(given)), NO_USER],
    'refuses a disabled user': [(given) => given.pool.disableUser().then(() => refresh(given)), DISABLED],
    'refuses no token': [({ client }) => client.initiate('REFRESH_TOKEN_AUTH', {}), missing('REFRESH_TOKEN')],
    'fails if the app client does not allow the flow': [refresh, NOT_ENABLED, WITHOUT_REFRESH],
    'fails if the app client rotates refresh tokens': [refresh, NOT_ENABLED, ROTATING],
  });
});

describe('GetTokensFromRefreshToken', () => {
  it.each<[ClientRequest]>([[{}], [CONFIDENTIAL], [WITHOUT_REFRESH]])(
    'returns ID token and access token without rotation (client %j)',
    async (clientRequest) => {
      const { client, tokens } = await setUp(clientRequest);
      expect(await client.refresh(tokens.RefreshToken)).toStrictEqual({
        AccessToken: expect.any(String),
        ExpiresIn: 3600,
        IdToken: expect.any(String),
        TokenType: 'Bearer',
      });
    },
  );

  it('returns a new refresh token with rotation, accepts the old one for the grace period, and revokes both', async () => {
    const { client, tokens } = await setUp({ ...ROTATING, ...CONFIDENTIAL });
    const second = (await client.refresh(tokens.RefreshToken))?.RefreshToken ?? '';
    expect(second).not.toBe(tokens.RefreshToken);
    expect(await client.refresh(tokens.RefreshToken)).toHaveProperty('RefreshToken');
    expect(await client.refresh(second)).toHaveProperty('RefreshToken');
    await client.revoke(second);
    expect(await refusalOf(client.refresh(second))).toBe(REVOKED);
    expect(await refusalOf(client.refresh(tokens.RefreshToken))).toBe(REVOKED);
  });

  const withSecret = (ClientSecret: string | undefined) => {
    return ({ client, tokens }: SignedIn) => client.refresh(tokens.RefreshToken, { ClientSecret });
  };
  const NO_SECRET = 'NotAuthorizedException: Client CLIENT is configured for secret but secret was not received';
  const WRONG_SECRET = 'NotAuthorizedException: Unable to verify secret for client CLIENT';
  const UNEXPECTED = invalid('App client CLIENT is not configured for secret but secret was received');
  answers(setUp, {
    'refuses no secret': [withSecret(undefined), NO_SECRET, CONFIDENTIAL],
    'refuses a wrong secret': [withSecret(WRONG), WRONG_SECRET, CONFIDENTIAL],
    'refuses a secret for a public client': [withSecret(WRONG), UNEXPECTED],
    'refuses an unknown token': [({ client }) => client.refresh(GARBAGE), INVALID_REFRESH_TOKEN],
    'refuses a token of another client': [
      async ({ pool, tokens }) => (await pool.createClient()).refresh(tokens.RefreshToken),
      INVALID_REFRESH_TOKEN,
    ],
  });
});

describe('RevokeToken', () => {
  it.each<[ClientRequest]>([[{}], [CONFIDENTIAL]])(
    'succeeds also for a revoked and an unknown token (client %j)',
    async (clientRequest) => {
      const { client, tokens } = await setUp(clientRequest);
      for (const token of [tokens.RefreshToken, tokens.RefreshToken, GARBAGE]) {
        await client.revoke(token);
      }
      expect(await refusalOf(client.refresh(tokens.RefreshToken))).toBe(REVOKED);
    },
  );

  const revoke = (more: Partial<RevokeTokenCommandInput> = {}) => {
    return ({ client, tokens }: SignedIn) => client.revoke(tokens.RefreshToken, more);
  };
  const UNAUTHORIZED = /^UnauthorizedException/;
  answers(setUp, {
    'refuses an unknown client': [revoke({ ClientId: 'unknown' }), UNAUTHORIZED],
    'refuses a secret for a public client': [revoke({ ClientSecret: WRONG }), UNAUTHORIZED],
    'refuses a wrong secret': [revoke({ ClientSecret: WRONG }), UNAUTHORIZED, CONFIDENTIAL],
    'refuses no secret': [revoke({ ClientSecret: undefined }), UNAUTHORIZED, CONFIDENTIAL],
    'refuses a token of another client': [
      async ({ pool, tokens }) => (await pool.createClient()).revoke(tokens.RefreshToken),
      UNAUTHORIZED,
    ],
    'refuses a client without revocation': [revoke(), /^UnsupportedOperationExc/, { EnableTokenRevocation: false }],
    'refuses an access token': [({ client, tokens }) => client.revoke(tokens.AccessToken), /^UnsupportedTokenTypeExc/],
  });
});

describe('an access token', () => {
  const getUser = (AccessToken: string) => service.sdk.getUser({ AccessToken });

  it('identifies its user, and deletes the user once', async () => {
    const { pool, client } = await service.setUp({ attributes: { email: 'ada@example.com' } });
    const { AccessToken } = await client.tokens();
    const user = await getUser(AccessToken);
    expect(user.Username).toBe('ada');
    expect(user.UserAttributes).toContainEqual({ Name: 'email', Value: 'ada@example.com' });
    await service.sdk.deleteUser({ AccessToken });
    expect(await refusalOf(pool.getUser())).toBe(NO_USER);
    expect(await refusalOf(service.sdk.deleteUser({ AccessToken }))).toBe(NO_USER);
  });

  const INVALID = 'NotAuthorizedException: Invalid Access Token';
  const OTHER_SIGNATURE = 'NotAuthorizedException: Could not verify signature for Access Token';
  answers(setUp, {
    'is refused: garbage': [() => getUser('a.b.c'), INVALID],
    'is refused: an ID token': [({ tokens }) => getUser(tokens.IdToken), INVALID],
    'is refused: another signature': [
      ({ tokens }) => getUser(`${tokens.AccessToken.slice(0, -8)}AAAAAAAA`),
      OTHER_SIGNATURE,
    ],
    'is refused: the key of another token': [
      ({ tokens }) => getUser([tokens.IdToken.split('.')[0], ...tokens.AccessToken.split('.').slice(1)].join('.')),
      OTHER_SIGNATURE,
    ],
    'is refused: a revoked token': [
      ({ client, tokens }) => client.revoke(tokens.RefreshToken).then(() => getUser(tokens.AccessToken)),
      'NotAuthorizedException: Access Token has been revoked',
    ],
    'is refused: a disabled user': [
      ({ pool, tokens }) => pool.disableUser().then(() => getUser(tokens.AccessToken)),
      DISABLED,
    ],
  });
});
