// Verify that the proxy's process gets no more than it needs, what a renewal gives, and that no refresh token is lost.
import { describe, expect, it } from '@jest/globals';
import { createRenewal, firstTokenSet, type RenewalDeps } from '../../../src/proxy/renewal.ts';
import { identitySettings, type TokenSettings, tokenSettings } from '../../../src/proxy/settings.ts';
import { Progress } from '../../../src/sign-in/progress.ts';
import * as fakes from '../fakes.ts';
import * as given from '../given-inputs.ts';

const { IDENTITY, unparsedTokens } = fakes;
const { credentials } = IDENTITY;
const UNPARSED = unparsedTokens({ refreshToken: 'saved' });

const identity = {
  target: { region: 'eu-west-1', identityPoolId: IDENTITY.identityId },
  userPoolId: 'eu-west-1_AbCdEf123',
  roleArn: undefined,
  identityId: IDENTITY.identityId,
  credentials: { ...credentials, expiresAt: '2026-01-01T00:20:00.000Z' },
};

const user = {
  kind: 'user',
  ...UNPARSED,
  appClient: { region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: undefined },
  deviceKey: 'a-device',
  clientMetadata: { tenant: 'acme' },
} as const;

const client = {
  kind: 'client',
  accessToken: UNPARSED.accessToken,
  clientId: '4kfr83e5pagh',
  clientSecret: 'shh',
  tokenSource: { kind: 'token-endpoint', domain: 'https://auth.example.com' },
  scopes: ['orders/read'],
  clientMetadata: {},
} as const;

function connectTo(answers: fakes.FakeCognitoOptions = {}): () => Promise<RenewalDeps> {
  const { tokenEndpoint, clock } = fakes.fakeDeps([]);
  const progress = new Progress(clock, () => undefined);
  return () => Promise.resolve({ cognito: fakes.fakeCognito([], answers), tokenEndpoint, progress });
}

describe('the settings of the proxy', () => {
  const pool = { 'identity-pool-id': IDENTITY.identityId };
  const proxied = { 'proxy-to': 'https://api.example.com' };
  const signed: given.Given = { ...given.ephemeral, ...pool, ...proxied, 'proxy-auth': 'sigv4' };

  it.each([
    ['a user, without the password', { ...given.stored, 'client-metadata': 'tenant=acme' }, fakes.USER_TOKENS, user],
    ['an app client', { ...given.client, scopes: 'orders/read' }, fakes.CLIENT_TOKENS, client],
  ])('have the tokens of %s', (_, inputs, tokens, settings) => {
    const session = { user: { username: 'ada', password: 'Engine-1843' }, tokens: { ...tokens, ...UNPARSED } };
    expect(tokenSettings(given.configOf(inputs), session, 'a-device')).toStrictEqual(settings);
  });

  it.each<[title: string, inputs: given.Given, settings: typeof identity | undefined]>([
    ['the AWS credentials if requests are signed', signed, identity],
    ['no AWS credentials with a token', { ...signed, 'proxy-auth': 'token' }, undefined],
    ['no AWS credentials without a proxy', { ...given.ephemeral, ...pool }, undefined],
    ['no AWS credentials of an app client', { ...given.client, ...proxied }, undefined],
  ])('have %s', (_, inputs, settings) => {
    expect(identitySettings(given.configOf(inputs), IDENTITY)).toStrictEqual(settings);
  });
});

describe('the first token set', () => {
  it('is what main got, and expires with the AWS credentials if there are any', () => {
    const { accessToken } = UNPARSED;
    const { expiresAt } = credentials;
    expect(firstTokenSet({ tokens: user, identity })).toMatchObject({
      tokens: { accessToken },
      credentials,
      expiresAt,
    });
    expect(firstTokenSet({ tokens: client, identity: undefined })).toStrictEqual({
      tokens: { kind: 'client', accessToken, expiresAt: new Date('2026-01-01T00:30:00Z') },
      credentials: undefined,
      expiresAt: new Date('2026-01-01T00:30:00Z'),
    });
  });

  it.each<[source: string, settings: TokenSettings]>([
    ['user pool', user],
    ['token endpoint', client],
  ])('names the %s whose tokens cannot be read', (source, settings) => {
    const first = () => firstTokenSet({ tokens: { ...settings, accessToken: 'x' }, identity: undefined });
    expect(first).toThrow(expect.objectContaining({ failure: expect.objectContaining({ source }) }));
  });
});

it('gets new AWS credentials for the new ID token', async () => {
  const { renew } = createRenewal({ tokens: user, identity }, connectTo());
  expect(await renew()).toMatchObject({ credentials, expiresAt: credentials.expiresAt });
});

it('signs an app client in again, which has no refresh token', async () => {
  const { renew, rotation } = createRenewal({ tokens: client, identity: undefined }, connectTo());
  expect(await renew()).toMatchObject({ tokens: { kind: 'client' }, credentials: undefined });
  expect(rotation()).toBeUndefined();
});

it('uses each rotated refresh token once, also if the AWS credentials after it fail', async () => {
  const used: string[] = [];
  const failure = fakes.serviceFailure('throttled');
  const connect = connectTo({
    refreshTokens: ({ refreshToken }) =>
      Promise.resolve(unparsedTokens({ refreshToken: `rotated ${used.push(refreshToken)}` })),
    fetchCredentials: () => Promise.reject(failure),
  });
  const { renew, rotation } = createRenewal({ tokens: user, identity }, connect);
  expect(rotation()).toBeUndefined();
  await expect(renew()).rejects.toBe(failure);
  expect(rotation()).toStrictEqual({ saved: 'saved', newest: 'rotated 1' });
  await expect(renew()).rejects.toBe(failure);
  expect(used).toStrictEqual(['saved', 'rotated 1']);
  expect(rotation()).toStrictEqual({ saved: 'saved', newest: 'rotated 2' });
});
