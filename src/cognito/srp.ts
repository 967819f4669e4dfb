/**
 * The client side of SRP (Secure Remote Password), which proves knowledge of the password without sending it. The
 * one-letter names are those of RFC 5054. Cognito encodes numbers, derives the key and signs in its own way, so that
 * part follows AWS's clients.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5054#section-2.5
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import {
  constants,
  createHash,
  createHmac,
  createPublicKey,
  getDiffieHellman,
  hkdfSync,
  publicEncrypt,
} from 'node:crypto';
import type { NewDevice } from './types.ts';

/** The 3072-bit prime of RFC 5054 appendix A, which Node.js names after RFC 3526, and its generator. */
const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const N_HEX_DIGITS = 768;
const g = 2n;
const k = hashToNumber(bytesOf(N), bytesOf(g));

/** The minimum of RFC 5054 section 3.1. A longer number costs time and does not make a 16-byte key safer. */
const PRIVATE_NUMBER_BYTES = 32;
const KEY_BYTES = 16;

/**
 * A number of the exchange is not hexadecimal, or is a zero at which the protocol must stop. The caller translates it
 * to `answer-unreadable`. The message holds no secret.
 */
export class SrpError extends Error {
  override readonly name = 'SrpError';
}

/** One exchange for one sign-in. */
export interface SrpExchange {
  /** `SRP_A`, the client's public number, in lower-case hexadecimal. */
  readonly srpA: string;
  /**
   * Answers the challenge PASSWORD_VERIFIER. Takes a few milliseconds of CPU.
   *
   * @throws {SrpError}
   */
  answer(challenge: PasswordChallenge, now: Date): PasswordClaim;
}

/** The parameters of the challenge PASSWORD_VERIFIER, and the password to prove. */
export interface PasswordChallenge {
  readonly userPoolId: string;
  readonly password: string;
  /** `USER_ID_FOR_SRP`: the user pool's own name for the user. */
  readonly userIdForSrp: string;
  /** `SALT`, in hexadecimal. */
  readonly salt: string;
  /** `SRP_B`, the server's public number, in hexadecimal. */
  readonly srpB: string;
  /** `SECRET_BLOCK`, in Base64. Cognito expects it back unchanged. */
  readonly secretBlock: string;
}

export interface PasswordClaim {
  /** `PASSWORD_CLAIM_SIGNATURE`, in Base64. */
  readonly signature: string;
  /** `TIMESTAMP`, which the signature covers. */
  readonly timestamp: string;
}

/**
 * Starts an exchange.
 *
 * @param randomBytes a cryptographic source
 */
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

const SALT_BYTES = 16;
const DEVICE_PASSWORD_BYTES = 40;

/**
 * Generates the verifier of a random device password. The password is dropped: no later sign-in uses the device.
 *
 * @returns salt and verifier in Base64
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeviceSecretVerifierConfigType.html
 */
export function generateDeviceVerifier({ key, groupKey }: NewDevice, randomBytes: (size: number) => Buffer) {
  const password = randomBytes(DEVICE_PASSWORD_BYTES).toString('base64');
  const salt = bytesOf(numberOf(randomBytes(SALT_BYTES)));
  const x = hashToNumber(salt, sha256(`${groupKey}${key}:${password}`));
  return { salt: salt.toString('base64'), passwordVerifier: bytesOf(powerModN(g, x)).toString('base64') };
}

/** Derives the key, which takes the password, from the shared number S by HKDF (RFC 5869). */
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

/** Returns the part of a user pool ID after the region and `_`. */
function poolNameOf(userPoolId: string): string {
  return userPoolId.slice(userPoolId.indexOf('_') + 1);
}

/** Formats `Tue Feb 3 04:05:06 UTC 2026`. Cognito refuses any other format, including a zero before the day. */
function timestampOf(now: Date): string {
  return now
    .toUTCString()
    .replace(
      /^(?<weekday>\w+), 0?(?<day>\d+) (?<month>\w+) (?<year>\d+) (?<time>\S+) GMT$/,
      '$<weekday> $<month> $<day> $<time> UTC $<year>',
    );
}

/**
 * Computes `base` to the power of `exponent`, modulo N. The base may be negative.
 *
 * RSA's public operation without padding is this power, and OpenSSL needs a fifth of BigInt's time for it, which counts
 * when many users sign in. OpenSSL allows only short exponents if the modulus has more than 3072 bits; N has 3072.
 * Neither way takes the same time for every exponent: only a program on the same machine could measure that.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8017#section-5.1.1
 */
function powerModN(base: bigint, exponent: bigint): bigint {
  const positiveBase = ((base % N) + N) % N;
  try {
    const jwk = { kty: 'RSA', n: bytesOf(N).toString('base64url'), e: bytesOf(exponent).toString('base64url') };
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const message = Buffer.from(positiveBase.toString(16).padStart(N_HEX_DIGITS, '0'), 'hex');
    return numberOf(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, message));
  } catch {
    // FIPS mode and other builds of Node.js may refuse such keys.
    return powerBySquaring(positiveBase, exponent);
  }
}

function powerBySquaring(base: bigint, exponent: bigint): bigint {
  let power = 1n;
  for (const bit of exponent.toString(2)) {
    power = (power * power) % N;
    if (bit === '1') {
      power = (power * base) % N;
    }
  }
  return power;
}

/** Rejects zero modulo N, which would make the key independent of the password (RFC 5054 sections 2.5.3 and 2.5.4). */
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

/** Encodes the shortest two's complement, as Java's BigInteger does: with a zero byte before a leading one bit. */
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
