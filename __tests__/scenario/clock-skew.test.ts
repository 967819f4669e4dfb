// Verify that a clock that is minutes off is corrected by the time in the answers of AWS.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import { NO_CREDENTIALS, onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { firstOf, itDeep, testsInTurn } from '../support/sample.ts';

const startFixture = useFixtures();

it.each(firstOf([10, -10]))('main and post correct a clock that is %d minutes fast', async (minutes) => {
  const clock = new StillClock();
  const { emulator, pool, job, inputs } = await startFixture({ clock });
  Object.assign(job.env, clock.envFastBy(minutes));
  expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expect(emulator.requests.map(({ operation, error }) => [operation, error])).toStrictEqual([
    ['AdminCreateUser', 'InvalidSignatureException'],
    ['AdminCreateUser', undefined],
    ['AdminSetUserPassword', undefined],
    ['InitiateAuth', undefined],
    ['AdminDeleteUser', 'InvalidSignatureException'],
    ['AdminDeleteUser', undefined],
  ]);
  expect(pool.users).toStrictEqual([]);
});

const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const SRP = { 'auth-flow': 'USER_SRP_AUTH' };
const SRP_CLIENT = { flows: ['ALLOW_USER_SRP_AUTH'] } as const;
const TOTP_POOL = { mfa: 'ON', softwareTokenMfa: true } as const;

describe.each([10, -10])('with a clock that is %d minutes fast', (minutes) => {
  const inTurn = testsInTurn(minutes > 0 ? 0 : 1, 2);

  inTurn('signs an ephemeral user in with SRP', async () => {
    const clock = new StillClock();
    const { job, inputs } = await startFixture({ clock, client: SRP_CLIENT });
    Object.assign(job.env, clock.envFastBy(minutes));
    expect(await job.uses({ with: { ...inputs, ...SRP } })).toMatchObject({ outcome: 'success', annotations: [] });
  });

  inTurn('signs a stored user in with SRP', async () => {
    const clock = new StillClock();
    const { pool, job, inputs } = await startFixture({ clock, client: SRP_CLIENT });
    pool.addUser(STORED);
    Object.assign(job.env, clock.envFastBy(minutes));
    const main = await job.uses({ with: { ...inputs, ...SRP, ...STORED, mode: 'stored' } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  });

  inTurn('signs a stored user in with TOTP', async () => {
    const clock = new StillClock();
    const { pool, client, job } = await startFixture({ clock, pool: TOTP_POOL });
    pool.addUser({ ...STORED, totpSecret: TOTP_SECRET });
    Object.assign(job.env, clock.envFastBy(minutes));
    const inputs = { mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1', 'totp-secret': TOTP_SECRET };
    const main = await job.uses({ with: { ...inputs, ...STORED } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  });

  inTurn('takes the time from the token endpoint when a stored user signs in at the login page', async () => {
    const clock = new StillClock();
    const { emulator, pool, client, job } = await startFixture({ clock, pool: LOGIN_POOL, client: LOGIN_CLIENT });
    pool.addUser(STORED);
    Object.assign(job.env, clock.envFastBy(minutes));
    const inputs = { mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1', ...loginInputs(emulator) };
    const main = await job.uses({ with: { ...inputs, ...STORED, 'storage-state-origin': 'http://localhost:3000' } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    const drift = /\.clockDrift",\s*"value": "(?<ms>-?\d+)"/.exec(
      readFileSync(String(main.outputs['STORAGE_STATE']), 'utf8'),
    );
    expect(Math.round(Number(drift?.groups?.['ms']) / 60_000)).toBe(-minutes);
  });

  inTurn('enrols an ephemeral user in TOTP', async () => {
    const clock = new StillClock();
    const { job, inputs } = await startFixture({ clock, pool: TOTP_POOL });
    Object.assign(job.env, clock.envFastBy(minutes));
    expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
  });
});

describe('if the answers have no date', () => {
  it.each(
    firstOf([
      ['stored', STORED, 'this username and password', 'sign-in-rejected'],
      ['ephemeral', {}, 'the user that was just created', 'ephemeral-user-rejected'],
    ]),
  )('names the clock first when SRP fails in mode %s', async (mode, user, rejected, heading) => {
    const clock = new StillClock();
    const { emulator, pool, job, inputs } = await startFixture({ clock, client: SRP_CLIENT });
    pool.addUser(STORED);
    // Signatures tolerate 5 minutes, SRP 3.
    Object.assign(job.env, clock.envFastBy(4));
    emulator.setDateHeader('');
    const main = await job.uses({ with: { ...inputs, ...SRP, ...user, mode } });
    expect(main.annotations).toStrictEqual([
      {
        level: 'error',
        message: expect.stringMatching(
          new RegExp(
            `failed: the runner's clock is wrong, or Cognito does not accept ${rejected} .*\\. Correct the .*#${heading}$`,
          ),
        ),
      },
    ]);
  });

  itDeep('names the clock first when a TOTP code fails', async () => {
    const clock = new StillClock();
    const { emulator, pool, client, job } = await startFixture({ clock, pool: TOTP_POOL });
    pool.addUser({ ...STORED, totpSecret: TOTP_SECRET });
    Object.assign(job.env, clock.envFastBy(2));
    emulator.setDateHeader('');
    const inputs = { mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1', 'totp-secret': TOTP_SECRET };
    const main = await job.uses({ with: { ...inputs, ...STORED } });
    expect(main.annotations).toStrictEqual([
      {
        level: 'error',
        message: expect.stringMatching(/the runner's clock is wrong, or the code .*#totp-code-rejected$/),
      },
    ]);
    expect(operationsOf(emulator)).toStrictEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });
});

it('does not name the clock when a password is wrong and the clock is right', async () => {
  const { pool, job, inputs } = await startFixture({ clock: new StillClock(), client: SRP_CLIENT });
  pool.addUser(STORED);
  const main = await job.uses({ with: { ...inputs, ...SRP, ...STORED, password: 'Wrong-1843', mode: 'stored' } });
  expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringMatching(/#sign-in-rejected$/) }]);
  expect(main.annotations[0]?.message).not.toContain('clock');
});

it('post tries an access token that only the clock of the machine calls expired, when nothing else works', async () => {
  const clock = new StillClock();
  const { emulator, pool, job, inputs } = await startFixture({ clock });
  await job.uses({ with: inputs });
  Object.assign(job.env, NO_CREDENTIALS, clock.envFastBy(120));
  const refused = { exception: 'NotAuthorizedException', message: 'Invalid Refresh Token' };
  emulator.injectFault({ operation: 'GetTokensFromRefreshToken', kind: 'refused', ...refused, times: 1 });
  const post = await onlyPost(job);
  expect(post).toMatchObject({ outcome: 'success', annotations: [] });
  expect(post.log).toContain('with its own access token');
  expect(operationsOf(emulator).slice(3)).toStrictEqual(['GetTokensFromRefreshToken', 'DeleteUser']);
  expect(pool.users).toStrictEqual([]);
});
