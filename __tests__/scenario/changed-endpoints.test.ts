// Verify that post calls the same endpoints as main, whatever a later step exports.
import { expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from 'cognito-emulator';
import { onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';
import { oidcVariables } from '../support/oidc-variables.ts';
import { useCleanup } from '../support/use-cleanup.ts';

const startFixture = useFixtures();

const onTestEnd = useCleanup();

/** Starts a second emulator, which post must not call. */
async function startOtherEmulator(): Promise<Emulator> {
  const other = await startEmulator();
  onTestEnd(() => other.close());
  return other;
}

const ARN = 'arn:aws:iam::123456789012:role/api-tests';

it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL_STS'])(
  'post calls the endpoints of main after a step has changed %s',
  async (variable) => {
    const { emulator, pool, job, inputs } = await startFixture({ credentials: false });
    emulator.addRole({ arn: ARN });
    Object.assign(job.env, oidcVariables(emulator.oidc));
    await job.uses({ with: { ...inputs, 'role-to-assume': ARN } });
    const other = await startOtherEmulator();
    job.env[variable] = other.url;
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
    expect(operationsOf(emulator).slice(-2)).toStrictEqual(['AssumeRoleWithWebIdentity', 'AdminDeleteUser']);
    expect(other.requests).toStrictEqual([]);
  },
);

it('post calls the endpoints of main after a step has set AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', async () => {
  const { pool, job, inputs } = await startFixture();
  await job.uses({ with: inputs });
  job.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = 'true';
  expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
  expect(pool.users).toStrictEqual([]);
});

it('post ignores an invalid endpoint that a step has set', async () => {
  const { pool, job, inputs } = await startFixture();
  await job.uses({ with: inputs });
  job.env['AWS_ENDPOINT_URL_STS'] = 'localhost:4566';
  expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
  expect(pool.users).toStrictEqual([]);
});
