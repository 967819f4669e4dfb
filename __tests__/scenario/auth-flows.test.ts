// Verify the auth flows and modes with and without a client secret: ephemeral and stored users with and without an
// authenticator app, and their refresh tokens. `__tests__/deep/` has the other combinations.
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import type { Emulator } from 'cognito-emulator';
import { type AppClient, secretHash } from 'cognito-emulator/app-client';
import { StillClock } from '../support/clocks.ts';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../support/custom-auth.ts';
import { type Fixture, onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { firstOf, sample, testsInTurn } from '../support/sample.ts';
import { givenSecrets, shownBy, unmasked } from '../support/secrets.ts';

const startFixture = useFixtures();

/** The auth flows of the API. */
const API_FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'] as const;

/** The calls of each auth flow. */
const CALLS = {
  USER_PASSWORD_AUTH: ['InitiateAuth'],
  USER_SRP_AUTH: ['InitiateAuth', 'RespondToAuthChallenge'],
  ADMIN_USER_PASSWORD_AUTH: ['AdminInitiateAuth'],
  USER_AUTH: ['InitiateAuth'],
  CUSTOM_AUTH: ['InitiateAuth', 'RespondToAuthChallenge', 'RespondToAuthChallenge'],
  AUTHORIZATION_CODE: LOGIN_CALLS,
} as const;

const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };
const SUCCESS = { outcome: 'success', annotations: [], stderr: '' };

/** Every pair of flow, client secret and authenticator app. */
const PAIRS = sample(
  API_FLOWS.flatMap((flow) => [false, true].flatMap((secret) => [false, true].map((totp) => ({ flow, secret, totp })))),
  ({ flow, secret, totp }) => totp === (secret === (API_FLOWS.indexOf(flow) % 2 === 0)),
);
const CASES = [
  ...PAIRS,
  // Without an authenticator app: the action cannot answer its challenge at the login page, and with CUSTOM_AUTH
  // Cognito asks for it only after a password.
  ...(['CUSTOM_AUTH', 'AUTHORIZATION_CODE'] as const).flatMap((flow) =>
    [false, true].map((secret) => ({ flow, secret, totp: false })),
  ),
];

