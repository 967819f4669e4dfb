/**
 * Runs the main and post steps of an action as GitHub's runner does: inputs and state as environment variables, outputs
 * in files, masked logs, post steps in reverse order.
 *
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionRunner.cs
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type ActionFile, readActionFile } from './action-file.ts';
import { type Annotation, isAnnotationLevel, parseCommandFile, parseWorkflowCommand } from './workflow-commands.ts';

type Variables = Readonly<Record<string, string>>;

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

export interface RunOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Variables;
  readonly interrupt?: Interrupt;
}

export interface PostOptions {
  /** Interrupts the post step that is running at that time. */
  readonly interrupt?: Interrupt;
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

export interface Job {
  /** `RUNNER_TEMP` of this job. */
  readonly temp: string;
  /** The job's current environment, whose changes affect later steps and post steps. */
  readonly env: Record<string, string>;
  readonly masks: readonly string[];
  /** Files that steps have left in `RUNNER_TEMP`, without the runner's own files. */
  files(): string[];
  /** A `uses:` step. */
  uses(options?: UsesOptions): Promise<StepResult>;
  /** A `run:` step. */
  run(options: RunOptions): Promise<StepResult>;
  /** Runs the post steps in reverse order. */
  post(options?: PostOptions): Promise<readonly StepResult[]>;
  /** Runs the remaining post steps and deletes the job's folder. */
  end(): Promise<readonly StepResult[]>;
  /** Deletes the job's folder without running the remaining post steps. */
  discard(): void;
}

/** The folder of the command files, in `RUNNER_TEMP`. */
const RUNNER_FILES = '_runner_file_commands';
const COMMAND_FILES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY', 'GITHUB_PATH'] as const;

/**
 * A time zone with a half-hour offset and a locale with other formats and letters, because results must not depend on
 * them.
 */
const FOREIGN_LOCALE = { TZ: 'Asia/Kolkata', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };

interface Step {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Variables;
  readonly cwd: string | undefined;
  readonly interrupt: Interrupt | undefined;
}

interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Starts a job with an environment of its own. Steps inherit only system variables from this process. */
export function startJob(options: JobOptions = {}): Job {
  return new RunningJob(options);
}

class RunningJob implements Job {
  readonly temp: string;
  readonly env: Record<string, string>;
  readonly masks: string[] = [];
  readonly #debug: boolean;
  readonly #posts: ((interrupt: Interrupt | undefined) => Promise<StepResult>)[] = [];
  #steps = 0;

  constructor({ env = {}, secrets = [], debug = false, event, folder: prefix = 'a job ', actions }: JobOptions) {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
    this.temp = join(folder, 'temp');
    mkdirSync(join(this.temp, RUNNER_FILES), { recursive: true });
    mkdirSync(join(folder, 'workspace'));
    const eventPath = join(folder, 'event.json');
    writeFileSync(eventPath, JSON.stringify(event?.payload ?? {}));
    this.#debug = debug;
    this.env = {
      ...systemVariables(),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_REPOSITORY: actions?.repository ?? '',
      GITHUB_ACTION_REF: actions?.ref ?? '',
      GITHUB_ACTOR: 'octocat',
      GITHUB_EVENT_NAME: event?.name ?? 'push',
      GITHUB_EVENT_PATH: eventPath,
      GITHUB_JOB: 'api-test',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REPOSITORY: 'octo-org/octo-repo',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: '1658821493',
      GITHUB_RUN_NUMBER: '3',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
      GITHUB_WORKFLOW: 'API tests',
      GITHUB_WORKSPACE: join(folder, 'workspace'),
      RUNNER_TEMP: this.temp,
      // Hides this machine's AWS credentials (files and metadata service) from the AWS SDK.
      HOME: folder,
      USERPROFILE: folder,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...FOREIGN_LOCALE,
      ...(debug ? { RUNNER_DEBUG: '1' } : {}),
      ...env,
    };
    for (const secret of secrets) {
      this.#mask(secret);
    }
  }

  files(): string[] {
    const files = readdirSync(this.temp, { recursive: true, encoding: 'utf8' });
    return files.filter((path) => !path.startsWith(RUNNER_FILES));
  }

