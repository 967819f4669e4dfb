// Verify that the action assumes a role itself, in main and again in post, and keeps its credentials inside the step.
import { describe, expect, it } from '@jest/globals';
import { type Fixture, type FixtureOptions, runMain, useFixtures } from '../support/fixture.ts';
import { oidcVariables } from '../support/oidc-variables.ts';
import { itDeep } from '../support/sample.ts';

const startFixture = useFixtures();

const ARN = 'arn:aws:iam::123456789012:role/api-tests';

async function startScenario(options: FixtureOptions = {}): Promise<Fixture> {
  const fixture = await startFixture({ ...options, credentials: false, job: { debug: true } });
  Object.assign(fixture.job.env, oidcVariables(fixture.emulator.oidc));
  return fixture;
}

describe('an assumed role', () => {
  it('signs the calls of main, and is assumed again for those of post, with the audience of the input', async () => {
    const { emulator, pool, job, inputs } = await startScenario();
    const role = emulator.addRole({ arn: ARN, audience: 'my-audience' });
    await runMain(job, { ...inputs, 'role-to-assume': ARN, audience: 'my-audience' });
    const [post] = await job.post();
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);

    expect(emulator.requests.map(({ operation }) => operation)).toStrictEqual([
      'github-oidc',
      'AssumeRoleWithWebIdentity',
      'AdminCreateUser',
      'AdminSetUserPassword',
      'InitiateAuth',
      'github-oidc',
      'AssumeRoleWithWebIdentity',
      'AdminDeleteUser',
    ]);
    expect(emulator.violations).toStrictEqual([]);
    expect(role.sessions.map(({ name, durationSeconds }) => [name, durationSeconds])).toStrictEqual([
      ['gha-1658821493-1', 900],
      ['gha-1658821493-1', 900],
    ]);
    expect(emulator.requests[2]?.headers['user-agent']).toContain('github-run/1658821493-1');
  });

  it('has masked credentials, which the debug output of Node.js does not show', async () => {
    const { emulator, job, inputs } = await startScenario();
    const role = emulator.addRole({ arn: ARN });
    const unused = { AWS_SECRET_ACCESS_KEY: 'unused+Secret/Key+of+the+environment+0000', NO_PROXY: '127.0.0.1' };
    const main = await job.uses({
      with: { ...inputs, 'role-to-assume': ARN },
      env: { NODE_DEBUG: 'http,https,net,tls', HTTPS_PROXY: 'http://127.0.0.1:9', ...unused },
    });
    expect(main).toMatchObject({ outcome: 'success', stderr: expect.stringContaining('NO_PROXY') });
    const { accessKeyId, secretAccessKey, sessionToken } = role.sessions.at(-1)?.principal ?? {};
    const roleSecrets = [accessKeyId, secretAccessKey, sessionToken];
    expect(job.masks).toStrictEqual(expect.arrayContaining(roleSecrets));
    expect(
      [...roleSecrets, unused.AWS_SECRET_ACCESS_KEY].filter((secret) => main.stderr.includes(String(secret))),
    ).toStrictEqual([]);
  });
});

itDeep('main names the role if STS does not answer after a slow OIDC token', async () => {
  const { emulator, job, inputs } = await startScenario({ clockSpeed: 3 });
  emulator.addRole({ arn: ARN });
  // 9 of the 15 seconds that AdminCreateUser and its credentials may take.
  emulator.injectFault({ operation: 'github-oidc', kind: 'slow', milliseconds: 3_000, times: 99 });
  emulator.injectFault({ operation: 'AssumeRoleWithWebIdentity', kind: 'hang', times: 99 });
  const main = await job.uses({ with: { ...inputs, 'role-to-assume': ARN, 'timeout-seconds': '17' } });
  expect(main.annotations).toStrictEqual([
    { level: 'error', message: expect.stringContaining(`AssumeRoleWithWebIdentity on role ${ARN} failed`) },
  ]);
});
