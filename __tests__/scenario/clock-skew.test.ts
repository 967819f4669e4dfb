// Verify that a clock that is minutes off is corrected by the time in the answers of AWS.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import {
  type Fixture,
  type FixtureOptions,
  NO_CREDENTIALS,
  onlyPost,
  operationsOf,
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

describe.each([10, -10])('with a clock that is %d minutes fast', (minutes) => {
  const inTurn = testsInTurn(minutes > 0 ? 0 : 1, 2);

  inTurn('signs an ephemeral user in with SRP', async () => {
    const { job, inputs } = await startFastBy(minutes, { client: SRP_CLIENT });
    expect(await job.uses({ with: { ...inputs, ...SRP } })).toMatchObject({ outcome: 'success', annotations: [] });
  });

  inTurn('signs a stored user in with SRP', async () => {
    const fixture = await startFastBy(minutes, { client: SRP_CLIENT });
    const main = await fixture.job.uses({ with: { ...stored(fixture), ...SRP } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  });

  inTurn('signs a stored user in with TOTP', async () => {
    const fixture = await startFastBy(minutes, { pool: TOTP_POOL });
    const main = await fixture.job.uses({ with: stored(fixture, TOTP_SECRET) });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  });

  inTurn('takes the time from the token endpoint when a stored user signs in at the login page', async () => {
    const fixture = await startFastBy(minutes, { pool: LOGIN_POOL, client: LOGIN_CLIENT });
    const inputs = { ...stored(fixture), ...loginInputs(fixture.emulator) };
    const main = await fixture.job.uses({ with: { ...inputs, 'storage-state-origin': 'http://localhost:3000' } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    const drift = /\.clockDrift",\s*"value": "(?<ms>-?\d+)"/.exec(
      readFileSync(String(main.outputs['STORAGE_STATE']), 'utf8'),
    );
    expect(Math.round(Number(drift?.groups?.['ms']) / 60_000)).toBe(-minutes);
  });

  inTurn('enrols an ephemeral user in TOTP', async () => {
    const { job, inputs } = await startFastBy(minutes, { pool: TOTP_POOL });
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
  const post = await onlyPost(job);
  expect(post).toMatchObject({ outcome: 'success', annotations: [] });
  expect(post.log).toContain('with its own access token');
  expect(operationsOf(emulator).slice(3)).toStrictEqual(['GetTokensFromRefreshToken', 'DeleteUser']);
  expect(pool.users).toStrictEqual([]);
});
