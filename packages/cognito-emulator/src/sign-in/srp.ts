import { createHmac, hash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * The server side of SRP-6a as Cognito implements it: the 3072-bit group of RFC 5054, appendix A, SHA-256, numbers
 * hashed in the form of Java's BigInteger.toByteArray, and a key derived with HKDF (RFC 5869) that signs the challenge.
 */
const modulusHex = [
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd',
  'ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed',
  'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f',
  '83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b',
  'e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510',
  '15728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7',
  'abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864d87602733ec86a64521f2b18177b200c',
  'bbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff',
].join('');
const modulus = BigInt(`0x${modulusHex}`);
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
