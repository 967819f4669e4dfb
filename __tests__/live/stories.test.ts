/** Jobs that use the action on a real user pool, in every mode and auth flow. `npm run live` runs them. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { CreateGroupCommand, type CreateUserPoolCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type StepResult, startJob } from 'action-runner';
import { addEnrolledUser } from 'cognito-emulator/contract/authenticator-app';
import type { ContractClient } from 'cognito-emulator/contract/client';
import { createDomain, type Domain, MACHINE } from 'cognito-emulator/contract/domain';
import { type ClientRequest, type ContractPool, PASSWORD } from 'cognito-emulator/contract/pool';
import { eventually, useService } from 'cognito-emulator/contract/service';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { THIS_ACTION } from '../support/fixture.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

type Inputs = Readonly<Record<string, string>>;
type PoolRequest = Partial<CreateUserPoolCommandInput>;

interface JobResult {
  readonly main: StepResult;
  /** The other users of the pool after the job. */
  readonly left: number;
}

interface JobSettings {
  readonly inputs: Inputs;
  /** True if the job has AWS credentials. */
  readonly credentials: boolean;
  readonly action?: 'sweep';
}

const service = await useService();

const PLAIN: Inputs = { 'username-format': 'plain' };
const EMAIL_POOL: PoolRequest = { UsernameAttributes: ['email'] };
const ALIAS_POOL: PoolRequest = { AliasAttributes: ['email'] };
const DEVICE_POOL: PoolRequest = {
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false },
};
const CONFIDENTIAL: ClientRequest = { GenerateSecret: true, PreventUserExistenceErrors: 'ENABLED' };
const USER_OUTPUTS = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN', 'EXPIRES_AT', 'SUB'];

async function setUp(poolRequest: PoolRequest = {}, clientRequest: ClientRequest = {}) {
  const pool = await service.createPool(poolRequest);
  return { pool, client: await pool.createClient(clientRequest) };
}

function ids({ pool, id }: ContractClient): Inputs {
  return { 'user-pool-id': pool.id, 'client-id': id };
}

/** The inputs of mode stored for the user `ada`. */
function stored(client: ContractClient, more: Inputs = {}): Inputs {
  return { ...ids(client), mode: 'stored', username: 'ada', password: PASSWORD, ...more };
}

function secretOf({ secret = '' }: ContractClient): Inputs {
  return { 'client-secret': secret };
}

/** Expects a signed-in user, and no other user left. */
function expectTokens({ main, left }: JobResult, outputs: readonly string[]): void {
  expect(main.annotations).toStrictEqual([]);
  expect(Object.keys(main.outputs).toSorted()).toStrictEqual([...outputs].toSorted());
  if (outputs.includes('ID_TOKEN')) {
    expect(decodeClaims(main.outputs['ID_TOKEN'])).toMatchObject({ token_use: 'id' });
  }
  expect(decodeClaims(main.outputs['ACCESS_TOKEN'])).toMatchObject({ token_use: 'access' });
  expect(left).toBe(0);
}

