/** Main and post in this process, with the real adapters of Cognito. The emulator rejects what Cognito rejects. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { startEmulator } from 'cognito-emulator';
import type { AppClientRequest } from 'cognito-emulator/app-client';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import { runCleanup } from '../../../src/cleanup/run-cleanup.ts';
import { connectCognito } from '../../../src/cognito/connect.ts';
import { connectLoginPage } from '../../../src/cognito/login-page.ts';
import { connectTokenEndpoint } from '../../../src/cognito/token-endpoint.ts';
import { getTokens } from '../../../src/get-tokens.ts';
import { clock as realClock } from '../../../src/platform/clock.ts';
import { createHttpAgentsProvider } from '../../../src/platform/http-agents.ts';
import { random } from '../../../src/platform/random.ts';
import { createRetryCall } from '../../../src/platform/retry.ts';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import { credentialVariables } from '../../support/credential-variables.ts';
import { CHALLENGE_ANSWERS, customAuth, QUESTIONS } from '../../support/custom-auth.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, REDIRECT_URI } from '../../support/login-page.ts';
import { unmasked } from '../../support/secrets.ts';
import { useCleanup } from '../../support/use-cleanup.ts';
import { fakeDeps, fakeRunner, type Journal } from '../fakes.ts';

/** Unlike those of the real clock, the timers of this one do not keep the process alive. */
const clock = { ...realClock, signalAfter: (ms: number) => AbortSignal.timeout(Math.ceil(ms)) };

const onTestEnd = useCleanup();
const environment = { ...process.env };

afterEach(() => {
  process.env = { ...environment };
});

const ROLE = 'arn:aws:iam::123456789012:role/api-tests';
const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

interface Setting {
  readonly pool?: PoolRequest;
  readonly client?: AppClientRequest;
}

type Inputs = Readonly<Record<string, string>>;

/** Starts an emulator with a user pool, and returns main and post, which use it. */
async function start({ pool: poolRequest, client: clientRequest }: Setting) {
  const emulator = await startEmulator();
  onTestEnd(() => emulator.close());
  const pool = emulator.createPool({ usernameAttributes: ['email'], domain: 'my-app', ...poolRequest });
  const client = pool.createClient({ ...LOGIN_CLIENT, ...clientRequest });
  Object.assign(process.env, { AWS_ENDPOINT_URL: emulator.url, ...credentialVariables(emulator.credentials) });
  const inputs = { 'user-pool-id': pool.id, 'client-id': client.id, 'client-secret': client.secret ?? '' };
  const journal: Journal = [];
  const linesOf = (kind: string) =>
    journal.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1));

  async function fetchIdToken(audience: string): Promise<string> {
    const { requestUrl, requestToken } = emulator.oidc;
    const headers = { Authorization: `Bearer ${requestToken}` };
    const { value } = Object(await (await fetch(`${requestUrl}&audience=${audience}`, { headers })).json());
    return value;
  }

  /** Connects the adapters as an entry point does. */
  function connect(given: Inputs, state = '') {
    const timeLimit = new TimeLimit(clock);
    const runner = fakeRunner(journal, { inputs: given, state });
    const retryDeps = { timeLimit, random, clock, pacerFor: () => undefined, report: runner.info };
    const retry = createRetryCall(retryDeps, { maxAttempts: 1 });
    const calls = { agents: createHttpAgentsProvider(), retry, mask: runner.mask, clock };
    const cognito = connectCognito({ ...calls, run: runner.run, fetchIdToken });
    const doMain = { tokenEndpoint: connectTokenEndpoint(calls), loginPage: connectLoginPage(calls) };
    return { ...fakeDeps(journal), ...doMain, runner, cognito, clock, timeLimit };
  }

  return {
    emulator,
    pool,
    client,
    /** Runs main, and returns its outputs and the operations that it called. */
    async main(more: Inputs) {
      await getTokens(connect({ ...inputs, ...more }));
      expect(emulator.violations).toStrictEqual([]);
      expect(unmasked({ masks: linesOf('mask') }, emulator.secrets)).toStrictEqual([]);
      return Object.fromEntries(linesOf('output').map((line) => line.split(/=(.*)/s, 2)));
    },
    /**
     * Runs post, and returns what it logged.
     *
     * @param ofMain variables that main had, and post has not
     */
    async post(ofMain: Inputs = {}) {
      const logged = linesOf('info').length;
      const { endpoints, ...state } = JSON.parse(linesOf('state').at(-1) ?? '');
      const deps = connect(inputs, JSON.stringify({ endpoints: { ...endpoints, ...ofMain }, ...state }));
      await runCleanup({ ...deps, stopProxy: () => Promise.reject(new Error('there is no proxy')) });
      expect(linesOf('warning')).toStrictEqual([]);
      return linesOf('info').slice(logged);
    },
    masks: () => linesOf('mask'),
    /** The operations so far. */
    operations: () => emulator.requests.map(({ operation }) => operation),
  };
}

