// Verify that mode refresh exchanges a refresh token for new tokens, with and without rotation, and that post revokes
// nothing.
import { expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { StillClock } from '../support/clocks.ts';
import { operationsOf, readableTextOf, runMain, runPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const USER = { username: 'ada', password: 'Analytical-Engine-1843' };
const ACCESS_TOKEN_VALIDITY_MS = 3_600_000;

it('returns the given refresh token without rotation, and masks a username that no input contains', async () => {
  const { emulator, pool, client, job, inputs } = await startFixture({
    client: { secret: true },
    credentials: false,
    job: { debug: true },
  });
  pool.addUser(USER);
  const refreshToken = pool.addSignIn(client, USER.username);
  const main = await runMain(job, {
    ...inputs,
    mode: 'refresh',
    'refresh-token': refreshToken,
    'client-metadata': 'ticket=7',
    'storage-state-origin': 'http://localhost:3000',
  });
  const { STORAGE_STATE, ...outputs } = main.outputs;
  expect(Object.keys(outputs)).toStrictEqual(['ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN', 'EXPIRES_AT', 'SUB']);
  expect(outputs).toMatchObject({ REFRESH_TOKEN: refreshToken, SUB: pool.users[0]?.attributes['sub'] });
  expect(pool.triggers.calls.at(-1)).toMatchObject({
    source: 'TokenGeneration_RefreshTokens',
    clientMetadata: { ticket: '7' },
  });
  expect(job.masks).toContain(decodeClaims(outputs['ID_TOKEN'])['cognito:username']);
  for (const name of ['ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN']) {
    expect(job.masks).toContain(outputs[name]);
    expect(readableTextOf(main)).not.toContain(outputs[name]);
  }

  expect((await runPost(job)).log).toBe('Removed the browser storage state.\n');
  expect(operationsOf(emulator)).toStrictEqual(['GetTokensFromRefreshToken']);
  expect(emulator.violations).toStrictEqual([]);
});

it('continues a chain from step to step with rotation, and post says so if it cannot delete the user', async () => {
  const clock = new StillClock();
  const { emulator, pool, client, job, inputs } = await startFixture({
    clock,
    // Rotation excludes ALLOW_REFRESH_TOKEN_AUTH.
    client: { flows: ['ALLOW_USER_PASSWORD_AUTH'], refreshTokenRotation: { gracePeriodSeconds: 10 } },
  });
  // Post deletes the user with its own access token.
  emulator.deny(emulator.credentials, ['AdminDeleteUser']);
  let { outputs } = await job.uses({ with: inputs });
  const refresh = { mode: 'refresh', 'client-id': client.id, 'aws-region': 'eu-west-1' };
  for (let step = 0; step < 3; step += 1) {
    clock.pass(ACCESS_TOKEN_VALIDITY_MS);
    const main = await runMain(job, { ...refresh, 'refresh-token': outputs['REFRESH_TOKEN'] ?? '' });
    expect(main.outputs['REFRESH_TOKEN']).not.toBe(outputs['REFRESH_TOKEN']);
    outputs = main.outputs;
  }
  const posts = await job.post();
  expect(posts.flatMap(({ annotations }) => annotations)).toStrictEqual([
    { level: 'warning', message: expect.stringMatching(/already exchanged for a newer one.*#user-left-behind$/) },
  ]);
  expect(pool.users).toHaveLength(1);
});
