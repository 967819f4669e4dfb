import { randomBytes } from 'node:crypto';
import type { ConfirmedDevice } from './devices/device.ts';
import { Lockout } from './lockout.ts';
import type { MessageFactor } from './pool-settings.ts';
import type { SoftwareToken } from './totp.ts';
import type { NewUserIdentity } from './usernames.ts';

/** A second factor, by the name of its challenge. */
export type MfaFactor = 'SOFTWARE_TOKEN_MFA' | MessageFactor;

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

/** A read-only copy of a user for tests. */
export interface UserView {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly groups: readonly string[];
  /** The secret of the verified authenticator app. */
  readonly totpSecret?: string;
  /** The confirmed devices, except forgotten ones. */
  readonly devices?: readonly ConfirmedDevice[];
}

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

  confirm(now: number): void {
    this.status = 'CONFIRMED';
    this.modifiedAt = now;
  }

  isPassword(password: string, now: number): boolean {
    return this.countPasswordAttempt(password === this.passwords[0], now);
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

  view(): UserView {
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
