import { randomInt } from 'node:crypto';

const DIGITS = '0123456789';
const LOWER_CASE = 'abcdefghijklmnopqrstuvwxyz';
const UPPER_CASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const ALPHABETS = {
  'lower case': LOWER_CASE + DIGITS,
  'upper case': UPPER_CASE + DIGITS,
  'mixed case': LOWER_CASE + UPPER_CASE + DIGITS,
};

/** Returns random letters and digits. */
export function randomText(letters: keyof typeof ALPHABETS, length: number): string {
  const alphabet = ALPHABETS[letters];
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
