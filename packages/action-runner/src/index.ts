/**
 * Runs the main and post steps of an action as GitHub's runner does: inputs and state as environment variables, outputs
 * in files, masked logs, post steps in reverse order.
 *
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionRunner.cs
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readActionFile } from './action-file.ts';
import { type Annotation, Masks, StepLog } from './step-log.ts';
import { inputVariables, jobVariables, type Variables } from './variables.ts';
import { createCommandFiles } from './workflow-commands.ts';

export interface JobOptions {
  /** The job's `env:`. */
  readonly env?: Variables;
  /** Values of `secrets.*`, which the runner masks before the first step. */
  readonly secrets?: readonly string[];
  /** Enables debug logging, like `ACTIONS_STEP_DEBUG`. */
  readonly debug?: boolean;
  /** The event that triggered the run, and its payload. */
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** Prefix for the name of the job's folder, which contains `RUNNER_TEMP`. */
  readonly folder?: string;
  /** The repository of the actions, `owner/name`, and their version. By default, the job has them in a folder. */
  readonly actions?: { readonly repository: string; readonly ref: string };
}

/** Cancels a running step with a signal. Windows has no signals; there, each of them kills the process. */
export interface Interrupt {
  /** The signal is sent when this promise settles, if the step is still running. */
  readonly when: Promise<unknown>;
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL';
}

export interface UsesOptions {
  /** The action's folder. Defaults to the working directory. */
  readonly action?: string;
  readonly with?: Variables;
  readonly env?: Variables;
  /** The inputs of the post step, which the runner evaluates again, if they differ. */
  readonly postWith?: Variables;
  /** Interrupts main. */
  readonly interrupt?: Interrupt;
}

interface RunOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Defaults to the workspace. */
  readonly cwd?: string | undefined;
  readonly env?: Variables;
  readonly interrupt?: Interrupt | undefined;
}

export interface StepResult {
  readonly outcome: 'success' | 'failure';
  /** Null if a signal ended the process. */
  readonly exitCode: number | null;
  /** The signal that ended the process. Null if the process exited by itself, even after a signal. */
  readonly signal: NodeJS.Signals | null;
  /** Raw standard output, including secrets and workflow commands. */
  readonly stdout: string;
  readonly stderr: string;
  /** The job's log as a reader sees it: masked, without commands. */
  readonly log: string;
  readonly annotations: readonly Annotation[];
  readonly outputs: Variables;
  readonly state: Variables;
  readonly exported: Variables;
  readonly summary: string;
  readonly milliseconds: number;
}

/** The folder of the command files, in `RUNNER_TEMP`. */
const RUNNER_FILES = '_runner_file_commands';

/** Starts a job with an environment of its own. Steps inherit only system variables from this process. */
export function startJob(options: JobOptions = {}): Job {
  return new Job(options);
}

export class Job {
  /** `RUNNER_TEMP` of this job. */
  readonly temp: string;
  /** The job's current environment, whose changes affect later steps and post steps. */
  readonly env: Record<string, string>;
  readonly #masks = new Masks();
  readonly #debug: boolean;
  readonly #posts: ((interrupt: Interrupt | undefined) => Promise<StepResult>)[] = [];
  #steps = 0;

  constructor(options: JobOptions) {
    const { env = {}, secrets = [], debug = false, event, folder: prefix = 'a job ' } = options;
    const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
    this.temp = join(folder, 'temp');
    mkdirSync(join(this.temp, RUNNER_FILES), { recursive: true });
    mkdirSync(join(folder, 'workspace'));
    const eventPath = join(folder, 'event.json');
    writeFileSync(eventPath, JSON.stringify(event?.payload ?? {}));
    this.#debug = debug;
    this.env = {
      ...jobVariables(folder, options),
      GITHUB_EVENT_PATH: eventPath,
      RUNNER_TEMP: this.temp,
      ...(debug ? { RUNNER_DEBUG: '1' } : {}),
      ...env,
    };
    for (const secret of secrets) {
      this.#masks.add(secret);
    }
  }

