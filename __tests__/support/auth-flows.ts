/** The tests of an auth flow from sign-in to cleanup, and what they check of a job. */
import { describe, expect } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from './custom-auth.ts';
import { type Fixture, onlyPost, readableTextOf, useFixtures } from './fixture.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from './login-page.ts';
import { testsInTurn } from './sample.ts';

export const FLOWS = {
  USER_PASSWORD_AUTH: { allow: 'ALLOW_USER_PASSWORD_AUTH', calls: ['InitiateAuth'] },
  USER_SRP_AUTH: { allow: 'ALLOW_USER_SRP_AUTH', calls: ['InitiateAuth', 'RespondToAuthChallenge'] },
  ADMIN_USER_PASSWORD_AUTH: { allow: 'ALLOW_ADMIN_USER_PASSWORD_AUTH', calls: ['AdminInitiateAuth'] },
  USER_AUTH: { allow: 'ALLOW_USER_AUTH', calls: ['InitiateAuth'] },
  CUSTOM_AUTH: {
    allow: 'ALLOW_CUSTOM_AUTH',
    calls: ['InitiateAuth', 'RespondToAuthChallenge', 'RespondToAuthChallenge'],
  },
  AUTHORIZATION_CODE: {
    // The login page itself uses no flow of the API: this one is for mode refresh.
    allow: 'ALLOW_REFRESH_TOKEN_AUTH',
    calls: LOGIN_CALLS,
  },
} as const;

export type FlowName = keyof typeof FLOWS;

/** The auth flows of the API. */
export const API_FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'] as const;

export interface AuthFlowCase {
  readonly flow: FlowName;
  /** The app client has a secret. */
  readonly secret: boolean;
  /** The users have an authenticator app. */
  readonly totp: boolean;
}

export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };

/** Defines the tests of each case. `npm test` runs one of the three tests of each case. */
export function testAuthFlows(cases: readonly AuthFlowCase[]): void {
  const startFixture = useFixtures();

  describe.each(cases)(
    'auth flow $flow, client secret: $secret, authenticator app: $totp',
    ({ flow, secret, totp }) => {
      const inTurn = testsInTurn(2 * Object.keys(FLOWS).indexOf(flow) + Number(secret), 3);
      const start = () =>
        startFixture({
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
            flows: [FLOWS[flow].allow, 'ALLOW_REFRESH_TOKEN_AUTH'],
          },
          job: { debug: true },
        });
      const inputsOf = ({ inputs, client, emulator }: Fixture) => ({
        ...inputs,
        'auth-flow': flow,
        'client-secret': client.secret ?? '',
        ...(flow === 'AUTHORIZATION_CODE' ? loginInputs(emulator) : {}),
        ...(flow === 'CUSTOM_AUTH' ? { 'challenge-answers': CHALLENGE_ANSWERS } : {}),
      });
      const credentials = flow === 'CUSTOM_AUTH' ? { username: STORED.username } : STORED;
      const respond = flow === 'ADMIN_USER_PASSWORD_AUTH' ? 'AdminRespondToAuthChallenge' : 'RespondToAuthChallenge';

      inTurn('signs in an ephemeral user and deletes it', async () => {
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

      inTurn('signs in a stored user and revokes the refresh token', async () => {
        const fixture = await start();
        fixture.pool.addUser({ ...STORED, ...(totp ? { totpSecret: TOTP_SECRET } : {}) });
        const main = await fixture.job.uses({
          with: { ...inputsOf(fixture), mode: 'stored', ...credentials, 'totp-secret': totp ? TOTP_SECRET : '' },
        });
        expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
        expect(correctlySignedOperations(fixture)).toStrictEqual([...FLOWS[flow].calls, ...(totp ? [respond] : [])]);
        expectAllMasked(
          fixture,
          main.outputs,
          SECRET_OUTPUTS.filter((name) => name !== 'PASSWORD' || 'password' in credentials),
        );

        const post = await onlyPost(fixture.job);
        expect(post).toMatchObject({ outcome: 'success', annotations: [] });
        expect(fixture.emulator.requests.at(-1)).toMatchObject({
          operation: 'RevokeToken',
          signed: false,
          status: 200,
        });
        expect(fixture.pool.users).toHaveLength(1);
        expectNothingLeaked(fixture, [main, post]);
      });

      inTurn('gets a refresh token for a stored user that mode refresh accepts', async () => {
        const fixture = await start();
        const { pool, client, job } = fixture;
        pool.addUser({ ...STORED, ...(totp ? { totpSecret: TOTP_SECRET } : {}) });
        const stored = {
          mode: 'stored',
          ...credentials,
          'totp-secret': totp ? TOTP_SECRET : '',
          'revoke-token': 'false',
        };
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
    },
  );
}

/** Returns the operations in order. Expects exactly the admin operations to be signed. */
export function correctlySignedOperations({ emulator }: Fixture): string[] {
  expect(emulator.violations).toStrictEqual([]);
  for (const { operation, signed } of emulator.requests) {
    expect([operation, signed]).toStrictEqual([operation, operation.startsWith('Admin')]);
  }
  return emulator.requests.map(({ operation }) => operation);
}

const SECRET_OUTPUTS = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN'];

function expectAllMasked({ job }: Fixture, outputs: Readonly<Record<string, string>>, names = SECRET_OUTPUTS): void {
  for (const name of names) {
    expect(outputs[name]).toStrictEqual(expect.stringMatching(/./));
    expect(job.masks).toContain(outputs[name]);
  }
}

/** Expects nothing that people can read to contain a secret from the requests or the inputs. */
export function expectNothingLeaked(fixture: Fixture, steps: readonly StepResult[]): void {
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
  const { PASSWORD, SECRET_HASH, ANSWER } = Object(fields ?? {});
  return [PASSWORD, SECRET_HASH, ANSWER];
}
