// Verify that a failure outside the sign-in is one warning that says what to change, and fails no step.

import { mkdirSync, rmSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { StillClock } from '../../support/clocks.ts';
import {
  cleanUp,
  type Fixture,
  type FixtureOptions,
  onlyPost,
  operationsOf,
  readableTextOf,
  runMain,
  runPost,
  useFixtures,
} from '../../support/fixture.ts';
import { withRole } from '../../support/oidc-variables.ts';
import { preloadCode } from '../../support/preload.ts';
import { firstOf, sample } from '../../support/sample.ts';
import { useHeadings } from './headings.ts';

type Texts = Readonly<Record<string, string>>;

const startFixture = useFixtures();
const expectHeading = useHeadings('file-not-removed', 'summary-not-written', 'user-left-behind');

function expectOneWarning(step: StepResult, code: Parameters<typeof expectHeading>[1], says: readonly string[]): void {
  expect(step).toMatchObject({ outcome: 'success', stderr: '' });
  expect(step.annotations).toStrictEqual([{ level: 'warning', message: expect.any(String) }]);
  const message = step.annotations[0]?.message;
  for (const words of says) {
    expect(message).toContain(words);
  }
  expect(message).toMatch(new RegExp(` See https://\\S+/docs/troubleshooting\\.md#${code}$`));
  expectHeading(step, code);
  expect(step.stdout).not.toMatch(/^\s+at /m);
  expect(readableTextOf(step)).not.toMatch(/canary|eyJ/i);
}

it.each(
  firstOf([
    ['that the runner does not have', 'delete process.env.GITHUB_STEP_SUMMARY'],
    ['whose file is gone', "process.env.GITHUB_STEP_SUMMARY = '/canary/none'"],
  ]),
)('a job summary %s is a warning, and the tokens are there', async (_, code) => {
  const { pool, job, inputs } = await startFixture();
  job.env['NODE_OPTIONS'] = preloadCode(code);
  const main = await job.uses({ with: { ...inputs, 'job-summary': 'true' } });
  expectOneWarning(main, 'summary-not-written', ['job summary', 'job-summary: false']);
  expect(Object.keys(main.outputs)).toHaveLength(7);

  const post = await onlyPost(job);
  expectOneWarning(post, 'summary-not-written', ['job-summary: false']);
  expect(pool.users).toStrictEqual([]);
});

it('a Postman environment that cannot be removed is a warning, and the user goes all the same', async () => {
  const { pool, job, inputs } = await startFixture();
  const main = await job.uses({ with: { ...inputs, 'postman-environment': 'true' } });
  const path = String(main.outputs['POSTMAN_ENVIRONMENT']);
  // Post removes only files.
  rmSync(path);
  mkdirSync(path);
  const post = await onlyPost(job);
  expectOneWarning(post, 'file-not-removed', [path, 'tokens', 'Delete it']);
  expect(pool.users).toStrictEqual([]);
});

it('a user whom neither the credentials nor its own token deletes is a warning that has both reasons', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  await job.uses({ with: inputs });
  emulator.deny(emulator.credentials, ['AdminDeleteUser']);
  const refused = { exception: 'NotAuthorizedException', message: 'Access Token has been revoked, canary' };
  emulator.injectFault({ operation: 'DeleteUser', kind: 'refused', times: 2, ...refused });
  const post = await onlyPost(job);
  expectOneWarning(post, 'user-left-behind', [
    pool.id,
    'may stay',
    'role-to-assume',
    'AccessDeniedException, HTTP 400',
    'DeleteUser on app client',
    'NotAuthorizedException, HTTP 400',
    'does not accept the user',
    'sweep',
  ]);
  const calls = ['AdminDeleteUser', 'DeleteUser', 'GetTokensFromRefreshToken', 'DeleteUser'];
  expect(operationsOf(emulator).slice(3)).toStrictEqual(calls);
});

it.each<[string, FixtureOptions, (fixture: Fixture) => Texts, string]>(
  sample(
    [
      ['an untrusted certificate', { tls: true }, ({ inputs }) => inputs, 'certificate-untrusted'],
      ['a role that STS does not give in time', { credentials: false }, withBusyRole, 'throttled'],
      [
        'an unknown host',
        { job: { env: { AWS_ENDPOINT_URL: 'http://nowhere.invalid' } } },
        ({ inputs }) => inputs,
        'host-unknown',
      ],
      ['no AWS credentials', { credentials: false }, ({ inputs }) => inputs, 'credentials-missing'],
    ],
    (_, index) => index < 2,
  ),
)('a user whom no request asked for is nothing to warn of: %s', async (_, options, inputsOf, code) => {
  const fixture = await startFixture({ clock: new StillClock(), ...options });
  const { emulator, job } = fixture;
  const main = await job.uses({ with: { ...inputsOf(fixture), 'timeout-seconds': '10' } });
  expect(main.annotations).toEqual([{ level: 'error', message: expect.stringContaining(`#${code}`) }]);
  const post = await runPost(job);
  expect(post.log).toContain('Nothing to clean up.');
  const ofCognito = operationsOf(emulator).filter(
    (name) => !['github-oidc', 'AssumeRoleWithWebIdentity'].includes(name),
  );
  expect(ofCognito).toStrictEqual([]);
});

function withBusyRole(fixture: Fixture): Texts {
  fixture.emulator.injectFault({ operation: 'AssumeRoleWithWebIdentity', kind: 'throttled', times: 999 });
  return withRole(fixture);
}

it('a user who is confirmed already is no mistake: the answer to an earlier try got lost', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  emulator.injectFault({ operation: 'AdminConfirmSignUp', kind: 'lose-answer', times: 1 });
  await runMain(job, { ...inputs, 'create-with': 'sign-up' });
  expect(operationsOf(emulator)).toStrictEqual(['SignUp', 'AdminConfirmSignUp', 'AdminConfirmSignUp', 'InitiateAuth']);
  expect(emulator.requests[2]).toMatchObject({ error: 'NotAuthorizedException' });
  await cleanUp(job, pool);
});
