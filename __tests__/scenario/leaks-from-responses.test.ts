// Verify that nothing of a hostile answer, or of the request before it, is shown, with step debugging on.
// `__tests__/deep/leaks-from-responses.test.ts` has every answer to every call.
import { describe, expect, it } from '@jest/globals';
import { startJob } from 'action-runner';
import { canaryProblems, endProblems } from '../support/canaries.ts';
import { useFixtures } from '../support/fixture.ts';
import { type HostileAnswers, SRP_HOSTILE_ANSWERS } from '../support/hostile-answers.ts';
import { expectNothingShown, HOSTILE_CALLS } from '../support/hostile-jobs.ts';
import { SRP_PATH } from '../support/hostile-paths.ts';

const startFixture = useFixtures();

/** Every third hostile answer, at the first call that can get it. */
const met = new Set<string>();
const calls = HOSTILE_CALLS.map((call) => ({ ...call, hostilities: everyThirdUnmet(call.hostilities) })).filter(
  ({ hostilities }) => Object.keys(hostilities).length > 0,
);

function everyThirdUnmet(hostilities: HostileAnswers): HostileAnswers {
  const unmet = Object.entries(hostilities).filter(([name]) => !met.has(name));
  for (const [name] of unmet) {
    met.add(name);
  }
  return Object.fromEntries(unmet.filter((_, index) => index % 3 === 0));
}

describe('hostile answers', () => {
  it.each(calls)('$step shows nothing of a hostile answer to $operation', async ({ operation, path, hostilities }) => {
    await expectNothingShown(startFixture, path, operation, hostilities);
  });

  it('main shows nothing of a hostile answer to InitiateAuth with SRP', async () => {
    await expectNothingShown(startFixture, SRP_PATH, 'InitiateAuth', SRP_HOSTILE_ANSWERS);
  });
});

it('the canary check finds canaries and other problems', async () => {
  const job = startJob({ debug: true });
  const script = 'console.log("::add-mask::canary"); console.log("Canary"); console.error("    at canary (file:1:1)");';
  const step = await job.run({ command: process.execPath, args: ['-e', script] });
  await job.end();
  expect(canaryProblems(step, [])).toStrictEqual(['log: canary', 'standard error: canary', 'standard output: canary']);
  const traces = ['stack trace', 'words on standard error'];
  expect(endProblems(step, 'error')).toStrictEqual(['annotations: ', 'exit code 0', ...traces]);
  expect(endProblems(step, 'warning')).toStrictEqual(['annotations: ', ...traces]);
});
