// Verify that main exchanges the ID token for AWS credentials in every mode and auth flow, that later steps can sign
// with them, and that post deletes the identity of an ephemeral user.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { cancelMain } from '../support/cancelled-main.ts';
import { StillClock } from '../support/clocks.ts';
import { credentialVariables } from '../support/credential-variables.ts';
import {
  cleanUp,
  type Fixture,
  type FixtureOptions,
  operationsOf,
  runMain,
  runPost,
  useFixtures,
} from '../support/fixture.ts';
import { createIdentityPool, IDENTITY_CALLS } from '../support/identity-pool.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { withRole } from '../support/oidc-variables.ts';
import { itDeep, sample } from '../support/sample.ts';

const startFixture = useFixtures();

const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };
const READERS = 'arn:aws:iam::123456789012:role/readers';
const CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
const CREATED = ['AdminCreateUser', 'AdminSetUserPassword', 'InitiateAuth'];

async function startScenario(options: FixtureOptions = {}) {
  const fixture = await startFixture(options);
  const identityPool = createIdentityPool(fixture);
  return { ...fixture, identityPool, inputs: { ...fixture.inputs, 'identity-pool-id': identityPool.id } };
}

/** Expects the outputs to be credentials of the role that the emulator accepts. Returns their variables. */
function expectCredentials({ emulator, job }: Fixture, outputs: Readonly<Record<string, string>>, role: string) {
  const variables = Object.fromEntries(CREDENTIALS.map((name) => [name, outputs[name] ?? '']));
  for (const value of Object.values(variables)) {
    expect(value).not.toBe('');
    expect(job.masks).toContain(value);
  }
  const granted = emulator.secrets.filter(({ kind }) => kind === 'AWS credentials of a user').map(({ text }) => text);
  expect(granted).toEqual(expect.arrayContaining(Object.values(variables)));
  expect(emulator.principalOf(variables['AWS_ACCESS_KEY_ID'] ?? '')?.arn).toBe(
    `arn:aws:sts::123456789012:assumed-role/${role}/CognitoIdentityCredentials`,
  );
}

const FLOWS = [
  'USER_PASSWORD_AUTH',
  'USER_SRP_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
  'AUTHORIZATION_CODE',
] as const;
const cases = sample(
  FLOWS.flatMap((flow) => [false, true].map((secret) => ({ flow, secret }))),
  ({ flow, secret }) => flow === 'USER_SRP_AUTH' && secret,
);

