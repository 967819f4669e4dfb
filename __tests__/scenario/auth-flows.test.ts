// Verify the auth flows with and without a client secret: their calls, which of them are signed and get client-metadata,
// and that they leak nothing. Ephemeral and stored users with and without an authenticator app. `npm run test:deep` has
// the other combinations.
import { describe, expect } from '@jest/globals';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../support/custom-auth.ts';
import { readDocument, tableUnder } from '../support/documents.ts';
import { type Fixture, operationsOf, useFixtures } from '../support/fixture.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { sample, testsInTurn } from '../support/sample.ts';
import { watchJob } from '../support/watched-job.ts';

const startFixture = useFixtures();

/** The auth flows of the API. */
const API_FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'] as const;

/** The calls of each auth flow, and the kinds of secrets that only it has. */
const FLOWS = {
  USER_PASSWORD_AUTH: { calls: ['InitiateAuth'], kinds: [] },
  USER_SRP_AUTH: { calls: ['InitiateAuth', 'RespondToAuthChallenge'], kinds: ['proof of SRP', 'challenge session'] },
  ADMIN_USER_PASSWORD_AUTH: { calls: ['AdminInitiateAuth'], kinds: [] },
  USER_AUTH: { calls: ['InitiateAuth'], kinds: [] },
  CUSTOM_AUTH: {
    calls: ['InitiateAuth', 'RespondToAuthChallenge', 'RespondToAuthChallenge'],
    kinds: ['challenge session', 'challenge answer', 'challenge parameter'],
  },
  AUTHORIZATION_CODE: { calls: LOGIN_CALLS, kinds: ['login cookie', 'authorization code', 'PKCE verifier'] },
} as const;

/** True for each auth flow with which a pre token generation trigger gets client-metadata. */
const DELIVERED = new Map(
  tableUnder('## Which auth flow', readDocument('docs/flows.md')).map(([flow = '', , , delivered]) => [
    /\w+/.exec(flow)?.[0] ?? '',
    delivered === 'yes',
  ]),
);

const METADATA = { tenant: 'acme', note: 'a=b' };
const TAKES_METADATA = /^(AdminCreateUser|(Admin)?(InitiateAuth|RespondToAuthChallenge))$/;

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
  const isLoginPage = flow === 'AUTHORIZATION_CODE';

  /** Runs the job, and expects it to leak none of its secrets. Returns its main step and its operations. */
  async function run(inputsOf: (fixture: Fixture) => Readonly<Record<string, string>>) {
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
        sessionWithPasswordVerifier: true,
        // The login page itself uses no flow of the API.
        flows: [...(isLoginPage ? [] : [`ALLOW_${flow}` as const]), 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
      job: { debug: true },
    });
    const { emulator, pool } = fixture;
    const { main, post, secrets, leaks } = await watchJob(fixture, {
      ...fixture.inputs,
      'auth-flow': flow,
      ...(isLoginPage ? loginInputs(emulator) : { 'client-metadata': 'tenant=acme\nnote=a=b' }),
      ...(flow === 'CUSTOM_AUTH' ? { 'challenge-answers': CHALLENGE_ANSWERS } : {}),
      ...inputsOf(fixture),
    });
    const success = { outcome: 'success', annotations: [], stderr: '' };
    expect([main, post]).toMatchObject([success, success]);
    const kinds = [
      ...['username', 'ID token', 'access token', 'refresh token'],
      // A stored user with custom challenges has none.
      ...(flow === 'CUSTOM_AUTH' ? [] : ['password']),
      ...FLOWS[flow].kinds,
      ...(secret ? ['client secret'] : []),
      ...(secret && !isLoginPage ? ['secret hash'] : []),
      ...(totp ? ['challenge session', 'TOTP secret', 'TOTP code'] : []),
    ];
    expect(secrets.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
    expect(leaks).toStrictEqual([]);

    const triggered = pool.triggers.calls.find(({ source }) => source.startsWith('TokenGeneration_'));
    // The answer to the challenge of the authenticator app delivers it, too.
    expect(triggered).toBeDefined();
    expect(triggered?.clientMetadata).toStrictEqual(DELIVERED.get(flow) || totp ? METADATA : undefined);
    for (const { operation, signed, clientMetadata } of emulator.requests) {
      const metadata = TAKES_METADATA.test(operation) && !isLoginPage ? METADATA : undefined;
      expect([operation, signed, clientMetadata]).toStrictEqual([operation, operation.startsWith('Admin'), metadata]);
    }
    expect(emulator.violations).toStrictEqual([]);
    return { ...fixture, main, operations: operationsOf(emulator) };
  }

  inTurn('signs in an ephemeral user and deletes it', async () => {
    const { pool, operations } = await run(() => ({}));
    expect(operations).toStrictEqual([
      'AdminCreateUser',
      'AdminSetUserPassword',
      ...FLOWS[flow].calls,
      ...(totp ? ['AssociateSoftwareToken', 'VerifySoftwareToken', respond] : []),
      'AdminDeleteUser',
    ]);
    expect(pool.users).toStrictEqual([]);
  });

  inTurn('signs in a stored user and revokes the refresh token', async () => {
    const { emulator, pool, main, operations } = await run((fixture) => {
      fixture.pool.addUser({ ...STORED, ...(totp ? { totpSecret: TOTP_SECRET } : {}) });
      const user = flow === 'CUSTOM_AUTH' ? { username: STORED.username } : STORED;
      return { mode: 'stored', ...user, 'totp-secret': totp ? TOTP_SECRET : '' };
    });
    expect(operations).toStrictEqual([...FLOWS[flow].calls, ...(totp ? [respond] : []), 'RevokeToken']);
    expect(emulator.requests.at(-1)).toMatchObject({ status: 200 });
    const names = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN', 'EXPIRES_AT', 'SUB'];
    expect(Object.keys(main.outputs)).toStrictEqual(
      names.filter((name) => name !== 'PASSWORD' || flow !== 'CUSTOM_AUTH'),
    );
    expect(pool.users).toHaveLength(1);
  });
});
