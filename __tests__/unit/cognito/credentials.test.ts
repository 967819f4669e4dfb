import { expect, it } from '@jest/globals';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type FetchIdToken, roleCredentials } from '../../../src/cognito/credentials.ts';
import { fakeClock } from '../fakes.ts';

const ROLE = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };

/** No test reaches STS. */
const unreachable = new NodeHttpHandler();
unreachable.handle = () => Promise.reject(new Error('unreachable'));

function getCredentials(
  fetchIdToken: FetchIdToken,
  mask: (secret: string) => void = () => undefined,
): Promise<unknown> {
  return roleCredentials(ROLE, {
    mask,
    clock: fakeClock([]),
    region: 'eu-west-1',
    run: { runId: '1658821493', runAttempt: '2', temporaryFolder: '/temp' },
    requestHandler: unreachable,
    fetchIdToken,
  })();
}

it.each([
  ['Failed to get ID Token. \n Error Code : 403\n canary', { code: 'id-token-refused', status: 403 }],
  ['Failed to get ID Token. \n Error Code : 4031', { code: 'id-token-failed' }],
  ['canary', { code: 'id-token-failed' }],
])('an OIDC client that fails with %j means %j', async (message, failure) => {
  await expect(getCredentials(() => Promise.reject(new Error(message)))).rejects.toMatchObject({
    failure,
    message: expect.not.stringContaining('canary'),
  });
});

it('a job without the permission gets no token, and the error says so', async () => {
  await expect(getCredentials(() => Promise.resolve(undefined))).rejects.toMatchObject({
    failure: { code: 'id-token-unavailable' },
  });
});

it('masks the parts of the token before STS gets it', async () => {
  const masked: string[] = [];
  const token = 'a-header.a-long-payload.a-signature';
  const credentials = getCredentials(
    () => Promise.resolve(token),
    (secret) => masked.push(secret),
  );
  await expect(credentials).rejects.toMatchObject({ failure: { call: { operation: 'AssumeRoleWithWebIdentity' } } });
  expect(masked).toStrictEqual([token, 'a-long-payload', 'a-signature']);
});