  get masks(): readonly string[] {
    return this.#masks.all;
  }

  /** Replaces what is masked, as the log does. */
  hide(text: string): string {
    return this.#masks.hide(text);
  }

  /** Files that steps have left in `RUNNER_TEMP`, without the runner's own files. */
  files(): string[] {
    const files = readdirSync(this.temp, { recursive: true, encoding: 'utf8' });
    return files.filter((path) => !path.startsWith(RUNNER_FILES));
  }

  /** A `uses:` step. */
  uses(options: UsesOptions = {}): Promise<StepResult> {
    const { action = process.cwd(), with: inputs = {}, env = {}, postWith = inputs, interrupt } = options;
    const file = readActionFile(action);
    const run = (entry: string, variables: Variables, signalled: Interrupt | undefined) =>
      this.run({ command: process.execPath, args: [join(action, entry)], env: variables, interrupt: signalled });
    const main = run(file.main, { ...env, ...inputVariables(file, inputs) }, interrupt);
    const { post } = file;
    if (post !== undefined) {
      this.#posts.push(async (postInterrupt) => {
        // Post runs also if main could not be read to its end.
        const saved: { readonly state: Variables } = await main.catch(() => ({ state: {} }));
        const state = Object.entries(saved.state).map(([name, value]) => [`STATE_${name}`, value]);
        const variables = { ...env, ...inputVariables(file, postWith), ...Object.fromEntries(state) };
        return run(post, variables, postInterrupt);
      });
    }
    return main;
  }

  /** A `run:` step. */
  async run(options: RunOptions): Promise<StepResult> {
    const { command, args, cwd = this.env['GITHUB_WORKSPACE'], env = {}, interrupt } = options;
    this.#steps++;
    const files = createCommandFiles(join(this.temp, RUNNER_FILES), this.#steps);
    const log = new StepLog(this.#masks);
    const start = performance.now();
    const child = spawn(command, args, {
      cwd,
      env: { ...this.env, GITHUB_ACTION: `step${this.#steps}`, ...env, ...files.variables },
    });
    onceSettled(interrupt?.when, () => child.kill(interrupt?.signal));
    await log.readToEnd(child);
    const milliseconds = performance.now() - start;

    const { summary, ...written } = files.read();
    Object.assign(this.env, written.exported);
    if (this.#debug) {
      log.addDebugLines('Set output', written.outputs);
      log.addDebugLines('Save intra-action state', written.state);
    }
    const { exitCode, signalCode: signal } = child;
    const { stdout, stderr, text, annotations } = log;
    const outcome = exitCode === 0 ? 'success' : 'failure';
    const output = { stdout, stderr, log: text, annotations };
    return { outcome, exitCode, signal, ...output, ...written, summary: this.#masks.hide(summary), milliseconds };
  }

  /** Runs the post steps in reverse order. `interrupt` interrupts the step that is running at that time. */
  async post({ interrupt }: { readonly interrupt?: Interrupt } = {}): Promise<readonly StepResult[]> {
    let pending = interrupt;
    onceSettled(interrupt?.when, () => {
      pending = undefined;
    });
    const results: StepResult[] = [];
    for (let step = this.#posts.pop(); step !== undefined; step = this.#posts.pop()) {
      results.push(await step(pending));
    }
    return results;
  }

  /** Runs the remaining post steps and deletes the job's folder. */
  async end(): Promise<readonly StepResult[]> {
    const results = await this.post();
    this.discard();
    return results;
  }

  /** Deletes the job's folder without running the remaining post steps. */
  discard(): void {
    rmSync(resolve(this.temp, '..'), { recursive: true, force: true });
  }
}

function onceSettled(promise: Promise<unknown> | undefined, callback: () => unknown): void {
  promise?.then(callback, callback);
}
