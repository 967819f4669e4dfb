// Verify that no refresh token is lost, whatever fails after the refresh.
import { expect, it } from '@jest/globals';
import { createRenewal, type RenewalDeps } from '../../../src/proxy/renewal.ts';
import { Progress } from '../../../src/sign-in/progress.ts';
import { fakeCognito, fakeDeps, IDENTITY, serviceFailure, unparsedTokens } from '../fakes.ts';

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

it('uses each rotated refresh token once, also if the AWS credentials after it fail', async () => {
  const given: string[] = [];
  const failure = serviceFailure('throttled');
  const { tokenEndpoint, clock } = fakeDeps([]);
  const deps: RenewalDeps = {
    cognito: fakeCognito([], {
      refreshTokens: ({ refreshToken }) =>
        Promise.resolve(unparsedTokens({ refreshToken: `rotated ${given.push(refreshToken)}` })),
      fetchCredentials: () => Promise.reject(failure),
    }),
    tokenEndpoint,
    progress: new Progress(clock, () => undefined),
  };
  const { renew, rotation } = createRenewal({ tokens: user, identity }, () => Promise.resolve(deps));
  expect(rotation()).toBeUndefined();
  await expect(renew()).rejects.toBe(failure);
  expect(rotation()).toStrictEqual({ saved: 'saved', newest: 'rotated 1' });
  await expect(renew()).rejects.toBe(failure);
  expect(given).toStrictEqual(['saved', 'rotated 1']);
  expect(rotation()).toStrictEqual({ saved: 'saved', newest: 'rotated 2' });
});
