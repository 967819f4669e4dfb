// Verify auth-flow CUSTOM_AUTH with the password first, and answers that are not asked for.
import { expect, it } from '@jest/globals';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../support/custom-auth.ts';
import { operationsOf, useFixtures } from '../support/fixture.ts';
import { watchJob } from '../support/watched-job.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('challenge-answers-unused');

const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const RESPOND = 'RespondToAuthChallenge';

/** Runs a job that has a user with an authenticator app, and expects it to show none of its secrets. */
async function run(pool: PoolRequest, passwordFirst: boolean, inputs: Readonly<Record<string, string>>) {
  const fixture = await startFixture({
    pool: { usernameAttributes: ['email'], customAuth: customAuth({ questions: QUESTIONS, passwordFirst }), ...pool },
    client: { secret: true, flows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    job: { debug: true },
  });
  fixture.pool.addUser({ ...STORED, totpSecret: TOTP_SECRET });
  const flow = { 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': CHALLENGE_ANSWERS };
  const { main, leaks } = await watchJob(fixture, { ...fixture.inputs, ...flow, ...inputs });
  expect(main.outcome).toBe('success');
  expect(leaks).toStrictEqual([]);
  expect(fixture.emulator.violations).toStrictEqual([]);
  return { main, operations: operationsOf(fixture.emulator) };
}

it('lets an ephemeral user set up an authenticator app between the password and the custom challenges', async () => {
  const { operations } = await run({ mfa: 'ON', softwareTokenMfa: true }, true, {});
  expect(operations.slice(2, -1)).toStrictEqual([
    'InitiateAuth',
    'InitiateAuth',
    RESPOND,
    'AssociateSoftwareToken',
    'VerifySoftwareToken',
    // MFA_SETUP, and two custom challenges.
    ...Array<string>(3).fill(RESPOND),
  ]);
});

it('answers the authenticator app of a stored user between the password and the custom challenges', async () => {
  const inputs = { mode: 'stored', ...STORED, 'totp-secret': TOTP_SECRET };
  const { main, operations } = await run({ mfa: 'OPTIONAL', softwareTokenMfa: true }, true, inputs);
  expect(main.outputs).toHaveProperty('PASSWORD', STORED.password);
  expect(operations.slice(0, -1)).toStrictEqual(['InitiateAuth', ...Array<string>(4).fill(RESPOND)]);
});

it('shows a notice for answers that nobody asks for', async () => {
  const { main } = await run({}, false, { 'challenge-answers': `${CHALLENGE_ANSWERS}\nanother-3\nanother-4` });
  expect(main.annotations).toMatchObject([{ level: 'notice' }]);
  expect(main.annotations[0]?.message).toContain('The last 2 lines of challenge-answers were not needed');
  expectHeading(main, 'challenge-answers-unused');
});
