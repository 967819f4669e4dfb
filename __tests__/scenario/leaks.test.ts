// Verify that secrets appear only where they have to, in every mode, with step debugging on. auth-flows.test.ts does it
// in every auth flow.
import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import type { SecretKind } from 'cognito-emulator/secrets';
import type { StoredUser } from 'cognito-emulator/user-pool';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import { StillClock } from '../support/clocks.ts';
import { credentialVariables } from '../support/credential-variables.ts';
import { type Fixture, type FixtureOptions, useFixtures } from '../support/fixture.ts';
import { createIdentityPool } from '../support/identity-pool.ts';
import { withRole } from '../support/oidc-variables.ts';
import { sample } from '../support/sample.ts';
import { shownBy } from '../support/secrets.ts';
import { useServers } from '../support/test-servers.ts';
import { watchJob } from '../support/watched-job.ts';

const startFixture = useFixtures();
const serve = useServers();

const ACCESS_TOKEN_VALIDITY_MS = 3_600_000;
const READERS = 'arn:aws:iam::123456789012:role/readers';
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const STORED = { username: 'ada.lovelace@example.com', password: 'Analytical-Engine-1843' };
const USER_KINDS = ['username', 'password', 'ID token', 'access token', 'refresh token'] as const;
const CREDENTIALS = ['AWS credentials'] as const;
const USER_CREDENTIALS = ['AWS credentials of a user'] as const;
const TOTP_KINDS = ['client secret', 'secret hash', 'challenge session', 'TOTP secret', 'TOTP code'] as const;

type Texts = Readonly<Record<string, string>>;

interface Scenario {
  readonly fixture?: FixtureOptions;
  /** Inputs besides those that mode `ephemeral` requires, or a function that returns them all. */
  readonly inputs?: Texts | ((fixture: Fixture) => Texts | Promise<Texts>);
  /** The kinds of secrets that the job must have: without them it could not leak them. */
  readonly kinds: readonly SecretKind[];
}

/** Adds a user, and returns the inputs that sign it in. */
function stored({ inputs, pool }: Fixture, user: Partial<StoredUser> = {}): Texts {
  pool.addUser({ ...STORED, ...user });
  return { ...inputs, mode: 'stored', ...STORED };
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'an ephemeral user with a phone number in a job with temporary credentials': {
    fixture: { pool: { usernameAttributes: ['phone_number'] } },
    inputs: ({ inputs, emulator, job }) => {
      Object.assign(job.env, credentialVariables(emulator.addPrincipal({ sessionToken: true })));
      return { ...inputs, 'username-format': 'phone-number' };
    },
    kinds: [...USER_KINDS, ...CREDENTIALS],
  },
  'an ephemeral user who is kept': {
    inputs: { 'delete-user': 'false', 'job-summary': 'true' },
    kinds: [...USER_KINDS, ...CREDENTIALS],
  },
  'an ephemeral user with AWS credentials and every kind of output': {
    fixture: { pool: { groups: ['readers'] } },
    inputs: async (fixture) => {
      const { inputs, emulator, pool } = fixture;
      emulator.addIdentityRole({ arn: READERS });
      pool.groupRoles.set('readers', { arn: READERS, precedence: 1 });
      return {
        ...inputs,
        groups: 'readers',
        'identity-pool-id': createIdentityPool(fixture).id,
        'identity-role': READERS,
        'storage-state-origin': 'http://localhost:3000',
        'postman-environment': 'true',
        'env-file': 'dotenv',
        'env-prefix': 'API_',
        'job-summary': 'true',
        'probe-url': await startEchoingApi(),
      };
    },
    kinds: [...USER_KINDS, ...CREDENTIALS, ...USER_CREDENTIALS],
  },
  'an ephemeral user with AWS credentials and role-to-assume': {
    fixture: { credentials: false },
    inputs: (fixture) => ({ ...withRole(fixture), 'identity-pool-id': createIdentityPool(fixture).id }),
    kinds: [...USER_KINDS, ...CREDENTIALS, ...USER_CREDENTIALS, 'OIDC token of GitHub', 'token for OIDC tokens'],
  },
  'many ephemeral users who sign up with a client secret': {
    fixture: { client: { secret: true } },
    inputs: { users: '5', 'create-with': 'sign-up', 'job-summary': 'true' },
    kinds: [...USER_KINDS, ...CREDENTIALS, 'client secret', 'secret hash'],
  },
  'a stored user with a client secret and an authenticator app': {
    fixture: {
      pool: { usernameAttributes: ['email'], mfa: 'ON', softwareTokenMfa: true },
      client: { secret: true },
      credentials: false,
    },
    inputs: (fixture) => ({
      ...stored(fixture, { totpSecret: TOTP_SECRET }),
      // In the format that authenticator apps display.
      'totp-secret': TOTP_SECRET.toLowerCase().replaceAll(/(.{4})(?=.)/g, '$1 '),
      'job-summary': 'true',
    }),
    kinds: [...USER_KINDS, ...TOTP_KINDS],
  },
  'a stored user with a remembered device': {
    fixture: { pool: { deviceTracking: 'always' }, credentials: false },
    inputs: (fixture) => ({ ...stored(fixture), 'env-prefix': 'API_', 'job-summary': 'true' }),
    kinds: [...USER_KINDS, 'device key', 'proof of SRP'],
  },
  'a stored user with a password that is special to shells, JSON and the runner': {
    fixture: { credentials: false },
    inputs: (fixture) => {
      const password = String.raw`a"b\c %0A %s $(id) <&>'::`;
      // Many secrets end with a line break.
      return { ...stored(fixture, { password }), 'env-prefix': 'API_', password: `${password}\n` };
    },
    kinds: USER_KINDS,
  },
  'a refresh token with rotation and a client secret': {
    fixture: {
      client: { secret: true, flows: ['ALLOW_USER_PASSWORD_AUTH'], refreshTokenRotation: { gracePeriodSeconds: 60 } },
      credentials: false,
    },
    inputs: ({ inputs, pool, client }) => {
      pool.addUser(STORED);
      return { ...inputs, mode: 'refresh', 'refresh-token': pool.addSignIn(client, STORED.username) };
    },
    kinds: ['client secret', 'ID token', 'access token', 'refresh token'],
  },
  'an app client at the token endpoint': {
    fixture: { ...MACHINE, credentials: false },
    inputs: (fixture) => ({ ...machineInputs(fixture), 'env-prefix': 'API_', 'job-summary': 'true' }),
    kinds: ['client secret', 'access token'],
  },
  'an app client with GetClientToken': {
    fixture: {
      client: { secret: true, flows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: ['orders/read'] },
      credentials: false,
    },
    inputs: ({ inputs, pool }) => ({
      ...inputs,
      mode: 'client-credentials',
      'user-pool-id': '',
      'aws-region': pool.settings.region,
      'env-prefix': 'API_',
      'job-summary': 'true',
    }),
    kinds: ['client secret', 'access token'],
  },
};

