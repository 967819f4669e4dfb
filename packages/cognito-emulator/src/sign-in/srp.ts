import { createHmac, getDiffieHellman, hash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * The server side of SRP-6a as Cognito implements it: the prime of the 3072-bit group of RFC 5054, appendix A (modp15),
 * SHA-256, numbers hashed in the form of Java's BigInteger.toByteArray, and a key derived with HKDF (RFC 5869) that
 * signs the challenge.
 */
const modulus = numberOf(getDiffieHellman('modp15').getPrime());
const GENERATOR = 2n;

/** The bytes of a positive number, with a leading zero byte if the first would be 0x80 or more. */
function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.padStart(hex.length + (hex.length % 2), '0');
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) {
      result = (result * square) % modulus;
    }
    square = (square * square) % modulus;
  }
  return result;
}

const multiplier = numberOf(sha256(bytesOf(modulus), bytesOf(GENERATOR)));

/** Refuses multiples of the modulus (RFC 5054, section 2.5.4). */
export function isUsablePublicKey(publicKey: bigint): boolean {
  return publicKey % modulus !== 0n;
}

/** Accepts what can be a password verifier: a power of the generator other than 1 and -1. */
export function isVerifier(value: bigint): boolean {
  return value > 1n && value < modulus - 1n;
}

interface SrpIdentity {
  /** The pool ID after the region and `_`. */
  readonly poolName: string;
  /** USER_ID_FOR_SRP. */
  readonly userId: string;
  /** In hexadecimal. */
  readonly salt: string;
}

function verifierOf({ poolName, userId, salt }: SrpIdentity, password: string): bigint {
  const identityHash = sha256(Buffer.from(`${poolName}${userId}:${password}`));
  return power(GENERATOR, numberOf(sha256(bytesOf(BigInt(`0x${salt}`)), identityHash)));
}

/** One SRP exchange: the values of the challenge and the verification of the answer. */
export class SrpExchange {
  readonly identity: SrpIdentity;
  /** SRP_B, in hexadecimal. */
  readonly publicKey: string;
  /** SECRET_BLOCK, in base64; opaque to clients. */
  readonly secretBlock = randomBytes(1200).toString('base64');
  readonly #signingKey: Buffer;

  constructor(identity: SrpIdentity, password: string, clientPublicKey: bigint) {
    this.identity = identity;
    const verifier = verifierOf(identity, password);
    const privateKey = numberOf(randomBytes(32));
    const publicKey = (multiplier * verifier + power(GENERATOR, privateKey)) % modulus;
    this.publicKey = publicKey.toString(16);
    const scrambler = numberOf(sha256(bytesOf(clientPublicKey), bytesOf(publicKey)));
    const secret = power(clientPublicKey * power(verifier, scrambler), privateKey);
    const key = hkdfSync('sha256', bytesOf(secret), bytesOf(scrambler), 'Caldera Derived Key', 16);
    this.#signingKey = Buffer.from(key);
  }

  /** True if PASSWORD_CLAIM_SIGNATURE proves knowledge of the password. */
  isSignature(signature: string, timestamp: string): boolean {
    const { poolName, userId } = this.identity;
    const expected = createHmac('sha256', this.#signingKey)
      .update(`${poolName}${userId}`)
      .update(Buffer.from(this.secretBlock, 'base64'))
      .update(timestamp)
      .digest('base64');
    return signature === expected;
  }
}
