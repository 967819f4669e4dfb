import { randomBytes, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { NewUserIdentity } from './attributes.ts';
import type { ConfirmedDevice } from './devices.ts';
import type { MessageFactor } from './pool-settings.ts';
import { assert, notAuthorized } from './refusals.ts';
import type { UserPool } from './user-pool.ts';

/**
 * Counts a user's failed attempts. The fifth locks the user for one second; each further one doubles the time, up to 15
 * minutes. Attempts while locked do not count (developer guide, "Authentication with user pools").
 */
class Lockout {
  #failedAttempts = 0;
  #lockedUntil = 0;

  /** @throws Refusal `NotAuthorizedException` while locked. */
  assertOpen(now: number): void {
    assert(now >= this.#lockedUntil, notAuthorized, 'Password attempts exceeded');
  }

  countFailure(now: number): void {
    this.#failedAttempts += 1;
    if (this.#failedAttempts >= 5) {
      this.#lockedUntil = now + Math.min(2 ** (this.#failedAttempts - 5), 15 * 60) * 1000;
    }
  }

  clear(): void {
    this.#failedAttempts = 0;
    this.#lockedUntil = 0;
  }
}

/** Returns the code that an authenticator app shows. `now` is in milliseconds since 1970. */
export function totpCode(secret: string, now: number): string {
  return new TOTP({ secret }).generate({ timestamp: now });
}

/** A user's authenticator app, as Cognito stores it. */
export class SoftwareToken {
  readonly secret: string;
  readonly #totp: TOTP;
  readonly #usedSteps = new Set<number>();

  /** @param secret in base32. The default has 52 characters, like Cognito's. */
  constructor(secret = new Secret({ size: 32 }).base32) {
    this.secret = secret;
    this.#totp = new TOTP({ secret });
  }

  /** Accepts a code of the current, previous or next step, once (developer guide, "TOTP software token MFA"). */
  take(code: string, now: number): 'right' | 'used' | 'wrong' {
    const distance = this.#totp.validate({ token: code, timestamp: now, window: 1 });
    if (distance === null) {
      return 'wrong';
    }
    const step = this.#totp.counter({ timestamp: now }) + distance;
    const isUsed = this.#usedSteps.has(step);
    this.#usedSteps.add(step);
    return isUsed ? 'used' : 'right';
  }
}

/** A second factor, by the name of its challenge. */
export type MfaFactor = 'SOFTWARE_TOKEN_MFA' | MessageFactor;

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

/** A number of 16 bytes in hexadecimal, without leading zeros. */
function newSalt(): string {
  return BigInt(`0x${randomBytes(16).toString('hex')}`).toString(16);
}

/** A user in the pool. Times are milliseconds since 1970. */
export class User {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Map<string, string>;
  readonly createdAt: number;
  readonly groups: string[] = [];
  modifiedAt: number;
  status: UserStatus;
  enabled = true;
  /** The current password first, then earlier ones. */
  passwords: string[];
  passwordSetAt: number;
  /** In hexadecimal. Changes with the password. */
  srpSalt = newSalt();
  softwareToken: SoftwareToken | undefined;
  readonly messageMfa: MessageFactor[] = [];
  readonly passwordLockout = new Lockout();
  readonly codeLockout = new Lockout();
  readonly devices = new Map<string, ConfirmedDevice>();

  constructor({ username, sub, attributes }: NewUserIdentity, password: string, status: UserStatus, now: number) {
    this.username = username;
    this.sub = sub;
    this.attributes = new Map([['sub', sub], ...attributes]);
    this.passwords = [password];
    this.status = status;
    this.createdAt = now;
    this.modifiedAt = now;
    this.passwordSetAt = now;
  }

  /** Sets the password and ends a lockout. */
  setPassword(password: string, status: UserStatus, now: number): void {
    this.passwords = [password, ...this.passwords];
    this.passwordSetAt = now;
    this.modifiedAt = now;
    this.status = status;
    this.srpSalt = newSalt();
    this.passwordLockout.clear();
  }

  /**
   * Counts an attempt with a password, whether sent or proved by SRP, and returns its result.
   *
   * @throws Refusal `NotAuthorizedException` while the user is locked.
   */
  countPasswordAttempt(isRight: boolean, now: number): boolean {
    this.passwordLockout.assertOpen(now);
    if (isRight) {
      this.passwordLockout.clear();
    } else {
      this.passwordLockout.countFailure(now);
    }
    return isRight;
  }

  /** Returns a copy for tests. `devices` are the confirmed ones, except forgotten ones. */
  view() {
    return {
      username: this.username,
      attributes: Object.fromEntries(this.attributes),
      status: this.status,
      enabled: this.enabled,
      createdAt: new Date(this.createdAt),
      groups: [...this.groups],
      ...(this.softwareToken && { totpSecret: this.softwareToken.secret }),
      ...(this.devices.size > 0 && { devices: [...this.devices.values()] }),
    };
  }
}

/** A message with a code that Cognito sent. */
export interface SentMessage {
  readonly medium: 'EMAIL' | 'SMS';
  readonly to: string;
  readonly code: string;
  readonly occasion: 'SignUp' | 'Authentication';
}

/** Masks an address like Cognito: `t***@t***`, or the last four digits of a phone number. */
function maskAddress(address: string): string {
  const [name = '', domain] = address.split('@');
  return domain === undefined
    ? `+${address.slice(-4).padStart(address.length - 1, '*')}`
    : `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}

export function sendCode(
  pool: UserPool,
  user: User,
  attribute: 'phone_number' | 'email',
  occasion: SentMessage['occasion'],
) {
  const medium = attribute === 'email' ? 'EMAIL' : 'SMS';
  const to = user.attributes.get(attribute) ?? '';
  pool.messages.push({ medium, to, code: String(randomInt(1_000_000)).padStart(6, '0'), occasion });
  return { medium, destination: maskAddress(to) };
}
