/** Reads the repository in the current folder, which is a clone in a dry run. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Tags } from './versions.ts';

export const CHANGELOG = 'CHANGELOG.md';

/**
 * Runs a command and returns its standard output, without white space at the end.
 *
 * @throws {Error} if it fails
 */
export function run(command: string, args: readonly string[], input = ''): string {
  const { status, stdout, error } = spawnSync(command, args, {
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
    // By default, git-cliff logs its configuration and every commit that it skips.
    env: { ...process.env, RUST_LOG: 'error' },
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}`);
  }
  return stdout.trimEnd();
}

export function readVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
  return version;
}

export function readChangelog(): string {
  return readFileSync(CHANGELOG, 'utf8');
}

export function readTags(): Tags {
  const format = '%(refname:short) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)';
  const lines = run('git', ['for-each-ref', 'refs/tags', `--format=${format}`]).split('\n');
  return new Map(lines.filter((line) => line !== '').map((line) => splitOnce(line)));
}

/** Prints step outputs, which the workflow appends to GITHUB_OUTPUT. Messages for people go to standard error. */
export function writeOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    console.log(`${name}=${value}`);
  }
}

function splitOnce(line: string): [string, string] {
  const space = line.indexOf(' ');
  return [line.slice(0, space), line.slice(space + 1)];
}
