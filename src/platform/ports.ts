/**
 * Interfaces of the runner, the API under test, the clock and randomness. Entry points pass adapters, tests pass fakes.
 */
import type { SecretsWithheld } from '../failures/failure.ts';

export interface Runner {
  readonly run: RunContext;
  readonly action: ActionContext;
  /** Tells why GitHub gave this run no secrets. Undefined if it gave them. */
  whySecretsAreWithheld(): Promise<SecretsWithheld | undefined>;
  readonly inputContext: InputContext;
  /** Returns an input with its white space, or an empty string if it is not set. */
  readInput(name: string): string;
  /** Makes the log show `***` instead of the secret from now on. Ignores a blank one. */
  mask(secret: string): void;
  writeOutput(name: string, value: string): void;
  /** Sets an environment variable for all later steps of the job. */
  exportVariable(name: string, value: string): void;
  /** Saves state for the post step of this step. Later steps can read it in the runner's files. */
  writeState(value: string): void;
  /** Returns the state that main saved last, or an empty string. */
  readState(): string;
  /** Creates a file that only the runner's own user can read. Rejects with an `ActionError`. */
  writePrivateFile(path: string, text: string): Promise<void>;
  /** Returns the text of a file, or an empty string if it cannot be read. */
  readFile(path: string): Promise<string>;
  /** Rejects with an `ActionError`. */
  removeFile(path: string): Promise<'removed' | 'not-there'>;
  /** Adds a table to the job summary. Logs a warning if that fails. */
  writeSummary(title: string, rows: readonly SummaryRow[]): Promise<void>;
  info(message: string): void;
  notice(message: string): void;
  warning(message: string): void;
}

export type SummaryRow = readonly [name: string, value: string];

export interface RunContext {
  readonly runId: string;
  readonly runAttempt: string;
  /** A folder that the runner empties after the job. */
  readonly temporaryFolder: string;
}

/** The surroundings on which the meaning of the inputs depends. */
export interface InputContext {
  /** The names of all inputs that the step has, in lower case, including names that the action does not know. */
  readonly names: readonly string[];
  /** The job's `AWS_REGION`, else its `AWS_DEFAULT_REGION`. */
  readonly awsRegion: string | undefined;
  /** True if the job replaces AWS's own address of Cognito, for example by that of an emulator. */
  readonly hasEndpoint: boolean;
  /** True inside a composite action, which passes on only the inputs that it names. */
  readonly isInComposite: boolean;
}

export interface ActionContext {
  /** The URL of `docs/troubleshooting.md`, or its path if the workflow's repository contains the action. */
  readonly troubleshooting: string;
  /** The part of `uses` after the `@`. Empty if the workflow's repository contains the action. */
  readonly ref: string;
  /** Later steps can read the outputs only of a step with an `id`. */
  readonly stepHasId: boolean;
}

/** The API under test. */
export interface ProbeApi {
  /** Makes one call and resolves to its HTTP status. Rejects with an `ActionError` if the API stays busy or silent. */
  call(request: ProbeRequest): Promise<number>;
}

export interface ProbeRequest {
  readonly url: string;
  /** The URL without its query, which may hold a secret. */
  readonly displayUrl: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Random {
  /** Returns an integer from 0 to `limit` - 1, uniformly distributed, from a cryptographic source. */
  integerBelow(limit: number): number;
}

export interface Clock {
  /** Returns the service's time, up to a second ahead, or the local time if the service's is not known. */
  now(): Date;
  /** Returns the time of AWS. Undefined until an answer has told it. */
  serviceTime(): Date | undefined;
  /** Returns the service's time minus this machine's, in milliseconds. Returns 0 until an answer has told it. */
  driftMs(): number;
  /** Sets the service's time by the `Date` header of an answer. Ignores anything else. */
  sync(httpDate: string): void;
  /** Returns milliseconds of a monotonic clock, for deadlines, paces and durations. */
  elapsed(): number;
  /** Rejects if the signal aborts first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Returns a signal that aborts after a delay. The process stays alive until then. */
  signalAfter(milliseconds: number): AbortSignal;
}