/** Expects one error that ends with this heading of the troubleshooting document, and no other user left. */
function expectError({ main, left }: JobResult, heading: string): void {
  const errors = main.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect(errors.map((message) => message.replace(/^.*#/s, ''))).toStrictEqual([heading]);
  expect(left).toBe(0);
}

describe('ephemeral', () => {
  const run = (client: ContractClient, inputs: Inputs) =>
    runJob(client.pool, { credentials: true, inputs: { ...ids(client), ...inputs } });

  it('USER_PASSWORD_AUTH, in a group', async () => {
    const { pool, client } = await setUp();
    await service.sdk.send(new CreateGroupCommand({ UserPoolId: pool.id, GroupName: 'testers' }));
    const attributes = 'email=ada@example.com\nemail_verified=true';
    const more = { groups: 'testers', 'user-attributes': attributes, 'postman-environment': 'true' };
    const result = await run(client, { ...PLAIN, ...more });
    expectTokens(result, [...USER_OUTPUTS, 'POSTMAN_ENVIRONMENT']);
    expect(decodeClaims(result.main.outputs['ID_TOKEN'])).toMatchObject({
      email: 'ada@example.com',
      'cognito:groups': ['testers'],
    });
  });

  it.each<[string, PoolRequest, ClientRequest, Inputs]>([
    ['USER_SRP_AUTH', {}, {}, { ...PLAIN, 'auth-flow': 'USER_SRP_AUTH' }],
    ['USER_SRP_AUTH with the client secret', {}, CONFIDENTIAL, { ...PLAIN, 'auth-flow': 'USER_SRP_AUTH' }],
    ['ADMIN_USER_PASSWORD_AUTH', {}, {}, { ...PLAIN, 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' }],
    ['USER_AUTH', {}, {}, { ...PLAIN, 'auth-flow': 'USER_AUTH' }],
    ['by e-mail address', EMAIL_POOL, {}, {}],
    ['by sign-up', EMAIL_POOL, {}, { 'create-with': 'sign-up' }],
    ['by username, where the e-mail address is an alias', ALIAS_POOL, {}, PLAIN],
  ])('%s', async (_, poolRequest, clientRequest, inputs) => {
    const { client } = await setUp(poolRequest, clientRequest);
    expectTokens(await run(client, { ...inputs, ...secretOf(client) }), USER_OUTPUTS);
  });

  it('sets up an authenticator app', async () => {
    const { pool, client } = await setUp();
    await pool.setMfa('ON');
    expectTokens(await run(client, PLAIN), USER_OUTPUTS);
  });

  it('by a new device', async () => {
    const { client } = await setUp(DEVICE_POOL);
    expectTokens(await run(client, PLAIN), [...USER_OUTPUTS, 'DEVICE_KEY']);
  });

  it.each<[string, PoolRequest, ClientRequest, Inputs, string]>([
    [
      'a flow that the client does not allow',
      {},
      { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] },
      PLAIN,
      'auth-flow-disabled',
    ],
    ['a group that does not exist', {}, {}, { ...PLAIN, groups: 'no-such-group' }, 'group-not-found'],
    ['a plain username where the pool wants an e-mail address', EMAIL_POOL, {}, PLAIN, 'username-format-wrong'],
    ['an e-mail address where it is an alias', ALIAS_POOL, {}, {}, 'username-format-wrong'],
    ['the client secret is missing', {}, CONFIDENTIAL, PLAIN, 'client-secret-needed'],
  ])('fails: %s', async (_, poolRequest, clientRequest, inputs, heading) => {
    const { client } = await setUp(poolRequest, clientRequest);
    expectError(await run(client, inputs), heading);
  });
});

describe('stored', () => {
  const run = ({ pool }: ContractClient, inputs: Inputs) => runJob(pool, { credentials: false, inputs });

  it.each<[string, PoolRequest, ClientRequest, Inputs]>([
    ['USER_PASSWORD_AUTH', {}, {}, {}],
    ['USER_SRP_AUTH', {}, {}, { 'auth-flow': 'USER_SRP_AUTH' }],
    ['USER_AUTH', {}, {}, { 'auth-flow': 'USER_AUTH' }],
    ['by the e-mail address, which is an alias', ALIAS_POOL, {}, { username: 'ada@example.com' }],
    ['with the client secret', {}, CONFIDENTIAL, {}],
  ])('%s', async (_, poolRequest, clientRequest, inputs) => {
    const { pool, client } = await setUp(poolRequest, clientRequest);
    await pool.addUser('ada', { email: 'ada@example.com', email_verified: 'true' });
    expectTokens(await run(client, stored(client, { ...inputs, ...secretOf(client) })), USER_OUTPUTS);
  });

  it('with an authenticator app', async () => {
    const { pool, client } = await setUp();
    await pool.setMfa('ON');
    const { secret } = await addEnrolledUser(client);
    expectTokens(await run(client, stored(client, { 'totp-secret': secret })), USER_OUTPUTS);
  });

  it('fails: without the TOTP secret', async () => {
    const { pool, client } = await setUp();
    await pool.setMfa('ON');
    await addEnrolledUser(client);
    expectError(await run(client, stored(client)), 'totp-secret-needed');
  });

  it('by a new device', async () => {
    const { pool, client } = await setUp(DEVICE_POOL);
    await pool.addUser('ada');
    expectTokens(await run(client, stored(client)), [...USER_OUTPUTS, 'DEVICE_KEY']);
  });

  it('fails: a wrong password', async () => {
    const { pool, client } = await setUp();
    await pool.addUser('ada');
    expectError(await run(client, stored(client, { password: 'Wrong-Password-1' })), 'sign-in-rejected');
  });
});

describe('refresh', () => {
  const run = (client: ContractClient, token: string, more: Inputs = {}) =>
    runJob(client.pool, {
      credentials: false,
      inputs: {
        mode: 'refresh',
        'aws-region': service.region,
        'client-id': client.id,
        'refresh-token': token,
        ...more,
      },
    });

  it.each<[string, ClientRequest]>([
    ['an app client without a secret', {}],
    ['an app client with a secret', CONFIDENTIAL],
  ])('%s', async (_, clientRequest) => {
    const { pool, client } = await setUp({}, clientRequest);
    await pool.addUser('ada');
    const { RefreshToken } = await client.tokens();
    const result = await run(client, RefreshToken, secretOf(client));
    expectTokens(result, ['ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN', 'EXPIRES_AT', 'SUB']);
  });

  it('fails: no refresh token', async () => {
    const { client } = await setUp();
    expectError(await run(client, 'not-a-refresh-token'), 'refresh-token-rejected');
  });
});

describe('with a domain', () => {
  let domain: Domain;
  beforeAll(async () => {
    domain = await createDomain(service);
  });
  const page = (more: Inputs = {}): Inputs => ({
    ...ids(domain.client),
    'auth-flow': 'AUTHORIZATION_CODE',
    domain: domain.url,
    'redirect-uri': 'https://app.example.com/callback',
    ...more,
  });

  it('ephemeral: AUTHORIZATION_CODE', async () => {
    expectTokens(await runJob(domain.pool, { credentials: true, inputs: page(PLAIN) }), USER_OUTPUTS);
  });

  it('stored: AUTHORIZATION_CODE', async () => {
    const inputs = page(stored(domain.client, { scopes: 'openid orders/read' }));
    expectTokens(await runJob(domain.pool, { credentials: false, inputs }), USER_OUTPUTS);
  });

  it('stored, fails: AUTHORIZATION_CODE with a wrong password', async () => {
    const inputs = page(stored(domain.client, { password: 'Wrong-Password-1' }));
    expectError(await runJob(domain.pool, { credentials: false, inputs }), 'sign-in-rejected');
  });

  const machine = ({ id, secret = '' }: ContractClient): Inputs => ({
    mode: 'client-credentials',
    'client-id': id,
    'client-secret': secret,
    'aws-region': service.region,
    scopes: 'orders/read',
  });

  it('client-credentials: by the domain', async () => {
    const inputs = { ...machine(await domain.pool.createClient(MACHINE)), domain: domain.url };
    expectTokens(await runJob(domain.pool, { credentials: false, inputs }), ['ACCESS_TOKEN', 'EXPIRES_AT']);
  });

  it('client-credentials: without the domain', async () => {
    const client = await domain.pool.createClient({ ...MACHINE, ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] });
    const result = await runJob(domain.pool, { credentials: false, inputs: machine(client) });
    expectTokens(result, ['ACCESS_TOKEN', 'EXPIRES_AT']);
  });
});

describe('the sweep', () => {
  const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

  /** Creates two users that the sweep recognises, and one that it does not. */
  async function leaveUsers(pool: ContractPool, suffix: string): Promise<void> {
    const random = () => Array.from({ length: 26 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
    for (const name of [`gha-1-1-${random()}`, `gha-1-1-${random()}`, 'ada']) {
      await pool.createUser(`${name}${suffix}`);
    }
    await eventually(
      () => pool.listUsers(),
      ({ Users: users = [] }) => users.length === 3,
    );
  }

  it.each<[string, PoolRequest, string, Inputs]>([
    ['plain usernames', {}, '', PLAIN],
    ['e-mail addresses', EMAIL_POOL, '@example.com', {}],
  ])('deletes leftover users with %s, and no other', async (_, poolRequest, suffix, inputs) => {
    const { pool } = await setUp(poolRequest);
    await leaveUsers(pool, suffix);
    const settings = { 'user-pool-id': pool.id, 'max-age-hours': '0', ...inputs };
    const { main } = await runJob(pool, { credentials: true, action: 'sweep', inputs: settings });
    expect([main.annotations, main.outputs]).toStrictEqual([[], { FOUND: '2', DELETED: '2', FAILED: '0' }]);
    const { Users: left = [] } = await eventually(
      () => pool.listUsers(),
      ({ Users: users = [] }) => users.length === 1,
    );
    expect(left).toHaveLength(1);
  });
});

/** Runs main and post. Post must succeed without a warning. */
async function runJob(pool: ContractPool, settings: JobSettings): Promise<JobResult> {
  const known = await usernames(pool);
  const job = startJob({ env: await environment(settings.credentials), actions: THIS_ACTION });
  try {
    const action = join(REPOSITORY_ROOT, settings.action ?? '');
    const main = await job.uses({ action, with: settings.inputs });
    const posts = await job.post();
    expect(posts.map(({ outcome, annotations }) => ({ outcome, annotations }))).toStrictEqual(
      posts.map(() => ({ outcome: 'success', annotations: [] })),
    );
    const countOthers = async () => [...(await usernames(pool))].filter((name) => !known.has(name)).length;
    return { main, left: await eventually(countOthers, (count) => count === 0) };
  } finally {
    await job.end();
  }
}

async function usernames(pool: ContractPool): Promise<ReadonlySet<string | undefined>> {
  const { Users: users = [] } = await pool.listUsers();
  return new Set(users.map(({ Username }) => Username));
}

async function environment(withCredentials: boolean): Promise<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = await service.sdk.config.credentials();
  return {
    AWS_REGION: service.region,
    ...(service.endpoint !== undefined && { AWS_ENDPOINT_URL: service.endpoint }),
    ...(withCredentials && { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }),
    ...(withCredentials && sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
}