  uses({
    action = process.cwd(),
    with: inputs = {},
    env = {},
    postWith = inputs,
    interrupt,
  }: UsesOptions = {}): Promise<StepResult> {
    const file = readActionFile(action);
    const state: Record<string, string> = {};
    const { post } = file;
    if (post !== undefined) {
      this.#posts.push((postInterrupt) => {
        const stateVariables = Object.fromEntries(
          Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]),
        );
        const variables = { ...env, ...inputVariables(file, postWith), ...stateVariables };
        return this.#runAction(join(action, post), variables, postInterrupt);
      });
    }
    const variables = { ...env, ...inputVariables(file, inputs) };
    return this.#runAction(join(action, file.main), variables, interrupt).then((result) => {
      Object.assign(state, result.state);
      return result;
    });
  }

  run({ command, args, cwd, env = {}, interrupt }: RunOptions): Promise<StepResult> {
    return this.#step({ command, args, env, cwd: cwd ?? this.env['GITHUB_WORKSPACE'], interrupt });
  }

  async post({ interrupt }: PostOptions = {}): Promise<readonly StepResult[]> {
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

  async end(): Promise<readonly StepResult[]> {
    const results = await this.post();
    this.discard();
    return results;
  }

  discard(): void {
    rmSync(resolve(this.temp, '..'), { recursive: true, force: true });
  }

  #runAction(entry: string, env: Variables, interrupt: Interrupt | undefined): Promise<StepResult> {
    return this.#step({ command: process.execPath, args: [entry], env, cwd: this.env['GITHUB_WORKSPACE'], interrupt });
  }

  async #step({ command, args, env, cwd, interrupt }: Step): Promise<StepResult> {
    const files = this.#makeCommandFiles();
    const log = new StepLog(
      (secret) => this.#mask(secret),
      (line) => this.#masked(line),
    );
    const start = performance.now();
    const child = spawn(command, args, {
      cwd,
      env: { ...this.env, GITHUB_ACTION: `step${this.#steps}`, ...env, ...files },
    });
    onceSettled(interrupt?.when, () => child.kill(interrupt?.signal));
    const { exitCode, signal } = await log.readToEnd(child);
    const milliseconds = performance.now() - start;

    const outputs = parseCommandFile(readFileSync(files.GITHUB_OUTPUT, 'utf8'));
    const state = parseCommandFile(readFileSync(files.GITHUB_STATE, 'utf8'));
    const exported = parseCommandFile(readFileSync(files.GITHUB_ENV, 'utf8'));
    Object.assign(this.env, exported);
    if (this.#debug) {
      log.addDebugLines('Set output', outputs);
      log.addDebugLines('Save intra-action state', state);
    }
    return {
      outcome: exitCode === 0 ? 'success' : 'failure',
      exitCode,
      signal,
      stdout: log.stdout,
      stderr: log.stderr,
      log: log.text,
      annotations: log.annotations,
      outputs,
      state,
      exported,
      summary: this.#masked(readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8')),
      milliseconds,
    };
  }

  #makeCommandFiles(): Record<(typeof COMMAND_FILES)[number], string> {
    this.#steps++;
    const file = (name: string) => {
      const path = join(this.temp, RUNNER_FILES, `${name.toLowerCase()}_${this.#steps}`);
      writeFileSync(path, '');
      return path;
    };
    return {
      GITHUB_OUTPUT: file('GITHUB_OUTPUT'),
      GITHUB_STATE: file('GITHUB_STATE'),
      GITHUB_ENV: file('GITHUB_ENV'),
      GITHUB_STEP_SUMMARY: file('GITHUB_STEP_SUMMARY'),
      GITHUB_PATH: file('GITHUB_PATH'),
    };
  }

  /** Masks the whole value and each line, like the runner, but no encodings, which the action must not rely on. */
  #mask(secret: string): void {
    for (const part of [secret, ...secret.split(/\r?\n/)]) {
      if (part !== '' && !this.masks.includes(part)) {
        this.masks.push(part);
      }
    }
  }

  #masked(text: string): string {
    return this.masks
      .toSorted((one, other) => other.length - one.length)
      .reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
  }
}

/** Reads the output of a step line by line, like the runner: a mask applies to later lines only. */
class StepLog {
  stdout = '';
  stderr = '';
  text = '';
  readonly annotations: Annotation[] = [];
  readonly #mask: (secret: string) => void;
  readonly #masked: (line: string) => string;

  constructor(mask: (secret: string) => void, masked: (line: string) => string) {
    this.#mask = mask;
    this.#masked = masked;
  }

  async readToEnd(child: ChildProcess): Promise<ProcessEnd> {
    const closed = new Promise<ProcessEnd>((settle, fail) => {
      child.once('error', fail);
      child.once('close', (exitCode, signal) => settle({ exitCode, signal }));
    });
    const lines = [
      this.#readLines(child.stdout, (line) => {
        this.stdout += `${line}\n`;
      }),
      this.#readLines(child.stderr, (line) => {
        this.stderr += `${line}\n`;
      }),
    ];
    const [end] = await Promise.all([closed, ...lines]);
    return end;
  }

  addDebugLines(label: string, pairs: Variables): void {
    for (const [name, value] of Object.entries(pairs)) {
      this.#addLine(`##[debug]${label} ${name} = ${value}`);
    }
  }

  async #readLines(stream: ChildProcess['stdout'], keep: (line: string) => void): Promise<void> {
    if (stream === null) {
      return;
    }
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      keep(line);
      this.#readLine(line);
    }
  }

  #readLine(line: string): void {
    const command = parseWorkflowCommand(line);
    if (command === undefined) {
      this.#addLine(line);
      return;
    }
    if (command.name === 'add-mask') {
      this.#mask(command.message);
      return;
    }
    if (isAnnotationLevel(command.name)) {
      const message = this.#masked(command.message);
      this.annotations.push({ level: command.name, message });
      this.#addLine(`##[${command.name}]${message}`);
      return;
    }
    this.#addLine(`##[${command.name}]${command.message}`);
  }

  #addLine(line: string): void {
    this.text += `${this.#masked(line)}\n`;
  }
}

function onceSettled(promise: Promise<unknown> | undefined, callback: () => unknown): void {
  promise?.then(callback, callback);
}

/** Returns the `INPUT_*` variables of the runner: upper-case names with hyphens, and the defaults of `action.yml`. */
function inputVariables(action: ActionFile, inputs: Variables): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, input] of Object.entries(action.inputs)) {
    variables[inputVariable(name)] = input.default;
  }
  for (const [name, value] of Object.entries(inputs)) {
    variables[inputVariable(name)] = value;
  }
  return variables;
}

function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

/** Returns the system variables that a process needs. Excludes credentials, proxies and personal settings. */
function systemVariables(): Record<string, string> {
  // NODE_COMPILE_CACHE saves Node.js from compiling the bundle for each step. The runner does not set it.
  const names = ['PATH', 'Path', 'SystemRoot', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP', 'TMPDIR', 'NODE_COMPILE_CACHE'];
  const present: Record<string, string> = {};
  for (const name of names) {
    const value = process.env[name];
    if (value !== undefined) {
      present[name] = value;
    }
  }
  return present;
}
