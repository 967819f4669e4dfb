import { createHmac, randomBytes } from 'node:crypto';

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
