/** Jobs that use the action on a real user pool, in every mode and auth flow. `npm run live` runs them. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { startJob } from 'action-runner';
import { addEnrolledUser } from 'cognito-emulator/contract/authenticator-app';
import { createDomain, type Domain, MACHINE } from 'cognito-emulator/contract/domain';
import {
  type ClientRequest,
  type ContractClient,
  type ContractPool,
  PASSWORD,
  type PoolRequest,
} from 'cognito-emulator/contract/pool';
import { eventually, useService } from 'cognito-emulator/contract/service';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { credentialVariables } from '../support/credential-variables.ts';
import { THIS_ACTION } from '../support/fixture.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

type Inputs = Readonly<Record<string, string>>;

interface Story {
  readonly title: string;
  readonly pool?: PoolRequest;
  readonly client?: ClientRequest;
  /** The pool requires an authenticator app. */
  readonly mfa?: true;
  readonly inputs?: Inputs;
  /** The outputs, or the heading of the troubleshooting document that the error names. */
  readonly result?: readonly string[] | string;
}

const service = await useService();

const PLAIN: Inputs = { 'username-format': 'plain' };
const WRONG_PASSWORD = { password: 'Wrong-Password-1' };
const EMAIL_POOL: PoolRequest = { UsernameAttributes: ['email'] };
const ALIAS_POOL: PoolRequest = { AliasAttributes: ['email'] };
const DEVICE_POOL: PoolRequest = {
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false },
};
const CONFIDENTIAL: ClientRequest = { GenerateSecret: true, PreventUserExistenceErrors: 'ENABLED' };
const TOKEN_OUTPUTS = ['ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN', 'EXPIRES_AT', 'SUB'];
const USER_OUTPUTS = ['USERNAME', 'PASSWORD', ...TOKEN_OUTPUTS];
const MACHINE_OUTPUTS = ['ACCESS_TOKEN', 'EXPIRES_AT'];

function ids({ pool, id }: ContractClient): Inputs {
  return { 'user-pool-id': pool.id, 'client-id': id };
}

function secretOf({ secret }: ContractClient): Inputs {
  return secret === undefined ? {} : { 'client-secret': secret };
}

/** The inputs of mode stored for the user `ada`. */
function stored(client: ContractClient, more: Inputs = {}): Inputs {
  return { ...ids(client), mode: 'stored', username: 'ada', password: PASSWORD, ...more };
}

async function setUp({ pool: poolRequest = {}, client: clientRequest = {}, mfa }: Omit<Story, 'title'> = {}) {
  const given = await service.setUp({ pool: poolRequest, client: clientRequest, username: '' });
  if (mfa) {
    await given.pool.setMfa('ON');
  }
  return given;
}

describe('ephemeral', () => {
  it('USER_PASSWORD_AUTH, in a group', async () => {
    const { pool, client } = await setUp();
    await pool.createGroup('testers');
    const attributes = 'email=ada@example.com\nemail_verified=true';
    const more = { groups: 'testers', 'user-attributes': attributes, 'postman-environment': 'true' };
    const outputs = await runJob(pool, { ...ids(client), ...PLAIN, ...more }, [...USER_OUTPUTS, 'POSTMAN_ENVIRONMENT']);
    expect(decodeClaims(outputs['ID_TOKEN'])).toMatchObject({
      email: 'ada@example.com',
      'cognito:groups': ['testers'],
    });
  });

  it.each<Story>([
    { title: 'USER_SRP_AUTH', inputs: { 'auth-flow': 'USER_SRP_AUTH' } },
    { title: 'USER_SRP_AUTH with the client secret', client: CONFIDENTIAL, inputs: { 'auth-flow': 'USER_SRP_AUTH' } },
    { title: 'ADMIN_USER_PASSWORD_AUTH', inputs: { 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' } },
    { title: 'USER_AUTH', inputs: { 'auth-flow': 'USER_AUTH' } },
    { title: 'by e-mail address', pool: EMAIL_POOL, inputs: { 'username-format': 'email' } },
    { title: 'by sign-up', pool: EMAIL_POOL, inputs: { 'username-format': 'email', 'create-with': 'sign-up' } },
    { title: 'by username, where the e-mail address is an alias', pool: ALIAS_POOL },
    { title: 'sets up an authenticator app', mfa: true },
    { title: 'by a new device', pool: DEVICE_POOL, result: [...USER_OUTPUTS, 'DEVICE_KEY'] },
    {
      title: 'fails: a flow that the client does not allow',
      client: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] },
      result: 'auth-flow-disabled',
    },
    { title: 'fails: a group that does not exist', inputs: { groups: 'no-such-group' }, result: 'group-not-found' },
    {
      title: 'fails: a plain username where the pool wants an e-mail address',
      pool: EMAIL_POOL,
      result: 'username-format-wrong',
    },
    {
      title: 'fails: an e-mail address where it is an alias',
      pool: ALIAS_POOL,
      inputs: { 'username-format': 'email' },
      result: 'username-format-wrong',
    },
    {
      title: 'fails: the client secret is missing',
      client: CONFIDENTIAL,
      inputs: { 'client-secret': '' },
      result: 'client-secret-needed',
    },
  ])('$title', async ({ inputs, result = USER_OUTPUTS, ...requests }) => {
    const { pool, client } = await setUp(requests);
    await runJob(pool, { ...ids(client), ...secretOf(client), ...PLAIN, ...inputs }, result);
  });
});