describe.each(CASES)('auth flow $flow, client secret: $secret, authenticator app: $totp', ({ flow, secret, totp }) => {
  // `npm test` runs one of the three tests of each case.
  const inTurn = testsInTurn(2 * Object.keys(CALLS).indexOf(flow) + Number(secret), 3);
  const respond = flow === 'ADMIN_USER_PASSWORD_AUTH' ? 'AdminRespondToAuthChallenge' : 'RespondToAuthChallenge';

  async function start() {
    const fixture = await startFixture({
      pool: {
        ...LOGIN_POOL,
        usernameAttributes: ['email'],
        mfa: totp ? 'ON' : 'OFF',
        softwareTokenMfa: totp,
        customAuth: customAuth({ questions: QUESTIONS }),
      },
      client: {
        ...LOGIN_CLIENT,
        secret,
        // The login page itself uses no flow of the API.
        flows: [...(flow === 'AUTHORIZATION_CODE' ? [] : [`ALLOW_${flow}` as const]), 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
      job: { debug: true },
    });
    const inputs = {
      ...fixture.inputs,
      'auth-flow': flow,
      ...(flow === 'AUTHORIZATION_CODE' ? loginInputs(fixture.emulator) : {}),
      ...(flow === 'CUSTOM_AUTH' ? { 'challenge-answers': CHALLENGE_ANSWERS } : {}),
    };
    return { ...fixture, required: fixture.inputs, inputs };
  }

  /** Starts with a user who exists, and the inputs that sign it in. */
  async function startStored() {
    const fixture = await start();
    fixture.pool.addUser({ ...STORED, ...(totp ? { totpSecret: TOTP_SECRET } : {}) });
    const user = flow === 'CUSTOM_AUTH' ? { username: STORED.username } : STORED;
    const inputs = { ...fixture.inputs, mode: 'stored', ...user, 'totp-secret': totp ? TOTP_SECRET : '' };
    return { ...fixture, inputs };
  }

  inTurn('signs in an ephemeral user and deletes it', async () => {
    const fixture = await start();
    const main = await fixture.job.uses({ with: fixture.inputs });
    expect(main).toMatchObject(SUCCESS);
    expect(correctlySignedOperations(fixture)).toStrictEqual([
      'AdminCreateUser',
      'AdminSetUserPassword',
      ...CALLS[flow],
      ...(totp ? ['AssociateSoftwareToken', 'VerifySoftwareToken', respond] : []),
    ]);
    const post = await onlyPost(fixture.job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(fixture.pool.users).toStrictEqual([]);
    expectNothingLeaked(fixture, [main, post]);
  });

  inTurn('signs in a stored user and revokes the refresh token', async () => {
    const fixture = await startStored();
    const main = await fixture.job.uses({ with: fixture.inputs });
    expect(main).toMatchObject(SUCCESS);
    expect(correctlySignedOperations(fixture)).toStrictEqual([...CALLS[flow], ...(totp ? [respond] : [])]);
    const names = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN', 'EXPIRES_AT', 'SUB'];
    expect(Object.keys(main.outputs)).toStrictEqual(
      names.filter((name) => name !== 'PASSWORD' || flow !== 'CUSTOM_AUTH'),
    );
    const post = await onlyPost(fixture.job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(fixture.emulator.requests.at(-1)).toMatchObject({ operation: 'RevokeToken', signed: false, status: 200 });
    expect(fixture.pool.users).toHaveLength(1);
    expectNothingLeaked(fixture, [main, post]);
  });

  inTurn('gets a refresh token for a stored user that mode refresh accepts', async () => {
    const fixture = await startStored();
    const { job, required } = fixture;
    const signedIn = await job.uses({ with: { ...fixture.inputs, 'revoke-token': 'false' } });
    const refreshToken = signedIn.outputs['REFRESH_TOKEN'] ?? '';
    const main = await job.uses({ with: { ...required, mode: 'refresh', 'refresh-token': refreshToken } });
    expect(main).toMatchObject(SUCCESS);
    expect(correctlySignedOperations(fixture).at(-1)).toBe('GetTokensFromRefreshToken');
    expect(main.outputs['SUB']).toBe(signedIn.outputs['SUB']);
    for (const name of ['ID_TOKEN', 'ACCESS_TOKEN']) {
      expect(main.outputs[name]).not.toBe(signedIn.outputs[name]);
    }
    const posts = await job.post();
    expect(posts).toMatchObject(Array(2).fill({ outcome: 'success', annotations: [] }));
    expectNothingLeaked(fixture, [signedIn, main, ...posts]);
  });
});

/** Returns the operations in order. Expects exactly the admin operations to be signed. */
function correctlySignedOperations({ emulator }: Fixture): string[] {
  expect(emulator.violations).toStrictEqual([]);
  for (const { operation, signed } of emulator.requests) {
    expect([operation, signed]).toStrictEqual([operation, operation.startsWith('Admin')]);
  }
  return operationsOf(emulator);
}

/** Expects every secret of the inputs, requests and answers to be masked, and none to be shown. */
function expectNothingLeaked({ emulator, job, inputs }: Fixture, steps: readonly StepResult[]): void {
  const secrets = [...givenSecrets(inputs, job.env), ...emulator.secrets];
  expect([...steps.flatMap((step) => shownBy(step, secrets)), ...unmasked(job, secrets)]).toStrictEqual([]);
}

describe('an ephemeral user in a user pool that requires an authenticator app', () => {
  // USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH answer challenges with different calls.
  const flows = sample(API_FLOWS, (flow) => flow === 'USER_PASSWORD_AUTH');
  it.each(flows)('waits for the next TOTP code if Cognito asks for one after enrolment (%s)', async (flow) => {
    const { emulator, pool, job, inputs } = await startFixture({
      pool: { mfa: 'ON', softwareTokenMfa: true, afterMfaSetup: 'software-token-mfa' },
      client: { flows: [`ALLOW_${flow}`] },
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

  it.each(firstOf(['MFAS_CAN_CHOOSE', 'MFAS_CAN_SELECT']))(
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
  await job.uses({ with: { ...inputs, 'auth-flow': 'USER_SRP_AUTH' } });
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