const CREATION = ['AdminCreateUser', 'AdminSetUserPassword'];
const ENROLMENT = ['AssociateSoftwareToken', 'VerifySoftwareToken'];

describe('an ephemeral user', () => {
  it.each<[string, Setting, Inputs, readonly string[]]>([
    [
      'in a group, with attributes',
      { pool: { groups: ['admins'] }, client: { flows: ['ALLOW_USER_PASSWORD_AUTH'] } },
      { groups: 'admins', 'user-attributes': 'name=Ada', 'client-metadata': 'ticket=7' },
      [...CREATION, 'AdminAddUserToGroup', 'InitiateAuth'],
    ],
    [
      'with AWS credentials and an authenticator app',
      {
        pool: { mfa: 'ON', softwareTokenMfa: true },
        client: { flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'], secret: true },
      },
      { 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' },
      [...CREATION, 'AdminInitiateAuth', ...ENROLMENT, 'AdminRespondToAuthChallenge'],
    ],
    [
      'that chooses its password',
      { client: { flows: ['ALLOW_USER_AUTH'], preferredChallenge: 'ignored' } },
      { 'auth-flow': 'USER_AUTH' },
      [...CREATION, 'InitiateAuth', 'RespondToAuthChallenge'],
    ],
    [
      'with custom challenges',
      { pool: { customAuth: customAuth({ questions: QUESTIONS }) }, client: { flows: ['ALLOW_CUSTOM_AUTH'] } },
      { 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': CHALLENGE_ANSWERS },
      [...CREATION, 'InitiateAuth', 'RespondToAuthChallenge', 'RespondToAuthChallenge'],
    ],
    [
      'that signs up',
      { client: { flows: ['ALLOW_USER_PASSWORD_AUTH'], secret: true } },
      { 'create-with': 'sign-up', 'client-metadata': 'ticket=7' },
      ['SignUp', 'AdminConfirmSignUp', 'InitiateAuth'],
    ],
  ])('%s is signed in and deleted', async (_, setting, inputs, calls) => {
    const { pool, main, post, operations } = await start(setting);
    expect(Object.keys(await main(inputs))).toContain('ID_TOKEN');
    expect(operations()).toStrictEqual(calls);
    expect(pool.users[0]?.attributes['name']).toBe('user-attributes' in inputs ? 'Ada' : undefined);
    expect(await post()).toStrictEqual([`Deleted the ephemeral user from user pool ${pool.id}.`]);
    expect(pool.users).toStrictEqual([]);
  });

  it('signs in at the login page', async () => {
    const { emulator, pool, main, post, operations } = await start({
      pool: { loginLocation: 'url' },
      client: { secret: true },
    });
    const flow = { 'auth-flow': 'AUTHORIZATION_CODE', domain: emulator.url, 'redirect-uri': REDIRECT_URI };
    expect(Object.keys(await main(flow))).toContain('ID_TOKEN');
    expect(operations()).toStrictEqual([...CREATION, ...LOGIN_CALLS]);
    await post();
    expect(pool.users).toStrictEqual([]);
  });

  it('is deleted without the proxy of main if that does not answer any more', async () => {
    const { pool, main, post } = await start({ client: { flows: ['ALLOW_USER_PASSWORD_AUTH'] } });
    await main({});
    expect(await post({ HTTP_PROXY: 'http://127.0.0.1:1' })).toStrictEqual([
      `Deleted the ephemeral user from user pool ${pool.id}.`,
    ]);
  });

  it('is not created if the role cannot be assumed, and the error names the host that was called', async () => {
    const { emulator, main, operations } = await start({ client: { flows: ['ALLOW_USER_PASSWORD_AUTH'] } });
    const target = { kind: 'role', host: new URL(emulator.url).host };
    await expect(main({ 'role-to-assume': ROLE })).rejects.toMatchObject({
      failure: { code: 'role-not-assumed', call: { operation: 'AssumeRoleWithWebIdentity', target } },
    });
    expect(operations()).not.toContain('AdminCreateUser');
  });

  it('has AWS credentials of an identity pool, with a role', async () => {
    const { emulator, pool, client, main, post, operations, masks } = await start({
      client: { flows: ['ALLOW_USER_PASSWORD_AUTH'] },
    });
    const identityPool = emulator.createIdentityPool({ providers: [{ pool, client }] });
    const role = emulator.addRole({ arn: ROLE });
    for (const name of Object.keys(credentialVariables(emulator.credentials))) {
      delete process.env[name];
    }
    const outputs = await main({ 'role-to-assume': ROLE, 'identity-pool-id': identityPool.id });
    expect(outputs).toMatchObject({ IDENTITY_ID: identityPool.identities[0]?.id });
    const { accessKeyId, secretAccessKey, sessionToken } = role.sessions[0]?.principal ?? {};
    expect(masks()).toEqual(expect.arrayContaining([accessKeyId, secretAccessKey, sessionToken]));
    expect(emulator.requests.find(({ operation }) => operation === 'AdminCreateUser')?.headers['user-agent']).toMatch(
      /cognito-token-action.* github-run\/1658821493-2/,
    );
    await post();
    expect(operations().slice(-4).join(' ')).toBe(
      'github-oidc AssumeRoleWithWebIdentity AdminDeleteUser DeleteIdentities',
    );
    expect(identityPool.identities).toStrictEqual([]);
    expect(role.sessions).toMatchObject(Array(2).fill({ name: 'gha-1658821493-2', durationSeconds: 900 }));
  });
});

describe('a stored user', () => {
  const CLIENT: AppClientRequest = { flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], secret: true };

  it('with two factors signs in, forgets the device and revokes the token', async () => {
    const { pool, main, post, operations } = await start({
      pool: { mfa: 'ON', softwareTokenMfa: true, messageMfa: ['SMS_MFA'], deviceTracking: 'always' },
      client: CLIENT,
    });
    pool.addUser({ ...STORED, totpSecret: TOTP_SECRET, messageMfa: ['SMS_MFA'] });
    const flow = { 'auth-flow': 'USER_SRP_AUTH', 'totp-secret': TOTP_SECRET };
    const { DEVICE_KEY } = await main({ mode: 'stored', ...STORED, ...flow });
    expect(pool.users[0]?.devices).toMatchObject([{ key: DEVICE_KEY }]);
    const answers = Array(3).fill('RespondToAuthChallenge');
    expect(operations()).toStrictEqual(['InitiateAuth', ...answers, 'ConfirmDevice']);
    await post();
    expect(operations().slice(-2)).toStrictEqual(['ForgetDevice', 'RevokeToken']);
  });

  it('is refreshed with its device', async () => {
    const { pool, main, post, operations } = await start({ pool: { deviceTracking: 'always' }, client: CLIENT });
    pool.addUser(STORED);
    const signIn = { mode: 'stored', 'auth-flow': 'USER_SRP_AUTH', 'revoke-token': 'false' };
    const { REFRESH_TOKEN = '', DEVICE_KEY = '', ACCESS_TOKEN } = await main({ ...STORED, ...signIn });
    const refreshed = await main({ mode: 'refresh', 'refresh-token': REFRESH_TOKEN, 'device-key': DEVICE_KEY });
    expect(operations().at(-1)).toBe('GetTokensFromRefreshToken');
    expect(refreshed['ACCESS_TOKEN']).not.toBe(ACCESS_TOKEN);
    expect(await post()).toStrictEqual(['Nothing to clean up.']);
  });
});

it.each([
  ['oauth2/token', { flows: [], oauthFlows: ['client_credentials'] }],
  ['GetClientToken', { flows: ['ALLOW_CLIENT_TOKEN_AUTH'], oauthFlows: [] }],
] as const)('an app client signs in for itself by %s', async (operation, client) => {
  const { emulator, pool, main, operations } = await start({
    client: { ...client, secret: true, scopes: ['orders/read', 'orders/write'], callbackUrls: [] },
  });
  const given = { mode: 'client-credentials', 'user-pool-id': '', scopes: 'orders/read' };
  const source = operation === 'oauth2/token' ? { domain: emulator.url } : { 'aws-region': pool.settings.region };
  const { ACCESS_TOKEN } = await main({ ...given, ...source, 'client-metadata': 'ticket=7' });
  expect(decodeClaims(ACCESS_TOKEN)).toMatchObject({ scope: 'orders/read' });
  expect(emulator.requests).toMatchObject([{ operation, clientMetadata: { ticket: '7' } }]);
  expect(operations()).toStrictEqual([operation]);
});