describe('stored', () => {
  it.each<Story>([
    { title: 'USER_PASSWORD_AUTH' },
    { title: 'USER_SRP_AUTH', inputs: { 'auth-flow': 'USER_SRP_AUTH' } },
    { title: 'USER_AUTH', inputs: { 'auth-flow': 'USER_AUTH' } },
    { title: 'by the e-mail address, which is an alias', pool: ALIAS_POOL, inputs: { username: 'ada@example.com' } },
    { title: 'with the client secret', client: CONFIDENTIAL },
    { title: 'with an authenticator app', mfa: true },
    { title: 'fails: without the TOTP secret', mfa: true, inputs: { 'totp-secret': '' }, result: 'totp-secret-needed' },
    { title: 'by a new device', pool: DEVICE_POOL, result: [...USER_OUTPUTS, 'DEVICE_KEY'] },
    { title: 'fails: a wrong password', inputs: WRONG_PASSWORD, result: 'sign-in-rejected' },
  ])('$title', async ({ inputs, result = USER_OUTPUTS, ...requests }) => {
    const { pool, client } = await setUp(requests);
    const app = requests.mfa
      ? { 'totp-secret': (await addEnrolledUser(client)).secret }
      : await pool.addUser('ada', { email: 'ada@example.com', email_verified: 'true' }).then(() => ({}));
    await runJob(pool, stored(client, { ...secretOf(client), ...app, ...inputs }), result);
  });
});

describe('refresh', () => {
  it.each<Story>([
    { title: 'an app client without a secret' },
    { title: 'an app client with a secret', client: CONFIDENTIAL },
    { title: 'fails: no refresh token', inputs: { 'refresh-token': 'no-token' }, result: 'refresh-token-rejected' },
  ])('$title', async ({ inputs, result = TOKEN_OUTPUTS, ...requests }) => {
    const { pool, client } = await setUp(requests);
    await pool.addUser('ada');
    const { RefreshToken } = await client.tokens();
    const refresh = { mode: 'refresh', 'aws-region': service.region, 'refresh-token': RefreshToken };
    await runJob(pool, { 'client-id': client.id, ...refresh, ...secretOf(client), ...inputs }, result);
  });
});

