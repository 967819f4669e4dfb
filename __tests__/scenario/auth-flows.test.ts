// Verify the auth flows with and without a client secret, and that they leak nothing: ephemeral and stored users with
// and without an authenticator app. `npm run test:deep` has the other combinations.
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { StillClock } from '../support/clocks.ts';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../support/custom-auth.ts';
import { cleanUp, type Fixture, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { sample, testsInTurn } from '../support/sample.ts';
import { watchJob } from '../support/watched-job.ts';

const startFixture = useFixtures();

/** The auth flows of the API. */
const API_FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'] as const;

/** The calls of each auth flow, and the kinds of secrets that only it has. */
const FLOWS = {
  USER_PASSWORD_AUTH: { calls: ['InitiateAuth'], kinds: [] },
  USER_SRP_AUTH: { calls: ['InitiateAuth', 'RespondToAuthChallenge'], kinds: ['proof of SRP'] },
  ADMIN_USER_PASSWORD_AUTH: { calls: ['AdminInitiateAuth'], kinds: [] },
  USER_AUTH: { calls: ['InitiateAuth'], kinds: [] },
  CUSTOM_AUTH: {
    calls: ['InitiateAuth', 'RespondToAuthChallenge', 'RespondToAuthChallenge'],
    kinds: ['challenge session', 'challenge answer', 'challenge parameter'],
  },
  AUTHORIZATION_CODE: { calls: LOGIN_CALLS, kinds: ['login cookie', 'authorization code', 'PKCE verifier'] },
} as const;

const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };

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
  // `npm test` runs one of the two tests of each case.
  const inTurn = testsInTurn(Object.keys(FLOWS).indexOf(flow) + Number(secret), 2);
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
    return { ...fixture, inputs };
  }

  /** Starts with a user who exists, and the inputs that sign it in. */
  async function startStored() {
    const fixture = await start();
    fixture.pool.addUser({ ...STORED, ...(totp ? { totpSecret: TOTP_SECRET } : {}) });
    const user = flow === 'CUSTOM_AUTH' ? { username: STORED.username } : STORED;
    const inputs = { ...fixture.inputs, mode: 'stored', ...user, 'totp-secret': totp ? TOTP_SECRET : '' };
    return { ...fixture, inputs };
  }

  /** Runs the job, and expects it to leak none of its secrets. Returns its main step. */
  async function runWatched(fixture: Fixture): Promise<StepResult> {
    const { main, post, secrets, leaks } = await watchJob(fixture, fixture.inputs);
    const success = { outcome: 'success', annotations: [], stderr: '' };
    expect([main, post]).toMatchObject([success, success]);
    const kinds = [
      ...['username', 'ID token', 'access token', 'refresh token'],
      // A stored user with custom challenges has none.
      ...(flow === 'CUSTOM_AUTH' ? [] : ['password']),
      ...FLOWS[flow].kinds,
      ...(secret ? ['client secret'] : []),
      ...(secret && flow !== 'AUTHORIZATION_CODE' ? ['secret hash'] : []),
      ...(totp ? ['challenge session', 'TOTP secret', 'TOTP code'] : []),
    ];
    expect(secrets.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
    expect(leaks).toStrictEqual([]);
    return main;
  }

  inTurn('signs in an ephemeral user and deletes it', async () => {
    const fixture = await start();
    await runWatched(fixture);
    expect(correctlySignedOperations(fixture)).toStrictEqual([
      'AdminCreateUser',
      'AdminSetUserPassword',
      ...FLOWS[flow].calls,
      ...(totp ? ['AssociateSoftwareToken', 'VerifySoftwareToken', respond] : []),
      'AdminDeleteUser',
    ]);
    expect(fixture.pool.users).toStrictEqual([]);
  });

  inTurn('signs in a stored user and revokes the refresh token', async () => {
    const fixture = await startStored();
    const main = await runWatched(fixture);
    expect(correctlySignedOperations(fixture)).toStrictEqual([
      ...FLOWS[flow].calls,
      ...(totp ? [respond] : []),
      'RevokeToken',
    ]);
    expect(fixture.emulator.requests.at(-1)).toMatchObject({ status: 200 });
    const names = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN', 'EXPIRES_AT', 'SUB'];
    expect(Object.keys(main.outputs)).toStrictEqual(
      names.filter((name) => name !== 'PASSWORD' || flow !== 'CUSTOM_AUTH'),
    );
    expect(fixture.pool.users).toHaveLength(1);
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

// USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH answer challenges with different calls.
it.each(sample(API_FLOWS, (flow) => flow === 'USER_PASSWORD_AUTH'))(
  'main waits for the next TOTP code if Cognito asks for one after enrolment (%s)',
  async (flow) => {
    const { emulator, pool, job, inputs } = await startFixture({
      pool: { mfa: 'ON', softwareTokenMfa: true, afterMfaSetup: 'software-token-mfa' },
      client: { flows: [`ALLOW_${flow}`] },
      clock: new StillClock(),
    });
    await runMain(job, { ...inputs, 'auth-flow': flow });
    const codes = emulator.requests.flatMap(({ body, at }) => {
      const { UserCode, ChallengeResponses } = Object(body);
      const code = UserCode ?? ChallengeResponses?.SOFTWARE_TOKEN_MFA_CODE;
      return code === undefined ? [] : [{ code, window: Math.floor(at / 30_000) }];
    });
    expect(codes).toHaveLength(2);
    const [first, second] = codes;
    expect(second?.code).not.toBe(first?.code);
    expect(second?.window).toBe(Number(first?.window) + 1);
    await cleanUp(job, pool);
  },
);

it('a stored user signs in with SRP if the first challenge comes with a session', async () => {
  const { emulator, pool, job, inputs } = await startFixture({
    client: { flows: ['ALLOW_USER_SRP_AUTH'], sessionWithPasswordVerifier: true },
  });
  pool.addUser(STORED);
  await runMain(job, { ...inputs, mode: 'stored', 'auth-flow': 'USER_SRP_AUTH', ...STORED });
  const { Session } = Object(emulator.requests.at(-1)?.body);
  expect(job.masks).toContain(Session);
});
