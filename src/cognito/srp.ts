/**
 * The client's side of SRP (Secure Remote Password), as Cognito speaks it: proves that the password is known without sending it.
 * The one-letter names are those of RFC 5054. Of how numbers become bytes, how the key is derived and what is signed, the RFC says
 * otherwise or nothing; there Cognito's own clients are the standard.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5054#section-2.5
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import { createHash, createHmac, getDiffieHellman, hkdfSync } from 'node:crypto';
import type { NewDevice } from '../platform/ports-cognito.ts';

/** The 3072-bit prime of RFC 5054 appendix A, which Node.js knows by its number in RFC 3526, and its generator. */
const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const g = 2n;
const k = hashToNumber(bytesOf(N), bytesOf(g));

/** 256 bits, the least of RFC 5054 section 3.1: a larger number costs time, and no key of 16 bytes gets safer by it. */
const PRIVATE_NUMBER_BYTES = 32;
const KEY_BYTES = 16;

/**
 * The numbers of an exchange cannot be used: one is not hexadecimal, or is a zero at which the protocol says to stop. To the user
 * this is an answer that is not one of Cognito: the caller translates it to `answer-unreadable`. The message holds no secret.
 */
export class SrpError extends Error {
  override readonly name = 'SrpError';
}

/** One exchange, good for one sign-in. */
export interface SrpExchange {
  /** The client's public number, for `SRP_A`: lower-case hexadecimal. */
  readonly srpA: string;
  /** The answer to the challenge PASSWORD_VERIFIER. Takes tens of milliseconds of CPU. Throws an `SrpError`. */
  answer(challenge: PasswordChallenge, now: Date): PasswordClaim;
}

/** What the challenge PASSWORD_VERIFIER says, and whose password is to be proven. */
export interface PasswordChallenge {
  readonly userPoolId: string;
  readonly password: string;
  /** `USER_ID_FOR_SRP`: the user pool's own name for the user. */
  readonly userIdForSrp: string;
  /** `SALT`, hexadecimal. */
  readonly salt: string;
  /** `SRP_B`, the server's public number, hexadecimal. */
  readonly srpB: string;
  /** `SECRET_BLOCK`, Base64; goes back to Cognito as it came. */
  readonly secretBlock: string;
}

export interface PasswordClaim {
  /** For `PASSWORD_CLAIM_SIGNATURE`: Base64. */
  readonly signature: string;
  /** For `TIMESTAMP`: it is part of what is signed. */
  readonly timestamp: string;
}

/** Starts an exchange with a private number from `randomBytes`, which has to be a cryptographic source. */
export function startSrp(randomBytes: (size: number) => Buffer): SrpExchange {
  const a = numberOf(randomBytes(PRIVATE_NUMBER_BYTES));
  const A = notZero('A', powerModN(g, a));

  function answer(challenge: PasswordChallenge, now: Date): PasswordClaim {
    const { userPoolId, userIdForSrp, secretBlock } = challenge;
    const timestamp = timestampOf(now);
    const signature = createHmac('sha256', sharedKey(a, A, challenge))
      .update(poolNameOf(userPoolId) + userIdForSrp)
      .update(Buffer.from(secretBlock, 'base64'))
      .update(timestamp)
      .digest('base64');
    return { signature, timestamp };
  }

  return { srpA: A.toString(16), answer };
}

/** What Cognito is to know a device by, in Base64: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeviceSecretVerifierConfigType.html */
export interface DeviceVerifier {
  readonly salt: string;
  readonly passwordVerifier: string;
}

const SALT_BYTES = 16;
const DEVICE_PASSWORD_BYTES = 40;

/** The verifier of a password that nobody is told: this action signs in by no device a second time. */
export function generateDeviceVerifier(
  { key, groupKey }: NewDevice,
  randomBytes: (size: number) => Buffer,
): DeviceVerifier {
  const password = randomBytes(DEVICE_PASSWORD_BYTES).toString('base64');
  const salt = bytesOf(numberOf(randomBytes(SALT_BYTES)));
  const x = hashToNumber(salt, sha256(`${groupKey}${key}:${password}`));
  return { salt: salt.toString('base64'), passwordVerifier: bytesOf(powerModN(g, x)).toString('base64') };
}

/** The key that only somebody who knows the password comes to: of the server's number S, by HKDF (RFC 5869). */
function sharedKey(
  a: bigint,
  A: bigint,
  { userPoolId, userIdForSrp, password, salt, srpB }: PasswordChallenge,
): Uint8Array {
  const B = notZero('B', parseHex('B', srpB));
  const u = notZero('u', hashToNumber(bytesOf(A), bytesOf(B)));
  const identity = sha256(`${poolNameOf(userPoolId)}${userIdForSrp}:${password}`);
  const x = hashToNumber(bytesOf(parseHex('salt', salt)), identity);
  const S = powerModN(B - k * powerModN(g, x), a + u * x);
  return new Uint8Array(hkdfSync('sha256', bytesOf(S), bytesOf(u), 'Caldera Derived Key', KEY_BYTES));
}

/** A user pool ID is the region, `_` and the pool's name. */
function poolNameOf(userPoolId: string): string {
  return userPoolId.slice(userPoolId.indexOf('_') + 1);
}

/** For instance `Tue Feb 3 04:05:06 UTC 2026`: Cognito refuses any other form, a zero before the day included. */
function timestampOf(now: Date): string {
  return now
    .toUTCString()
    .replace(
      /^(?<weekday>\w+), 0?(?<day>\d+) (?<month>\w+) (?<year>\d+) (?<time>\S+) GMT$/,
      '$<weekday> $<month> $<day> $<time> UTC $<year>',
    );
}

/** `base` to the power of `exponent`, modulo N, by squaring; also of a negative base. */
function powerModN(base: bigint, exponent: bigint): bigint {
  const positiveBase = ((base % N) + N) % N;
  let power = 1n;
  for (const bit of exponent.toString(2)) {
    power = (power * power) % N;
    if (bit === '1') {
      power = (power * positiveBase) % N;
    }
  }
  return power;
}

/** A zero, modulo N, would give a key that does not depend on the password or on the other side (RFC 5054 sections 2.5.3 and 2.5.4). */
function notZero(name: string, value: bigint): bigint {
  if (value % N === 0n) {
    throw new SrpError(`${name} is zero`);
  }
  return value;
}

function parseHex(name: string, text: string): bigint {
  if (!/^[0-9a-f]+$/i.test(text)) {
    throw new SrpError(`${name} is not a hexadecimal number`);
  }
  return BigInt(`0x${text}`);
}

/** The shortest two's complement, so with a zero byte before a first bit that is set: the form of Java, in which Cognito counts. */
function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  const wholeBytes = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(wholeBytes) ? `00${wholeBytes}` : wholeBytes, 'hex');
}

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function hashToNumber(...parts: readonly Buffer[]): bigint {
  return numberOf(sha256(Buffer.concat(parts)));
}

function sha256(data: Buffer | string): Buffer {
  return createHash('sha256').update(data).digest();
}
