// Verify that post calls what main called, whatever a later step exports.
import { afterEach, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '../support/emulator/index.ts';
import { onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const others: Emulator[] = [];
afterEach(async () => {
  await Promise.all(others.splice(0).map((other) => other.close()));
});

/** Another service than the one that main called. */
async function startOther(): Promise<Emulator> {
  const other = await startEmulator();
  others.push(other);
  return other;
}

const ARN = 'arn:aws:iam::123456789012:role/api-tests';

it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_STS'])(
  'post goes on where main was when %s changes',
  async (variable) => {
    const { emulator, pool, job, inputs } = await startFixture({ credentials: false });
    emulator.addRole({ arn: ARN });
    const { requestUrl, requestToken } = emulator.oidc;
    Object.assign(job.env, { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken });
    await job.uses({ with: { ...inputs, 'role-to-assume': ARN } });
    const other = await startOther();
    job.env[variable] = other.url;
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
    expect(operationsOf(emulator).slice(-2)).toStrictEqual(['AssumeRoleWithWebIdentity', 'AdminDeleteUser']);
    expect(other.requests).toStrictEqual([]);
  },
);

it('post goes on where main was when AWS_IGNORE_CONFIGURED_ENDPOINT_URLS comes in between', async () => {
  const { pool, job, inputs } = await startFixture();
  await job.uses({ with: inputs });
  job.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = 'true';
  expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
  expect(pool.users).toStrictEqual([]);
});

it('an address that comes in between and is none does no harm', async () => {
  const { pool, job, inputs } = await startFixture();
  await job.uses({ with: inputs });
  job.env['AWS_ENDPOINT_URL_STS'] = 'localhost:4566';
  expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
  expect(pool.users).toStrictEqual([]);
});
