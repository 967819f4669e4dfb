/**
 * An AWS account emulated by moto, and a GitHub repository emulated by files, for the commands of the documents.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { allBlocks, type Block } from '../../__tests__/support/documents.ts';
import { startInBackground } from '../lib/background-process.ts';
import { root } from '../lib/root.ts';

const REGION = 'eu-west-1';
const LOG_END_CHARACTERS = 3000;
const COMMANDS_DEADLINE_MS = 600_000;

interface RunOptions {
  /** GitHub names the repository by IDs in the subject of OIDC tokens. */
  readonly immutableSubject?: boolean;
  /** The standard input of the commands. */
  readonly input?: string;
}

export type Account = Awaited<ReturnType<typeof startAccount>>;

/**
 * Starts moto, which ends with this process, and creates the repositories of the user and of the action.
 *
 * @param python the `bin` folder of a Python environment with moto, aws-sam-translator and the AWS CLI
 * @throws {Error} if moto does not start
 */
export async function startAccount(python: string, folder: string) {
  const at = (...path: string[]) => join(folder, ...path);
  const baseEnv = {
    PATH: [at('bin'), resolve(python), process.env['PATH']].join(':'),
    HOME: folder,
    AWS_REGION: REGION,
    // PyPI has version 1 of the AWS CLI, which does not read AWS_REGION.
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    GITHUB_STANDIN: at('github'),
  };
  const { url } = await startInBackground({
    command: join(resolve(python), 'python'),
    args: [join(import.meta.dirname, 'moto-server.py'), String(process.pid)],
    cwd: folder,
    env: baseEnv,
    outputFile: at('moto.log'),
    ready: /^(http:\S+)\n/m,
  });

  /**
   * Runs commands in the user's repository, in one shell, and returns their output.
   *
   * @throws {Error} if a command fails
   */
  function run(commands: string, { immutableSubject = false, input = '' }: RunOptions = {}): string {
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', commands], {
      cwd: at('mine'),
      env: { ...baseEnv, AWS_ENDPOINT_URL: url, IMMUTABLE_SUBJECT: String(immutableSubject) },
      encoding: 'utf8',
      input,
      timeout: COMMANDS_DEADLINE_MS,
    });
    if (status !== 0) {
      const log = readFileSync(at('moto.log'), 'utf8').slice(-LOG_END_CHARACTERS);
      throw new Error(`ended with ${status}:\n${commands}\n${stdout}\n${stderr}\n${log}`);
    }
    return stdout.trim();
  }

  /** Returns the repository's variables and secrets, named `vars.NAME` and `secrets.NAME`. */
  function context(): Map<string, string> {
    return new Map(readdirSync(at('github')).map((name) => [name, readFileSync(at('github', name), 'utf8')]));
  }

  for (const name of ['bin', 'github', 'mine', 'action']) {
    mkdirSync(at(name));
  }
  copyFileSync(join(import.meta.dirname, 'gh'), at('bin', 'gh'));
  chmodSync(at('bin', 'gh'), 0o755);
  cpSync(join(root, 'examples', 'aws'), at('action', 'examples', 'aws'), { recursive: true });
  run(`
    git config --global user.name Ada
    git config --global user.email ada@example.com
    git config --global url.file://${at('action')}.insteadOf https://github.com/org/cognito-token-action
    (cd ../action; git init --quiet --initial-branch v1; git add .; git commit --quiet --message templates)
    git init --quiet --bare ../origin
    git init --quiet --initial-branch main
    git remote add origin ../origin
    git config push.autoSetupRemote true
  `);
  return {
    /** The URL of the emulated AWS. */
    url,
    run,
    /** Runs a command, and returns the JSON that it prints. */
    json: (command: string) => JSON.parse(run(command)),
    context,
    /** Returns a variable or a secret of the repository. */
    given: (name: string) => context().get(name) ?? assert.fail(`${name} is not set`),
    /** Returns the path of a file in the user's repository. */
    file: (path: string) => at('mine', path),
  };
}

/** Returns the `sh` blocks of a document, in order. */
export function commandsIn(document: string): readonly Block[] {
  return allBlocks().filter(({ path, language }) => path === document && language === 'sh');
}
