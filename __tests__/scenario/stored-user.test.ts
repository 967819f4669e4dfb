// Verify that mode stored signs in a user from secrets, without AWS credentials, and that post never deletes that user.
import { describe, expect, it } from '@jest/globals';
import { credentialVariables } from '../support/credential-variables.ts';
import { type FixtureOptions, onlyPost, operationsOf, runMain, runPost, useFixtures } from '../support/fixture.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('client-secret-lost', 'revocation-disabled');

const USERNAME = 'ada@example.com';
const PASSWORD = 'Analytical-Engine-1843';

async function startScenario(options: FixtureOptions = {}) {
  const fixture = await startFixture({ pool: { usernameAttributes: ['email'] }, credentials: false, ...options });
  fixture.pool.addUser({ username: USERNAME, password: PASSWORD });
  const { 'user-pool-id': _, ...inputs } = fixture.inputs;
  const stored = { ...inputs, mode: 'stored', username: USERNAME, password: PASSWORD };
  return { ...fixture, inputs: { ...stored, 'aws-region': fixture.pool.settings.region } };
}

describe('main', () => {
  it('sends no AWS credentials even if the job has some', async () => {
    const { emulator, job, inputs } = await startScenario();
    Object.assign(job.env, credentialVariables(emulator.addPrincipal({ sessionToken: true })));
    expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success' });
    await job.post();
    expect(operationsOf(emulator)).toStrictEqual(['InitiateAuth', 'RevokeToken']);
    expect(emulator.violations).toStrictEqual([]);
  });

  it('takes the region from user-pool-id', async () => {
    const { job, inputs } = await startScenario();
    await runMain(job, { ...inputs, 'aws-region': '', 'user-pool-id': 'eu-west-1_AbCdEf123' });
  });
});

describe('post', () => {
  it('revokes the refresh token and leaves the user', async () => {
    const { emulator, pool, client, job, inputs } = await startScenario();
    const { outputs } = await job.uses({ with: inputs });
    expect(outputs).toMatchObject({ USERNAME, PASSWORD, SUB: pool.users[0]?.attributes['sub'] });
    const post = await runPost(job);
    expect(post.log).toBe('Revoked the refresh token of the stored user.\n');
    expect(emulator.requests.at(-1)).toMatchObject({
      operation: 'RevokeToken',
      signed: false,
      status: 200,
      body: { Token: outputs['REFRESH_TOKEN'], ClientId: client.id },
    });
    expect(pool.users).toHaveLength(1);
  });

  it('warns if the runner gives it no inputs, as in nested composite actions', async () => {
    const { job, inputs } = await startScenario({ client: { secret: true } });
    await job.uses({ with: inputs, postWith: {} });
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [{ level: 'warning' }] });
    expect(post.annotations[0]?.message).toMatch(/RevokeToken on .* nested composite action.*#client-secret-lost$/);
    expectHeading(post, 'client-secret-lost');
  });

  it('warns when the app client does not allow revocation', async () => {
    const { job, inputs } = await startScenario({ client: { enableTokenRevocation: false } });
    await job.uses({ with: inputs });
    const post = await onlyPost(job);
    expect(post.outcome).toBe('success');
    expect(post.annotations).toStrictEqual([
      { level: 'warning', message: expect.stringContaining('#revocation-disabled') },
    ]);
    expectHeading(post, 'revocation-disabled');
  });
});
