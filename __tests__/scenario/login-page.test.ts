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
  useFixtures,
} from '../support/fixture.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../support/login-page.ts';

const startFixture = useFixtures();

const SCOPES = ['openid', 'aws.cognito.signin.user.admin', 'orders/read', 'orders/write'];
const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };

async function startScenario(options: FixtureOptions = {}) {
  const fixture = await startFixture({
    clock: new StillClock(),
    pool: LOGIN_POOL,
    client: { ...LOGIN_CLIENT, flows: ['ALLOW_REFRESH_TOKEN_AUTH'], scopes: SCOPES },
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
});

describe('a stored user', () => {
  it('gets every output but the ID token without the scope openid, and is refreshed without it', async () => {
    const { emulator, pool, client, job, stored } = await startScenario({ credentials: false });
    pool.addUser(STORED);
    const inputs = { ...stored, scopes: 'orders/read', 'postman-environment': 'true' };
    const { ACCESS_TOKEN, REFRESH_TOKEN = '', SUB, ...others } = (await runMain(job, inputs)).outputs;
    expect(decodeClaims(ACCESS_TOKEN)).toMatchObject({ scope: 'orders/read', sub: SUB });
    expect(Object.keys(others)).toStrictEqual(['USERNAME', 'PASSWORD', 'EXPIRES_AT', 'POSTMAN_ENVIRONMENT']);

    const refresh = { mode: 'refresh', 'client-id': client.id, 'aws-region': 'eu-west-1' };
    const refreshed = await runMain(job, { ...refresh, 'refresh-token': REFRESH_TOKEN });
    expect(Object.keys(refreshed.outputs)).toStrictEqual(['ACCESS_TOKEN', 'REFRESH_TOKEN', 'EXPIRES_AT', 'SUB']);
    expect(decodeClaims(refreshed.outputs['ACCESS_TOKEN'])['scope']).toBe('orders/read');
    expect(operationsOf(emulator).at(-1)).toBe('GetTokensFromRefreshToken');
  });

  it('starts over with a new code after a lost answer', async () => {
    const { emulator, pool, job, stored } = await startScenario({ credentials: false });
    pool.addUser(STORED);
    emulator.injectFault({ operation: 'oauth2/token', kind: 'lose-answer', times: 1 });
    await runMain(job, stored);
    expect(operationsOf(emulator)).toStrictEqual([...LOGIN_CALLS, ...LOGIN_CALLS]);
    const codes = emulator.requests.flatMap(({ body }) => Object(body)['code'] ?? []);
    expect(codes).toHaveLength(2);
    expect(codes[0]).not.toBe(codes[1]);
    expect(emulator.violations).toStrictEqual([]);
  });
});
