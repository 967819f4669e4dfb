// Verify that many users are created and signed in together, all or none, and that post deletes every one.
import { readFileSync, statSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import {
  cleanUp,
  type Fixture,
  type FixtureOptions,
  NO_CREDENTIALS,
  onlyPost,
  operationsOf,
  runMain,
  useFixtures,
} from '../support/fixture.ts';
import { createIdentityPool } from '../support/identity-pool.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
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
  const fixture = await startFixture();
  const { pool, job, inputs } = fixture;
  const identityPool = createIdentityPool(fixture);
  const main = await runMain(job, { ...inputs, users: '12', 'identity-pool-id': identityPool.id });
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
  expect(identityPool.identities).toStrictEqual([]);
  expect(job.files()).toStrictEqual([]);
});

itDeep('the set-up of many users is checked with one of them', async () => {
  const { pool, job, inputs } = await startFixture();
  const main = await runMain(job, { ...inputs, users: '12', check: 'true' });
  expect(main.log.match(/AdminCreateUser is allowed/g)).toHaveLength(1);
  expect(pool.users).toStrictEqual([]);
});

itDeep('the storage state is that of the first user', async () => {
  const { job, inputs } = await startFixture();
  const origin = 'http://localhost:3000';
  const main = await job.uses({ with: { ...inputs, users: '2', 'storage-state-origin': origin } });
  const [first, second] = readUsers(main);
  const text = readFileSync(main.outputs['STORAGE_STATE'] ?? '', 'utf8');
  expect(text).toContain(first?.['accessToken']);
  expect(text).not.toContain(second?.['accessToken']);
  await onlyPost(job);
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
  const refused = { kind: 'refused', exception: 'InvalidParameterException', message: '', times: 3 } as const;
  emulator.injectFault({ operation: 'AdminDeleteUser', ...refused });
  emulator.injectFault({ operation: 'DeleteUser', ...refused });
  const post = await onlyPost(job);
  expect(post.annotations).toStrictEqual([
    { level: 'warning', message: expect.stringMatching(/^3 of 12 ephemeral users stay in .*#user-left-behind$/) },
  ]);
  expect(pool.users).toHaveLength(3);
});

it('post deletes all users that main created before it was killed', async () => {
  const fixture = await startFixture({ clockSpeed: 5 });
  const { emulator, pool, job, inputs } = fixture;
  const when = waitUntil(() => countOf(fixture, 'AdminCreateUser') >= 6);
  await job.uses({ with: { ...inputs, users: '12' }, interrupt: { when, signal: 'SIGKILL' } });
  expect(pool.users.length).toBeGreaterThan(5);
  expect((await onlyPost(job)).outcome).toBe('success');
  expect(pool.users).toStrictEqual([]);
  expect(emulator.violations).toStrictEqual([]);
});

(isWindows ? it.skip : it)('if the run is cancelled, main ends with one error and post deletes all users', async () => {
  const fixture = await startFixture();
  const { pool, job, inputs } = fixture;
  const when = waitUntil(() => countOf(fixture, 'AdminCreateUser') >= 6);
  const main = await job.uses({ with: { ...inputs, users: '300' }, interrupt: { when, signal: 'SIGINT' } });
  expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
  expect(main.outputs).toStrictEqual({});
  expect(main.annotations).toStrictEqual([
    { level: 'error', message: expect.stringMatching(/^Only \d+ of 300 users were ready\. .*#interrupted$/) },
  ]);
  await cleanUp(job, pool);
});

interface Features {
  readonly fixture: FixtureOptions;
  readonly inputs: (fixture: Fixture) => Readonly<Record<string, string>>;
}

const FEATURES: Readonly<Record<string, Features>> = {
  'a role': { fixture: { credentials: false }, inputs: withRole },
  'groups, SRP, a client secret and authenticator apps that they set up': {
    fixture: {
      pool: { usernameAttributes: ['email'], mfa: 'ON', softwareTokenMfa: true, groups: ['admins', 'readers'] },
      client: { secret: true, flows: ['ALLOW_USER_SRP_AUTH'] },
    },
    inputs: () => ({ 'auth-flow': 'USER_SRP_AUTH', groups: 'admins, readers' }),
  },
  'create-with: sign-up and phone numbers': {
    fixture: { pool: { usernameAttributes: ['phone_number'] } },
    inputs: () => ({ 'create-with': 'sign-up', 'username-format': 'phone-number' }),
  },
  'the login page': {
    fixture: { pool: LOGIN_POOL, client: LOGIN_CLIENT },
    inputs: ({ emulator }) => loginInputs(emulator),
  },
};

for (const [title, features] of Object.entries(FEATURES)) {
  itDeep(`many users work with ${title}`, async () => {
    const fixture = await startFixture(features.fixture);
    const { emulator, pool, job, inputs } = fixture;
    await runMain(job, { ...inputs, users: '5', ...features.inputs(fixture) });
    expect(pool.users).toHaveLength(5);
    await cleanUp(job, pool);
    expect(emulator.violations).toStrictEqual([]);
    // Main and post assume the role once each, not once a user.
    expect(countOf(fixture, 'AssumeRoleWithWebIdentity')).toBe(features.fixture.credentials === false ? 2 : 0);
  });
}
