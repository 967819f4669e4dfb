// Verify every auth flow and mode with and without a client secret: ephemeral and stored users with and without an
// authenticator app, their refresh tokens, and app clients.
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import type { Emulator } from 'cognito-emulator';
import { type AppClient, secretHash } from 'cognito-emulator/app-client';
import { StillClock } from '../support/clocks.ts';
import { type Fixture, onlyPost, operationsOf, readableTextOf, useFixtures } from '../support/fixture.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';

const startFixture = useFixtures();

const FLOWS = {
  USER_PASSWORD_AUTH: { allow: 'ALLOW_USER_PASSWORD_AUTH', calls: ['InitiateAuth'] },
  USER_SRP_AUTH: { allow: 'ALLOW_USER_SRP_AUTH', calls: ['InitiateAuth', 'RespondToAuthChallenge'] },
  ADMIN_USER_PASSWORD_AUTH: { allow: 'ALLOW_ADMIN_USER_PASSWORD_AUTH', calls: ['AdminInitiateAuth'] },
  USER_AUTH: { allow: 'ALLOW_USER_AUTH', calls: ['InitiateAuth'] },
  AUTHORIZATION_CODE: {
    // The login page itself uses no flow of the API: this one is for mode refresh.
    allow: 'ALLOW_REFRESH_TOKEN_AUTH',
    calls: LOGIN_CALLS,
  },
} as const;

type FlowName = keyof typeof FLOWS;

const flowNames: readonly FlowName[] = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'];
/** AUTHORIZATION_CODE runs without an authenticator app: the action cannot answer its challenge at the login page. */
const cases = flowNames
  .flatMap<{ flow: FlowName; secret: boolean; totp: boolean }>((flow) =>
    [false, true].flatMap((secret) => [false, true].map((totp) => ({ flow, secret, totp }))),
  )
  .concat([false, true].map((secret) => ({ flow: 'AUTHORIZATION_CODE', secret, totp: false })));

const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };

