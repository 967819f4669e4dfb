// Verify that many users are created and signed in together, all or none, and that post deletes every one.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { credentialVariables } from '../support/credential-variables.ts';
import { type Fixture, NO_CREDENTIALS, onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';
import { createIdentityPool } from '../support/identity-pool.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { withRole } from '../support/oidc-variables.ts';
import { firstOf, itDeep } from '../support/sample.ts';
import { waitUntil } from '../support/wait-until.ts';

const startFixture = useFixtures();

const isWindows = process.platform === 'win32';

const KEYS = ['username', 'password', 'idToken', 'accessToken', 'refreshToken', 'expiresAt', 'sub'];

function readUsers({ outputs }: StepResult): Record<string, string>[] {
  return JSON.parse(readFileSync(outputs['USERS_FILE'] ?? '', 'utf8'));
}

function countOf({ emulator }: Fixture, operation: string): number {
  return operationsOf(emulator).filter((name) => name === operation).length;
}

it('12 users are in two files that only the runner can read, masked, and post deletes both users and files', async () => {
  const { pool, job, inputs } = await startFixture();
  const main = await job.uses({ with: { ...inputs, users: '12' } });
  expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expect(main.log).toMatch(/^create and sign in 12 users \(\d+ ms\)$/m);

  const users = readUsers(main);
  const names = users.map(({ username }) => username);
  expect(names.toSorted()).toStrictEqual(pool.users.map(({ username }) => username).toSorted());
  expect(names).toHaveLength(12);
  expect(users.map(Object.keys)).toStrictEqual(Array(12).fill(KEYS));

  const lines = readFileSync(main.outputs['USERS_CSV'] ?? '', 'utf8').split('\r\n');
  expect(lines).toStrictEqual([KEYS.join(','), ...users.map((user) => Object.values(user).join(',')), '']);
  if (!isWindows) {
    const modes = ['USERS_FILE', 'USERS_CSV'].map((name) => statSync(main.outputs[name] ?? '').mode & 0o777);
    expect(modes).toStrictEqual([0o600, 0o600]);
  }

  // The other outputs are those of the first user.
  const [first] = users;
  const { USERNAME, PASSWORD, ID_TOKEN, ACCESS_TOKEN, REFRESH_TOKEN, EXPIRES_AT, SUB } = main.outputs;
  expect([USERNAME, PASSWORD, ID_TOKEN, ACCESS_TOKEN, REFRESH_TOKEN, EXPIRES_AT, SUB]).toStrictEqual(
    Object.values(first ?? {}),
  );

  for (const { username, password, idToken = '', accessToken = '', refreshToken } of users) {
    const parts = [idToken, accessToken].flatMap((token) => token.split('.').slice(1));
    expect(job.masks).toEqual(
      expect.arrayContaining([username, password, idToken, accessToken, refreshToken, ...parts]),
    );
  }

  const post = await onlyPost(job);
  expect(post).toMatchObject({ outcome: 'success', annotations: [] });
  expect(post.log).toContain(`Deleted 12 ephemeral users from user pool ${pool.id}.`);
  expect(pool.users).toStrictEqual([]);
  expect(job.files()).toStrictEqual([]);
});

describe('users: 12 with the features of a single user', () => {
  it('gives each user AWS credentials, and deletes the identities', async () => {
    const fixture = await startFixture();
    const { pool, job, inputs } = fixture;
    const identityPool = createIdentityPool(fixture);
    const main = await job.uses({ with: { ...inputs, users: '12', 'identity-pool-id': identityPool.id } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    const users = readUsers(main);
    const credentialKeys = ['awsAccessKeyId', 'awsSecretAccessKey', 'awsSessionToken'];
    for (const user of users) {
      expect(Object.keys(user)).toStrictEqual([...KEYS, ...credentialKeys, 'identityId']);
      expect(job.masks).toEqual(expect.arrayContaining(credentialKeys.map((key) => user[key])));
    }
    const identityIds = users.map(({ identityId }) => identityId);
    expect(identityIds.toSorted()).toStrictEqual(identityPool.identities.map(({ id }) => id).toSorted());
    expect(identityIds).toHaveLength(12);
    expect(main.outputs).toMatchObject({
      AWS_ACCESS_KEY_ID: users[0]?.['awsAccessKeyId'],
      IDENTITY_ID: identityIds[0],
    });

    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(post.log).toContain(`Deleted 12 identities of ephemeral users from identity pool ${identityPool.id}.`);
    expect(countOf(fixture, 'DeleteIdentities')).toBe(1);
    expect(identityPool.identities).toStrictEqual([]);
    expect(pool.users).toStrictEqual([]);
  });

  itDeep('deletes no other identities that a later step wrote to the users file', async () => {
    const fixture = await startFixture();
    const { pool, job, inputs } = fixture;
    const identityPool = createIdentityPool(fixture);
    const main = await job.uses({ with: { ...inputs, users: '2', 'identity-pool-id': identityPool.id } });
    const [first, second] = readUsers(main);
    const changed = [first, { ...second, identityId: first?.['identityId'] }];
    writeFileSync(main.outputs['USERS_FILE'] ?? '', JSON.stringify(changed));
    const post = await onlyPost(job);
    expect(post.log).toContain(
      `The identities of the ephemeral users stay in identity pool ${identityPool.id}, where nobody can use them.`,
    );
    expect(identityPool.identities).toHaveLength(2);
    expect(pool.users).toStrictEqual([]);
  });

  itDeep('checks the set-up with one of them', async () => {
    const { pool, job, inputs } = await startFixture();
    const main = await job.uses({ with: { ...inputs, users: '12', check: 'true' } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    expect(main.log.match(/AdminCreateUser is allowed/g)).toHaveLength(1);
    expect(pool.users).toStrictEqual([]);
  });

  itDeep('writes the storage state of the first user', async () => {
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
});

describe('post after users: 12', () => {
  itDeep('keeps the users with delete-user: false, and logs it', async () => {
    const { pool, job, inputs } = await startFixture();
    await job.uses({ with: { ...inputs, users: '12', 'delete-user': 'false' } });
    const post = await onlyPost(job);
    expect(post.log).toContain(`Kept 12 ephemeral users in user pool ${pool.id}: delete-user is false.`);
    expect(pool.users).toHaveLength(12);
    expect(job.files()).toStrictEqual([]);
  });

  it.each(
    firstOf([
      ['are missing', () => NO_CREDENTIALS],
      [
        'are denied the deletion',
        ({ emulator }: Fixture) => credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })),
      ],
    ]),
  )('deletes the users with their own access tokens if the AWS credentials %s', async (_, lose) => {
    const fixture = await startFixture();
    const { pool, job, inputs } = fixture;
    await job.uses({ with: { ...inputs, users: '12' } });
    Object.assign(job.env, lose(fixture));
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(post.log).toContain(`Deleted 12 ephemeral users from user pool ${pool.id} with their own access tokens.`);
    expect(pool.users).toStrictEqual([]);
    expect(countOf(fixture, 'DeleteUser')).toBe(12);
  });

  it('warns once how many users stay, and deletes the others', async () => {
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
});

describe('if one user cannot be made ready', () => {
  it('main fails with one message that says how many could, and post deletes all', async () => {
    const { emulator, pool, job, inputs } = await startFixture();
    emulator.injectFault({ operation: 'InitiateAuth', kind: 'none', times: 5 });
    const refused = { exception: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    emulator.injectFault({ operation: 'InitiateAuth', kind: 'refused', times: 1, ...refused });
    const main = await job.uses({ with: { ...inputs, users: '12' } });
    expect(main.outcome).toBe('failure');
    expect(main.outputs).toStrictEqual({});
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(/^Only \d+ of 12 users were ready\. InitiateAuth .* failed: /) },
    ]);
    expect(pool.users.length).toBeGreaterThan(5);
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });

  itDeep('main says how long the users take if the time is up', async () => {
    const { emulator, job, inputs } = await startFixture({ clockSpeed: 5 });
    emulator.injectFault({ operation: 'AdminSetUserPassword', kind: 'hang', times: 99 });
    const main = await job.uses({ with: { ...inputs, users: '12', 'timeout-seconds': '20' } });
    expect(main.annotations).toStrictEqual([
      {
        level: 'error',
        message: expect.stringContaining(
          "Only 0 of 12 users were ready. 12 users take at least 1 second at Cognito's default request quotas.",
        ),
      },
    ]);
    expect(main.log).toMatch(/^0 of 12 users are ready$/m);
  });

  itDeep('main creates no further user', async () => {
    const fixture = await startFixture();
    const { emulator, job, inputs } = fixture;
    emulator.injectFault({
      operation: 'AdminCreateUser',
      kind: 'refused',
      exception: 'InvalidPasswordException',
      message: 'Password did not conform with policy: Password not long enough',
      times: 999,
    });
    const main = await job.uses({ with: { ...inputs, users: '300' } });
    expect(main.outcome).toBe('failure');
    // Calls are in flight when the first refusal arrives: on a busy machine more than on a quiet one.
    expect(countOf(fixture, 'AdminCreateUser')).toBeLessThan(150);
    expect((await onlyPost(job)).log).not.toContain('user pool');
  });
});

describe('if main is killed', () => {
  it('post deletes all users that it created', async () => {
    const fixture = await startFixture({ clockSpeed: 5 });
    const { emulator, pool, job, inputs } = fixture;
    const when = waitUntil(() => countOf(fixture, 'AdminCreateUser') >= 6);
    await job.uses({ with: { ...inputs, users: '12' }, interrupt: { when, signal: 'SIGKILL' } });
    expect(pool.users.length).toBeGreaterThan(5);
    expect((await onlyPost(job)).outcome).toBe('success');
    expect(pool.users).toStrictEqual([]);
    expect(emulator.violations).toStrictEqual([]);
  });

  itDeep('post says how many of the others may still appear', async () => {
    const fixture = await startFixture({ clockSpeed: 10 });
    const { emulator, pool, job, inputs } = fixture;
    emulator.injectFault({ operation: 'AdminCreateUser', kind: 'none', times: 4 });
    emulator.injectFault({ operation: 'AdminCreateUser', kind: 'hang', times: 99 });
    const when = waitUntil(() => countOf(fixture, 'AdminCreateUser') === 12);
    await job.uses({ with: { ...inputs, users: '12' }, interrupt: { when, signal: 'SIGKILL' } });
    expect(pool.users).toHaveLength(4);
    expect((await onlyPost(job)).annotations).toStrictEqual([
      {
        level: 'warning',
        message: expect.stringMatching(/^8 of 12 ephemeral users may stay in .* does not find them/),
      },
    ]);
    expect(pool.users).toStrictEqual([]);
  });
});

(isWindows ? describe.skip : describe)('if the run is cancelled', () => {
  it.each(firstOf(['SIGINT', 'SIGTERM']))(
    'with %s, main ends with one error and post deletes all users',
    async (signal) => {
      const fixture = await startFixture();
      const { pool, job, inputs } = fixture;
      const when = waitUntil(() => countOf(fixture, 'AdminCreateUser') >= 6);
      const main = await job.uses({ with: { ...inputs, users: '300' }, interrupt: { when, signal } });
      expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
      expect(main.annotations).toStrictEqual([
        { level: 'error', message: expect.stringMatching(/^Only \d+ of 300 users were ready\. .*#interrupted$/) },
      ]);
      expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
      expect(pool.users).toStrictEqual([]);
    },
  );
});

describe('many users work with', () => {
  itDeep('a role, which main and post assume once each', async () => {
    const fixture = await startFixture({ credentials: false });
    await expectSuccess(fixture, withRole(fixture));
    expect(countOf(fixture, 'AssumeRoleWithWebIdentity')).toBe(2);
  });

  itDeep('groups, SRP, a client secret and authenticator apps that they set up', async () => {
    const fixture = await startFixture({
      pool: { usernameAttributes: ['email'], mfa: 'ON', softwareTokenMfa: true, groups: ['admins', 'readers'] },
      client: { secret: true, flows: ['ALLOW_USER_SRP_AUTH'] },
    });
    await expectSuccess(fixture, { 'auth-flow': 'USER_SRP_AUTH', groups: 'admins, readers' });
  });

  itDeep('create-with: sign-up and phone numbers', async () => {
    const fixture = await startFixture({ pool: { usernameAttributes: ['phone_number'] } });
    await expectSuccess(fixture, { 'create-with': 'sign-up', 'username-format': 'phone-number' });
  });

  itDeep('the login page', async () => {
    const fixture = await startFixture({ pool: LOGIN_POOL, client: LOGIN_CLIENT });
    await expectSuccess(fixture, loginInputs(fixture.emulator));
  });

  async function expectSuccess(fixture: Fixture, more: Readonly<Record<string, string>>): Promise<void> {
    const { emulator, pool, job, inputs } = fixture;
    const main = await job.uses({ with: { ...inputs, users: '5', ...more } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toHaveLength(5);
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
    expect(emulator.violations).toStrictEqual([]);
  }
});
