// Verify that main suggests improvements in notices, that inputs that are probably wrong are remarked on, and that a
// failure outside the sign-in is one warning that says what to change, and fails no step.
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { DIST } from '../../support/bundle.ts';
import { StillClock } from '../../support/clocks.ts';
import {
  cleanUp,
  onlyPost,
  operationsOf,
  readableTextOf,
  runMain,
  runPost,
  useFixtures,
} from '../../support/fixture.ts';
import { withRole } from '../../support/oidc-variables.ts';
import { preloadCode } from '../../support/preload.ts';
import { REPOSITORY_ROOT } from '../../support/repository.ts';
import { firstOf } from '../../support/sample.ts';
import { useHeadings } from './headings.ts';
import { STORED_USER, storedWho, type Texts } from './mistake.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings(
  'secret-trimmed',
  'step-without-id',
  'version-not-pinned',
  'file-not-removed',
  'summary-not-written',
  'user-left-behind',
  'inputs-unusual',
);

/** The name that the runner gives to a step of this action without an id. */
const NO_ID = { GITHUB_ACTION: '__org_cognito-token-action' };

it('main shows each suggestion in its own notice, and no secret', async () => {
  const { pool, job, inputs } = await startFixture({ job: { debug: true } });
  pool.addUser(STORED_USER);
  const { username, password } = STORED_USER;
  const main = await job.uses({
    with: { ...inputs, mode: 'stored', username: `${username}\n`, password: ` ${password}` },
    env: { ...NO_ID, GITHUB_ACTION_REF: 'main' },
  });
  expect(main).toMatchObject({ outcome: 'success', stderr: '' });
  expect(main.annotations.map(({ level }) => level)).toStrictEqual(['notice', 'notice', 'notice']);
  for (const code of ['secret-trimmed', 'step-without-id', 'version-not-pinned'] as const) {
    expectHeading(main, code);
  }
  expect(readableTextOf(main)).not.toMatch(/canary/i);
  expect(Object.keys(main.outputs)).toHaveLength(7);
  await runPost(job);
});

it.each<[string, Texts]>(
  firstOf([
    ['a step with an id, at a version', {}],
    // The runner gives it the name of the step around it: https://github.com/actions/runner/pull/615
    ['a step inside a composite action', { ...NO_ID, GITHUB_ACTION_PATH: '/home/runner/work/_actions/org/wrapper/v1' }],
    ['an action in a folder of the repository', { GITHUB_ACTION_REF: '', GITHUB_ACTION_REPOSITORY: '' }],
  ]),
)('main suggests nothing for %s', async (_, env) => {
  const { job, inputs } = await startFixture();
  expect(await job.uses({ with: inputs, env })).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
});

it('main suggests nothing if it fails', async () => {
  const { job, inputs } = await startFixture({ client: { flows: ['ALLOW_USER_SRP_AUTH'] } });
  const main = await job.uses({ with: inputs, env: { ...NO_ID, GITHUB_ACTION_REF: 'main' } });
  expect(main.exitCode).toBe(1);
  expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#auth-flow-disabled') }]);
});

const UNUSUAL = 'See https://github.com/org/cognito-token-action/blob/v1/docs/troubleshooting.md#inputs-unusual';

it('main warns of the misspelled name of an input', async () => {
  const { job, inputs } = await startFixture();
  const main = await job.uses({ with: { ...inputs, group: 'admins' } });
  expect(main).toMatchObject({ outcome: 'success', stderr: '' });
  expect(main.annotations).toStrictEqual([
    { level: 'warning', message: `\`group\` is not an input. Did you mean \`groups\`? ${UNUSUAL}` },
  ]);
  expectHeading(main, 'inputs-unusual');
});

it('the sweep warns of the misspelled name of an input', async () => {
  const { pool, job } = await startFixture();
  const inputs = { 'user-pool-id': pool.id, dry_run: 'true' };
  const sweep = await job.uses({ action: join(REPOSITORY_ROOT, 'sweep'), with: inputs });
  expect(sweep.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('`dry-run`') }]);
});

it('a remark comes before the error of the sign-in that it explains, and does not show the password', async () => {
  const fixture = await startFixture({ job: { debug: true } });
  const main = await fixture.job.uses({ with: storedWho({}, { password: `"${STORED_USER.password}"` })(fixture) });
  expect(main.annotations).toMatchObject([
    {
      level: 'notice',
      message: `password has quotation marks around it, which count as part of the value. ${UNUSUAL}`,
    },
    { level: 'error', message: expect.stringContaining('#sign-in-rejected') },
  ]);
  expect(readableTextOf(main)).not.toMatch(/canary/i);
});

