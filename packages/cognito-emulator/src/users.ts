import { createHmac, randomBytes, randomInt } from 'node:crypto';
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
      const lockedSeconds = Math.min(2 ** (this.#failedAttempts - 5), 15 * 60);
      this.#lockedUntil = now + lockedSeconds * 1000;
    }
  }

  clear(): void {
    this.#failedAttempts = 0;
    this.#lockedUntil = 0;
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;

/** Base32 without padding (RFC 4648, section 6). */
function encodeBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('');
}

function decodeBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** Returns the code of one 30-second step: RFC 6238 with SHA-1, six digits truncated as in RFC 4226, section 5.3. */
function codeOfStep(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function stepAt(now: number): number {
  return Math.floor(now / STEP_MS);
}

/** Creates a secret like Cognito's: 52 characters of base32. */
export function newTotpSecret(): string {
  return encodeBase32(randomBytes(32));
}

/** Returns the code that an authenticator app shows. `now` is in milliseconds since 1970. */
export function totpCode(secret: string, now: number): string {
  return codeOfStep(decodeBase32(secret), stepAt(now));
}

/** A user's authenticator app, as Cognito stores it. */
export class SoftwareToken {
  readonly secret: string;
  readonly #key: Buffer;
  readonly #usedSteps = new Set<number>();

  constructor(secret: string) {
    this.secret = secret;
    this.#key = decodeBase32(secret);
  }

  /** Accepts a code of the current, previous or next step, once (developer guide, "TOTP software token MFA"). */
  take(code: string, now: number): 'right' | 'used' | 'wrong' {
    const present = stepAt(now);
    const step = [present, present - 1, present + 1].find((candidate) => codeOfStep(this.#key, candidate) === code);
    if (step === undefined) {
      return 'wrong';
    }
    if (this.#usedSteps.has(step)) {
      return 'used';
    }
    this.#usedSteps.add(step);
    return 'right';
  }
}

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

/** A message with a code that Cognito sent. */
export interface SentMessage {
  readonly medium: 'EMAIL' | 'SMS';
  readonly to: string;
  readonly code: string;
  readonly occasion: 'SignUp' | 'Authentication';
}

/** The channels for codes, by the attribute that holds the address. */
const CHANNELS = { phone_number: 'SMS', email: 'EMAIL' } as const;

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
  attribute: keyof typeof CHANNELS,
  occasion: SentMessage['occasion'],
) {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const medium = CHANNELS[attribute];
  const to = user.attributes.get(attribute) ?? '';
  pool.messages.push({ medium, to, code, occasion });
  return { medium, destination: maskAddress(to) };
}
