// Verify the browser storage state, from the inputs to the file and its removal. `npm run browser` opens it in a
// browser.
import { readFileSync, statSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { StillClock } from '../support/clocks.ts';
import { type Fixture, type FixtureOptions, onlyPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const ORIGIN = { 'storage-state-origin': 'http://localhost:3000' };
const ADA = { username: 'ada@example.com', password: 'Engine-1843' };
const SIGN_IN = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const;

interface Mode {
  readonly fixture: FixtureOptions;
  readonly inputs: (fixture: Fixture) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}

const stored = ({ pool, client }: Fixture) => {
  pool.addUser(ADA);
  return { mode: 'stored', 'client-id': client.id, 'user-pool-id': pool.id, ...ADA };
};

const MODES: Readonly<Record<string, Mode>> = {
  ephemeral: { fixture: {}, inputs: ({ inputs }) => inputs },
  stored: { fixture: { credentials: false }, inputs: stored },
  refresh: {
    fixture: { credentials: false, client: { flows: SIGN_IN } },
    inputs: async (fixture) => {
      const signIn = await fixture.job.uses({ with: { ...stored(fixture), 'revoke-token': 'false' } });
      await fixture.job.post();
      return {
        mode: 'refresh',
        'client-id': fixture.client.id,
        'user-pool-id': fixture.pool.id,
        'refresh-token': String(signIn.outputs['REFRESH_TOKEN']),
      };
    },
  },
};

it.each(Object.entries(MODES))(
  'in mode %s holds the tokens of the outputs and a masked username, is only for the runner, and is removed in post',
  async (_, { fixture: options, inputs }) => {
    const fixture = await startFixture(options);
    const { client, job } = fixture;
    const main = await job.uses({ with: { ...(await inputs(fixture)), ...ORIGIN } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    const path = String(main.outputs['STORAGE_STATE']);
    expect(job.files()).toStrictEqual([relative(job.temp, path)]);
    expect(basename(path)).toMatch(/^cognito-token-[a-z2-7]{26}\.storage_state\.json$/);
    if (process.platform !== 'win32') {
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }

    const claims = decodeClaims(String(main.outputs['ID_TOKEN']));
    // No input of mode refresh contains it.
    expect(main.stdout).toContain(`::add-mask::${claims['cognito:username']}\n`);
    const user = `CognitoIdentityServiceProvider.${client.id}.${claims['cognito:username']}`;
    const { origins, cookies } = JSON.parse(readFileSync(path, 'utf8'));
    expect(origins).toStrictEqual([
      {
        origin: 'http://localhost:3000',
        localStorage: [
          { name: `CognitoIdentityServiceProvider.${client.id}.LastAuthUser`, value: claims['cognito:username'] },
          { name: `${user}.accessToken`, value: main.outputs['ACCESS_TOKEN'] },
          { name: `${user}.idToken`, value: main.outputs['ID_TOKEN'] },
          { name: `${user}.refreshToken`, value: main.outputs['REFRESH_TOKEN'] },
          { name: `${user}.clockDrift`, value: expect.stringMatching(/^-?\d{1,4}$/) },
        ],
      },
    ]);
    expect(cookies.map((cookie: { name: string }) => decodeURIComponent(cookie.name))).toStrictEqual(
      origins[0].localStorage.map((entry: { name: string }) => entry.name),
    );

    const posts = await job.post();
    expect(posts.map(({ log }) => log).join('')).toMatch(/^Removed the browser storage state\.$/m);
    expect(job.files()).toStrictEqual([]);
  },
);

it('is one of two files, each with its own line in the log of post', async () => {
  const { job, inputs } = await startFixture();
  await job.uses({ with: { ...inputs, ...ORIGIN, 'postman-environment': 'true', 'job-summary': 'true' } });
  expect(job.files()).toHaveLength(2);
  const post = await onlyPost(job);
  expect(post.log).toMatch(/^Removed the Postman environment\.\nRemoved the browser storage state\.$/m);
  expect(post.summary).toContain('<td>browser storage state</td>');
  expect(job.files()).toStrictEqual([]);
});

it('tells Amplify how wrong the clock of the machine is', async () => {
  const clock = new StillClock();
  const { job, inputs } = await startFixture({ clock });
  Object.assign(job.env, clock.envFastBy(10));
  const main = await job.uses({ with: { ...inputs, ...ORIGIN } });
  const { origins } = JSON.parse(readFileSync(String(main.outputs['STORAGE_STATE']), 'utf8'));
  const drift = Number(origins[0].localStorage.at(-1).value);
  expect(Math.abs(drift + 10 * 60_000)).toBeLessThan(1_000);
});
