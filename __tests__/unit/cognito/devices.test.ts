import { describe, expect, it } from '@jest/globals';
import type { AppClient } from '../../../src/cognito/app-client.ts';
import { createCaller } from '../../../src/cognito/calls.ts';
import { createDeviceOperations } from '../../../src/cognito/devices.ts';
import { appClientTarget } from '../../../src/cognito/targets.ts';
import { type FakeAnswer, fakeService, refusal, SERVICE_FAILS } from './fake-service.ts';

const target = appClientTarget({ region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: undefined });

/** Connects the device operations to a service that gives these answers, one after the other. */
function devicesAnswering(...answers: readonly FakeAnswer[]) {
  const { client, operations, options } = fakeService(answers, answers.length);
  return { operations, devices: createDeviceOperations(createCaller(client, target, options.retry)) };
}

const confirm = (devices: Pick<AppClient, 'confirmDevice'>) =>
  devices.confirmDevice('a.b.c', { key: 'a-key', groupKey: 'a-group' });

describe('a device', () => {
  it('counts as confirmed if an earlier attempt confirmed it', async () => {
    const { devices, operations } = devicesAnswering(SERVICE_FAILS, refusal('DeviceKeyExistsException'));
    await confirm(devices);
    expect(operations).toStrictEqual(['ConfirmDevice', 'ConfirmDevice']);
  });

  it('causes a failure if Cognito does not confirm it', async () => {
    const { devices } = devicesAnswering(refusal('InvalidParameterException'));
    await expect(confirm(devices)).rejects.toMatchObject({ failure: { code: 'call-refused' } });
  });

  it.each(['ResourceNotFoundException', 'UserNotFoundException'])('counts as not found on %s', async (name) => {
    const { devices } = devicesAnswering(refusal(name));
    expect(await devices.forgetDevice('a.b.c', 'a-key')).toBe('not-found');
  });

  it('is forgotten, or its failure is reported', async () => {
    expect(await devicesAnswering({ output: {} }).devices.forgetDevice('a.b.c', 'a-key')).toBe('forgotten');
    const { devices } = devicesAnswering(refusal('NotAuthorizedException'));
    await expect(devices.forgetDevice('a.b.c', 'a-key')).rejects.toMatchObject({
      failure: { code: 'access-token-rejected' },
    });
  });
});
