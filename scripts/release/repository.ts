/** The repository in the current folder, which need not be the one that this file is in: the dry run releases a clone. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Tags } from './versions.ts';

export const CHANGELOG = 'CHANGELOG.md';

/**
 * What a command prints on standard output, without the line break at its end.
 *
 * @throws {Error} when it fails
 */
export function run(command: string, args: readonly string[], input = ''): string {
  const { status, stdout, error } = spawnSync(command, args, {
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
    // git-cliff tells of its configuration and of every commit that it leaves out, if it may.
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

/** Hands outputs to the workflow, which takes standard output for them. What is for people goes to standard error. */
export function writeOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    console.log(`${name}=${value}`);
  }
}

function splitOnce(line: string): [string, string] {
  const space = line.indexOf(' ');
  return [line.slice(0, space), line.slice(space + 1)];
}
