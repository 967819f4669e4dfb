import { randomUUID } from 'node:crypto';
import { randomText } from './identifiers.ts';
import { assert, invalidParameter, notEmulated, resourceNotFound } from './refusals.ts';
import type { Attempt } from './sign-in/attempt.ts';
import { isVerifier } from './sign-in/srp.ts';
import type { SignIn } from './tokens.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './users.ts';

/** The identifiers that Cognito assigns to a new device. */
export interface Device {
  readonly key: string;
  readonly groupKey: string;
}

/** A device after ConfirmDevice, which sends the verifier of its password and never the password. */
export interface ConfirmedDevice extends Device {
  readonly name: string | undefined;
  /** As sent, in base64. */
  readonly passwordVerifier: string;
  readonly salt: string;
}

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
  if (key !== undefined && tracksDevices(pool)) {
    throw user.devices.has(key) ? notEmulated('device authentication') : deviceNotFound();
  }
}

/** Returns the device that a sign-in is bound to, unless the pool does not track devices. */
export function deviceOf(attempt: Attempt, user: User): Device | undefined {
  assertIsNewDevice(attempt, user);
  const { pool } = attempt;
  return tracksDevices(pool)
    ? { key: `${pool.settings.region}_${randomUUID()}`, groupKey: `-${randomText('mixed case', 8)}` }
    : undefined;
}

/**
 * Checks that a refresh token is used from the device that it was issued to. The device must be confirmed and not
 * forgotten. A user who was signed in by an administrator has none (developer guide, "Authentication flows").
 */
export function isFromSameDevice(pool: UserPool, { signInMethod, user }: SignIn, deviceKey: string | undefined) {
  const key = signInMethod.kind === 'public' ? signInMethod.device?.key : undefined;
  return !tracksDevices(pool) || (key !== undefined && key === deviceKey && user.devices.has(key));
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Sizes in bytes. Leading zeros are dropped, and a zero byte is prepended where the number would read as negative. */
const SALT_SIZE = { min: 12, max: 16 + 1 };
const VERIFIER_SIZE = { min: 380, max: 384 + 1 };

/**
 * Reads a base64 number in the form of Java's BigInteger.toByteArray.
 *
 * @throws Refusal `InvalidParameterException`; its text is not documented.
 */
function readNumber(name: string, encoded: string, { min, max }: typeof SALT_SIZE): bigint {
  const bytes = BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  const [first = 0, second = 0] = bytes;
  const isShortest = first !== 0 || second >= 0x80;
  const isRight = bytes.length >= min && bytes.length <= max && first < 0x80 && isShortest;
  assert(isRight, invalidParameter, `Invalid ${name} given.`);
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** Checks an SRP verifier and salt as far as this is possible without the device's password. */
export function assertIsSecretVerifier(passwordVerifier: string, salt: string): void {
  readNumber('Salt', salt, SALT_SIZE);
  const verifier = readNumber('PasswordVerifier', passwordVerifier, VERIFIER_SIZE);
  assert(isVerifier(verifier), invalidParameter, 'Invalid PasswordVerifier given.');
}
