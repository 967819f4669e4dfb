/** Jobs that get hostile answers, and the check that they show nothing of them. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { expect } from '@jest/globals';
import { type Job, type StepResult, startJob } from 'action-runner';
import { listen } from 'cognito-emulator/loopback';
import { SeenSecrets } from 'cognito-emulator/secrets';
import { StillClock } from './clocks.ts';
import { credentialVariables } from './credential-variables.ts';
import type { Fixture, useFixtures } from './fixture.ts';
import type { CreateHostileAnswer, HostileAnswer, HostileAnswers } from './hostile-answers.ts';
import { type Path, PROXY_ORIGIN, SWEEP } from './hostile-paths.ts';
import { canaryProblems, endProblems, givenSecrets, unmasked } from './secrets.ts';

const MAX_PARALLEL_JOBS = 4;

const CREATIONS = ['AdminCreateUser', 'SignUp'];

/** Runs a job for each answer, several in parallel, and expects no problem with any of them. */
export async function expectNothingShown(
  startFixture: ReturnType<typeof useFixtures>,
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
      const env = { AWS_ENDPOINT_URL: front.url, ...clock.env, ...credentials, ...path.env?.(fixture, front.url) };
      const job = startJob({ debug: true, env });
      found[name] = await problemsOf(path, operation, fixture, inputs, job, front);
      await job.end();
      front.close();
      clock.remove();
    }
  };
  await Promise.all(Array.from({ length: MAX_PARALLEL_JOBS }, work));
  expect(found).toStrictEqual(Object.fromEntries(Object.keys(hostilities).map((name) => [name, []])));
  expect(fixture.emulator.violations).toStrictEqual([]);
}

async function problemsOf(
  { action, isPost = false, isNotice = false }: Path,
  operation: string,
  { emulator }: Fixture,
  inputs: Readonly<Record<string, string>>,
  job: Job,
  front: Awaited<ReturnType<typeof startHostileProxy>>,
): Promise<string[]> {
  const given = Object.entries(inputs).map(([name, value]) => [name, value === PROXY_ORIGIN ? front.url : value]);
  const main = await job.uses({ ...(action === undefined ? {} : { action }), with: Object.fromEntries(given) });
  if (!isPost) {
    front.forwardAll();
  }
  const posts = await job.post();
  const levelOfMain = isNotice ? 'notice' : 'error';
  const hidden = front.secrets.all;
  const secrets = [...givenSecrets(inputs, job.env), ...emulator.secrets, ...hidden];
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
    ...(front.hasAnswered() ? [] : ['the call was not made']),
    ...endProblems(main, isPost ? '' : levelOfMain),
    ...posts.flatMap(problemsOfPost),
    ...[main, ...posts].flatMap((one) => canaryProblems(one, secrets)),
    // The sweep masks nothing, because it never shows a username.
    ...(action === SWEEP ? [] : unmasked(job, hidden)),
  ];
}

/**
 * Starts a proxy in front of the emulator, on a free port of the loopback interface, that replaces the answers to these
 * operations. `secrets` are those that the emulator does not receive.
 */
async function startHostileProxy(target: string, operations: readonly string[], answer: CreateHostileAnswer) {
  const secrets = new SeenSecrets();
  let hostileOperations = operations;
  let earlier = 0;

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url = '', method, headers } = message;
    const body = Buffer.concat(await message.toArray());
    if (hostileOperations.includes(operationOf(message, body.toString()))) {
      const texts = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
      secrets.addRequest({ headers: new Map(texts), body });
      send(response, answer({ headers, body: body.toString(), earlier: earlier++ }));
      return;
    }
    const onward = request(`${target}${url}`, { method, headers, agent: false }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    });
    onward.once('error', () => response.destroy());
    onward.end(body);
  };

  const server = createServer((message, response) => {
    serve(message, response).catch(() => message.socket.destroy());
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    secrets,
    hasAnswered: () => earlier > 0,
    forwardAll: () => {
      hostileOperations = [];
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Names an operation as the emulator does. */
function operationOf({ url = '', method, headers }: IncomingMessage, body: string): string {
  const [, page] = /^\/(oauth2\/(?:token|authorize)|login|github-oidc)\b/.exec(url) ?? [];
  if (page !== undefined) {
    return page === 'login' ? `${method} login` : page;
  }
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target.replace(/^.*\./, '') : (new URLSearchParams(body).get('Action') ?? '');
}

function send(response: ServerResponse, answer: HostileAnswer): void {
  if ('bytes' in answer) {
    response.req.socket.end(answer.bytes);
    return;
  }
  const { status, statusText = '', headers = {}, body } = answer;
  response.writeHead(status, statusText, headers).end(body);
}
