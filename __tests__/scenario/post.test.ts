// Verify that post deletes the user whatever happened to the inputs and the AWS credentials, and reads only the state.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import { DIST } from '../support/bundle.ts';
import { StillClock } from '../support/clocks.ts';
import { credentialVariables } from '../support/credential-variables.ts';
import { cleanUp, type Fixture, NO_CREDENTIALS, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { withRole } from '../support/oidc-variables.ts';
import { itDeep, sample } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('state-unreadable');

const POST = join(DIST, 'post', 'index.js');

it('only warns about state that it cannot read', async () => {
  const { job } = await startFixture();
  const post = await job.run({ command: process.execPath, args: [POST], env: { STATE_state: 'canary' } });
  expect(post).toMatchObject({ outcome: 'success', annotations: [{ level: 'warning' }] });
  expectHeading(post, 'state-unreadable');
  expect(post.log).not.toContain('canary');
});

itDeep('finishes when its output pipe is closed', async () => {
  const { pool, job, inputs } = await startFixture();
  const { state } = await job.uses({ with: { ...inputs, 'postman-environment': 'true' } });
  const variables = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]);
  const post = spawn(process.execPath, [POST], {
    env: { ...job.env, ...Object.fromEntries(variables) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  post.stdout.destroy();
  const [stderr, [exitCode]] = await Promise.all([text(post.stderr), once(post, 'close')]);
  expect({ stderr, exitCode }).toStrictEqual({ stderr: '', exitCode: 0 });
  expect(pool.users).toStrictEqual([]);
  expect(job.files()).toStrictEqual([]);
});

it('assumes the role of main again, with its audience, even if the inputs are empty by then', async () => {
  const fixture = await startFixture({ credentials: false });
  const { emulator, pool, job } = fixture;
  const inputs = { ...withRole(fixture, { audience: 'my-audience' }), audience: 'my-audience' };
  await job.uses({ with: inputs, postWith: { mode: '', 'user-pool-id': '', 'client-id': '', 'role-to-assume': '' } });
  await cleanUp(job, pool);
  expect(operationsOf(emulator)).toStrictEqual([
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
});

it('main masks the credentials of a role, which the debug output of Node.js does not show', async () => {
  const fixture = await startFixture({ credentials: false, job: { debug: true } });
  const { emulator, job } = fixture;
  const unused = { AWS_SECRET_ACCESS_KEY: 'unused+Secret/Key+of+the+environment+0000', NO_PROXY: '127.0.0.1' };
  const main = await job.uses({
    with: withRole(fixture),
    env: { NODE_DEBUG: 'http,https,net,tls', HTTPS_PROXY: 'http://127.0.0.1:9', ...unused },
  });
  expect(main).toMatchObject({ outcome: 'success', stderr: expect.stringContaining('NO_PROXY') });
  const secrets = emulator.secrets.filter(({ kind }) => kind === 'AWS credentials').map((secret) => secret.text);
  expect(secrets.length).toBeGreaterThan(2);
  expect(job.masks).toStrictEqual(expect.arrayContaining(secrets));
  for (const secret of [...secrets, unused.AWS_SECRET_ACCESS_KEY]) {
    expect(main.stderr).not.toContain(secret);
  }
});

/** The ways in which the job's credentials can become unusable after main. */
const LOSSES: Record<string, (fixture: Fixture) => Record<string, string>> = {
  'were blanked by the post step of aws-actions/configure-aws-credentials': () => NO_CREDENTIALS,
  'expired in a long job': ({ emulator }) =>
    credentialVariables(emulator.addPrincipal({ sessionToken: true, expired: true })),
  'were replaced by those of another account': ({ emulator }) =>
    credentialVariables(emulator.addPrincipal({ account: '999999999999' })),
  'were replaced by those of a role without AdminDeleteUser': ({ emulator }) =>
    credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })),
  'are unknown to AWS': () => ({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) }),
};

it.each(sample(Object.entries(LOSSES), (_, index) => index % 2 === 0))(
  'deletes the user with its own access token when the credentials %s',
  async (_, lose) => {
    const fixture = await startFixture();
    const { emulator, pool, job, inputs } = fixture;
    await runMain(job, inputs);
    Object.assign(job.env, lose(fixture));
    const post = await cleanUp(job, pool);
    expect(post.log).toContain('with its own access token. AdminDeleteUser on user pool');
    expect(operationsOf(emulator).at(-1)).toBe('DeleteUser');
    expect(emulator.violations).toStrictEqual([]);
  },
);

it('refreshes an expired access token with the client secret, and deletes the user with the new one', async () => {
  const clock = new StillClock();
  const { emulator, pool, job, inputs } = await startFixture({ clock, client: { secret: true } });
  await runMain(job, inputs);
  Object.assign(job.env, NO_CREDENTIALS);
  clock.pass(3_600_000);
  const post = await cleanUp(job, pool);
  expect(operationsOf(emulator).slice(-2)).toStrictEqual(['GetTokensFromRefreshToken', 'DeleteUser']);
  // The new tokens have no refresh token, and the runner warns about empty masks.
  expect(post.stdout).not.toMatch(/^::add-mask::$/m);
});
