// Verify that a clock that is minutes off is corrected by the time in the answers of AWS.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { StillClock } from '../support/clocks.ts';
import { cleanUp, type FixtureOptions, runMain, useFixtures } from '../support/fixture.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';

const startFixture = useFixtures();

const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const STORAGE_STATE = { 'storage-state-origin': 'http://localhost:3000' };

/** Returns by how many minutes the storage state tells Amplify to correct the clock. */
function driftIn({ outputs }: StepResult): number {
  const state = readFileSync(String(outputs['STORAGE_STATE']), 'utf8');
  const drift = /\.clockDrift",\s*"value": "(?<ms>-?\d+)"/.exec(state);
  return Math.round(Number(drift?.groups?.['ms']) / 60_000);
}

/** Starts a job on a machine whose clock is wrong. */
async function startFastBy(minutes: number, options: FixtureOptions = {}) {
  const clock = new StillClock();
  const fixture = await startFixture({ clock, ...options });
  Object.assign(fixture.job.env, clock.envFastBy(minutes));
  return fixture;
}

it('main and post correct a clock that is 10 minutes fast', async () => {
  const { emulator, pool, job, inputs } = await startFastBy(10);
  const main = await runMain(job, { ...inputs, ...STORAGE_STATE });
  expect(driftIn(main)).toBe(-10);
  await cleanUp(job, pool);
  expect(emulator.requests.map(({ operation, error }) => [operation, error])).toStrictEqual([
    ['AdminCreateUser', 'InvalidSignatureException'],
    ['AdminCreateUser', undefined],
    ['AdminSetUserPassword', undefined],
    ['InitiateAuth', undefined],
    ['AdminDeleteUser', 'InvalidSignatureException'],
    ['AdminDeleteUser', undefined],
  ]);
});

/** How a stored user signs in, whose calls have no signature that would tell the time first. */
const SRP = {
  options: { client: { flows: ['ALLOW_USER_SRP_AUTH'] } },
  inputs: { 'auth-flow': 'USER_SRP_AUTH' },
} as const;
const TOTP = {
  options: { pool: { mfa: 'ON', softwareTokenMfa: true } },
  inputs: { 'totp-secret': TOTP_SECRET },
} as const;

describe('a stored user', () => {
  it.each([
    { minutes: 10, with: 'SRP', ...SRP },
    { minutes: -10, with: 'TOTP', ...TOTP },
    { minutes: 10, with: 'the login page', options: { pool: LOGIN_POOL, client: LOGIN_CLIENT }, inputs: {} },
  ])('signs in with $with if the clock is $minutes minutes fast', async ({ minutes, options, inputs, ...row }) => {
    const { emulator, pool, job, inputs: given } = await startFastBy(minutes, options);
    pool.addUser({ ...STORED, totpSecret: TOTP_SECRET });
    const flow = row.with === 'the login page' ? loginInputs(emulator) : inputs;
    const main = await runMain(job, { ...given, mode: 'stored', ...STORED, ...flow, ...STORAGE_STATE });
    expect(driftIn(main)).toBe(-minutes);
  });

  it.each([
    // Signatures tolerate 5 minutes, SRP 3.
    { minutes: 4, with: 'SRP', rejected: 'Cognito does not accept .*Correct the .*#sign-in-rejected$', ...SRP },
    { minutes: 2, with: 'TOTP', rejected: 'the code .*#totp-code-rejected$', ...TOTP },
  ])('is told of the clock first if $with fails and no answer has a date', async (row) => {
    const { emulator, pool, job, inputs } = await startFastBy(row.minutes, row.options);
    pool.addUser({ ...STORED, totpSecret: TOTP_SECRET });
    emulator.setDateHeader('');
    const main = await job.uses({ with: { ...inputs, mode: 'stored', ...STORED, ...row.inputs } });
    const message = expect.stringMatching(`the runner's clock is wrong, or ${row.rejected}`);
    expect(main.annotations).toStrictEqual([{ level: 'error', message }]);
  });

  it('is not told of the clock if the password is wrong and the clock is right', async () => {
    const { pool, job, inputs } = await startFastBy(0, SRP.options);
    pool.addUser(STORED);
    const wrong = { mode: 'stored', ...STORED, ...SRP.inputs, password: 'Wrong-1843' };
    const main = await job.uses({ with: { ...inputs, ...wrong } });
    const message = expect.stringMatching(/^(?!.*clock).*#sign-in-rejected$/);
    expect(main.annotations).toStrictEqual([{ level: 'error', message }]);
  });
});
