/** Probes of calls with tokens: refresh, revocation, DeleteUser. */
import {
  DeleteUserCommand,
  GetTokensFromRefreshTokenCommand,
  type GetTokensFromRefreshTokenCommandInput,
  type GetTokensFromRefreshTokenCommandOutput,
  RevokeTokenCommand,
  type RevokeTokenCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import type { PreparedPool } from '../pools/prepared.ts';
import { createUser, newUsername } from '../pools/users.ts';
import { GARBAGE_TOKEN, initiateAuth, signIn } from './calls.ts';
import { type Probe, probing } from './probe.ts';

type Members = Partial<GetTokensFromRefreshTokenCommandInput>;

async function getTokens(pool: PreparedPool, members: Members): Promise<GetTokensFromRefreshTokenCommandOutput> {
  const { id, secret } = pool.client('web');
  const RefreshToken = members.RefreshToken ?? (await signIn(pool)).RefreshToken;
  return pool.side.cognito.send(
    new GetTokensFromRefreshTokenCommand({
      ClientId: id,
      ...(secret !== undefined && { ClientSecret: secret }),
      ...members,
      RefreshToken,
    }),
  );
}

function revoke(
  pool: PreparedPool,
  token: string | undefined,
  secret = pool.client('web').secret,
): Promise<RevokeTokenCommandOutput> {
  return pool.side.cognito.send(
    new RevokeTokenCommand({
      ClientId: pool.client('web').id,
      Token: token,
      ...(secret !== undefined && { ClientSecret: secret }),
    }),
  );
}

const REFRESHING: readonly Probe[] = [
  probing('plain', 'GetTokensFromRefreshToken', (pool) => getTokens(pool, {}), 'GetTokensFromRefreshToken'),
  probing('plain', 'GetTokensFromRefreshToken: no refresh token', (pool) =>
    getTokens(pool, { RefreshToken: GARBAGE_TOKEN }),
  ),
  probing('plain', 'GetTokensFromRefreshToken: the refresh token is revoked', async (pool) => {
    const { RefreshToken = '' } = await signIn(pool);
    await revoke(pool, RefreshToken);
    return getTokens(pool, { RefreshToken });
  }),
  probing('plain', 'InitiateAuth: REFRESH_TOKEN_AUTH', async (pool) => {
    const { RefreshToken = '' } = await signIn(pool);
    return initiateAuth(pool, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken });
  }),
  probing('plain', 'InitiateAuth: REFRESH_TOKEN_AUTH with no refresh token', (pool) =>
    initiateAuth(pool, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: GARBAGE_TOKEN }),
  ),
  probing('confidential', 'GetTokensFromRefreshToken', (pool) => getTokens(pool, {})),
  probing('confidential', 'GetTokensFromRefreshToken: a wrong client secret', (pool) =>
    getTokens(pool, { ClientSecret: 'w'.repeat(51) }),
  ),
];

const REVOKING: readonly Probe[] = [
  probing('plain', 'RevokeToken', async (pool) => revoke(pool, (await signIn(pool)).RefreshToken)),
  probing('plain', 'RevokeToken: an access token', async (pool) => revoke(pool, (await signIn(pool)).AccessToken)),
  probing('plain', 'RevokeToken: no token at all', (pool) => revoke(pool, GARBAGE_TOKEN)),
  probing('confidential', 'RevokeToken: a wrong client secret', async (pool) =>
    revoke(pool, (await signIn(pool)).RefreshToken, 'w'.repeat(51)),
  ),
];

const DELETING: readonly Probe[] = [
  probing('plain', 'DeleteUser', async (pool) => {
    const { username, password } = await createUser(pool, { username: newUsername(pool) });
    const { AuthenticationResult: tokens } = await initiateAuth(pool, 'USER_PASSWORD_AUTH', {
      USERNAME: username,
      PASSWORD: password,
    });
    return pool.side.cognito.send(new DeleteUserCommand({ AccessToken: tokens?.AccessToken }));
  }),
  probing('plain', 'DeleteUser: no access token', ({ side }) =>
    side.cognito.send(new DeleteUserCommand({ AccessToken: GARBAGE_TOKEN })),
  ),
  probing('plain', 'DeleteUser: the user is deleted already', async (pool) => {
    const { username, password } = await createUser(pool, { username: newUsername(pool) });
    const { AuthenticationResult: tokens } = await initiateAuth(pool, 'USER_PASSWORD_AUTH', {
      USERNAME: username,
      PASSWORD: password,
    });
    const deletion = { AccessToken: tokens?.AccessToken };
    await pool.side.cognito.send(new DeleteUserCommand(deletion));
    return pool.side.cognito.send(new DeleteUserCommand(deletion));
  }),
];

export const TOKENS: readonly Probe[] = [...REFRESHING, ...REVOKING, ...DELETING];
