// Verify that AUTHORIZATION_CODE signs users in at the login page, for tokens with custom scopes, and makes no
// other calls.
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { StillClock } from '../support/clocks.ts';
import {
  cleanUp,
  type FixtureOptions,
  NO_CREDENTIALS,
  onlyPost,
  operationsOf,
  runMain,
  runPost,
  useFixtures,
} from '../support/fixture.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';
import { firstOf } from '../support/sample.ts';

const startFixture = useFixtures();

const SCOPES = ['openid', 'aws.cognito.signin.user.admin', 'orders/read', 'orders/write'];
const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };

async function startScenario({ pool, client, ...options }: FixtureOptions = {}) {
  const fixture = await startFixture({
    clock: new StillClock(),
    pool: { ...LOGIN_POOL, ...pool },
    client: { ...LOGIN_CLIENT, flows: ['ALLOW_REFRESH_TOKEN_AUTH'], scopes: SCOPES, ...client },
    job: { debug: true },
    ...options,
  });
  const flow = loginInputs(fixture.emulator);
  return {
    ...fixture,
    inputs: { ...fixture.inputs, ...flow },
    stored: { mode: 'stored', 'client-id': fixture.client.id, 'aws-region': 'eu-west-1', ...STORED, ...flow },
  };
}

describe('an ephemeral user', () => {
  it('gets an access token with all scopes that the app client allows, which deletes it without AWS credentials', async () => {
    const { emulator, pool, job, inputs } = await startScenario();
    const main = await runMain(job, inputs);
    expect(decodeClaims(main.outputs['ACCESS_TOKEN'])['scope']).toBe(SCOPES.join(' '));
    expect(operationsOf(emulator)).toStrictEqual(['AdminCreateUser', 'AdminSetUserPassword', ...LOGIN_CALLS]);
    Object.assign(job.env, NO_CREDENTIALS);
    await cleanUp(job, pool);
    expect(operationsOf(emulator).at(-1)).toBe('DeleteUser');
    expect(emulator.violations).toStrictEqual([]);
  });

  it('stays without AWS credentials and without the scope to delete itself, which the warning names', async () => {
    const { emulator, pool, job, inputs } = await startScenario();
    await job.uses({ with: { ...inputs, scopes: 'openid orders/read' } });
    const { length } = emulator.requests;
    Object.assign(job.env, NO_CREDENTIALS);
    const post = await onlyPost(job);
    expect(post.annotations).toStrictEqual([
      { level: 'warning', message: expect.stringContaining('#user-left-behind') },
    ]);
    expect(post.annotations[0]?.message).toContain('aws.cognito.signin.user.admin');
    expect(post.annotations[0]?.message).toContain(' stays in user pool');
    // A refreshed token would lack the scope, too.
    expect(operationsOf(emulator).slice(length)).toStrictEqual(['DeleteUser']);
    expect(pool.users).toHaveLength(1);
  });

  it('gets every output but the ID token without the scope openid', async () => {
    const { pool, job, inputs } = await startScenario();
    const main = await runMain(job, { ...inputs, scopes: 'orders/read', 'postman-environment': 'true' });
    const { ID_TOKEN, ACCESS_TOKEN, SUB, ...rest } = main.outputs;
    expect(ID_TOKEN).toBeUndefined();
    expect(decodeClaims(ACCESS_TOKEN)).toMatchObject({ scope: 'orders/read', sub: SUB });
    expect(Object.keys(rest)).toStrictEqual([
      'USERNAME',
      'PASSWORD',
      'REFRESH_TOKEN',
      'EXPIRES_AT',
      'POSTMAN_ENVIRONMENT',
    ]);
    await cleanUp(job, pool);
  });
});

describe('a stored user', () => {
  it('is refreshed without an ID token if the scope openid is missing', async () => {
    const { emulator, pool, client, job, stored } = await startScenario({ credentials: false });
    pool.addUser(STORED);
    const { outputs } = await job.uses({ with: { ...stored, scopes: 'orders/read' } });
    const refresh = { mode: 'refresh', 'client-id': client.id, 'aws-region': 'eu-west-1' };
    const main = await runMain(job, { ...refresh, 'refresh-token': outputs['REFRESH_TOKEN'] ?? '' });
    expect(Object.keys(main.outputs)).toStrictEqual(['ACCESS_TOKEN', 'REFRESH_TOKEN', 'EXPIRES_AT', 'SUB']);
    expect(decodeClaims(main.outputs['ACCESS_TOKEN'])['scope']).toBe('orders/read');
    expect(operationsOf(emulator).at(-1)).toBe('GetTokensFromRefreshToken');
  });

  it('is redirected to the login page by an absolute URL, with a client secret', async () => {
    const { emulator, pool, client, job, stored } = await startScenario({
      pool: { loginLocation: 'url' },
      client: { secret: true },
      credentials: false,
    });
    pool.addUser(STORED);
    const main = await runMain(job, { ...stored, 'client-secret': client.secret ?? '', scopes: 'openid orders/read' });
    expect(decodeClaims(main.outputs['ACCESS_TOKEN'])['scope']).toBe('openid orders/read');
    expect(operationsOf(emulator)).toStrictEqual(LOGIN_CALLS);
    await runPost(job);
    expect(operationsOf(emulator).at(-1)).toBe('RevokeToken');
  });

  it.each(firstOf(['oauth2/authorize', 'GET login', 'POST login', 'oauth2/token']))(
    'starts over with a new code after a lost answer to %s',
    async (operation) => {
      const { emulator, pool, job, stored } = await startScenario({ credentials: false });
      pool.addUser(STORED);
      emulator.injectFault({ operation, kind: 'lose-answer', times: 1 });
      await runMain(job, stored);
      expect(operationsOf(emulator)).toStrictEqual([
        ...LOGIN_CALLS.slice(0, LOGIN_CALLS.indexOf(operation) + 1),
        ...LOGIN_CALLS,
      ]);
      const codes = emulator.requests.flatMap(({ body }) => Object(body)['code'] ?? []);
      expect(new Set(codes).size).toBe(codes.length);
      expect(emulator.violations).toStrictEqual([]);
    },
  );
});
