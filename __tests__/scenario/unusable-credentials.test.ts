// Verify that post deletes the user whatever happened to the AWS credentials.
import { expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import { credentialVariables } from '../support/credential-variables.ts';
import { cleanUp, type Fixture, NO_CREDENTIALS, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { sample } from '../support/sample.ts';

const startFixture = useFixtures();

/** The ways in which the job's credentials can become unusable after main. */
const LOSSES: Record<string, (fixture: Fixture) => Record<string, string>> = {
  'were blanked by the post step of aws-actions/configure-aws-credentials': () => NO_CREDENTIALS,
  'expired in a long job': ({ emulator }) =>
    credentialVariables(emulator.addPrincipal({ sessionToken: true, expired: true })),
  'were replaced by those of another account': ({ emulator }) =>
    credentialVariables(emulator.addPrincipal({ account: '999999999999' })),
  'were replaced by those of a role without AdminDeleteUser': ({ emulator }) =>
    credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })),
  'are unknown to AWS': () => ({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) }),
};

it.each(sample(Object.entries(LOSSES), (_, index) => index % 2 === 0))(
  'post deletes the user with its own access token when the credentials %s',
  async (_, lose) => {
    const fixture = await startFixture();
    const { emulator, pool, job, inputs } = fixture;
    await runMain(job, inputs);
    Object.assign(job.env, lose(fixture));
    const post = await cleanUp(job, pool);
    expect(post.log).toContain('with its own access token. AdminDeleteUser on user pool');
    expect(operationsOf(emulator).at(-1)).toBe('DeleteUser');
    expect(emulator.violations).toStrictEqual([]);
  },
);

it('post refreshes an expired access token with the client secret, and deletes the user with the new one', async () => {
  const clock = new StillClock();
  const { emulator, pool, job, inputs } = await startFixture({ clock, client: { secret: true } });
  await runMain(job, inputs);
  Object.assign(job.env, credentialVariables(emulator.addPrincipal({ sessionToken: true, expired: true })));
  clock.pass(3_600_000);
  const post = await cleanUp(job, pool);
  expect(operationsOf(emulator).slice(-2)).toStrictEqual(['GetTokensFromRefreshToken', 'DeleteUser']);
  // The new tokens have no refresh token, and the runner warns about empty masks.
  expect(post.stdout).not.toMatch(/^::add-mask::$/m);
});
