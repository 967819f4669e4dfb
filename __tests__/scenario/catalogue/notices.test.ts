// Verify that main suggests improvements in notices, and that a failure outside the sign-in is one warning that says
// what to change, and fails no step.
import { mkdirSync, rmSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
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
import { firstOf } from '../../support/sample.ts';
import { useHeadings } from './headings.ts';
import type { Texts } from './mistake.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings(
  'secret-trimmed',
  'step-without-id',
  'version-not-pinned',
  'file-not-removed',
  'summary-not-written',
  'user-left-behind',
);

const PASSWORD = 'Canary-Engine-1843';

/** The name that the runner gives to a step of this action without an id. */
const NO_ID = { GITHUB_ACTION: '__org_cognito-token-action' };

it('main shows each suggestion in its own notice, and no secret', async () => {
  const { pool, job, inputs } = await startFixture({ job: { debug: true } });
  pool.addUser({ username: 'ada', password: PASSWORD });
  const main = await job.uses({
    with: { ...inputs, mode: 'stored', username: 'ada\n', password: ` ${PASSWORD}` },
    env: { ...NO_ID, GITHUB_ACTION_REF: 'main' },
  });
  expect(main).toMatchObject({ outcome: 'success', stderr: '' });
  expect(main.annotations.map(({ level }) => level)).toStrictEqual(['notice', 'notice', 'notice']);
  for (const code of ['secret-trimmed', 'step-without-id', 'version-not-pinned'] as const) {
    expectHeading(main, code);
  }
  expect(readableTextOf(main)).not.toContain(PASSWORD);
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
