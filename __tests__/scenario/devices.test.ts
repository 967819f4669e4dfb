// Verify that in a user pool that remembers devices main confirms the device of its sign-in, the refresh token works,
// and post forgets the device.
import { describe, expect, it } from '@jest/globals';
import { StillClock } from '../support/clocks.ts';
import {
  type Fixture,
  type FixtureOptions,
  onlyPost,
  operationsOf,
  readableTextOf,
  runMain,
  runPost,
  useFixtures,
} from '../support/fixture.ts';
import { firstOf, itDeep } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('access-token-rejected', 'device-not-confirmed');

const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };

async function startScenario(options: FixtureOptions = {}) {
  const fixture = await startFixture({
    clock: new StillClock(),
    pool: { deviceTracking: 'always' },
    client: { flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    job: { debug: true },
    ...options,
  });
  const { inputs } = fixture;
  return { ...fixture, stored: { ...inputs, mode: 'stored', ...STORED }, refresh: { ...inputs, mode: 'refresh' } };
}

async function startStored(options: FixtureOptions = {}) {
  const scenario = await startScenario({ credentials: false, ...options });
  scenario.pool.addUser(STORED);
  return scenario;
}

const devicesOf = ({ pool }: Pick<Fixture, 'pool'>) => pool.users[0]?.devices ?? [];

it.each(firstOf(['USER_PASSWORD_AUTH', 'USER_SRP_AUTH']))(
  'an ephemeral user gets a confirmed device with %s',
  async (flow) => {
    const { emulator, pool, job, inputs } = await startScenario();
    const main = await runMain(job, { ...inputs, 'auth-flow': flow });
    expect(operationsOf(emulator).at(-1)).toBe('ConfirmDevice');
    const { DEVICE_KEY: deviceKey } = main.outputs;
    expect(devicesOf({ pool })).toMatchObject([{ key: deviceKey }]);
    expect(job.masks).toContain(deviceKey);
    expect(emulator.violations).toStrictEqual([]);
    await runPost(job);
    expect(operationsOf(emulator)).not.toContain('ForgetDevice');
    expect(pool.users).toStrictEqual([]);
  },
);

itDeep('only the first of many users gets a device, so that its refresh token works', async () => {
  const { emulator, pool, job, inputs } = await startScenario();
  const main = await runMain(job, { ...inputs, users: '3' });
  const { DEVICE_KEY: key } = main.outputs;
  expect(pool.users.flatMap(({ devices }) => devices)).toMatchObject([{ key }]);
  expect(operationsOf(emulator).filter((operation) => operation === 'ConfirmDevice')).toHaveLength(1);
});

describe('a stored user', () => {
  it.each(firstOf(['always', 'user-opt-in']))(
    'has no device left after the job (device tracking: %s)',
    async (deviceTracking) => {
      const { emulator, pool, job, stored } = await startStored({ pool: { deviceTracking } });
      const main = await runMain(job, stored);
      expect(devicesOf({ pool })).toHaveLength(1);
      const post = await runPost(job);
      expect(operationsOf(emulator)).toStrictEqual(['InitiateAuth', 'ConfirmDevice', 'ForgetDevice', 'RevokeToken']);
      expect(emulator.requests.map(({ signed, status }) => [signed, status])).toStrictEqual(
        Array(4).fill([false, 200]),
      );
      expect(devicesOf({ pool })).toStrictEqual([]);
      for (const text of [main, post].map(readableTextOf)) {
        expect(text).not.toContain(main.outputs['DEVICE_KEY']);
      }
    },
  );

  it('has no device left although ForgetDevice fails twice', async () => {
    const { emulator, pool, job, stored } = await startStored();
    await job.uses({ with: stored });
    emulator.injectFault({ operation: 'ForgetDevice', kind: 'throttled', times: 2 });
    await runPost(job);
    expect(operationsOf(emulator).at(-1)).toBe('RevokeToken');
    expect(devicesOf({ pool })).toStrictEqual([]);
  });

  it('keeps its device with its refresh token, and gets new tokens in a later step only with both', async () => {
    const { emulator, pool, job, stored, refresh } = await startStored();
    const main = await job.uses({ with: { ...stored, 'revoke-token': 'false' } });
    const { REFRESH_TOKEN: refreshToken = '', DEVICE_KEY: deviceKey = '' } = main.outputs;
    const withoutDevice = await job.uses({ with: { ...refresh, 'refresh-token': refreshToken } });
    expect(withoutDevice).toMatchObject({ exitCode: 1, annotations: [{ level: 'error' }] });
    expect(withoutDevice.annotations[0]?.message).toMatch(
      /remembers devices, set device-key .*#refresh-token-rejected$/,
    );

    const refreshed = await runMain(job, { ...refresh, 'refresh-token': refreshToken, 'device-key': deviceKey });
    expect(refreshed.outputs['DEVICE_KEY']).toBe(deviceKey);
    expect(refreshed.outputs['ACCESS_TOKEN']).not.toBe(main.outputs['ACCESS_TOKEN']);
    await job.post();
    const refreshes = Array(2).fill('GetTokensFromRefreshToken');
    expect(operationsOf(emulator)).toStrictEqual(['InitiateAuth', 'ConfirmDevice', ...refreshes]);
    expect(devicesOf({ pool })).toMatchObject([{ key: deviceKey }]);
  });

  it('keeps its device after a test has signed it out, with a warning', async () => {
    const { emulator, job, stored } = await startStored();
    await job.uses({ with: stored });
    const exception = 'NotAuthorizedException';
    const message = 'Access Token has been revoked';
    emulator.injectFault({ operation: 'ForgetDevice', kind: 'refused', exception, message, times: 9 });
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [{ level: 'warning' }] });
    expect(post.annotations[0]?.message).toMatch(/ForgetDevice .* admin-forget-device.*#access-token-rejected$/);
    expectHeading(post, 'access-token-rejected');
    expect(operationsOf(emulator).at(-1)).toBe('RevokeToken');
  });
});

it('a ConfirmDevice that fails after main has its tokens causes only a notice', async () => {
  const { emulator, job, stored } = await startStored();
  const exception = 'InvalidParameterException';
  emulator.injectFault({ operation: 'ConfirmDevice', kind: 'refused', exception, message: 'canary', times: 1 });
  const main = await job.uses({ with: stored });
  expect(main).toMatchObject({ outcome: 'success', annotations: [{ level: 'notice' }] });
  const message = main.annotations[0]?.message ?? '';
  expect(message).toMatch(/cannot be refreshed.* ConfirmDevice on .*InvalidParameterException.*#device-not-confirmed$/);
  expectHeading(main, 'device-not-confirmed');
  expect(message).not.toContain('canary');
  const { ACCESS_TOKEN, DEVICE_KEY } = main.outputs;
  expect([typeof ACCESS_TOKEN, DEVICE_KEY]).toStrictEqual(['string', undefined]);
  await runPost(job);
  expect(operationsOf(emulator).slice(-2)).toStrictEqual(['ForgetDevice', 'RevokeToken']);
});
