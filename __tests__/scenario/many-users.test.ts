// Verify that many users are created and signed in together, all or none, and that post deletes every one.
import { readFileSync, statSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { StillClock } from '../support/clocks.ts';
import {
  cleanUp,
  type Fixture,
  NO_CREDENTIALS,
  onlyPost,
  operationsOf,
  runMain,
  useFixtures,
} from '../support/fixture.ts';
import { createIdentityPool } from '../support/identity-pool.ts';
import { MAIN_JOBS, type MainJob } from '../support/main-jobs.ts';
import { withRole } from '../support/oidc-variables.ts';
import { itDeep } from '../support/sample.ts';
import { waitUntil } from '../support/wait-until.ts';

const startFixture = useFixtures();

const isWindows = process.platform === 'win32';

/** The output that has the same value for the first user, by the key in the users file. */
const OUTPUTS_BY_KEY = {
  username: 'USERNAME',
  password: 'PASSWORD',
  idToken: 'ID_TOKEN',
  accessToken: 'ACCESS_TOKEN',
  refreshToken: 'REFRESH_TOKEN',
  expiresAt: 'EXPIRES_AT',
  sub: 'SUB',
  awsAccessKeyId: 'AWS_ACCESS_KEY_ID',
  awsSecretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  awsSessionToken: 'AWS_SESSION_TOKEN',
  identityId: 'IDENTITY_ID',
};

function readUsers({ outputs }: StepResult): Record<string, string>[] {
  return JSON.parse(readFileSync(outputs['USERS_FILE'] ?? '', 'utf8'));
}

function countOf({ emulator }: Fixture, operation: string): number {
  return operationsOf(emulator).filter((name) => name === operation).length;
}

it('12 users are in two files that only the runner can read, masked, and post deletes both users and files', async () => {
  const fixture = await startFixture({ credentials: false });
  const { pool, job } = fixture;
  const identityPool = createIdentityPool(fixture);
  const main = await runMain(job, { ...withRole(fixture), users: '12', 'identity-pool-id': identityPool.id });
  expect(main.log).toMatch(/^create and sign in 12 users \(\d+ ms\)$/m);

  const users = readUsers(main);
  const names = users.map(({ username }) => username);
  expect(names.toSorted()).toStrictEqual(pool.users.map(({ username }) => username).toSorted());
  expect(names).toHaveLength(12);
  const identityIds = users.map(({ identityId }) => identityId);
  expect(identityIds.toSorted()).toStrictEqual(identityPool.identities.map(({ id }) => id).toSorted());
  expect(users.map(Object.keys)).toStrictEqual(Array(12).fill(Object.keys(OUTPUTS_BY_KEY)));

  const lines = readFileSync(main.outputs['USERS_CSV'] ?? '', 'utf8').split('\r\n');
  const header = Object.keys(OUTPUTS_BY_KEY).join(',');
  expect(lines).toStrictEqual([header, ...users.map((user) => Object.values(user).join(',')), '']);
  if (!isWindows) {
    const modes = ['USERS_FILE', 'USERS_CSV'].map((name) => statSync(main.outputs[name] ?? '').mode & 0o777);
    expect(modes).toStrictEqual([0o600, 0o600]);
  }

  // The other outputs are those of the first user.
  const outputs = Object.values(OUTPUTS_BY_KEY).map((name) => main.outputs[name]);
  expect(outputs).toStrictEqual(Object.values(users[0] ?? {}));

  const notSecret = ['expiresAt', 'sub', 'identityId'];
  for (const user of users) {
    const secrets = Object.entries(user).flatMap(([key, value]) => (notSecret.includes(key) ? [] : [value]));
    const { idToken = '', accessToken = '' } = user;
    const parts = [idToken, accessToken].flatMap((token) => token.split('.').slice(1));
    expect(job.masks).toEqual(expect.arrayContaining([...secrets, ...parts]));
  }

  const post = await cleanUp(job, pool);
  expect(post.log).toContain(`Deleted 12 ephemeral users from user pool ${pool.id}.`);
  expect(post.log).toContain(`Deleted 12 identities of ephemeral users from identity pool ${identityPool.id}.`);
  expect(countOf(fixture, 'DeleteIdentities')).toBe(1);
  // Once in main and once in post, not once a user.
  expect(countOf(fixture, 'AssumeRoleWithWebIdentity')).toBe(2);
  expect(identityPool.identities).toStrictEqual([]);
  expect(job.files()).toStrictEqual([]);
});

it('post deletes many users with their own access tokens if the AWS credentials are missing', async () => {
  const fixture = await startFixture();
  const { pool, job, inputs } = fixture;
  await job.uses({ with: { ...inputs, users: '12' } });
  Object.assign(job.env, NO_CREDENTIALS);
  const post = await cleanUp(job, pool);
  expect(post.log).toContain(`Deleted 12 ephemeral users from user pool ${pool.id} with their own access tokens.`);
  expect(countOf(fixture, 'DeleteUser')).toBe(12);
});

it('post warns once how many users stay, and deletes the others', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  await job.uses({ with: { ...inputs, users: '12' } });
  for (const operation of ['AdminDeleteUser', 'DeleteUser']) {
    emulator.injectFault({ operation, kind: 'refused', exception: 'InvalidParameterException', message: '', times: 3 });
  }
  const message = expect.stringMatching(/^3 of 12 ephemeral users stay in .*#user-left-behind$/);
  expect((await onlyPost(job)).annotations).toStrictEqual([{ level: 'warning', message }]);
  expect(pool.users).toHaveLength(3);
});

it.each(isWindows ? (['SIGKILL'] as const) : (['SIGKILL', 'SIGINT'] as const))(
  'post deletes all users that main created before %s',
  async (signal) => {
    const fixture = await startFixture({ clock: new StillClock() });
    const { emulator, pool, job, inputs } = fixture;
    const when = waitUntil(() => countOf(fixture, 'AdminCreateUser') >= 6);
    const main = await job.uses({ with: { ...inputs, users: '300' }, interrupt: { when, signal } });
    expect(pool.users.length).toBeGreaterThan(5);
    if (signal === 'SIGINT') {
      expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
      expect(main.outputs).toStrictEqual({});
      expect(main.annotations).toStrictEqual([
        { level: 'error', message: expect.stringMatching(/^Only \d+ of 300 users were ready\. .*#interrupted$/) },
      ]);
    }
    const post = await onlyPost(job);
    expect(post.outcome).toBe('success');
    // After a kill, post may not know whether a user exists.
    expect(signal === 'SIGINT' ? post.annotations : []).toStrictEqual([]);
    expect(pool.users).toStrictEqual([]);
    expect(emulator.violations).toStrictEqual([]);
  },
);

for (const [title, mainJob] of Object.entries<MainJob>(MAIN_JOBS)) {
  itDeep(`three users work with ${title}`, async () => {
    // A still clock would add up the times that users wait for their next code at once, until the codes have expired.
    const fixture = await startFixture({ ...mainJob.fixture, clockSpeed: 4 });
    const { emulator, pool, job } = fixture;
    await runMain(job, { ...mainJob.inputs(fixture), users: '3', 'timeout-seconds': '600' });
    expect(pool.users).toHaveLength(3);
    await cleanUp(job, pool);
    expect(emulator.violations).toStrictEqual([]);
  });
}
