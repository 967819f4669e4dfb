import { createHmac, randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const stepMilliseconds = 30_000;

/** Base32 without padding (RFC 4648, section 6). */
const encodeBase32 = (bytes: Buffer): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('');
};

const decodeBase32 = (text: string): Buffer => {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
};

/** The code of one step of 30 seconds: RFC 6238 with SHA-1, and six digits as RFC 4226, section 5.3, cuts them. */
const codeOfStep = (key: Buffer, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

const stepAt = (now: number): number => Math.floor(now / stepMilliseconds);

/** A secret as Cognito generates them: 52 characters of base32. */
export const newTotpSecret = (): string => encodeBase32(randomBytes(32));

/** The code that an authenticator app shows. `now`: milliseconds since 1970. */
export const totpCode = (secret: string, now: number): string => codeOfStep(decodeBase32(secret), stepAt(now));

/** An authenticator app of a user, as Cognito knows it. */
export class SoftwareToken {
  readonly secret: string;
  readonly #key: Buffer;
  readonly #usedSteps = new Set<number>();

  constructor(secret: string) {
    if (!/^[A-Z2-7]{16,}$/.test(secret)) {
      throw new RangeError('A TOTP secret is 16 or more characters of A-Z and 2-7.');
    }
    this.secret = secret;
    this.#key = decodeBase32(secret);
  }

  /**
   * Takes a code of the present step or of one beside it (developer guide, "TOTP software token MFA"), once.
   */
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
