/** Jobs that get hostile answers, and the check that they show nothing of them. */
import { expect } from '@jest/globals';
import { type Job, type StepResult, startJob } from 'action-runner';
import { canaryProblems, endProblems } from './canaries.ts';
import { StillClock } from './clocks.ts';
import { credentialVariables } from './credential-variables.ts';
import type { Fixture, useFixtures } from './fixture.ts';
import { type HostileAnswers, hostileAnswersFor } from './hostile-answers.ts';
import { PATHS, type Path, PROXY_ORIGIN, SWEEP } from './hostile-paths.ts';
import { type HostileProxy, startHostileProxy } from './hostile-proxy.ts';
import { givenSecrets, unmasked } from './secrets.ts';

type StartFixture = ReturnType<typeof useFixtures>;
type Variables = Readonly<Record<string, string>>;

/** Every call of every path, with the hostile answers to it. */
export const HOSTILE_CALLS = PATHS.flatMap((path) =>
  path.operations.map((operation) => ({
    operation,
    step: path.isPost ? 'post' : 'main',
    path,
    hostilities: hostileAnswersFor(operation),
  })),
);

/** Runs a job for each answer, several in parallel, and expects no problem with any of them. */
export async function expectNothingShown(
  startFixture: StartFixture,
  path: Path,
  operation: string,
  hostilities: HostileAnswers,
): Promise<void> {
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
  { action, isPost = false, isNotice = false }: Path,
  operation: string,
  { emulator }: Fixture,
  inputs: Variables,
  job: Job,
  front: HostileProxy,
): Promise<string[]> {
  const given = Object.entries(inputs).map(([name, value]) => [name, value === PROXY_ORIGIN ? front.url : value]);
  const main = await job.uses({ ...(action === undefined ? {} : { action }), with: Object.fromEntries(given) });
  if (!isPost) {
    front.forwardAll();
  }
  const posts = await job.post();
  const levelOfMain = isNotice ? 'notice' : 'error';
  const secrets = [...givenSecrets(inputs, job.env), ...emulator.secrets, ...front.secrets];
  const problemsOfPost = (post: StepResult): string[] => {
    if (!isPost) {
      // If no answer said whether the user was created, post warns that it may still appear.
      const mayWarn = CREATIONS.includes(operation) && post.annotations.length > 0;
      return mayWarn ? endProblems(post, 'warning') : endProblems(post);
    }
    // The saved access token deletes the user if it cannot be refreshed.
    return operation === 'GetTokensFromRefreshToken' ? endProblems(post) : endProblems(post, 'warning');
  };
  return [
    ...(front.given > 0 ? [] : ['the call was not made']),
    ...endProblems(main, isPost ? '' : levelOfMain),
    ...posts.flatMap(problemsOfPost),
    ...[main, ...posts].flatMap((one) => canaryProblems(one, secrets)),
    // The sweep masks nothing, because it never shows a username.
    ...(action === SWEEP ? [] : unmasked(job, front.secrets)),
  ];
}
