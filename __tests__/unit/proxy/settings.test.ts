// Verify what the proxy's process gets, which is no more than it needs to renew what it adds to requests.
import { describe, expect, it } from '@jest/globals';
import { identitySettings, tokenSettings } from '../../../src/proxy/settings.ts';
import type { Tokens } from '../../../src/tokens.ts';
import { CLIENT_TOKENS, IDENTITY, USER_TOKENS } from '../fakes.ts';
import { client, configOf, ephemeral, type Given, stored } from '../given-inputs.ts';

function settingsOf(given: Given, tokens: Tokens) {
  return tokenSettings(configOf(given), { user: { username: 'ada', password: 'Engine-1843' }, tokens }, 'a-device');
}

describe('the settings of the tokens', () => {
  it('are those of a user, without the password', () => {
    const appClient = { region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: undefined };
    expect(settingsOf({ ...stored, 'client-metadata': 'tenant=acme' }, USER_TOKENS)).toStrictEqual({
      kind: 'user',
      appClient,
      deviceKey: 'a-device',
      clientMetadata: { tenant: 'acme' },
      idToken: 'an.id.token',
      accessToken: 'an.access.token',
      refreshToken: 'a.refresh.token',
    });
  });

  it('are those of an app client', () => {
    expect(settingsOf({ ...client, scopes: 'orders/read' }, CLIENT_TOKENS)).toStrictEqual({
      kind: 'client',
      accessToken: 'a.b.c',
      clientId: '4kfr83e5pagh',
      clientSecret: 'shh',
      tokenSource: { kind: 'token-endpoint', domain: 'https://auth.example.com' },
      scopes: ['orders/read'],
      clientMetadata: {},
    });
  });
});

describe('the settings of the identity', () => {
  const pool = { 'identity-pool-id': IDENTITY.identityId };
  const signed: Given = { ...ephemeral, ...pool, 'proxy-to': 'https://api.example.com', 'proxy-auth': 'sigv4' };

  it('are there if requests are signed', () => {
    expect(identitySettings(configOf(signed), IDENTITY)).toStrictEqual({
      target: { region: 'eu-west-1', identityPoolId: IDENTITY.identityId },
      userPoolId: 'eu-west-1_AbCdEf123',
      roleArn: undefined,
      identityId: IDENTITY.identityId,
      credentials: { ...IDENTITY.credentials, expiresAt: '2026-01-01T00:20:00.000Z' },
    });
  });

  it.each<[why: string, given: Given]>([
    ['a token', { ...signed, 'proxy-auth': 'token' }],
    ['no proxy', { ...ephemeral, ...pool }],
    ['the token of an app client', { ...client, 'proxy-to': 'https://api.example.com' }],
  ])('are not there with %s', (_, given) => {
    expect(identitySettings(configOf(given), IDENTITY)).toBeUndefined();
  });
});
