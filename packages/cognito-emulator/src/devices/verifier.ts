import { invalidParameter } from '../refusals.ts';
import { isVerifier } from '../sign-in/srp.ts';

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
  if (bytes.length < min || bytes.length > max || first >= 0x80 || !isShortest) {
    throw invalidParameter(`Invalid ${name} given.`);
  }
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** Checks an SRP verifier and salt as far as this is possible without the device's password. */
export function assertIsSecretVerifier(passwordVerifier: string, salt: string): void {
  readNumber('Salt', salt, SALT_SIZE);
  if (!isVerifier(readNumber('PasswordVerifier', passwordVerifier, VERIFIER_SIZE))) {
    throw invalidParameter('Invalid PasswordVerifier given.');
  }
}
