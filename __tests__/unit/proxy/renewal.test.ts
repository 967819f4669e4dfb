// Verify what a renewal gives, and that no refresh token is lost, whatever fails after the refresh.
import { describe, expect, it } from '@jest/globals';
import { createRenewal, firstTokenSet, type RenewalDeps } from '../../../src/proxy/renewal.ts';
import { Progress } from '../../../src/sign-in/progress.ts';
import { type FakeCognitoOptions, fakeCognito, fakeDeps, IDENTITY, serviceFailure, unparsedTokens } from '../fakes.ts';

const APP_CLIENT = { region: 'eu-west-1', clientId: 'a-client', clientSecret: undefined };

const identity = {
  target: { region: 'eu-west-1', identityPoolId: 'eu-west-1:a-pool' },
  userPoolId: 'eu-west-1_abc',
  roleArn: undefined,
  identityId: IDENTITY.identityId,
  credentials: { ...IDENTITY.credentials, expiresAt: IDENTITY.credentials.expiresAt.toISOString() },
};

const user = {
  kind: 'user',
  ...unparsedTokens({ refreshToken: 'saved' }),
  appClient: APP_CLIENT,
  deviceKey: undefined,
  clientMetadata: {},
} as const;

const client = {
  kind: 'client',
  accessToken: unparsedTokens().accessToken,
  clientId: 'a-client',
  clientSecret: 'shh',
  tokenSource: { kind: 'token-endpoint', domain: 'auth.example.com' },
  scopes: [],
  clientMetadata: {},
} as const;

function connectTo(answers: FakeCognitoOptions = {}): () => Promise<RenewalDeps> {
  const { tokenEndpoint, clock } = fakeDeps([]);
  const progress = new Progress(clock, () => undefined);
  return () => Promise.resolve({ cognito: fakeCognito([], answers), tokenEndpoint, progress });
}

describe('the first token set', () => {
  it('is what main got, and expires with the AWS credentials if there are any', () => {
    const { accessToken } = unparsedTokens();
    expect(firstTokenSet({ tokens: user, identity })).toMatchObject({
      tokens: { kind: 'user', accessToken },
      credentials: IDENTITY.credentials,
      expiresAt: IDENTITY.credentials.expiresAt,
    });
    expect(firstTokenSet({ tokens: client, identity: undefined })).toStrictEqual({
      tokens: { kind: 'client', accessToken, expiresAt: new Date('2026-01-01T00:30:00Z') },
      credentials: undefined,
      expiresAt: new Date('2026-01-01T00:30:00Z'),
    });
  });

  it('names the service whose tokens cannot be read', () => {
    const first = (tokens: Parameters<typeof firstTokenSet>[0]['tokens']) =>
      firstTokenSet({ tokens, identity: undefined });
    expect(() => first({ ...user, accessToken: 'x' })).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ source: 'user pool' }) }),
    );
    expect(() => first({ ...client, accessToken: 'x' })).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ source: 'token endpoint' }) }),
    );
  });
});

it('gets new AWS credentials for the new ID token', async () => {
  const { renew } = createRenewal({ tokens: user, identity }, connectTo());
  expect(await renew()).toMatchObject({ credentials: IDENTITY.credentials, expiresAt: IDENTITY.credentials.expiresAt });
});

it('signs an app client in again, which has no refresh token', async () => {
  const { renew, rotation } = createRenewal({ tokens: client, identity: undefined }, connectTo());
  expect(await renew()).toMatchObject({ tokens: { kind: 'client' }, credentials: undefined });
  expect(rotation()).toBeUndefined();
});

it('uses each rotated refresh token once, also if the AWS credentials after it fail', async () => {
  const given: string[] = [];
  const failure = serviceFailure('throttled');
  const connect = connectTo({
    refreshTokens: ({ refreshToken }) =>
      Promise.resolve(unparsedTokens({ refreshToken: `rotated ${given.push(refreshToken)}` })),
    fetchCredentials: () => Promise.reject(failure),
  });
  const { renew, rotation } = createRenewal({ tokens: user, identity }, connect);
  expect(rotation()).toBeUndefined();
  await expect(renew()).rejects.toBe(failure);
  expect(rotation()).toStrictEqual({ saved: 'saved', newest: 'rotated 1' });
  await expect(renew()).rejects.toBe(failure);
  expect(given).toStrictEqual(['saved', 'rotated 1']);
  expect(rotation()).toStrictEqual({ saved: 'saved', newest: 'rotated 2' });
});
