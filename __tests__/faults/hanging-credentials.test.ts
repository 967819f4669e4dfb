// Verify that post deletes the user although the credentials that it asks for never come.
import { expect, it } from '@jest/globals';
import { onlyPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const ARN = 'arn:aws:iam::123456789012:role/api-tests';

it.each(['github-oidc', 'AssumeRoleWithWebIdentity'])('a user deletes itself while %s hangs', async (operation) => {
  const { emulator, pool, job, inputs } = await startFixture({ credentials: false, clockSpeed: 5 });
  const { requestUrl, requestToken } = emulator.oidc;
  Object.assign(job.env, {
    ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
  });
  emulator.addRole({ arn: ARN });
  const main = await job.uses({ with: { ...inputs, 'role-to-assume': ARN } });
  expect(main).toMatchObject({ outcome: 'success' });
  const before = emulator.requests.length;
  emulator.injectFault({ operation, kind: 'hang', times: 99 });
  const post = await onlyPost(job);
  expect(post).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expect(post.log).toContain('with its own access token');
  expect(pool.users).toStrictEqual([]);
  const [first, ...others] = emulator.requests.slice(before);
  expect(Number(others.at(-1)?.at) - Number(first?.at)).toBeLessThan(30_000);
});
