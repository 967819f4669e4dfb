import { expect, it } from '@jest/globals';
import type { Check } from '../../../src/check/checks.ts';
import { runChecks } from '../../../src/check/run-checks.ts';
import { ActionError } from '../../../src/failures/action-error.ts';
import { fakeRunner, type Journal, serviceFailure } from '../fakes.ts';

const outOfTime = new ActionError({ code: 'out-of-time', seconds: 20, step: 'main' });
const failing = (title: string, error: ActionError): Check => ({ title, run: () => Promise.reject(error) });

it('the problems found are also listed if the time is up before the last check', async () => {
  const journal: Journal = [];
  const checks = [
    failing('first', serviceFailure('access-denied')),
    failing('second', outOfTime),
    failing('third', serviceFailure('network-failed')),
  ];
  await expect(runChecks(checks, fakeRunner(journal))).rejects.toMatchObject({
    failure: {
      code: 'check-failed',
      problems: [expect.stringContaining('#access-denied'), expect.stringContaining('#out-of-time')],
    },
  });
  expect(journal.join('\n')).toMatch(/summary .*first/i);
  expect(journal.join('\n')).not.toContain('third');
});

it('without a problem, the time that is up is the failure', async () => {
  await expect(runChecks([failing('first', outOfTime)], fakeRunner([]))).rejects.toBe(outOfTime);
});
