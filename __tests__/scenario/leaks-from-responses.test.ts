// Verify that nothing of a hostile answer, or of the request before it, is shown for any call, with step debugging on.
import { describe, expect, it } from '@jest/globals';
import { type Job, type StepResult, startJob } from 'action-runner';
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
import { givenSecrets, unmasked } from '../support/secrets.ts';

const startFixture = useFixtures();

type Variables = Readonly<Record<string, string>>;

const cases = PATHS.flatMap((path) =>
  path.operations.map((operation) => ({ operation, step: path.step, path, hostilities: hostileAnswersFor(operation) })),
);

describe('hostile answers', () => {
  it.each(cases)('$step shows nothing of a hostile answer to $operation', async ({ operation, path, hostilities }) => {
    await expectNothingShown(path, operation, hostilities);
  });

  it('main shows nothing of a hostile answer to InitiateAuth with SRP', async () => {
    await expectNothingShown(SRP_PATH, 'InitiateAuth', SRP_HOSTILE_ANSWERS);
  });

  const retriedOperations = ['InitiateAuth', 'AssumeRoleWithWebIdentity', 'oauth2/token', 'RevokeToken'];
  it.each(cases.filter(({ operation }) => retriedOperations.includes(operation)))(
    '$step shows nothing of answers to $operation that stay unreadable until the deadline',
    async ({ operation, path }) => {
      const inputs = async (fixture: Fixture) => ({ ...(await path.inputs(fixture)), ...SOON });
      await expectNothingShown({ ...path, inputs }, operation, UNREADABLE);
    },
  );
});

/** Runs a job for each answer, several in parallel, and expects no problem with any of them. */
async function expectNothingShown(path: Path, operation: string, hostilities: HostileAnswers): Promise<void> {
  const fixtureClock = new StillClock();
  const fixture = await startFixture({ ...path.fixture, clock: fixtureClock });
  const inputs = await path.inputs(fixture);
  const found: Record<string, string[]> = {};
  const queue = Object.entries(hostilities);
  const credentials = credentialVariables(
    fixture.emulator.addPrincipal({ sessionToken: 'canary-session-token-canary' }),
  );
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [name, answer] = next;
      const hostile = [operation, ...(path.alternative === undefined ? [] : [path.alternative])];
      const front = await startHostileProxy(fixture.emulator.url, hostile, answer);
      // Each job has a clock of its own, so that the waits of one do not shorten the deadlines of the others.
      const clock = new StillClock(fixtureClock.now());
      const env = { AWS_ENDPOINT_URL: front.url, ...clock.env, ...credentials, ...path.env?.(fixture, front) };
      const job = startJob({ debug: true, env });
      found[name] = await problemsOf(path, operation, fixture, inputs, job, front);
      await job.end();
      await front.close();
      clock.remove();
    }
  };
  await Promise.all(Array.from({ length: MAX_PARALLEL_JOBS }, work));
  expect(found).toStrictEqual(Object.fromEntries(Object.keys(hostilities).map((name) => [name, []])));
  expect(fixture.emulator.violations).toStrictEqual([]);
}

const MAX_PARALLEL_JOBS = 4;

const CREATIONS = ['AdminCreateUser', 'SignUp'];

async function problemsOf(
  { action, step, isNotice = false }: Path,
  operation: string,
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
  const problemsOfPost = (post: StepResult): string[] => {
    if (step === 'main') {
      // If no answer said whether the user was created, post warns that it may still appear.
      const mayWarn = CREATIONS.includes(operation) && post.annotations.length > 0;
      return mayWarn ? warningProblems(post) : successProblems(post);
    }
    // The saved access token deletes the user if it cannot be refreshed.
    return operation === 'GetTokensFromRefreshToken' ? successProblems(post) : warningProblems(post);
  };
  return [
    ...(front.given > 0 ? [] : ['the call was not made']),
    ...problemsOfMain(main),
    ...posts.flatMap(problemsOfPost),
    ...[main, ...posts].flatMap((one) => canaryProblems(one, secrets)),
    // The sweep masks nothing, because it never shows a username.
    ...(action === SWEEP ? [] : unmasked(job, front.secrets)),
  ];
}

it('the canary check finds canaries and other problems', async () => {
  const job = startJob({ debug: true });
  const script = 'console.log("::add-mask::canary"); console.log("Canary"); console.error("    at canary (file:1:1)");';
  const step = await job.run({ command: process.execPath, args: ['-e', script] });
  await job.end();
  expect(canaryProblems(step, [])).toStrictEqual(['log: canary', 'standard error: canary', 'standard output: canary']);
  const traces = ['stack trace', 'words on standard error'];
  expect(failureProblems(step)).toStrictEqual(['not one error: ', 'exit code 0', ...traces]);
  expect(warningProblems(step)).toStrictEqual(['not one warning: ', ...traces]);
});
