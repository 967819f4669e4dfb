// Verify refresh token rotation in mode refresh and in the post step: each uses the newest refresh token that it has.
import { describe, expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import { type Fixture, type FixtureOptions, runMain, runPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const ACCESS_TOKEN_VALIDITY_MS = 3_600_000;

async function start(options: FixtureOptions = {}) {
  const clock = new StillClock();
  const fixture = await startFixture({
    ...options,
    clock,
    // Rotation excludes ALLOW_REFRESH_TOKEN_AUTH.
    client: { flows: ['ALLOW_USER_PASSWORD_AUTH'], refreshTokenRotation: { gracePeriodSeconds: 10 } },
  });
  return { ...fixture, clock };
}

function refreshing({ client }: Fixture, refreshToken: string | undefined): Record<string, string> {
  return { mode: 'refresh', 'client-id': client.id, 'aws-region': 'eu-west-1', 'refresh-token': refreshToken ?? '' };
}

it('mode refresh continues a chain from step to step', async () => {
  const fixture = await start();
  const { job, inputs, clock } = fixture;
  let { outputs } = await job.uses({ with: inputs });
  for (let step = 0; step < 3; step += 1) {
    clock.pass(ACCESS_TOKEN_VALIDITY_MS);
    const main = await runMain(job, refreshing(fixture, outputs['REFRESH_TOKEN']));
    expect(main.outputs['REFRESH_TOKEN']).not.toBe(outputs['REFRESH_TOKEN']);
    outputs = main.outputs;
  }
});

describe('post', () => {
  it('says that a later step refreshed the tokens if it cannot delete the user', async () => {
    const fixture = await start();
    const { emulator, pool, job, inputs, clock } = fixture;
    // Post deletes the user with its own access token.
    emulator.deny(emulator.credentials, ['AdminDeleteUser']);
    const { outputs } = await job.uses({ with: inputs });
    await job.uses({ with: refreshing(fixture, outputs['REFRESH_TOKEN']) });
    clock.pass(ACCESS_TOKEN_VALIDITY_MS);
    const posts = await job.post();
    expect(posts.flatMap(({ annotations }) => annotations)).toStrictEqual([
      { level: 'warning', message: expect.stringMatching(/already exchanged for a newer one.*#user-left-behind$/) },
    ]);
    expect(pool.users).toHaveLength(1);
  });

  it('revokes the refresh token that it got when it forgot the device', async () => {
    const { emulator, pool, client, job, clock } = await start({ pool: { deviceTracking: 'always' } });
    pool.addUser(STORED);
    const inputs = { mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1', ...STORED };
    const main = await job.uses({ with: inputs });
    clock.pass(ACCESS_TOKEN_VALIDITY_MS);
    await runPost(job);
    expect(emulator.requests.slice(-3).map(({ operation }) => operation)).toStrictEqual([
      'GetTokensFromRefreshToken',
      'ForgetDevice',
      'RevokeToken',
    ]);
    const revoked = emulator.requests.at(-1)?.body;
    expect(revoked).toMatchObject({ Token: [...pool.signIns.keys()].at(-1) });
    expect(revoked).not.toMatchObject({ Token: main.outputs['REFRESH_TOKEN'] });
  });
});
