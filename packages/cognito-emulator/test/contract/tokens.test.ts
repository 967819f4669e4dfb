/** Tokens: claims, refresh, revocation, GetUser and DeleteUser. */
import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  type AuthFlowType,
  CreateGroupCommand,
  DeleteUserCommand,
  GetUserCommand,
  type RevokeTokenCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { ContractClient } from './client.ts';
import type { ClientRequest, ContractPool } from './pool.ts';
import { refusalOf, useService } from './service.ts';
import { issuerOf, issuerOrigin, verifierFor } from './verifier.ts';

const INVALID_REFRESH_TOKEN = 'NotAuthorizedException: Invalid Refresh Token';
const REVOKED_REFRESH_TOKEN = 'NotAuthorizedException: Refresh Token has been revoked';
const NO_USER = 'UserNotFoundException: User does not exist.';
/** Has the form of a refresh token. */
const GARBAGE = 'a.b.c.d.e';
const ROTATING: ClientRequest = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
};

const service = await useService();

async function setUp(clientRequest: ClientRequest = {}) {
  const pool = await service.createPool();
  await pool.addUser('ada');
  const client = await pool.createClient(clientRequest);
  return { pool, client, tokens: await client.tokens() };
}

describe('tokens of a sign-in', () => {
  async function signedIn() {
    const pool = await service.createPool({ UsernameAttributes: ['email'] });
    const username = 'ada@example.com';
    const user = await pool.addUser(username, { email_verified: 'true', name: 'Ada' });
    const group = { UserPoolId: pool.id, GroupName: 'testers' };
    await service.sdk.send(new CreateGroupCommand(group));
    await service.sdk.send(new AdminAddUserToGroupCommand({ ...group, Username: username }));
    const minutes = { TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes' } } as const;
    const client = await pool.createClient({ AccessTokenValidity: 10, IdTokenValidity: 5, ...minutes });
    return { pool, client, sub: user?.Username, tokens: await client.tokens({ USERNAME: username }) };
  }

  it('have the documented claims', async () => {
    const { pool, client, sub, tokens } = await signedIn();
    const id = await (await verifierFor(service, pool.id, client.id, 'id')).verify(tokens.IdToken);
    const common = {
      sub,
      'cognito:groups': ['testers'],
      iss: issuerOf(service, pool.id),
      auth_time: id.auth_time,
      iat: id.auth_time,
      event_id: id['event_id'],
      origin_jti: id.origin_jti,
      jti: expect.any(String),
    };
    expect(id).toStrictEqual({
      ...common,
      email: 'ada@example.com',
      email_verified: true,
      name: 'Ada',
      'cognito:username': sub,
      aud: client.id,
      token_use: 'id',
      exp: id.iat + 300,
    });
    const access = await (await verifierFor(service, pool.id, client.id, 'access')).verify(tokens.AccessToken);
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
    const [one, other] = [await signedIn(), await signedIn()];
    const kid = (token: string): string =>
      JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
    const all = [one, other].flatMap(({ tokens }) => [tokens.IdToken, tokens.AccessToken]);
    expect(new Set(all.map(kid)).size).toBe(4);
    const verifier = await verifierFor(service, one.pool.id, one.client.id, 'id');
    await expect(verifier.verify(other.tokens.IdToken)).rejects.toThrow();
  });

  it('include a refresh token in the form of a JWE', async () => {
    const { tokens } = await setUp();
    const [header, ...rest] = tokens.RefreshToken.split('.');
    expect(header).toBe('eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ');
    expect(rest.map((part) => part.length)).toStrictEqual([342, 16, expect.any(Number), 22]);
  });

  it('have no origin_jti if the client does not enable revocation', async () => {
    const { pool, client, tokens } = await setUp({ EnableTokenRevocation: false });
    const claims = await (await verifierFor(service, pool.id, client.id, 'access')).verify(tokens.AccessToken);
    expect(claims).not.toHaveProperty('origin_jti');
  });

  it('can be verified with the discovery document', async () => {
    const pool = await service.createPool();
    const response = await fetch(`${issuerOrigin(service)}/${pool.id}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: issuerOf(service, pool.id),
      jwks_uri: `${issuerOrigin(service)}/${pool.id}/.well-known/jwks.json`,
    });
    const unknown = await fetch(`${issuerOrigin(service)}/${service.region}_unknown/.well-known/jwks.json`);
    expect(unknown.status).toBe(404);
  });
});

describe('REFRESH_TOKEN_AUTH', () => {
  const refresh = (client: ContractClient, REFRESH_TOKEN: string, flow: AuthFlowType = 'REFRESH_TOKEN_AUTH') =>
    client.initiate(flow, { REFRESH_TOKEN });

  it.each(['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'] as const)(
    'returns a new ID token and access token of the same sign-in, and no refresh token (%s)',
    async (flow) => {
      const { pool, client, tokens } = await setUp();
      const verifier = await verifierFor(service, pool.id, client.id, 'access');
      const before = await verifier.verify(tokens.AccessToken);
      const { AuthenticationResult } = await refresh(client, tokens.RefreshToken, flow);
      expect(AuthenticationResult).not.toHaveProperty('RefreshToken');
      const after = verifier.verifySync(AuthenticationResult?.AccessToken ?? '');
      expect(after).toMatchObject({ auth_time: before.auth_time, origin_jti: before.origin_jti });
      expect(after.jti).not.toBe(before.jti);
      const later = verifier.verifySync((await client.tokens()).AccessToken);
      expect(later.origin_jti).not.toBe(before.origin_jti);
    },
  );

  it.each<[string, string, (client: ContractClient, pool: ContractPool, token: string) => unknown]>([
    ['a revoked token', REVOKED_REFRESH_TOKEN, (client, _, token) => client.revoke(token)],
    ['a deleted user', NO_USER, (_, pool) => pool.deleteUser('ada')],
  ])('refuses %s', async (_, refusal, change) => {
    const { pool, client, tokens } = await setUp();
    await change(client, pool, tokens.RefreshToken);
    expect(await refusalOf(refresh(client, tokens.RefreshToken))).toBe(refusal);
  });

  it('refuses an unknown token, one of another client, and no token', async () => {
    const { pool, client, tokens } = await setUp();
    expect(await refusalOf(refresh(client, GARBAGE))).toBe(INVALID_REFRESH_TOKEN);
    expect(await refusalOf(refresh(await pool.createClient(), tokens.RefreshToken))).toBe(INVALID_REFRESH_TOKEN);
    expect(await refusalOf(client.initiate('REFRESH_TOKEN_AUTH', {}))).toBe(
      'InvalidParameterException: Missing required parameter REFRESH_TOKEN',
    );
  });

  it.each<[string, ClientRequest]>([
    ['does not allow the flow', { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
    ['rotates refresh tokens', ROTATING],
  ])('fails if the app client %s', async (_, clientRequest) => {
    const { client, tokens } = await setUp(clientRequest);
    expect(await refusalOf(refresh(client, tokens.RefreshToken))).toBe(
      'InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client',
    );
  });
});

describe('GetTokensFromRefreshToken', () => {
  it.each<[ClientRequest]>([[{}], [{ GenerateSecret: true }], [{ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }]])(
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

  it('returns a new refresh token with rotation, and accepts the old one for the grace period', async () => {
    const { client, tokens } = await setUp({ ...ROTATING, GenerateSecret: true });
    const first = await client.refresh(tokens.RefreshToken);
    expect(first?.RefreshToken).not.toBe(tokens.RefreshToken);
    expect(await client.refresh(tokens.RefreshToken)).toHaveProperty('RefreshToken');
    expect(await client.refresh(first?.RefreshToken ?? '')).toHaveProperty('RefreshToken');
  });

  const [PUBLIC, CONFIDENTIAL, SECRET] = [{ GenerateSecret: false }, { GenerateSecret: true }, 'x'.repeat(51)];
  it.each<[string, ClientRequest, string | undefined, string]>([
    [
      'no secret',
      CONFIDENTIAL,
      undefined,
      'NotAuthorizedException: Client ID is configured for secret but secret was not received',
    ],
    ['a wrong secret', CONFIDENTIAL, SECRET, 'NotAuthorizedException: Unable to verify secret for client ID'],
    [
      'a secret for a public client',
      PUBLIC,
      SECRET,
      'InvalidParameterException: App client ID is not configured for secret but secret was received',
    ],
  ])('refuses %s', async (_, clientRequest, ClientSecret, refusal) => {
    const { client, tokens } = await setUp(clientRequest);
    const actual = await refusalOf(client.refresh(tokens.RefreshToken, { ClientSecret }));
    expect(actual.replace(client.id, 'ID')).toBe(refusal);
  });

  it('refuses unknown and revoked tokens and those of another client', async () => {
    const [{ client, tokens }, other] = [await setUp(), await setUp()];
    expect(await refusalOf(client.refresh(GARBAGE))).toBe(INVALID_REFRESH_TOKEN);
    expect(await refusalOf(other.client.refresh(tokens.RefreshToken))).toBe(INVALID_REFRESH_TOKEN);
    await client.revoke(tokens.RefreshToken);
    expect(await refusalOf(client.refresh(tokens.RefreshToken))).toBe(REVOKED_REFRESH_TOKEN);
  });

  it('keeps one sign-in with rotation, which any of its refresh tokens revokes', async () => {
    const { client, tokens } = await setUp({ ...ROTATING, GenerateSecret: true });
    const second = (await client.refresh(tokens.RefreshToken))?.RefreshToken ?? '';
    await client.revoke(second);
    expect(await refusalOf(client.refresh(second))).toBe(REVOKED_REFRESH_TOKEN);
    expect(await refusalOf(client.refresh(tokens.RefreshToken))).toBe(REVOKED_REFRESH_TOKEN);
  });
});

describe('RevokeToken', () => {
  it('succeeds also for a revoked and an unknown token', async () => {
    const { client, tokens } = await setUp();
    for (const token of [tokens.RefreshToken, tokens.RefreshToken, GARBAGE]) {
      await client.revoke(token);
    }
    expect(await refusalOf(client.refresh(tokens.RefreshToken))).toBe(REVOKED_REFRESH_TOKEN);
  });

  it.each<[string, string, ClientRequest, Partial<RevokeTokenCommandInput>]>([
    ['an unknown client', 'UnauthorizedException', {}, { ClientId: 'unknown' }],
    ['a secret for a public client', 'UnauthorizedException', {}, { ClientSecret: 's'.repeat(51) }],
    [
      'a confidential client without its secret',
      'UnauthorizedException',
      { GenerateSecret: true },
      { ClientSecret: undefined },
    ],
    ['a wrong secret', 'UnauthorizedException', { GenerateSecret: true }, { ClientSecret: 'w'.repeat(51) }],
    ['a client without revocation', 'UnsupportedOperationException', { EnableTokenRevocation: false }, {}],
  ])('refuses %s', async (_, exception, clientRequest, more) => {
    const { client, tokens } = await setUp(clientRequest);
    expect(await refusalOf(client.revoke(tokens.RefreshToken, more))).toMatch(new RegExp(`^${exception}`));
  });

  it('refuses an access token, and a token of another client', async () => {
    const { pool, client, tokens } = await setUp();
    expect(await refusalOf(client.revoke(tokens.AccessToken))).toMatch(/^UnsupportedTokenTypeException/);
    const other = await pool.createClient();
    expect(await refusalOf(other.revoke(tokens.RefreshToken))).toMatch(/^UnauthorizedException/);
  });

  it('accepts the secret of a confidential client', async () => {
    const { client, tokens } = await setUp({ GenerateSecret: true });
    await client.revoke(tokens.RefreshToken);
    expect(await refusalOf(client.refresh(tokens.RefreshToken))).toBe(REVOKED_REFRESH_TOKEN);
  });
});

describe('an access token', () => {
  const getUser = (AccessToken: string) => service.sdk.send(new GetUserCommand({ AccessToken }));

  it('identifies its user', async () => {
    const pool = await service.createPool();
    await pool.addUser('ada', { email: 'ada@example.com' });
    const { AccessToken } = await (await pool.createClient()).tokens();
    const user = await getUser(AccessToken);
    expect(user.Username).toBe('ada');
    expect(user.UserAttributes).toContainEqual({ Name: 'email', Value: 'ada@example.com' });
  });

  it('deletes its user, once', async () => {
    const { pool, tokens } = await setUp();
    const deletion = { AccessToken: tokens.AccessToken };
    await service.sdk.send(new DeleteUserCommand(deletion));
    expect(await refusalOf(pool.getUser('ada'))).toBe(NO_USER);
    expect(await refusalOf(service.sdk.send(new DeleteUserCommand(deletion)))).toBe(NO_USER);
  });

  it('does not authorize a disabled user', async () => {
    const { pool, tokens } = await setUp();
    await service.sdk.send(new AdminDisableUserCommand({ UserPoolId: pool.id, Username: 'ada' }));
    expect(await refusalOf(getUser(tokens.AccessToken))).toBe('NotAuthorizedException: User is disabled.');
  });

  type Tokens = Awaited<ReturnType<ContractClient['tokens']>>;
  it.each<[string, string, (tokens: Tokens, client: ContractClient) => string | Promise<string>]>([
    ['garbage', 'Invalid Access Token', () => 'a.b.c'],
    ['an ID token', 'Invalid Access Token', ({ IdToken }) => IdToken],
    [
      'another signature',
      'Could not verify signature for Access Token',
      ({ AccessToken }) => `${AccessToken.slice(0, -8)}AAAAAAAA`,
    ],
    [
      'the key of another token',
      'Could not verify signature for Access Token',
      ({ AccessToken, IdToken }) => [IdToken.split('.')[0], ...AccessToken.split('.').slice(1)].join('.'),
    ],
    [
      'a revoked token',
      'Access Token has been revoked',
      async ({ AccessToken, RefreshToken }, client) => {
        await client.revoke(RefreshToken);
        return AccessToken;
      },
    ],
  ])('is refused: %s', async (_, message, tokenOf) => {
    const { client, tokens } = await setUp();
    expect(await refusalOf(getUser(await tokenOf(tokens, client)))).toBe(`NotAuthorizedException: ${message}`);
  });
});
