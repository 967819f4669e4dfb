// Verify the auth flows and modes with and without a client secret: ephemeral and stored users with and without an
// authenticator app, their refresh tokens, and app clients. `__tests__/deep/` has the other combinations.
import { describe, expect, it } from '@jest/globals';
import type { Emulator } from 'cognito-emulator';
import { type AppClient, secretHash } from 'cognito-emulator/app-client';
import {
  API_FLOWS,
  correctlySignedOperations,
  expectNothingLeaked,
  FLOWS,
  STORED,
  TOTP_SECRET,
  testAuthFlows,
} from '../support/auth-flows.ts';
import { StillClock } from '../support/clocks.ts';
import { onlyPost, operationsOf, useFixtures } from '../support/fixture.ts';
import { firstOf, sample } from '../support/sample.ts';

const startFixture = useFixtures();

/** Every pair of flow, client secret and authenticator app. */
const PAIRS = sample(
  API_FLOWS.flatMap((flow) => [false, true].flatMap((secret) => [false, true].map((totp) => ({ flow, secret, totp })))),
  ({ flow, secret, totp }) => totp === (secret === (API_FLOWS.indexOf(flow) % 2 === 0)),
);

testAuthFlows([
  ...PAIRS,
  // Without an authenticator app: the action cannot answer its challenge at the login page, and with CUSTOM_AUTH
  // Cognito asks for it only after a password.
  ...(['CUSTOM_AUTH', 'AUTHORIZATION_CODE'] as const).flatMap((flow) =>
    [false, true].map((secret) => ({ flow, secret, totp: false })),
  ),
]);

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
  // USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH answer challenges with different calls.
  const flows = sample(API_FLOWS, (flow) => flow === 'USER_PASSWORD_AUTH');
  it.each(flows)('waits for the next TOTP code if Cognito asks for one after enrolment (%s)', async (flow) => {
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
