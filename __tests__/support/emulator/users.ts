import type { Attributes } from './attributes.ts';
import { notAuthorized } from './refusals.ts';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

/** What a test sees of a user. */
export type UserView = {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly groups: readonly string[];
};

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
  #failedAttempts = 0;
  #lockedUntil = 0;

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
    this.#failedAttempts = 0;
    this.#lockedUntil = 0;
  }

  /**
   * Checks a password and counts failures: the fifth locks the user for one second, each one after it for twice as
   * long, to 15 minutes. Attempts while locked do not count (developer guide, "Authentication with user pools").
   *
   * @throws Refusal `NotAuthorizedException` while locked.
   */
  isPassword(password: string, now: number): boolean {
    if (now < this.#lockedUntil) {
      throw notAuthorized('Password attempts exceeded');
    }
    if (password === this.passwords[0]) {
      this.#failedAttempts = 0;
      return true;
    }
    this.#failedAttempts += 1;
    if (this.#failedAttempts >= 5) {
      const lockedSeconds = Math.min(2 ** (this.#failedAttempts - 5), 15 * 60);
      this.#lockedUntil = now + lockedSeconds * 1000;
    }
    return false;
  }

  view(): UserView {
    return {
      username: this.username,
      attributes: Object.fromEntries(this.attributes),
      status: this.status,
      enabled: this.enabled,
      createdAt: new Date(this.createdAt),
      groups: [...this.groups],
    };
  }
}
