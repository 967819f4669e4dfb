/** The rows of the catalogue, and what several of them share. */
import type { Interrupt } from 'action-runner';
import type { Fault } from 'cognito-emulator/faults';
import type { StoredUser } from 'cognito-emulator/user-pool';
import type { Fixture, FixtureOptions } from '../../support/fixture.ts';

export type Texts = Readonly<Record<string, string>>;

export interface MistakeContext extends Fixture {
  /** Runs at the end of the test. */
  atEnd(close: () => unknown): void;
}

export interface Mistake {
  readonly fixture?: FixtureOptions;
  /** A fault of main's calls. */
  readonly fault?: Fault;
  /** Inputs besides those that mode `ephemeral` requires, or a function that arranges the mistake and returns them all. */
  readonly inputs?: Texts | ((context: MistakeContext) => Texts);
  /** Environment variables of main with the mistake. Post runs without it. */
  readonly env?: (context: MistakeContext) => Texts | Promise<Texts>;
  readonly interrupt?: (fixture: Fixture) => Interrupt;
  /** Parts of the message that other mistakes with the same code do not have. */
  readonly says?: readonly string[];
  readonly saysNot?: readonly string[];
  /**
   * The calls of main, in any order: groups are added in parallel to the password. By default, each is made once until
   * one is refused or has the fault.
   */
  readonly calls?: readonly string[];
  /** The last of the calls is retried until the time is up. */
  readonly isRetried?: true;
  /** The answers do not tell whether there is a user, so post warns that it may stay. */
  readonly mayLeaveUser?: true;
}

/** Mistakes by the error's code, which is its heading in troubleshooting, and what was wrong. */
export type Mistakes = Readonly<Record<`${string}: ${string}`, Mistake>>;

/** The calls that create a user. */
export const CREATED = ['AdminCreateUser', 'AdminSetUserPassword'] as const;

/** The calls that create a user and sign it in. */
export const SIGNED_IN = [...CREATED, 'InitiateAuth'] as const;

/** Returns the calls of main until it fails. `undefined` if they end with the one that is refused. */
export function callsOf({ calls, fault }: Mistake): readonly string[] | undefined {
  if (calls !== undefined || fault === undefined || fault.kind === 'refused') {
    return calls;
  }
  const signIn: readonly string[] = SIGNED_IN;
  const index = signIn.indexOf(fault.operation);
  return index === -1 ? [fault.operation] : signIn.slice(0, index + 1);
}

/** Transient failures are retried until then, which takes no real time. */
export const SHORT = { 'timeout-seconds': '10' } as const;

/** Its secrets contain the word "canary", like all secrets of a row, and texts of AWS that must not be shown. */
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

/**
 * Makes AWS refuse a call, with AWS's own text, in a way that the emulator has no setting for.
 *
 * @param error `Operation ExceptionName: message`, as in the unit tests
 */
export function refused(error: string, more: { readonly status?: number; readonly times?: number } = {}): Fault {
  const [, operation = '', exception = '', message = ''] = /^(\S+) (\w+): (.*)$/s.exec(error) ?? [];
  return { operation, kind: 'refused', exception, message, times: 1, ...more };
}
