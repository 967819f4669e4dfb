// Verify that in a user pool that remembers devices main confirms the device of its sign-in, the refresh token works,
// and post forgets the device.
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import type { Emulator } from 'cognito-emulator';
import { StillClock } from '../support/clocks.ts';
import {
  type Fixture,
  type FixtureOptions,
  NO_CREDENTIALS,
  onlyPost,
  operationsOf,
  readableTextOf,
  useFixtures,
} from '../support/fixture.ts';
import { firstOf, itDeep, sample } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('devices.test.ts');

const STORED = { username: 'ada', password: 'Analytical-Engine-1843' };
const TWO_HOURS_MS = 7_200_000;

async function startScenario({ pool, client, ...options }: FixtureOptions = {}) {
  const clock = new StillClock();
  const fixture = await startFixture({
    clock,
    pool: { deviceTracking: 'always', ...pool },
    client: { flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], ...client },
    job: { debug: true },
    ...options,
  });
  const { inputs } = fixture;
  return {
    ...fixture,
    clock,
    stored: { ...inputs, mode: 'stored', ...STORED },
    refresh: { ...inputs, mode: 'refresh' },
  };
}

async function startStored(options: FixtureOptions = {}) {
  const scenario = await startScenario({ credentials: false, ...options });
  scenario.pool.addUser(STORED);
  return scenario;
}

/** Forgets the device, as a test that cleans up after itself would. */
async function forget({ url }: Emulator, { ACCESS_TOKEN, DEVICE_KEY }: StepResult['outputs']): Promise<void> {
  const { status } = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AWSCognitoIdentityProviderService.ForgetDevice',
    },
    body: JSON.stringify({ AccessToken: ACCESS_TOKEN, DeviceKey: DEVICE_KEY }),
  });
  expect(status).toBe(200);
}

const devicesOf = ({ pool }: Pick<Fixture, 'pool'>) => pool.users[0]?.devices ?? [];