describe.each(cases)('auth flow $flow, client secret: $secret, authenticator app: $totp', ({ flow, secret, totp }) => {
  const start = () =>
    startFixture({
      pool: { ...LOGIN_POOL, usernameAttributes: ['email'], mfa: totp ? 'ON' : 'OFF', softwareTokenMfa: totp },
      client: {
        ...LOGIN_CLIENT,
        secret,
        flows: [FLOWS[flow].allow, 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
      job: { debug: true },
    });
  const inputsOf = ({ inputs, client, emulator }: Fixture) => ({
    ...inputs,
    'auth-flow': flow,
    'client-secret': client.secret ?? '',
    ...(flow === 'AUTHORIZATION_CODE' ? loginInputs(emulator) : {}),
  });
  const respond = flow === 'ADMIN_USER_PASSWORD_AUTH' ? 'AdminRespondToAuthChallenge' : 'RespondToAuthChallenge';

  it('signs in an ephemeral user and deletes it', async () => {
    const fixture = await start();
    const main = await fixture.job.uses({ with: inputsOf(fixture) });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(correctlySignedOperations(fixture)).toStrictEqual([
      'AdminCreateUser',
      'AdminSetUserPassword',
      ...FLOWS[flow].calls,
      ...(totp ? ['AssociateSoftwareToken', 'VerifySoftwareToken', respond] : []),
    ]);
    expectAllMasked(fixture, main.outputs);

    const post = await onlyPost(fixture.job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(fixture.pool.users).toStrictEqual([]);
    expect(secretsSent(fixture).length).toBeGreaterThanOrEqual(2);
    expectNothingLeaked(fixture, [main, post]);
  });

  it('signs in a stored user and revokes the refresh token', async () => {
    const fixture = await start();
    fixture.pool.addUser({ ...STORED, ...(totp ? { totpSecret: TOTP_SECRET } : {}) });
    const main = await fixture.job.uses({
      with: { ...inputsOf(fixture), mode: 'stored', ...STORED, 'totp-secret': totp ? TOTP_SECRET : '' },
    });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(correctlySignedOperations(fixture)).toStrictEqual([...FLOWS[flow].calls, ...(totp ? [respond] : [])]);
    expectAllMasked(fixture, main.outputs);

    const post = await onlyPost(fixture.job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(fixture.emulator.requests.at(-1)).toMatchObject({ operation: 'RevokeToken', signed: false, status: 200 });
    expect(fixture.pool.users).toHaveLength(1);
    expectNothingLeaked(fixture, [main, post]);
  });

  it('gets a refresh token for a stored user that mode refresh accepts', async () => {
    const fixture = await start();
    const { pool, client, job } = fixture;
    pool.addUser({ ...STORED, ...(totp ? { totpSecret: TOTP_SECRET } : {}) });
    const stored = { mode: 'stored', ...STORED, 'totp-secret': totp ? TOTP_SECRET : '', 'revoke-token': 'false' };
    const signedIn = await job.uses({ with: { ...inputsOf(fixture), ...stored } });
    const main = await job.uses({
      with: {
        mode: 'refresh',
        'client-id': client.id,
        'client-secret': client.secret ?? '',
        'user-pool-id': pool.id,
        'refresh-token': signedIn.outputs['REFRESH_TOKEN'] ?? '',
      },
    });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(correctlySignedOperations(fixture).at(-1)).toBe('GetTokensFromRefreshToken');
    expect(main.outputs['SUB']).toBe(signedIn.outputs['SUB']);
    for (const name of ['ID_TOKEN', 'ACCESS_TOKEN']) {
      expect(main.outputs[name]).not.toBe(signedIn.outputs[name]);
      expect(job.masks).toContain(main.outputs[name]);
    }
    const posts = await job.post();
    expect(posts.map(({ outcome, annotations }) => [outcome, annotations])).toStrictEqual(
      Array(2).fill(['success', []]),
    );
    expectNothingLeaked(fixture, [signedIn, main, ...posts]);
  });
});

const CLIENT_KINDS = {
  'at the token endpoint': { flows: [], oauthFlows: ['client_credentials'], calls: ['oauth2/token'] },
  'with GetClientToken': { flows: ['ALLOW_CLIENT_TOKEN_AUTH'], oauthFlows: [], calls: ['GetClientToken'] },
} as const;

describe.each(Object.entries(CLIENT_KINDS))('mode client-credentials, %s', (_, { calls, ...client }) => {
  it('gets an access token for an app client and has nothing to clean up', async () => {
    const fixture = await startFixture({
      pool: { domain: 'my-app' },
      client: { ...client, secret: true, scopes: ['orders/read'] },
      credentials: false,
      job: { debug: true },
    });
    const { pool, client: appClient, emulator, job } = fixture;
    const domain = client.oauthFlows.length === 0 ? '' : emulator.url;
    const inputs = { mode: 'client-credentials', 'client-id': appClient.id, 'client-secret': appClient.secret ?? '' };
    const main = await job.uses({ with: { ...inputs, 'aws-region': pool.settings.region, domain } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(Object.keys(main.outputs)).toStrictEqual(['ACCESS_TOKEN', 'EXPIRES_AT']);
    expect(correctlySignedOperations(fixture)).toStrictEqual(calls);
    expect(job.masks).toContain(main.outputs['ACCESS_TOKEN']);
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [], log: 'Nothing to clean up.\n' });
    expectNothingLeaked(fixture, [main, post]);
  });
});

describe('an ephemeral user in a user pool that requires an authenticator app', () => {
  it.each(flowNames)('waits for the next TOTP code if Cognito asks for one after enrolment (%s)', async (flow) => {
    const { emulator, pool, job, inputs } = await startFixture({
      pool: { mfa: 'ON', softwareTokenMfa: true, afterMfaSetup: 'software-token-mfa' },
      client: { flows: [FLOWS[flow].allow] },
      clock: new StillClock(),
    });
    const main = await job.uses({ with: { ...inputs, 'auth-flow': flow } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    expectTwoCodes(emulator);
    await job.post();
    expect(pool.users).toStrictEqual([]);
  });
});

describe('a stored user', () => {
  const user = { username: 'ada', password: STORED.password };
  const inputsFor = ({ id }: AppClient) => ({ mode: 'stored', 'client-id': id, 'aws-region': 'eu-west-1', ...user });

  it('signs in although another job has just used the same TOTP code', async () => {
    const { emulator, pool, client, job } = await startFixture({
      pool: { mfa: 'ON', softwareTokenMfa: true },
      clock: new StillClock(),
    });
    pool.addUser({ ...user, totpSecret: TOTP_SECRET });
    emulator.injectFault({
      operation: 'RespondToAuthChallenge',
      kind: 'refused',
      exception: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
      times: 1,
    });
    const main = await job.uses({ with: { ...inputsFor(client), 'totp-secret': TOTP_SECRET } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    expect(operationsOf(emulator)).toStrictEqual([
      'InitiateAuth',
      'RespondToAuthChallenge',
      'InitiateAuth',
      'RespondToAuthChallenge',
    ]);
    expectTwoCodes(emulator);
  });

  it.each(['MFAS_CAN_CHOOSE', 'MFAS_CAN_SELECT'] as const)(
    'selects the authenticator app from %s',
    async (parameter) => {
      const { pool, client, job } = await startFixture({
        pool: { mfa: 'ON', softwareTokenMfa: true, messageMfa: ['SMS_MFA'], mfaChoiceParameter: parameter },
      });
      pool.addUser({
        ...user,
        totpSecret: TOTP_SECRET,
        messageMfa: ['SMS_MFA'],
        attributes: { phone_number: '+491234567890', phone_number_verified: 'true' },
      });
      const main = await job.uses({ with: { ...inputsFor(client), 'totp-secret': TOTP_SECRET } });
      expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    },
  );

  it('selects the password if USER_AUTH offers a choice of challenges', async () => {
    const { pool, client, job } = await startFixture({
      client: { flows: ['ALLOW_USER_AUTH'], preferredChallenge: 'ignored' },
    });
    pool.addUser(user);
    const main = await job.uses({ with: { ...inputsFor(client), 'auth-flow': 'USER_AUTH' } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  });

  it('signs in with SRP if the first challenge comes with a session', async () => {
    const { emulator, pool, client, job } = await startFixture({
      client: { flows: ['ALLOW_USER_SRP_AUTH'], sessionWithPasswordVerifier: true },
    });
    pool.addUser(user);
    const main = await job.uses({
      with: { mode: 'stored', 'client-id': client.id, 'user-pool-id': pool.id, 'auth-flow': 'USER_SRP_AUTH', ...user },
    });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    const { Session } = Object(emulator.requests.at(-1)?.body);
    expect(job.masks).toContain(Session);
  });
});

it('computes each secret hash from the username in the same request', async () => {
  const { emulator, client, job, inputs } = await startFixture({
    pool: { usernameAttributes: ['email'], mfa: 'ON', softwareTokenMfa: true },
    client: { secret: true, flows: ['ALLOW_USER_SRP_AUTH'] },
  });
  await job.uses({ with: { ...inputs, 'auth-flow': 'USER_SRP_AUTH', 'client-secret': client.secret ?? '' } });
  const parameters = emulator.requests.flatMap(({ body }) => {
    const { AuthParameters, ChallengeResponses } = Object(body);
    return [AuthParameters, ChallengeResponses].filter((fields) => fields !== undefined);
  });
  expect(parameters).toHaveLength(3);
  for (const { USERNAME, SECRET_HASH } of parameters) {
    expect(SECRET_HASH).toBe(secretHash(client.secret ?? '', USERNAME, client.id));
    expect(job.masks).toContain(SECRET_HASH);
  }
  // Challenge responses use the username that the user pool generated.
  expect(parameters.slice(1).map(({ USERNAME }) => USERNAME)).toStrictEqual(Array(2).fill(parameters[2]?.USERNAME));
  expect(parameters[1]?.USERNAME).not.toBe(parameters[0]?.USERNAME);
});

/** Expects two different TOTP codes, the second from the window after the first. */
function expectTwoCodes({ requests }: Emulator): void {
  const codes = requests.flatMap(({ body, at }) => {
    const { UserCode, ChallengeResponses } = Object(body);
    const code = UserCode ?? ChallengeResponses?.SOFTWARE_TOKEN_MFA_CODE;
    return code === undefined ? [] : [{ code, window: Math.floor(at / 30_000) }];
  });
  expect(codes).toHaveLength(2);
  const [first, second] = codes;
  expect(second?.code).not.toBe(first?.code);
  expect(second?.window).toBe(Number(first?.window) + 1);
}

/** Returns the operations in order. Expects exactly the admin operations to be signed. */
function correctlySignedOperations({ emulator }: Fixture): string[] {
  expect(emulator.violations).toStrictEqual([]);
  for (const { operation, signed } of emulator.requests) {
    expect([operation, signed]).toStrictEqual([operation, operation.startsWith('Admin')]);
  }
  return emulator.requests.map(({ operation }) => operation);
}

const SECRET_OUTPUTS = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN'];

function expectAllMasked({ job }: Fixture, outputs: Readonly<Record<string, string>>): void {
  for (const name of SECRET_OUTPUTS) {
    expect(outputs[name]).toStrictEqual(expect.stringMatching(/./));
    expect(job.masks).toContain(outputs[name]);
  }
}

/** Expects nothing that people can read to contain a secret from the requests or the inputs. */
function expectNothingLeaked(fixture: Fixture, steps: readonly StepResult[]): void {
  for (const step of steps) {
    for (const secret of [...secretsSent(fixture), STORED.password, TOTP_SECRET]) {
      expect(readableTextOf(step)).not.toContain(secret);
    }
  }
}

/** Returns the secrets in the requests so far, and the client secret. */
function secretsSent({ emulator, client }: Fixture): unknown[] {
  const sent = emulator.requests.flatMap(({ body }) => {
    // The login page takes the password in a form, with a field in lower case.
    const { Password, TemporaryPassword, password, Session, AuthParameters, ChallengeResponses } = Object(body);
    const fields = [...secretFields(AuthParameters), ...secretFields(ChallengeResponses)];
    return [Password, TemporaryPassword, password, Session, ...fields];
  });
  return [...sent, client.secret].filter((secret) => typeof secret === 'string' && secret !== '');
}

function secretFields(fields: unknown): unknown[] {
  const { PASSWORD, SECRET_HASH } = Object(fields ?? {});
  return [PASSWORD, SECRET_HASH];
}
