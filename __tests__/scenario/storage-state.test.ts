// Verify the browser storage state, from the inputs to the file and its removal. `npm run browser` opens it in a
// browser.
import { readFileSync, statSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { onlyPost, runMain, runPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const ORIGIN = { 'storage-state-origin': 'http://localhost:3000' };
const ADA = { username: 'ada@example.com', password: 'Engine-1843' };

it('holds the tokens of the outputs and a masked username, is only for the runner, and is removed in post', async () => {
  const { pool, client, job } = await startFixture({ credentials: false });
  pool.addUser(ADA);
  // No input of mode refresh contains the username.
  const main = await runMain(job, {
    mode: 'refresh',
    'client-id': client.id,
    'user-pool-id': pool.id,
    'refresh-token': pool.addSignIn(client, ADA.username),
    ...ORIGIN,
  });
  const path = String(main.outputs['STORAGE_STATE']);
  expect(job.files()).toStrictEqual([relative(job.temp, path)]);
  expect(basename(path)).toMatch(/^cognito-token-[a-z2-7]{26}\.storage_state\.json$/);
  if (process.platform !== 'win32') {
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }

  const claims = decodeClaims(String(main.outputs['ID_TOKEN']));
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

  const post = await runPost(job);
  expect(post.log).toMatch(/^Removed the browser storage state\.$/m);
  expect(job.files()).toStrictEqual([]);
});

it('is one of two files, each with its own line in the log of post', async () => {
  const { job, inputs } = await startFixture();
  await job.uses({ with: { ...inputs, ...ORIGIN, 'postman-environment': 'true', 'job-summary': 'true' } });
  expect(job.files()).toHaveLength(2);
  const post = await onlyPost(job);
  expect(post.log).toMatch(/^Removed the Postman environment\.\nRemoved the browser storage state\.$/m);
  expect(post.summary).toContain('<td>browser storage state</td>');
  expect(job.files()).toStrictEqual([]);
});
