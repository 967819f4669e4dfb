// Verify that post deletes the user whatever happened to the AWS credentials, and warns when it cannot.
import { describe, expect } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import { credentialVariables } from '../support/credential-variables.ts';
import {
  type Fixture,
  type FixtureOptions,
  NO_CREDENTIALS,
  onlyPost,
  operationsOf,
  useFixtures,
} from '../support/fixture.ts';
import { itDeep, testsInTurn } from '../support/sample.ts';

const startFixture = useFixtures();

const ACCESS_TOKEN_VALIDITY_MS = 3_600_000;

/** The ways in which the job's credentials can become unusable after main. */
const LOSSES: Record<string, (fixture: Fixture) => Record<string, string>> = {
  'were blanked by the post step of aws-actions/configure-aws-credentials': () => NO_CREDENTIALS,
  'expired in a long job': ({ emulator }) =>
    credentialVariables(emulator.addPrincipal({ sessionToken: true, expired: true })),
  'were replaced by those of another account': ({ emulator }) =>
    credentialVariables(emulator.addPrincipal({ account: '999999999999' })),
  'were replaced by those of a role without AdminDeleteUser': ({ emulator }) =>
    credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })),
  'are unknown to AWS': () => ({
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'x'.repeat(40),
  }),
};

const losses = Object.entries(LOSSES);

async function signInAndLose(lose: (fixture: Fixture) => Record<string, string>, options: FixtureOptions = {}) {
  const fixture = await startFixture(options);
  const main = await fixture.job.uses({ with: fixture.inputs });
  expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  Object.assign(fixture.job.env, lose(fixture));
  return { ...fixture, main, callsOfPost: () => operationsOf(fixture.emulator).slice(3) };
}

describe.each(losses)('when the credentials %s', (name, lose) => {
  const inTurn = testsInTurn(Object.keys(LOSSES).indexOf(name), 3);

  inTurn('post deletes the user with its own access token', async () => {
    const { emulator, pool, job, callsOfPost } = await signInAndLose(lose);
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(post.log).toContain('with its own access token. AdminDeleteUser on user pool');
    expect(pool.users).toStrictEqual([]);
    expect(callsOfPost().at(-1)).toBe('DeleteUser');
    expect(emulator.violations).toStrictEqual([]);
  });

  inTurn('post refreshes an expired access token first', async () => {
    const clock = new StillClock();
    const { pool, job, callsOfPost } = await signInAndLose(lose, {
      clock,
      client: { secret: true, flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    });
    clock.pass(ACCESS_TOKEN_VALIDITY_MS);
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
    expect(callsOfPost().slice(-2)).toStrictEqual(['GetTokensFromRefreshToken', 'DeleteUser']);
    // The new tokens have no refresh token, and the runner warns about empty masks.
    expect(post.stdout).not.toMatch(/^::add-mask::$/m);
  });

  inTurn('post names the user pool, the reason and the sweep in one warning if main had no tokens', async () => {
    const fixture = await startFixture({ client: { flows: ['ALLOW_USER_SRP_AUTH'] }, job: { debug: true } });
    const main = await fixture.job.uses({ with: fixture.inputs });
    expect(main.outcome).toBe('failure');
    Object.assign(fixture.job.env, lose(fixture));
    const post = await onlyPost(fixture.job);
    expect(post).toMatchObject({ outcome: 'success', stderr: '', annotations: [{ level: 'warning' }] });
    expect(post.annotations).toHaveLength(1);
    for (const words of [fixture.pool.id, 'AdminDeleteUser', 'sweep', '#user-left-behind']) {
      expect(post.annotations[0]?.message).toContain(words);
    }
    expect(fixture.pool.users).toHaveLength(1);
  });
});

itDeep('post warns that the refresh failed without the client secret, which is never in the state', async () => {
  const clock = new StillClock();
  const { emulator, client, pool, job, inputs } = await startFixture({
    clock,
    client: { secret: true, flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  });
  const main = await job.uses({ with: inputs, postWith: { ...inputs, 'client-secret': '' } });
  expect(Object.values(main.state).join()).not.toContain(client.secret);
  Object.assign(job.env, NO_CREDENTIALS);
  clock.pass(ACCESS_TOKEN_VALIDITY_MS);
  const post = await onlyPost(job);
  expect(post.annotations).toStrictEqual([
    {
      level: 'warning',
      message: expect.stringMatching(/GetTokensFromRefreshToken.* failed: .*GitHub gave this post step none/),
    },
  ]);
  expect(pool.users).toHaveLength(1);
  expect(emulator.violations).toStrictEqual([]);
});
