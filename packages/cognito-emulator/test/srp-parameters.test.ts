import { describe, expect, it } from '@jest/globals';
import { formatSrpTimestamp } from '../src/sign-in/srp-timestamp.ts';

describe('TIMESTAMP', () => {
  it.each([
    [0, 'Thu Jan 1 00:00:00 UTC 1970'],
    [Date.UTC(2026, 1, 3, 4, 5, 6), 'Tue Feb 3 04:05:06 UTC 2026'],
    [Date.UTC(2026, 11, 31, 23, 59, 59), 'Thu Dec 31 23:59:59 UTC 2026'],
  ])('is formatted as Cognito requires (%i)', (milliseconds, text) => {
    expect(formatSrpTimestamp(milliseconds)).toBe(text);
  });
});