it.each(cases)(
  'auth flow $flow, client secret: $secret, gives credentials in the modes ephemeral, stored and refresh',
  async ({ flow, secret }) => {
    const fixture = await startScenario({
      pool: { ...LOGIN_POOL, usernameAttributes: ['email'] },
      client: {
        ...LOGIN_CLIENT,
        secret,
        flows: [...(flow === 'AUTHORIZATION_CODE' ? [] : [`ALLOW_${flow}` as const]), 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
      job: { debug: true },
    });
    const { emulator, pool, job, identityPool, inputs } = fixture;
    pool.addUser(STORED);
    const signIn = { ...inputs, 'auth-flow': flow, ...(flow === 'AUTHORIZATION_CODE' ? loginInputs(emulator) : {}) };
    const ephemeral = await job.uses({ with: signIn });
    const stored = await job.uses({ with: { ...signIn, mode: 'stored', ...STORED, 'revoke-token': 'false' } });
    const refreshToken = stored.outputs['REFRESH_TOKEN'] ?? '';
    const refreshed = await job.uses({ with: { ...inputs, mode: 'refresh', 'refresh-token': refreshToken } });
    for (const main of [ephemeral, stored, refreshed]) {
      expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
      expectCredentials(fixture, main.outputs, 'signed-in-users');
    }
    const ids = identityPool.identities.map(({ id }) => id);
    expect([ephemeral, stored, refreshed].map(({ outputs }) => outputs['IDENTITY_ID'])).toStrictEqual([
      ids[0],
      ids[1],
      ids[1],
    ]);
    const identityCalls = emulator.requests.filter(({ operation }) => IDENTITY_CALLS.includes(operation));
    expect(identityCalls).toMatchObject(Array(6).fill({ signed: false }));

    expect(await job.post()).toMatchObject(Array(3).fill({ outcome: 'success', annotations: [] }));
    expect(identityPool.identities.map(({ id }) => id)).toStrictEqual([ids[1]]);
    expect(emulator.violations).toStrictEqual([]);
  },
);

it('main makes two more calls over the same connection, and post deletes the identity after its user', async () => {
  const { emulator, pool, job, identityPool, inputs } = await startScenario();
  const main = await runMain(job, inputs);
  expect(main.exported).toStrictEqual({});
  expect(operationsOf(emulator)).toStrictEqual([...CREATED, ...IDENTITY_CALLS]);
  expect(new Set(emulator.requests.map(({ connection }) => connection)).size).toBe(1);

  const post = await cleanUp(job, pool);
  expect(post.log).toContain(`Deleted the identity of the ephemeral user from identity pool ${identityPool.id}.`);
  expect(emulator.requests.slice(-2)).toMatchObject([
    { operation: 'AdminDeleteUser', status: 200 },
    { operation: 'DeleteIdentities', signed: true, status: 200 },
  ]);
  expect(identityPool.identities).toStrictEqual([]);
});

describe('main', () => {
  it("writes the credentials where all outputs go, and leaves the job's own credentials as they are", async () => {
    const { emulator, job, inputs } = await startScenario();
    const own = credentialVariables(emulator.credentials);
    const { outputs, exported } = await job.uses({
      with: { ...inputs, 'env-prefix': 'API_', 'postman-environment': 'true' },
    });
    const { values } = JSON.parse(readFileSync(outputs['POSTMAN_ENVIRONMENT'] ?? '', 'utf8'));
    for (const [key, name] of Object.entries({
      awsAccessKeyId: 'AWS_ACCESS_KEY_ID',
      awsSecretAccessKey: 'AWS_SECRET_ACCESS_KEY',
      awsSessionToken: 'AWS_SESSION_TOKEN',
    })) {
      expect(exported[`API_${name}`]).toBe(outputs[name]);
      expect(values).toContainEqual({ key, value: outputs[name], type: 'secret', enabled: true });
    }
    expect(exported['API_IDENTITY_ID']).toBe(outputs['IDENTITY_ID']);
    expect(Object.keys(exported).filter((name) => !name.startsWith('API_'))).toStrictEqual([]);
    expect(job.env).toMatchObject(own);
    expect(job.env).not.toHaveProperty('AWS_SESSION_TOKEN');
  });

  it('sets EXPIRES_AT to the earliest expiry', async () => {
    const { job, inputs } = await startScenario({
      client: { accessTokenValiditySeconds: 7200, idTokenValiditySeconds: 7200 },
      clock: new StillClock(),
    });
    const { 'identity-pool-id': _, ...withoutIdentity } = inputs;
    const [long, short] = [
      await job.uses({ with: withoutIdentity }),
      await job.uses({ with: { ...inputs, 'job-summary': 'true' } }),
    ];
    const [tokens, credentials] = [long, short].map(({ outputs }) => Date.parse(outputs['EXPIRES_AT'] ?? ''));
    expect(Number(tokens) - Number(credentials)).toBe(3_600_000);
    expect(short.log).toContain(`The tokens and AWS credentials are valid until ${short.outputs['EXPIRES_AT']}.`);
    expect(short.summary).toContain(inputs['identity-pool-id']);
    expect(short.summary).toContain(short.outputs['EXPIRES_AT']);
  });

  it('asks for the role in identity-role', async () => {
    const fixture = await startScenario({ pool: { groups: ['readers', 'writers'] } });
    const { emulator, pool, job, inputs } = fixture;
    emulator.addIdentityRole({ arn: READERS });
    pool.groupRoles.set('readers', { arn: READERS, precedence: 2 });
    pool.groupRoles.set('writers', { arn: 'arn:aws:iam::123456789012:role/writers', precedence: 1 });
    const main = await runMain(job, { ...inputs, groups: 'readers, writers', 'identity-role': READERS });
    expectCredentials(fixture, main.outputs, 'readers');
  });
});

itDeep('post assumes the role once for the user and its identity', async () => {
  const fixture = await startScenario({ credentials: false });
  const { emulator, job, identityPool } = fixture;
  await job.uses({ with: withRole(fixture) });
  await runPost(job);
  expect(identityPool.identities).toStrictEqual([]);
  expect(operationsOf(emulator).slice(-4)).toStrictEqual([
    'github-oidc',
    'AssumeRoleWithWebIdentity',
    'AdminDeleteUser',
    'DeleteIdentities',
  ]);
});

// Windows has no signals.
(process.platform === 'win32' ? it.skip : it)(
  'a cancelled main waits for the identity that Cognito is creating, so that post deletes it',
  async () => {
    const fixture = await startScenario();
    const cancellation = { with: fixture.inputs, signal: 'SIGINT', call: 'GetId', answer: 'late' } as const;
    const { main } = await cancelMain(fixture, cancellation);
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#interrupted') }]);
    expect(operationsOf(fixture.emulator)).toStrictEqual([...CREATED, 'GetId']);
    expect(fixture.identityPool.identities).toHaveLength(1);
    await cleanUp(fixture.job, fixture.pool);
    expect(fixture.identityPool.identities).toStrictEqual([]);
  },
);