describe('an ephemeral user', () => {
  it.each(firstOf(['USER_PASSWORD_AUTH', 'USER_SRP_AUTH']))('gets a confirmed device with %s', async (flow) => {
    const { emulator, pool, job, inputs } = await startScenario();
    const main = await job.uses({ with: { ...inputs, 'auth-flow': flow } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(operationsOf(emulator).at(-1)).toBe('ConfirmDevice');
    const { DEVICE_KEY: deviceKey } = main.outputs;
    expect(devicesOf({ pool })).toMatchObject([{ key: deviceKey }]);
    expect(job.masks).toContain(deviceKey);
    expect(emulator.violations).toStrictEqual([]);
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(operationsOf(emulator)).not.toContain('ForgetDevice');
    expect(pool.users).toStrictEqual([]);
  });

  it('is deleted with an access token that was refreshed for its device', async () => {
    const { emulator, pool, clock, job, inputs } = await startScenario({ client: { secret: true } });
    await job.uses({ with: inputs });
    Object.assign(job.env, NO_CREDENTIALS);
    clock.pass(TWO_HOURS_MS);
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(operationsOf(emulator).slice(-2)).toStrictEqual(['GetTokensFromRefreshToken', 'DeleteUser']);
    expect(pool.users).toStrictEqual([]);
  });

  it('gets no device in a user pool that remembers none', async () => {
    const { emulator, job, inputs } = await startScenario({ pool: { deviceTracking: 'off' } });
    const main = await job.uses({ with: inputs });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    expect(main.outputs).not.toHaveProperty('DEVICE_KEY');
    expect(operationsOf(emulator)).toStrictEqual(['AdminCreateUser', 'AdminSetUserPassword', 'InitiateAuth']);
  });
});

itDeep('only the first of many users gets a device, so that its refresh token works', async () => {
  const { emulator, pool, job, inputs } = await startScenario();
  const main = await job.uses({ with: { ...inputs, users: '3' } });
  expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  const { DEVICE_KEY: key } = main.outputs;
  expect(pool.users.flatMap(({ devices }) => devices)).toMatchObject([{ key }]);
  expect(operationsOf(emulator).filter((operation) => operation === 'ConfirmDevice')).toHaveLength(1);
});

describe('a stored user', () => {
  it.each(firstOf(['always', 'user-opt-in']))(
    'has no device left after the job (device tracking: %s)',
    async (deviceTracking) => {
      const { emulator, pool, job, stored } = await startStored({ pool: { deviceTracking } });
      const main = await job.uses({ with: stored });
      expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
      expect(devicesOf({ pool })).toHaveLength(1);
      const post = await onlyPost(job);
      expect(post).toMatchObject({ outcome: 'success', annotations: [] });
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

  const faults = ['reset', 'throttled', 'error-500', 'lose-answer'] as const;
  it.each(sample(faults, (fault) => fault === 'throttled'))(
    'has no device left although ForgetDevice fails twice (%s)',
    async (kind) => {
      const { emulator, pool, job, stored } = await startStored();
      await job.uses({ with: stored });
      emulator.injectFault({ operation: 'ForgetDevice', kind, times: 2 });
      expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
      expect(operationsOf(emulator).at(-1)).toBe('RevokeToken');
      expect(devicesOf({ pool })).toStrictEqual([]);
    },
  );

  it('has no refresh token left although ForgetDevice hangs', async () => {
    const options = { clockSpeed: 10, credentials: false, pool: { deviceTracking: 'always' } } as const;
    const { emulator, pool, client, job } = await startFixture(options);
    pool.addUser(STORED);
    await job.uses({ with: { ...STORED, mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1' } });
    emulator.injectFault({ operation: 'ForgetDevice', kind: 'hang', times: 99 });
    const post = await onlyPost(job);
    expect(post.annotations).toStrictEqual([{ level: 'warning', message: expect.stringMatching(/^ForgetDevice on /) }]);
    expect(post.log).toContain('Revoked the refresh token of the stored user.');
    expect(emulator.requests.at(-1)).toMatchObject({ operation: 'RevokeToken', status: 200 });
  });

  itDeep('has no device left after a job that outlived the access token', async () => {
    const { emulator, pool, clock, job, stored } = await startStored({ client: { secret: true } });
    await job.uses({ with: stored });
    clock.pass(TWO_HOURS_MS);
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    const calls = ['GetTokensFromRefreshToken', 'ForgetDevice', 'RevokeToken'];
    expect(operationsOf(emulator).slice(-3)).toStrictEqual(calls);
    expect(devicesOf({ pool })).toStrictEqual([]);
  });

  it('keeps its device with its refresh token, and both get new tokens in a later step', async () => {
    const { emulator, pool, job, stored, refresh } = await startStored();
    const main = await job.uses({ with: { ...stored, 'revoke-token': 'false' } });
    const { REFRESH_TOKEN: refreshToken = '', DEVICE_KEY: deviceKey = '' } = main.outputs;
    const tokens = { 'refresh-token': refreshToken, 'device-key': deviceKey };
    const refreshed = await job.uses({ with: { ...refresh, ...tokens } });
    expect(refreshed).toMatchObject({ outcome: 'success', annotations: [], outputs: { DEVICE_KEY: deviceKey } });
    expect(refreshed.outputs['ACCESS_TOKEN']).not.toBe(main.outputs['ACCESS_TOKEN']);
    await job.post();
    expect(operationsOf(emulator)).toStrictEqual(['InitiateAuth', 'ConfirmDevice', 'GetTokensFromRefreshToken']);
    expect(devicesOf({ pool })).toMatchObject([{ key: deviceKey }]);
  });

  it('gets no new tokens without its device, and the message names device-key', async () => {
    const { job, stored, refresh } = await startStored();
    const { outputs } = await job.uses({ with: stored });
    const main = await job.uses({ with: { ...refresh, 'refresh-token': outputs['REFRESH_TOKEN'] ?? '' } });
    expect(main).toMatchObject({ exitCode: 1, annotations: [{ level: 'error' }] });
    expect(main.annotations[0]?.message).toMatch(/remembers devices, set device-key .*#refresh-token-rejected$/);
  });

  itDeep('has no device to forget after a test has forgotten it', async () => {
    const { emulator, job, stored } = await startStored();
    const { outputs } = await job.uses({ with: stored });
    await forget(emulator, outputs);
    expect(await onlyPost(job)).toMatchObject({
      annotations: [],
      log: expect.stringContaining('The device of the stored user does not exist: nothing to forget.'),
    });
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

describe('ConfirmDevice', () => {
  it('is retried after a lost answer', async () => {
    const { emulator, pool, job, stored } = await startStored();
    emulator.injectFault({ operation: 'ConfirmDevice', kind: 'lose-answer', times: 1 });
    const main = await job.uses({ with: stored });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    expect(devicesOf({ pool })).toMatchObject([{ key: main.outputs['DEVICE_KEY'] }]);
  });

  it('causes only a notice when it fails after main has its tokens', async () => {
    const { emulator, job, stored } = await startStored();
    const exception = 'InvalidParameterException';
    emulator.injectFault({ operation: 'ConfirmDevice', kind: 'refused', exception, message: 'canary', times: 1 });
    const main = await job.uses({ with: stored });
    expect(main).toMatchObject({ outcome: 'success', annotations: [{ level: 'notice' }] });
    const message = main.annotations[0]?.message ?? '';
    expect(message).toMatch(
      /cannot be refreshed.* ConfirmDevice on .*InvalidParameterException.*#device-not-confirmed$/,
    );
    expect(message).not.toContain('canary');
    const { ACCESS_TOKEN, DEVICE_KEY } = main.outputs;
    expect([typeof ACCESS_TOKEN, DEVICE_KEY]).toStrictEqual(['string', undefined]);
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(operationsOf(emulator).slice(-2)).toStrictEqual(['ForgetDevice', 'RevokeToken']);
  });

  it.each(firstOf(['reset', 'throttled']))('is retried for at most half of the timeout (%s)', async (kind) => {
    const { emulator, job, stored } = await startStored();
    emulator.injectFault({ operation: 'ConfirmDevice', kind, times: 10_000 });
    const main = await job.uses({ with: { ...stored, 'timeout-seconds': '30' } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [{ level: 'notice' }] });
    expect(main.annotations[0]?.message).toContain('#device-not-confirmed');
    expect(operationsOf(emulator).lastIndexOf('ConfirmDevice')).toBeGreaterThan(1);
    expectHeading(main, 'device-not-confirmed');
    const times = emulator.requests.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(15_000);
  });
});
