// Verify that `check: true` says whether a set-up is right, lists all that is wrong at once, and changes nothing.
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../support/custom-auth.ts';
import { type FixtureOptions, onlyPost, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('check-failed');

const ADA = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };

async function startScenario(options: FixtureOptions = {}) {
  const fixture = await startFixture({ pool: { usernameAttributes: ['email'] }, ...options });
  return { ...fixture, inputs: { ...fixture.inputs, check: 'true' } };
}

function expectNothingChanged(step: StepResult): void {
  expect(step.stderr).toBe('');
  expect([step.outputs, step.exported, step.state]).toStrictEqual([{}, {}, {}]);
}

describe('mode ephemeral', () => {
  it('makes each call of a run for a user who does not exist', async () => {
    const { emulator, pool, job, inputs } = await startScenario({
      pool: { usernameAttributes: ['email'], groups: ['admins'] },
      client: { secret: true },
    });
    const main = await runMain(job, { ...inputs, groups: 'admins' });
    expectNothingChanged(main);
    expect(operationsOf(emulator)).toStrictEqual([
      'AdminCreateUser',
      'AdminSetUserPassword',
      'AdminAddUserToGroup',
      'AdminDeleteUser',
      'InitiateAuth',
    ]);
    expect(pool.users).toStrictEqual([]);
    expect(emulator.violations).toStrictEqual([]);
    expect(main.log.match(/^✓ .+$/gm)).toStrictEqual([
      '✓ AdminCreateUser is allowed',
      '✓ AdminSetUserPassword is allowed',
      '✓ AdminAddUserToGroup is allowed for admins',
      '✓ AdminDeleteUser is allowed',
      '✓ The app client signs users in with USER_PASSWORD_AUTH',
    ]);
    expect((await onlyPost(job)).outcome).toBe('success');
    expect(emulator.requests).toHaveLength(5);
  });

  it('lists all problems at once, in one message and in the job summary', async () => {
    const { emulator, job, inputs, pool } = await startScenario({ client: { flows: ['ALLOW_USER_SRP_AUTH'] } });
    emulator.deny(emulator.credentials, ['AdminSetUserPassword', 'AdminDeleteUser']);
    const main = await job.uses({ with: inputs });
    expect(main).toMatchObject({ outcome: 'failure', annotations: [{ level: 'error' }] });
    expectNothingChanged(main);
    const message = main.annotations[0]?.message ?? '';
    expectHeading(main, 'check-failed');
    expect(message).toContain('found 3 problems. (1) ');
    expect(message).toContain('#access-denied (2) ');
    for (const problem of [
      'cognito-idp:AdminSetUserPassword',
      'cognito-idp:AdminDeleteUser',
      'ALLOW_USER_PASSWORD_AUTH',
    ]) {
      expect(message).toContain(problem);
      expect(main.summary).toContain(problem);
    }
    expect(main.summary).toContain('AdminCreateUser is allowed</td><td>✓');
    expect(pool.users).toStrictEqual([]);
  });

  it('checks the calls of create-with: sign-up', async () => {
    const { emulator, job, inputs } = await startScenario();
    await runMain(job, { ...inputs, 'create-with': 'sign-up' });
    expect(operationsOf(emulator)).toStrictEqual(['AdminConfirmSignUp', 'AdminDeleteUser', 'InitiateAuth']);
  });
});

it.each([
  ['ENABLED', false],
  ['LEGACY', true],
] as const)(
  'CUSTOM_AUTH sends no challenge answer, with user existence errors %s, password first: %s',
  async (preventUserExistenceErrors, passwordFirst) => {
    const { emulator, job, inputs } = await startScenario({
      pool: { usernameAttributes: ['email'], customAuth: customAuth({ questions: QUESTIONS, passwordFirst }) },
      client: { flows: ['ALLOW_CUSTOM_AUTH'], preventUserExistenceErrors },
    });
    const custom = { ...inputs, 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': CHALLENGE_ANSWERS };
    await runMain(job, custom);
    await runMain(job, { ...custom, mode: 'stored', username: ADA.username });
    expect(JSON.stringify(emulator.requests)).not.toContain('canary-answer');
  },
);

it('AUTHORIZATION_CODE signs nobody in at the login page, and exchanges no real code', async () => {
  const { emulator, pool, job, inputs } = await startScenario({
    pool: { ...LOGIN_POOL, usernameAttributes: ['email'] },
    client: { ...LOGIN_CLIENT, secret: true },
  });
  const given = { ...inputs, ...loginInputs(emulator) };
  const main = await runMain(job, given);
  expectNothingChanged(main);
  expect(main.log).toContain('✓ The app client signs users in with AUTHORIZATION_CODE\n');
  expect(main.log).toContain('✓ The token endpoint accepts the app client\n');
  expect(operationsOf(emulator).slice(-4)).toStrictEqual(LOGIN_CALLS);
  expect(emulator.violations).toStrictEqual([]);
  expect(pool.users).toStrictEqual([]);

  const wrong = await job.uses({ with: { ...given, 'client-secret': 'wrong' } });
  expect(wrong.annotations).toMatchObject([{ message: expect.stringContaining('#client-rejected') }]);
});

describe('the other modes', () => {
  it.each(['ENABLED', 'LEGACY'] as const)(
    'stored: sends neither username nor password, with user existence errors %s',
    async (preventUserExistenceErrors) => {
      const { emulator, pool, job, inputs } = await startScenario({
        credentials: false,
        client: { flows: ['ALLOW_USER_SRP_AUTH'], preventUserExistenceErrors },
      });
      pool.addUser(ADA);
      const main = await runMain(job, { ...inputs, mode: 'stored', 'auth-flow': 'USER_SRP_AUTH', ...ADA });
      expectNothingChanged(main);
      expect(JSON.stringify(emulator.requests)).not.toMatch(/ada@example|Analytical/);
      expect(main.log).toContain('signs users in with USER_SRP_AUTH');
    },
  );

  it('refresh: leaves the refresh token as it is', async () => {
    const { emulator, job, inputs } = await startScenario({ credentials: false });
    await runMain(job, { ...inputs, mode: 'refresh', 'refresh-token': 'kept' });
    expect(operationsOf(emulator)).toStrictEqual(['GetTokensFromRefreshToken']);
    expect(JSON.stringify(emulator.requests)).not.toContain('kept');
  });

  it('client-credentials: fetches a token, and shows it nowhere', async () => {
    const fixture = await startScenario({ ...MACHINE, credentials: false });
    const inputs = { ...machineInputs(fixture), check: 'true' };
    expectNothingChanged(await runMain(fixture.job, inputs));
    const wrong = await fixture.job.uses({ with: { ...inputs, 'client-secret': 'wrong' } });
    expect(wrong.annotations).toMatchObject([{ message: expect.stringContaining('#client-rejected') }]);
  });
});
