/**
 * What touches the world, as the use cases see it. The entries build the real things; tests hand in their own.
 */
import type { SecretsWithheld } from '../failures/failure.ts';

/** The runner: where inputs come from, and where everything that leaves the step goes. */
export interface Runner {
  readonly run: RunContext;
  readonly action: ActionContext;
  /** Why GitHub gave this run no secrets, where that is so. */
  whySecretsAreWithheld(): Promise<SecretsWithheld | undefined>;
  /** An input as it was given, white space and all; empty when it is not set. */
  readInput(name: string): string;
  /** From here on the log shows `***` in its place. An empty one is let pass. */
  mask(secret: string): void;
  writeOutput(name: string, value: string): void;
  /** Sets an environment variable for every later step of the job. */
  exportVariable(name: string, value: string): void;
  /** Kept for this step's post step. Later steps can read it in the runner's files. */
  writeState(value: string): void;
  /** What main last wrote; empty when it wrote nothing. */
  readState(): string;
  /** Writes a new file that nobody but the runner's own user can read. Rejects with an `ActionError`. */
  writePrivateFile(path: string, text: string): Promise<void>;
  /** Removes a file, if it is there. Rejects with an `ActionError`. */
  removeFile(path: string): Promise<'removed' | 'not-there'>;
  /** Adds a table of names and values to the job's summary. Warns where that cannot be done. */
  writeSummary(title: string, rows: readonly SummaryRow[]): Promise<void>;
  info(message: string): void;
  notice(message: string): void;
  warning(message: string): void;
}

export type SummaryRow = readonly [name: string, value: string];

/** What the runner knows of the run. */
export interface RunContext {
  readonly runId: string;
  readonly runAttempt: string;
  /** The job's `AWS_REGION`, else its `AWS_DEFAULT_REGION`. */
  readonly awsRegion: string | undefined;
  /** The folder that the runner empties after the job. */
  readonly temporaryFolder: string;
}

/** What the runner knows of this action, and of the step that uses it. */
export interface ActionContext {
  /** Where `docs/troubleshooting.md` of the version in use can be read: a URL, or a path where the action is a folder of the workflow's repository. */
  readonly troubleshooting: string;
  /** What stands behind the `@` of `uses`; empty where the action is a folder. */
  readonly ref: string;
  /** Only a step that has an `id` can be asked for its outputs. */
  readonly stepHasId: boolean;
}

/** The API under test, for the probe. */
export interface ProbeApi {
  /** The HTTP status of one call. Rejects with an `ActionError` when no answer came, or for a while none but that the API is busy. */
  call(request: ProbeRequest): Promise<number>;
}

export interface ProbeRequest {
  readonly url: string;
  /** What of it may be said. */
  readonly displayUrl: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Random {
  /** A whole number from 0 to `limit` - 1, each as likely, from a cryptographic source. */
  integerBelow(limit: number): number;
}

export interface Clock {
  /** The date, which somebody may set at any moment. */
  now(): Date;
  /** Milliseconds since some moment, by a clock that only goes forward: for deadlines, paces and durations. */
  elapsed(): number;
  /** Rejects when the signal is given before. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** A signal that is given after so long. */
  signalAfter(milliseconds: number): AbortSignal;
}
