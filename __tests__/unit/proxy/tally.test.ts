import { expect, it } from '@jest/globals';
import { formatReport, Tally } from '../../../src/proxy/tally.ts';

it('says once, not 1 times', () => {
  const tally = new Tally();
  tally.countAnswer(401, 5, true);
  expect(formatReport(tally.report())).toContain("The API refused the proxy's token once (HTTP 401).");
  tally.countAnswer(401, 5, true);
  expect(formatReport(tally.report())).toContain("The API refused the proxy's token 2 times (HTTP 401).");
});

it('names each reason of failed requests and refreshes once', () => {
  const tally = new Tally();
  expect(formatReport(tally.report())).toBe('Stopped the proxy. Requests: 0. Token refreshes: 0.');
  tally.countFailure('proxy-target-unanswered');
  tally.countFailure('proxy-target-unanswered');
  tally.countFailedRefresh('throttled');
  expect(formatReport(tally.report())).toBe(
    'Stopped the proxy. Requests: 2 (failed: 2). Token refreshes: 0, failed: 1. ' +
      'Reasons of failures: proxy-target-unanswered, throttled.',
  );
});