/** The variables of AWS in the code of the action, which is mostly that of the AWS SDK. */
const AWS_VARIABLES = globSync('bundle/*.js', { cwd: DIST }).flatMap(
  (path) => readFileSync(join(DIST, path), 'utf8').match(/\bAWS_[A-Z0-9_]+\b/g) ?? [],
);

// An empty AWS_RETRY_MODE would keep the SDK from reading AWS_DEFAULTS_MODE.
it.each([
  ['AWS_DEFAULTS_MODE is', ['AWS_DEFAULTS_MODE']],
  ['all variables of the AWS SDK are', AWS_VARIABLES],
])('it is no mistake if %s empty', async (_, names) => {
  expect(names).toContain('AWS_DEFAULTS_MODE');
  const { job, pool, inputs } = await startFixture();
  for (const name of names.filter((variable) => job.env[variable] === undefined)) {
    job.env[name] = '';
  }
  await runMain(job, inputs);
  await cleanUp(job, pool);
});

function expectOneWarning(
  step: StepResult,
  code: Parameters<typeof expectHeading>[1],
  says: readonly string[] = [],
): void {
  expect(step).toMatchObject({ outcome: 'success', stderr: '' });
  expect(step.annotations).toStrictEqual([{ level: 'warning', message: expect.any(String) }]);
  for (const words of says) {
    expect(step.annotations[0]?.message).toContain(words);
  }
  expectHeading(step, code);
  expect(step.stdout).not.toMatch(/^\s+at /m);
  expect(readableTextOf(step)).not.toMatch(/canary|eyJ/i);
}

it('a job summary that the runner does not have is a warning, and the tokens are there', async () => {
  const { pool, job, inputs } = await startFixture();
  job.env['NODE_OPTIONS'] = preloadCode('delete process.env.GITHUB_STEP_SUMMARY');
  const main = await job.uses({ with: { ...inputs, 'job-summary': 'true' } });
  expectOneWarning(main, 'summary-not-written');
  expect(Object.keys(main.outputs)).toHaveLength(7);

  expectOneWarning(await onlyPost(job), 'summary-not-written');
  expect(pool.users).toStrictEqual([]);
});

it('a Postman environment that cannot be removed is a warning, and the user goes all the same', async () => {
  const { pool, job, inputs } = await startFixture();
  const main = await job.uses({ with: { ...inputs, 'postman-environment': 'true' } });
  const path = String(main.outputs['POSTMAN_ENVIRONMENT']);
  // Post removes only files.
  rmSync(path);
  mkdirSync(path);
  expectOneWarning(await onlyPost(job), 'file-not-removed', [path]);
  expect(pool.users).toStrictEqual([]);
});

it('a user whom neither the credentials nor its own token deletes is a warning that has both reasons', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  await job.uses({ with: inputs });
  emulator.deny(emulator.credentials, ['AdminDeleteUser']);
  const refused = { exception: 'NotAuthorizedException', message: 'Access Token has been revoked, canary' };
  emulator.injectFault({ operation: 'DeleteUser', kind: 'refused', times: 2, ...refused });
  expectOneWarning(await onlyPost(job), 'user-left-behind', [
    pool.id,
    'AccessDeniedException, HTTP 400',
    'DeleteUser on app client',
    'NotAuthorizedException, HTTP 400',
    "Set this action's own input role-to-assume",
  ]);
  const calls = ['AdminDeleteUser', 'DeleteUser', 'GetTokensFromRefreshToken', 'DeleteUser'];
  expect(operationsOf(emulator).slice(3)).toStrictEqual(calls);
});

it('a user whom no request asked for is nothing to warn of', async () => {
  const fixture = await startFixture({ clock: new StillClock(), credentials: false });
  const { emulator, job } = fixture;
  emulator.injectFault({ operation: 'AssumeRoleWithWebIdentity', kind: 'throttled', times: 999 });
  const main = await job.uses({ with: { ...withRole(fixture), 'timeout-seconds': '10' } });
  expect(main.annotations).toEqual([{ level: 'error', message: expect.stringContaining('#throttled') }]);
  expect((await runPost(job)).log).toContain('Nothing to clean up.');
  expect(operationsOf(emulator)).not.toContain('AdminDeleteUser');
});

it('a user who is confirmed already is no mistake: the answer to an earlier try got lost', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  emulator.injectFault({ operation: 'AdminConfirmSignUp', kind: 'lose-answer', times: 1 });
  await runMain(job, { ...inputs, 'create-with': 'sign-up' });
  expect(operationsOf(emulator)).toStrictEqual(['SignUp', 'AdminConfirmSignUp', 'AdminConfirmSignUp', 'InitiateAuth']);
  expect(emulator.requests[2]).toMatchObject({ error: 'NotAuthorizedException' });
  await cleanUp(job, pool);
});
