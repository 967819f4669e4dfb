// Verify that nothing of a hostile answer, or of the request before it, is shown, with step debugging on.
import { expect, it } from '@jest/globals';
import { startJob } from 'action-runner';
import { useFixtures } from '../support/fixture.ts';
import { hostileAnswersFor, SRP_HOSTILE_ANSWERS, UNREADABLE } from '../support/hostile-answers.ts';
import { expectNothingShown } from '../support/hostile-jobs.ts';
import { PATHS, SOON, SRP_PATH } from '../support/hostile-paths.ts';
import { describeDeep, sample } from '../support/sample.ts';
import { canaryProblems, endProblems } from '../support/secrets.ts';

const startFixture = useFixtures();

/** Every call of every path, with the hostile answers to it. */
const CALLS = PATHS.flatMap((path) =>
  path.operations.map((operation) => ({ operation, step: path.isPost ? 'post' : 'main', path })),
);

/** By default every third hostile answer, at the first call that can get it. */
const met = new Set<string>();
const calls = CALLS.map((call) => {
  const hostilities = Object.entries(hostileAnswersFor(call.operation));
  const unmet = hostilities.map(([name]) => name).filter((name) => !met.has(name));
  for (const name of unmet) {
    met.add(name);
  }
  const chosen = sample(hostilities, ([name]) => unmet.indexOf(name) % 3 === 0);
  return { ...call, hostilities: Object.fromEntries(chosen) };
}).filter(({ hostilities }) => Object.keys(hostilities).length > 0);

it.each(calls)('$step shows nothing of a hostile answer to $operation', async ({ operation, path, hostilities }) => {
  await expectNothingShown(startFixture, path, operation, hostilities);
});

it('main shows nothing of a hostile answer to InitiateAuth with SRP', async () => {
  await expectNothingShown(startFixture, SRP_PATH, 'InitiateAuth', SRP_HOSTILE_ANSWERS);
});

describeDeep('unreadable answers', () => {
  const retriedOperations = ['InitiateAuth', 'AssumeRoleWithWebIdentity', 'oauth2/token', 'RevokeToken'];
  it.each(CALLS.filter(({ operation }) => retriedOperations.includes(operation)))(
    '$step shows nothing of answers to $operation that stay unreadable until the deadline',
    async ({ operation, path }) => {
      const inputs: typeof path.inputs = async (fixture) => ({ ...(await path.inputs(fixture)), ...SOON });
      await expectNothingShown(startFixture, { ...path, inputs }, operation, UNREADABLE);
    },
  );
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
