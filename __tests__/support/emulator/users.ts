import { randomBytes } from 'node:crypto';
import type { Attributes } from './attributes.ts';
import type { ConfirmedDevice } from './devices/device.ts';
import { Lockout } from './lockout.ts';
import type { MessageFactor } from './pool-settings.ts';
import type { SoftwareToken } from './totp.ts';

/** A second factor, by the name of its challenge. */
export type MfaFactor = 'SOFTWARE_TOKEN_MFA' | MessageFactor;

/** `EXTERNAL_PROVIDER`: a federated user, who has no password here. */
export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'EXTERNAL_PROVIDER';

/** What a test sees of a user. */
export type UserView = {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly groups: readonly string[];
  /** The secret of the authenticator app, once it is verified. */
  readonly totpSecret?: string;
  /** Those that are confirmed and not forgotten. */
  readonly devices?: readonly ConfirmedDevice[];
};

/** 16 bytes as a number in hexadecimal, so without leading zeros. */
const newSalt = (): string => BigInt(`0x${randomBytes(16).toString('hex')}`).toString(16);

/** A user as the pool keeps it. Times are milliseconds since 1970. */
export class User {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Map<string, string>;
  readonly createdAt: number;
  readonly groups: string[] = [];
  modifiedAt: number;
  status: UserStatus;
  enabled = true;
  /** The present password first, then those before it. */
  passwords: string[];
  passwordSetAt: number;
  /** In hexadecimal; new with each password. */
  srpSalt = newSalt();
  softwareToken: SoftwareToken | undefined;
  readonly messageMfa: MessageFactor[] = [];
  /** Which of several factors Cognito asks for; without one it lets the user choose. */
  preferredMfa: MfaFactor | undefined;
  readonly passwordLockout = new Lockout();
  readonly codeLockout = new Lockout();
  /** Those that are confirmed, by key. */
  readonly devices = new Map<string, ConfirmedDevice>();

  constructor(user: {
    username: string;
    sub: string;
    attributes: Attributes;
    password: string;
    status: UserStatus;
    now: number;
  }) {
    this.username = user.username;
    this.sub = user.sub;
    this.attributes = new Map([['sub', user.sub], ...user.attributes]);
    this.passwords = [user.password];
    this.status = user.status;
    this.createdAt = user.now;
    this.modifiedAt = user.now;
    this.passwordSetAt = user.now;
  }

  /** Sets the password, which also ends a lockout. */
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

  /** Checks a password, which counts as an attempt. */
  isPassword(password: string, now: number): boolean {
    return this.countPasswordAttempt(password === this.passwords[0], now);
  }

  /**
   * Counts an attempt with a password, be it sent or proved by SRP, and gives it back.
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
