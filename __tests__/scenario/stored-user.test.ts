// Verify that mode stored signs in a user from secrets, without AWS credentials, and that post never deletes that user,
// but revokes its refresh token and forgets the device that a user pool may have remembered.
import { describe, expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import { credentialVariables } from '../support/credential-variables.ts';
import { type FixtureOptions, onlyPost, operationsOf, runMain, runPost, useFixtures } from '../support/fixture.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings(
  'access-token-rejected',
  'client-secret-lost',
  'device-not-confirmed',
  'revocation-disabled',
);

const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const DEVICES = { pool: { deviceTracking: 'always' } } as const;

async function startScenario(options: FixtureOptions = {}) {
  const fixture = await startFixture({ clock: new StillClock(), credentials: false, job: { debug: true }, ...options });
  fixture.pool.addUser(STORED);
  return { ...fixture, stored: { ...fixture.inputs, mode: 'stored', ...STORED } };
}

it('main sends no AWS credentials even if the job has some, and post revokes the refresh token', async () => {
  const { emulator, pool, client, job, stored } = await startScenario();
  Object.assign(job.env, credentialVariables(emulator.addPrincipal({ sessionToken: true })));
  const { outputs } = await runMain(job, stored);
  expect(outputs).toMatchObject({ USERNAME: 'ada', SUB: pool.users[0]?.attributes['sub'] });
  const post = await runPost(job);
  expect(post.log).toBe('Revoked the refresh token of the stored user.\n');
  expect(emulator.requests).toMatchObject([
    { operation: 'InitiateAuth', signed: false },
    {
      operation: 'RevokeToken',
      signed: false,
      status: 200,
      body: { Token: outputs['REFRESH_TOKEN'], ClientId: client.id },
    },
  ]);
  expect(emulator.violations).toStrictEqual([]);
  expect(pool.users).toHaveLength(1);
});

it.each([
  ['the runner gives it no inputs, as in nested composite actions', { secret: true }, 'client-secret-lost'],
  ['the app client does not allow revocation', { enableTokenRevocation: false }, 'revocation-disabled'],
] as const)('post warns if %s', async (_, client, heading) => {
  const { job, stored } = await startScenario({ client });
  await job.uses({ with: stored, postWith: {} });
  const post = await onlyPost(job);
  expect(post).toMatchObject({ outcome: 'success', annotations: [{ level: 'warning' }] });
  expectHeading(post, heading);
});

describe('a device', () => {
  it('is forgotten although ForgetDevice fails twice', async () => {
    const { emulator, pool, job, stored } = await startScenario(DEVICES);
    await runMain(job, stored);
    expect(pool.users[0]?.devices).toHaveLength(1);
    emulator.injectFault({ operation: 'ForgetDevice', kind: 'throttled', times: 2 });
    await runPost(job);
    expect(operationsOf(emulator)).toStrictEqual([
      'InitiateAuth',
      'ConfirmDevice',
      ...Array<string>(3).fill('ForgetDevice'),
      'RevokeToken',
    ]);
    expect(pool.users[0]?.devices ?? []).toStrictEqual([]);
  });

  it('stays with its refresh token, and gets new tokens in a later step only with both', async () => {
    const { emulator, pool, job, inputs, stored } = await startScenario(DEVICES);
    const main = await job.uses({ with: { ...stored, 'revoke-token': 'false' } });
    const { REFRESH_TOKEN: refreshToken = '', DEVICE_KEY: deviceKey = '' } = main.outputs;
    const refresh = { ...inputs, mode: 'refresh', 'refresh-token': refreshToken };
    const withoutDevice = await job.uses({ with: refresh });
    const message = expect.stringMatching(/remembers devices, set device-key .*#refresh-token-rejected$/);
    expect(withoutDevice.annotations).toStrictEqual([{ level: 'error', message }]);

    const refreshed = await runMain(job, { ...refresh, 'device-key': deviceKey });
    expect(refreshed.outputs['DEVICE_KEY']).toBe(deviceKey);
    expect(refreshed.outputs['ACCESS_TOKEN']).not.toBe(main.outputs['ACCESS_TOKEN']);
    await job.post();
    const refreshes = Array(2).fill('GetTokensFromRefreshToken');
    expect(operationsOf(emulator)).toStrictEqual(['InitiateAuth', 'ConfirmDevice', ...refreshes]);
    expect(pool.users[0]?.devices).toMatchObject([{ key: deviceKey }]);
  });

  it('stays after a test has signed the user out, with a warning', async () => {
    const { emulator, job, stored } = await startScenario(DEVICES);
    await job.uses({ with: stored });
    const refusal = { exception: 'NotAuthorizedException', message: 'Access Token has been revoked' };
    emulator.injectFault({ operation: 'ForgetDevice', kind: 'refused', ...refusal, times: 9 });
    const post = await onlyPost(job);
    const message = expect.stringMatching(/ForgetDevice .* admin-forget-device/);
    expect(post).toMatchObject({ outcome: 'success', annotations: [{ level: 'warning', message }] });
    expectHeading(post, 'access-token-rejected');
    expect(operationsOf(emulator).at(-1)).toBe('RevokeToken');
  });

  it('that cannot be confirmed after main has its tokens causes only a notice', async () => {
    const { emulator, job, stored } = await startScenario(DEVICES);
    const refusal = { exception: 'InvalidParameterException', message: 'canary' };
    emulator.injectFault({ operation: 'ConfirmDevice', kind: 'refused', ...refusal, times: 1 });
    const main = await job.uses({ with: stored });
    const message = expect.stringMatching(
      /cannot be refreshed.* ConfirmDevice on .*InvalidParameterException(?!.*canary)/,
    );
    expect(main).toMatchObject({ outcome: 'success', annotations: [{ level: 'notice', message }] });
    expectHeading(main, 'device-not-confirmed');
    expect(main.outputs).toHaveProperty('ACCESS_TOKEN');
    expect(main.outputs).not.toHaveProperty('DEVICE_KEY');
    await runPost(job);
    expect(operationsOf(emulator).slice(-2)).toStrictEqual(['ForgetDevice', 'RevokeToken']);
  });
});