describe('with a domain', () => {
  let domain: Domain;
  beforeAll(async () => {
    domain = await createDomain(service);
  });

  it.each<[string, (client: ContractClient) => Inputs, Story['result']]>([
    ['ephemeral: AUTHORIZATION_CODE', (client) => ({ ...ids(client), ...PLAIN }), USER_OUTPUTS],
    ['stored: AUTHORIZATION_CODE', (client) => stored(client, { scopes: 'openid orders/read' }), USER_OUTPUTS],
    [
      'stored, fails: AUTHORIZATION_CODE with a wrong password',
      (client) => stored(client, WRONG_PASSWORD),
      'sign-in-rejected',
    ],
  ])('%s', async (_, inputsFor, result = []) => {
    const page = { domain: domain.url, 'redirect-uri': 'https://app.example.com/callback' };
    await runJob(domain.pool, { ...inputsFor(domain.client), ...page, 'auth-flow': 'AUTHORIZATION_CODE' }, result);
  });

  it.each([
    ['by the domain', MACHINE, () => ({ domain: domain.url })],
    ['without the domain', { ...MACHINE, ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] as const }, () => ({})],
  ])('client-credentials: %s', async (_, request, more) => {
    const client = await domain.pool.createClient(request);
    const machine = { mode: 'client-credentials', 'aws-region': service.region, scopes: 'orders/read' };
    const inputs = { ...machine, 'client-id': client.id, ...secretOf(client), ...more() };
    await runJob(domain.pool, inputs, MACHINE_OUTPUTS);
  });
});

describe('the sweep', () => {
  const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

  it.each<[string, PoolRequest, string, Inputs]>([
    ['plain usernames', {}, '', PLAIN],
    ['e-mail addresses', EMAIL_POOL, '@example.com', {}],
  ])('deletes leftover users with %s, and no other', async (_, request, suffix, inputs) => {
    const { pool } = await setUp({ pool: request });
    const random = () => Array.from({ length: 26 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
    for (const name of [`gha-1-1-${random()}`, `gha-1-1-${random()}`, 'ada']) {
      await pool.createUser(`${name}${suffix}`);
    }
    const waitForUsers = (count: number) =>
      eventually(
        async () => (await usernames(pool)).length,
        (now) => now === count,
      );
    await waitForUsers(3);
    const job = await createJob(true);
    const settings = { 'user-pool-id': pool.id, 'max-age-hours': '0', ...inputs };
    const { annotations, outputs } = await job.uses({ action: join(REPOSITORY_ROOT, 'sweep'), with: settings });
    await job.end();
    expect([annotations, outputs]).toStrictEqual([[], { FOUND: '2', DELETED: '2', FAILED: '0' }]);
    expect(await waitForUsers(1)).toBe(1);
  });
});

/**
 * Runs main and post, and expects this result and that no user is left. Only mode ephemeral gets AWS credentials.
 *
 * @returns the outputs
 */
async function runJob(pool: ContractPool, inputs: Inputs, result: readonly string[] | string): Promise<Inputs> {
  const known = await usernames(pool);
  const job = await createJob(inputs['mode'] === undefined);
  const { annotations, outputs } = await job.uses({ with: inputs });
  const posts = await job.end();
  expect(posts.map((post) => [post.outcome, post.annotations])).toStrictEqual(posts.map(() => ['success', []]));
  const othersOf = async () => (await usernames(pool)).filter((name) => !known.includes(name));
  expect(await eventually(othersOf, ({ length }) => length === 0)).toStrictEqual([]);

  if (typeof result === 'string') {
    const errors = annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
    expect(errors.map((message) => message.replace(/^.*#/s, ''))).toStrictEqual([result]);
    return outputs;
  }
  expect(annotations).toStrictEqual([]);
  expect(Object.keys(outputs).toSorted()).toStrictEqual(result.toSorted());
  if (result.includes('ID_TOKEN')) {
    expect(decodeClaims(outputs['ID_TOKEN'])).toMatchObject({ token_use: 'id' });
  }
  expect(decodeClaims(outputs['ACCESS_TOKEN'])).toMatchObject({ token_use: 'access' });
  return outputs;
}

async function createJob(hasCredentials: boolean) {
  const env = {
    AWS_REGION: service.region,
    ...(service.endpoint !== undefined && { AWS_ENDPOINT_URL: service.endpoint }),
    ...credentialVariables(hasCredentials && (await service.sdk.config.credentials())),
  };
  return startJob({ env, actions: THIS_ACTION });
}

async function usernames(pool: ContractPool): Promise<readonly (string | undefined)[]> {
  const { Users: users = [] } = await pool.listUsers();
  return users.map(({ Username }) => Username);
}
