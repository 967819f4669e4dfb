import { GetTokensFromRefreshTokenCommand, RevokeTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { AppClient, AppClientRequest } from '../src/app-client.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { refresh, refusalOf, sdkFor, secretHashOf, start } from './sdk.ts';

const dayMs = 24 * 60 * 60 * 1000;
const rotating: AppClientRequest = { refreshTokenRotation: { gracePeriodSeconds: 10 } };

const given = emulatorPerTest();

function secretOf({ secret }: AppClient): object {
  return secret === undefined ? {} : { ClientSecret: secret };
}

async function signedIn(clientRequest: AppClientRequest = {}) {
  const pool = given.emulator.createPool();
  pool.addUser({ username: 'ada', password: 'Correct-1' });
  const client = pool.createClient({
    flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    ...clientRequest,
  });
  const sdk = sdkFor(given.emulator);
  const parameters = { USERNAME: 'ada', PASSWORD: 'Correct-1', ...secretHashOf(client, 'ada') };
  const { AuthenticationResult } = await start(sdk, client, 'USER_PASSWORD_AUTH', parameters);
  const exchange = async (RefreshToken: string, more: object = secretOf(client)) => {
    const command = new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId: client.id, ...more });
    return (await sdk.send(command)).AuthenticationResult;
  };
  const revoke = (Token: string) =>
    sdk.send(new RevokeTokenCommand({ Token, ClientId: client.id, ...secretOf(client) }));
  return { pool, client, sdk, exchange, revoke, refreshToken: AuthenticationResult?.RefreshToken ?? '' };
}

describe('GetTokensFromRefreshToken', () => {
  it('returns a new refresh token with rotation, and accepts the old one for the grace period', async () => {
    const { exchange, refreshToken } = await signedIn({ ...rotating, secret: true });
    const first = await exchange(refreshToken);
    expect(first?.RefreshToken).not.toBe(refreshToken);
    given.now += 9_999;
    await expect(exchange(refreshToken)).resolves.toHaveProperty('RefreshToken');
    given.now += 1;
    expect(await refusalOf(exchange(refreshToken))).toMatch(/^RefreshTokenReuseException/);
    await expect(exchange(first?.RefreshToken ?? '')).resolves.toHaveProperty('RefreshToken');
  });

  it('returns a refresh token that expires with the first one', async () => {
    const { exchange, refreshToken } = await signedIn(rotating);
    given.now += 29 * dayMs;
    const second = (await exchange(refreshToken))?.RefreshToken ?? '';
    given.now += dayMs;
    expect(await refusalOf(exchange(second))).toBe('NotAuthorizedException: Refresh Token has expired');
  });

  it('passes client metadata to the pre token generation trigger', async () => {
    const { pool, exchange, refreshToken } = await signedIn();
    await exchange(refreshToken, { ClientMetadata: { stage: 'test' } });
    expect(pool.triggerCalls.at(-1)).toStrictEqual({
      source: 'TokenGeneration_RefreshTokens',
      username: 'ada',
      clientMetadata: { stage: 'test' },
    });
  });

  it('can be unknown to the endpoint', async () => {
    const { exchange, refreshToken, sdk, client } = await signedIn();
    given.emulator.forgetOperation('GetTokensFromRefreshToken');
    expect(await refusalOf(exchange(refreshToken))).toMatch(/^UnknownOperationException/);
    await expect(refresh(sdk, client.id, { REFRESH_TOKEN: refreshToken })).resolves.toHaveProperty(
      'AuthenticationResult',
    );
  });
});
