// Verify that a clock that is minutes off is corrected by the time in the answers of AWS.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { StillClock } from '../support/clocks.ts';
import {
  cleanUp,
  type Fixture,
  type FixtureOptions,
  NO_CREDENTIALS,
  operationsOf,
  runMain,
  runPost,
  useFixtures,
} from '../support/fixture.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { firstOf, itDeep, testsInTurn } from '../support/sample.ts';

const startFixture = useFixtures();

const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const SRP = { 'auth-flow': 'USER_SRP_AUTH' };
const SRP_CLIENT = { flows: ['ALLOW_USER_SRP_AUTH'] } as const;
const TOTP_POOL = { mfa: 'ON', softwareTokenMfa: true } as const;

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

function stored({ inputs, pool }: Fixture, totpSecret?: string): Readonly<Record<string, string>> {
  pool.addUser({ ...STORED, ...(totpSecret === undefined ? {} : { totpSecret }) });
  return { ...inputs, mode: 'stored', ...STORED, 'totp-secret': totpSecret ?? '' };
}

it.each(firstOf([10, -10]))('main and post correct a clock that is %d minutes fast', async (minutes) => {
  const { emulator, pool, job, inputs } = await startFastBy(minutes);
  const main = await runMain(job, { ...inputs, ...STORAGE_STATE });
  expect(driftIn(main)).toBe(-minutes);
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

type Inputs = (fixture: Fixture) => Readonly<Record<string, string>>;

const SIGN_INS: readonly (readonly [string, FixtureOptions, Inputs])[] = [
  ['an ephemeral user with SRP', { client: SRP_CLIENT }, ({ inputs }) => ({ ...inputs, ...SRP })],
  ['a stored user with SRP', { client: SRP_CLIENT }, (fixture) => ({ ...stored(fixture), ...SRP })],
  ['a stored user with TOTP', { pool: TOTP_POOL }, (fixture) => stored(fixture, TOTP_SECRET)],
  [
    'a stored user at the login page',
    { pool: LOGIN_POOL, client: LOGIN_CLIENT },
    (fixture) => ({ ...stored(fixture), ...loginInputs(fixture.emulator) }),
  ],
  ['an ephemeral user who enrols in TOTP', { pool: TOTP_POOL }, ({ inputs }) => inputs],
];

describe.each([10, -10])('with a clock that is %d minutes fast', (minutes) => {
  const inTurn = testsInTurn(minutes > 0 ? 0 : 1, 2);
  for (const [title, options, inputsOf] of SIGN_INS) {
    inTurn(`signs in ${title}, and knows the time of the service`, async () => {
      const fixture = await startFastBy(minutes, options);
      const main = await runMain(fixture.job, { ...inputsOf(fixture), ...STORAGE_STATE });
      expect(driftIn(main)).toBe(-minutes);
    });
  }
});

describe('if the answers have no date', () => {
  it.each(
    firstOf([
      ['stored', STORED, 'this username and password', 'sign-in-rejected'],
      ['ephemeral', {}, 'the user that was just created', 'ephemeral-user-rejected'],
    ]),
  )('names the clock first when SRP fails in mode %s', async (mode, user, rejected, heading) => {
    // Signatures tolerate 5 minutes, SRP 3.
    const { emulator, pool, job, inputs } = await startFastBy(4, { client: SRP_CLIENT });
    pool.addUser(STORED);
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
    const fixture = await startFastBy(2, { pool: TOTP_POOL });
    fixture.emulator.setDateHeader('');
    const main = await fixture.job.uses({ with: stored(fixture, TOTP_SECRET) });
    expect(main.annotations).toStrictEqual([
      {
        level: 'error',
        message: expect.stringMatching(/the runner's clock is wrong, or the code .*#totp-code-rejected$/),
      },
    ]);
    expect(operationsOf(fixture.emulator)).toStrictEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });
});

it('does not name the clock when a password is wrong and the clock is right', async () => {
  const fixture = await startFastBy(0, { client: SRP_CLIENT });
  const main = await fixture.job.uses({ with: { ...stored(fixture), ...SRP, password: 'Wrong-1843' } });
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
  const post = await runPost(job);
  expect(post.log).toContain('with its own access token');
  expect(operationsOf(emulator).slice(3)).toStrictEqual(['GetTokensFromRefreshToken', 'DeleteUser']);
  expect(pool.users).toStrictEqual([]);
});
