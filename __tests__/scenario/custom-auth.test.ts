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
const PASSWORD_FIRST = customAuth({ questions: QUESTIONS, passwordFirst: true });

/** Runs a job that has a user with an authenticator app, and expects it to show none of its secrets. */
async function run(inputs: Readonly<Record<string, string>>, pool: PoolRequest) {
  const fixture = await startFixture({
    pool: { usernameAttributes: ['email'], customAuth: PASSWORD_FIRST, ...pool },
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
  const { operations } = await run({}, { mfa: 'ON', softwareTokenMfa: true });
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
  const { main, operations } = await run(inputs, { mfa: 'OPTIONAL', softwareTokenMfa: true });
  expect(main.outputs).toHaveProperty('PASSWORD', STORED.password);
  expect(operations.slice(0, -1)).toStrictEqual(['InitiateAuth', ...Array<string>(4).fill(RESPOND)]);
});

it('shows a notice for answers that nobody asks for', async () => {
  const answers = `${CHALLENGE_ANSWERS}\nanother-3\nanother-4`;
  const { main } = await run({ 'challenge-answers': answers }, { customAuth: customAuth({ questions: QUESTIONS }) });
  expect(main.annotations).toMatchObject([{ level: 'notice' }]);
  expect(main.annotations[0]?.message).toContain('The last 2 lines of challenge-answers were not needed');
  expectHeading(main, 'challenge-answers-unused');
});
