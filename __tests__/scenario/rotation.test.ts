// Verify refresh token rotation in mode refresh and in the post step: each uses the newest refresh token that it has.
import { describe, expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import { credentialVariables } from '../support/credential-variables.ts';
import { type Fixture, type FixtureOptions, onlyPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const ACCESS_TOKEN_VALIDITY_MS = 3_600_000;
const GRACE_PERIOD_SECONDS = 10;

async function start(options: FixtureOptions = {}) {
  const clock = new StillClock();
  const fixture = await startFixture({
    ...options,
    clock,
    // Rotation excludes ALLOW_REFRESH_TOKEN_AUTH.
    client: {
      flows: ['ALLOW_USER_PASSWORD_AUTH'],
      refreshTokenRotation: { gracePeriodSeconds: GRACE_PERIOD_SECONDS },
    },
  });
  return { ...fixture, clock };
}

function refreshing({ client }: Fixture, refreshToken: string | undefined): Record<string, string> {
  return {
    mode: 'refresh',
    'client-id': client.id,
    'aws-region': 'eu-west-1',
    'refresh-token': refreshToken ?? '',
  };
}

/** Lets post delete the user only with the user's own access token. */
function denyDeletion({ emulator, job }: Fixture): void {
  Object.assign(job.env, credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })));
}

describe('mode refresh', () => {
  it('continues a chain from step to step', async () => {
    const fixture = await start();
    const { job, inputs, clock } = fixture;
    let { outputs } = await job.uses({ with: inputs });
    for (let step = 0; step < 3; step += 1) {
      clock.pass(ACCESS_TOKEN_VALIDITY_MS);
      const main = await job.uses({ with: refreshing(fixture, outputs['REFRESH_TOKEN']) });
      expect(main).toMatchObject({ outcome: 'success', annotations: [] });
      expect(main.outputs['REFRESH_TOKEN']).not.toBe(outputs['REFRESH_TOKEN']);
      outputs = main.outputs;
    }
  });

  it('accepts a replaced refresh token within the grace period, and not after it', async () => {
    const fixture = await start();
    const { job, inputs, clock } = fixture;
    const { outputs } = await job.uses({ with: inputs });
    const refresh = () => job.uses({ with: refreshing(fixture, outputs['REFRESH_TOKEN']) });
    expect(await refresh()).toMatchObject({ outcome: 'success', annotations: [] });
    clock.pass(GRACE_PERIOD_SECONDS * 1000 - 1_000);
    expect(await refresh()).toMatchObject({ outcome: 'success', annotations: [] });
    clock.pass(1_000);
    expect((await refresh()).annotations).toStrictEqual([
      { level: 'error', message: expect.stringContaining('#refresh-token-reused') },
    ]);
  });
});

describe('post', () => {
  it('deletes an ephemeral user with tokens that it refreshes', async () => {
    const fixture = await start();
    const { emulator, pool, job, inputs, clock } = fixture;
    denyDeletion(fixture);
    await job.uses({ with: inputs });
    clock.pass(ACCESS_TOKEN_VALIDITY_MS);
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(emulator.requests.slice(-2)).toMatchObject([
      { operation: 'GetTokensFromRefreshToken', status: 200 },
      { operation: 'DeleteUser', status: 200 },
    ]);
    expect(pool.users).toStrictEqual([]);
  });

  it('says that a later step refreshed the tokens if it cannot delete the user', async () => {
    const fixture = await start();
    const { pool, job, inputs, clock } = fixture;
    denyDeletion(fixture);
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
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
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
