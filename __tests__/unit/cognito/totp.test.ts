import { describe, expect, it } from '@jest/globals';
import { millisecondsToNextCode, totpCode } from '../../../src/cognito/totp.ts';

/** The secret of RFC 6238 appendix B, `12345678901234567890`, in base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a code', () => {
  it.each([
    [59, '287082'],
    [1111111111, '050471'],
    [20000000000, '353130'],
  ])('at second %d equals that of RFC 6238 appendix B, truncated to six digits', (second, code) => {
    expect(totpCode(secret, new Date(second * 1000))).toBe(code);
  });

  it.each([
    ' gezd gnbv gy3t qojq gezd gnbv gy3t qojq ',
    'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ======',
    'GEZDGNBVGY3TQOJQ\n\tGEZDGNBVGY3TQOJQ\u00a0= =',
  ])('does not depend on the format of the secret, as in "%s"', (pasted) => {
    expect(totpCode(pasted, new Date(59_000))).toBe('287082');
  });

  it.each(['GEZDGNBVGY3TQOJ1', 'GEZD-GNBV-GY3T-QOJQ', 'otpauth://totp/a?secret=GEZD'])(
    'cannot come from %s, which is not base32',
    (text) => {
      expect(() => totpCode(text, new Date(0))).toThrow(TypeError);
    },
  );
});

it.each([
  [0, 30_000],
  [1, 29_999],
  [29_999, 1],
  [30_000, 30_000],
  [1_700_000_000_123, 9_877],
])('the time until the next code at millisecond %d is %d ms', (millisecond, rest) => {
  expect(millisecondsToNextCode(new Date(millisecond))).toBe(rest);
});
