// Verify that a failure outside the sign-in is one warning that says what to change, and fails no step.

import { mkdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import {
  type Fixture,
  type FixtureOptions,
  onlyPost,
  operationsOf,
  readableTextOf,
  useFixtures,
} from '../../support/fixture.ts';
import { oidcVariables } from '../../support/oidc-variables.ts';
import { preloadCode } from '../../support/preload.ts';
import { firstOf } from '../../support/sample.ts';
import { useHeadings } from './headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('catalogue/warnings.test.ts');

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

it.each([
  [
    'access-token-rejected',
    'Access Token has been revoked, canary',
    'may stay',
    'does not accept the user',
    ['AdminDeleteUser', 'DeleteUser', 'GetTokensFromRefreshToken', 'DeleteUser'],
  ],
  [
    'access-token-unscoped',
    'Access Token does not have required scopes',
    ' stays',
    'aws.cognito.signin.user.admin',
    ['AdminDeleteUser', 'DeleteUser'],
  ],
])(
  'a user whom neither the credentials nor its own token deletes is a warning that has both reasons: %s',
  async (_, message, stays, reason, calls) => {
    const { emulator, pool, job, inputs } = await startFixture();
    await job.uses({ with: inputs });
    emulator.deny(emulator.credentials, ['AdminDeleteUser']);
    const refused = { exception: 'NotAuthorizedException', message };
    emulator.injectFault({ operation: 'DeleteUser', kind: 'refused', times: 2, ...refused });
    const post = await onlyPost(job);
    expectOneWarning(post, 'user-left-behind', [
      pool.id,
      stays,
      'role-to-assume',
      'AccessDeniedException, HTTP 400',
      'DeleteUser on app client',
      'NotAuthorizedException, HTTP 400',
      reason,
      'sweep',
    ]);
    expect(operationsOf(emulator).slice(3)).toStrictEqual(calls);
  },
);

describe('a user whom no request asked for', () => {
  it.each<[string, FixtureOptions, (fixture: Fixture) => Readonly<Record<string, string>>, string]>(
    firstOf([
      ['an untrusted certificate', { tls: true }, () => ({}), 'certificate-untrusted'],
      ['an unknown host', {}, () => ({ AWS_ENDPOINT_URL: 'http://nowhere.invalid' }), 'host-unknown'],
      ['no AWS credentials', { credentials: false }, () => ({}), 'credentials-missing'],
    ]),
  )('is nothing to warn of: %s', async (_, options, env, code) => {
    const fixture = await startFixture(options);
    const { emulator, job, inputs } = fixture;
    Object.assign(job.env, env(fixture));
    const main = await job.uses({ with: { ...inputs, 'timeout-seconds': '2' } });
    expect(main.annotations).toEqual([{ level: 'error', message: expect.stringContaining(`#${code}`) }]);
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(post.stdout).toContain('Nothing to clean up.');
    expect(emulator.requests).toEqual([]);
  });

  it('is nothing to warn of either where STS refuses the role again and again', async () => {
    const { emulator, job, inputs } = await startFixture({ credentials: false });
    Object.assign(job.env, oidcVariables(emulator.oidc));
    emulator.injectFault({ operation: 'AssumeRoleWithWebIdentity', kind: 'throttled', times: 999 });
    const role = 'arn:aws:iam::123456789012:role/api-tests';
    const main = await job.uses({ with: { ...inputs, 'role-to-assume': role, 'timeout-seconds': '2' } });
    expect(main.annotations).toEqual([{ level: 'error', message: expect.stringContaining('#throttled') }]);
    const post = await onlyPost(job);
    expect(post.stdout).toContain('Nothing to clean up.');
    expect(operationsOf(emulator)).not.toContain('AdminCreateUser');
  });
});

it('a user who is confirmed already is no mistake: the answer to an earlier try got lost', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  emulator.injectFault({ operation: 'AdminConfirmSignUp', kind: 'lose-answer', times: 1 });
  const main = await job.uses({ with: { ...inputs, 'create-with': 'sign-up' } });
  expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  expect(operationsOf(emulator)).toStrictEqual(['SignUp', 'AdminConfirmSignUp', 'AdminConfirmSignUp', 'InitiateAuth']);
  expect(emulator.requests[2]).toMatchObject({ error: 'NotAuthorizedException' });
  await job.post();
  expect(pool.users).toStrictEqual([]);
});
