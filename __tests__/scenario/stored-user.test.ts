// Verify that mode stored signs in a user from secrets, without AWS credentials, and that post never deletes that user.
import { describe, expect, it } from '@jest/globals';
import { credentialVariables } from '../support/credential-variables.ts';
import { type FixtureOptions, onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('stored-user.test.ts');

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

  it.each([
    ['the user pool', (region: string) => ({ 'aws-region': '', 'user-pool-id': `${region}_AbCdEf123` }), {}],
    ['AWS_REGION', () => ({ 'aws-region': '' }), { AWS_REGION: 'eu-west-1' }],
    ['AWS_DEFAULT_REGION', () => ({ 'aws-region': '' }), { AWS_DEFAULT_REGION: 'eu-west-1' }],
  ])('takes the region from %s', async (_, change, env) => {
    const { pool, job, inputs } = await startScenario();
    const main = await job.uses({ with: { ...inputs, ...change(pool.settings.region) }, env });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  });
});

describe('post', () => {
  it('revokes the refresh token and leaves the user', async () => {
    const { emulator, pool, client, job, inputs } = await startScenario();
    const { outputs } = await job.uses({ with: inputs });
    expect(outputs).toMatchObject({ USERNAME, PASSWORD, SUB: pool.users[0]?.attributes['sub'] });
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(post.log).toBe('Revoked the refresh token of the stored user.\n');
    expect(emulator.requests.at(-1)).toMatchObject({
      operation: 'RevokeToken',
      signed: false,
      status: 200,
      body: { Token: outputs['REFRESH_TOKEN'], ClientId: client.id },
    });
    expect(pool.users).toHaveLength(1);
  });

  it('makes no call with revoke-token: false', async () => {
    const { emulator, job, inputs } = await startScenario();
    await job.uses({ with: { ...inputs, 'revoke-token': 'false' } });
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(operationsOf(emulator)).toStrictEqual(['InitiateAuth']);
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
