/** Mistakes that several inputs have in common. No message quotes an ARN, because it contains the account ID. */
import type { Mistake } from '../reading/format.ts';
import { IN_QUOTATION_MARKS } from '../reading/placeholders.ts';

export const WHITE_SPACE: Mistake = { pattern: /\s/, problem: 'contains white space' };
export const QUOTATION_MARKS: Mistake = { pattern: IN_QUOTATION_MARKS, problem: 'has quotation marks around it' };
export const WILDCARD: Mistake = { pattern: /\*/, problem: 'contains a wildcard' };
export const TEMPLATE: Mistake = { pattern: /[{}<>$]/, problem: 'contains a placeholder' };
export const USERNAME_IN_URL: Mistake = { pattern: /^[a-z]+:\/\/[^/?#]*@/i, problem: 'contains a username' };
export const ARN: Mistake = { pattern: /^arn:/, problem: 'is an ARN' };
export const PLAIN_HTTP: Mistake = {
  pattern: /^http:\/\/(?!(?:localhost|127\.0\.0\.1|\[::1\])(?![^:/?]))/i,
  problem: 'starts with http://',
  expected: 'an https:// URL: http:// works only for localhost',
};
