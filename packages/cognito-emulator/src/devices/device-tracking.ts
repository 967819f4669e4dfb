import { notEmulated, resourceNotFound } from '../refusals.ts';
import type { Attempt } from '../sign-in/attempt.ts';
import type { SignIn } from '../sign-ins.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';
import { type Device, newDevice } from './device.ts';

function tracksDevices({ settings }: UserPool): boolean {
  return settings.deviceTracking !== 'off';
}

export function deviceNotFound(): Error {
  return resourceNotFound('Device does not exist.');
}

/**
 * The emulator supports sign-ins without a device key only. With one, Cognito returns DEVICE_SRP_AUTH to verify the
 * device's own password (developer guide, "Working with user devices in your user pool").
 */
export function assertIsNewDevice({ pool, parameters }: Attempt, user: User): void {
  const key = parameters.get('DEVICE_KEY');
  if (key === undefined || !tracksDevices(pool)) {
    return;
  }
  throw user.devices.has(key) ? notEmulated('device authentication') : deviceNotFound();
}

/**
 * Returns the device that a sign-in is bound to, and its part of AuthenticationResult. Both are empty without tracking.
 */
export function deviceOf(
  attempt: Attempt,
  user: User,
): { readonly device: Device | undefined; readonly metadata: object } {
  assertIsNewDevice(attempt, user);
  const { pool } = attempt;
  if (!tracksDevices(pool)) {
    return { device: undefined, metadata: {} };
  }
  const device = newDevice(pool.settings.region);
  return { device, metadata: { NewDeviceMetadata: { DeviceKey: device.key, DeviceGroupKey: device.groupKey } } };
}

/**
 * Checks that a refresh token is used from the device that it was issued to. The device must be confirmed and not
 * forgotten. A user who was signed in by an administrator has none (developer guide, "Authentication flows").
 */
export function isFromSameDevice(
  pool: UserPool,
  { signInMethod, user }: SignIn,
  deviceKey: string | undefined,
): boolean {
  if (!tracksDevices(pool)) {
    return true;
  }
  const key = signInMethod.kind === 'public' ? signInMethod.device?.key : undefined;
  return key !== undefined && key === deviceKey && user.devices.has(key);
}
