/**
 * The rows of the catalogue, and the test of every row: main ends with one message that says what to change, shows no
 * secret and no stack trace, and makes no unnecessary call. Post leaves no user behind.
 */
import { expect, it } from '@jest/globals';
import type { Interrupt, StepResult } from 'action-runner';
import type { Fault, InstantFaultKind } from 'cognito-emulator/faults';
import type { Secret } from 'cognito-emulator/secrets';
import type { StoredUser, UserPool } from 'cognito-emulator/user-pool';
import { StillClock } from '../../support/clocks.ts';
import { credentialVariables } from '../../support/credential-variables.ts';
import { type Fixture, type FixtureOptions, operationsOf, readableTextOf, useFixtures } from '../../support/fixture.ts';
import { sampleByKind } from '../../support/sample.ts';
import { givenSecrets, shownBy } from '../../support/secrets.ts';
import { useCleanup } from '../../support/use-cleanup.ts';

type Texts = Readonly<Record<string, string>>;

export interface MistakeContext extends Fixture {
  /** Runs at the end of the test. */
  atEnd(close: () => unknown): void;
}

export interface Mistake {
  /** The error's code: its heading in troubleshooting. */
  readonly code: string;
  readonly fixture?: FixtureOptions;
  /** A fault of main's calls. */
  readonly fault?: Fault;
  /** Inputs besides those that mode `ephemeral` requires, or a function that arranges the mistake and returns them all. */
  readonly inputs?: Texts | ((context: MistakeContext) => Texts);
  /** Environment variables of main with the mistake. Post runs without it. */
  readonly env?: (context: MistakeContext) => Texts | Promise<Texts>;
  readonly interrupt?: (fixture: Fixture) => Interrupt;
  /** Parts of the message. */
  readonly says: readonly string[];
  readonly saysNot?: readonly string[];
  /** The calls of main, in any order: groups are added in parallel to the password. */
  readonly calls: readonly string[];
  /** The last of the calls is retried until the time is up. */
  readonly isRetried?: true;
}

export type Mistakes = Readonly<Record<string, Mistake>>;

/** The calls that create a user. */
export const CREATED = ['AdminCreateUser', 'AdminSetUserPassword'] as const;

/** The calls that create a user and sign it in. */
export const SIGNED_IN = [...CREATED, 'InitiateAuth'] as const;

/** Transient failures are retried until then, which takes no real time. */
export const SHORT = { 'timeout-seconds': '10' } as const;

/** Secrets of a row contain this word, and so do texts of AWS that must not be shown. */
const CANARY = /canary/i;

export const STORED_USER = { username: 'canary-ada', password: 'Canary-Engine-1843' } as const;

/** The inputs of mode `stored`. The user need not exist. */
export function stored({ client }: Fixture): Texts {
  return { mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1', ...STORED_USER };
}

/** The inputs of mode `stored` for a user that exists in this state. */
export function storedWho(user: Partial<StoredUser> = {}, inputs: Texts = {}) {
  return (fixture: Fixture) => {
    fixture.pool.addUser({ ...STORED_USER, ...user });
    return { ...stored(fixture), ...inputs };
  };
}

/** Makes AWS refuse a call, with AWS's own text, in a way that the emulator has no setting for. */
export function refused(
  operation: string,
  exception: string,
  message: string,
  more: { readonly status?: number; readonly times?: number } = {},
): Fault {
  return { operation, kind: 'refused', exception, message, times: 1, ...more };
}

/** Makes every call of an operation fail like this. */
export function failing(operation: string, kind: InstantFaultKind): Fault {
  return { operation, kind, times: 999 };
}

const HAS_SIGNALS = process.platform !== 'win32';

/** Defines a test for each row. `npm test` runs one row per call that main makes last. */
export function testMistakes(mistakes: Mistakes): void {
  const startFixture = useFixtures();
  const atEnd = useCleanup();

  const possible = Object.entries(mistakes).filter(([, { interrupt }]) => interrupt === undefined || HAS_SIGNALS);
  const rows = sampleByKind(possible, ([, { calls }]) => calls.at(-1) ?? '');
  it.each(rows)('explains %s', async (_, mistake) => {
    const { fixture: options } = mistake;
    const fixture = await startFixture({ clock: new StillClock(), ...options, job: { debug: true, ...options?.job } });
    const { emulator, pool, job } = fixture;
    const context = { ...fixture, atEnd };
    if (mistake.fault !== undefined) {
      emulator.injectFault(mistake.fault);
    }
    const inputs =
      typeof mistake.inputs === 'function' ? mistake.inputs(context) : { ...fixture.inputs, ...mistake.inputs };
    const usersBefore = usernamesIn(pool);
    const env = { ...job.env };
    Object.assign(job.env, await mistake.env?.(context));
    const main = await job.uses({
      with: inputs,
      ...(mistake.interrupt === undefined ? {} : { interrupt: mistake.interrupt(fixture) }),
    });
    expectOneMessage(main, mistake);
    expectNoSecret(main, [...givenSecrets(inputs, job.env), ...emulator.secrets]);
    expectCalls(fixture, mistake, main);

    undoMistake(fixture, env);
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

/** Looks at the text without masking commands: a secret in it would be visible with one mask less. */
function expectNoSecret(main: StepResult, secrets: readonly Secret[]): void {
  expect(shownBy(main, secrets)).toStrictEqual([]);
  expect(readableTextOf(main)).not.toMatch(CANARY);
}

function expectCalls({ emulator }: Fixture, { calls, isRetried }: Mistake, main: StepResult): void {
  const operations = operationsOf(emulator);
  const distinct = isRetried
    ? operations.filter((operation, index) => operation !== operations[index - 1])
    : operations;
  expect(distinct.toSorted()).toStrictEqual(calls.toSorted());
  // AWS's support finds a call by its ID, so the message has the ID of a refused call.
  const refused = emulator.requests.flatMap(({ error, requestId = [] }) => (error === undefined ? [] : requestId));
  const [, requestId] = /, request ([\w-]+)\)/.exec(main.annotations[0]?.message ?? '') ?? [];
  expect(refused.length === 0 ? [undefined] : refused).toContain(requestId);
}

/** Undoes the mistake, so that post finds the job as it should be. */
function undoMistake({ emulator, job }: Fixture, env: Texts): void {
  emulator.clearFaults();
  for (const name of Object.keys(job.env)) {
    delete job.env[name];
  }
  Object.assign(job.env, env, { AWS_ENDPOINT_URL: emulator.url, ...credentialVariables(emulator.credentials) });
}

function usernamesIn(pool: UserPool): string[] {
  return pool.users.map(({ username }) => username);
}
