/**
 * An AWS account emulated by moto, and a GitHub repository emulated by files, for the commands of the documents.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BackgroundProcess, killAtExit, startInBackground, stopInBackground } from '../lib/background-process.ts';
import { root } from '../lib/root.ts';

const TEMPLATES = join('examples', 'aws');
const REGION = 'eu-west-1';
const LOG_END_CHARACTERS = 3000;
const COMMANDS_DEADLINE_MS = 600_000;

interface RunOptions {
  /** GitHub names the repository by IDs in the subject of OIDC tokens. */
  readonly immutableSubject?: boolean;
  /** The standard input of the commands. */
  readonly input?: string;
}

export class Account {
  /** The URL of the emulated AWS. */
  readonly url: string;
  readonly #folder: string;
  readonly #server: BackgroundProcess;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(folder: string, server: BackgroundProcess, env: Readonly<Record<string, string>>) {
    this.url = server.url;
    this.#folder = folder;
    this.#server = server;
    this.#env = { ...env, AWS_ENDPOINT_URL: server.url };
  }

  /**
   * Starts moto, and creates the repositories of the user and of the action.
   *
   * @param python the `bin` folder of a Python environment with moto, aws-sam-translator and the AWS CLI
   * @throws {Error} if moto does not start
   */
  static async start(python: string, folder: string): Promise<Account> {
    const env = {
      PATH: [join(folder, 'bin'), resolve(python), process.env['PATH']].join(':'),
      HOME: folder,
      AWS_REGION: REGION,
      // PyPI has version 1 of the AWS CLI, which does not read AWS_REGION.
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      GITHUB_STANDIN: join(folder, 'github'),
    };
    const starting = startInBackground({
      command: join(resolve(python), 'python'),
      args: [join(import.meta.dirname, 'moto-server.py'), String(process.pid)],
      cwd: folder,
      env,
      outputFile: join(folder, 'moto.log'),
      ready: /^(http:\S+)\n/m,
    });
    const account = new Account(folder, await killAtExit(starting), env);
    account.#makeRepositories();
    return account;
  }

  /**
   * Runs commands in the user's repository, in one shell, and returns their output.
   *
   * @throws {Error} if a command fails
   */
  run(commands: string, { immutableSubject = false, input = '' }: RunOptions = {}): string {
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', commands], {
      cwd: join(this.#folder, 'mine'),
      env: { ...this.#env, IMMUTABLE_SUBJECT: String(immutableSubject) },
      encoding: 'utf8',
      input,
      timeout: COMMANDS_DEADLINE_MS,
    });
    if (status !== 0) {
      const log = readFileSync(join(this.#folder, 'moto.log'), 'utf8');
      throw new Error(`ended with ${status}:\n${commands}\n${stdout}\n${stderr}\n${log.slice(-LOG_END_CHARACTERS)}`);
    }
    return stdout.trim();
  }

  /** Returns the repository's variables and secrets, named `vars.NAME` and `secrets.NAME`. */
  context(): Map<string, string> {
    const folder = join(this.#folder, 'github');
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  }

  /** Returns the path of a file in the user's repository. */
  file(path: string): string {
    return join(this.#folder, 'mine', path);
  }

  stop(): Promise<void> {
    return stopInBackground(this.#server);
  }

  #makeRepositories(): void {
    for (const name of ['bin', 'github', 'mine', 'action']) {
      mkdirSync(join(this.#folder, name));
    }
    copyFileSync(join(import.meta.dirname, 'gh'), join(this.#folder, 'bin', 'gh'));
    chmodSync(join(this.#folder, 'bin', 'gh'), 0o755);
    cpSync(join(root, TEMPLATES), join(this.#folder, 'action', TEMPLATES), { recursive: true });
    const action = `file://${join(this.#folder, 'action')}`;
    writeFileSync(
      join(this.#folder, '.gitconfig'),
      `[user]\n\tname = Ada\n\temail = ada@example.com\n[url "${action}"]\n\tinsteadOf = https://github.com/org/cognito-token-action\n`,
    );
    this.run(`
      (cd ../action; git init --quiet --initial-branch v1; git add .; git commit --quiet --message templates)
      git init --quiet --bare ../origin
      git init --quiet --initial-branch main
      git remote add origin ../origin
      git config push.autoSetupRemote true
    `);
  }
}
