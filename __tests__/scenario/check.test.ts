// Verify that `check: true` says whether a set-up is right, lists all that is wrong at once, and changes nothing.
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../support/custom-auth.ts';
import {
  type FixtureOptions,
  onlyPost,
  operationsOf,
  readableTextOf,
  runMain,
  useFixtures,
} from '../support/fixture.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { firstOf, itDeep, sampleByKind } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('check-failed');

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

  itDeep('lists a problem of several calls once', async () => {
    const { job, inputs } = await startScenario({ credentials: false });
    const main = await job.uses({ with: inputs });
    expect(main.annotations).toHaveLength(1);
    expect(main.annotations[0]?.message.match(/#credentials-missing/g)).toHaveLength(3);
  });

  it('checks the calls of create-with: sign-up', async () => {
    const { emulator, job, inputs } = await startScenario();
    await runMain(job, { ...inputs, 'create-with': 'sign-up' });
    expect(operationsOf(emulator)).toStrictEqual(['AdminConfirmSignUp', 'AdminDeleteUser', 'InitiateAuth']);
  });
});

const CUSTOM_AUTH_SETTINGS = [
  ['ENABLED', false],
  ['ENABLED', true],
  ['LEGACY', false],
  ['LEGACY', true],
] as const;
it.each(sampleByKind(CUSTOM_AUTH_SETTINGS, ([errors]) => errors))(
  'CUSTOM_AUTH sends no challenge answer, with user existence errors %s, password first: %s',
  async (preventUserExistenceErrors, passwordFirst) => {
    const fixture = await startScenario({
      pool: { usernameAttributes: ['email'], customAuth: customAuth({ questions: QUESTIONS, passwordFirst }) },
      client: { flows: ['ALLOW_CUSTOM_AUTH'], preventUserExistenceErrors },
    });
    const inputs = { ...fixture.inputs, 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': CHALLENGE_ANSWERS };
    await runMain(fixture.job, inputs);
    await runMain(fixture.job, { ...inputs, mode: 'stored', username: 'ada@example.com' });
    expect(JSON.stringify(fixture.emulator.requests)).not.toContain('canary-answer');
  },
);

describe('AUTHORIZATION_CODE', () => {
  async function check(changes: Readonly<Record<string, string>>) {
    const { emulator, pool, job, inputs } = await startScenario({
      pool: { ...LOGIN_POOL, usernameAttributes: ['email'] },
      client: { ...LOGIN_CLIENT, secret: true },
    });
    const main = await job.uses({ with: { ...inputs, ...loginInputs(emulator), ...changes } });
    expectNothingChanged(main);
    expect(pool.users).toStrictEqual([]);
    return { main, emulator };
  }

  it('signs nobody in at the login page, and exchanges no real code', async () => {
    const { main, emulator } = await check({});
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    expect(main.log).toContain('✓ The app client signs users in with AUTHORIZATION_CODE\n');
    expect(main.log).toContain('✓ The token endpoint accepts the app client\n');
    expect(operationsOf(emulator).slice(-4)).toStrictEqual([
      'oauth2/authorize',
      'GET login',
      'POST login',
      'oauth2/token',
    ]);
    expect(emulator.violations).toStrictEqual([]);
  });

  it.each(
    firstOf([
      ['client-secret', { 'client-secret': 'wrong' }, ['client-rejected']],
      ['redirect-uri', { 'redirect-uri': 'https://app.example.com/other' }, ['redirect-uri-wrong']],
      ['domain', { domain: 'http://127.0.0.1:9' }, ['host-unreachable', 'host-unreachable']],
    ]),
  )('finds a wrong %s', async (_, changes, headings) => {
    const { main } = await check({ ...changes, 'timeout-seconds': '5' });
    expectHeading(main, 'check-failed');
    const found = main.annotations[0]?.message.match(/(?<=#)[\w-]+/g);
    expect(found?.filter((heading) => heading !== 'check-failed')).toStrictEqual(headings);
  });
});

describe('the other modes', () => {
  const ADA = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };

  it.each(firstOf(['ENABLED', 'LEGACY']))(
    'stored: sends neither username nor password, with user existence errors %s',
    async (preventUserExistenceErrors) => {
      const { emulator, pool, client, job } = await startScenario({
        credentials: false,
        client: { flows: ['ALLOW_USER_SRP_AUTH'], preventUserExistenceErrors },
      });
      pool.addUser(ADA);
      const inputs = { mode: 'stored', 'client-id': client.id, 'user-pool-id': pool.id, 'auth-flow': 'USER_SRP_AUTH' };
      const main = await runMain(job, { ...inputs, ...ADA, check: 'true' });
      expectNothingChanged(main);
      expect(JSON.stringify(emulator.requests)).not.toMatch(/ada@example|Analytical/);
      expect(readableTextOf(main)).toContain('signs users in with USER_SRP_AUTH');
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