/** Starts a protected API that echoes the authorization header everywhere in its answer. */
async function startEchoingApi(): Promise<string> {
  const server = createServer(({ headers: { authorization } }, response) => {
    const echo = authorization ?? 'nobody';
    response.writeHead(authorization === undefined ? 401 : 200, echo, { location: echo, 'x-echo': echo }).end(echo);
  });
  return `http://127.0.0.1:${await serve(server)}/orders?key=hidden-key`;
}

describe('a job', () => {
  it.each(sample(Object.entries(SCENARIOS), (_, index) => index % 2 === 0))(
    'leaks no secret of %s',
    async (_, { fixture: options, inputs, kinds }) => {
      const fixture = await startFixture({ ...options, job: { debug: true } });
      const given = typeof inputs === 'function' ? await inputs(fixture) : { ...fixture.inputs, ...inputs };
      const { main, post, secrets, leaks } = await watchJob(fixture, given);
      expect(main).toMatchObject({ outcome: 'success', stderr: '' });
      expect(post).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
      expect(main.log).toContain('##[debug]Set output ACCESS_TOKEN = ***');
      expect(fixture.emulator.violations).toStrictEqual([]);
      expect(new Set(secrets.map(({ kind }) => kind))).toStrictEqual(new Set(kinds));
      expect(leaks).toStrictEqual([]);
      expect([main, post].map(({ log, summary }) => `${log}${summary}`).join()).not.toContain('hidden-key');
    },
  );

  it('leaks no secret when post refreshes the access token to delete the user', async () => {
    const clock = new StillClock();
    const fixture = await startFixture({ clock, client: { secret: true }, job: { debug: true } });
    const { emulator, pool, job, inputs } = fixture;
    Object.assign(job.env, credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })));
    const { main, post, leaks } = await watchJob(fixture, inputs, () => clock.pass(ACCESS_TOKEN_VALIDITY_MS));
    expect(post).toMatchObject({ annotations: [], log: expect.stringContaining('with its own access token') });
    expect(emulator.requests.slice(-2)).toMatchObject([
      { operation: 'GetTokensFromRefreshToken', status: 200 },
      { operation: 'DeleteUser', status: 200 },
    ]);
    expect(emulator.requests.at(-1)?.body).not.toStrictEqual({ AccessToken: main.outputs['ACCESS_TOKEN'] });
    expect(pool.users).toStrictEqual([]);
    expect(leaks).toStrictEqual([]);
  });

  it('leaks no secret when main fails halfway', async () => {
    const fixture = await startFixture({
      client: { secret: true, flows: ['ALLOW_USER_SRP_AUTH'] },
      job: { debug: true },
    });
    const { main, leaks } = await watchJob(fixture, fixture.inputs);
    expect(main).toMatchObject({ exitCode: 1, annotations: [{ level: 'error' }] });
    expect(leaks).toStrictEqual([]);
  });
});

it('the leak check finds leaks', async () => {
  const { emulator, job, inputs } = await startFixture();
  const main = await job.uses({ with: inputs });
  await job.post();
  const { PASSWORD: password = '', ID_TOKEN: idToken = '' } = main.outputs;
  const shown = { ...main, stderr: password, summary: String(idToken.split('.')[1]), annotations: [] };
  expect(shownBy(shown, emulator.secrets)).toStrictEqual(['summary: ID token', 'standard error: password']);
});
