/**
 * What a row of the catalogue says of a mistake, and the story that every row is told by: main ends with one message to act on, shows no
 * secret and no stack trace, makes no call more than it has to, and post leaves nobody in the user pool.
 */
import { afterEach, expect, it } from '@jest/globals';
import { StillClock } from '../../support/clocks.ts';
import { credentialVariables } from '../../support/credential-variables.ts';
import type { Secret } from '../../support/emulator/secrets.ts';
import type { StoredUser, UserPool } from '../../support/emulator/user-pool.ts';
import { type Fixture, type FixtureOptions, operationsOf, readableTextOf, useFixtures } from '../../support/fixture.ts';
import type { Interrupt, StepResult } from '../../support/runner.ts';
import { givenSecrets, shownBy } from '../../support/secrets.ts';

type Texts = Readonly<Record<string, string>>;

export interface Scene extends Fixture {
  readonly clock: StillClock;
  /** Has something done when the story is over. */
  atEnd(close: () => unknown): void;
}

export interface Mistake {
  /** The error's code: its heading in troubleshooting. */
  readonly code: string;
  readonly fixture?: FixtureOptions;
  /** Arranges what is wrong, and gives the inputs. Without it, they are those that mode `ephemeral` requires. */
  readonly inputs?: (scene: Scene) => Texts | Promise<Texts>;
  /** What is wrong in main's environment: post finds the job as it should be. */
  readonly env?: (scene: Scene) => Texts | Promise<Texts>;
  readonly interrupt?: (fixture: Fixture) => Interrupt;
  /** Parts of the message. */
  readonly says: readonly string[];
  readonly saysNot?: readonly string[];
  /** What main calls, in any order: groups are added beside the password. */
  readonly calls: readonly string[];
  /** The last of the calls is made again and again until time is up. */
  readonly isRetried?: true;
}

export type Mistakes = Readonly<Record<string, Mistake>>;

/** The calls that make a user. */
export const CREATED = ['AdminCreateUser', 'AdminSetUserPassword'] as const;

/** A failure that passes is tried again until then, which takes no real time. */
export const SHORT = { 'timeout-seconds': '10' } as const;

/** Whatever is a secret in a row has this word in it, and so have texts of AWS that nobody may see. */
const CANARY = /canary/i;

export const STORED_USER = { username: 'canary-ada', password: 'Canary-Engine-1843' } as const;

/** The inputs of mode `stored` for a user who may be there or not. */
export function stored({ client }: Fixture): Texts {
  return { mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1', ...STORED_USER };
}

/** The same for one who is there, in this state. */
export function storedWho(user: Partial<StoredUser> = {}, inputs: Texts = {}) {
  return (fixture: Fixture) => {
    fixture.pool.addUser({ ...STORED_USER, ...user });
    return { ...stored(fixture), ...inputs };
  };
}

interface RefusedCall {
  readonly operation: string;
  readonly exception: string;
  /** AWS's own. */
  readonly message: string;
  readonly status?: number;
  readonly times?: number;
}

/** Has AWS refuse calls in words of its own, for what the emulator has no setting for. Gives the inputs of mode `ephemeral`. */
export function refusing({ times = 1, ...refused }: RefusedCall): (fixture: Fixture) => Texts {
  return ({ emulator, inputs }) => {
    emulator.injectFault({ kind: 'refused', times, ...refused });
    return inputs;
  };
}

const HAS_SIGNALS = process.platform !== 'win32';

/** A test for each row. */
export function tellOf(mistakes: Mistakes): void {
  const startFixture = useFixtures();
  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) {
      await close();
    }
  });

  const told = Object.entries(mistakes).filter(([, { interrupt }]) => interrupt === undefined || HAS_SIGNALS);
  it.each(told)('%s', async (_, mistake) => {
    const clock = new StillClock();
    const fixture = await startFixture({ clock, ...mistake.fixture, job: { debug: true, ...mistake.fixture?.job } });
    const { emulator, pool, job } = fixture;
    const scene = { ...fixture, clock, atEnd: (close: () => unknown) => closers.push(close) };
    const inputs = (await mistake.inputs?.(scene)) ?? fixture.inputs;
    const usersBefore = usernamesIn(pool);
    const env = { ...job.env };
    Object.assign(job.env, await mistake.env?.(scene));
    const main = await job.uses({
      with: inputs,
      ...(mistake.interrupt === undefined ? {} : { interrupt: mistake.interrupt(fixture) }),
    });
    expectOneMessage(main, mistake);
    expectNoSecret(main, [...givenSecrets(inputs, job.env), ...emulator.secrets]);
    expectCalls(fixture, mistake, main);

    mend(fixture, env);
    const [post] = await job.post();
    expect(post).toMatchObject({ exitCode: 0, stderr: '' });
    expect(usernamesIn(pool)).toStrictEqual(usersBefore);
    expect(emulator.violations).toStrictEqual([]);
  });
}

function expectOneMessage(main: StepResult, { code, says, saysNot = [] }: Mistake): void {
  expect(main).toMatchObject({ exitCode: 1, stderr: '', summary: '' });
  expect([main.outputs, main.exported]).toStrictEqual([{}, {}]);
  expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.any(String) }]);
  const message = main.annotations[0]?.message ?? '';
  for (const words of says) {
    expect(message).toContain(words);
  }
  for (const words of saysNot) {
    expect(message).not.toContain(words);
  }
  const heading = `https://github.com/org/cognito-token-action/blob/v1/docs/troubleshooting.md#${code}`;
  expect(message.split(' See ').at(-1)).toBe(heading);
  expect(message).not.toContain('\n');
  expect(main.stdout).not.toMatch(/^\s+at /m);
}

/** Masks apart: whatever main prints beside them would be plain to see with one mask less. */
function expectNoSecret(main: StepResult, secrets: readonly Secret[]): void {
  expect(shownBy(main, secrets)).toStrictEqual([]);
  expect(readableTextOf(main)).not.toMatch(CANARY);
}

function expectCalls({ emulator }: Fixture, { calls, isRetried }: Mistake, main: StepResult): void {
  const operations = operationsOf(emulator);
  const told = isRetried ? operations.filter((operation, index) => operation !== operations[index - 1]) : operations;
  expect(told.toSorted()).toStrictEqual(calls.toSorted());
  // AWS's support finds the call by its ID, which is in the message wherever AWS named one in refusing.
  const refused = emulator.requests.flatMap(({ error, requestId = [] }) => (error === undefined ? [] : requestId));
  const [, requestId] = /, request ([\w-]+)\)/.exec(main.annotations[0]?.message ?? '') ?? [];
  expect(refused.length === 0 ? [undefined] : refused).toContain(requestId);
}

/** From here on everything is right. */
function mend({ emulator, job }: Fixture, env: Texts): void {
  emulator.clearFaults();
  for (const name of Object.keys(job.env)) {
    delete job.env[name];
  }
  Object.assign(job.env, env, { AWS_ENDPOINT_URL: emulator.url, ...credentialVariables(emulator.credentials) });
}

function usernamesIn(pool: UserPool): string[] {
  return pool.users.map(({ username }) => username);
}
