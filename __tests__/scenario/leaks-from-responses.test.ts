// Verify that nothing of a hostile answer and nothing of the request before it is shown, for every call that there is, with step debugging on.
import { describe, expect, it } from '@jest/globals';
import {
  canaryProblems,
  failureProblems,
  noticeProblems,
  successProblems,
  warningProblems,
} from '../support/canaries.ts';
import { StillClock } from '../support/clocks.ts';
import { credentialVariables } from '../support/credential-variables.ts';
import { type Fixture, useFixtures } from '../support/fixture.ts';
import { type HostileAnswers, hostileAnswersFor, SRP_HOSTILE_ANSWERS, UNREADABLE } from '../support/hostile-answers.ts';
import { PATHS, type Path, PROXY_ORIGIN, SOON, SRP_PATH, SWEEP } from '../support/hostile-paths.ts';
import { type HostileProxy, startHostileProxy } from '../support/hostile-proxy.ts';
import { type Job, startJob } from '../support/runner.ts';
import { givenSecrets, unmasked } from '../support/secrets.ts';

const startFixture = useFixtures();

type Variables = Readonly<Record<string, string>>;

const cases = PATHS.flatMap((path) =>
  path.operations.map((operation) => ({
    operation,
    step: path.step,
    path,
    hostileAnswers: hostileAnswersFor(operation),
  })),
);

describe('nothing is shown of an answer', () => {
  it.each(cases)('of $operation to $step', async ({ operation, path, hostileAnswers }) => {
    await expectNothingShown(path, operation, hostileAnswers);
  });

  it('of InitiateAuth to main, by SRP', async () => {
    await expectNothingShown(SRP_PATH, 'InitiateAuth', SRP_HOSTILE_ANSWERS);
  });

  const passing = ['InitiateAuth', 'AssumeRoleWithWebIdentity', 'oauth2/token', 'RevokeToken'];
  it.each(cases.filter(({ operation }) => passing.includes(operation)))(
    'of $operation to $step, until the deadline',
    async ({ operation, path }) => {
      const inputs = async (fixture: Fixture) => ({ ...(await path.inputs(fixture)), ...SOON });
      await expectNothingShown({ ...path, inputs }, operation, UNREADABLE);
    },
  );
});

/** Runs a job for each answer, some at once, and wants nothing wrong with any. */
async function expectNothingShown(path: Path, operation: string, hostileAnswers: HostileAnswers): Promise<void> {
  const fixtureClock = new StillClock();
  const fixture = await startFixture({ ...path.fixture, clock: fixtureClock });
  const inputs = await path.inputs(fixture);
  const found: Record<string, string[]> = {};
  const waiting = Object.entries(hostileAnswers);
  const credentials = credentialVariables(
    fixture.emulator.addPrincipal({ sessionToken: 'canary-session-token-canary' }),
  );
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, answer] = next;
      const hostile = [operation, ...(path.alternative === undefined ? [] : [path.alternative])];
      const front = await startHostileProxy(fixture.emulator.url, hostile, answer);
      // What one job waits for is no time of the others.
      const clock = new StillClock(fixtureClock.now());
      const env = { AWS_ENDPOINT_URL: front.url, ...clock.env, ...credentials, ...path.env?.(fixture, front) };
      const job = startJob({ debug: true, env });
      found[name] = await problemsOf(path, fixture, inputs, job, front);
      await job.end();
      await front.close();
      clock.remove();
    }
  };
  await Promise.all(Array.from({ length: MAX_AT_ONCE }, work));
  expect(found).toStrictEqual(Object.fromEntries(Object.keys(hostileAnswers).map((name) => [name, []])));
  expect(fixture.emulator.violations).toStrictEqual([]);
}

const MAX_AT_ONCE = 4;

async function problemsOf(
  { action, step, isNotice = false }: Path,
  { emulator }: Fixture,
  inputs: Variables,
  job: Job,
  front: HostileProxy,
): Promise<string[]> {
  const given = Object.entries(inputs).map(([name, value]) => [name, value === PROXY_ORIGIN ? front.url : value]);
  const main = await job.uses({ ...(action === undefined ? {} : { action }), with: Object.fromEntries(given) });
  if (step === 'main') {
    front.forwardAll();
  }
  const posts = await job.post();
  const problemsWithAnswer = isNotice ? noticeProblems : failureProblems;
  const problemsOfMain = step === 'main' ? problemsWithAnswer : successProblems;
  const secrets = [...givenSecrets(inputs, job.env), ...emulator.secrets, ...front.secrets];
  return [
    ...(front.given > 0 ? [] : ['the call was not made']),
    ...problemsOfMain(main),
    ...posts.flatMap(step === 'main' ? successProblems : warningProblems),
    ...[main, ...posts].flatMap((one) => canaryProblems(one, secrets)),
    // The sweep masks nothing: it never shows a name.
    ...(action === SWEEP ? [] : unmasked(job, front.secrets)),
  ];
}

it('whoever looks for canaries finds them', async () => {
  const job = startJob({ debug: true });
  const script = 'console.log("::add-mask::canary"); console.log("Canary"); console.error("    at canary (file:1:1)");';
  const step = await job.run({ command: process.execPath, args: ['-e', script] });
  await job.end();
  expect(canaryProblems(step, [])).toStrictEqual(['log: canary', 'standard error: canary', 'standard output: canary']);
  const traces = ['stack trace', 'words on standard error'];
  expect(failureProblems(step)).toStrictEqual(['not one error: ', 'exit code 0', ...traces]);
  expect(warningProblems(step)).toStrictEqual(['not one warning: ', ...traces]);
});
